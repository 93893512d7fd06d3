package iam_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsiam "github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }

// account is the account that the emulator plays.
const account = "123456789012"

// Documents that the tests use.
const (
	readBucket  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}`
	writeBucket = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::reports/*"}]}`
	trustEC2    = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	trustLambda = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
)

// wire stands between the server and the emulator (moto, which checks signatures and
// identity policies). Moto lacks ListServiceSpecificCredentials,
// DeleteServiceSpecificCredential, the permissions boundaries of users, and the filter
// of ListEntitiesForPolicy that asks for boundaries: these the wire answers itself, in
// the form of AWS's query protocol. It can also refuse calls,
// and lose the answers to calls that were made.
type wire struct {
	url     string
	forward string

	mu         sync.Mutex
	calls      []string                        // actions, in order
	meddle     func(action string, n int) verb // n counts the writes from 1
	writes     int
	boundaries map[string]string   // of users
	services   map[string][]string // ids of service-specific credentials by user
}

// verb is what the wire does with a call.
type verb int

const (
	pass   verb = iota
	lose        // make the call, and drop the connection instead of answering
	drop        // drop the connection, and make no call
	refuse      // answer AccessDenied
)

// isRead tells whether an action changes nothing.
func isRead(action string) bool {
	return strings.HasPrefix(action, "Get") || strings.HasPrefix(action, "List") || strings.HasPrefix(action, "Generate")
}

func newWire(t *testing.T, forward string) *wire {
	w := &wire{forward: forward, boundaries: map[string]string{}, services: map[string][]string{}}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

func (w *wire) set(meddle func(action string, n int) verb) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.meddle, w.writes = meddle, 0
}

func (w *wire) seen() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.calls...)
}

// written is how many writes there were since the last set. Asking AWS whose a key is
// is none.
func (w *wire) written() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.writes
}

func (w *wire) count(action string) (n int) {
	for _, c := range w.seen() {
		if c == action {
			n++
		}
	}
	return n
}

func (w *wire) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	action := form.Get("Action")
	w.mu.Lock()
	w.calls = append(w.calls, action)
	meddle, n := w.meddle, 0
	if !isRead(action) {
		w.writes++
		n = w.writes
	}
	w.mu.Unlock()
	what := pass
	if meddle != nil {
		what = meddle(action, n)
	}
	switch what {
	case drop:
		panic(http.ErrAbortHandler)
	case refuse:
		out.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(out, `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:iam::%s:user/operator is not authorized to perform: iam:%s on resource: * because no identity-based policy allows the iam:%s action</Message></Error><RequestId>r</RequestId></ErrorResponse>`, account, action, action)
		return
	}
	status, answer := w.own(action, form)
	if answer == nil {
		request, err := http.NewRequestWithContext(r.Context(), r.Method, w.forward+r.URL.Path, bytes.NewReader(body))
		if err != nil {
			panic(err)
		}
		request.Header, request.Host = r.Header.Clone(), r.Host // the signature covers it
		got, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		status = got.StatusCode
		answer, _ = io.ReadAll(got.Body)
		_ = got.Body.Close()
		answer = w.withBoundary(action, form.Get("UserName"), answer)
	}
	if what == lose {
		panic(http.ErrAbortHandler)
	}
	out.Header().Set("Content-Type", "text/xml")
	out.WriteHeader(status)
	_, _ = out.Write(answer)
}

// own answers what moto does not know.
func (w *wire) own(action string, form url.Values) (int, []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	user, result := form.Get("UserName"), ""
	switch action {
	case "ListServiceSpecificCredentials":
		result = "<ServiceSpecificCredentials>"
		for _, id := range w.services[user] {
			result += "<member><ServiceSpecificCredentialId>" + id + "</ServiceSpecificCredentialId><UserName>" + user + "</UserName><ServiceName>codecommit.amazonaws.com</ServiceName>" +
				"<ServiceUserName>x</ServiceUserName><Status>Active</Status><CreateDate>2026-01-01T00:00:00Z</CreateDate></member>"
		}
		result += "</ServiceSpecificCredentials><IsTruncated>false</IsTruncated>"
	case "DeleteServiceSpecificCredential":
		delete(w.services, user)
	case "ListEntitiesForPolicy":
		if form.Get("PolicyUsageFilter") != "PermissionsBoundary" {
			return 0, nil
		}
		result = "<PolicyGroups/><PolicyRoles/><PolicyUsers>"
		for name, arn := range w.boundaries {
			if arn == form.Get("PolicyArn") {
				result += "<member><UserName>" + name + "</UserName><UserId>AIDAEXAMPLE</UserId></member>"
			}
		}
		result += "</PolicyUsers><IsTruncated>false</IsTruncated>"
	case "PutUserPermissionsBoundary":
		w.boundaries[user] = form.Get("PermissionsBoundary")
	case "DeleteUserPermissionsBoundary":
		delete(w.boundaries, user)
	default:
		return 0, nil
	}
	return http.StatusOK, []byte(`<` + action + `Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><` + action + `Result>` + result +
		`</` + action + `Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></` + action + `Response>`)
}

