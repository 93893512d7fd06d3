// Package principals is the room that tells who can do what in an AWS account: from
// a snapshot that comes with the question, or by reading the account with the
// credential that the tenant has chosen. The engine is shared/policy/access.
package principals

import (
	"context"
	"encoding/json"
	"net/http"
	"runtime"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// The faults of the room.
var (
	ErrSnapshot     = fault.Declare(fault.Invalid, "principals.bad_snapshot", "The snapshot of the account cannot be understood.")
	ErrQuestion     = fault.Declare(fault.Invalid, "principals.bad_question", "The question cannot be understood.")
	ErrOtherAccount = fault.Declare(fault.Conflict, "principals.other_account", "The credential is of another AWS account.")
	ErrBusy         = fault.Declare(fault.Unavailable, "principals.busy", "Other accounts are being looked through. Try again in a minute.")
)

// Vault is what the room needs of the vault.
type Vault interface {
	// Open gives a credential's key for a purpose, named as AWS names it;
	// id 0 means the workspace's default credential.
	Open(ctx context.Context, sc access.Scope, id int64, purpose string) (gateway.Key, error)
}

// Snapshots are accounts as audits have read them.
type Snapshots interface {
	// Kept gives a snapshot and the time that it is of.
	Kept(ctx context.Context, sc access.Scope, id int64) (*engine.Snapshot, time.Time, error)
}

// Service is the room's door.
type Service struct {
	vault   Vault
	kept    Snapshots
	gateway *gateway.Gateway
	turns   chan struct{} // one for each account that is being looked through
	read    kept
}

// New opens the room.
func New(vault Vault, g *gateway.Gateway, kept Snapshots) *Service {
	return &Service{vault: vault, kept: kept, gateway: g, turns: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2))}
}

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string) web.Doc {
		return web.Doc{Tag: "policies", Summary: summary, Errors: []int{http.StatusConflict, http.StatusBadGateway}}
	}
	return []web.Route{
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/who-can", http.StatusOK, s.WhoCan, doc("Tell who in an AWS account can do something")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/what-can", http.StatusOK, s.WhatCan, doc("Tell what a user or role of an AWS account can do")),
		web.Scoped(access.IAMRead, http.MethodGet, "/policies/access-graph/{account}", http.StatusOK, s.Graph, doc("How the principals of an AWS account get to each other, and to controlling it")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/access-graph", http.StatusOK, s.SnapshotGraph, doc("The same of a snapshot, or of the account that the credential is of")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/account-outline", http.StatusOK, s.Outline, doc("The users and roles of an AWS account")),
		web.Scoped(access.FindingsRead, http.MethodPost, "/policies/snapshots/compare", http.StatusOK, s.Compare, doc("How access in an AWS account changed between two snapshots")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/exposures", http.StatusOK, s.Exposures, doc("Tell who outside an AWS account gets in")),
	}
}

// WhoCan tells who can do something.
func (s *Service) WhoCan(ctx context.Context, sc access.Scope, in api.WhoCanIn) (out api.WhoCan, err error) {
	b := &in.Body
	question := engine.Question{
		Action: b.Action, Resource: b.Resource, ResourceAccount: b.ResourceAccount, UnknownContext: b.UnknownContext,
		Context: make(map[string][]string, len(b.Context)),
	}
	if b.OnlyContext {
		if len(b.UnknownContext) > 0 {
			return out, ErrQuestion.At("body.only_context", "unknown_context names keys that are not known: give one of them")
		}
		question.UnknownContext = []string{}
	}
	for key, raw := range b.Context {
		var values eval.Values
		if err := json.Unmarshal(raw, &values); err != nil {
			return out, ErrQuestion.At("body.context."+key, "must be a string, number or Boolean, or a list of these")
		}
		question.Context[key] = values
	}
	err = s.within(ctx, sc, source{credentialID: in.CredentialID, snapshot: b.Snapshot, kept: b.SnapshotID}, func(k keptAccount) error {
		answer, err := k.account.WhoCan(question)
		if err != nil {
			return ErrQuestion.Saying("%s", fault.Sentence(err.Error()))
		}
		return convert(answer, &out)
	})
	return out, err
}

// WhatCan tells what a user or role can do.
func (s *Service) WhatCan(ctx context.Context, sc access.Scope, in api.WhatCanIn) (out api.WhatCan, err error) {
	b := &in.Body
	err = s.within(ctx, sc, source{credentialID: in.CredentialID, snapshot: b.Snapshot, kept: b.SnapshotID}, func(k keptAccount) error {
		answer, err := k.account.WhatCan(b.Principal, engine.Filter{Service: b.Service, Resource: b.Resource})
		if err != nil {
			return ErrQuestion.Saying("%s", fault.Sentence(err.Error()))
		}
		return convert(answer, &out)
	})
	return out, err
}

// Graph tells how principals get to each other, and to controlling the account.
func (s *Service) Graph(ctx context.Context, sc access.Scope, in api.AccessGraphIn) (out api.AccessGraph, err error) {
	err = s.within(ctx, sc, source{credentialID: in.CredentialID}, func(k keptAccount) error {
		if k.account.ID != in.Account {
			return ErrOtherAccount.Saying("The credential is of the AWS account %s, not %s.", k.account.ID, in.Account)
		}
		return graphOf(k.account, &out)
	})
	return out, err
}

func graphOf(a *engine.Account, out *api.AccessGraph) error {
	escalations, err := a.Escalations()
	if err != nil {
		return err
	}
	graph, err := a.Graph(&escalations)
	if err != nil {
		return err
	}
	return convert(struct {
		engine.Graph
		Administrators []engine.Administrator     `json:"administrators"`
		Escalations    []engine.Escalation        `json:"escalations"`
		Outside        []engine.OutsideEscalation `json:"outside"`
		Unknown        []engine.Unresolved        `json:"unknown"`
		Notes          []string                   `json:"notes,omitempty"`
	}{graph, escalations.Administrators, escalations.Escalations, escalations.Outside, escalations.Unknown, escalations.Notes}, out)
}

// within answers a question about an account. Only a few are looked through at a
// time, because it takes memory and time that everybody shares.
func (s *Service) within(ctx context.Context, sc access.Scope, from source, answer func(keptAccount) error) error {
	prepare, err := s.account(ctx, sc, from)
	if err != nil {
		return err
	}
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return ErrBusy.Because(ctx.Err())
	}
	k, err := prepare()
	if err != nil {
		return ErrSnapshot.Saying("%s", fault.Sentence(err.Error()))
	}
	return answer(k)
}

// convert writes an answer of the engine in the form of the interface, whose members
// are the same.
func convert(answer, out any) error {
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, out)
}
