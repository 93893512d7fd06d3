package main

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }

var (
	next   = strings.Repeat("7e", 32)
	sealed = seal.Register("rotate_test", "encrypted_value")
)

func idOf(t *testing.T, secret string) string {
	t.Helper()
	master, err := seal.NewMaster(secret)
	if err != nil {
		t.Fatal(err)
	}
	return master.ID()
}

// fill makes workspaces that have a data key.
func fill(t *testing.T, s *live.Server, d testkit.Database, n int) {
	t.Helper()
	opened, err := db.Open(t.Context(), d.URL, 4)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = opened.Close() }()
	keys, err := seal.ParseKeyring(live.Secret, "")
	if err != nil {
		t.Fatal(err)
	}
	sealer, guard := seal.New(keys, opened), access.NewGuard(nil)
	for range n {
		id := s.DB.Int(t, "insert into workspaces (name, created_at) values ('w', '2026-01-01') returning id")
		if _, err := sealer.Seal(t.Context(), guard.System("test", id), sealed, 1, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
}

func wrappedBy(t *testing.T, s *live.Server, secret string) int64 {
	t.Helper()
	return s.DB.Int(t, "select count(*) from data_keys where master_key_id = ?", idOf(t, secret))
}

// The whole way of a rotation, while two servers, one on each side of it, go on
// adding credentials; and a kill in its middle.
func TestRotatingTheMasterKey(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		const n = 300
		before := live.Start(t, d, func(c *server.Config) { c.SecretKeyPrevious = next })
		after := live.Start(t, d, func(c *server.Config) { c.SecretKey, c.SecretKeyPrevious = next, live.Secret })
		p := before.Seed(t, "p@example.com")
		q := after.As(t, p)
		add(t, p, "first")
		checkpoint, err := p.Audit.Checkpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		fill(t, before, d, n)

		var added atomic.Int64
		var load sync.WaitGroup
		busy, stop := context.WithCancel(t.Context())
		for _, who := range []*live.Person{p, q} {
			load.Go(func() {
				for busy.Err() == nil {
					if _, err := tryAdd(t, who, "key "+strconv.FormatInt(added.Add(1), 10)); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}

		killed := killInTheMiddle(t, d)
		left := wrappedBy(t, before, live.Secret)
		if left == 0 || left > n {
			t.Errorf("after the kill %d keys are left, so nothing was broken off\n%s", left, killed)
		}

		t.Setenv("SECRET_KEY", next)
		t.Setenv("SECRET_KEY_PREVIOUS", strings.Repeat("33", 32)) // the wrong one
		code, out, stderr := command(t, d, "rotate-keys")
		if code == 0 || !strings.Contains(out+stderr, idOf(t, live.Secret)) || strings.Contains(out+stderr, live.Secret) || strings.Contains(out+stderr, next) {
			t.Errorf("with a wrong previous key: exit code %d\n%s%s", code, out, stderr)
		}
		if now := wrappedBy(t, before, live.Secret); now != left {
			t.Errorf("the wrong key changed something: %d left, %d before", now, left)
		}

		t.Setenv("SECRET_KEY_PREVIOUS", live.Secret)
		code, out, stderr = command(t, d, "rotate-keys")
		if code != 0 || !strings.Contains(out, "nothing is left") || !strings.Contains(out, idOf(t, next)) {
			t.Errorf("run again: exit code %d\n%s%s", code, out, stderr)
		}
		stop()
		load.Wait()
		if wrappedBy(t, before, live.Secret) != 0 || wrappedBy(t, before, next) < n+1 {
			t.Errorf("%d keys wrapped by the old master key, %d by the new one", wrappedBy(t, before, live.Secret), wrappedBy(t, before, next))
		}
		if code, out, _ := command(t, d, "rotate-keys"); code != 0 || strings.Contains(out, "are done") {
			t.Errorf("once more: exit code %d\n%s", code, out)
		}

		// The old key is needed no more: sessions go on, the log is whole.
		alone := live.Start(t, d, func(c *server.Config) { c.SecretKey = next })
		r := alone.As(t, p)
		add(t, r, "last")
		v, err := r.Audit.VerifyFrom(t.Context(), api.AuditVerifyIn{Body: api.AuditVerifyRequest{Checkpoint: &checkpoint}})
		if err != nil || !v.Valid || v.Records < added.Load() {
			t.Errorf("audit log: %+v, %v", v, err)
		}
		list, err := r.Audit.List(t.Context(), api.AuditListIn{Action: "vault.keys_rewrapped"})
		if err != nil || len(list.Items) != 1 || list.Items[0].UserEmail != "system:rotate-keys" {
			t.Errorf("recorded as %+v, %v", list.Items, err)
		}
		t.Setenv("SECRET_KEY", live.Secret)
		t.Setenv("SECRET_KEY_PREVIOUS", "")
		if code, _, stderr := command(t, d, "migrate"); code != 2 || !strings.Contains(stderr, idOf(t, next)) || !strings.Contains(stderr, "SECRET_KEY") {
			t.Errorf("a start with the old key alone: exit code %d\n%s", code, stderr)
		}
	})
}

// killInTheMiddle starts the real program and kills it when it tells that the
// first workspaces are done; it gives what it has told until then.
func killInTheMiddle(t *testing.T, d testkit.Database) string {
	t.Helper()
	program := exec.CommandContext(t.Context(), live.Build(t), "rotate-keys")
	program.Dir = t.TempDir()
	program.Env = []string{"HOME=" + program.Dir, "DATABASE_URL=" + d.URL, "SECRET_KEY=" + next, "SECRET_KEY_PREVIOUS=" + live.Secret, "LOG_LEVEL=error"}
	program.Stderr = os.Stderr
	told, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	lines := bufio.NewScanner(told)
	for lines.Scan() {
		all.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "are done") {
			break
		}
	}
	_ = program.Process.Kill()
	_ = program.Wait()
	return all.String()
}
