// Package identitycentertest is IAM Identity Center for tests: the two services that a
// sign-in talks to, as they answer over the wire ("IAM Identity Center OIDC API
// reference" and "IAM Identity Center Portal API reference"). Only tests import
// it.
//
// It registers clients, authorizes devices and browsers (with PKCE), gives out,
// renews and refuses tokens, and lists accounts and roles. It does not sign
// anybody in, knows one directory in which everybody has the same accounts,
// serves one start URL as well as another, checks no scopes, and gives no id
// tokens. Keys of roles come from whoever starts it.
package identitycentertest

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Account is an account that everybody may reach, with the roles in it.
type Account struct {
	ID, Name, Email string
	Roles           []string
}

// Key is a key of a role.
type Key struct {
	AccessKeyID, SecretAccessKey, SessionToken string
	Until                                      time.Time
}

// Fake is an IAM Identity Center. Change its fields before it is used.
type Fake struct {
	Accounts []Account
	// Issue gives a key of a role in an account.
	Issue func(account, role string) (Key, error)
	// Interval is how many seconds a client has to wait between questions, and
	// TokenSeconds how long an access token is good for.
	Interval, TokenSeconds int32

	mu       sync.Mutex
	clients  map[string]*client
	devices  map[string]*device // by device code
	codes    map[string]*code
	access   map[string]time.Time // until when
	refresh  map[string]string    // whose client it is
	calls    map[string]int
	slowDown bool
	refuse   bool
	shown    []string
}

type client struct {
	secret    string
	grants    []string
	redirects []string
}

type device struct {
	client, userCode string
	state            string // "", approved, denied, spent
	until, asked     time.Time
}

type code struct{ client, challenge, redirect string }

// New makes a directory with one account and one role.
func New(t testing.TB) *Fake {
	t.Helper()
	return &Fake{
		Accounts: []Account{{ID: "123456789012", Name: "Production", Email: "aws@example.com", Roles: []string{"ReadOnly", "Admin"}}},
		Interval: 1, TokenSeconds: 3600,
		clients: map[string]*client{}, devices: map[string]*device{}, codes: map[string]*code{}, access: map[string]time.Time{}, refresh: map[string]string{}, calls: map[string]int{},
	}
}

// Before answers what is for Identity Center, and hands on what is not.
func (f *Fake) Before(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /client/register", f.register)
	mux.HandleFunc("POST /device_authorization", f.authorizeDevice)
	mux.HandleFunc("POST /token", f.token)
	mux.HandleFunc("GET /federation/credentials", f.roleCredentials)
	mux.HandleFunc("GET /assignment/accounts", f.listAccounts)
	mux.HandleFunc("GET /assignment/roles", f.listRoles)
	mux.HandleFunc("GET /authorize", f.page)
	mux.Handle("/", next)
	return mux
}

// Approve lets the device with this code in, and Deny does not.
func (f *Fake) Approve(t testing.TB, userCode string) { f.answer(t, userCode, "approved") }

// Deny refuses the device with this code.
func (f *Fake) Deny(t testing.TB, userCode string) { f.answer(t, userCode, "denied") }

// Expire ends the time of the device with this code.
func (f *Fake) Expire(t testing.TB, userCode string) { f.answer(t, userCode, "expired") }

func (f *Fake) answer(t testing.TB, userCode, state string) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range f.devices {
		if d.userCode == userCode {
			d.state = state
			return
		}
	}
	t.Fatalf("no device shows the code %q", userCode)
}

// SlowDown makes the next question of a device too early.
func (f *Fake) SlowDown() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.slowDown = true
}

// EndSessions makes every token worthless, as when an administrator ends the
// session of a person.
func (f *Fake) EndSessions() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.access)
	clear(f.refresh)
}

// EndAccessTokens makes access tokens worthless, and leaves those that renew
// them.
func (f *Fake) EndAccessTokens() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.access)
}

// RefuseClients makes it register nobody any more.
func (f *Fake) RefuseClients() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refuse = true
}

// Calls is how often an operation was asked for; that of tokens has its grant
// behind a colon: CreateToken:refresh_token.
func (f *Fake) Calls(operation string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[operation]
}

// Secrets is everything secret that it has ever given out.
func (f *Fake) Secrets() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.shown)
}

// Waiting is the codes of devices that nobody has answered yet.
func (f *Fake) Waiting() (userCodes []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range f.devices {
		if d.state == "" {
			userCodes = append(userCodes, d.userCode)
		}
	}
	return userCodes
}

// Visit is a person who opens an authorization address in a browser and agrees:
// it gives what the browser is sent back with.
func (f *Fake) Visit(t testing.TB, address string) (authorizationCode, state string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	back, err := f.visit(u)
	if err != nil {
		t.Fatal(err)
	}
	return back.Get("code"), back.Get("state")
}

// page is Visit over HTTP: it sends the browser back. Somebody whose browser
// says X-Refuse says no.
func (f *Fake) page(w http.ResponseWriter, r *http.Request) {
	back, err := f.visit(r.URL)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if r.Header.Get("X-Refuse") != "" {
		back = url.Values{"state": back["state"], "error": {"access_denied"}}
	}
	http.Redirect(w, r, r.URL.Query().Get("redirect_uri")+"?"+back.Encode(), http.StatusFound) //nolint:gosec // a portal of tests
}

func (f *Fake) visit(u *url.URL) (back url.Values, err error) {
	q := u.Query()
	redirect, err := url.Parse(q.Get("redirect_uri"))
	if err != nil {
		return nil, err
	}
	redirect.Host = redirect.Hostname() // any port of the loopback address will do
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.clients[q.Get("client_id")]
	switch {
	case !strings.HasSuffix(u.Path, "/authorize") || c == nil:
		return nil, fmt.Errorf("not an address that a browser may be sent to: %s", u)
	case !slices.Contains(c.redirects, redirect.String()) || !slices.Contains(c.grants, "authorization_code"):
		return nil, fmt.Errorf("the client is not registered for %s", q.Get("redirect_uri"))
	case q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || q.Get("state") == "" || q.Get("scopes") == "":
		return nil, fmt.Errorf("the address lacks something: %s", u)
	}
	made := f.secret("code-")
	f.codes[made] = &code{q.Get("client_id"), q.Get("code_challenge"), q.Get("redirect_uri")}
	return url.Values{"code": {made}, "state": {q.Get("state")}}, nil
}

// secret makes something secret and remembers it.
func (f *Fake) secret(prefix string) string {
	s := prefix + rand.Text()
	f.shown = append(f.shown, s)
	return s
}

// challengeOf is the challenge of a verifier (RFC 7636, section 4.2).
func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
