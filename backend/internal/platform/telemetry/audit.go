package telemetry

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// auditMetrics tell of what happens to the audit log behind the requests.
type auditMetrics struct {
	forwarded *prometheus.CounterVec
	failures  *prometheus.CounterVec
	retained  *prometheus.CounterVec
	removed   prometheus.Counter
}

func newAuditMetrics(r *prometheus.Registry) auditMetrics {
	m := auditMetrics{
		forwarded: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "iamcopilot_audit_forwarded_records_total", Help: "Audit records that a destination (webhook, syslog) has taken.",
		}, []string{"destination"}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "iamcopilot_audit_forward_failures_total", Help: "Failed attempts at forwarding audit records, by destination.",
		}, []string{"destination"}),
		retained: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "iamcopilot_audit_retention_runs_total", Help: "Looks for old months of the audit log by outcome: ok, failed, broken_chain (nothing was removed, since a chain does not fit).",
		}, []string{"outcome"}),
		removed: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "iamcopilot_audit_removed_records_total", Help: "Audit records that were removed with their month for their age.",
		}),
	}
	for _, outcome := range []string{"ok", "failed", "broken_chain"} {
		m.retained.WithLabelValues(outcome)
	}
	r.MustRegister(m.forwarded, m.failures, m.retained, m.removed)
	return m
}

// AuditForwarded counts records that a destination has taken, or a failed attempt.
func (m *Metrics) AuditForwarded(destination string, sent int, failed bool) {
	if failed {
		m.audit.failures.WithLabelValues(destination).Inc()
		return
	}
	m.audit.forwarded.WithLabelValues(destination).Add(float64(sent))
}

// AuditWaiting adds how much waits to be forwarded to a destination. Call it once
// for each.
func (m *Metrics) AuditWaiting(destination string, waiting func() (records int64, oldest time.Duration)) {
	labels := prometheus.Labels{"destination": destination}
	m.audit.forwarded.With(labels)
	m.audit.failures.With(labels)
	m.registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "iamcopilot_audit_forward_waiting_records", Help: "Audit records that wait to be forwarded, at the server that sends; 0 at the others.", ConstLabels: labels,
		}, func() float64 { records, _ := waiting(); return float64(records) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "iamcopilot_audit_forward_lag_seconds", Help: "Age of the oldest audit record that waits to be forwarded, at the server that sends.", ConstLabels: labels,
		}, func() float64 { _, oldest := waiting(); return oldest.Seconds() }))
}

// AuditRetained counts a look for old months by its outcome.
func (m *Metrics) AuditRetained(outcome string) { m.audit.retained.WithLabelValues(outcome).Inc() }

// AuditRemoved counts records that were removed with their month.
func (m *Metrics) AuditRemoved(records int64) { m.audit.removed.Add(float64(records)) }
