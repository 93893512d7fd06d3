package telemetry

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Jobs adds the attempts at jobs by kind and outcome, and gives the function that
// counts one. Outcomes are succeeded, failed, cancelled, tried_again, handed_back
// (the server stopped) and lost (another server took it over). Call it once.
func (m *Metrics) Jobs() func(kind, outcome string, took time.Duration) {
	attempts := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "iamcopilot_job_seconds", Help: "Attempts at jobs by kind and outcome (succeeded, failed, cancelled, tried_again, handed_back, lost).",
		Buckets: []float64{.1, .5, 1, 5, 15, 60, 300, 900, 3600, 14400},
	}, []string{"kind", "outcome"})
	m.registry.MustRegister(attempts)
	return func(kind, outcome string, took time.Duration) {
		attempts.WithLabelValues(kind, outcome).Observe(took.Seconds())
	}
}
