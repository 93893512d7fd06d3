package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Server is what a server says of itself.
type Server struct{ c *Client }

// Info is what anybody may know before signing in.
func (s Server) Info(ctx context.Context) (api.ServerInfo, error) {
	return call[api.ServerInfo](ctx, s.c, anonymous, http.MethodGet, "/info", nil)
}
