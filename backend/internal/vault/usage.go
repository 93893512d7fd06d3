package vault

import (
	"context"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ErrPeriod is given for a period that cannot be counted.
var ErrPeriod = fault.Declare(fault.Invalid, "vault.bad_period", "The period cannot be counted.")

const (
	usagePeriod = 30 * 24 * time.Hour
	longestUse  = 366 * 24 * time.Hour
)

// Usage tells what AWS was asked with a credential, as the audit log has it. The
// calls that get a session of a role are counted for what they are made with.
func (s *Service) Usage(ctx context.Context, sc access.Scope, in api.CredentialUsageIn) (api.CredentialUsage, error) {
	if _, err := s.store.byID(ctx, sc, in.ID); err != nil {
		return api.CredentialUsage{}, err
	}
	from, to := in.From, in.To
	if to.IsZero() {
		to = db.Now()
	}
	if from.IsZero() {
		from = to.Add(-usagePeriod)
	}
	if !from.Before(to) {
		return api.CredentialUsage{}, ErrPeriod.At("query.from", "must be before the end of the period")
	}
	if to.Sub(from) > longestUse {
		return api.CredentialUsage{}, ErrPeriod.At("query.from", "must be within 366 days before the end of the period")
	}
	return s.audit.Usage(ctx, sc, strconv.FormatInt(in.ID, 10), from, to)
}
