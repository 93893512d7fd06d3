// Package web is the HTTP door: it turns requests into calls of the rooms, and
// faults into problem documents. Nobody else knows of HTTP.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/idempotency"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Authenticator tells who a token belongs to.
type Authenticator interface {
	// Authenticate checks an access token and its session and returns a
	// context that carries the signed-in actor, or access.ErrSignIn.
	Authenticate(ctx context.Context, token string) (context.Context, error)
}

// Door carries the routes of the interface.
type Door struct {
	api    huma.API
	guard  *access.Guard
	auth   Authenticator
	log    *slog.Logger
	routes []Route

	answers *idempotency.Store // nil: Idempotency-Key is not looked at
}

// NewDoor puts an empty interface on app.
func NewDoor(app *fiber.App, guard *access.Guard, auth Authenticator, log *slog.Logger, version string) *Door {
	config := huma.DefaultConfig("IAM Copilot", version)
	config.Info.Description = "Write least-privilege IAM policies, check them, see who can do what, and act on AWS accounts without sharing keys."
	config.OpenAPIPath = api.Base + "/openapi"
	config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", nil
	config.Formats = map[string]huma.Format{asJSON: huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", Description: "The access token of a session (a JWT) or a personal access token (iamcopilot_pat_…)"},
	}
	return &Door{api: humafiber.NewV2(app, config), guard: guard, auth: auth, log: log}
}

// Mount adds routes.
func (d *Door) Mount(routes ...Route) {
	for _, r := range routes {
		r.install(d, r)
		d.routes = append(d.routes, r)
	}
}

// Routes lists what has been mounted.
func (d *Door) Routes() []Route { return d.routes }

// OpenAPI is the document that describes every route.
func (d *Door) OpenAPI() *huma.OpenAPI { return d.api.OpenAPI() }

type scopeKey struct{}

// scopeFrom is the scope that admit made; the zero Scope, which every store
// refuses, when it made none.
func scopeFrom(ctx context.Context) access.Scope {
	sc, _ := ctx.Value(scopeKey{}).(access.Scope)
	return sc
}

// admit lets a request in before its body is looked at, so that a stranger
// learns nothing, not even what a good body looks like.
func (d *Door) admit(r Route) func(huma.Context, func(huma.Context)) {
	return func(hc huma.Context, next func(huma.Context)) {
		ctx, err := d.enter(hc, r)
		if err != nil {
			d.refuse(hc, err)
			return
		}
		next(huma.WithContext(hc, ctx))
	}
}

func (d *Door) enter(hc huma.Context, r Route) (context.Context, error) {
	ctx, who := hc.Context(), r.Access
	if who == "public" {
		return context.WithValue(ctx, scopeKey{}, d.guard.Public(access.ActorFrom(ctx))), nil
	}
	token, ok := bearer(hc.Header("Authorization"))
	if !ok {
		return nil, access.ErrSignIn
	}
	ctx, err := d.auth.Authenticate(ctx, token)
	if err != nil {
		return nil, err
	}
	actor := access.ActorFrom(ctx)
	var sc access.Scope
	switch {
	case who == "signed-in" && r.Tokens:
		sc, err = d.guard.SelfOrToken(actor)
	case who == "signed-in":
		sc, err = d.guard.Self(actor)
	default:
		var workspace int64
		if workspace, err = r.workspaceOf(hc); err == nil {
			sc, err = d.guard.Enter(ctx, actor, workspace, access.Permission(who))
		}
		ctx = context.WithValue(ctx, stillKey{}, func(ctx context.Context) error {
			ctx, err := d.auth.Authenticate(ctx, token)
			if err != nil {
				return err
			}
			_, err = d.guard.Enter(ctx, access.ActorFrom(ctx), workspace, access.Permission(who))
			return err
		})
	}
	if err != nil {
		return nil, err
	}
	return context.WithValue(ctx, scopeKey{}, sc), nil
}

type stillKey struct{}

// Still tells whether the caller of a scoped route would be let in now, too: the
// token is good, its session lives, and the role has the permission. What goes on
// for long, such as a stream of events, asks now and then.
func Still(ctx context.Context) error {
	still, ok := ctx.Value(stillKey{}).(func(context.Context) error)
	if !ok {
		return access.ErrSignIn
	}
	return still(ctx)
}

// bearer takes the token out of an Authorization header.
func bearer(header string) (string, bool) {
	scheme, token, ok := strings.Cut(header, " ")
	token = strings.TrimSpace(token)
	return token, ok && strings.EqualFold(scheme, "Bearer") && token != ""
}

// workspaceOf is the workspace of a request: the one in the path when the
// route has it there, else the header's; 0 when it names none.
func (r Route) workspaceOf(hc huma.Context) (int64, error) {
	where, value := "header."+api.HeaderWorkspace, hc.Header(api.HeaderWorkspace)
	if r.namesWorkspace() {
		where, value = "path."+workspaceParameter, hc.Param(workspaceParameter)
	} else if value == "" {
		return 0, nil
	}
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil || id < 1 {
		return 0, errInvalid.At(where, "must be the number of a workspace")
	}
	return id, nil
}

// refuse answers with a problem from a middleware.
func (d *Door) refuse(hc huma.Context, err error) {
	p := d.toProblem(hc.Context(), err)
	if p.retryAfter != "" {
		hc.SetHeader("Retry-After", p.retryAfter)
	}
	if p.Status == http.StatusUnauthorized {
		hc.SetHeader("WWW-Authenticate", `Bearer realm="iam-copilot"`)
	}
	hc.SetHeader("Content-Type", p.ContentType(""))
	hc.SetStatus(p.Status)
	_ = d.api.Marshal(hc.BodyWriter(), asJSON, p.Problem)
}

// problem makes of a room's error what huma sends; nil of nil.
func (d *Door) problem(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	p := d.toProblem(ctx, err)
	header := http.Header{}
	if p.retryAfter != "" {
		header.Set("Retry-After", p.retryAfter)
	}
	if p.Status == http.StatusUnauthorized {
		header.Set("WWW-Authenticate", `Bearer realm="iam-copilot"`)
	}
	return huma.ErrorWithHeaders(p.Problem, header)
}

// toProblem turns any error into a problem and logs what it hides.
func (d *Door) toProblem(ctx context.Context, err error) sentProblem {
	f := asFault(err)
	p := FromFault(f)
	p.RequestID = access.ActorFrom(ctx).RequestID
	// AWS's own refusals are told to the caller whole; why it could not be reached is not.
	unreached := f.Kind() == fault.Upstream && f.AWS() == nil
	if (f.Kind() == fault.Internal || f.Kind() == fault.Unavailable || unreached) && !errors.Is(f, errGone) {
		d.log.ErrorContext(ctx, "request failed", "request_id", p.RequestID, "code", f.Code(), "error", err)
	}
	out := sentProblem{Problem: p}
	if wait := f.RetryAfter(); wait > 0 {
		out.retryAfter = strconv.Itoa(int(wait.Seconds() + 0.999))
	}
	return out
}

type sentProblem struct {
	*api.Problem
	retryAfter string
}
