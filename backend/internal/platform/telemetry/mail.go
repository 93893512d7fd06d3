package telemetry

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// lookTime is how long asking for what waits may take at a scrape.
const lookTime = 2 * time.Second

// MailWaiting adds how many letters wait, of all servers, and for how long the
// oldest has. Where that cannot be found out, a scrape goes without. Call it once.
func (m *Metrics) MailWaiting(waiting func(ctx context.Context) (letters int64, oldest time.Duration, err error)) {
	m.registry.MustRegister(&mailQueue{
		waiting: waiting,
		letters: prometheus.NewDesc("iamcopilot_mail_waiting_letters", "Letters that have yet to go, of all servers.", nil, nil),
		oldest:  prometheus.NewDesc("iamcopilot_mail_oldest_seconds", "How long the oldest letter that has yet to go has waited; 0 when none waits.", nil, nil),
	})
}

// mailQueue asks once for both of its metrics.
type mailQueue struct {
	waiting         func(ctx context.Context) (int64, time.Duration, error)
	letters, oldest *prometheus.Desc
}

// Describe names the metrics.
func (q *mailQueue) Describe(to chan<- *prometheus.Desc) {
	to <- q.letters
	to <- q.oldest
}

// Collect asks for their values.
func (q *mailQueue) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), lookTime)
	defer cancel()
	letters, oldest, err := q.waiting(ctx)
	if err != nil {
		return
	}
	to <- prometheus.MustNewConstMetric(q.letters, prometheus.GaugeValue, float64(letters))
	to <- prometheus.MustNewConstMetric(q.oldest, prometheus.GaugeValue, oldest.Seconds())
}
