package agent

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/impact"
)

// runArgs are the arguments of the job.
type runArgs struct {
	RunID int64 `json:"run_id"`
}

// Trigger starts a run as a job.
func (s *Service) Trigger(ctx context.Context, sc access.Scope, in api.AgentTriggerIn) (api.AgentRun, error) {
	report, _, err := s.reports.Changes(ctx, sc, in.Body.ReportID)
	if err != nil {
		return api.AgentRun{}, err
	}
	user, err := sc.User()
	if err != nil {
		return api.AgentRun{}, err
	}
	row := &runRow{
		ReportID: report.ID, State: running, CredentialID: in.Body.CredentialID, AutoApply: in.Body.AutoApply, StartedBy: &user, StartedAt: db.Now(),
	}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.insertRun(ctx, sc, row); err != nil {
			return err
		}
		return s.audit.Record(ctx, sc, audit.Entry{
			Action: "agent.run_started", ResourceType: "agent_run", ResourceID: fmt.Sprint(row.ID),
			Details: map[string]string{"report_id": fmt.Sprint(report.ID), "auto_apply": fmt.Sprint(row.AutoApply)},
		})
	})
	if err != nil {
		return api.AgentRun{}, err
	}
	job, err := s.runs.Start(ctx, sc, jobs.Begin[runArgs]{
		Key: fmt.Sprint(row.ID), Title: "Look what AWS's changes of " + report.AfterDate + " mean for the policies", Args: runArgs{row.ID},
	})
	if err != nil {
		failure := s.store.updateRun(context.WithoutCancel(ctx), sc, row.ID, map[string]any{"state": failed, "failure": plain(err), "ended_at": db.Now()})
		return api.AgentRun{}, errors.Join(err, failure)
	}
	row.JobID = &job.ID
	return row.view(), s.store.updateRun(ctx, sc, row.ID, map[string]any{"job_id": job.ID})
}

// plain is what may be shown of an error.
func plain(err error) string {
	if f := fault.Of(err); f.Kind() != fault.Internal {
		return f.Detail()
	}
	return "The run failed for a reason that only the server's log tells."
}

// looked is what a run has found.
type looked struct {
	rows               []changeRow
	policies, affected int
	account            string
}

// run is the job. An attempt after another one begins again; what was decided
// meanwhile stays.
func (s *Service) run(ctx context.Context, sc access.Scope, run *jobs.Run, args runArgs) (any, error) {
	row, err := s.store.run(ctx, sc, args.RunID)
	if err != nil {
		return nil, err
	}
	out, err := s.work(ctx, sc, run, row)
	columns := map[string]any{"state": completed, "ended_at": db.Now(), "failure": ""}
	if err != nil {
		columns["state"], columns["failure"] = failed, plain(err)
	} else {
		columns["policies"], columns["affected"], columns["account_id"] = out.policies, out.affected, out.account
		for _, r := range out.rows {
			switch impact.Level(r.Level) {
			case impact.Breaking:
				row.Breaking++
			case impact.Review:
				row.Review++
			case impact.Note:
				row.Notes++
			}
			if r.State == applied {
				row.Applied++
			}
		}
		columns["breaking"], columns["review"], columns["notes"], columns["applied"] = row.Breaking, row.Review, row.Notes, row.Applied
	}
	if ended := s.store.updateRun(context.WithoutCancel(ctx), sc, row.ID, columns); err == nil {
		err = ended
	}
	if err != nil {
		return nil, err
	}
	return map[string]int64{"run_id": row.ID}, nil
}

func (s *Service) work(ctx context.Context, sc access.Scope, run *jobs.Run, row *runRow) (looked, error) {
	var out looked
	_, changes, err := s.reports.Changes(ctx, sc, row.ReportID)
	if err != nil {
		return out, err
	}
	row.Breaking, row.Review, row.Notes, row.Applied = 0, 0, 0, 0
	err = s.each(ctx, sc, func(p api.StoredPolicy) error {
		out.policies++
		found := stored(changes, p)
		if len(found) > 0 {
			out.affected++
			out.rows = append(out.rows, found...)
		}
		return run.Report(ctx, int64(out.policies), 0, "looking at "+p.Name)
	})
	if err != nil {
		return out, err
	}
	if row.CredentialID > 0 {
		if err := run.Report(ctx, int64(out.policies), 0, "reading the AWS account"); err != nil {
			return out, err
		}
		account, err := s.accounts.Snapshot(ctx, sc, row.CredentialID)
		if err != nil {
			return out, err
		}
		n, affected, found := inAccount(changes, account)
		out.policies, out.affected, out.account = out.policies+n, out.affected+affected, account.AccountID
		out.rows = append(out.rows, found...)
	}
	for i := range out.rows {
		out.rows[i].RunID = row.ID
	}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.clear(ctx, sc, row.ID); err != nil {
			return err
		}
		return s.store.insertChanges(ctx, sc, out.rows)
	})
	if err != nil || !row.AutoApply {
		return out, err
	}
	return out, s.applySafe(ctx, sc, out.rows)
}

// each visits the workspace's stored policies.
func (s *Service) each(ctx context.Context, sc access.Scope, visit func(api.StoredPolicy) error) error {
	for in := (api.PolicyListIn{Page: api.Page{Limit: 200}}); ; {
		piece, err := s.library.List(ctx, sc, in)
		if err != nil {
			return err
		}
		for i := range piece.Items {
			p, err := s.library.Get(ctx, sc, api.ByID{ID: piece.Items[i].ID})
			if missing(err) {
				continue // deleted meanwhile
			}
			if err == nil {
				err = visit(p)
			}
			if err != nil {
				return err
			}
		}
		if in.Cursor = piece.NextCursor; in.Cursor == "" {
			return nil
		}
	}
}

// stored gives what changes mean for a stored policy.
func stored(changes *impact.Changes, p api.StoredPolicy) []changeRow {
	doc := policy.ParseString(p.Document)
	var rows []changeRow
	for _, e := range changes.Of(doc) {
		proposal, advice := changes.Propose(doc, policy.Kind(p.PolicyType), e)
		r := rowOf(e, p.Name, "stored_policy")
		r.PolicyID, r.Version, r.Advice = &p.ID, p.Version, advice
		if proposal != nil {
			r.Proposal = text(proposal)
		}
		rows = append(rows, r)
	}
	return rows
}

func rowOf(e impact.Effect, subject, kind string) changeRow {
	return changeRow{Subject: subject, SubjectKind: kind, Level: string(e.Level), Service: e.Service, Effect: text(e), State: open}
}

// text writes what always has a JSON form.
func text(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(out)
}

// applySafe stores the edits that grant nothing new and break no case.
func (s *Service) applySafe(ctx context.Context, sc access.Scope, rows []changeRow) error {
	for i := range rows {
		r := &rows[i]
		if r.Proposal == "" {
			continue
		}
		var p impact.Proposal
		if err := json.Unmarshal([]byte(r.Proposal), &p); err != nil {
			return err
		}
		if p.Relation != compare.Equivalent && p.Relation != compare.Narrower {
			continue
		}
		err := s.apply(ctx, sc, r, true)
		if err != nil && !errors.Is(err, ErrCases) && !errors.Is(err, ErrStale) && !errors.Is(err, ErrNoEdit) {
			return err
		}
	}
	return nil
}
