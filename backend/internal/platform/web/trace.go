package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/gofiber/fiber/v2"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// methods are those that a span names; any other is _OTHER ("Semantic conventions
// for HTTP spans", OpenTelemetry).
var methods = []string{
	http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodConnect, http.MethodTrace,
}

// startSpan begins the span of a request, below the one that its traceparent
// names ("Trace Context", W3C). tracestate and baggage, in which a client could
// write anything, are left aside. Without a tracer it gives ctx and nil.
func startSpan(ctx context.Context, tracer trace.Tracer, c *fiber.Ctx) (context.Context, trace.Span) {
	if tracer == nil {
		return ctx, nil
	}
	if parent := c.Get("traceparent"); parent != "" {
		ctx = propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier{"traceparent": parent})
	}
	return tracer.Start(ctx, "request", trace.WithSpanKind(trace.SpanKindServer))
}

// endSpan ends the span of a request with the pattern of its address, never the
// address itself.
func endSpan(span trace.Span, method, route, id string, status int) {
	if span == nil {
		return
	}
	if span.IsRecording() {
		if !slices.Contains(methods, method) {
			method = "_OTHER"
		}
		span.SetName(method + " " + route)
		span.SetAttributes(
			attribute.String("http.request.method", method), attribute.String("http.route", route),
			attribute.Int("http.response.status_code", status), attribute.String("iamcopilot.request_id", id),
		)
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, "")
		}
	}
	span.End()
}
