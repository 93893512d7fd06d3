package gateway

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
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
