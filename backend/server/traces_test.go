package server_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
	"testing"

	trace "go.opentelemetry.io/proto/otlp/trace/v1"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/otlp"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

const (
	traceID  = "0af7651916cd43dd8448eb211c80319c"
	parentID = "b7ad6b7169203331"
)

// traced sends each request as part of a trace.
type traced struct{}

func (traced) RoundTrip(q *http.Request) (*http.Response, error) {
	q = q.Clone(q.Context())
	q.Header.Set("Traceparent", "00-"+traceID+"-"+parentID+"-01")
	q.Header.Set("Tracestate", "secret=tracestate-canary")
	q.Header.Set("Baggage", "secret=baggage-canary")
	return http.DefaultTransport.RoundTrip(q)
}

// headersOf stands before AWS and notes the headers of what it is asked.
func headersOf(t *testing.T, endpoint string) (address string, seen func() []http.Header) {
	t.Helper()
	target, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var all []http.Header
	onward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host
	}}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		all = append(all, r.Header.Clone())
		mu.Unlock()
		onward.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	return front.URL, func() []http.Header {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

func TestTraceOfARequest(t *testing.T) {
	t.Setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
	emulator := testkit.StartAWS(t)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		collector := otlp.New(t)
		aws, seen := headersOf(t, emulator.Endpoint)
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL, c.OTLPEndpoint = aws, collector.URL })
		p := s.Seed(t, "canary@example.com")
		key := emulator.User(t, "traced-"+d.Dialect, testkit.Allow("iam:ListUsers"))
		stored, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "Label canary", AccessKeyID: key.ID, SecretAccessKey: key.Secret}})
		if err != nil {
			t.Fatal(err)
		}
		c := s.Client(t, client.WithHTTPClient(&http.Client{Transport: traced{}}), client.WithTokens(api.TokenPair{AccessToken: p.Token}))
		if _, err := c.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: stored.ID, PathPrefix: "/path-canary/"}); err != nil {
			t.Fatal(err)
		}
		root := collector.Wait(t, func(s *trace.Span) bool {
			return hex.EncodeToString(s.GetTraceId()) == traceID && s.GetKind() == trace.Span_SPAN_KIND_SERVER
		})
		if root.GetName() != "GET "+api.Base+"/iam/users" || hex.EncodeToString(root.GetParentSpanId()) != parentID || otlp.Text(root, "http.route") != api.Base+"/iam/users" ||
			otlp.Text(root, "http.response.status_code") != int64(200) || otlp.Text(root, "iamcopilot.request_id") == nil {
			t.Errorf("the request's span: %v", root)
		}
		spans, service := collector.Spans()
		if service != "iam-copilot" {
			t.Errorf("the service is %q", service)
		}
		system, statements, calls := map[string]string{"postgres": "postgresql"}[d.Dialect], map[string]int{}, 0
		if system == "" {
			system = d.Dialect
		}
		for _, span := range spans {
			if hex.EncodeToString(span.GetTraceId()) != traceID || bytes.Equal(span.GetSpanId(), root.GetSpanId()) {
				continue
			}
			if !descends(spans, span, root) {
				t.Errorf("%s is not below the request", span.GetName())
			}
			switch {
			case otlp.Text(span, "db.system.name") == system:
				statements[span.GetName()]++
			case otlp.Text(span, "rpc.system") == "aws-api":
				calls++
				if span.GetName() != "iam:ListUsers" || otlp.Text(span, "rpc.service") != "iam" || otlp.Text(span, "rpc.method") != "ListUsers" || otlp.Text(span, "cloud.region") != "us-east-1" ||
					otlp.Text(span, "iamcopilot.attempts") != int64(1) || otlp.Text(span, "iamcopilot.outcome") != "ok" || !bytes.Equal(span.GetParentSpanId(), root.GetSpanId()) {
					t.Errorf("the call's span: %v", span)
				}
			default:
				t.Errorf("what is %v?", span)
			}
		}
		if calls != 1 || statements["SELECT user_aws_credentials"] == 0 || statements["UPDATE user_aws_credentials"] != 1 || statements["INSERT audit_logs"]+statements["WITH audit_heads"] == 0 {
			t.Errorf("%d calls of AWS, statements %v", calls, statements)
		}
		for _, h := range seen() {
			for _, name := range []string{"Traceparent", "Tracestate", "Baggage"} {
				if h.Get(name) != "" {
					t.Errorf("AWS is told %s: %s", name, h.Get(name))
				}
			}
		}
		raw := collector.Raw()
		for _, secret := range []string{"canary", "arn:aws", key.ID, key.Secret, p.Token, "127.0.0.1"} {
			if at := bytes.Index(raw, []byte(secret)); at >= 0 {
				t.Errorf("the spans hold %q: %q", secret, raw[max(0, at-40):min(len(raw), at+60)])
			}
		}
	})
}

