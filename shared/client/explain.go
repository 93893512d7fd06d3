package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ExplainDenial tells why AWS denied a request, and the smallest change that
// would allow it.
func (p Policies) ExplainDenial(ctx context.Context, in api.ExplainDenialIn) (api.DenialExplanation, error) {
	return call[api.DenialExplanation](ctx, p.c, signedIn, http.MethodPost, "/policies/explain-denial", in)
}
