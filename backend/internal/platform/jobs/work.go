package jobs

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/telemetry"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// unknownKind is how long a job waits for a server that knows its kind.
const unknownKind = time.Minute

// work does a job, if nobody else has it. again is when it must be offered
// another time; the zero time when it need not.
func (s *Service) work(ctx context.Context, id, workspace int64) (again time.Time) {
	system := s.Guard.System("jobs", workspace)
	row, err := s.begin(ctx, system, id)
	if err != nil {
		if ctx.Err() == nil {
			s.Log.WarnContext(ctx, "a job cannot be begun", "job", id, "error", err)
		}
		return time.Time{} // whoever looks for forgotten jobs finds it
	}
	if row == nil {
		return time.Time{}
	}
	k := s.kinds[row.Kind]
	if k == nil {
		return s.handBack(ctx, system, row, db.Now().Add(unknownKind))
	}
	start := time.Now()
	ctx, span := s.startSpan(ctx, row)
	result, err := s.attempt(ctx, system, row, k)
	again, outcome := s.settle(context.WithoutCancel(ctx), system, row, k, result, err)
	endSpan(span, outcome)
	s.Observe(row.Kind, outcome, time.Since(start))
	return again
}

// begin claims a job; nil when there is nothing to do.
func (s *Service) begin(ctx context.Context, system access.Scope, id int64) (row *jobRow, err error) {
	err = s.DB.Tx(ctx, system, func(ctx context.Context) error {
		now := db.Now()
		row = nil
		claimed, err := s.store.claim(ctx, system, id, s.server, now, now.Add(s.Lease))
		if err != nil || !claimed {
			return err
		}
		r, err := s.store.byID(ctx, system, id)
		if errors.Is(err, ErrNotFound) {
			_, err = s.store.dequeue(ctx, system, id, s.server)
			return err
		}
		if err != nil {
			return err
		}
		if r.final() {
			_, err = s.store.dequeue(ctx, system, id, s.server)
			return err
		}
		r.Attempt++
		columns := map[string]any{"state": api.JobRunning, "attempt": r.Attempt}
		if r.StartedAt == nil {
			columns["started_at"] = now
		}
		if _, err := s.store.change(ctx, system, id, columns); err != nil {
			return err
		}
		row = r
		return nil
	})
	return row, err
}

// attempt runs the handler under a claim that is renewed.
func (s *Service) attempt(ctx context.Context, system access.Scope, row *jobRow, k *kind) (result string, err error) {
	if row.CancelRequested {
		return "", ErrCancelled
	}
	if row.Attempt > row.MaxAttempts { // servers were killed at it, again and again
		return "", ErrGaveUp
	}
	workspace, err := system.Workspace()
	if err != nil {
		return "", err
	}
	actor := access.Actor{UserID: row.UserID, Email: row.UserEmail, IP: row.IPAddress, RequestID: row.RequestID}
	if row.TokenID != 0 {
		actor.Grant = &access.Grant{TokenID: row.TokenID}
	}
	sc, err := s.Guard.OnBehalf(ctx, row.Kind, actor, workspace, k.Permissions...)
	if err != nil {
		return "", err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	ctx, cancel := context.WithTimeoutCause(ctx, k.Timeout, ErrTooLong)
	defer cancel()
	held := make(chan struct{})
	go func() {
		defer close(held)
		s.hold(telemetry.Untraced(ctx), system, row.ID, stop)
	}()
	defer func() { // no renewal after the handler has ended
		stop(nil)
		<-held
	}()
	run := &Run{service: s, system: system, job: row.ID, checkpoint: row.Checkpoint}
	result, err = guarded(func() (string, error) { return k.run(ctx, sc, run, row.Args) })
	if err == nil {
		return result, run.flush(ctx)
	}
	// The reason for which the context ended counts, not what it led to.
	if cause := context.Cause(ctx); cause != nil && ctx.Err() != nil {
		var f *fault.Fault
		if !errors.As(cause, &f) { // the server's own context, which ends when it stops
			cause = errStopping
		}
		return "", cause
	}
	return "", err
}

// guarded turns a panic into an error.
func guarded(fn func() (string, error)) (result string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("jobs: panic: %v\n%s", p, debug.Stack())
		}
	}()
	return fn()
}

// hold renews the claim on a job, and ends its context when the claim is lost or
// the job is to be cancelled.
func (s *Service) hold(ctx context.Context, system access.Scope, id int64, stop context.CancelCauseFunc) {
	every := s.Lease / 6
	tick := time.NewTicker(min(every, 2*time.Second))
	defer tick.Stop()
	renewed := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		row, err := s.store.byID(ctx, system, id)
		switch {
		case errors.Is(err, ErrNotFound):
			stop(ErrCancelled) // the workspace is gone
			return
		case err == nil && row.CancelRequested:
			stop(ErrCancelled)
			return
		}
		if time.Since(renewed) < every {
			continue
		}
		kept := false
		err = s.DB.Tx(ctx, system, func(ctx context.Context) (err error) {
			now := db.Now()
			kept, err = s.store.renew(ctx, system, id, s.server, now, now.Add(s.Lease))
			return err
		})
		switch {
		case err == nil && kept:
			renewed = time.Now()
		case err == nil, time.Since(renewed) > s.Lease*3/4: // others may take it any moment
			stop(ErrLost)
			return
		}
	}
}

