package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Usage is what principals of AWS accounts have used.
type Usage struct{ c *Client }

// Start begins to find out what a principal has used; the job's result names the report.
func (u Usage) Start(ctx context.Context, in api.StartUsageIn) (api.Job, error) {
	return call[api.Job](ctx, u.c, signedIn, http.MethodPost, "/usage", in)
}

// List gives a piece of the workspace's reports, newest first.
func (u Usage) List(ctx context.Context, in api.UsageListIn) (api.UsageReportList, error) {
	return call[api.UsageReportList](ctx, u.c, signedIn, http.MethodGet, "/usage", in)
}

// Get gives a report.
func (u Usage) Get(ctx context.Context, in api.ByID) (api.UsageReport, error) {
	return call[api.UsageReport](ctx, u.c, signedIn, http.MethodGet, "/usage/{id}", in)
}
