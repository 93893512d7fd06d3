//go:build linux

package door

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
)

func TestForeignRequestsAreRefused(t *testing.T) {
	w := openWindow(t, t.TempDir(), noRing{}, good)
	w.register()
	w.signIn()
	tests := []struct {
		name, host string
		header     map[string]string
		status     int
	}{
		{"our own", "wails", map[string]string{"Origin": "wails://wails", "Sec-Fetch-Site": "same-origin"}, http.StatusOK},
		{"our own on Windows", "wails.localhost", map[string]string{"Origin": "http://wails.localhost"}, http.StatusOK},
		{"typed in", "wails", map[string]string{"Sec-Fetch-Site": "none"}, http.StatusOK},
		{"a hostile host", "evil.example", nil, http.StatusMisdirectedRequest},
		{"a name that points here", "wails.evil.example", nil, http.StatusMisdirectedRequest},
		{"this machine", "127.0.0.1:34115", nil, http.StatusMisdirectedRequest},
		{"localhost", "localhost", nil, http.StatusMisdirectedRequest},
		{"no host", "", nil, http.StatusMisdirectedRequest},
		{"our host with a port", "wails:80", nil, http.StatusMisdirectedRequest},
		{"another page", "wails", map[string]string{"Origin": "https://evil.example"}, http.StatusForbidden},
		{"a page without an origin", "wails", map[string]string{"Origin": "null"}, http.StatusForbidden},
		{"our name, another scheme", "wails", map[string]string{"Origin": "https://wails"}, http.StatusForbidden},
		{"no address as origin", "wails", map[string]string{"Origin": "::"}, http.StatusForbidden},
		{"said to be from another site", "wails", map[string]string{"Sec-Fetch-Site": "cross-site"}, http.StatusForbidden},
		{"said to be from a sibling", "wails", map[string]string{"Sec-Fetch-Site": "same-site"}, http.StatusForbidden},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, path := range []string{"/api/v1/auth/me", "/desktop/state", "/"} {
				request := w.request(http.MethodGet, path, "")
				request.Host = test.host
				for name, value := range test.header {
					request.Header.Set(name, value)
				}
				if answer := w.send(request); answer.Code != test.status {
					t.Errorf("%s answers %d %s, want %d", path, answer.Code, answer.Body, test.status)
				}
			}
		})
	}
}

func TestPathsCannotEscapeTheInterface(t *testing.T) {
	w := openWindow(t, t.TempDir(), noRing{}, good)
	for _, path := range []string{
		"/api/../metrics", "/api/v1/../../metrics", "/api/%2e%2e/metrics", "/api/%2E%2E%2Fmetrics", "/api/..%2fmetrics", "/api/..%5cmetrics",
		"/api/%252e%252e/metrics", "/api/%252e%252e%252fmetrics", "/api/.%2e/metrics", "/api/./v1/info", "/api//metrics", "//evil.example/api/v1/info",
		"/api/v1/info%00", "/api/v1/in%0d%0afo", "/assets/../index.html", "/assets/%2e%2e/.gitkeep", "/desktop/../api/v1/info", "/api\\..\\metrics",
		"/api/%25252525252e%25252525252e/metrics",
	} {
		u, err := url.ParseRequestURI(path)
		if err != nil {
			t.Fatal(err)
		}
		request := w.request(http.MethodGet, "/", "")
		request.URL = u
		if answer := w.send(request); answer.Code != http.StatusBadRequest {
			t.Errorf("%s answers %d %s", path, answer.Code, answer.Body)
		}
	}
	// What only looks like it goes through.
	for path, status := range map[string]int{
		"/api/v1/auth/audit-log?q=/../..": http.StatusUnauthorized, "/api/v1/iam/users/a..b": http.StatusUnauthorized, "/api/v1/iam/users/%2Bname%40x": http.StatusUnauthorized,
	} {
		w.want(status, http.MethodGet, path, "")
	}
	// And nothing of the server but its interface can be reached.
	for _, path := range []string{"/metrics", "/healthz", "/readyz"} {
		if body := w.want(http.StatusOK, http.MethodGet, path, ""); !strings.Contains(body, homeMark) {
			t.Errorf("%s shows %s", path, body)
		}
	}
}

