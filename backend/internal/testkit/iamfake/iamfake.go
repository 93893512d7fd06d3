// Package iamfake answers for IAM where the emulator cannot: last accesses, which it
// does not have, and accounts of a size that it takes too long for. It speaks the AWS
// Query protocol ("AWS query protocol", Smithy specification), so that the SDK's own
// deserialisers check it.
//
// It knows GetAccountAuthorizationDetails, GenerateCredentialReport and
// GetCredentialReport, GetAccountSummary, GenerateServiceLastAccessedDetails and
// GetServiceLastAccessedDetails, and sts:GetCallerIdentity; every other action is
// refused with AccessDenied. It checks no signatures and no permissions, and nothing
// changes in it.
package iamfake

import (
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// Access is when a service was used last, and its tracked actions.
type Access struct {
	Service string // prefix
	Last    time.Time
	Actions map[string]time.Time
}

// Account is what the fake tells.
type Account struct {
	ID       string
	Snapshot *access.Snapshot
	Report   string              // credential report, CSV
	Accesses map[string][]Access // by ARN
	// Pending is how often a report of last accesses is not ready yet.
	Pending int
	// Asked is told of each question before it is answered; nil for nobody.
	Asked func(url.Values)
}

// Server is a running fake.
type Server struct {
	URL string

	account Account
	mu      sync.Mutex
	pending int
	calls   map[string]int
}

// Start runs a fake until the test ends.
func Start(t testing.TB, a Account) *Server {
	t.Helper()
	s := &Server{account: a, pending: a.Pending, calls: map[string]int{}}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// Calls is how often an action was asked for.
func (s *Server) Calls(action string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[action]
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	action := r.Form.Get("Action")
	s.mu.Lock()
	s.calls[action]++
	s.mu.Unlock()
	if s.account.Asked != nil {
		s.account.Asked(r.Form)
	}
	var result any
	switch action {
	case "GetCallerIdentity":
		result = identity{Arn: "arn:aws:iam::" + s.account.ID + ":user/auditor", UserID: "AIDAAUDITOR", Account: s.account.ID}
	case "GetAccountAuthorizationDetails":
		result = s.details(r.Form)
	case "GenerateCredentialReport":
		result = state{State: "COMPLETE"}
	case "GetCredentialReport":
		result = report{Content: base64.StdEncoding.EncodeToString([]byte(s.account.Report)), ReportFormat: "text/csv", GeneratedTime: time.Now().UTC().Format(time.RFC3339)}
	case "GetAccountSummary":
		result = summary{Map: entries{[]entry{{"AccountMFAEnabled", 1}, {"AccountAccessKeysPresent", 0}}}}
	case "GenerateServiceLastAccessedDetails":
		result = job{JobID: url.QueryEscape(r.Form.Get("Arn"))}
	case "GetServiceLastAccessedDetails":
		result = s.accesses(r.Form)
	default:
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(http.StatusForbidden)
		_, _ = fmt.Fprintf(w, `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>The fake does not know %s</Message></Error><RequestId>fake</RequestId></ErrorResponse>`, url.QueryEscape(action))
		return
	}
	text, err := xml.Marshal(result)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/xml")
	_, _ = fmt.Fprintf(w, "<%sResponse>%s<ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></%sResponse>", action, text, action) //nolint:gosec // XML for the SDK, which shows nothing
}

// perPage is how many services a page of last accesses has.
const perPage = 2

func (s *Server) accesses(form url.Values) any {
	arn, _ := url.QueryUnescape(form.Get("JobId"))
	s.mu.Lock()
	waiting := s.pending > 0
	s.pending--
	s.mu.Unlock()
	out := accessed{JobStatus: "IN_PROGRESS", JobType: "ACTION_LEVEL", JobCreationDate: moment(time.Now())}
	if waiting {
		return out
	}
	out.JobStatus, out.JobCompletionDate = "COMPLETED", moment(time.Now())
	all := s.account.Accesses[arn]
	from, _ := strconv.Atoi(form.Get("Marker"))
	to := min(from+perPage, len(all))
	for _, a := range all[from:to] {
		m := accessedService{ServiceName: a.Service, ServiceNamespace: a.Service, LastAuthenticated: moment(a.Last)}
		for name, at := range a.Actions {
			m.Tracked.Members = append(m.Tracked.Members, tracked{ActionName: name, LastAccessedTime: moment(at)})
		}
		out.Services.Members = append(out.Services.Members, m)
	}
	if to < len(all) {
		out.IsTruncated, out.Marker = true, strconv.Itoa(to)
	}
	return out
}

// moment is a time as the Query protocol writes it; empty for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
