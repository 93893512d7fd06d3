package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

type idempotencyKey struct{}

// WithIdempotencyKey gives a context whose POSTs carry a key of the caller's
// choice: an operation that creates something creates it once, however often
// it is sent with the same key and input within a day. Use a key for one
// operation only.
func WithIdempotencyKey(ctx context.Context, key string) context.Context {
	return context.WithValue(ctx, idempotencyKey{}, key)
}

// nameWish puts the context's key into a request that may create something.
func nameWish(request *http.Request) {
	if key, ok := request.Context().Value(idempotencyKey{}).(string); ok && request.Method == http.MethodPost {
		request.Header.Set(api.HeaderIdempotencyKey, key)
	}
}
