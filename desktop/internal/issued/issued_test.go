package issued

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

var key = bytes.Repeat([]byte{7}, 32)

const server = "https://iam.example.com"

// counted issues sessions that end at a time, and counts them.
type counted struct {
	n    atomic.Int32
	ends time.Time
	err  error
}

func (c *counted) issue(context.Context) (Session, error) {
	n := c.n.Add(1)
	if c.err != nil {
		return Session{}, c.err
	}
	return Session{SessionCredentials: api.SessionCredentials{AccessKeyID: fmt.Sprintf("ASIA%d", n), SecretAccessKey: "canary-secret", ExpiresAt: c.ends}}, nil
}

func TestASessionIsKeptUntilShortlyBeforeItsEnd(t *testing.T) {
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	s := Open(t.TempDir(), key, server)
	s.now = func() time.Time { return now }
	c := &counted{ends: now.Add(time.Hour)}
	get := func(want string) {
		t.Helper()
		got, err := s.Get(t.Context(), "id", false, c.issue)
		if err != nil || got.AccessKeyID != want {
			t.Errorf("%q, %v; want %q", got.AccessKeyID, err, want)
		}
	}
	get("ASIA1")
	now = now.Add(54 * time.Minute)
	get("ASIA1")
	now = now.Add(time.Minute) // five minutes are left
	// A server out of reach does not stop what still works, one that says no does.
	c.err = Temporary{errors.New("no connection")}
	get("ASIA1")
	c.err = errors.New("no")
	if _, err := s.Get(t.Context(), "id", false, c.issue); err == nil || err.Error() != "no" {
		t.Errorf("a refusal is hidden: %v", err)
	}
	c.err, c.ends = nil, now.Add(time.Hour)
	get("ASIA4")
	now = now.Add(2 * time.Hour)
	c.err = Temporary{errors.New("no connection")}
	if _, err := s.Get(t.Context(), "id", false, c.issue); err == nil || err.Error() != "no connection" {
		t.Errorf("a session that is over is given: %v", err)
	}
}

func TestManyAtOnceCauseOneRequest(t *testing.T) {
	dir := t.TempDir()
	c := &counted{ends: time.Now().Add(time.Hour)}
	for _, anew := range []bool{false, true} {
		before := c.n.Load()
		begun := make(chan struct{})
		slow := func(ctx context.Context) (Session, error) {
			<-begun
			return c.issue(ctx)
		}
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, err := Open(dir, key, server).Get(t.Context(), "id", anew, slow); err != nil {
					t.Error(err)
				}
			})
		}
		close(begun)
		all.Wait()
		if n := c.n.Load() - before; !anew && n != 1 || anew && n < 1 {
			t.Errorf("anew %t: %d sessions were issued", anew, n)
		}
	}
}

func TestWhatIsKeptIsSealedAndApart(t *testing.T) {
	dir := t.TempDir()
	c := &counted{ends: time.Now().Add(time.Hour)}
	other := bytes.Repeat([]byte{8}, 32)
	for _, s := range []*Store{Open(dir, key, server), Open(dir, key, "https://other.example.com"), Open(dir, other, server)} {
		for _, id := range []string{"a", "b", "a"} {
			if _, err := s.Get(t.Context(), id, false, c.issue); err != nil {
				t.Fatal(err)
			}
		}
	}
	if c.n.Load() != 6 {
		t.Errorf("%d sessions were issued, want 6", c.n.Load())
	}
	files := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte("canary")) || bytes.Contains(content, []byte("ASIA")) {
			t.Errorf("%s holds a secret in the open", path)
		}
		if info, err := d.Info(); err != nil || strings.HasSuffix(path, ".sealed") && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", path, info.Mode(), err)
		}
		files++
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files, %v", files, err)
	}
	if err := Open(dir, key, server).Clear(); err != nil {
		t.Error(err)
	}
	for i, s := range []*Store{Open(dir, key, "https://other.example.com"), Open(dir, key, server)} {
		before := c.n.Load()
		if _, err := s.Get(t.Context(), "a", false, c.issue); err != nil || c.n.Load() != before+int32(i) {
			t.Errorf("store %d after clearing one: %d sessions more, %v", i, c.n.Load()-before, err)
		}
	}
}

func TestADamagedFileIsNoSession(t *testing.T) {
	dir := t.TempDir()
	c := &counted{ends: time.Now().Add(time.Hour)}
	s := Open(dir, key, server)
	if _, err := s.Get(t.Context(), "a", false, c.issue); err != nil {
		t.Fatal(err)
	}
	for _, path := range s.files() {
		if err := os.WriteFile(path, []byte("damaged"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Get(t.Context(), "a", false, c.issue); err != nil || got.AccessKeyID != "ASIA2" {
		t.Errorf("%q, %v", got.AccessKeyID, err)
	}
}

func TestWaitingEndsWithTheCaller(t *testing.T) {
	dir := t.TempDir()
	waiting, release, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		_, _ = Open(dir, key, server).Get(t.Context(), "a", false, func(context.Context) (Session, error) {
			close(waiting)
			<-release
			return Session{}, errors.New("over")
		})
	}()
	<-waiting
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(dir, key, server).Get(ctx, "a", false, func(context.Context) (Session, error) { return Session{}, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("the wait ends with %v", err)
	}
	close(release)
	<-done
}

func TestOldFilesGo(t *testing.T) {
	now := time.Now()
	s := Open(t.TempDir(), key, server)
	c := &counted{ends: now.Add(time.Hour)}
	if _, err := s.Get(t.Context(), "old", false, c.issue); err != nil {
		t.Fatal(err)
	}
	old := s.files()[0]
	if err := os.Chtimes(old, now.Add(-37*time.Hour), now.Add(-37*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(t.Context(), "new", false, c.issue); err != nil {
		t.Fatal(err)
	}
	if files := s.files(); len(files) != 1 || files[0] == old {
		t.Errorf("left are %v", files)
	}
}
