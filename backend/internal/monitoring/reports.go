package monitoring

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/policy/impact"
)

// Reports lists the reports.
func (s *Service) Reports(ctx context.Context, sc access.Scope, in api.CatalogReportListIn) (api.CatalogReportList, error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return api.CatalogReportList{}, err
	}
	rows, err := s.store.reports(ctx, sc, before, in.Limit+1)
	if err != nil {
		return api.CatalogReportList{}, err
	}
	var out api.CatalogReportList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *reportRow) int64 { return r.ID }, (*reportRow).view)
	return out, nil
}

func (r *reportRow) view() api.CatalogReport {
	return api.CatalogReport{ID: r.ID, CreatedAt: r.CreatedAt.UTC(), BeforeDate: r.BeforeDate, AfterDate: r.AfterDate, Counts: r.counts()}
}

// Latest gives the newest report.
func (s *Service) Latest(ctx context.Context, sc access.Scope, in api.LatestCatalogReportIn) (api.CatalogReportDetail, error) {
	id, err := s.Newest(ctx, sc)
	if err != nil {
		return api.CatalogReportDetail{}, err
	}
	if id == 0 {
		return api.CatalogReportDetail{}, ErrNone
	}
	return s.Report(ctx, sc, api.CatalogReportIn{Page: in.Page, ID: id, Service: in.Service, Impact: in.Impact})
}

// Newest is the number of the newest report; 0 when there is none.
func (s *Service) Newest(ctx context.Context, sc access.Scope) (int64, error) {
	rows, err := s.store.reports(ctx, sc, 0, 1)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].ID, nil
}

// Report gives one report with a piece of its changes.
func (s *Service) Report(ctx context.Context, sc access.Scope, in api.CatalogReportIn) (api.CatalogReportDetail, error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return api.CatalogReportDetail{}, err
	}
	row, err := s.store.report(ctx, sc, in.ID)
	if err != nil {
		return api.CatalogReportDetail{}, err
	}
	changes, err := row.changes()
	if err != nil {
		return api.CatalogReportDetail{}, err
	}
	out := api.CatalogReportDetail{CatalogReport: row.view(), Services: byService(changes)}
	var wanted []placed
	for i := range changes {
		if c := &changes[i]; int64(i) >= after && matches(c, in.Service, in.Impact) {
			wanted = append(wanted, placed{int64(i), c})
		}
		if len(wanted) > in.Limit {
			break
		}
	}
	// A cursor is the number of changes that lie behind it, which is never 0.
	out.Changes, out.NextCursor = page.Cut(wanted, in.Limit, func(p *placed) int64 { return p.at + 1 }, func(p *placed) api.CatalogChange { return view(row.ID, p.change) })
	return out, nil
}

// placed is a change with its place in the report.
type placed struct {
	at     int64
	change *diff.Change
}

func matches(c *diff.Change, service, impact string) bool {
	return (service == "" || strings.EqualFold(c.Service, service)) && (impact == "" || string(c.Impact) == impact)
}

func view(report int64, c *diff.Change) api.CatalogChange {
	return api.CatalogChange{
		ReportID: report, Kind: string(c.Kind), Change: c.Change, Service: c.Service, Name: c.Name, Field: c.Field, Before: c.Before, After: c.After,
		Added: append([]string{}, c.Added...), Removed: append([]string{}, c.Removed...), Impact: string(c.Impact), Detail: c.Detail,
	}
}

// byService counts the changes of each service, in the order of the report.
func byService(changes []diff.Change) []api.CatalogServiceCounts {
	out := []api.CatalogServiceCounts{}
	for i := range changes {
		c := &changes[i]
		if len(out) == 0 || out[len(out)-1].Service != c.Service {
			name := catalog.ServiceName(c.Service)
			if c.Kind == diff.ManagedPolicy {
				name = "AWS managed policies"
			}
			out = append(out, api.CatalogServiceCounts{Service: c.Service, Name: name})
		}
		switch counts := &out[len(out)-1].Counts; c.Impact {
		case diff.Breaking:
			counts.Breaking++
		case diff.Enhancement:
			counts.Enhancement++
		case diff.Neutral:
			counts.Neutral++
		}
	}
	return out
}

// At most so many reports are looked through, and so many changes listed.
const (
	maxReports = 400
	maxChanges = 1000
)

// ServiceChanges gives what changed in a service.
func (s *Service) ServiceChanges(ctx context.Context, sc access.Scope, in api.CatalogServiceIn) (api.CatalogChangeList, error) {
	return s.over(ctx, sc, in.Days, false, func(c *diff.Change) bool { return strings.EqualFold(c.Service, in.Service) })
}

// BreakingChanges gives what can break policies.
func (s *Service) BreakingChanges(ctx context.Context, sc access.Scope, in api.BreakingChangesIn) (api.CatalogChangeList, error) {
	return s.over(ctx, sc, in.Days, true, func(c *diff.Change) bool { return c.Impact == diff.Breaking })
}

func (s *Service) over(ctx context.Context, sc access.Scope, days int, breaking bool, wanted func(*diff.Change) bool) (api.CatalogChangeList, error) {
	out := api.CatalogChangeList{Items: []api.CatalogChange{}}
	rows, err := s.store.since(ctx, sc, db.Now().Add(-time.Duration(days)*24*time.Hour), breaking, maxReports+1)
	if err != nil {
		return out, err
	}
	if len(rows) > maxReports {
		rows, out.More = rows[:maxReports], true
	}
	for i := range rows {
		changes, err := rows[i].changes()
		if err != nil {
			return out, err
		}
		for j := range changes {
			if !wanted(&changes[j]) {
				continue
			}
			if len(out.Items) == maxChanges {
				out.More = true
				return out, nil
			}
			out.Items = append(out.Items, view(rows[i].ID, &changes[j]))
		}
	}
	return out, nil
}

// prepared is a report made ready for asking what it means for policies.
type prepared struct {
	report  api.CatalogReport
	changes *impact.Changes
}

// Changes makes a report ready for asking what it means for policies; 0 is the
// newest one.
func (s *Service) Changes(ctx context.Context, sc access.Scope, id int64) (api.CatalogReport, *impact.Changes, error) {
	none := api.CatalogReport{}
	if id == 0 {
		newest, err := s.Newest(ctx, sc)
		if err != nil {
			return none, nil, err
		}
		if id = newest; id == 0 {
			return none, nil, ErrNone
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.last; p != nil && p.report.ID == id {
		return p.report, p.changes, nil
	}
	row, err := s.store.report(ctx, sc, id)
	if err != nil {
		return none, nil, err
	}
	changes, err := row.changes()
	if err != nil {
		return none, nil, err
	}
	before, err := s.open(ctx, row.BeforeID)
	if err != nil {
		return none, nil, err
	}
	after, err := s.open(ctx, row.AfterID)
	if err != nil {
		return none, nil, err
	}
	r := &diff.Report{Changes: slices.Clip(changes)}
	s.last = &prepared{row.view(), impact.New(r, before.snapshot, after.snapshot)}
	return s.last.report, s.last.changes, nil
}
