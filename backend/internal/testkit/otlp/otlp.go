// Package otlp is a collector of traces for tests: it takes them by OTLP over
// HTTP, as the protocol says, and keeps them.
package otlp

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	trace "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// Collector is a collector that runs.
type Collector struct {
	URL string // what OTEL_EXPORTER_OTLP_ENDPOINT is set to

	mu      sync.Mutex
	raw     bytes.Buffer
	spans   []*trace.Span
	service string
	came    chan struct{} // closed when more has come
}

// New starts a collector that ends with the test.
func New(t testing.TB) *Collector {
	t.Helper()
	c := &Collector{came: make(chan struct{})}
	server := httptest.NewServer(http.HandlerFunc(c.take))
	t.Cleanup(server.Close)
	c.URL = server.URL
	return c
}

func (c *Collector) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var in collector.ExportTraceServiceRequest
	if r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/x-protobuf" || err != nil || proto.Unmarshal(body, &in) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	c.raw.Write(body)
	for _, resource := range in.GetResourceSpans() {
		for _, a := range resource.GetResource().GetAttributes() {
			if a.GetKey() == "service.name" {
				c.service = a.GetValue().GetStringValue()
			}
		}
		for _, scope := range resource.GetScopeSpans() {
			c.spans = append(c.spans, scope.GetSpans()...)
		}
	}
	close(c.came)
	c.came = make(chan struct{})
	c.mu.Unlock()
	out, err := proto.Marshal(&collector.ExportTraceServiceResponse{})
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
	_, _ = w.Write(out)
}

// Raw is everything that was sent, as it came.
func (c *Collector) Raw() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Clone(c.raw.Bytes())
}

// Spans are the spans so far, and the name of the service that sent them.
func (c *Collector) Spans() (spans []*trace.Span, service string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]*trace.Span(nil), c.spans...), c.service
}

// Wait waits until a span has come that fits, and gives it.
func (c *Collector) Wait(t testing.TB, fits func(*trace.Span) bool) *trace.Span {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		c.mu.Lock()
		came, spans := c.came, c.spans
		c.mu.Unlock()
		for _, s := range spans {
			if fits(s) {
				return s
			}
		}
		select {
		case <-came:
		case <-deadline:
			t.Fatalf("no such span among %d", len(spans))
		}
	}
}

// Text is an attribute of a span as a text or number; nil when it has none.
func Text(s *trace.Span, key string) any {
	for _, a := range s.GetAttributes() {
		if a.GetKey() != key {
			continue
		}
		switch v := a.GetValue(); {
		case v.GetStringValue() != "":
			return v.GetStringValue()
		default:
			return v.GetIntValue()
		}
	}
	return nil
}
