// Package telemetry counts what operators need to see. Labels never hold
// anything a user chose, so that their number stays small.
package telemetry

import (
	"database/sql"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics is the server's set of metrics.
type Metrics struct {
	registry *prometheus.Registry

	requests *prometheus.HistogramVec
	logins   *prometheus.CounterVec
	limited  *prometheus.CounterVec
	aws      *prometheus.HistogramVec
	hashing  prometheus.Histogram
	mail     *prometheus.CounterVec
	audit    auditMetrics

	outcomes bounded // of calls of AWS: the codes come from outside
	methods  bounded // of requests: anybody may make one up
}

// New makes an empty set with the process's own metrics.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(), outcomes: bounded{most: mostOutcomes}, methods: bounded{most: mostMethods},
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "iamcopilot_http_request_seconds", Help: "Time to answer, by route and status.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"method", "route", "status"}),
		logins: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "iamcopilot_logins_total", Help: "Sign-ins by outcome: ok, unknown_user, wrong_password, inactive, limited.",
		}, []string{"outcome"}),
		limited: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "iamcopilot_rate_limited_total", Help: "Requests refused by a limit, by limit.",
		}, []string{"limit"}),
		aws: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "iamcopilot_aws_call_seconds", Help: "AWS calls by service, operation and outcome (ok, or AWS's error code).",
			Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"service", "operation", "outcome"}),
		hashing: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "iamcopilot_password_wait_seconds", Help: "Time a sign-in waited for a place to hash its password.",
			Buckets: []float64{.001, .01, .1, .25, .5, 1, 2.5, 5, 10},
		}),
	}
	m.mail = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "iamcopilot_mail_total", Help: "Letters by outcome: sent, dropped (nothing to tell any more), retried, failed, interrupted.",
	}, []string{"outcome"})
	m.registry.MustRegister(m.requests, m.logins, m.limited, m.aws, m.hashing, m.mail,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.audit = newAuditMetrics(m.registry)
	return m
}

// Request counts an answered request.
func (m *Metrics) Request(method, route string, status int, took time.Duration) {
	m.requests.WithLabelValues(m.methods.bound(method), route, strconv.Itoa(status)).Observe(took.Seconds())
}

// Login counts a sign-in by its outcome.
func (m *Metrics) Login(outcome string) { m.logins.WithLabelValues(outcome).Inc() }

// Limited counts a request that a limit refused.
func (m *Metrics) Limited(limit string) { m.limited.WithLabelValues(limit).Inc() }

// AWSCall counts a call of AWS. outcome is "ok" or AWS's error code.
func (m *Metrics) AWSCall(service, operation, outcome string, took time.Duration) {
	m.aws.WithLabelValues(service, operation, m.outcomes.bound(outcome)).Observe(took.Seconds())
}

// Mail counts a letter by its outcome.
func (m *Metrics) Mail(outcome string) { m.mail.WithLabelValues(outcome).Inc() }

// PasswordWait counts how long a sign-in waited before its password was hashed.
func (m *Metrics) PasswordWait(waited time.Duration) { m.hashing.Observe(waited.Seconds()) }

// Database adds the state of the connection pool.
func (m *Metrics) Database(stats func() sql.DBStats) {
	gauge := func(name, help string, value func(sql.DBStats) float64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "iamcopilot_db_" + name, Help: help},
			func() float64 { return value(stats()) }))
	}
	gauge("connections_open", "Open database connections.", func(s sql.DBStats) float64 { return float64(s.OpenConnections) })
	gauge("connections_in_use", "Database connections in use.", func(s sql.DBStats) float64 { return float64(s.InUse) })
	gauge("wait_seconds_total", "Time spent waiting for a database connection.", func(s sql.DBStats) float64 { return s.WaitDuration.Seconds() })
}

// Handler serves the metrics in Prometheus's text format.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}
