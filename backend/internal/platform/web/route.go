package web

import (
	"context"
	"net/http"
	"reflect"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Route is one operation of the interface: where it lives, who may call it,
// and what answers. Make one with Public, SignedIn or Scoped; there is no
// fourth way.
type Route struct {
	Method string
	Path   string // below api.Base
	Status int    // of a success
	// Access is "public", "signed-in", or the permission that is asked for.
	Access string
	Doc    Doc

	install func(*Door, Route)
}

// Doc is what the OpenAPI document says of a route.
type Doc struct {
	Tag         string
	Summary     string
	Description string
	Errors      []int // statuses beyond those that every route may give
}

// Handler answers an operation.
type Handler[I, O any] func(ctx context.Context, sc access.Scope, in I) (O, error)

// Public declares a route that anybody may call.
func Public[I, O any](method, path string, status int, h Handler[I, O], doc Doc) Route {
	return declare(method, path, status, "public", h, doc)
}

// SignedIn declares a route for what is the caller's own.
func SignedIn[I, O any](method, path string, status int, h Handler[I, O], doc Doc) Route {
	return declare(method, path, status, "signed-in", h, doc)
}

// Scoped declares a route in a workspace, for roles with the permission.
func Scoped[I, O any](p access.Permission, method, path string, status int, h Handler[I, O], doc Doc) Route {
	if !p.Known() {
		panic("web: no role has the permission " + string(p))
	}
	return declare(method, path, status, string(p), h, doc)
}

func declare[I, O any](method, path string, status int, who string, h Handler[I, O], doc Doc) Route {
	return Route{Method: method, Path: path, Status: status, Access: who, Doc: doc, install: func(d *Door, r Route) {
		op := d.operation(r)
		if reflect.TypeFor[O]() == reflect.TypeFor[api.None]() {
			huma.Register(d.api, op, func(ctx context.Context, in *I) (*struct{}, error) {
				_, err := h(ctx, scopeFrom(ctx), *in)
				return nil, d.problem(ctx, err)
			})
			return
		}
		huma.Register(d.api, op, func(ctx context.Context, in *I) (*answer[O], error) {
			out, err := h(ctx, scopeFrom(ctx), *in)
			if err != nil {
				return nil, d.problem(ctx, err)
			}
			return &answer[O]{out}, nil
		})
	}}
}

type answer[O any] struct{ Body O }

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// operation is the route as huma wants it.
func (d *Door) operation(r Route) huma.Operation {
	id := strings.ToLower(r.Method) + "-" + strings.Trim(notWord.ReplaceAllString(strings.ToLower(r.Path), "-"), "-")
	op := huma.Operation{
		OperationID: id, Method: r.Method, Path: api.Base + r.Path, DefaultStatus: r.Status,
		Summary: r.Doc.Summary, Description: r.Doc.Description, Tags: []string{r.Doc.Tag},
		Errors:       append([]int{http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable}, r.Doc.Errors...),
		MaxBodyBytes: MaxBody, RejectUnknownQueryParameters: true,
	}
	if r.Method == http.MethodPost || r.Method == http.MethodPatch || r.Method == http.MethodPut {
		op.Errors = append(op.Errors, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if r.Access != "public" {
		op.Security = []map[string][]string{{"bearer": {}}}
		op.Errors = append(op.Errors, http.StatusUnauthorized)
	}
	if r.Access != "public" && r.Access != "signed-in" {
		op.Errors = append(op.Errors, http.StatusForbidden, http.StatusNotFound)
		op.Parameters = []*huma.Param{{
			Name: api.HeaderWorkspace, In: "header", Description: "Workspace to act in; the user's default one when left out",
			Schema: &huma.Schema{Type: huma.TypeInteger, Minimum: new(float64(1))},
		}}
		op.Extensions = map[string]any{"x-permission": r.Access}
	}
	op.Middlewares = huma.Middlewares{d.admit(r.Access)}
	return op
}
