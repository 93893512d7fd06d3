// Package agent is the room that tells what AWS's own changes mean for a
// workspace: it takes a report of what changed, finds the stored policies and
// the policies of an AWS account that it touches, and proposes edits with the
// requests to try them with. Edits are stored as new versions only when somebody
// asks for it, or asked beforehand for those that grant nothing new; nothing is
// ever changed in AWS.
package agent

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
	"github.com/iam-copilot/iam-copilot/shared/policy/impact"
)

// The faults of the room.
var (
	ErrNoRun     = fault.Declare(fault.NotFound, "agent.no_run", "There is no such run.")
	ErrNoChange  = fault.Declare(fault.NotFound, "agent.no_change", "The run has no such change.")
	ErrDecided   = fault.Declare(fault.Conflict, "agent.decided", "The change has been decided already.")
	ErrNoEdit    = fault.Declare(fault.Conflict, "agent.no_edit", "There is no edit to store for this change.")
	ErrStale     = fault.Declare(fault.Conflict, "agent.stale", "The policy has changed since, and the change no longer touches it.")
	ErrCases     = fault.Declare(fault.Conflict, "agent.cases", "The edit breaks cases that the policy passes today.")
	ErrUnknown   = fault.Declare(fault.NotFound, "agent.unknown_service", "AWS has no service with this prefix.")
	ErrOperation = fault.Declare(fault.Invalid, "agent.bad_operation", "An operation is named without wildcards, such as GetObject.")
)

// Reports is what the room needs of monitoring.
type Reports interface {
	// Changes makes a report ready; 0 is the newest one.
	Changes(ctx context.Context, sc access.Scope, id int64) (api.CatalogReport, *impact.Changes, error)
	// Newest is the number of the newest report; 0 when there is none.
	Newest(ctx context.Context, sc access.Scope) (int64, error)
}

// Library is what the room needs of the workspace's stored policies.
type Library interface {
	List(ctx context.Context, sc access.Scope, in api.PolicyListIn) (api.StoredPolicyList, error)
	Get(ctx context.Context, sc access.Scope, in api.ByID) (api.StoredPolicy, error)
	AddVersion(ctx context.Context, sc access.Scope, in api.AddPolicyVersionIn) (api.StoredPolicy, error)
	Update(ctx context.Context, sc access.Scope, in api.UpdatePolicyIn) (api.StoredPolicy, error)
	RunCases(ctx context.Context, sc access.Scope, in api.RunPolicyCasesIn) (api.PolicyCaseRun, error)
}

// Accounts is what the room needs to read an AWS account.
type Accounts interface {
	// Snapshot reads the account that a credential is of.
	Snapshot(ctx context.Context, sc access.Scope, credentialID int64) (*engine.Snapshot, error)
}

// Service is the room's door.
type Service struct {
	db       *db.DB
	store    store
	audit    *audit.Log
	reports  Reports
	library  Library
	accounts Accounts
	runs     *jobs.Kind[runArgs]
}

// Config is what the room needs.
type Config struct {
	DB       *db.DB
	Audit    *audit.Log
	Jobs     *jobs.Service
	Reports  Reports
	Library  Library
	Accounts Accounts
}

// New opens the room.
func New(c Config) *Service {
	s := &Service{db: c.DB, store: store{c.DB}, audit: c.Audit, reports: c.Reports, library: c.Library, accounts: c.Accounts}
	s.runs = jobs.Define(c.Jobs, jobs.Spec{
		Name: "agent.run",
		Permissions: []access.Permission{
			access.PoliciesUse, access.PoliciesWrite, access.MonitoringRead, access.MonitoringRun, access.IAMRead, access.VaultUse,
		},
		Attempts: 3,
	}, s.run)
	return s
}

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "agent", Summary: summary, Errors: errors}
	}
	const change = "/agent/planned-changes/{run}/{change}"
	read, write := access.MonitoringRead, access.PoliciesWrite
	return []web.Route{
		web.Scoped(access.MonitoringRun, http.MethodPost, "/agent/trigger", http.StatusAccepted, s.Trigger, doc("Look what AWS's changes mean for the workspace's policies, as a job", http.StatusConflict)),
		web.Scoped(read, http.MethodGet, "/agent/runs", http.StatusOK, s.Runs, doc("The runs of the agent, newest first")),
		web.Scoped(read, http.MethodGet, "/agent/runs/{id}", http.StatusOK, s.Run, doc("One run, with the changes that touch policies")),
		web.Scoped(read, http.MethodGet, change, http.StatusOK, s.Change, doc("One change that touches a policy, with the edit that answers it")),
		web.Scoped(write, http.MethodPost, change+"/apply", http.StatusOK, s.Apply, doc("Store the edit as a new version of the policy", http.StatusConflict)),
		web.Scoped(write, http.MethodPost, change+"/dismiss", http.StatusOK, s.Dismiss, doc("Leave the policy as it is", http.StatusConflict)),
		web.Scoped(read, http.MethodPost, "/agent/analyze/{service}", http.StatusOK, s.AnalyzeService, doc("What the newest changes of a service mean for the stored policies; nothing is kept", http.StatusConflict)),
		web.Scoped(read, http.MethodGet, "/agent/check-operation/{service}/{operation}", http.StatusOK, s.CheckOperation, doc("What AWS has of an operation, and which stored policies are about it")),
		web.Scoped(read, http.MethodGet, "/agent/health", http.StatusOK, s.Health, doc("Whether the workspace's policies keep up with AWS")),
	}
}