// descends tells whether a span is below another one.
func descends(all []*trace.Span, span, from *trace.Span) bool {
	for range all {
		if bytes.Equal(span.GetParentSpanId(), from.GetSpanId()) {
			return true
		}
		above := slices.IndexFunc(all, func(s *trace.Span) bool { return bytes.Equal(s.GetSpanId(), span.GetParentSpanId()) })
		if above < 0 {
			return false
		}
		span = all[above]
	}
	return false
}

// What a library asks of the database by itself, and what is asked of AWS KMS at the
// start, is traced where it belongs to something that is.
func TestTracesOfTheQueueAndOfKMS(t *testing.T) {
	t.Setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
	emulator := testkit.StartAWS(t)
	testkit.Surroundings(t, emulator.Admin)
	key := emulator.EncryptionKey(t)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		collector := otlp.New(t)
		s := live.Start(t, d, func(c *server.Config) {
			c.AWSEndpointURL, c.OTLPEndpoint, c.MasterKey = emulator.Endpoint, collector.URL, "kms:"+key
		})
		opened := collector.Wait(t, func(s *trace.Span) bool { return s.GetName() == "open keys" })
		spans, _ := collector.Spans()
		for _, operation := range []string{"Encrypt", "Decrypt"} { // made, and then opened
			at := slices.IndexFunc(spans, func(s *trace.Span) bool { return s.GetName() == "kms:"+operation })
			if at < 0 || !bytes.Equal(spans[at].GetParentSpanId(), opened.GetSpanId()) || otlp.Text(spans[at], "iamcopilot.outcome") != "ok" || otlp.Text(spans[at], "iamcopilot.attempts") != int64(1) {
				t.Errorf("kms:%s is not traced below the opening of the keys", operation)
			}
		}
		if bytes.Contains(collector.Raw(), []byte(key)) || bytes.Contains(collector.Raw(), []byte("master-key")) {
			t.Error("the spans name the key")
		}
		if d.Dialect != testkit.Postgres {
			return // the queue is the program's own
		}
		p := s.Register(t, "p@example.com")
		if _, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "AWS", AccessKeyID: emulator.Admin.ID, SecretAccessKey: emulator.Admin.Secret}}); err != nil {
			t.Fatal(err)
		}
		c := s.Client(t, client.WithHTTPClient(&http.Client{Transport: traced{}}), client.WithTokens(p.Tokens()))
		if _, err := c.AccountAudits.Start(t.Context(), api.StartAccountAuditIn{}); err != nil {
			t.Fatal(err)
		}
		asked := collector.Wait(t, func(s *trace.Span) bool {
			return hex.EncodeToString(s.GetTraceId()) == traceID && s.GetKind() == trace.Span_SPAN_KIND_SERVER
		})
		if spans, _ = collector.Spans(); !slices.ContainsFunc(spans, func(s *trace.Span) bool {
			return otlp.Text(s, "db.collection.name") == "river_job" && otlp.Text(s, "db.system.name") == "postgresql" && descends(spans, s, asked)
		}) {
			t.Error("the statement that queues the job is not traced")
		}
	})
}

// A collector that is not there costs requests nothing, and no start or stop.
func TestTracesWithoutACollector(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	config := live.Config(t, testkit.NewSQLite(t))
	config.OTLPEndpoint = gone.URL
	s, err := server.New(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestNothingIsTracedThatIsNotSampled(t *testing.T) {
	collector := otlp.New(t)
	d := testkit.NewSQLite(t)
	config := live.Config(t, d)
	config.OTLPEndpoint, config.TracesSampler = collector.URL, "always_off"
	s, err := server.New(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	s.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, api.Base+"/auth/me", nil))
	if answer.Code != http.StatusUnauthorized {
		t.Errorf("status %d", answer.Code)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if spans, _ := collector.Spans(); len(spans) != 0 {
		t.Errorf("%d spans", len(spans))
	}
}
