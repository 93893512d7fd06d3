package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// Redirect is an answer that sends a browser elsewhere (302). Routes that give
// one are opened by browsers, on their own or by other sites: query parameters
// that they do not know are left alone.
type Redirect struct{ To string }

type redirected struct {
	Status   int
	Location string `header:"Location" doc:"Where the browser goes on"`
}

// redirect answers with what a handler gives to go to.
func redirect[I any](d *Door, op huma.Operation, h Handler[I, Redirect]) {
	op.RejectUnknownQueryParameters = false
	op.DefaultStatus = http.StatusFound
	op.Responses = map[string]*huma.Response{"302": {Description: http.StatusText(http.StatusFound)}}
	huma.Register(d.api, op, func(ctx context.Context, in *I) (*redirected, error) {
		out, err := h(ctx, scopeFrom(ctx), *in)
		if err != nil {
			return nil, d.problem(ctx, err)
		}
		return &redirected{http.StatusFound, out.To}, nil
	})
}
