package db

import (
	"context"

	"github.com/jackc/pgx/v5"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/telemetry"
)

// poolTracer makes spans of the statements of a library that has a pool of its own,
// when they belong to a traced request or job; what it does by itself belongs to
// none.
type poolTracer struct{}

// TraceQueryStart begins the span of a statement. What only begins and ends
// transactions has none, as in our own pools.
func (poolTracer) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	if !trace.SpanFromContext(ctx).IsRecording() {
		return ctx
	}
	verb, table := readOff(data.SQL, "")
	if table == "" {
		return ctx
	}
	ctx, span := telemetry.Child(ctx, verb+" "+table, trace.SpanKindClient)
	if span != nil {
		span.SetAttributes(attribute.String("db.system.name", "postgresql"), attribute.String("db.operation.name", verb), attribute.String("db.collection.name", table))
		ctx = context.WithValue(ctx, poolSpan{}, span)
	}
	return ctx
}

// TraceQueryEnd ends it.
func (poolTracer) TraceQueryEnd(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryEndData) {
	if span, ok := ctx.Value(poolSpan{}).(trace.Span); ok {
		endSpan(span, data.Err)
	}
}

// poolSpan is where the context of a statement keeps its span.
type poolSpan struct{}
