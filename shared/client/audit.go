package client

import (
	"context"
	"io"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Audit is the record of who did what in the workspace.
type Audit struct{ c *Client }

// List gives a piece of the records that match, newest first.
func (a Audit) List(ctx context.Context, in api.AuditListIn) (api.AuditList, error) {
	return call[api.AuditList](ctx, a.c, signedIn, http.MethodGet, "/auth/audit-log", in)
}

// Verify checks that no record was changed, moved or removed.
func (a Audit) Verify(ctx context.Context) (api.AuditVerification, error) {
	return call[api.AuditVerification](ctx, a.c, signedIn, http.MethodGet, "/auth/audit-log/verify", nil)
}

// Export writes everything that matches to w, oldest first, as it arrives. An
// error after the first byte means that what was written is not whole.
func (a Audit) Export(ctx context.Context, in api.AuditExportIn, w io.Writer) error {
	return a.c.download(ctx, "/auth/audit-log/export", in, w)
}

// VerifyFrom checks the records against a checkpoint that was kept elsewhere.
func (a Audit) VerifyFrom(ctx context.Context, in api.AuditVerifyIn) (api.AuditVerification, error) {
	return call[api.AuditVerification](ctx, a.c, signedIn, http.MethodPost, "/auth/audit-log/verify", in)
}

// Checkpoint gives a signed note of the newest record, to be kept elsewhere.
func (a Audit) Checkpoint(ctx context.Context) (api.AuditCheckpoint, error) {
	return call[api.AuditCheckpoint](ctx, a.c, signedIn, http.MethodGet, "/auth/audit-log/checkpoint", nil)
}