func TestTheUserInterface(t *testing.T) {
	w := openWindow(t, t.TempDir(), noRing{}, good)
	w.state()
	tests := []struct {
		path, kind string
		status     int
	}{
		{"/", "text/html; charset=utf-8", http.StatusOK},
		{"/index.html", "text/html; charset=utf-8", http.StatusOK},
		{"/login", "text/html; charset=utf-8", http.StatusOK},
		{"/policies/new", "text/html; charset=utf-8", http.StatusOK},
		{"/assets/main.js", "text/javascript; charset=utf-8", http.StatusOK},
		{"/assets/main.css", "text/css; charset=utf-8", http.StatusOK},
		{"/favicon.svg", "image/svg+xml", http.StatusOK},
		{"/fonts/inter.woff", "font/woff", http.StatusOK},
		{"/weird.unknown", "application/octet-stream", http.StatusOK},
		{"/assets/old-build.js", "application/problem+json", http.StatusNotFound},
		{"/assets/.hidden", "application/problem+json", http.StatusNotFound},
		{"/.gitkeep", "application/problem+json", http.StatusNotFound},
		{"/desktop/page.css", "text/css; charset=utf-8", http.StatusOK},
		{"/desktop/page.js", "text/javascript; charset=utf-8", http.StatusOK},
		{"/desktop/mark.svg", "image/svg+xml", http.StatusOK},
		{"/desktop/page.html", "application/problem+json", http.StatusNotFound},
		{"/desktop/none", "application/problem+json", http.StatusNotFound},
	}
	for _, test := range tests {
		answer := w.do(http.MethodGet, test.path, "")
		if answer.Code != test.status || answer.Header().Get("Content-Type") != test.kind {
			t.Errorf("%s answers %d, %s; want %d, %s", test.path, answer.Code, answer.Header().Get("Content-Type"), test.status, test.kind)
		}
		if got := answer.Header().Get("X-Content-Type-Options"); got != "nosniff" {
			t.Errorf("%s may be sniffed: %q", test.path, got)
		}
		isPage := strings.HasPrefix(test.kind, "text/html")
		if marked := strings.Contains(answer.Body.String(), homeMark); marked != isPage {
			t.Errorf("%s carries the mark: %t", test.path, marked)
		}
		want := dataPolicy
		if isPage {
			want = uiPolicy
		}
		if got := answer.Header().Get("Content-Security-Policy"); got != want {
			t.Errorf("%s has the policy %s", test.path, got)
		}
	}
	if answer := w.do(http.MethodHead, "/", ""); answer.Code != http.StatusOK || answer.Body.Len() != 0 {
		t.Errorf("HEAD answers %d with %d bytes", answer.Code, answer.Body.Len())
	}
	for _, path := range []string{"/", "/login", "/desktop/state", "/desktop/page.css"} {
		w.want(http.StatusMethodNotAllowed, http.MethodPost, path, "{}")
	}
	w.want(http.StatusMethodNotAllowed, http.MethodGet, "/desktop/unlock", "")
	w.want(http.StatusMethodNotAllowed, http.MethodDelete, "/desktop/server", "")
}

func TestAProgramWithoutItsUserInterfaceSaysSo(t *testing.T) {
	w := openWindow(t, t.TempDir(), noRing{}, good)
	w.door.config.UI, w.door.index = fstest.MapFS{}, readIndex(fstest.MapFS{})
	w.state()
	if body := w.want(http.StatusOK, http.MethodGet, "/", ""); !strings.Contains(body, "user interface is missing") {
		t.Errorf("the page shows %s", body)
	}
}
