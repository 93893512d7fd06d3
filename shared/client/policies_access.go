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

// SnapshotGraph tells the same of a snapshot, or of the account that the credential is of.
func (p Policies) SnapshotGraph(ctx context.Context, in api.SnapshotGraphIn) (api.AccessGraph, error) {
	return call[api.AccessGraph](ctx, p.c, signedIn, http.MethodPost, "/policies/access-graph", in)
}

// AccountOutline tells which users and roles an AWS account has.
func (p Policies) AccountOutline(ctx context.Context, in api.AccountOutlineIn) (api.AccountOutline, error) {
	return call[api.AccountOutline](ctx, p.c, signedIn, http.MethodPost, "/policies/account-outline", in)
}

// Exposures tells who outside an AWS account gets in.
func (p Policies) Exposures(ctx context.Context, in api.ExposuresIn) (api.AccountExposures, error) {
	return call[api.AccountExposures](ctx, p.c, signedIn, http.MethodPost, "/policies/exposures", in)
}