// settle writes down what came of an attempt.
func (s *Service) settle(ctx context.Context, system access.Scope, row *jobRow, k *kind, result string, err error) (again time.Time, outcome string) {
	f := fault.Of(err)
	switch {
	case err == nil:
		return s.finish(ctx, system, row, api.JobSucceeded, result, nil), api.JobSucceeded
	case errors.Is(err, ErrCancelled):
		return s.finish(ctx, system, row, api.JobCancelled, "", nil), api.JobCancelled
	case errors.Is(err, ErrLost):
		return time.Time{}, "lost"
	case errors.Is(err, errStopping):
		row.Attempt-- // it was not the job's fault
		return s.handBack(ctx, system, row, db.Now()), "handed_back"
	case passes(f) && row.Attempt < row.MaxAttempts:
		s.Log.InfoContext(ctx, "a job will be tried again", "job", row.ID, "kind", row.Kind, "attempt", row.Attempt, "error", err)
		row.ErrorCode, row.ErrorDetail = f.Code(), f.Detail()
		return s.handBack(ctx, system, row, db.Now().Add(max(f.RetryAfter(), s.BackOff(row.Attempt)))), "tried_again"
	}
	if f.Kind() == fault.Internal {
		s.Log.ErrorContext(ctx, "a job has failed", "job", row.ID, "kind", row.Kind, "request_id", row.RequestID, "error", err)
	}
	return s.finish(ctx, system, row, api.JobFailed, "", f), api.JobFailed
}

// throttled are AWS's codes for asking too fast, and those of troubles on its
// side ("Common error types", AWS IAM and CloudTrail API references; "Error
// retries", AWS General Reference).
var throttled = []string{
	"Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded", "TooManyRequestsException", "RequestThrottled",
	"ServiceUnavailable", "InternalFailure", "InternalServerError", "ServiceFailure", "ServiceFailureException", "LimitExceededException",
}

// passes tells whether a trouble may be over at another try.
func passes(f *fault.Fault) bool {
	switch f.Kind() {
	case fault.Unavailable, fault.Limited:
		return !errors.Is(f, ErrGaveUp)
	case fault.Upstream:
		return f.AWS() == nil || slices.Contains(throttled, f.AWS().Code)
	}
	return false
}

// backOff is how long to wait after so many attempts: from five seconds to five
// minutes, half of it by chance.
func backOff(attempt int) time.Duration {
	wait := min(5*time.Second<<min(attempt-1, 10), 5*time.Minute)
	return wait/2 + rand.N(wait/2) //nolint:gosec // it only spreads load
}

// handBack gives a job that goes on later back to the queue.
func (s *Service) handBack(ctx context.Context, system access.Scope, row *jobRow, due time.Time) (again time.Time) {
	had := false
	err := s.DB.Tx(ctx, system, func(ctx context.Context) (err error) {
		if had, err = s.store.release(ctx, system, row.ID, s.server, due); err != nil || !had {
			return err
		}
		_, err = s.store.change(ctx, system, row.ID, map[string]any{
			"state": api.JobQueued, "attempt": row.Attempt, "error_code": row.ErrorCode, "error_detail": row.ErrorDetail,
		})
		return err
	})
	if err != nil {
		s.Log.WarnContext(ctx, "a job cannot be handed back; it goes on when its claim has ended", "job", row.ID, "error", err)
		return time.Time{}
	}
	if !had {
		return time.Time{}
	}
	return due
}

// finish ends a job. f is why it failed.
func (s *Service) finish(ctx context.Context, system access.Scope, row *jobRow, state, result string, f *fault.Fault) (again time.Time) {
	columns := map[string]any{"state": state, "result": result, "checkpoint": "", "finished_at": db.Now(), "error_code": "", "error_detail": ""}
	var failure error
	if f != nil {
		columns["error_code"], columns["error_detail"], failure = f.Code(), f.Detail(), f
	}
	err := s.DB.Tx(ctx, system, func(ctx context.Context) error {
		had, err := s.store.dequeue(ctx, system, row.ID, s.server)
		if err != nil || !had {
			return err
		}
		if _, err := s.store.change(ctx, system, row.ID, columns); err != nil {
			return err
		}
		return s.Audit.RecordJob(ctx, system, state, row.ID, row.Kind, failure)
	})
	if err != nil {
		s.Log.WarnContext(ctx, "the end of a job cannot be written down; it is begun again", "job", row.ID, "error", err)
	}
	return time.Time{}
}
