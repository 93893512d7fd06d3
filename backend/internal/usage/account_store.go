package usage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

type accountRow struct {
	ID               int64
	WorkspaceID      int64
	AccountID        string
	CredentialID     int64
	JobID            int64
	StartedBy        string
	At               time.Time
	FinishedAt       *time.Time
	Days             int
	Principals       int
	UnusedPrincipals int
	PreviousID       *int64
	Body             string // accountBody as JSON
}

func (accountRow) TableName() string { return "usage_account_runs" }

type principalRow struct {
	ID           int64
	WorkspaceID  int64
	RunID        int64
	PrincipalARN string `gorm:"column:principal_arn"`
	Place        int    // among those of the run, the heaviest first; 0 until the run is finished
	Unused       bool
	Weight       int64
	Change       string
	Body         string // principalBody as JSON
}

func (principalRow) TableName() string { return "usage_account_principals" }

// keptRuns is how many runs of an account are kept.
const keptRuns = 20

func (r *accountRow) outcome() accountOutcome {
	return accountOutcome{r.ID, r.AccountID, r.Principals, r.UnusedPrincipals}
}

func (r *accountRow) summary() api.AccountUsageSummary {
	out := api.AccountUsageSummary{
		ID: r.ID, AccountID: r.AccountID, CredentialID: r.CredentialID, JobID: r.JobID, StartedBy: r.StartedBy, At: r.At.UTC(), Days: r.Days,
		Principals: r.Principals, UnusedPrincipals: r.UnusedPrincipals, PreviousID: r.PreviousID,
	}
	if r.FinishedAt != nil {
		out.FinishedAt = moment(r.FinishedAt.UTC())
	}
	return out
}

// accountByJob gives the run of a job; nil when there is none yet.
func (s store) accountByJob(ctx context.Context, sc access.Scope, job int64) (*accountRow, error) {
	var r accountRow
	err := s.db.For(ctx, sc).Where("job_id = ?", job).Take(&r).Error
	if db.NoRows(err) {
		return nil, nil //nolint:nilnil // none is an answer
	}
	return &r, err
}

// beginAccount stores a run, to be compared with the last one that was finished.
func (s store) beginAccount(ctx context.Context, sc access.Scope, r *accountRow) error {
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		var last accountRow
		err := s.db.For(ctx, sc).Where("account_id = ? and finished_at is not null", r.AccountID).Order("id desc").Take(&last).Error
		switch {
		case err == nil:
			r.PreviousID = &last.ID
		case !db.NoRows(err):
			return err
		}
		return s.db.For(ctx, sc).Create(r).Error
	})
}

// finishAccount ranks the principals of a run, writes its end, and drops the oldest runs.
func (s store) finishAccount(ctx context.Context, sc access.Scope, r *accountRow) error {
	err := s.db.For(ctx, sc).Exec(`update usage_account_principals set place = r.n
		from (select id as ranked, row_number() over (order by weight desc, principal_arn) as n from usage_account_principals where run_id = ?) as r
		where usage_account_principals.id = r.ranked`, r.ID).Error
	if err != nil {
		return err
	}
	if err := s.db.For(ctx, sc).Save(r).Error; err != nil {
		return err
	}
	var old []int64
	err = s.db.For(ctx, sc).Model(&accountRow{}).Where("account_id = ?", r.AccountID).Order("id desc").Offset(keptRuns).Limit(1000).Pluck("id", &old).Error
	if err != nil || len(old) == 0 {
		return err
	}
	return s.db.For(ctx, sc).Where("id in ?", old).Delete(&accountRow{}).Error
}

// keepPrincipal stores what was found of a principal. It is a transaction by itself.
func (s store) keepPrincipal(ctx context.Context, sc access.Scope, r *principalRow) error {
	return s.db.Tx(ctx, sc, func(ctx context.Context) error { return s.db.For(ctx, sc).Create(r).Error })
}

// askedAbout gives the principals that a run has.
func (s store) askedAbout(ctx context.Context, sc access.Scope, run int64) (map[string]bool, error) {
	var arns []string
	err := s.db.For(ctx, sc).Model(&principalRow{}).Where("run_id = ?", run).Pluck("principal_arn", &arns).Error
	out := make(map[string]bool, len(arns))
	for _, arn := range arns {
		out[arn] = true
	}
	return out, err
}

// earlier gives what a run found, by principal.
func (s store) earlier(ctx context.Context, sc access.Scope, run *int64) (map[string]earlier, error) {
	out := map[string]earlier{}
	if run == nil {
		return out, nil
	}
	var rows []principalRow
	err := s.db.For(ctx, sc).Select("principal_arn", "unused", "weight").Where("run_id = ?", *run).Find(&rows).Error
	for _, r := range rows {
		out[r.PrincipalARN] = earlier{true, r.Unused, r.Weight}
	}
	return out, err
}

// principalsAtOnce is how many principals are read at a time.
const principalsAtOnce = 200

// eachPrincipal gives the principals of a run, a piece at a time.
func (s store) eachPrincipal(ctx context.Context, sc access.Scope, run int64, each func(*principalRow) error) error {
	for after := int64(0); ; {
		var rows []principalRow
		if err := s.db.For(ctx, sc).Where("run_id = ? and id > ?", run, after).Order("id").Limit(principalsAtOnce).Find(&rows).Error; err != nil {
			return err
		}
		for i := range rows {
			if err := each(&rows[i]); err != nil {
				return err
			}
			after = rows[i].ID
		}
		if len(rows) < principalsAtOnce {
			return nil
		}
	}
}

