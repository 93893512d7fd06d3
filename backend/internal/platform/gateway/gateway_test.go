package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

var key = Key{CredentialID: 3, AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI", SessionToken: "session-token", Region: "eu-central-1", AccountID: "123456789012"}

// ledger keeps what the gateway records and counts.
type ledger struct {
	mu       sync.Mutex
	calls    []Call
	outcomes []string
	refuse   error
}

func (l *ledger) RecordAWSCall(_ context.Context, _ access.Scope, call Call) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls = append(l.calls, call)
	return l.refuse
}

func (l *ledger) observe(service, operation, outcome string, _ time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.outcomes = append(l.outcomes, service+":"+operation+" "+outcome)
}

// refusal is how AWS's query protocol says no ("AWS query protocol", Smithy
// specification).
func refusal(code, message string) string {
	return `<ErrorResponse><Error><Type>Sender</Type><Code>` + code + `</Code><Message>` + message + `</Message></Error><RequestId>request-1</RequestId></ErrorResponse>`
}

const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`

// answers serves these, one for each request, the last one again and again.
type answer struct {
	status int
	body   string
}

func serve(t *testing.T, answers ...answer) (endpoint string, asked func() []*http.Request) {
	t.Helper()
	var mu sync.Mutex
	var seen []*http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		next := answers[min(len(seen), len(answers)-1)]
		seen = append(seen, r)
		mu.Unlock()
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(next.status)
		_, _ = w.Write([]byte(next.body))
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []*http.Request {
		mu.Lock()
		defer mu.Unlock()
		return seen
	}
}

func TestACallIsSignedAndRecorded(t *testing.T) {
	endpoint, asked := serve(t, answer{200, identity})
	l := &ledger{}
	got, err := sts.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	if err != nil || *got.Account != "123456789012" {
		t.Fatalf("%+v, %v", got, err)
	}
	request := asked()[0]
	if auth := request.Header.Get("Authorization"); !strings.Contains(auth, "Credential="+key.AccessKeyID+"/") || !strings.Contains(auth, "/eu-central-1/sts/aws4_request") {
		t.Errorf("signed as %s", auth)
	}
	if request.Header.Get("X-Amz-Security-Token") != key.SessionToken || !strings.Contains(request.UserAgent(), "iam-copilot") {
		t.Errorf("headers %v", request.Header)
	}
	if len(l.calls) != 1 || l.calls[0].Service != "sts" || l.calls[0].Operation != "GetCallerIdentity" || l.calls[0].Region != "eu-central-1" ||
		l.calls[0].AccountID != key.AccountID || l.calls[0].Failure != nil || l.calls[0].Took <= 0 {
		t.Errorf("recorded %+v", l.calls)
	}
	if fmt.Sprint(l.outcomes) != "[sts:GetCallerIdentity ok]" {
		t.Errorf("counted %v", l.outcomes)
	}
}

func TestRefusalsAreFaultsThatTellWhatToDo(t *testing.T) {
	for code, says := range map[string]string{
		"InvalidClientTokenId": "does not know this access key id", "SignatureDoesNotMatch": "does not belong to the access key id",
		"ExpiredToken": "session has expired", "AccessDenied": "do not allow iam:ListUsers", "OptInRequired": "has not signed up",
		"SomethingNew": "AWS refused iam:ListUsers with SomethingNew.",
	} {
		endpoint, asked := serve(t, answer{403, refusal(code, "AWS's own words")})
		l := &ledger{}
		_, err := iam.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).ListUsers(t.Context(), &iam.ListUsersInput{})
		var f *fault.Fault
		if !errors.As(err, &f) || !errors.Is(err, ErrRefused) || f.Kind() != fault.Upstream || !strings.Contains(f.Detail(), says) {
			t.Errorf("%s: %v", code, err)
			continue
		}
		if want := (fault.AWS{Service: "iam", Operation: "ListUsers", AccountID: key.AccountID, Code: code, Message: "AWS's own words", RequestID: "request-1"}); *f.AWS() != want {
			t.Errorf("%s: %+v, want %+v", code, *f.AWS(), want)
		}
		if len(asked()) != 1 {
			t.Errorf("%s: asked %d times; such a refusal stays one", code, len(asked()))
		}
		if len(l.calls) != 1 || !errors.Is(l.calls[0].Failure, ErrRefused) || l.outcomes[0] != "iam:ListUsers "+code {
			t.Errorf("%s: recorded %+v, counted %v", code, l.calls, l.outcomes)
		}
	}
}

// AWS's typed errors are still there for the rooms, below the fault.
func TestTypedErrorsShowThrough(t *testing.T) {
	endpoint, _ := serve(t, answer{404, refusal("NoSuchEntity", "The user with name x cannot be found.")})
	l := &ledger{}
	_, err := iam.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).GetUser(t.Context(), &iam.GetUserInput{})
	var missing *types.NoSuchEntityException
	if !errors.As(err, &missing) {
		t.Errorf("got %v", err)
	}
}

func TestPassingTroubleIsTriedAgain(t *testing.T) {
	for name, trouble := range map[string]answer{
		"throttling": {400, refusal("Throttling", "Rate exceeded")}, "unavailable": {503, refusal("ServiceUnavailable", "x")}, "no words at all": {500, ""},
	} {
		t.Run(name, func(t *testing.T) {
			endpoint, asked := serve(t, trouble, answer{200, identity})
			l := &ledger{}
			if _, err := sts.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{}); err != nil {
				t.Error(err)
			}
			if len(asked()) != 2 || len(l.calls) != 1 {
				t.Errorf("asked %d times, recorded %d calls, want 2 and 1", len(asked()), len(l.calls))
			}
		})
	}
	t.Run("that does not pass", func(t *testing.T) {
		endpoint, asked := serve(t, answer{503, refusal("ServiceUnavailable", "x")})
		l := &ledger{}
		_, err := sts.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		if f := fault.Of(err); f.AWS() == nil || f.AWS().Code != "ServiceUnavailable" || len(asked()) != maxAttempts || len(l.calls) != 1 {
			t.Errorf("%v, asked %d times, recorded %+v", err, len(asked()), l.calls)
		}
	})
}

// A caller that goes away ends the call, and the record is written all the
// same.
func TestCallerGoesAway(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(arrived)
		<-release
	}))
	defer server.Close()
	defer close(release)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	l := &ledger{}
	_, err := sts.NewFromConfig(New(server.URL, l, l.observe).Config(access.Scope{}, key)).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if !errors.Is(err, ErrUnreachable) || !strings.Contains(fault.Of(err).Detail(), "caller went away") {
		t.Errorf("got %v", err)
	}
	if len(l.calls) != 1 || l.calls[0].Failure == nil || l.outcomes[0] != "sts:GetCallerIdentity unreachable" {
		t.Errorf("recorded %+v, counted %v", l.calls, l.outcomes)
	}
}

// A call whose record cannot be written is no success.
func TestNoRecordNoSuccess(t *testing.T) {
	endpoint, _ := serve(t, answer{200, identity})
	l := &ledger{refuse: errors.New("the disk is full")}
	if _, err := sts.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{}); err == nil {
		t.Error("the call succeeded")
	}
}

// An answer of somebody else (a proxy's login page) is no answer of AWS.
func TestAnswersOfOthers(t *testing.T) {
	endpoint, _ := serve(t, answer{200, "<html>Please sign in to the network</html>"})
	l := &ledger{}
	_, err := iam.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).ListUsers(t.Context(), &iam.ListUsersInput{})
	if f := fault.Of(err); err == nil || f.Kind() != fault.Upstream {
		t.Errorf("got %v", err)
	}
}

// Whoever answers in AWS's place has nothing of this machine put into an answer, and
// no answer grow without end.
func TestEntitiesOfXMLAreNotExpanded(t *testing.T) {
	for name, declared := range map[string]string{
		"a file":    `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>`,
		"a text":    `<!DOCTYPE x [<!ENTITY e "expanded">]>`,
		"laughters": `<!DOCTYPE x [<!ENTITY a "expanded"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;">]>`,
	} {
		endpoint, _ := serve(t, answer{200, declared + strings.Replace(identity, "user/x", "user/&e;", 1)})
		l := &ledger{}
		out, err := sts.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		if f := fault.Of(err); err == nil || f.Kind() != fault.Upstream {
			t.Errorf("%s: %+v, %v", name, out, err)
		}
	}
}

