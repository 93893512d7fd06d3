// Package accountaudit is the room that audits the IAM of AWS accounts: it reads the
// account as a job, has package posture of the policy engine look for what is wrong,
// and keeps what was found, to be compared with the next time. The rules are the
// engine's; this package reads, keeps and shows.
package accountaudit

import (
	"context"
	"net/http"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The faults of the room.
var (
	ErrNotFound    = fault.Declare(fault.NotFound, "accountaudit.not_found", "There is no such audit.")
	ErrNoException = fault.Declare(fault.NotFound, "accountaudit.no_exception", "There is no such exception.")
	ErrException   = fault.Declare(fault.Invalid, "accountaudit.bad_exception", "The exception cannot be made.")
	ErrMany        = fault.Declare(fault.Conflict, "accountaudit.too_many_exceptions", "There are many exceptions already. End those that are not needed any more.")
	ErrNoSnapshot  = fault.Declare(fault.NotFound, "accountaudit.no_snapshot", "There is no such snapshot of an account.")
	ErrAccount     = fault.Declare(fault.Upstream, "accountaudit.unreadable", "What AWS told of the account cannot be understood.")
)

// Vault is what the room needs of the vault.
type Vault interface {
	// Chosen shows which credential an id means, 0 the default, without opening it.
	Chosen(ctx context.Context, sc access.Scope, id int64) (api.Credential, error)
	// Open gives a credential's key for a purpose, named as AWS names it.
	Open(ctx context.Context, sc access.Scope, id int64, purpose string) (gateway.Key, error)
}

// Limits of the room.
const (
	keptAudits    = 50 // of an account
	maxExceptions = 1000
	longest       = 366 * 24 * time.Hour // an exception
)

// KindName is the kind of the room's jobs.
const KindName = "accountaudit.run"

// Config is what the room needs.
type Config struct {
	DB      *db.DB
	Sealer  *seal.Sealer
	Audit   *audit.Log
	Vault   Vault
	Gateway *gateway.Gateway
	Jobs    *jobs.Service
	Pace    *jobs.Pace
}

// Service is the room's door.
type Service struct {
	Config
	store store
	kind  *jobs.Kind[order]
}

// order is the argument of a job.
type order struct {
	CredentialID int64 `json:"credential_id"`
	KeyAgeDays   int   `json:"key_age_days"`
	UnusedDays   int   `json:"unused_days"`
}

// New opens the room.
func New(c Config) *Service {
	s := &Service{Config: c, store: store{c.DB}}
	s.kind = jobs.Define(c.Jobs, jobs.Spec{Name: KindName, Permissions: []access.Permission{access.IAMRead, access.VaultUse}, Timeout: time.Hour}, s.run)
	return s
}

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "account audits", Summary: summary, Errors: errors}
	}
	return []web.Route{
		web.Scoped(access.IAMRead, http.MethodPost, "/policies/audit", http.StatusAccepted, s.Start, doc("Audit the AWS account of a credential, as a job", http.StatusConflict)),
		web.Scoped(access.FindingsRead, http.MethodGet, "/policies/audit", http.StatusOK, s.List, doc("List audits of AWS accounts, newest first")),
		web.Scoped(access.FindingsRead, http.MethodGet, "/policies/audit/exceptions", http.StatusOK, s.Exceptions, doc("List the exceptions that hold")),
		web.Scoped(access.FindingsWrite, http.MethodPost, "/policies/audit/exceptions", http.StatusCreated, s.Except, doc("Make an exception from a finding", http.StatusConflict)),
		web.Scoped(access.FindingsWrite, http.MethodDelete, "/policies/audit/exceptions/{id}", http.StatusNoContent, s.EndException, doc("End an exception")),
		web.Scoped(access.FindingsRead, http.MethodGet, "/policies/snapshots", http.StatusOK, s.Snapshots, doc("List what audits have read of accounts, newest first")),
		web.Scoped(access.FindingsWrite, http.MethodDelete, "/policies/snapshots/{id}", http.StatusNoContent, s.ForgetSnapshot, doc("Forget what an audit has read of an account")),
		web.Scoped(access.FindingsRead, http.MethodGet, "/policies/audit/{id}", http.StatusOK, s.Get, doc("Show an audit with its findings, the worst first")),
	}
}
