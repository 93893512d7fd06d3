package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// TracerName is the instrumentation scope of every span.
const TracerName = "github.com/iam-copilot/iam-copilot/backend"

// Tracing is where traces go. The settings' names and values are those of
// OpenTelemetry ("Environment Variable Specification" and "OpenTelemetry Protocol
// Exporter", OpenTelemetry specification).
type Tracing struct {
	Endpoint       string // OTEL_EXPORTER_OTLP_ENDPOINT: v1/traces is added to it
	TracesEndpoint string // OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: taken as it is
	Protocol       string // OTEL_EXPORTER_OTLP_PROTOCOL: http/protobuf
	Exporter       string // OTEL_TRACES_EXPORTER: otlp or none
	Disabled       bool   // OTEL_SDK_DISABLED
	Sampler        string // OTEL_TRACES_SAMPLER
	SamplerArg     string // OTEL_TRACES_SAMPLER_ARG
	Version        string // of the program
}

// Times of the exporter.
const (
	flushTime  = 3 * time.Second // at the end of the server
	retryFor   = 20 * time.Second
	warnAgain  = 5 * time.Minute
	queuedMost = 4096 // spans that wait; more are dropped, so that nothing waits for a collector
)

// address is where spans are sent; empty when they are not.
func (t Tracing) address() (string, error) {
	if t.Disabled || t.Exporter == "none" || t.Endpoint == "" && t.TracesEndpoint == "" {
		return "", nil
	}
	name, value := "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", t.TracesEndpoint
	if value == "" {
		name, value = "OTEL_EXPORTER_OTLP_ENDPOINT", t.Endpoint
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", fmt.Errorf("setting %s: must be an http:// or https:// address", name) // without the value: it may hold a password
	}
	if t.TracesEndpoint == "" {
		u = u.JoinPath("v1", "traces")
	}
	return u.String(), nil
}

// Check tells which setting is wrong.
func (t Tracing) Check() error {
	if _, err := t.address(); err != nil {
		return err
	}
	if t.Exporter != "" && t.Exporter != "otlp" && t.Exporter != "none" {
		return fmt.Errorf("setting OTEL_TRACES_EXPORTER=%q: must be otlp or none", t.Exporter)
	}
	if t.Protocol != "" && t.Protocol != "http/protobuf" {
		return fmt.Errorf("setting OTEL_EXPORTER_OTLP_PROTOCOL=%q: must be http/protobuf", t.Protocol)
	}
	_, err := t.sampler()
	return err
}

// sampler decides which requests and jobs are traced; all of them when nothing is set.
func (t Tracing) sampler() (sdktrace.Sampler, error) {
	ratio := 1.0
	if t.Sampler == "traceidratio" || t.Sampler == "parentbased_traceidratio" {
		if t.SamplerArg != "" {
			var err error
			if ratio, err = strconv.ParseFloat(t.SamplerArg, 64); err != nil || !(ratio >= 0 && ratio <= 1) {
				return nil, fmt.Errorf("setting OTEL_TRACES_SAMPLER_ARG=%q: must be a number from 0 to 1", t.SamplerArg)
			}
		}
	}
	switch t.Sampler {
	case "", "parentbased_always_on":
		return sdktrace.ParentBased(sdktrace.AlwaysSample()), nil
	case "parentbased_always_off":
		return sdktrace.ParentBased(sdktrace.NeverSample()), nil
	case "parentbased_traceidratio":
		return sdktrace.ParentBased(sdktrace.TraceIDRatioBased(ratio)), nil
	case "always_on":
		return sdktrace.AlwaysSample(), nil
	case "always_off":
		return sdktrace.NeverSample(), nil
	case "traceidratio":
		return sdktrace.TraceIDRatioBased(ratio), nil
	}
	return nil, fmt.Errorf("setting OTEL_TRACES_SAMPLER=%q: must be always_on, always_off, traceidratio, or one of them after parentbased_", t.Sampler)
}

// Traces sends spans to a collector. Nil sends none, and costs nothing.
type Traces struct{ provider *sdktrace.TracerProvider }

// OpenTraces makes ready to send spans; nil when the settings name no collector.
// Nothing is sent yet: a collector that is not there is a warning later, and
// never an error. Headers, timeouts, certificates, limits and what names the
// service are read from OpenTelemetry's variables of the environment.
func OpenTraces(ctx context.Context, t Tracing, log *slog.Logger) (*Traces, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	address, err := t.address()
	if err != nil || address == "" {
		return nil, err
	}
	sampler, err := t.sampler()
	if err != nil {
		return nil, err
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(address), otlptracehttp.WithRetry(otlptracehttp.RetryConfig{
		Enabled: true, InitialInterval: time.Second, MaxInterval: 5 * time.Second, MaxElapsedTime: retryFor,
	}))
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	about, err := resource.New(ctx,
		resource.WithAttributes(attribute.String("service.name", "iam-copilot"), attribute.String("service.version", t.Version)),
		resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("settings OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME: %w", err)
	}
	return &Traces{provider: sdktrace.NewTracerProvider(
		sdktrace.WithSampler(sampler), sdktrace.WithResource(about),
		sdktrace.WithBatcher(&warning{SpanExporter: exporter, log: log}, sdktrace.WithMaxQueueSize(queuedMost)),
	)}, nil
}

// Tracer makes the spans of requests and jobs; nil when there are no traces.
// Spans below them are made by the tracer of the span in the context.
func (t *Traces) Tracer() trace.Tracer {
	if t == nil {
		return nil
	}
	return t.provider.Tracer(TracerName)
}

// Close sends what waits, within a few seconds.
func (t *Traces) Close() {
	if t == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), flushTime)
	defer cancel()
	_ = t.provider.Shutdown(ctx) // that spans are lost has been logged
}

// warning logs now and then that spans cannot be sent. They are lost then.
type warning struct {
	sdktrace.SpanExporter
	log *slog.Logger

	mu   sync.Mutex
	last time.Time
}

// ExportSpans sends spans, and never fails.
func (w *warning) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	err := w.SpanExporter.ExportSpans(ctx, spans)
	if err == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if time.Since(w.last) >= warnAgain {
		w.last = time.Now()
		w.log.Warn("traces cannot be sent to the collector; they are lost", "spans", len(spans), "error", err)
	}
	return nil
}

// Child begins a span below the one in ctx. When that is not traced it gives ctx
// and nil, at next to no cost.
func Child(ctx context.Context, name string, kind trace.SpanKind) (context.Context, trace.Span) {
	parent := trace.SpanFromContext(ctx)
	if !parent.IsRecording() {
		return ctx, nil
	}
	return parent.TracerProvider().Tracer(TracerName).Start(ctx, name, trace.WithSpanKind(kind))
}

// Untraced is ctx without its span, for what is no part of the work.
func Untraced(ctx context.Context) context.Context {
	if !trace.SpanFromContext(ctx).SpanContext().IsValid() {
		return ctx
	}
	return trace.ContextWithSpan(ctx, nil)
}
