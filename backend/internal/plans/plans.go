// Package plans is how the product writes to AWS: a change is worked out and
// shown as a plan, which changes nothing, and then applied by its hash, so that
// what happens is, byte for byte, what somebody has looked at.
//
// Rooms make plans with a Draft, and say how their operations run, are looked up
// after an interruption, and are taken back. Applying first reads again what the
// plan was made from, and refuses when it has changed. Each step is recorded
// before it is sent and after its answer, so that an interrupted plan goes on
// where it stopped, and no write is sent twice blindly.
package plans

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The faults of plans.
var (
	ErrNotFound     = fault.Declare(fault.NotFound, "plan.not_found", "There is no such plan.")
	ErrHash         = fault.Declare(fault.Conflict, "plan.other_hash", "The hash is not this plan's. Look at the plan again, then apply it by the hash that it shows.")
	ErrDrift        = fault.Declare(fault.Conflict, "plan.drift", "The AWS account has changed since the plan was made. Plan again.")
	ErrBusy         = fault.Declare(fault.Conflict, "plan.busy", "The plan is being applied just now.")
	ErrExpired      = fault.Declare(fault.Conflict, "plan.expired", "The plan has expired. Plan again, so that you see how things are now.")
	ErrOver         = fault.Declare(fault.Conflict, "plan.over", "The plan has been applied already.")
	ErrNothing      = fault.Declare(fault.Conflict, "plan.nothing_to_do", "There is nothing to change: the account is so already.")
	ErrOtherAccount = fault.Declare(fault.Conflict, "plan.other_account", "The credential is of another AWS account now than when the plan was made. Plan again.")
	ErrNotUndoable  = fault.Declare(fault.Conflict, "plan.not_undoable", "Nothing of this plan can be taken back.")
	ErrTooLong      = fault.Declare(fault.Invalid, "plan.too_long", "The change takes more steps than one plan may have.")
)

// Times and bounds of plans.
const (
	lifetime    = 30 * time.Minute // from planning until applying must have begun
	resumable   = 24 * time.Hour   // from planning until an interrupted plan may go on
	leaseTime   = time.Minute      // longer than one step can take
	applyBudget = 40 * time.Second // after which no further step is begun in one request
	maxSteps    = 500
)

// Outcome is what came of a step.
type Outcome struct {
	// Output holds what taking the step back needs, such as the id of what was made.
	// It is stored in clear: nothing secret may be in it.
	Output map[string]string
	// Secrets are answered once and not stored. Name is one of api.PlanSecret's.
	Secrets []api.PlanSecret
	// Note is a sentence to keep, such as that a secret is lost.
	Note string
}

// Step is one call of AWS as a room plans it.
type Step struct {
	Operation string          // as policies name it: iam:AttachUserPolicy
	Target    string          // ARN
	Input     json.RawMessage // see Exact
	Says      string          // a sentence
	// Before is what the operation's Undo needs of how things were; kept sealed.
	Before json.RawMessage
}

// Done is a step that was done, as Operation.Undo sees it.
type Done struct {
	Step
	Output map[string]string
}

// Operation is one write of AWS.
type Operation struct {
	// Name is what policies call it, such as iam:CreateUser.
	Name string
	// Check tells whether input decodes strictly as the operation's input.
	Check func(input []byte) error
	// Run sends the input. The gateway repeats no write: what has not been answered may
	// have happened.
	Run func(ctx context.Context, config aws.Config, input []byte) (Outcome, error)
	// Happened looks whether a step that was sent, and not answered, has its effect.
	// since is when it was sent. The outcome counts when it has.
	Happened func(ctx context.Context, config aws.Config, input []byte, since time.Time) (bool, Outcome, error)
	// Undo gives the steps that take it back, in order; nil when none can. It is nil
	// for operations that never can be taken back.
	Undo func(Done) []Step
}

// Reader reads something of an AWS account in a form that is the same as long as
// nothing changed that matters to a plan: sorted, without times of last use.
type Reader func(ctx context.Context, config aws.Config, input json.RawMessage) (any, error)

// Vault is what plans need of the vault.
type Vault interface {
	// Open gives a credential's key for a purpose, named as AWS names it;
	// id 0 means the workspace's default credential.
	Open(ctx context.Context, sc access.Scope, id int64, purpose string) (gateway.Key, error)
}

// Service keeps and applies plans.
type Service struct {
	db         *db.DB
	store      store
	sealer     *seal.Sealer
	audit      *audit.Log
	vault      Vault
	gateway    *gateway.Gateway
	operations map[string]Operation
	readers    map[string]Reader
	now        func() time.Time
}

// New makes the service; rooms then register what they can do.
func New(database *db.DB, sealer *seal.Sealer, log *audit.Log, vault Vault, g *gateway.Gateway) *Service {
	return &Service{
		database, store{database}, sealer, log, vault, g, map[string]Operation{}, map[string]Reader{}, db.Now,
	}
}

// Register adds operations and readers of a room, once, before anything is
// planned. It panics when a name is taken.
func (s *Service) Register(operations []Operation, readers map[string]Reader) {
	for _, o := range operations {
		if _, taken := s.operations[o.Name]; taken || o.Check == nil || o.Run == nil || o.Happened == nil {
			panic("plans: the operation " + o.Name + " is registered twice, or not complete")
		}
		s.operations[o.Name] = o
	}
	for name, r := range readers {
		if _, taken := s.readers[name]; taken {
			panic("plans: the reader " + name + " is registered twice")
		}
		s.readers[name] = r
	}
}

// Operations lists the names of every write there is.
func (s *Service) Operations() []string {
	names := make([]string, 0, len(s.operations))
	for name := range s.operations {
		names = append(names, name)
	}
	return names
}

// Routes is the part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "plans", Summary: summary, Errors: errors}
	}
	apply := doc("Apply a plan by its hash", http.StatusConflict, http.StatusBadGateway)
	apply.Description = "Refused with 409 plan.drift when the account has changed since. When AWS refuses before anything is done, the answer is that " +
		"refusal; when some steps are done, the plan's state is failed_partially, and applying again goes on behind them. A state of applying means " +
		"that time ran out between two steps: apply again."
	return []web.Route{
		web.Scoped(access.IAMRead, http.MethodGet, "/plans", http.StatusOK, s.List, doc("The workspace's plans, newest first")),
		web.Scoped(access.IAMRead, http.MethodGet, "/plans/{id}", http.StatusOK, s.Get, doc("One plan with its steps")),
		web.Scoped(access.IAMWrite, http.MethodPost, "/plans/{id}/apply", http.StatusOK, s.Apply, apply),
		web.Scoped(access.IAMPlan, http.MethodPost, "/plans/{id}/undo", http.StatusCreated, s.Undo,
			doc("Plan to take back what a plan has done", http.StatusConflict, http.StatusBadGateway)),
	}
}
