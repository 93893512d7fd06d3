package accountaudit

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/shared/api"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
	"github.com/iam-copilot/iam-copilot/shared/policy/posture"
)

// Start begins an audit of the account of a credential, or gives the job of the one
// that is under way.
func (s *Service) Start(ctx context.Context, sc access.Scope, in api.StartAccountAuditIn) (api.Job, error) {
	credential, err := s.Vault.Chosen(ctx, sc, in.CredentialID)
	if err != nil {
		return api.Job{}, err
	}
	return s.kind.Start(ctx, sc, jobs.Begin[order]{
		Key: "credential:" + strconv.FormatInt(credential.ID, 10), Title: "Audit of the account of " + credential.Label,
		Args: order{CredentialID: credential.ID, KeyAgeDays: in.Body.KeyAgeDays, UnusedDays: in.Body.UnusedDays},
	})
}

// outcome is the result of a job.
type outcome struct {
	AuditID   int64            `json:"audit_id"`
	AccountID string           `json:"account_id"`
	Findings  api.FindingTally `json:"findings"`
}

// The steps of an audit, as its progress counts them.
const steps = 10

// run is the work of a job.
func (s *Service) run(ctx context.Context, sc access.Scope, run *jobs.Run, args order) (any, error) {
	// It may have been stored by an attempt that was killed right after.
	if row, err := s.store.byJob(ctx, sc, run.ID()); err != nil {
		return nil, err
	} else if row != nil {
		return row.outcome(), nil
	}
	read, err := s.read(ctx, sc, run, args.CredentialID)
	if err != nil {
		return nil, err
	}
	if err := run.Report(ctx, steps-2, steps, "Looking for findings"); err != nil {
		return nil, err
	}
	in := read.input
	in.Now, in.Limits = db.Now(), posture.DefaultLimits()
	if args.KeyAgeDays > 0 {
		in.Limits.KeyAge = time.Duration(args.KeyAgeDays) * posture.Day
	}
	if args.UnusedDays > 0 {
		in.Limits.Unused = time.Duration(args.UnusedDays) * posture.Day
	}
	if in.Snapshot != nil {
		if in.Account, err = engine.New(in.Snapshot); err != nil {
			return nil, ErrAccount.Saying("What AWS told of the account cannot be understood: %s.", err).Because(err)
		}
	}
	report := posture.Audit(in)
	report.Account = read.account
	if err := run.Report(ctx, steps-1, steps, fmt.Sprintf("Keeping %d findings", len(report.Findings))); err != nil {
		return nil, err
	}
	row, err := s.keep(ctx, sc, run.ID(), args.CredentialID, &in, &report)
	if err != nil {
		return nil, err
	}
	return row.outcome(), run.Report(ctx, steps, steps, "Done")
}
