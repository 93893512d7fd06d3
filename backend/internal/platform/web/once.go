package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/idempotency"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// maxIdempotencyKey is how long a key may be, in bytes.
const maxIdempotencyKey = 255

// keepTime bounds how long keeping an answer may take.
const keepTime = 5 * time.Second

// creates tells whether a route makes something, and so takes an Idempotency-Key.
func (r Route) creates() bool { return r.Method == http.MethodPost && r.Status == http.StatusCreated }

// Remember makes requests that create something and come with an
// Idempotency-Key happen once.
func (d *Door) Remember(answers *idempotency.Store) { d.answers = answers }

// once runs a request unless the same one was answered before, in which case
// the caller gets the first answer again. Whoever asks has been admitted anew:
// an answer is given to nobody who may not ask any more.
func (d *Door) once(r Route) func(huma.Context, func(huma.Context)) {
	return func(hc huma.Context, next func(huma.Context)) {
		value := hc.Header(api.HeaderIdempotencyKey)
		if value == "" || d.answers == nil {
			next(hc)
			return
		}
		if !goodKey(value) {
			d.refuse(hc, errInvalid.At("header."+api.HeaderIdempotencyKey, "must be 1 to 255 printable ASCII characters"))
			return
		}
		ctx, c := hc.Context(), humafiber.UnwrapV2(hc)
		sc := d.guard.Public(access.ActorFrom(ctx))
		attempt, answer, err := d.answers.Begin(ctx, sc, keyOf(ctx, r, value),
			[]byte(c.OriginalURL()), []byte(hc.Header(api.HeaderCredential)), c.Body())
		switch {
		case err != nil:
			d.refuse(hc, err)
		case answer != nil:
			hc.SetHeader(api.HeaderReplayed, "true")
			hc.SetHeader("Content-Type", answer.Type)
			hc.SetStatus(answer.Status)
			_, _ = hc.BodyWriter().Write(answer.Body)
		default:
			d.attempt(hc, attempt, next)
		}
	}
}

// attempt runs a request and keeps its answer. A failure on our side is not
// kept, and neither is being asked to come later.
func (d *Door) attempt(hc huma.Context, attempt *idempotency.Attempt, next func(huma.Context)) {
	answered := false
	defer func() {
		// The answer is kept even when the caller or the time has gone.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(hc.Context()), keepTime)
		defer cancel()
		response := humafiber.UnwrapV2(hc).Response()
		var err error
		if status := response.StatusCode(); answered && lasting(status) {
			err = attempt.Finish(ctx, idempotency.Answer{Status: status, Type: string(response.Header.ContentType()), Body: response.Body()})
		} else {
			err = attempt.Abandon(ctx)
		}
		if err != nil {
			d.log.WarnContext(ctx, "an answer cannot be kept for its Idempotency-Key", "request_id", access.ActorFrom(ctx).RequestID, "error", err)
		}
	}()
	next(huma.WithContext(hc, attempt.Context(hc.Context())))
	answered = true
}

// lasting tells whether an answer would be the same if the request came again.
func lasting(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return false
	}
	return status < http.StatusInternalServerError
}

// keyOf is the key in the place where it is good.
func keyOf(ctx context.Context, r Route, value string) idempotency.Key {
	sc, actor := scopeFrom(ctx), access.ActorFrom(ctx)
	key := idempotency.Key{User: actor.UserID, Route: r.Method + " " + r.Path, Value: value}
	if workspace, err := sc.Workspace(); err == nil {
		key.Workspace = workspace
	}
	if !actor.SignedIn() {
		// Strangers' keys must not meet: one would learn of the other.
		key.Address = actor.IP
	}
	return key
}

func goodKey(value string) bool {
	return len(value) <= maxIdempotencyKey && strings.IndexFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

// describeOnce puts the key into the document of a route that creates.
func describeOnce(op *huma.Operation) {
	minimum, maximum := 1, maxIdempotencyKey
	op.Parameters = append(op.Parameters, &huma.Param{
		Name: api.HeaderIdempotencyKey, In: "header",
		Description: "A name of your choice for this one wish, such as a random UUID. Sent again within 24 hours, the request gets the first answer instead of creating a second thing; another request with the same key is refused with 422, and one that comes while the first is under way with 409.",
		Schema:      &huma.Schema{Type: huma.TypeString, MinLength: &minimum, MaxLength: &maximum, Pattern: `^[ -~]+$`},
	})
	op.Errors = append(op.Errors, http.StatusConflict, http.StatusUnprocessableEntity)
	if op.Responses == nil {
		op.Responses = map[string]*huma.Response{}
	}
	op.Responses["201"] = &huma.Response{Headers: map[string]*huma.Param{
		api.HeaderReplayed: {Description: "true when this is the answer that an earlier request with the same Idempotency-Key got", Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{"true"}}},
	}}
}
