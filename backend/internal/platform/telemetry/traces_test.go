package telemetry

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/trace"
)

func TestTracingSettings(t *testing.T) {
	for _, c := range []struct {
		name    string
		in      Tracing
		address string
		wrong   string
	}{
		{"nothing", Tracing{}, "", ""},
		{"for all signals", Tracing{Endpoint: "http://collector:4318"}, "http://collector:4318/v1/traces", ""},
		{"with a path", Tracing{Endpoint: "https://collector/otlp/"}, "https://collector/otlp/v1/traces", ""},
		{"for traces", Tracing{Endpoint: "http://a", TracesEndpoint: "http://b/custom"}, "http://b/custom", ""},
		{"switched off", Tracing{Endpoint: "http://a", Disabled: true}, "", ""},
		{"no exporter", Tracing{Endpoint: "http://a", Exporter: "none"}, "", ""},
		{"a part of all", Tracing{Endpoint: "http://a", Sampler: "parentbased_traceidratio", SamplerArg: "0.25"}, "http://a/v1/traces", ""},
		{"more than all", Tracing{Sampler: "traceidratio", SamplerArg: "1.5"}, "", "OTEL_TRACES_SAMPLER_ARG"},
		{"not a number", Tracing{Sampler: "traceidratio", SamplerArg: "NaN"}, "", "OTEL_TRACES_SAMPLER_ARG"},
		{"a sampler nobody knows", Tracing{Sampler: "sometimes"}, "", "OTEL_TRACES_SAMPLER"},
		{"another protocol", Tracing{Protocol: "grpc"}, "", "OTEL_EXPORTER_OTLP_PROTOCOL"},
		{"another exporter", Tracing{Exporter: "zipkin"}, "", "OTEL_TRACES_EXPORTER"},
		{"no address", Tracing{Endpoint: "collector:4318"}, "", "OTEL_EXPORTER_OTLP_ENDPOINT"},
	} {
		address, err := c.in.address()
		if checked := c.in.Check(); c.wrong != "" {
			if checked == nil || !strings.Contains(checked.Error(), c.wrong) {
				t.Errorf("%s: %v", c.name, checked)
			}
			continue
		}
		if err != nil || address != c.address || c.in.Check() != nil {
			t.Errorf("%s: %q, %v, %v", c.name, address, err, c.in.Check())
		}
	}
}

func TestLostSpansAreAWarning(t *testing.T) {
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer refusing.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for name, address := range map[string]string{"refused": refusing.URL, "gone": gone.URL} {
		var log bytes.Buffer
		traces, err := OpenTraces(t.Context(), Tracing{Endpoint: address}, slog.New(slog.NewTextHandler(&log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		for range 2 * queuedMost { // more than may wait: nobody is held up
			_, span := traces.Tracer().Start(t.Context(), "x")
			span.End()
		}
		traces.Close()
		if n := strings.Count(log.String(), "traces cannot be sent"); n != 1 {
			t.Errorf("%s: %d warnings: %s", name, n, log.String())
		}
	}
}

func TestWithoutTracesThereAreNoSpans(t *testing.T) {
	var off *Traces
	if off.Tracer() != nil {
		t.Error("a tracer without traces")
	}
	off.Close()
	ctx := context.WithValue(t.Context(), placeKey{}, "x")
	got, span := Child(ctx, "x", trace.SpanKindInternal)
	if got != ctx || span != nil || Untraced(ctx) != ctx {
		t.Error("a span below nothing")
	}
	if n := testing.AllocsPerRun(100, func() { Child(ctx, "x", trace.SpanKindInternal) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

type placeKey struct{}
