package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// earlier is a database of the earlier system, with what its program would have
// put there.
type earlier struct {
	Key, Old string // Fernet keys, the newer one first
	Hash     string // of the password of everybody in the tests, by Python's bcrypt
	Unusual  string // of a password whose NFKC form is another one
	Tokens   map[string]string
}

const unusual = "Quiet-Harbour-77-ﬁ"

const fillEarlier = `
import base64, json, sys
import bcrypt
from cryptography.fernet import Fernet
key, old = Fernet.generate_key(), Fernet.generate_key()
def seal(k, text): return Fernet(k).encrypt(text.encode()).decode()
def hashed(p): return bcrypt.hashpw(p.encode(), bcrypt.gensalt(rounds=4)).decode()
tokens = {"id": seal(key, "AKIAIOSFODNN7EXAMPLE"), "secret": seal(key, sys.argv[3]),
          "old_id": seal(old, "ASIAIOSFODNN7EXAMPLE"), "old_secret": seal(old, sys.argv[3]), "old_session": seal(old, "IQoJb3JpZ2luX2VjEJr//////////wEaCXVz"),
          "elsewhere": seal(Fernet.generate_key(), "AKIAIOSFODNN7EXAMPLE")}
print(json.dumps({"Key": key.decode(), "Old": old.decode(), "Hash": hashed(sys.argv[1]), "Unusual": hashed(sys.argv[2]), "Tokens": tokens}))
`

const (
	earlierSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	badEmail      = "not an address"
)

// makeEarlier makes the tables of the earlier system, as its migration guide
// names them, in an empty database of the same kind.
func makeEarlier(t *testing.T, d testkit.Database) (e earlier, from string) {
	t.Helper()
	said, err := exec.CommandContext(t.Context(), os.Getenv("TEST_PYTHON"), "-c", fillEarlier, live.Password, unusual, earlierSecret).Output()
	if err != nil {
		t.Fatalf("TEST_PYTHON: %v", err)
	}
	if err := json.Unmarshal(said, &e); err != nil {
		t.Fatal(err)
	}
	source := testkit.NewSQLite(t)
	from = strings.TrimPrefix(source.URL, "sqlite:///")
	serial, when := "integer primary key autoincrement", "timestamp"
	if d.Dialect == testkit.Postgres {
		source = testkit.NewPostgres(t)
		from = strings.Replace(source.AdminURL(), "postgresql://", "postgresql+psycopg2://", 1)
		serial = "serial primary key"
	}
	h := source.Open(t)
	h.Exec(t, `create table users (id `+serial+`, email varchar(255) not null, hashed_password varchar(255), full_name varchar(255), is_active boolean, is_verified boolean, created_at `+when+`, last_login `+when+`)`)
	h.Exec(t, `create table user_aws_credentials (id `+serial+`, user_id integer, label varchar(255), encrypted_access_key_id text, encrypted_secret_access_key text, encrypted_session_token text, aws_region varchar(50), aws_account_id varchar(12), is_default boolean, created_at `+when+`)`)
	h.Exec(t, `create table refresh_tokens (id `+serial+`, user_id integer, token varchar(500), expires_at `+when+`, revoked boolean)`)
	h.Exec(t, `create table audit_logs (id `+serial+`, user_id integer, action varchar(100), resource_type varchar(100), aws_account_id varchar(12), aws_region varchar(50), success boolean, error_message text, ip_address varchar(45), created_at `+when+`)`)
	user := func(id int, email, hash string, active bool) {
		h.Exec(t, `insert into users (id, email, hashed_password, full_name, is_active, is_verified, created_at, last_login) values (?, ?, ?, ?, ?, ?, '2024-03-01 10:00:00.123456', '2025-01-02 03:04:05')`,
			id, email, hash, fmt.Sprint("Person ", id), active, true)
	}
	credential := func(user int, label, key, secret string, session any, isDefault bool) {
		h.Exec(t, `insert into user_aws_credentials (user_id, label, encrypted_access_key_id, encrypted_secret_access_key, encrypted_session_token, aws_region, aws_account_id, is_default) values (?, ?, ?, ?, ?, 'eu-central-1', '123456789012', ?)`,
			user, label, e.Tokens[key], e.Tokens[secret], session, isDefault)
	}
	user(1, "Ada@Example.com", e.Hash, true)
	credential(1, "Development", "old_id", "old_secret", e.Tokens["old_session"], false)
	credential(1, "Production", "id", "secret", nil, true)
	credential(1, "Production", "id", "secret", nil, true)
	for i := range 3 {
		h.Exec(t, `insert into audit_logs (user_id, action, resource_type, aws_account_id, aws_region, success, error_message, ip_address, created_at) values (1, ?, 'policy', '123456789012', 'eu-central-1', ?, '', '203.0.113.9', ?)`,
			fmt.Sprintf("policy_%d", i), i != 1, fmt.Sprintf("2024-0%d-05 06:07:08", i+4))
	}
	user(2, "unusual@example.com", e.Unusual, true)
	user(3, "inactive@example.com", e.Hash, false)
	user(4, "taken@example.com", e.Hash, true)
	user(5, badEmail, e.Hash, true)
	user(6, "broken@example.com", e.Hash, true)
	credential(6, "Good", "id", "secret", nil, true)
	credential(6, "Elsewhere", "elsewhere", "secret", nil, false)
	user(7, "nohash@example.com", "pbkdf2:sha256:1$x$y", true)
	user(8, "last@example.com", e.Hash, true)
	h.Exec(t, `insert into audit_logs (user_id, action, success, created_at) values (null, 'login', ?, '2024-05-05 06:07:08')`, false)
	h.Exec(t, `insert into refresh_tokens (user_id, token) values (1, 'refresh-token-canary')`)
	return e, from
}

