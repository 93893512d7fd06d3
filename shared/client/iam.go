package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// IAM is the room that reads and manages the identities of an AWS account. A
// refusal of AWS is a problem with the status 502 and AWS's own words in AWS.
type IAM struct{ c *Client }

// ListUsers gives a piece of the account's users.
func (i IAM) ListUsers(ctx context.Context, in api.IAMUserListIn) (api.IAMUserList, error) {
	return call[api.IAMUserList](ctx, i.c, signedIn, http.MethodGet, "/iam/users", in)
}

// GetUser gives one user with what hangs on it.
func (i IAM) GetUser(ctx context.Context, in api.IAMUserIn) (api.IAMUserDetail, error) {
	return call[api.IAMUserDetail](ctx, i.c, signedIn, http.MethodGet, "/iam/users/{user_name}", in)
}
