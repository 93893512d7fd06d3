package mail

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// Order asks for a letter. It holds no secret: those are made when the letter
// is composed.
type Order struct {
	Kind string // which composer knows it, room.letter
	To   string
	Data map[string]string

	// What the outbox tells the composer:

	At      time.Time // when it was asked for
	Attempt int       // 1 at the first time
}

// Composer writes the letter of an order just before it is sent; nil when
// there is nothing (any more) to tell. It may run again for the same order.
type Composer func(ctx context.Context, o Order) (*Letter, error)

// OutboxConfig is what an outbox needs.
type OutboxConfig struct {
	DB     *db.DB
	Scope  access.Scope // public: orders belong to no workspace
	Sender Sender       // nil: this server sends no mail, and orders are dropped
	Log    *slog.Logger
	Count  func(outcome string) // sent, dropped, retried, failed
}

// Outbox keeps orders until their letters have been handed over. It is safe
// for concurrent use, also by several servers on one database.
type Outbox struct {
	OutboxConfig
	store     store
	composers map[string]Composer
	wake      chan struct{}
	stop      context.CancelFunc
	workers   sync.WaitGroup
}

const (
	outboxWorkers = 4 // letters under way at once, so that one slow reader's server holds up few
	idlePoll      = 5 * time.Second
	// lease is how long a worker has a letter for itself. A server that
	// dies with it leaves it to the others afterwards.
	lease = 2 * time.Minute
	// giveUp is how long a letter is tried ("Retry Strategies", RFC 5321,
	// section 4.5.4.1, says four to five days).
	giveUp = 4 * 24 * time.Hour
	// keepFailed is how long the orders of letters that were given up stay,
	// for the operator.
	keepFailed = 30 * 24 * time.Hour
)

// NewOutbox makes an outbox; Start makes it work.
func NewOutbox(c OutboxConfig) *Outbox {
	return &Outbox{OutboxConfig: c, store: store{c.DB}, composers: map[string]Composer{}, wake: make(chan struct{}, outboxWorkers)}
}

// Enabled tells whether letters are sent at all.
func (o *Outbox) Enabled() bool { return o.Sender != nil }

// Waiting tells how many letters have yet to go, of all servers, and how long the
// oldest has waited.
func (o *Outbox) Waiting(ctx context.Context) (letters int64, oldest time.Duration, err error) {
	letters, since, err := o.store.waiting(ctx, o.Scope)
	if err != nil || letters == 0 {
		return 0, 0, err
	}
	return letters, max(0, db.Now().Sub(since)), nil
}

// Handle names the composer of a kind of order. Call it before Start.
func (o *Outbox) Handle(kind string, c Composer) { o.composers[kind] = c }

// Enqueue asks for a letter. Inside a transaction it becomes part of it.
func (o *Outbox) Enqueue(ctx context.Context, sc access.Scope, order Order) error {
	if !o.Enabled() {
		return nil
	}
	if o.composers[order.Kind] == nil {
		return fmt.Errorf("mail: nobody composes %s", order.Kind)
	}
	data, err := json.Marshal(order.Data)
	if err != nil {
		return err
	}
	now := db.Now()
	row := orderRow{Kind: order.Kind, Recipient: order.To, Data: string(data), CreatedAt: now, NextAttemptAt: now}
	if err := o.store.insert(ctx, sc, &row); err != nil {
		return fmt.Errorf("mail: asking for %s: %w", order.Kind, err)
	}
	select {
	case o.wake <- struct{}{}:
	default: // everybody is awake
	}
	return nil
}

// Start sets the workers to work until Close.
func (o *Outbox) Start() {
	if !o.Enabled() {
		return
	}
	var ctx context.Context
	ctx, o.stop = context.WithCancel(context.Background())
	for range outboxWorkers {
		o.workers.Go(func() { o.work(ctx) })
	}
}

// Close ends the workers. A letter that is being sent is given up, and sent
// again by the next server that starts.
func (o *Outbox) Close() {
	if o.stop != nil {
		o.stop()
	}
	o.workers.Wait()
}

// work sends what is due, then waits. Whoever asks for a letter wakes a worker
// while the transaction has yet to commit, so a worker that was woken looks
// again after moments.
func (o *Outbox) work(ctx context.Context) {
	pauses := []time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 500 * time.Millisecond, idlePoll}
	next := 0
	for {
		row, err := o.store.claim(ctx, o.Scope, db.Now(), lease)
		if err != nil && ctx.Err() == nil {
			o.Log.WarnContext(ctx, "mail: the outbox cannot be read", "error", err)
		}
		if row != nil {
			o.deliver(ctx, row)
			next = 0
			continue
		}
		if next == len(pauses)-1 {
			if err := o.store.sweep(ctx, o.Scope, db.Now().Add(-keepFailed)); err != nil && ctx.Err() == nil {
				o.Log.WarnContext(ctx, "mail: the outbox cannot be swept", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-o.wake:
			next = 0
		case <-time.After(pauses[next]):
			next = min(next+1, len(pauses)-1)
		}
	}
}

// deliver composes and sends one letter and notes what became of it.
func (o *Outbox) deliver(ctx context.Context, row *orderRow) {
	outcome, err := o.try(ctx, row)
	note := context.WithoutCancel(ctx) // also when the server stops just now
	switch {
	case err == nil:
		err = o.store.done(note, o.Scope, row.ID)
	case ctx.Err() != nil:
		outcome, err = "interrupted", o.store.later(note, o.Scope, row.ID, db.Now(), "the server stopped")
	case errors.Is(err, ErrRefused) || time.Since(row.CreatedAt) > giveUp:
		outcome = "failed"
		o.Log.ErrorContext(ctx, "mail: given up", "kind", row.Kind, "attempts", row.Attempts, "error", err)
		err = o.store.fail(note, o.Scope, row.ID, db.Now(), err.Error())
	default:
		outcome = "retried"
		wait := backOff(row.Attempts)
		o.Log.WarnContext(ctx, "mail: not sent, to be tried again", "kind", row.Kind, "attempts", row.Attempts, "in", wait.String(), "error", err)
		err = o.store.later(note, o.Scope, row.ID, db.Now().Add(wait), err.Error())
	}
	o.Count(outcome)
	if err != nil {
		// The lease runs out, and the letter is sent again: twice is better than never.
		o.Log.ErrorContext(ctx, "mail: the outbox cannot be written", "kind", row.Kind, "error", err)
	}
}

func (o *Outbox) try(ctx context.Context, row *orderRow) (outcome string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("mail: composing %s: %v", row.Kind, p)
		}
	}()
	order, err := row.order()
	if err != nil {
		return "", err
	}
	compose := o.composers[row.Kind]
	if compose == nil {
		return "", fmt.Errorf("mail: nobody composes %s", row.Kind)
	}
	letter, err := compose(ctx, order)
	if err != nil {
		return "", fmt.Errorf("mail: composing %s: %w", row.Kind, err)
	}
	if letter == nil {
		return "dropped", nil
	}
	message, err := letter.To(order.To)
	if err != nil {
		return "", err
	}
	return "sent", o.Sender.Send(ctx, message)
}

// backOff is how long to wait after so many attempts: 10 s, doubled each time
// up to an hour, give or take a fifth, so that letters that failed together do
// not come back together.
func backOff(attempts int) time.Duration {
	wait := time.Hour
	if attempts < 10 {
		wait = min(wait, 5*time.Second<<max(attempts, 1))
	}
	return wait - wait/5 + time.Duration(rand.Int64N(int64(wait/5*2))) //nolint:gosec // to spread work, not to keep a secret
}
