package policies

import (
	"cmp"
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Deployer plans to put a document into an AWS account. policyID is the stored policy
// that it comes from, and stands in the plan.
type Deployer interface {
	DeployPolicy(ctx context.Context, sc access.Scope, credentialID, policyID int64, document string, in api.DeployPolicyRequest) (api.Plan, error)
}

// Deployments is the door to deploying stored policies: planned first, applied by the
// plan's hash, so that the bytes that were shown are those that AWS gets.
type Deployments struct {
	library  *Library
	plans    *plans.Service
	deployer Deployer
}

// NewDeployments opens the door.
func NewDeployments(library *Library, p *plans.Service, deployer Deployer) *Deployments {
	return &Deployments{library, p, deployer}
}

// Plan plans to deploy a version of a stored policy.
func (d *Deployments) Plan(ctx context.Context, sc access.Scope, in api.DeployPolicyIn) (api.Plan, error) {
	row, err := d.library.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.Plan{}, err
	}
	version, err := d.library.store.version(ctx, sc, in.ID, int64(cmp.Or(in.Body.Version, row.Version)))
	if err != nil {
		return api.Plan{}, err
	}
	return d.deployer.DeployPolicy(ctx, sc, in.CredentialID, in.ID, version.Document, in.Body)
}

// Apply applies a plan that deploys the policy. A plan of something else is a missing
// one here.
func (d *Deployments) Apply(ctx context.Context, sc access.Scope, in api.ApplyPolicyIn) (api.AppliedPlan, error) {
	if _, err := d.library.store.byID(ctx, sc, in.ID); err != nil {
		return api.AppliedPlan{}, err
	}
	plan, err := d.plans.Get(ctx, sc, api.ByID{ID: in.Body.PlanID})
	if err != nil {
		return api.AppliedPlan{}, err
	}
	if plan.PolicyID != in.ID {
		return api.AppliedPlan{}, plans.ErrNotFound.Saying("There is no such plan of this policy.")
	}
	return d.plans.Apply(ctx, sc, api.ApplyPlanIn{ID: in.Body.PlanID, Body: api.ApplyPlanRequest{Hash: in.Body.Hash}})
}

// Routes is the deployments' part of the interface.
func (d *Deployments) Routes() []web.Route {
	doc := func(summary string) web.Doc {
		return web.Doc{Tag: "policies", Summary: summary, Errors: []int{http.StatusConflict, http.StatusBadGateway}}
	}
	return []web.Route{
		web.Scoped(access.IAMPlan, http.MethodPost, "/policies/{id}/plan", http.StatusCreated, d.Plan, doc("Plan to put a stored policy into the AWS account")),
		web.Scoped(access.IAMWrite, http.MethodPost, "/policies/{id}/apply", http.StatusOK, d.Apply, doc("Apply a plan that deploys a stored policy")),
	}
}
