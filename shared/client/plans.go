package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Plans are changes of AWS accounts that have been worked out and shown, and are
// applied by their hash.
type Plans struct{ c *Client }

// List gives a piece of the workspace's plans, newest first.
func (p Plans) List(ctx context.Context, in api.PlanListIn) (api.PlanList, error) {
	return call[api.PlanList](ctx, p.c, signedIn, http.MethodGet, "/plans", in)
}

// Get gives one plan with its steps.
func (p Plans) Get(ctx context.Context, in api.ByID) (api.Plan, error) {
	return call[api.Plan](ctx, p.c, signedIn, http.MethodGet, "/plans/{id}", in)
}

// Apply applies a plan by its hash. When some of its steps are done and one fails, the
// answer is no error: look at the plan's state. Secrets are in this answer only.
func (p Plans) Apply(ctx context.Context, in api.ApplyPlanIn) (api.AppliedPlan, error) {
	return call[api.AppliedPlan](ctx, p.c, signedIn, http.MethodPost, "/plans/{id}/apply", in)
}

// Undo plans to take back what a plan has done.
func (p Plans) Undo(ctx context.Context, in api.ByID) (api.Plan, error) {
	return call[api.Plan](ctx, p.c, signedIn, http.MethodPost, "/plans/{id}/undo", in)
}

// PlanDeployment plans to put a stored policy into the AWS account.
func (l Library) PlanDeployment(ctx context.Context, in api.DeployPolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, l.c, signedIn, http.MethodPost, stored+"/plan", in)
}

// ApplyDeployment applies a plan that deploys a stored policy.
func (l Library) ApplyDeployment(ctx context.Context, in api.ApplyPolicyIn) (api.AppliedPlan, error) {
	return call[api.AppliedPlan](ctx, l.c, signedIn, http.MethodPost, stored+"/apply", in)
}