func TestKeysPrintAsNothing(t *testing.T) {
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "key", key, "pointer", &key)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "key", key, "pointer", &key)
	written, err := json.Marshal(map[string]any{"key": key, "pointer": &key})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"%v": fmt.Sprintf("%v", key), "%+v": fmt.Sprintf("%+v", key), "%#v": fmt.Sprintf("%#v", key), "String": key.String(), "%q": fmt.Sprintf("%q", key),
		"pointer": fmt.Sprintf("%v %+v %#v", &key, &key, &key), "in a struct": fmt.Sprintf("%+v", struct{ Key Key }{key}), "in a list": fmt.Sprint([]Key{key}),
		"error": fmt.Errorf("x: %v", key).Error(), "slog": log.String(), "JSON": string(written),
	} {
		for _, secret := range []string{key.AccessKeyID, key.SecretAccessKey, key.SessionToken} {
			if strings.Contains(text, secret) {
				t.Errorf("%s shows %s", name, text)
			}
		}
	}
}

// Whoever answers in AWS's place cannot send a call, with its session token, on
// to somebody else.
func TestRedirectsAreNotFollowed(t *testing.T) {
	elsewhere := 0
	thief := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		elsewhere++
		fmt.Fprint(w, identity)
	}))
	defer thief.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, thief.URL, status)
		}))
		kept := &ledger{}
		_, err := sts.NewFromConfig(New(front.URL, kept, kept.observe).Config(access.Scope{}, key)).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		front.Close()
		if err == nil || elsewhere != 0 || len(kept.calls) != 1 || kept.calls[0].Failure == nil {
			t.Errorf("%d: %v, %d calls elsewhere, recorded %+v", status, err, elsewhere, kept.calls)
		}
	}
}
