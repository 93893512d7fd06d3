package accountaudit

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/posture"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

func (r *auditRow) tally() (out api.FindingTally) {
	_ = json.Unmarshal([]byte(r.Tally), &out) // it was written by the room
	return out
}

func (r *auditRow) outcome() outcome { return outcome{r.ID, r.AccountID, r.tally()} }

func (r *auditRow) summary() api.AccountAuditSummary {
	return api.AccountAuditSummary{
		ID: r.ID, AccountID: r.AccountID, JobID: r.JobID, CredentialID: r.CredentialID, StartedBy: r.StartedBy, At: r.At.UTC(), FinishedAt: r.FinishedAt.UTC(),
		Findings: r.tally(), PreviousID: r.PreviousID, New: r.NewCount, Unchanged: r.UnchangedCount, Fixed: r.FixedCount, NotChecked: r.NotCheckedCount,
		Users: r.UserCount, Groups: r.GroupCount, Roles: r.RoleCount, Policies: r.PolicyCount,
	}
}

// List gives a piece of the workspace's audits, newest first.
func (s *Service) List(ctx context.Context, sc access.Scope, in api.AccountAuditListIn) (out api.AccountAuditList, err error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return out, err
	}
	rows, err := s.store.list(ctx, sc, in.AccountID, before, in.Limit+1)
	if err != nil {
		return out, err
	}
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *auditRow) int64 { return r.ID }, (*auditRow).summary)
	return out, nil
}

// Get gives an audit with a piece of its findings, the worst first.
func (s *Service) Get(ctx context.Context, sc access.Scope, in api.AccountAuditIn) (out api.AccountAudit, err error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return out, err
	}
	row, err := s.store.byID(ctx, sc, in.ID)
	if err != nil {
		return out, err
	}
	now := db.Now()
	exceptions, err := s.store.exceptions(ctx, sc, row.AccountID, now)
	if err != nil {
		return out, err
	}
	excepted, err := s.store.countExcepted(ctx, sc, row, now)
	if err != nil {
		return out, err
	}
	rows, err := s.store.findings(ctx, sc, in, after, in.Limit+1)
	if err != nil {
		return out, err
	}
	out = api.AccountAudit{AccountAuditSummary: row.summary(), Excepted: int(excepted), Checks: []api.AuditCheck{}, Notes: []string{}}
	_ = json.Unmarshal([]byte(row.Checks), &out.Checks) // they were written by the room
	_ = json.Unmarshal([]byte(row.Notes), &out.Notes)
	checks := known()
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *findingRow) int64 { return int64(r.N) }, func(r *findingRow) api.AuditFinding {
		return r.view(checks, exceptions)
	})
	return out, nil
}

// known are the checks by code.
func known() map[string]posture.Check {
	out := map[string]posture.Check{}
	for _, c := range posture.Checks() {
		out[c.Code] = c
	}
	return out
}

func (r *findingRow) view(checks map[string]posture.Check, exceptions []exceptionRow) api.AuditFinding {
	var b body
	_ = json.Unmarshal([]byte(r.Body), &b) // it was written by the room
	out := api.AuditFinding{
		ID: r.FindingID, Code: r.Code, Severity: r.Severity, State: r.State, Title: checks[r.Code].Title, Why: checks[r.Code].Why, Resource: r.Resource,
		Evidence: make([]api.AuditEvidence, 0, len(b.Evidence)), Fix: api.AuditFix{Text: b.Fix.Text, Document: b.Fix.Document},
	}
	for _, f := range b.Evidence {
		out.Evidence = append(out.Evidence, api.AuditEvidence{Name: f.Name, Value: f.Value})
	}
	if i := slices.IndexFunc(exceptions, func(e exceptionRow) bool { return e.holds(r) }); i >= 0 && r.State != stateFixed {
		e := exceptions[i].view()
		out.Exception = &e
	}
	return out
}

// Exceptions gives a piece of the exceptions that hold, newest first.
func (s *Service) Exceptions(ctx context.Context, sc access.Scope, in api.Page) (out api.FindingExceptionList, err error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return out, err
	}
	rows, err := s.store.listExceptions(ctx, sc, db.Now(), before, in.Limit+1)
	if err != nil {
		return out, err
	}
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *exceptionRow) int64 { return r.ID }, (*exceptionRow).view)
	return out, nil
}

// Except makes an exception: findings of the check about the resource stay, and are
// shown as accepted until it ends.
func (s *Service) Except(ctx context.Context, sc access.Scope, in api.ExceptFindingIn) (api.FindingException, error) {
	b, now := in.Body, db.Now()
	if _, ok := known()[b.Code]; !ok {
		return api.FindingException{}, ErrException.Saying("There is no check %q.", b.Code).At("body.code", "is no check")
	}
	if !b.ExpiresAt.After(now) || b.ExpiresAt.After(now.Add(longest)) {
		return api.FindingException{}, ErrException.Saying("An exception ends in the future, within a year.").At("body.expires_at", "must be in the future, within a year")
	}
	e := &exceptionRow{AccountID: b.AccountID, Code: b.Code, Resource: b.Resource, Reason: b.Reason, CreatedBy: sc.Actor().Email, CreatedAt: now, ExpiresAt: b.ExpiresAt.UTC()}
	err := s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		n, err := s.store.countExceptions(ctx, sc, now)
		if err != nil {
			return err
		}
		if n >= maxExceptions {
			return ErrMany
		}
		if err := s.store.insertException(ctx, sc, e); err != nil {
			return err
		}
		return s.recordException(ctx, sc, "accountaudit.exception_made", e)
	})
	return e.view(), err
}

// EndException ends an exception at once.
func (s *Service) EndException(ctx context.Context, sc access.Scope, in api.ByID) (api.None, error) {
	return api.None{}, s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		e, err := s.store.endException(ctx, sc, in.ID, db.Now())
		if err != nil {
			return err
		}
		return s.recordException(ctx, sc, "accountaudit.exception_ended", e)
	})
}

func (s *Service) recordException(ctx context.Context, sc access.Scope, action string, e *exceptionRow) error {
	return s.Audit.Record(ctx, sc, audit.Entry{
		Action: action, ResourceType: "finding_exception", ResourceID: number(e.ID), AWSAccountID: e.AccountID,
		Details: map[string]string{"code": e.Code, "resource": e.Resource, "reason": e.Reason, "expires_at": e.ExpiresAt.UTC().Format("2006-01-02T15:04:05Z")},
	})
}
