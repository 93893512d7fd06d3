package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Monitoring is what AWS changes in its own services.
type Monitoring struct{ c *Client }

// Latest gives the newest report with a piece of its changes.
func (m Monitoring) Latest(ctx context.Context, in api.LatestCatalogReportIn) (api.CatalogReportDetail, error) {
	return call[api.CatalogReportDetail](ctx, m.c, signedIn, http.MethodGet, "/monitoring/latest-report", in)
}

// Reports lists the reports, newest first.
func (m Monitoring) Reports(ctx context.Context, in api.CatalogReportListIn) (api.CatalogReportList, error) {
	return call[api.CatalogReportList](ctx, m.c, signedIn, http.MethodGet, "/monitoring/reports", in)
}

// Report gives one report with a piece of its changes.
func (m Monitoring) Report(ctx context.Context, in api.CatalogReportIn) (api.CatalogReportDetail, error) {
	return call[api.CatalogReportDetail](ctx, m.c, signedIn, http.MethodGet, "/monitoring/reports/{id}", in)
}

// ServiceChanges gives what AWS changed in a service.
func (m Monitoring) ServiceChanges(ctx context.Context, in api.CatalogServiceIn) (api.CatalogChangeList, error) {
	return call[api.CatalogChangeList](ctx, m.c, signedIn, http.MethodGet, "/monitoring/changes/{service}", in)
}

// BreakingChanges gives what AWS changed that can break policies.
func (m Monitoring) BreakingChanges(ctx context.Context, in api.BreakingChangesIn) (api.CatalogChangeList, error) {
	return call[api.CatalogChangeList](ctx, m.c, signedIn, http.MethodGet, "/monitoring/breaking-changes", in)
}

// Trigger starts reading AWS's service reference as a job.
func (m Monitoring) Trigger(ctx context.Context) (api.Job, error) {
	return call[api.Job](ctx, m.c, signedIn, http.MethodPost, "/monitoring/trigger", api.None{})
}

// Health tells whether AWS's changes are being followed.
func (m Monitoring) Health(ctx context.Context) (api.MonitoringHealth, error) {
	return call[api.MonitoringHealth](ctx, m.c, signedIn, http.MethodGet, "/monitoring/health", api.None{})
}

// Agent tells what AWS's changes mean for the workspace's policies.
type Agent struct{ c *Client }

const plannedChange = "/agent/planned-changes/{run}/{change}"

// Trigger starts a run as a job.
func (a Agent) Trigger(ctx context.Context, in api.AgentTriggerIn) (api.AgentRun, error) {
	return call[api.AgentRun](ctx, a.c, signedIn, http.MethodPost, "/agent/trigger", in)
}

// Runs lists the runs, newest first.
func (a Agent) Runs(ctx context.Context, in api.AgentRunListIn) (api.AgentRunList, error) {
	return call[api.AgentRunList](ctx, a.c, signedIn, http.MethodGet, "/agent/runs", in)
}

// Run gives one run with a piece of its changes.
func (a Agent) Run(ctx context.Context, in api.AgentRunIn) (api.AgentRunDetail, error) {
	return call[api.AgentRunDetail](ctx, a.c, signedIn, http.MethodGet, "/agent/runs/{id}", in)
}

// Change gives one change with the edit that answers it.
func (a Agent) Change(ctx context.Context, in api.PlannedChangeIn) (api.PlannedChange, error) {
	return call[api.PlannedChange](ctx, a.c, signedIn, http.MethodGet, plannedChange, in)
}

// Apply stores the edit as a new version of the policy.
func (a Agent) Apply(ctx context.Context, in api.PlannedChangeIn) (api.PlannedChange, error) {
	return call[api.PlannedChange](ctx, a.c, signedIn, http.MethodPost, plannedChange+"/apply", in)
}

// Dismiss leaves the policy as it is.
func (a Agent) Dismiss(ctx context.Context, in api.PlannedChangeIn) (api.PlannedChange, error) {
	return call[api.PlannedChange](ctx, a.c, signedIn, http.MethodPost, plannedChange+"/dismiss", in)
}

// AnalyzeService tells what a service's newest changes mean for the stored policies.
func (a Agent) AnalyzeService(ctx context.Context, in api.AgentServiceIn) (api.AgentServiceAnalysis, error) {
	return call[api.AgentServiceAnalysis](ctx, a.c, signedIn, http.MethodPost, "/agent/analyze/{service}", in)
}

// CheckOperation tells what AWS has of an operation, and which policies are about it.
func (a Agent) CheckOperation(ctx context.Context, in api.AgentOperationIn) (api.AgentOperation, error) {
	return call[api.AgentOperation](ctx, a.c, signedIn, http.MethodGet, "/agent/check-operation/{service}/{operation}", in)
}

// Health tells whether the workspace's policies keep up with AWS.
func (a Agent) Health(ctx context.Context) (api.AgentHealth, error) {
	return call[api.AgentHealth](ctx, a.c, signedIn, http.MethodGet, "/agent/health", api.None{})
}
