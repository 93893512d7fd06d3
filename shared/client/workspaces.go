package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Workspaces is the room of tenants and their members.
type Workspaces struct{ c *Client }

// List gives a piece of the workspaces that the person is a member of.
func (w Workspaces) List(ctx context.Context, in api.Page) (api.WorkspaceList, error) {
	return call[api.WorkspaceList](ctx, w.c, signedIn, http.MethodGet, "/workspaces", in)
}
