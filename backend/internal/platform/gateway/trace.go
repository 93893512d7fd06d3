package gateway

import (
	"context"
	"errors"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/telemetry"
)

// startSpan begins the span of a call, nil when nobody traces it. AWS learns
// nothing of it: calls carry no traceparent.
func startSpan(ctx context.Context, service, operation, region string) (context.Context, trace.Span) {
	ctx, span := telemetry.Child(ctx, service+":"+operation, trace.SpanKindClient)
	if span != nil {
		span.SetAttributes(
			attribute.String("rpc.system", "aws-api"), attribute.String("rpc.service", service), attribute.String("rpc.method", operation),
			attribute.String("cloud.region", region),
		)
	}
	return ctx, span
}

// endSpan ends it with the number of attempts and the outcome: ok, or AWS's code.
func endSpan(span trace.Span, meta middleware.Metadata, outcome string) {
	if span == nil {
		return
	}
	if tried, ok := retry.GetAttemptResults(meta); ok {
		span.SetAttributes(attribute.Int("iamcopilot.attempts", len(tried.Results)))
	}
	if !telemetry.Word(outcome) {
		outcome = "other"
	}
	span.SetAttributes(attribute.String("iamcopilot.outcome", outcome))
	if outcome != "ok" {
		span.SetStatus(codes.Error, "")
	}
	span.End()
}

// Traced makes a span of each call of a client that is not one of Config: that of the
// server's own calls. Give it to the client's APIOptions.
func Traced(region string) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("TraceCall", func(
			ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
		) (middleware.InitializeOutput, middleware.Metadata, error) {
			ctx, span := startSpan(ctx, prefixOf(awsmiddleware.GetServiceID(ctx)), awsmiddleware.GetOperationName(ctx), region)
			out, meta, err := next.HandleInitialize(ctx, in)
			endSpan(span, meta, outcomeOf(err))
			return out, meta, err
		}), middleware.After)
	}
}

// outcomeOf is ok, AWS's code, or unreachable.
func outcomeOf(err error) string {
	var refused smithy.APIError
	switch {
	case err == nil:
		return "ok"
	case errors.As(err, &refused):
		return refused.ErrorCode()
	}
	return "unreachable"
}