func (s store) accountByID(ctx context.Context, sc access.Scope, id int64) (*accountRow, error) {
	var r accountRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNoRun
	}
	return &r, err
}

// AccountRuns gives a piece of the runs over accounts, newest first.
func (s *Service) AccountRuns(ctx context.Context, sc access.Scope, in api.AccountUsageListIn) (out api.AccountUsageList, err error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return out, err
	}
	q := s.DB.For(ctx, sc).Omit("body")
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	if in.AccountID != "" {
		q = q.Where("account_id = ?", in.AccountID)
	}
	var rows []accountRow
	if err := q.Order("id desc").Limit(in.Limit + 1).Find(&rows).Error; err != nil {
		return out, err
	}
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *accountRow) int64 { return r.ID }, (*accountRow).summary)
	return out, nil
}

// AccountRun gives a run over an account.
func (s *Service) AccountRun(ctx context.Context, sc access.Scope, in api.ByID) (out api.AccountUsage, err error) {
	row, err := s.store.accountByID(ctx, sc, in.ID)
	if err != nil {
		return out, err
	}
	body := accountBody{
		Services: []api.UnusedService{}, Actions: []api.UnusedAction{}, Notes: []string{},
		Change: api.AccountUsageChange{Added: []string{}, Gone: []string{}, BecameUnused: []string{}, UsedAgain: []string{}},
	}
	if err := json.Unmarshal([]byte(row.Body), &body); err != nil {
		return out, err
	}
	return api.AccountUsage{AccountUsageSummary: row.summary(), Services: body.Services, Actions: body.Actions, Change: body.Change, Notes: body.Notes}, nil
}

func (r *principalRow) view() api.UnusedGrants {
	var b principalBody
	_ = json.Unmarshal([]byte(r.Body), &b) // it was written by the room
	return b.UnusedGrants
}

// AccountPrincipals gives a piece of a run's users and roles, the heaviest first.
func (s *Service) AccountPrincipals(ctx context.Context, sc access.Scope, in api.AccountUsagePrincipalsIn) (out api.UnusedGrantsList, err error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return out, err
	}
	if _, err := s.store.accountByID(ctx, sc, in.ID); err != nil {
		return out, err
	}
	q := s.DB.For(ctx, sc).Where("run_id = ? and place > ?", in.ID, after)
	if in.Unused {
		q = q.Where("unused")
	}
	if in.Change != "" {
		q = q.Where("change = ?", in.Change)
	}
	var rows []principalRow
	if err := q.Order("place").Limit(in.Limit + 1).Find(&rows).Error; err != nil {
		return out, err
	}
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *principalRow) int64 { return int64(r.Place) }, (*principalRow).view)
	return out, nil
}

var exportColumns = []string{"principal_arn", "type", "created_at", "principal_last_used", "principal_unused", "kind", "name", "last_used", "weight", "change"}

// ExportAccount writes out a run: a line for each principal, or, as a table, for each
// service and action that a principal does not use.
func (s *Service) ExportAccount(ctx context.Context, sc access.Scope, in api.ExportAccountUsageIn) (web.Stream, error) {
	row, err := s.store.accountByID(ctx, sc, in.ID)
	if err != nil {
		return web.Stream{}, err
	}
	write, kind, first := principalLines, "application/x-ndjson", []byte(nil)
	if in.Format == "csv" {
		write, kind = principalCSV, "text/csv; charset=utf-8; header=present"
		if first, err = audit.CSV([][]string{slices.Clone(exportColumns)}); err != nil {
			return web.Stream{}, err
		}
	}
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		return s.Audit.Record(ctx, sc, audit.Entry{
			Action: "usage.account_run_exported", ResourceType: "usage_account_run", ResourceID: strconv.FormatInt(row.ID, 10), AWSAccountID: row.AccountID,
			Details: map[string]string{"format": in.Format},
		})
	})
	after := 0
	return web.Stream{
		ContentType: kind, FileName: "usage-" + row.AccountID + "-" + row.At.UTC().Format("20060102T150405Z") + "." + in.Format,
		Next: func(ctx context.Context) ([]byte, error) {
			if piece := first; len(piece) > 0 {
				first = nil
				return piece, nil
			}
			var rows []principalRow
			if err := s.DB.For(ctx, sc).Where("run_id = ? and place > ?", in.ID, after).Order("place").Limit(principalsAtOnce).Find(&rows).Error; err != nil {
				return nil, err
			}
			if len(rows) == 0 {
				return nil, io.EOF
			}
			after = rows[len(rows)-1].Place
			return write(rows)
		},
	}, err
}

func principalLines(rows []principalRow) ([]byte, error) {
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	var failed error
	for i := range rows {
		failed = errors.Join(failed, lines.Encode(rows[i].view()))
	}
	return out.Bytes(), failed
}

func principalCSV(rows []principalRow) ([]byte, error) {
	var lines [][]string
	at := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	for i := range rows {
		var b principalBody
		if err := json.Unmarshal([]byte(rows[i].Body), &b); err != nil {
			return nil, err
		}
		line := func(kind, name, last string, weight int64) {
			lines = append(lines, []string{b.PrincipalARN, b.Type, at(b.CreatedAt), at(b.LastUsed), strconv.FormatBool(b.Unused), kind, name, last, strconv.FormatInt(weight, 10), b.Change})
		}
		line("principal", b.PrincipalARN, at(b.LastUsed), b.Weight)
		for _, prefix := range b.UnusedServices {
			line("service", prefix, at(b.Services[prefix]), b.Weights[prefix])
		}
		for _, action := range b.UnusedActions {
			line("action", action, "", weightOf(action))
		}
	}
	return audit.CSV(lines)
}
