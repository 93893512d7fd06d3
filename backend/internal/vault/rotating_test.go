package vault_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// line stands before the emulator and breaks off where a test wants it.
type line struct {
	url string

	mu    sync.Mutex
	cut   string // calls of this action do not arrive
	lost  string // calls of this action arrive, and their answer is lost
	hold  func(action string)
	calls map[string]int // those that have arrived
}

func newLine(t *testing.T, endpoint string) *line {
	t.Helper()
	target, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	l := &line{calls: map[string]int{}}
	onward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host
	}}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		form, _ := url.ParseQuery(string(body))
		action := form.Get("Action")
		l.mu.Lock()
		cut, lost, hold := l.cut == action, l.lost == action, l.hold
		if !cut {
			l.calls[action]++
		}
		l.mu.Unlock()
		if hold != nil {
			hold(action)
		}
		switch {
		case cut:
			panic(http.ErrAbortHandler)
		case lost:
			onward.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		onward.ServeHTTP(out, r)
	}))
	t.Cleanup(server.Close)
	l.url = server.URL
	return l
}

func (l *line) set(cut, lost string, hold func(string)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut, l.lost, l.hold = cut, lost, hold
}

func (l *line) arrived(action string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.calls[action]
}

// mayRotate is what the user of a key needs to rotate it.
var mayRotate = []string{"iam:ListAccessKeys", "iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey", "iam:GetAccessKeyLastUsed", "iam:ListUsers"}

// rotating is a test's credential of a user of its own.
type rotating struct {
	*live.Person
	server   *live.Server
	database testkit.Database
	emulator *testkit.AWS
	line     *line
	user     string
	key      testkit.Key
	stored   api.Credential
}

// withKey runs fn on each database with a fresh user whose key is stored.
func withKey(t *testing.T, actions []string, fn func(t *testing.T, r *rotating)) {
	t.Parallel()
	emulator := testkit.StartAWS(t)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		fn(t, newRotating(t, emulator, d, actions))
	})
}

func newRotating(t *testing.T, emulator *testkit.AWS, d testkit.Database, actions []string) *rotating {
	t.Helper()
	r := &rotating{database: d, emulator: emulator, line: newLine(t, emulator.Endpoint), user: strings.ToLower(strings.NewReplacer("/", "-", "#", "").Replace(t.Name()))}
	r.user = r.user[max(0, len(r.user)-60):]
	r.key = emulator.User(t, r.user, testkit.Allow(actions...))
	r.server = r.another(t)
	r.Person = r.server.Seed(t, "p@example.com")
	r.stored = add(t, r.Person, api.AddCredentialRequest{Label: "Production", AccessKeyID: r.key.ID, SecretAccessKey: r.key.Secret})
	return r
}

// another starts a server on the same database.
func (r *rotating) another(t *testing.T, settings ...live.Settings) *live.Server {
	t.Helper()
	all := append([]live.Settings{func(c *server.Config) { c.AWSEndpointURL, c.RotationsEvery = r.line.url, time.Hour }}, settings...)
	return live.Start(t, r.database, all...)
}

// keys are the user's keys in AWS, by id with their status.
func (r *rotating) keys(t *testing.T) map[string]string {
	t.Helper()
	out, err := r.emulator.IAM().ListAccessKeys(t.Context(), &iam.ListAccessKeysInput{UserName: &r.user})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, k := range out.AccessKeyMetadata {
		all[aws.ToString(k.AccessKeyId)] = string(k.Status)
	}
	return all
}

func (r *rotating) rotate(t *testing.T, p *live.Person, keep int) (api.Rotation, error) {
	t.Helper()
	return p.Vault.Rotate(t.Context(), api.RotateIn{ID: r.stored.ID, Body: &api.RotateRequest{KeepOldFor: keep}})
}

// rotated expects that all is done: one new key, in use, and no trace of the work.
func (r *rotating) rotated(t *testing.T) {
	t.Helper()
	keys := r.keys(t)
	if _, there := keys[r.key.ID]; there || len(keys) != 1 {
		t.Errorf("the user has the keys %v, want one new one", keys)
	}
	who, err := r.Vault.Verify(t.Context(), api.ByID{ID: r.stored.ID})
	if err != nil || !strings.HasSuffix(who.Arn, "user/"+r.user) {
		t.Errorf("the stored key does not work: %v", err)
	}
	if _, err := r.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: r.stored.ID}); err != nil {
		t.Errorf("the stored key does not work for IAM: %v", err)
	}
	state, err := r.Vault.Rotation(t.Context(), api.ByID{ID: r.stored.ID})
	if err != nil || state.Rotation == nil || state.Rotation.Step != "deleted" || state.Rotation.Open || state.Rotation.Problem != "" || state.Rotation.FinishedAt == nil {
		t.Errorf("%+v, %v", state.Rotation, err)
	}
	for what, query := range map[string]string{
		"new keys still sealed in a rotation": `select count(*) from credential_rotations where encrypted_new_secret_access_key is not null or encrypted_new_access_key_id is not null`,
		"rotations still due":                 `select count(*) from vault_due`,
	} {
		if n := r.server.DB.Int(t, query); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
}