func TestImportOfTheEarlierSystem(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		e, from := makeEarlier(t, d)
		s := live.Start(t, d)
		taken := s.Seed(t, "taken@example.com")
		t.Setenv(fernetVariable, e.Key+","+e.Old)
		count := func(table string) int64 { return s.DB.Int(t, `select count(*) from `+table) }
		secrets := []string{e.Key, e.Old, e.Hash, e.Tokens["id"], earlierSecret, "AKIAIOSFODNN7EXAMPLE", "refresh-token-canary"}
		run := func(code int, want string, args ...string) string {
			t.Helper()
			got, out, stderr := command(t, d, append([]string{"import-legacy", "--from", from}, args...)...)
			if got != code || !strings.Contains(out, want) {
				t.Errorf("exit code %d, want %d and %q\n%s%s", got, code, want, out, stderr)
			}
			for _, secret := range secrets {
				if strings.Contains(out+stderr, secret) {
					t.Errorf("it tells a secret:\n%s%s", out, stderr)
				}
			}
			return out
		}

		run(1, "4 people would be imported with 3 credentials and 3 records, 0 imported before, 4 skipped", "--dry-run")
		if n := count("users"); n != 1 {
			t.Fatalf("a dry run left %d users", n)
		}
		out := run(1, "4 people imported with 3 credentials and 3 records, 0 imported before, 4 skipped")
		for _, line := range []string{
			"user 1 (Ada@Example.com): imported, 3 credentials, 3 records", "user 4 (taken@example.com): skipped", "user 5 (not an address): skipped",
			"credential 5 (Elsewhere), column encrypted_access_key_id: it does not open", "user 7 (nohash@example.com): skipped: the password's hash",
			"user 8 (last@example.com): imported", "audit_logs: 1 rows are nobody's", "refresh_tokens: 1 rows are not taken",
		} {
			if !strings.Contains(out, line) {
				t.Errorf("the report lacks %q:\n%s", line, out)
			}
		}
		users, credentials, records := count("users"), count("user_aws_credentials"), count("audit_logs")
		run(1, "0 people imported with 0 credentials and 0 records, 4 imported before, 4 skipped")
		if users != 5 || credentials != 3 || count("users") != users || count("user_aws_credentials") != credentials || count("audit_logs") != records {
			t.Errorf("%d users, %d credentials, %d records; after the second run %d, %d, %d", users, credentials, records, count("users"), count("user_aws_credentials"), count("audit_logs"))
		}
		if name := s.DB.Text(t, `select full_name from users where id = ?`, taken.ID); name != "Test Person" {
			t.Errorf("who was here is called %s now", name)
		}

		c := s.Client(t)
		live.Login(t, c, "ada@example.com")
		if hash := s.DB.Text(t, `select hashed_password from users where email = 'ada@example.com'`); strings.HasPrefix(hash, "$2b$") {
			t.Error("the password is not hashed anew after the sign-in")
		}
		live.Login(t, s.Client(t), "ada@example.com")
		list, err := c.Vault.List(t.Context(), api.CredentialListIn{})
		if err != nil || len(list.Items) != 3 {
			t.Fatalf("%+v, %v", list, err)
		}
		for i, want := range []string{"Development", "Production", "Production (2)"} {
			if got := list.Items[i]; got.Label != want || got.IsDefault != (want == "Production") || got.AWSRegion != "eu-central-1" || got.AWSAccountID != "123456789012" {
				t.Errorf("credential %d: %+v", i, got)
			}
		}
		history, err := c.Audit.List(t.Context(), api.AuditListIn{Action: "imported."})
		if err != nil || len(history.Items) != 3 || history.Items[1].Success || history.Items[0].Details["imported_at"] == "" ||
			!history.Items[2].At.Equal(time.Date(2024, 4, 5, 6, 7, 8, 0, time.UTC)) || history.Items[0].IPAddress != "203.0.113.9" {
			t.Errorf("%+v, %v", history.Items, err)
		}
		if v, err := c.Audit.Verify(t.Context()); err != nil || !v.Valid {
			t.Errorf("%+v, %v", v, err)
		}
		if _, err := s.Client(t).Accounts.Login(t.Context(), api.LoginIn{Body: api.LoginRequest{Email: "unusual@example.com", Password: unusual}}); err != nil {
			t.Errorf("a password that is not in NFKC: %v", err)
		}
		if _, err := s.Client(t).Accounts.Login(t.Context(), api.LoginIn{Body: api.LoginRequest{Email: "unusual@example.com", Password: unusual}}); err != nil {
			t.Errorf("the same, hashed anew: %v", err)
		}
		if _, err := s.Client(t).Accounts.Login(t.Context(), api.LoginIn{Body: api.LoginRequest{Email: "inactive@example.com", Password: live.Password}}); err == nil {
			t.Error("who was inactive there signs in")
		}
		s.DB.Exec(t, `update users set email = 'moved@example.com' where email = 'last@example.com'`)
		run(1, "0 people imported with 0 credentials and 0 records, 4 imported before, 4 skipped")
	})
}

