package server_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// badBody is a body that no route takes, with the status that it gets.
type badBody struct {
	name, body string
	status     int
	code       string
}

// badJSON is wrong for routes that take JSON. Those that take files refuse its
// type.
var badJSON = []badBody{
	{"cut off", `{"email":`, 400, "web.malformed"},
	{"no JSON at all", `email=a`, 400, "web.malformed"},
	{"more after the end", `{} {}`, 400, "web.malformed"},
	{"an array", `[]`, 422, "web.invalid"},
	{"a text", `"x"`, 422, "web.invalid"},
	{"a field that nobody knows", `{"no_such_field":1}`, 422, "web.invalid"},
}

// badBodies are wrong everywhere.
var badBodies = []badBody{
	{"NUL in a text", "{\"email\":\"a\x00b\"}", 400, "web.malformed"},
	{"NUL as an escape", `{"email":"a\u0000b"}`, 400, "web.malformed"},
	{"not UTF-8", "{\"email\":\"\xff\xfe\"}", 400, "web.malformed"},
	{"a thousand levels deep", strings.Repeat("[", 1000) + strings.Repeat("]", 1000), 400, "web.malformed"},
	{"larger than a megabyte", `{"email":"` + strings.Repeat("x", 1<<20) + `"}`, 413, "web.too_large"},
}

func TestBadBodiesAreRefusedEverywhere(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p, doc := s.Seed(t, "p@example.com"), describe(t)
	tried := 0
	for _, r := range server.Routes() {
		if _, takes := doc.body(doc.operation(t, r.Method, r.Path)); !takes {
			continue
		}
		tried++
		for _, bad := range slices.Concat(badJSON, badBodies) {
			if r.Files && slices.Contains(badJSON, bad) {
				bad.name, bad.status, bad.code = "as JSON", http.StatusUnsupportedMediaType, "usage.no_form"
			}
			q := request(r, p.Token)
			q.Body = bad.body
			answer := s.Do(t, q)
			if problem := answer.Problem(t); problem.Status != bad.status || problem.Code != bad.code {
				t.Errorf("%s %s, body %s: %d %s, want %d %s", r.Method, r.Path, bad.name, problem.Status, problem.Code, bad.status, bad.code)
			} else if bad.name == "a field that nobody knows" && !strings.Contains(string(answer.Body), "no_such_field") {
				t.Errorf("%s %s: the unknown field is not named: %s", r.Method, r.Path, answer.Body)
			}
		}
		q := request(r, p.Token)
		q.Body = "{}"
		q.Header["Content-Type"] = "application/xml"
		if problem := s.Do(t, q).Problem(t); problem.Status != http.StatusUnsupportedMediaType {
			t.Errorf("%s %s as XML: %d %s", r.Method, r.Path, problem.Status, problem.Code)
		}
	}
	if tried < 5 {
		t.Fatalf("only %d routes take a body", tried)
	}
}

func TestNeededBodyThatIsNotThere(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p, doc := s.Seed(t, "p@example.com"), describe(t)
	for _, r := range server.Routes() {
		if op := doc.operation(t, r.Method, r.Path); op.RequestBody == nil || !op.RequestBody.Required {
			continue
		}
		q := request(r, p.Token)
		q.Body = ""
		if problem := s.Do(t, q).Problem(t); problem.Status != http.StatusBadRequest {
			t.Errorf("%s %s: %d %s", r.Method, r.Path, problem.Status, problem.Code)
		}
	}
}

func TestUnknownQueryParametersAreNamed(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	for _, r := range server.Routes() {
		if r.Status == http.StatusFound {
			continue // others send browsers there, with parameters of their own
		}
		q := request(r, p.Token)
		q.Path += "?no_such_parameter=1"
		answer := s.Do(t, q)
		if problem := answer.Problem(t); problem.Status != http.StatusUnprocessableEntity || !strings.Contains(string(answer.Body), "no_such_parameter") {
			t.Errorf("%s %s: %d %s", r.Method, r.Path, problem.Status, answer.Body)
		}
	}
}