func (w *wire) withBoundary(action, user string, answer []byte) []byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	arn := w.boundaries[user]
	if action != "GetUser" || arn == "" {
		return answer
	}
	return bytes.Replace(answer, []byte("</User>"), []byte("<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>"+arn+
		"</PermissionsBoundaryArn></PermissionsBoundary></User>"), 1)
}

// world is a server, an account of AWS, and an owner with a credential that may do
// everything in it.
type world struct {
	*live.Person

	t      *testing.T
	server *live.Server
	wire   *wire
	aws    *awsiam.Client
	cloud  *testkit.AWS
	data   testkit.Database
}

func at(endpoint string) live.Settings {
	return func(c *server.Config) { c.AWSEndpointURL = endpoint }
}

func newWorld(t *testing.T, d testkit.Database) *world {
	t.Helper()
	cloud := testkit.StartAWS(t)
	w := newWire(t, cloud.Endpoint)
	s := live.Start(t, d, at(w.url))
	p := s.Seed(t, "owner@example.com")
	one := &world{p, t, s, w, iamAt(cloud.Endpoint, cloud.Admin), cloud, d}
	one.credential("Everything", cloud.Admin)
	return one
}

func iamAt(endpoint string, key testkit.Key) *awsiam.Client {
	return awsiam.NewFromConfig(aws.Config{Region: "us-east-1", BaseEndpoint: &endpoint, Credentials: credentials.NewStaticCredentialsProvider(key.ID, key.Secret, "")})
}

func (w *world) credential(label string, key testkit.Key) int64 {
	w.t.Helper()
	return must(w.Vault.Add(w.t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: label, AccessKeyID: key.ID, SecretAccessKey: key.Secret}}))(w.t).ID
}

// must fails the test when a step that should work does not.
func must[T any](out T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
}

// apply applies a plan by its hash, and expects all of it to be done.
func (w *world) apply(plan api.Plan) api.AppliedPlan {
	w.t.Helper()
	done, err := w.try(plan)
	if err != nil {
		w.t.Fatalf("applying %q: %v", plan.Title, err)
	}
	if done.Plan.State != "applied" {
		w.t.Fatalf("%q is %s: %s", plan.Title, done.Plan.State, done.Plan.Error)
	}
	return done
}

func (w *world) try(plan api.Plan) (api.AppliedPlan, error) {
	return w.Plans.Apply(w.t.Context(), api.ApplyPlanIn{ID: plan.ID, Body: api.ApplyPlanRequest{Hash: plan.Hash}})
}

func (w *world) user(name string) {
	w.t.Helper()
	must(w.aws.CreateUser(w.t.Context(), &awsiam.CreateUserInput{UserName: &name}))(w.t)
}

func (w *world) role(name string) {
	w.t.Helper()
	must(w.aws.CreateRole(w.t.Context(), &awsiam.CreateRoleInput{RoleName: &name, AssumeRolePolicyDocument: aws.String(trustEC2)}))(w.t)
}

func (w *world) policy(name, document string) (arn string) {
	w.t.Helper()
	return *must(w.aws.CreatePolicy(w.t.Context(), &awsiam.CreatePolicyInput{PolicyName: &name, PolicyDocument: &document}))(w.t).Policy.Arn
}

func raw(document string) json.RawMessage { return json.RawMessage(document) }

// named names somebody.
func named(name string) api.IAMNamed { return api.IAMNamed{Name: name} }

// operations are those of a plan's steps.
func operations(plan api.Plan) (out []string) {
	for _, s := range plan.Steps {
		out = append(out, strings.TrimPrefix(s.Operation, "iam:"))
	}
	return out
}
