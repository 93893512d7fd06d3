package client

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
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

// Lookup begins to read CloudTrail's event history, as a job.
func (u Usage) Lookup(ctx context.Context, in api.LookupEventsIn) (api.Job, error) {
	return call[api.Job](ctx, u.c, signedIn, http.MethodPost, "/usage/events/lookup", in)
}

// LogFile is a log file of CloudTrail.
type LogFile struct {
	Name    string
	Content io.Reader // as CloudTrail has written it, compressed or not
}

// Files counts what log files of CloudTrail tell. Together they have at most 4 MiB.
func (u Usage) Files(ctx context.Context, files ...LogFile) (api.EventFiles, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range files {
		part, err := form.CreateFormFile("files", f.Name)
		if err == nil {
			_, err = io.Copy(part, f.Content)
		}
		if err != nil {
			return api.EventFiles{}, fmt.Errorf("reading %s: %w", f.Name, err)
		}
	}
	if err := form.Close(); err != nil {
		return api.EventFiles{}, err
	}
	return call[api.EventFiles](ctx, u.c, signedIn, http.MethodPost, "/usage/events/files", api.EventFilesIn{ContentType: form.FormDataContentType(), RawBody: body.Bytes()})
}

// ActiveAccounts lists the accounts of which CloudTrail has told.
func (u Usage) ActiveAccounts(ctx context.Context) (api.ActiveAccountList, error) {
	return call[api.ActiveAccountList](ctx, u.c, signedIn, http.MethodGet, "/usage/events/accounts", nil)
}

// ForgetActivity forgets what CloudTrail told of an account.
func (u Usage) ForgetActivity(ctx context.Context, in api.ForgetActivityIn) error {
	_, err := call[api.None](ctx, u.c, signedIn, http.MethodDelete, "/usage/events/accounts/{account}", in)
	return err
}

// Activity gives a piece of what principals did by CloudTrail.
func (u Usage) Activity(ctx context.Context, in api.ActivityIn) (api.ActivityList, error) {
	return call[api.ActivityList](ctx, u.c, signedIn, http.MethodGet, "/usage/activity", in)
}

// StartAccount begins to find out what all users and roles of an account have used.
func (u Usage) StartAccount(ctx context.Context, in api.StartAccountUsageIn) (api.Job, error) {
	return call[api.Job](ctx, u.c, signedIn, http.MethodPost, "/usage/accounts", in)
}

// AccountRuns gives a piece of the runs over accounts, newest first.
func (u Usage) AccountRuns(ctx context.Context, in api.AccountUsageListIn) (api.AccountUsageList, error) {
	return call[api.AccountUsageList](ctx, u.c, signedIn, http.MethodGet, "/usage/accounts", in)
}

// AccountRun gives a run over an account.
func (u Usage) AccountRun(ctx context.Context, in api.ByID) (api.AccountUsage, error) {
	return call[api.AccountUsage](ctx, u.c, signedIn, http.MethodGet, "/usage/accounts/{id}", in)
}

// AccountPrincipals gives a piece of a run's users and roles, the heaviest first.
func (u Usage) AccountPrincipals(ctx context.Context, in api.AccountUsagePrincipalsIn) (api.UnusedGrantsList, error) {
	return call[api.UnusedGrantsList](ctx, u.c, signedIn, http.MethodGet, "/usage/accounts/{id}/principals", in)
}

// ExportAccount writes a run as a table or as lines of JSON.
func (u Usage) ExportAccount(ctx context.Context, in api.ExportAccountUsageIn, w io.Writer) error {
	return u.c.download(ctx, "/usage/accounts/{id}/export", in, w)
}
