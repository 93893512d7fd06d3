package session

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestParseServer(t *testing.T) {
	tests := []struct{ raw, want, problem string }{
		{raw: "https://iam.example.com", want: "https://iam.example.com"},
		{raw: " HTTPS://IAM.Example.COM:8443/ ", want: "https://iam.example.com:8443"},
		{raw: "https://[2001:db8::1]:8443", want: "https://[2001:db8::1]:8443"},
		{raw: "http://localhost:8000", want: "http://localhost:8000"},
		{raw: "http://127.0.0.1:8000", want: "http://127.0.0.1:8000"},
		{raw: "http://[::1]:8000/", want: "http://[::1]:8000"},
		{raw: "http://iam.example.com", problem: "https://"},
		{raw: "http://127.0.0.1.example.com", problem: "https://"},
		{raw: "http://10.0.0.1", problem: "https://"},
		{raw: "http://localhost.example.com", problem: "https://"},
		{raw: "", problem: "https://"},
		{raw: "iam.example.com", problem: "https://"},
		{raw: "ftp://iam.example.com", problem: "https://"},
		{raw: "javascript:alert(1)", problem: "https://"},
		{raw: "file:///etc/passwd", problem: "https://"},
		{raw: "https://", problem: "names no server"},
		{raw: "https:iam.example.com", problem: "names no server"},
		{raw: "https://:443", problem: "names no server"},
		{raw: "https://user@iam.example.com", problem: "user name"},
		{raw: "https://user:secret@iam.example.com", problem: "user name"},
		{raw: "https://iam.example.com/base", problem: "without a path"},
		{raw: "https://iam.example.com?a=b", problem: "without a path"},
		{raw: "https://iam.example.com?", problem: "without a path"},
		{raw: "https://iam.example.com#top", problem: "without a path"},
		{raw: "https://iam.example.com:0", problem: "port"},
		{raw: "https://iam.example.com:65536", problem: "port"},
		{raw: "https://iam.example.com:", problem: "port"},
		{raw: "https://iam.example.com:http", problem: "not an address"},
		{raw: "https://[fe80::1%25eth0]", problem: "names no server"},
		{raw: "https://iam.example.com\\@evil.example", problem: "not an address"},
		{raw: "https://iam\x00.example.com", problem: "not an address"},
	}
	for _, test := range tests {
		t.Run(test.raw, func(t *testing.T) {
			got, err := ParseServer(test.raw)
			switch {
			case test.problem != "":
				if err == nil || !strings.Contains(err.Error(), test.problem) {
					t.Errorf("got %v, %v; want a sentence with %q", got, err, test.problem)
				}
			case err != nil:
				t.Errorf("got %v", err)
			case got.String() != test.want:
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTheTransportChecksCertificates(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	origin, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	transport := NewTransport(origin)
	defer transport.CloseIdleConnections()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := transport.RoundTrip(request)
	if err == nil {
		_ = answer.Body.Close()
		t.Fatal("a certificate that nobody vouches for was taken")
	}
	if !strings.Contains(err.Error(), "certificate") {
		t.Errorf("the error is %v", err)
	}
}

func TestWithoutTLSNothingLeavesTheMachine(t *testing.T) {
	for address, allowed := range map[string]bool{
		"127.0.0.1:80": true, "127.8.0.1:80": true, "[::1]:80": true, "[::ffff:127.0.0.1]:80": true,
		"10.0.0.1:80": false, "192.0.2.1:80": false, "[2001:db8::1]:80": false, "0.0.0.0:80": false, "nonsense": false,
	} {
		if err := loopbackOnly("tcp", address, nil); (err == nil) != allowed {
			t.Errorf("%s: %v", address, err)
		}
	}
}
