package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// AccountAudits are audits of AWS accounts.
type AccountAudits struct{ c *Client }

// Start begins an audit of the account of a credential; the job's result names it.
func (a AccountAudits) Start(ctx context.Context, in api.StartAccountAuditIn) (api.Job, error) {
	return call[api.Job](ctx, a.c, signedIn, http.MethodPost, "/policies/audit", in)
}

// List gives a piece of the workspace's audits, newest first.
func (a AccountAudits) List(ctx context.Context, in api.AccountAuditListIn) (api.AccountAuditList, error) {
	return call[api.AccountAuditList](ctx, a.c, signedIn, http.MethodGet, "/policies/audit", in)
}

// Get gives an audit with a piece of its findings.
func (a AccountAudits) Get(ctx context.Context, in api.AccountAuditIn) (api.AccountAudit, error) {
	return call[api.AccountAudit](ctx, a.c, signedIn, http.MethodGet, "/policies/audit/{id}", in)
}

// Exceptions gives a piece of the exceptions that hold.
func (a AccountAudits) Exceptions(ctx context.Context, in api.Page) (api.FindingExceptionList, error) {
	return call[api.FindingExceptionList](ctx, a.c, signedIn, http.MethodGet, "/policies/audit/exceptions", in)
}

// Except makes an exception.
func (a AccountAudits) Except(ctx context.Context, in api.ExceptFindingIn) (api.FindingException, error) {
	return call[api.FindingException](ctx, a.c, signedIn, http.MethodPost, "/policies/audit/exceptions", in)
}

// EndException ends an exception.
func (a AccountAudits) EndException(ctx context.Context, in api.ByID) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodDelete, "/policies/audit/exceptions/{id}", in)
	return err
}

// Snapshots gives a piece of what audits have read of accounts, newest first.
func (a AccountAudits) Snapshots(ctx context.Context, in api.AccountSnapshotListIn) (api.AccountSnapshotList, error) {
	return call[api.AccountSnapshotList](ctx, a.c, signedIn, http.MethodGet, "/policies/snapshots", in)
}

// ForgetSnapshot drops a snapshot.
func (a AccountAudits) ForgetSnapshot(ctx context.Context, in api.ByID) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodDelete, "/policies/snapshots/{id}", in)
	return err
}

// CompareSnapshots tells how access in an account changed between two snapshots.
func (a AccountAudits) CompareSnapshots(ctx context.Context, in api.CompareSnapshotsIn) (api.AccountDiff, error) {
	return call[api.AccountDiff](ctx, a.c, signedIn, http.MethodPost, "/policies/snapshots/compare", in)
}