func TestBadAddresses(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	for _, c := range []struct {
		path   string
		status int
	}{
		{"/auth/audit-log?q=%00", 400},
		{"/auth/audit-log?q=%ff%fe", 400},
		{"/auth/aws-credentials/%00", 400},
		{"/auth/aws-credentials/%ff", 400},
		{"/auth/aws-credentials/0", 422},
		{"/auth/aws-credentials/-1", 422},
		{"/auth/aws-credentials/x", 422},
		{"/auth/aws-credentials/99999999999999999999", 422},
		{"/auth/aws-credentials?limit=0", 422},
		{"/auth/aws-credentials?limit=201", 422},
		{"/auth/aws-credentials?limit=x", 422},
		{"/auth/aws-credentials?cursor=nonsense", 422},
		{"/auth/aws-credentials?cursor=" + strings.Repeat("a", 600), 422},
		{"/auth/audit-log?from=yesterday", 422},
		{"/auth/audit-log?success=perhaps", 422},
		{"/auth/audit-log?aws_account_id=12", 422},
		{"/iam/users/" + strings.Repeat("a", 65), 422},
		{"/iam/users/a%20b", 422},
		{"/iam/users/a%2562", 422}, // decoded once, it is a%62
		{"/iam/users/a%2Fb", 404},
		{"/iam/users/%61+%2B%40%3D%2C.-_", 409}, // a good name; there is no credential to ask with
		{"/iam/users/..%2f..%2fauth%2fme", 404},
		{"/iam/users?cursor=%21", 422},
	} {
		answer := s.Do(t, live.Request{Method: http.MethodGet, Path: api.Base + c.path, Token: p.Token})
		if answer.Status != c.status {
			t.Errorf("GET %s: %d, want %d: %s", c.path, answer.Status, c.status, answer.Body)
			continue
		}
		answer.Problem(t)
	}
}

func TestAddressesThatAreNotThere(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	for _, c := range []struct {
		method, path string
		status       int
		code         string
	}{
		{http.MethodGet, "/api/v1/nothing", 404, "web.no_such_address"},
		{http.MethodGet, "/api/v1", 404, "web.no_such_address"},
		{http.MethodGet, "/api", 404, "web.no_such_address"},
		{http.MethodGet, "/api/v2/auth/me", 404, "web.no_such_address"},
		{http.MethodPost, "/api/v1/nothing", 404, "web.no_such_address"},
		{http.MethodDelete, "/api/v1/nothing", 404, "web.no_such_address"},
		{http.MethodGet, "/API/v1/auth/me", 404, "web.no_such_address"},
		{http.MethodGet, "/api/v1/Auth/me", 404, "web.no_such_address"},
		{http.MethodOptions, "/api/v1/auth/me", 405, "web.method_not_allowed"},
		{http.MethodPut, "/api/v1/auth/me", 405, "web.method_not_allowed"},
		{http.MethodGet, "/api/v1/auth/login", 405, "web.method_not_allowed"},
		{http.MethodDelete, "/api/v1/auth/aws-credentials", 405, "web.method_not_allowed"},
		{http.MethodPost, "/healthz", 405, "web.method_not_allowed"},
		{http.MethodPost, "/settings", 405, "web.method_not_allowed"},
		{http.MethodTrace, "/api/v1/auth/me", 405, "web.method_not_allowed"},
		{http.MethodTrace, "/healthz", 405, "web.method_not_allowed"},
	} {
		problem := s.Do(t, live.Request{Method: c.method, Path: c.path}).Problem(t)
		if problem.Status != c.status || problem.Code != c.code {
			t.Errorf("%s %s: %d %s, want %d %s", c.method, c.path, problem.Status, problem.Code, c.status, c.code)
		}
	}
}

// Nothing of the machine, of the source or of how the program runs is at any address:
// what is no page of the user interface gets none, or the interface's one page, which
// is the same wherever it is.
func TestNothingButTheInterfaceIsServed(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	get := func(path string) live.Answer { return s.Do(t, live.Request{Method: http.MethodGet, Path: path}) }
	page := get("/settings")
	for _, path := range []string{
		"/.git/config", "/.git/HEAD", "/.svn/entries", "/.env", "/go.mod", "/debug/pprof/", "/debug/vars", "/assets/", "/assets", "/fonts/",
		"/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fgo.mod", "/index.html.bak", "/server-status", "/api/v1/debug",
	} {
		if a := get(path); a.Status == http.StatusOK && string(a.Body) != string(page.Body) || a.Status/100 == 5 {
			t.Errorf("%s: %d %.200s", path, a.Status, a.Body)
		}
	}
}

// hostile are values that must never be more than refused, or taken as what
// they are.
var hostile = []any{
	nil, true, -1, 0, 1 << 62, 1.5, 1e308, "", " ", "\u202e\ufeff", strings.Repeat("é", 5000), "'; drop table users; --", "${jndi:ldap://x}",
	"{{7*7}}", "../../etc/passwd", "AKIA\r\nX-Injected: 1",
	[]any{},
	map[string]any{},
	[]any{nil},
	"%s%n%d", "\U0001F600", "user@example.com\nBcc: x",
}

// chance is what may hold any word: pictures as base64, and secrets of
// authenticators as base32.
var chance = regexp.MustCompile(`data:image/png;base64,[A-Za-z0-9+/=]+|\b[A-Z2-7]{32}\b`)

