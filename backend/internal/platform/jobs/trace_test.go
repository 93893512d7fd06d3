package jobs

import (
	"context"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

func TestAttemptsAreTraced(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans))
	o := newOffice(t, testkit.NewSQLite(t))
	s := New(Config{Tracer: provider.Tracer("test"), DB: o.open(t)})
	ctx, span := s.startSpan(t.Context(), &jobRow{ID: 7, Kind: "sync", Attempt: 2, RequestID: "request-1", UserEmail: "canary@example.com"})
	if trace.SpanFromContext(ctx) != span {
		t.Error("what the job does is not below its span")
	}
	endSpan(span, "failed")
	_, span = s.startSpan(ctx, &jobRow{Kind: "sync"})
	endSpan(span, "succeeded")
	ended := spans.Ended()
	if len(ended) != 2 || ended[0].Name() != "job sync" || ended[0].Status().Code != codes.Error || ended[1].Status().Code != codes.Unset || ended[1].Parent().IsValid() {
		t.Fatalf("%v", ended)
	}
	want := map[string]string{"kind": "sync", "id": "7", "attempt": "2", "request_id": "request-1", "outcome": "failed"}
	for _, a := range ended[0].Attributes() {
		name := string(a.Key)[strings.LastIndex(string(a.Key), ".")+1:]
		if want[name] != a.Value.Emit() {
			t.Errorf("%s is %s", a.Key, a.Value.Emit())
		}
		delete(want, name)
	}
	if len(want) != 0 {
		t.Errorf("without %v", want)
	}
	off := New(Config{DB: o.open(t)})
	if got, span := off.startSpan(context.Background(), &jobRow{}); span != nil || got != context.Background() {
		t.Error("a span without a tracer")
	}
}
