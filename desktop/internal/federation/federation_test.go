package federation

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestDestinations(t *testing.T) {
	for _, test := range []struct{ service, region, want string }{
		{"", "us-east-1", "https://console.aws.amazon.com/console/home?region=us-east-1"},
		{"", "", "https://console.aws.amazon.com/console/home"},
		{"s3", "eu-central-1", "https://console.aws.amazon.com/s3/home?region=eu-central-1"},
		{"systems-manager/parameters", "us-east-1", "https://console.aws.amazon.com/systems-manager/parameters?region=us-east-1"},
		{"ec2", "cn-north-1", "https://console.amazonaws.cn/ec2/home?region=cn-north-1"},
		{"ec2", "us-gov-west-1", "https://console.amazonaws-us-gov.com/ec2/home?region=us-gov-west-1"},
	} {
		if got, err := PartitionOf(test.region).Destination(test.service, test.region); err != nil || got != test.want {
			t.Errorf("%s in %s: %q, %v", test.service, test.region, got, err)
		}
	}
	for _, bad := range [][2]string{{"s3", "evil.example"}, {"@evil.example", ""}, {"../x", ""}, {"s3?x", ""}, {"S3", ""}, {"s3", "cn-north-1"}, {"s3", "us-gov-east-1"}} {
		if got, err := AWS.Destination(bad[0], bad[1]); err == nil {
			t.Errorf("%v is taken: %s", bad, got)
		}
	}
}

func TestLink(t *testing.T) {
	var asked url.Values
	status, body := http.StatusOK, `{"SigninToken":"canary&token"}`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Query()
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	defer server.Close()
	p := Partition{"aws", server.URL, "https://console.example/"}
	s := Session{ID: "ASIA1", Key: "secret-canary", Token: "token"}
	link := func(d time.Duration) (string, error) {
		return p.Link(t.Context(), http.DefaultTransport, s, d, "https://iam.example.com", "https://console.example/s3/home?region=us-east-1")
	}
	got, err := link(2 * time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if asked.Get("Action") != "getSigninToken" || asked.Get("SessionDuration") != "7200" || asked.Get("Session") != `{"sessionId":"ASIA1","sessionKey":"secret-canary","sessionToken":"token"}` {
		t.Errorf("asked %v", asked)
	}
	want := server.URL + "?Action=login&Destination=https%3A%2F%2Fconsole.example%2Fs3%2Fhome%3Fregion%3Dus-east-1&Issuer=https%3A%2F%2Fiam.example.com&SigninToken=canary%26token"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if _, err := link(0); err != nil || asked.Has("SessionDuration") {
		t.Errorf("%v, %v", asked, err)
	}
	for _, bad := range []struct {
		status int
		body   string
	}{{http.StatusBadRequest, ""}, {http.StatusFound, ""}, {http.StatusOK, "<html>"}, {http.StatusOK, "{}"}} {
		status, body = bad.status, bad.body
		if _, err := link(0); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%v: %v", bad, err)
		}
	}
	server.Close()
	if _, err := link(0); err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("without the server: %v", err)
	}
}
