package jobs

import (
	"context"
	"net/http"
	"slices"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Routes is the part of the interface about jobs.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "jobs", Summary: summary, Errors: errors}
	}
	following := func(summary string) web.Doc {
		return web.Doc{
			Tag: "jobs", Summary: summary, Media: []string{eventStream},
			Description: "Server-sent events: each is a job as it is now. Follows while the client asks for text/event-stream, the session lives and " +
				"15 minutes have not passed; connect again with Last-Event-ID. A client that asks for anything else gets what there is now.",
		}
	}
	return []web.Route{
		web.Scoped(access.JobsRead, http.MethodGet, "/jobs", http.StatusOK, s.List, doc("List jobs, newest first")),
		web.Scoped(access.JobsRead, http.MethodGet, "/jobs/events", http.StatusOK, s.FollowAll, following("Follow the workspace's jobs")),
		web.Scoped(access.JobsRead, http.MethodGet, "/jobs/{id}", http.StatusOK, s.Get, doc("Show a job")),
		web.Scoped(access.JobsRead, http.MethodGet, "/jobs/{id}/events", http.StatusOK, s.Follow, following("Follow a job")),
		web.Scoped(access.JobsWrite, http.MethodPost, "/jobs/{id}/cancel", http.StatusAccepted, s.Cancel, doc("Cancel a job", http.StatusConflict)),
	}
}

// List gives a piece of the workspace's jobs, newest first.
func (s *Service) List(ctx context.Context, sc access.Scope, in api.JobListIn) (out api.JobList, err error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return out, err
	}
	rows, err := s.store.list(ctx, sc, in, before, in.Limit+1)
	if err != nil {
		return out, err
	}
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *jobRow) int64 { return r.ID }, (*jobRow).view)
	return out, nil
}

// Get gives a job.
func (s *Service) Get(ctx context.Context, sc access.Scope, in api.ByID) (api.Job, error) {
	row, err := s.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.Job{}, err
	}
	return row.view(), nil
}

// Cancel asks for the end of a job. One that waits ends soon; one that is worked
// on ends when its handler notices. Jobs of others take an owner or admin.
func (s *Service) Cancel(ctx context.Context, sc access.Scope, in api.ByID) (api.Job, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return api.Job{}, err
	}
	var row *jobRow
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) (err error) {
		if row, err = s.store.byID(ctx, sc, in.ID); err != nil {
			return err
		}
		if row.UserID != sc.Actor().UserID && !slices.Contains([]access.Role{access.Owner, access.Admin}, sc.Role()) {
			return ErrNotYours
		}
		if row.final() {
			return ErrOver
		}
		if row.CancelRequested {
			return nil
		}
		changed, err := s.store.change(ctx, sc, in.ID, map[string]any{"cancel_requested": true})
		if err != nil {
			return err
		}
		if !changed {
			return ErrOver
		}
		if err := s.store.hurry(ctx, sc, in.ID, db.Now()); err != nil {
			return err
		}
		if row, err = s.store.byID(ctx, sc, in.ID); err != nil {
			return err
		}
		return s.Audit.RecordJob(ctx, sc, "cancel_requested", in.ID, row.Kind, nil)
	})
	if err != nil {
		return api.Job{}, err
	}
	if row.State == api.JobQueued {
		if err := s.tell(context.WithoutCancel(ctx), in.ID, workspace, db.Now()); err != nil {
			s.Log.WarnContext(ctx, "a job waits to be found, because the queue did not take it", "job", in.ID, "error", err)
		}
	}
	return row.view(), nil
}
