package accountaudit

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/posture"
)

// The states of a finding, against the audit before.
const (
	stateNew        = "new"
	stateUnchanged  = "unchanged"
	stateFixed      = "fixed"
	stateNotChecked = "not_checked"
)

// body is what is kept of a finding beside its columns. Title and reason follow from
// its code.
type body struct {
	Evidence []posture.Fact `json:"evidence"`
	Fix      posture.Fix    `json:"fix"`
}

// keep compares a report with the last one of the account and stores it.
func (s *Service) keep(ctx context.Context, sc access.Scope, job, credential int64, in *posture.Input, report *posture.Report) (row *auditRow, err error) {
	row = &auditRow{
		AccountID: report.Account, CredentialID: credential, JobID: job, StartedBy: sc.Actor().Email, At: report.At,
	}
	if in.Snapshot != nil {
		row.UserCount, row.GroupCount, row.RoleCount = len(in.Snapshot.Users), len(in.Snapshot.Groups), len(in.Snapshot.Roles)
		row.PolicyCount = len(in.Snapshot.Policies)
	}
	checks := make([]api.AuditCheck, 0, len(report.Checks))
	looked := map[string]bool{}
	for _, c := range report.Checks {
		out := api.AuditCheck{Code: c.Code, Title: c.Title, Checked: c.Checked, Findings: c.Findings, Missing: []api.AuditMissing{}}
		for _, m := range c.Missing {
			out.Missing = append(out.Missing, api.AuditMissing{Source: string(m.Source), Permission: m.Permission, Reason: m.Reason})
		}
		if looked[c.Code] = c.Checked; !c.Checked {
			row.NotCheckedCount++
		}
		checks = append(checks, out)
	}
	if row.Checks, err = text(checks); err != nil {
		return nil, err
	}
	if row.Notes, err = text(append([]string{}, report.Notes...)); err != nil {
		return nil, err
	}
	var packed []byte
	if in.Snapshot != nil {
		if packed, err = pack(in.Snapshot); err != nil {
			return nil, err
		}
	}
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		previous, err := s.store.last(ctx, sc, report.Account)
		if err != nil {
			return err
		}
		var before []findingRow
		if previous != nil {
			row.PreviousID = &previous.ID
			if before, err = s.store.open(ctx, sc, previous.ID); err != nil {
				return err
			}
		}
		findings, err := compared(report.Findings, before, looked)
		if err != nil {
			return err
		}
		var tally api.FindingTally
		for i := range findings {
			f := &findings[i]
			switch f.State {
			case stateNew:
				row.NewCount++
			case stateFixed:
				row.FixedCount++
				continue
			default:
				row.UnchangedCount++
			}
			*severity(&tally, f.Severity)++
		}
		if row.Tally, err = text(tally); err != nil {
			return err
		}
		row.FinishedAt = db.Now()
		if err := s.store.insert(ctx, sc, row, findings); err != nil {
			return err
		}
		if err := s.keepSnapshot(ctx, sc, row, packed); err != nil {
			return err
		}
		if err := s.store.forget(ctx, sc, report.Account, keptAudits); err != nil {
			return err
		}
		return s.Audit.Record(ctx, sc, audit.Entry{
			Action: "accountaudit.finished", ResourceType: "account_audit", ResourceID: number(row.ID), AWSAccountID: report.Account,
			Details: map[string]string{"new": number(int64(row.NewCount)), "fixed": number(int64(row.FixedCount)), "not_checked": number(int64(row.NotCheckedCount))},
		})
	})
	return row, err
}

// compared makes the rows of findings, with those that were there before and are
// not any more: fixed, if it was looked for them.
func compared(found []posture.Finding, before []findingRow, looked map[string]bool) ([]findingRow, error) {
	known := make(map[string]bool, len(before))
	for i := range before {
		known[before[i].FindingID] = true
	}
	out, now := make([]findingRow, 0, len(found)), make(map[string]bool, len(found))
	for i := range found {
		f := &found[i]
		kept, err := text(body{f.Evidence, f.Fix})
		if err != nil {
			return nil, err
		}
		state := stateNew
		if known[f.ID] {
			state = stateUnchanged
		}
		now[f.ID] = true
		out = append(out, findingRow{FindingID: f.ID, Code: f.Code, Severity: string(f.Severity), State: state, Resource: f.Resource, Body: kept})
	}
	for _, f := range before {
		if now[f.FindingID] {
			continue
		}
		f.State = stateFixed
		if checked, known := looked[f.Code]; known && !checked {
			f.State = stateNotChecked
		}
		out = append(out, f)
	}
	// The worst first, those that are fixed at the end.
	slices.SortStableFunc(out, func(a, b findingRow) int { return rank(&a) - rank(&b) })
	return out, nil
}

func rank(f *findingRow) int {
	n := slices.Index(posture.Severities(), posture.Severity(f.Severity))
	if f.State == stateFixed {
		n += len(posture.Severities())
	}
	return n
}

// severity is the counter of a severity.
func severity(t *api.FindingTally, name string) *int {
	switch posture.Severity(name) {
	case posture.Critical:
		return &t.Critical
	case posture.High:
		return &t.High
	case posture.Medium:
		return &t.Medium
	default:
		return &t.Low
	}
}

func text(v any) (string, error) {
	out, err := json.Marshal(v)
	return string(out), err
}
