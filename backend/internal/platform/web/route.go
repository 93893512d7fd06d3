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
	Tokens bool // a signed-in route that personal access tokens may call, too
	Files  bool // it takes files: a form of up to MaxUpload bytes
	Doc    Doc

	install func(*Door, Route)
}

// Doc is what the OpenAPI document says of a route.
type Doc struct {
	Tag         string
	Summary     string
	Description string
	Errors      []int // statuses beyond those that every route may give
	// Also are other statuses of a success, each with what it means; the
	// answer must then be a Variant.
	Also map[int]string
	// Media are the content types of a Stream.
	Media []string
}

// Variant is an answer that chooses its status among the route's own and those
// in Doc.Also; 0 is the route's own.
type Variant interface{ AnswerStatus() int }

// workspaceParameter in a path is the workspace that the request acts in.
const workspaceParameter = "workspace_id"

func (r Route) namesWorkspace() bool { return strings.Contains(r.Path, "{"+workspaceParameter+"}") }

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

// ForTokens lets personal access tokens call a signed-in route. Those of a
// workspace ask for the token's scope instead.
func (r Route) ForTokens() Route {
	r.Tokens = true
	return r
}

// TakesFiles lets a route take files instead of JSON: its input has the form as
// RawBody, and its type in the header Content-Type.
func (r Route) TakesFiles() Route {
	r.Files = true
	return r
}

// Scoped declares a route in a workspace, for roles with the permission. The
// workspace is {workspace_id} of the path, if it has that, else the header's.
func Scoped[I, O any](p access.Permission, method, path string, status int, h Handler[I, O], doc Doc) Route {
	if !p.Known() {
		panic("web: no role has the permission " + string(p))
	}
	return declare(method, path, status, string(p), h, doc)
}

// declare leaves as little as it can to the types of an operation: the library
// makes all its code for a route again for each pair of input and output that
// it is given, which is 15 kB of program every time. So there is one output.
func declare[I, O any](method, path string, status int, who string, h Handler[I, O], doc Doc) Route {
	output := reflect.TypeFor[O]()
	return Route{Method: method, Path: path, Status: status, Access: who, Doc: doc, install: func(d *Door, r Route) {
		op := d.operation(r)
		d.describeAnswer(&op, r, output)
		huma.Register(d.api, op, func(ctx context.Context, in *I) (*answer, error) {
			out, err := h(ctx, scopeFrom(ctx), *in)
			if err != nil {
				return nil, d.problem(ctx, err)
			}
			return d.answer(r, out), nil
		})
	}}
}

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// operation is the route as huma wants it.
func (d *Door) operation(r Route) huma.Operation {
	id := strings.ToLower(r.Method) + "-" + strings.Trim(notWord.ReplaceAllString(strings.ToLower(r.Path), "-"), "-")
	op := huma.Operation{
		OperationID: id, Method: r.Method, Path: api.Base + r.Path, DefaultStatus: r.Status,
		Summary: r.Doc.Summary, Description: r.Doc.Description, Tags: []string{r.Doc.Tag},
		Errors:       append([]int{http.StatusBadRequest, http.StatusRequestHeaderFieldsTooLarge, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable}, r.Doc.Errors...),
		MaxBodyBytes: MaxBody, RejectUnknownQueryParameters: true,
	}
	if r.Files {
		op.MaxBodyBytes, op.SkipValidateBody = MaxUpload, true // the room reads it
		file := &huma.Schema{Type: huma.TypeString, Format: "binary"}
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{uploads: {Schema: &huma.Schema{
			Type: huma.TypeObject, Required: []string{"files"}, Properties: map[string]*huma.Schema{"files": {Type: huma.TypeArray, Items: file}},
		}}}}
	}
	if r.Method == http.MethodPost || r.Method == http.MethodPatch || r.Method == http.MethodPut {
		op.Errors = append(op.Errors, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if r.Access != "public" {
		op.Security = []map[string][]string{{"bearer": {}}}
		op.Errors = append(op.Errors, http.StatusUnauthorized)
	}
	if r.Access != "public" && r.Access != "signed-in" {
		op.Errors = append(op.Errors, http.StatusForbidden, http.StatusNotFound)
		if !r.namesWorkspace() {
			op.Parameters = []*huma.Param{{
				Name: api.HeaderWorkspace, In: "header", Description: "Workspace to act in; the user's default one when left out",
				Schema: &huma.Schema{Type: huma.TypeInteger, Minimum: new(float64(1))},
			}}
		}
		op.Extensions = map[string]any{"x-permission": r.Access}
	}
	op.Middlewares = huma.Middlewares{d.admit(r)}
	if r.creates() {
		describeOnce(&op)
		op.Middlewares = append(op.Middlewares, d.once(r))
	}
	return op
}
