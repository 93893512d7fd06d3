package live

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// From makes a client's requests seem to come from another address. The
// server must trust the proxy 127.0.0.1.
func From(address string) client.Option {
	return client.WithHTTPClient(&http.Client{Transport: forwarded(address)})
}

type forwarded string

func (f forwarded) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Forwarded-For", string(f))
	return http.DefaultTransport.RoundTrip(r)
}

// Refused expects err to be a refusal of the server with this status and code,
// and gives its problem.
func Refused(t testing.TB, err error, status int, code string) *client.Error {
	t.Helper()
	var refusal *client.Error
	if !errors.As(err, &refusal) {
		t.Fatalf("not refused with %d %s: %v", status, code, err)
	}
	if refusal.Status != status || refusal.Code != code {
		t.Errorf("refused with %d %s (%s), want %d %s", refusal.Status, refusal.Code, refusal.Detail, status, code)
	}
	return refusal
}

// At tells whether a problem names a field with words that contain text.
func At(p *api.Problem, location, text string) bool {
	for _, field := range p.Errors {
		if field.Location == location && strings.Contains(field.Message, text) {
			return true
		}
	}
	return false
}
