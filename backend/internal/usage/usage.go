// Package usage is the room that tells what principals of AWS accounts have used of
// what their policies allow, and proposes policies without the rest. It reads what
// IAM keeps of last accesses ("Refine permissions in AWS using last accessed
// information", AWS IAM User Guide), as a job.
package usage

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
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The faults of the room.
var (
	ErrNotFound   = fault.Declare(fault.NotFound, "usage.not_found", "There is no such report.")
	ErrKeep       = fault.Declare(fault.Invalid, "usage.bad_keep", "What is to be kept cannot be understood.")
	ErrPrincipal  = fault.Declare(fault.Conflict, "usage.no_such_principal", "The account has no such user or role.")
	ErrForm       = fault.Declare(fault.Invalid, "usage.bad_form", "The files cannot be read from the request.")
	ErrNoForm     = fault.Declare(fault.Unsupported, "usage.no_form", "Send the files as a form, with Content-Type: multipart/form-data.")
	ErrBusy       = fault.Declare(fault.Unavailable, "usage.busy", "Other files are being read. Try again in a minute.")
	ErrLookup     = fault.Declare(fault.Conflict, "usage.trail_denied", "The credential may not read CloudTrail's event history.")
	ErrRegion     = fault.Declare(fault.Invalid, "usage.bad_region", "That is no Region.")
	ErrNoActivity = fault.Declare(fault.NotFound, "usage.no_activity", "Nothing of CloudTrail is kept of that account.")
	ErrNoRun      = fault.Declare(fault.NotFound, "usage.no_run", "There is no such run over an account.")
	ErrAWS        = fault.Declare(fault.Upstream, "usage.no_report", "AWS could not make its report of last accesses.")
)

// Vault is what the room needs of the vault.
type Vault interface {
	// Chosen shows which credential an id means, 0 the default, without opening it.
	Chosen(ctx context.Context, sc access.Scope, id int64) (api.Credential, error)
	// Open gives a credential's key for a purpose, named as AWS names it.
	Open(ctx context.Context, sc access.Scope, id int64, purpose string) (gateway.Key, error)
}

// KindName is the kind of the room's jobs.
const KindName = "usage.last_accessed"

// Config is what the room needs.
type Config struct {
	DB      *db.DB
	Audit   *audit.Log
	Vault   Vault
	Gateway *gateway.Gateway
	Jobs    *jobs.Service
	Pace    *jobs.Pace
}

// Service is the room's door.
type Service struct {
	Config
	store    store
	kind     *jobs.Kind[order]
	lookups  *jobs.Kind[lookupOrder]
	accounts *jobs.Kind[accountOrder]
	turns    chan struct{} // one for each upload that is being read
}

// New opens the room.
func New(c Config) *Service {
	s := &Service{Config: c, store: store{c.DB}, turns: make(chan struct{}, 2)}
	s.kind = jobs.Define(c.Jobs, jobs.Spec{Name: KindName, Permissions: []access.Permission{access.IAMRead, access.VaultUse}, Timeout: time.Hour}, s.run)
	s.lookups = jobs.Define(c.Jobs, jobs.Spec{Name: LookupKind, Permissions: []access.Permission{access.IAMRead, access.VaultUse}}, s.lookup)
	s.accounts = jobs.Define(c.Jobs, jobs.Spec{Name: AccountKind, Permissions: []access.Permission{access.IAMRead, access.VaultUse}}, s.runAccount)
	return s
}

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "usage", Summary: summary, Errors: errors}
	}
	return []web.Route{
		web.Scoped(access.IAMRead, http.MethodPost, "/usage", http.StatusAccepted, s.Start, doc("Find out, as a job, what a user or role has used, and what it could do without", http.StatusConflict)),
		web.Scoped(access.UsageRead, http.MethodGet, "/usage", http.StatusOK, s.List, doc("List reports of use, newest first")),
		web.Scoped(access.IAMRead, http.MethodPost, "/usage/events/lookup", http.StatusAccepted, s.Lookup, doc("Read CloudTrail's event history, as a job", http.StatusConflict)),
		web.Scoped(access.IAMRead, http.MethodPost, "/usage/events/files", http.StatusOK, s.Files, doc("Count what log files of CloudTrail tell")).TakesFiles(),
		web.Scoped(access.UsageRead, http.MethodGet, "/usage/events/accounts", http.StatusOK, s.Accounts, doc("List the accounts of which CloudTrail has told")),
		web.Scoped(access.IAMRead, http.MethodDelete, "/usage/events/accounts/{account}", http.StatusNoContent, s.ForgetActivity, doc("Forget what CloudTrail told of an account")),
		web.Scoped(access.UsageRead, http.MethodGet, "/usage/activity", http.StatusOK, s.Activity, doc("List what principals did, by CloudTrail")),
		web.Scoped(access.IAMRead, http.MethodPost, "/usage/accounts", http.StatusAccepted, s.StartAccount, doc("Find out, as a job, what all users and roles of an AWS account have used", http.StatusConflict)),
		web.Scoped(access.UsageRead, http.MethodGet, "/usage/accounts", http.StatusOK, s.AccountRuns, doc("List runs over accounts, newest first")),
		web.Scoped(access.UsageRead, http.MethodGet, "/usage/accounts/{id}", http.StatusOK, s.AccountRun, doc("Show what is not used in an account, the heaviest first")),
		web.Scoped(access.UsageRead, http.MethodGet, "/usage/accounts/{id}/principals", http.StatusOK, s.AccountPrincipals, doc("List what the users and roles of a run do not use, the heaviest first")),
		web.Scoped(access.UsageRead, http.MethodGet, "/usage/accounts/{id}/export", http.StatusOK, s.ExportAccount, web.Doc{
			Tag: "usage", Summary: "Export what a run found, as a table or as lines of JSON", Media: []string{"text/csv", "application/x-ndjson"},
		}),
		web.Scoped(access.UsageRead, http.MethodGet, "/usage/{id}", http.StatusOK, s.Get, doc("Show what a user or role has used, with smaller policies")),
	}
}
