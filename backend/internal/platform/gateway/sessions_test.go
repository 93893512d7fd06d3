package gateway

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestSessionsAreRenewedOnceAndInTime(t *testing.T) {
	clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s := NewSessions(func() time.Time { return clock })
	asked := 0
	get := func(id SessionID) string {
		t.Helper()
		key, err := s.Get(t.Context(), id, func(context.Context) (Key, time.Time, error) {
			asked++
			return Key{AccessKeyID: "ASIA" + strconv.Itoa(asked)}, clock.Add(time.Hour), nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return key.AccessKeyID
	}
	one := SessionID{Workspace: 1, CredentialID: 1, Version: "a"}
	for _, step := range []struct {
		after time.Duration
		id    SessionID
		want  string
	}{
		{0, one, "ASIA1"},
		{0, one, "ASIA1"},
		{54 * time.Minute, one, "ASIA1"},
		{time.Minute, one, "ASIA2"},
		{54 * time.Minute, one, "ASIA2"},
		{0, SessionID{2, 1, "a"}, "ASIA3"},
		{0, SessionID{1, 2, "a"}, "ASIA4"},
		{0, SessionID{1, 1, "b"}, "ASIA5"},
		{0, one, "ASIA2"},
		{2 * time.Hour, one, "ASIA6"},
	} {
		clock = clock.Add(step.after)
		if got := get(step.id); got != step.want {
			t.Errorf("%v later, %+v: %s, want %s", step.after, step.id, got, step.want)
		}
	}
}

func TestManyCallersAskOnce(t *testing.T) {
	s := NewSessions(time.Now)
	var asked atomic.Int32
	began, release := make(chan struct{}), make(chan struct{})
	renew := func(ctx context.Context) (Key, time.Time, error) {
		if asked.Add(1) == 1 {
			close(began)
		}
		<-release
		return Key{AccessKeyID: "ASIA"}, time.Now().Add(time.Hour), ctx.Err()
	}
	// The one that begins it goes away: the others get their key all the same.
	first, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		if _, err := s.Get(first, SessionID{Workspace: 1}, renew); !errors.Is(err, ErrUnreachable) {
			t.Errorf("the one that left: %v", err)
		}
	})
	<-began
	leave()
	for range 50 {
		all.Go(func() {
			if key, err := s.Get(t.Context(), SessionID{Workspace: 1}, renew); err != nil || key.AccessKeyID != "ASIA" {
				t.Errorf("%v, %v", key.AccessKeyID, err)
			}
		})
	}
	close(release)
	all.Wait()
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func TestAFailureIsNotKept(t *testing.T) {
	s, refused := NewSessions(time.Now), errors.New("refused")
	for _, failing := range []func(context.Context) (Key, time.Time, error){
		func(context.Context) (Key, time.Time, error) { return Key{}, time.Time{}, refused },
		func(context.Context) (Key, time.Time, error) { panic("boom") },
	} {
		if _, err := s.Get(t.Context(), SessionID{}, failing); err == nil {
			t.Error("a failure gives a key")
		}
	}
	key, err := s.Get(t.Context(), SessionID{}, func(context.Context) (Key, time.Time, error) {
		return Key{AccessKeyID: "ASIA"}, time.Now().Add(time.Hour), nil
	})
	if err != nil || key.AccessKeyID != "ASIA" {
		t.Errorf("after failures: %v, %v", key.AccessKeyID, err)
	}
}