func TestImportThatCannotBegin(t *testing.T) {
	d := testkit.NewSQLite(t)
	empty := filepath.Join(t.TempDir(), "empty.sqlite")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	key := strings.Repeat("A", 43) + "="
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"without a key":              {[]string{"--from", empty}, 2, fernetVariable},
		"without a source":           {[]string{"--fernet-key", key}, 2, "from"},
		"a key that is none":         {[]string{"--from", empty, "--fernet-key", "hunter2"}, 1, "Fernet key 1"},
		"a file that is not there":   {[]string{"--from", empty + ".not", "--fernet-key", key}, 1, "no SQLite file"},
		"a file without tables":      {[]string{"--from", empty, "--fernet-key", key}, 1, "no table users"},
		"another kind of database":   {[]string{"--from", "mysql://me:hunter2@x/y", "--fernet-key", key}, 1, "mysql"},
		"a server that is not there": {[]string{"--from", "postgresql://me:hunter2@127.0.0.1:1/x", "--fernet-key", key}, 1, "cannot be read"},
	} {
		code, out, stderr := command(t, d, append([]string{"import-legacy"}, c.args...)...)
		if code != c.code || !strings.Contains(stderr, c.says) || strings.Contains(out+stderr, "hunter2") {
			t.Errorf("%s: exit code %d\n%s%s", name, code, out, stderr)
		}
	}
	if content, err := os.ReadFile(empty); err != nil || !bytes.Equal(content, nil) {
		t.Errorf("the source was written to: %v", err)
	}
}
