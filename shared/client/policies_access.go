package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// WhoCan tells who in an AWS account can do something.
func (p Policies) WhoCan(ctx context.Context, in api.WhoCanIn) (api.WhoCan, error) {
	return call[api.WhoCan](ctx, p.c, signedIn, http.MethodPost, "/policies/who-can", in)
}

// WhatCan tells what a user or role of an AWS account can do.
func (p Policies) WhatCan(ctx context.Context, in api.WhatCanIn) (api.WhatCan, error) {
	return call[api.WhatCan](ctx, p.c, signedIn, http.MethodPost, "/policies/what-can", in)
}

// AccessGraph tells how the principals of an AWS account get to each other, and to
// controlling it.
func (p Policies) AccessGraph(ctx context.Context, in api.AccessGraphIn) (api.AccessGraph, error) {
	return call[api.AccessGraph](ctx, p.c, signedIn, http.MethodGet, "/policies/access-graph/{account}", in)
}
