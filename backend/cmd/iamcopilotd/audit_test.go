package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// command runs the program's command line on a database, next to the server
// that a test has on it.
func command(t *testing.T, d testkit.Database, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("DATABASE_URL", d.URL)
	t.Setenv("LOG_LEVEL", "error")
	if os.Getenv("SECRET_KEY") == "" {
		t.Setenv("SECRET_KEY", live.Secret)
	}
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func add(t *testing.T, p *live.Person, label string) api.Credential {
	t.Helper()
	c, err := tryAdd(t, p, label)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func tryAdd(t *testing.T, p *live.Person, label string) (api.Credential, error) {
	t.Helper()
	return p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: label, AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	}})
}

func TestTheAuditLogAgainstCheckpoints(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, q := s.Seed(t, "p@example.com"), s.Seed(t, "q@example.com")
		for _, label := range []string{"one", "two", "three"} {
			add(t, p, label)
			add(t, q, label)
		}
		code, kept, stderr := command(t, d, "audit", "checkpoint")
		if code != 0 || strings.Count(kept, "\n") != 2 {
			t.Fatalf("exit code %d\n%s%s", code, kept, stderr)
		}
		file := filepath.Join(t.TempDir(), "checkpoints.ndjson")
		write := func(content string) {
			if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		write(kept)
		if code, out, stderr := command(t, d, "audit", "verify", "--checkpoint", file); code != 0 || strings.Count(out, "3 records, intact") != 2 {
			t.Errorf("untouched: exit code %d\n%s%s", code, out, stderr)
		}
		if d.Dialect == testkit.Postgres {
			s.DB.Exec(t, "drop trigger audit_logs_no_update on audit_logs")
		} else {
			s.DB.Exec(t, "drop trigger audit_logs_no_delete")
		}
		s.DB.Exec(t, "delete from audit_logs where workspace_id = ? and seq = 3", p.Workspace)
		s.DB.Exec(t, "update audit_heads set seq = 2, hash = (select hash from audit_logs where workspace_id = ? and seq = 2) where workspace_id = ?", p.Workspace, p.Workspace)
		if code, out, _ := command(t, d, "audit", "verify"); code != 0 {
			t.Errorf("the chain alone shows that its end is missing: %s", out)
		}
		code, out, stderr := command(t, d, "audit", "verify", "--checkpoint", file)
		if code != 1 || !strings.Contains(out, "BROKEN: The chain ends at record 2") || strings.Count(out, "intact") != 1 || !strings.Contains(stderr, "1 workspaces") {
			t.Errorf("cut off: exit code %d\n%s%s", code, out, stderr)
		}

		write(strings.Replace(kept, `"id":3`, `"id":2`, 1))
		if code, out, _ := command(t, d, "audit", "verify", "--checkpoint", file); code != 1 || !strings.Contains(out, "did not sign") {
			t.Errorf("forged: exit code %d\n%s", code, out)
		}
		for _, nonsense := range []string{"", "{}", "[]", "nonsense", kept + "{"} {
			write(nonsense)
			if code, out, stderr := command(t, d, "audit", "verify", "--checkpoint", file); code != 2 || !strings.Contains(stderr, "checkpoint") {
				t.Errorf("%q: exit code %d\n%s%s", nonsense, code, out, stderr)
			}
		}
		if code, _, _ := command(t, d, "audit", "verify", "--checkpoint", file+".missing"); code != 2 {
			t.Errorf("a file that is not there: exit code %d", code)
		}
	})
}
