package limit

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// limiters runs fn on a limiter of this process and on one over Redis.
func limiters(t *testing.T, fn func(t *testing.T, l *Limiter, key string)) {
	key := fmt.Sprintf("%s-%d", t.Name(), time.Now().UnixNano())
	t.Run("local", func(t *testing.T) { fn(t, New(nil, quiet), key) })
	t.Run("redis", func(t *testing.T) {
		url := os.Getenv("TEST_REDIS_URL")
		if url == "" {
			t.Fatal("TEST_REDIS_URL is not set: run the tests by `make test`, which starts a Redis")
		}
		options, err := redis.ParseURL(url)
		if err != nil {
			t.Fatal(err)
		}
		client := redis.NewClient(options)
		defer func() { _ = client.Close() }()
		fn(t, New(client, quiet), key)
	})
}

func TestBurstThenWait(t *testing.T) {
	rule := Rule{Name: "test", Burst: 3, Per: time.Hour}
	limiters(t, func(t *testing.T, l *Limiter, key string) {
		ctx := context.Background()
		for i := range 3 {
			if wait := l.Take(ctx, rule, key); wait != 0 {
				t.Fatalf("event %d of a burst of 3 has to wait %v", i+1, wait)
			}
		}
		first := l.Take(ctx, rule, key)
		if first <= 19*time.Minute || first > 20*time.Minute {
			t.Errorf("the fourth event waits %v, want just under 20 min", first)
		}
		if again := l.Take(ctx, rule, key); again > first {
			t.Errorf("a refused event counted: %v after %v", again, first)
		}
		if wait := l.Take(ctx, rule, key+"other"); wait != 0 {
			t.Errorf("another key has to wait %v", wait)
		}
	})
}

func TestWaitDoesNotCount(t *testing.T) {
	rule := Rule{Name: "test", Burst: 1, Per: time.Hour}
	limiters(t, func(t *testing.T, l *Limiter, key string) {
		ctx := context.Background()
		for range 5 {
			if wait := l.Wait(ctx, rule, key); wait != 0 {
				t.Fatalf("asking counted: wait %v", wait)
			}
		}
		l.Take(ctx, rule, key)
		if l.Wait(ctx, rule, key) == 0 {
			t.Error("an event did not count")
		}
	})
}

func TestManyAtOnceTakeNoMoreThanTheBurst(t *testing.T) {
	rule := Rule{Name: "test", Burst: 10, Per: time.Hour}
	limiters(t, func(t *testing.T, l *Limiter, key string) {
		var taken atomic.Int64
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				if l.Take(context.Background(), rule, key) == 0 {
					taken.Add(1)
				}
			})
		}
		all.Wait()
		if taken.Load() != 10 {
			t.Errorf("%d events passed, want 10", taken.Load())
		}
	})
}

func TestRedisGone(t *testing.T) {
	client := redis.NewClient(&redis.Options{Addr: "127.0.0.1:1", MaxRetries: -1})
	defer func() { _ = client.Close() }()
	l, rule := New(client, quiet), Rule{Name: "test", Burst: 1, Per: time.Hour}
	if wait := l.Take(context.Background(), rule, "k"); wait != 0 {
		t.Fatalf("the first event has to wait %v", wait)
	}
	if l.Take(context.Background(), rule, "k") == 0 {
		t.Error("without Redis nothing is limited")
	}
}

func TestWhatHasRunOutIsForgotten(t *testing.T) {
	l, rule, start := New(nil, quiet), Rule{Name: "test", Burst: 1, Per: time.Second}, time.Now()
	for i := range 100 {
		l.local(rule, fmt.Sprint(i), start, true)
	}
	l.local(rule, "last", start.Add(2*time.Minute), true)
	if len(l.ends) != 1 {
		t.Errorf("%d keys are kept, want 1", len(l.ends))
	}
}