// Every field of every body with every hostile value, in bodies that are
// otherwise as good as the schema lets one guess: no answer is ever the
// server's own fault.
func TestHostileValuesAreNeverAnInternalError(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		trap := testkit.NewTap(t, "")
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = trap.URL })
		doc := describe(t)
		for i, r := range server.Routes() {
			fields, takes := doc.body(doc.operation(t, r.Method, r.Path))
			if !takes {
				continue
			}
			p := s.Seed(t, fmt.Sprintf("p%d@example.com", i))
			for name := range fields.Properties {
				for _, value := range hostile {
					body := guess(fields)
					body[name] = value
					raw, err := json.Marshal(body)
					if err != nil {
						t.Fatal(err)
					}
					q := request(r, p.Token)
					q.Body = string(raw)
					if answer := s.Do(t, q); answer.Status >= 500 {
						t.Errorf("%s %s with %s = %.60q: status %d: %s", r.Method, r.Path, name, fmt.Sprint(value), answer.Status, answer.Body)
					} else if strings.Contains(string(answer.Body), "goroutine") || strings.Contains(strings.ToLower(chance.ReplaceAllString(string(answer.Body), "")), "sql") {
						t.Errorf("%s %s with %s = %.60q tells of the inside: %s", r.Method, r.Path, name, fmt.Sprint(value), answer.Body)
					}
				}
			}
		}
	})
}

// The same for every parameter of the query and the headers.
func TestHostileParametersAreNeverAnInternalError(t *testing.T) {
	values := []string{"", " ", "-1", "0", "1.5", "1e9", "99999999999999999999", "true", "null", "é\u202e\U0001F600", "' or 1=1 --", "%", "_", `\`, "[]", "2026-13-45T99:99:99Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", strings.Repeat("x", 5000)}
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, doc := s.Seed(t, "p@example.com"), describe(t)
		for _, r := range server.Routes() {
			for _, parameter := range doc.operation(t, r.Method, r.Path).Parameters {
				if parameter.In == "path" || strings.EqualFold(parameter.Name, "Authorization") {
					continue
				}
				for _, value := range values {
					q := request(r, p.Token)
					if parameter.In == "query" {
						q.Path += "?" + url.Values{parameter.Name: {value}}.Encode()
					} else if q.Header[parameter.Name] = value; parameter.In == "cookie" {
						q.Header["Cookie"] = parameter.Name + "=" + value
					}
					if answer := s.Do(t, q); answer.Status >= 500 {
						t.Errorf("%s %s with %s %s = %.60q: status %d: %s", r.Method, r.Path, parameter.In, parameter.Name, value, answer.Status, answer.Body)
					}
				}
			}
			if strings.Contains(r.Path, "logout") {
				p = s.Seed(t, strings.ReplaceAll(r.Path, "/", "")+"@example.com") // the session has ended
			}
		}
	})
}

// guess makes a body with plausible values.
func guess(s schema) map[string]any {
	known := map[string]any{
		"email": "someone@example.com", "password": live.Password, "current_password": live.Password, "new_password": live.Password,
		"access_key_id": "AKIAIOSFODNN7EXAMPLE", "secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_region": "us-east-1",
		"label": "Production", "description": "Allow Lambda to read S3", "document": map[string]any{"Version": "2012-10-17", "Statement": []any{}},
	}
	body := map[string]any{}
	for name := range s.Properties {
		if value, ok := known[name]; ok {
			body[name] = value
		}
	}
	return body
}

// raw sends bytes that no HTTP library would, and reads the answer.
func raw(t *testing.T, s *live.Server, text string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := conn.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("no answer: %v", err)
	}
	return answer
}

// What fails before a request has been read is told in the same way.
func TestRequestsThatCannotBeRead(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	for name, c := range map[string]struct {
		text   string
		status int
	}{
		"a body announced too large": {"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{", 413},
		"headers too large":          {"GET /api/v1/info HTTP/1.1\r\nHost: x\r\nX-Long: " + strings.Repeat("a", 20<<10) + "\r\n\r\n", 431},
		"a percent sign alone":       {"GET /api/v1/iam/users/a%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400},
		"no HTTP":                    {"hello\r\n\r\n", 400},
	} {
		t.Run(name, func(t *testing.T) {
			answer := raw(t, s, c.text)
			defer func() { _ = answer.Body.Close() }()
			if answer.StatusCode != c.status || answer.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("status %d, %s, want %d", answer.StatusCode, answer.Header.Get("Content-Type"), c.status)
			}
			var p api.Problem
			if err := json.NewDecoder(answer.Body).Decode(&p); err != nil || p.Status != c.status || p.Code == "" || p.RequestID == "" {
				t.Errorf("problem %+v, %v", p, err)
			}
			checkHeaders(t, name, answer.Header)
		})
	}
}
