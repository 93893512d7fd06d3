package idempotency

import (
	"context"
	"crypto/sha256"
	"errors"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

// labels derives keys that are good for tests.
type labels struct{}

func (labels) Derive(label string, n int) ([]byte, error) {
	sum := sha256.Sum256([]byte(label))
	return sum[:n], nil
}

var (
	guard = access.NewGuard(nil)
	sc    = guard.Public(access.Actor{})
	key   = Key{Workspace: 1, User: 2, Route: "POST /things", Value: "k"}
)

// each runs fn with a store on each database, whose clock fn may move.
func each(t *testing.T, fn func(t *testing.T, s *Store, d *db.DB, clock *time.Time)) {
	testkit.Databases(t, func(t *testing.T, given testkit.Database) {
		d, err := db.Open(t.Context(), given.URL, 4)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		if err := d.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		s, err := New(d, labels{})
		if err != nil {
			t.Fatal(err)
		}
		clock := db.Now()
		s.now = func() time.Time { return clock }
		fn(t, s, d, &clock)
	})
}

func begin(t *testing.T, s *Store, want error) *Attempt {
	t.Helper()
	attempt, answer, err := s.Begin(t.Context(), sc, key, []byte("body"))
	if !errors.Is(err, want) || answer != nil || (attempt != nil) != (want == nil) {
		t.Fatalf("attempt %v, answer %v, %v; want %v", attempt, answer, err, want)
	}
	return attempt
}

// change commits a transaction of the workspace within the attempt.
func change(d *db.DB, a *Attempt) error {
	own := guard.System("test", 1)
	return d.Tx(a.Context(context.Background()), own, func(ctx context.Context) error {
		return d.For(ctx, own).Exec(`insert into audit_heads (workspace_id, seq, hash) values (1, 0, 'x')`).Error
	})
}

func TestARequestThatLostItsTurnCannotCommit(t *testing.T) {
	each(t, func(t *testing.T, s *Store, d *db.DB, clock *time.Time) {
		slow := begin(t, s, nil)
		begin(t, s, ErrInProgress)
		*clock = clock.Add(lease)
		quick := begin(t, s, nil)
		if err := change(d, slow); !errors.Is(err, ErrInProgress) {
			t.Errorf("the request that lost its turn: %v", err)
		}
		if err := change(d, quick); err != nil {
			t.Fatal(err)
		}
		if err := quick.Finish(t.Context(), Answer{201, "text/plain", []byte("quick")}); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(slow.Abandon(t.Context()), slow.Finish(t.Context(), Answer{201, "text/plain", []byte("slow")})); err != nil {
			t.Fatal(err)
		}
		_, answer, err := s.Begin(t.Context(), sc, key, []byte("body"))
		if err != nil || answer == nil || string(answer.Body) != "quick" || answer.Type != "text/plain" || answer.Status != 201 {
			t.Errorf("%+v, %v", answer, err)
		}
	})
}

func TestARequestThatChangedSomethingDoesNotRunAgain(t *testing.T) {
	each(t, func(t *testing.T, s *Store, d *db.DB, clock *time.Time) {
		if err := change(d, begin(t, s, nil)); err != nil {
			t.Fatal(err)
		}
		start := *clock
		*clock = start.Add(lease)
		begin(t, s, ErrUnknown)
		if _, _, err := s.Begin(t.Context(), sc, key, []byte("another")); !errors.Is(err, ErrMismatch) {
			t.Errorf("another body: %v", err)
		}
		if err := s.Sweep(t.Context(), sc); err != nil {
			t.Fatal(err)
		}
		begin(t, s, ErrUnknown) // sweeping has not forgotten it
		*clock = start.Add(Keep + time.Second)
		if err := s.Sweep(t.Context(), sc); err != nil {
			t.Fatal(err)
		}
		begin(t, s, nil)
	})
}

func TestAnAbandonedRequestRunsAgain(t *testing.T) {
	each(t, func(t *testing.T, s *Store, d *db.DB, _ *time.Time) {
		first := begin(t, s, nil)
		if err := first.Abandon(t.Context()); err != nil {
			t.Fatal(err)
		}
		// What it left behind in the background may still write.
		if err := change(d, first); err != nil {
			t.Errorf("after its end: %v", err)
		}
		if second := begin(t, s, nil); second.number != 1 {
			t.Errorf("attempt %d", second.number)
		}
	})
}
