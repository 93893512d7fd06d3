package jobs

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// startSpan begins the span of an attempt at a job; without a tracer it gives ctx
// and nil.
func (s *Service) startSpan(ctx context.Context, row *jobRow) (context.Context, trace.Span) {
	if s.Tracer == nil {
		return ctx, nil
	}
	return s.Tracer.Start(ctx, "job "+row.Kind, trace.WithNewRoot(), trace.WithSpanKind(trace.SpanKindConsumer), trace.WithAttributes(
		attribute.String("iamcopilot.job.kind", row.Kind), attribute.Int64("iamcopilot.job.id", row.ID), attribute.Int("iamcopilot.job.attempt", row.Attempt),
		attribute.String("iamcopilot.request_id", row.RequestID),
	))
}

func endSpan(span trace.Span, outcome string) {
	if span == nil {
		return
	}
	span.SetAttributes(attribute.String("iamcopilot.outcome", outcome))
	if outcome == api.JobFailed {
		span.SetStatus(codes.Error, "")
	}
	span.End()
}
