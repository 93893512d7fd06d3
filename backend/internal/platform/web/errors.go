package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The faults of the door itself.
var (
	errInvalid   = fault.Declare(fault.Invalid, "web.invalid", "Some of the input is not right: see errors for each field.")
	errMalformed = fault.Declare(fault.Malformed, "web.malformed", "The request is not what the protocol asks for.")
	errTooLarge  = fault.Declare(fault.TooLarge, "web.too_large", "The request is larger than this server takes.")
	errTimeout   = fault.Declare(fault.Unavailable, "web.timeout", "That took too long, and was given up. Nothing was half-done.")
	errGone      = fault.Declare(fault.Unavailable, "web.client_gone", "The client closed the connection before it was answered.")
	errEncoding  = fault.Declare(fault.Unsupported, "web.encoding", "Send the body as it is: this server takes no packed ones (Content-Encoding).")
	errNoRoute   = fault.Declare(fault.NotFound, "web.no_such_address", "There is nothing at this address.")
)

var statusOf = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError, fault.Malformed: http.StatusBadRequest,
	fault.Invalid: http.StatusUnprocessableEntity, fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden: http.StatusForbidden, fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict,
	fault.TooLarge: http.StatusRequestEntityTooLarge, fault.Unsupported: http.StatusUnsupportedMediaType,
	fault.Limited:  http.StatusTooManyRequests,
	fault.Upstream: http.StatusBadGateway, fault.Unavailable: http.StatusServiceUnavailable,
}

// FromFault is the problem document of a fault; its cause stays behind.
func FromFault(f *fault.Fault) *api.Problem {
	status := statusOf[f.Kind()]
	p := problemOf(status, f.Code(), f.Detail())
	for _, field := range f.Fields() {
		p.Errors = append(p.Errors, api.FieldProblem(field))
	}
	if aws := f.AWS(); aws != nil {
		p.AWS = (*api.AWSProblem)(aws)
	}
	return p
}

func problemOf(status int, code, detail string) *api.Problem {
	return &api.Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

// asFault finds the fault in an error, and knows what an ended context means.
func asFault(err error) *fault.Fault {
	if errors.Is(err, context.DeadlineExceeded) {
		if f := fault.Of(err); f.Kind() != fault.Internal {
			return f
		}
		return errTimeout.Because(err)
	}
	if f := fault.Of(err); f.Kind() == fault.Internal && errors.Is(err, context.Canceled) {
		return errGone.Because(err)
	}
	return fault.Of(err)
}

// init makes huma speak in problems. Its own messages never carry the value
// that was sent, which may be a password.
func init() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(status, msg, "", errs)
	}
	huma.NewErrorWithContext = func(hc huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(status, msg, access.ActorFrom(hc.Context()).RequestID, errs)
	}
}

func humaProblem(status int, msg, requestID string, errs []error) *api.Problem {
	code, detail := "web.invalid", errInvalid.Detail()
	switch status {
	case http.StatusBadRequest:
		code, detail = "web.malformed", "The body is not readable JSON."
		if msg == "request body is required" {
			detail = "The request needs a body: a JSON object."
		}
	case http.StatusRequestEntityTooLarge:
		code, detail = "web.too_large", errTooLarge.Detail()
	case http.StatusUnsupportedMediaType:
		code, detail = "web.media_type", "Send the body as JSON, with Content-Type: application/json."
	case http.StatusRequestTimeout:
		code, detail = "web.slow_body", "The body did not arrive in time."
	case http.StatusInternalServerError:
		code, detail = fault.ErrInternal.Code(), fault.ErrInternal.Detail()
	}
	p := problemOf(status, code, detail)
	p.RequestID = requestID
	for _, err := range errs {
		var d huma.ErrorDetailer
		if errors.As(err, &d) {
			p.Errors = append(p.Errors, fieldProblem(d.ErrorDetail()))
		}
	}
	return p
}

// fieldProblem names the field itself where huma names the object around it.
func fieldProblem(d *huma.ErrorDetail) api.FieldProblem {
	location, message := d.Location, d.Message
	const missing = "expected required property "
	if name, ok := strings.CutPrefix(message, missing); ok {
		name = strings.TrimSuffix(name, " to be present")
		return api.FieldProblem{Location: location + "." + name, Message: "is missing"}
	}
	if message == "unexpected property" {
		message = "is not a field of this request"
	}
	return api.FieldProblem{Location: location, Message: message}
}

// fiberErrors answers for what never reaches a route.
func fiberErrors(c *fiber.Ctx, err error) error {
	p := FromFault(fault.Of(err))
	var f *fiber.Error
	if errors.As(err, &f) {
		switch f.Code {
		case http.StatusNotFound:
			p = FromFault(errNoRoute)
		case http.StatusMethodNotAllowed:
			p = problemOf(f.Code, "web.method_not_allowed", "This address does not know the method "+c.Method()+".")
		case http.StatusRequestEntityTooLarge:
			p = FromFault(errTooLarge)
		case http.StatusRequestHeaderFieldsTooLarge:
			p = problemOf(f.Code, "web.headers_too_large", "The request's headers are larger than this server takes.")
		case http.StatusRequestTimeout:
			p = problemOf(f.Code, "web.slow_request", "The request did not arrive in time.")
		default:
			p = FromFault(errMalformed)
		}
	}
	if p.RequestID = access.ActorFrom(c.UserContext()).RequestID; p.RequestID == "" {
		// The request could not even be read, so no layer has seen it.
		p.RequestID = requestID("")
		c.Set(api.HeaderRequestID, p.RequestID)
		harden(c)
	}
	c.Status(p.Status)
	return c.JSON(p, p.ContentType(""))
}
