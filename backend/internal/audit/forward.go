package audit

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Destination takes records outside of the server, such as a SIEM.
type Destination interface {
	// Name tells it from others, and names its place in the database: webhook,
	// syslog.
	Name() string
	// Send delivers a batch. When it gives no error the destination has it; else it
	// gets the same batch again, all or in part a second time.
	Send(ctx context.Context, b Batch) error
	// Close ends what Send keeps open.
	Close() error
}

// Batch is a run of records of one workspace, in the order of its chain.
type Batch struct {
	WorkspaceID int64             `json:"workspace_id"`
	Records     []api.AuditRecord `json:"records"`
}

// retryAfter is an error of a destination that says when to come back.
type retryAfter struct {
	error
	wait time.Duration
}

func (e retryAfter) Unwrap() error { return e.error }

// Times and sizes of forwarding.
const (
	forwardPiece  = 100 // records in a batch
	forwardRound  = 500 // workspaces that are looked at before the next look for what is new
	forwardIdle   = 2 * time.Second
	forwardLease  = time.Minute // a server that died leaves a destination to the others after it
	sendTime      = 20 * time.Second
	forwardPause  = time.Second // after a first failure, doubled from then on
	forwardLonger = 5 * time.Minute
)

// Forwarder sends every record to one destination, at least once and, within a
// workspace, in order. How far it has come is in the database: nothing is lost
// when a server stops, and of several servers one sends at a time.
type Forwarder struct {
	Log         *Log
	Guard       *access.Guard
	Destination Destination
	Journal     *slog.Logger
	Count       func(destination string, sent int, failed bool)
	// Idle and Pause are for tests that cannot wait; 0 stands for the product's.
	Idle, Pause time.Duration

	waiting atomic.Int64
	oldest  atomic.Int64 // Unix microseconds of the oldest record that waits; 0: none
}

// Waiting tells how many records wait, and for how long the oldest one has. It is
// known to the server that sends; the others tell nothing.
func (f *Forwarder) Waiting() (records int64, oldest time.Duration) {
	if at := f.oldest.Load(); at > 0 {
		oldest = max(time.Since(time.UnixMicro(at)), 0)
	}
	return f.waiting.Load(), oldest
}

// Run sends until ctx ends.
func (f *Forwarder) Run(ctx context.Context) {
	name, holder := f.Destination.Name(), rand.Text()
	defer func() {
		if err := f.Destination.Close(); err != nil {
			f.Journal.Debug("audit: a destination cannot be closed", "destination", name, "error", err)
		}
		// The next server need not wait for the lease to end.
		if err := f.Log.store.hold(context.WithoutCancel(ctx), f.keeper(), name, holder, db.Now()); err != nil && !errors.Is(err, errHeld) {
			f.Journal.Warn("audit: a destination cannot be handed over", "destination", name, "error", err)
		}
	}()
	failures := 0
	for ctx.Err() == nil {
		more, err := f.round(ctx, holder)
		wait := f.idle()
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, errHeld):
			f.waiting.Store(0)
			f.oldest.Store(0)
		case err != nil:
			failures++
			wait = f.backOff(failures, err)
			f.Count(name, 0, true)
			f.Journal.WarnContext(ctx, "audit: records cannot be forwarded, to be tried again", "destination", name, "failures", failures, "in", wait.String(), "error", err)
		case more:
			failures, wait = 0, 0
		default:
			failures = 0
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

func (f *Forwarder) keeper() access.Scope {
	return f.Guard.Public(access.Actor{System: "audit-forward"})
}

func (f *Forwarder) idle() time.Duration {
	if f.Idle > 0 {
		return f.Idle
	}
	return forwardIdle
}

// backOff is how long to wait after so many failures in a row, give or take a
// fifth; longer when the destination asks for it.
func (f *Forwarder) backOff(failures int, err error) time.Duration {
	wait := forwardPause
	if f.Pause > 0 {
		wait = f.Pause
	}
	for range min(failures-1, 20) {
		wait = min(2*wait, forwardLonger)
	}
	wait += time.Duration((mathrand.Float64() - 0.5) * 0.4 * float64(wait)) //nolint:gosec // to spread work, not to keep a secret
	var asked retryAfter
	if errors.As(err, &asked) {
		wait = max(wait, min(asked.wait, forwardLonger))
	}
	return wait
}

// round sends one batch for each workspace that has records to send. It tells
// whether there may be more.
func (f *Forwarder) round(ctx context.Context, holder string) (more bool, err error) {
	name, keeper := f.Destination.Name(), f.keeper()
	if err := f.Log.store.hold(ctx, keeper, name, holder, db.Now().Add(forwardLease)); err != nil {
		return false, err
	}
	todo, err := f.Log.store.unsent(ctx, keeper, name, forwardRound)
	if err != nil {
		return false, err
	}
	var waiting int64
	for _, u := range todo {
		waiting += u.Last - u.Sent
	}
	f.waiting.Store(waiting)
	if len(todo) == 0 {
		f.oldest.Store(0)
		return false, nil
	}
	more = len(todo) == forwardRound
	for _, u := range todo {
		sent, err := f.batch(ctx, holder, u)
		if err != nil {
			return false, err
		}
		f.waiting.Add(-(sent - u.Sent))
		more = more || sent < u.Last
	}
	return more, nil
}

// batch sends the next records of one workspace, and gives how far it has come.
func (f *Forwarder) batch(ctx context.Context, holder string, u unsent) (sent int64, err error) {
	name, sc := f.Destination.Name(), f.Guard.System("audit-forward", u.WorkspaceID)
	rows, err := f.Log.store.from(ctx, sc, u.Sent+1, u.Last, forwardPiece)
	if err != nil {
		return 0, err
	}
	last := u.Last
	if len(rows) > 0 {
		f.oldest.Store(rows[0].written().UnixMicro())
		b := Batch{WorkspaceID: u.WorkspaceID, Records: make([]api.AuditRecord, len(rows))}
		for i := range rows {
			b.Records[i] = rows[i].record()
		}
		last = rows[len(rows)-1].Seq
		// The lease outlasts the sending.
		if err := f.Log.store.hold(ctx, f.keeper(), name, holder, db.Now().Add(forwardLease)); err != nil {
			return 0, err
		}
		sending, cancel := context.WithTimeout(ctx, sendTime)
		defer cancel()
		if err := f.Destination.Send(sending, b); err != nil {
			return 0, fmt.Errorf("records %d to %d of workspace %d: %w", rows[0].Seq, last, u.WorkspaceID, err)
		}
	}
	// Also when the server stops just now: what was sent need not be sent again.
	if err := f.Log.store.advance(context.WithoutCancel(ctx), sc, name, u.Sent, last); err != nil {
		return 0, err
	}
	f.Count(name, len(rows), false)
	return last, nil
}

// Sent tells whether the destination has a workspace's records up to seq.
func (f *Forwarder) Sent(ctx context.Context, workspace, seq int64) (bool, error) {
	place, err := f.Log.store.place(ctx, f.Guard.System("audit-forward", workspace), f.Destination.Name())
	return place >= seq, err
}
