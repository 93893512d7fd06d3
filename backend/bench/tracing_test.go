package bench

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

// BenchmarkTracing is what traces cost: one's own profile, asked of a server that
// names no collector, as it is shipped, against one that sends every request's spans
// to a receiver that throws them away. Two servers of the first kind against each
// other tell how much such a ratio wavers by itself: tracing that is off is a check
// of a nil tracer, so it has to be lost in that.
func BenchmarkTracing(b *testing.B) {
	once(b)
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	b.Cleanup(receiver.Close)
	var servers []*live.Program
	var tokens []string
	for _, settings := range [][]string{
		nil,
		{"OTEL_SDK_DISABLED=true", "OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.URL},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.URL, "OTEL_TRACES_SAMPLER=traceidratio", "OTEL_TRACES_SAMPLER_ARG=0.01"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.URL},
	} {
		server := live.Serve(b, testkit.NewPostgres(b), settings...)
		servers, tokens = append(servers, server), append(tokens, server.Seed(b, "bench@example.com").Token)
	}
	rates := make([][]float64, len(servers))
	for round := range 6 {
		for i := range servers {
			at := (i + round) % len(servers) // none is always the first after another
			_, rate := run(b, clients, time.Second, 0, func(int) request { return me(servers[at], tokens[at]) })
			if round > 0 { // the first one warms up
				rates[at] = append(rates[at], rate)
			}
		}
	}
	off := median(rates[0])
	ratio := func(i int) float64 { return median(rates[i]) / off }
	b.ReportMetric(ratio(3), "traced-ratio")
	note("me with traces disabled, against me with none set (both off)", fmt.Sprintf("%.2f", ratio(1)), "0.90–1.10", ratio(1) > 0.9 && ratio(1) < 1.1)
	note("  one request of a hundred traced", fmt.Sprintf("%.2f", ratio(2)), "", true)
	note("  every request traced", fmt.Sprintf("%.2f", ratio(3)), "", true)
	note("  off, and every request", fmt.Sprintf("%.0f, %.0f/s", off, median(rates[3])), "", true)
}
