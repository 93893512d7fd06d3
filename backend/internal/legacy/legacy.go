// Package legacy brings what the earlier system kept into this one: accounts
// with their passwords, AWS credentials, and the history of what was done.
//
// It reads that system's tables (users, user_aws_credentials, audit_logs) and
// writes nothing there. Each person is one transaction: all that is theirs comes
// over, or nothing. Whoever has come over before is left alone, so the import can
// be repeated.
package legacy

import (
	"context"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Person is an account of the earlier system.
type Person struct {
	Email          string
	HashedPassword string // bcrypt, as Python's bcrypt and passlib write it: $2b$…
	FullName       string
	Active         bool
	Verified       bool
	CreatedAt      time.Time  // zero: unknown
	LastLogin      *time.Time // nil: never, or unknown
	LegacyID       string     // their id there, for the record
	Key            string     // names the row for good, so that it comes over once
}

// Accounts opens accounts.
type Accounts interface {
	// Import makes the person's account with a personal workspace, and calls then
	// in the same transaction, with the scope of that workspace. It tells false
	// when the person has come over before. A conflict is a fault.
	Import(ctx context.Context, sc access.Scope, p Person, then func(ctx context.Context, own access.Scope) error) (imported bool, err error)
}

// Vault keeps AWS credentials, sealed before they touch the database.
type Vault interface {
	Add(ctx context.Context, own access.Scope, in api.AddCredentialIn) (api.Credential, error)
}

// History keeps what was done.
type History interface {
	Import(ctx context.Context, own access.Scope, past []audit.Past) error
}
