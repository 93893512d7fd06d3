package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
)

// retainEvery is how often the server looks for months that are old enough. Every
// server does it: a month can be removed only once.
const retainEvery = time.Hour

// mostRetention is the most months that can be asked for: a century.
const mostRetention = 1200

// destinations are where the audit log is forwarded to.
func (c *Config) destinations() (all []audit.Destination, err error) {
	if c.AuditRetentionMonths < 0 || c.AuditRetentionMonths > mostRetention {
		return nil, fmt.Errorf("setting AUDIT_RETENTION_MONTHS=%d: must be from 0 (for ever) to %d", c.AuditRetentionMonths, mostRetention)
	}
	if c.AuditWebhookURL != "" || c.AuditWebhookSecret != "" {
		// A secret that stands alone is held against its own rules only.
		w, err := audit.NewWebhook(cmp.Or(c.AuditWebhookURL, "https://localhost"), c.AuditWebhookSecret)
		if err != nil {
			return nil, err
		}
		if c.AuditWebhookURL != "" {
			all = append(all, w)
		}
	}
	if c.AuditSyslogURL != "" {
		d, err := audit.NewSyslog(c.AuditSyslogURL)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// upkeep is what goes on with the audit log while the server runs.
type upkeep struct {
	retention  *audit.Retention
	forwarders []*audit.Forwarder

	stop context.CancelFunc
	done sync.WaitGroup
}

// lookAfterAudit makes room for the records to come and joins what looks after
// the log. Nothing runs yet.
func (s *Server) lookAfterAudit(ctx context.Context) error {
	destinations, err := s.config.destinations()
	if err != nil {
		return err
	}
	u := &upkeep{retention: &audit.Retention{
		Log: s.audit, Guard: s.guard, Months: s.config.AuditRetentionMonths, Now: time.Now, Workspaces: s.teams.AllIDs, Journal: s.log,
		Removed: s.metrics.AuditRemoved,
	}}
	for _, d := range destinations {
		f := &audit.Forwarder{Log: s.audit, Guard: s.guard, Destination: d, Journal: s.log, Count: s.metrics.AuditForwarded}
		s.metrics.AuditWaiting(d.Name(), f.Waiting)
		u.forwarders = append(u.forwarders, f)
	}
	if len(u.forwarders) > 0 {
		u.retention.Sent = u.sent
	}
	s.upkeep = u
	if err := u.retention.Prepare(ctx); err != nil {
		// Records are kept all the same, and the next try is in an hour.
		s.log.WarnContext(ctx, "the audit log cannot be prepared for the months to come", "error", err)
	}
	return nil
}

// sent tells whether every destination has a workspace's records up to seq.
func (u *upkeep) sent(ctx context.Context, workspace, seq int64) (bool, error) {
	for _, f := range u.forwarders {
		if sent, err := f.Sent(ctx, workspace, seq); err != nil || !sent {
			return false, err
		}
	}
	return true, nil
}

// start sets everything to work until end.
func (u *upkeep) start(s *Server) {
	var ctx context.Context
	ctx, u.stop = context.WithCancel(context.Background())
	for _, f := range u.forwarders {
		u.done.Go(func() { f.Run(ctx) })
	}
	u.done.Go(func() {
		tick := time.NewTicker(retainEvery)
		defer tick.Stop()
		for {
			if err := s.retain(ctx); err != nil && ctx.Err() == nil {
				s.log.ErrorContext(ctx, "old months of the audit log cannot be removed", "error", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	})
}

func (u *upkeep) end() {
	if u.stop != nil {
		u.stop()
	}
	u.done.Wait()
}

// retain removes the months that are old enough, and counts that it tried.
func (s *Server) retain(ctx context.Context) error {
	err := s.upkeep.retention.Run(ctx)
	outcome := "ok"
	switch {
	case errors.Is(err, audit.ErrNotKept):
		outcome = "broken_chain"
	case err != nil:
		outcome = "failed"
	}
	s.metrics.AuditRetained(outcome)
	return err
}

// RetainAudit removes the months of the audit log that are old enough now.
func (s *Server) RetainAudit(ctx context.Context) error { return s.retain(ctx) }
