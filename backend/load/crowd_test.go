package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// crowd is many people who use one address.
type crowd struct {
	t      testing.TB
	http   *http.Client
	url    string
	server *live.Server // with the same database, to sign tokens
	people []*member
	pairs  chan api.TokenPair // sessions to be refreshed, each by one request at a time
	labels atomic.Int64
}

// member is somebody with an access token that is renewed before it ends.
type member struct {
	*live.Person

	mu    sync.Mutex
	since time.Time
}

// gather makes n people, some of whom are signed in to refresh their sessions.
func gather(t testing.TB, s *live.Server, client *http.Client, url string, n, sessions int) *crowd {
	t.Helper()
	c := &crowd{t: t, http: client, url: url, server: s, pairs: make(chan api.TokenPair, sessions)}
	for i := range n {
		c.people = append(c.people, &member{Person: s.Seed(t, fmt.Sprintf("person%d@example.com", i)), since: time.Now()})
	}
	for i := range sessions {
		pair, err := c.signIn(t.Context(), c.people[i%n].Email)
		if err != nil {
			t.Fatal(err)
		}
		c.pairs <- pair
	}
	return c
}

// somebody is any of the people.
func (c *crowd) somebody() *member { return c.people[rand.IntN(len(c.people))] }

// token is the member's access token, valid for minutes to come.
func (c *crowd) token(m *member) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if time.Since(m.since) > 5*time.Minute {
		m.Token, m.since = c.server.Sign(c.t, m.Claims()), time.Now()
	}
	return m.Token
}

// exchange sends one request, expects that status, and reads the answer into out.
func (c *crowd) exchange(ctx context.Context, method, path, token, body string, want int, out any) error {
	request, err := http.NewRequestWithContext(ctx, method, c.url+api.Base+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	written, err := io.ReadAll(answer.Body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if answer.StatusCode != want {
		return fmt.Errorf("%s %s: status %d, want %d: %.300s", method, path, answer.StatusCode, want, written)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(written, out)
}

func (c *crowd) signIn(ctx context.Context, email string) (api.TokenPair, error) {
	var pair api.TokenPair
	err := c.exchange(ctx, http.MethodPost, "/auth/login", "", fmt.Sprintf(`{"email":%q,"password":%q}`, email, live.Password), http.StatusOK, &pair)
	return pair, err
}

func (c *crowd) login(ctx context.Context) error {
	_, err := c.signIn(ctx, c.somebody().Email)
	return err
}

// refresh exchanges the tokens of a session that nobody else refreshes now.
func (c *crowd) refresh(ctx context.Context) error {
	select {
	case pair := <-c.pairs:
		var next api.TokenPair
		err := c.exchange(ctx, http.MethodPost, "/auth/refresh", "", fmt.Sprintf(`{"refresh_token":%q}`, pair.RefreshToken), http.StatusOK, &next)
		if err != nil {
			next = pair // which still counts for a while
		}
		c.pairs <- next
		return err
	case <-time.After(30 * time.Second): // when all are being refreshed, waiting for one is part of the time
		return errors.New("no session came back from being refreshed")
	}
}

// get asks for something as anybody.
func (c *crowd) get(path string) func(context.Context) error {
	return func(ctx context.Context) error {
		return c.exchange(ctx, http.MethodGet, path, c.token(c.somebody()), "", http.StatusOK, nil)
	}
}

// post sends something as anybody.
func (c *crowd) post(path, body string) func(context.Context) error {
	return func(ctx context.Context) error {
		return c.exchange(ctx, http.MethodPost, path, c.token(c.somebody()), body, http.StatusOK, nil)
	}
}

// keep stores a credential, reads it, and deletes it: three requests.
func (c *crowd) keep(ctx context.Context) error {
	token, label := c.token(c.somebody()), c.labels.Add(1)
	var stored api.Credential
	if err := c.exchange(ctx, http.MethodPost, "/auth/aws-credentials", token,
		fmt.Sprintf(`{"label":"Key %d","access_key_id":"AKIAIOSFODNN7EXAMPLE","secret_access_key":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}`, label), http.StatusCreated, &stored); err != nil {
		return err
	}
	path := fmt.Sprintf("/auth/aws-credentials/%d", stored.ID)
	if err := c.exchange(ctx, http.MethodGet, path, token, "", http.StatusOK, nil); err != nil {
		return err
	}
	return c.exchange(ctx, http.MethodDelete, path, token, "", http.StatusNoContent, nil)
}

// Bodies of requests that cost the engine something.
const (
	sentence = `{"description":"Allow Lambda to read objects from the S3 bucket reports and to write its logs"}`
	document = `{"document":{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"]},{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}}}]}}`
)

// mixed is what people do, so many requests of all kinds a second (a credential
// that is kept counts as one). One in a hundred is a sign-in, whose password costs
// a tenth of a second of a processor.
func (c *crowd) mixed(rate float64) []kind {
	return []kind{
		{"me", rate * 0.37, c.get("/auth/me")},
		{"list credentials", rate * 0.20, c.get("/auth/aws-credentials")},
		{"keep a credential", rate * 0.10, c.keep},
		{"refresh", rate * 0.05, c.refresh},
		{"generate", rate * 0.07, c.post("/policies/generate", sentence)},
		{"validate", rate * 0.10, c.post("/policies/validate", document)},
		{"audit log", rate * 0.10, c.get("/auth/audit-log?limit=50")},
		{"login", rate * 0.01, c.login},
	}
}

// answered expects that every request was answered as it should be, and tells how
// long that took.
func answered(t *testing.T, tallies []tally) (requests int) {
	t.Helper()
	for _, y := range tallies {
		t.Logf("%-18s %6d answered, 50 %% within %s, 99 %% within %s, all within %s", y.name, len(y.took),
			y.at(0.5).Round(time.Microsecond*100), y.at(0.99).Round(time.Millisecond), y.at(1).Round(time.Millisecond))
		if y.wrong > 0 {
			t.Errorf("%s: %d of %d were answered wrongly; the first: %v", y.name, y.wrong, y.wrong+len(y.took), y.first)
		}
		requests += len(y.took) + y.wrong
	}
	return requests
}

// verified expects everybody's audit chain to be whole, and gives the records.
func (c *crowd) verified(t *testing.T) (records int64) {
	t.Helper()
	for _, m := range c.people {
		var verdict api.AuditVerification
		if err := c.exchange(t.Context(), http.MethodGet, "/auth/audit-log/verify", c.token(m), "", http.StatusOK, &verdict); err != nil {
			t.Fatal(err)
		}
		if !verdict.Valid {
			t.Errorf("the chain of %s is broken: %s", m.Email, verdict.Reason)
		}
		records += verdict.Records
	}
	return records
}
