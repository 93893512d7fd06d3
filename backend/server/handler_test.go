package server_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
)

// TestHandlerServesWithoutAConnection is what the desktop window does.
func TestHandlerServesWithoutAConnection(t *testing.T) {
	s, err := server.New(t.Context(), live.Config(t, testkit.NewSQLite(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	ask := func(method, path, body string) *httptest.ResponseRecorder {
		request := httptest.NewRequest(method, path, strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		answer := httptest.NewRecorder()
		s.Handler().ServeHTTP(answer, request)
		return answer
	}
	account := `{"email": "ada@example.com", "password": "SecurePass123"}`
	for _, c := range []struct {
		method, path, body string
		want               int
	}{
		{http.MethodPost, "/api/v1/auth/register", account, http.StatusCreated},
		{http.MethodPost, "/api/v1/auth/login", account, http.StatusOK},
		{http.MethodPost, "/api/v1/auth/login", `{`, http.StatusBadRequest},
		{http.MethodGet, "/api/v1/auth/me", "", http.StatusUnauthorized},
		{http.MethodGet, "/api/v1/info", "", http.StatusOK},
		{http.MethodGet, "/metrics", "", http.StatusNotFound},
		{http.MethodPost, "/api/v1/auth/login", strings.Repeat(" ", web.MaxBody+10), http.StatusRequestEntityTooLarge},
	} {
		if answer := ask(c.method, c.path, c.body); answer.Code != c.want {
			t.Errorf("%s %s: %d, want %d: %s", c.method, c.path, answer.Code, c.want, answer.Body)
		}
	}
}
