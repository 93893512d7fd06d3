// Package onlinefake is the part of AWS that is asked about policies, for tests: IAM
// Access Analyzer's ValidatePolicy and CheckNoNewAccess (REST, JSON), IAM's policy
// simulators (query protocol, XML) and sts:GetCallerIdentity. moto has none of them. It
// speaks the real wire format, which the SDK's own clients read.
//
// It thinks nothing: tests say what it finds and decides. It does not check signatures,
// permissions (Deny makes it refuse), whether documents are policies, sizes, or that a
// marker was given by it.
package onlinefake

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"testing"
)

// Account is the account that the caller is said to be of.
const Account = "123456789012"

// Finding is one of ValidatePolicy ("ValidatePolicyFinding", IAM Access Analyzer API
// reference). Path's elements are names (string) and positions (int).
type Finding struct {
	Code, Type, Details string
	Path                []any
	Start, End          int // in characters
}

// Decision is one of the simulators ("EvaluationResult", IAM API reference).
type Decision struct {
	Action, Resource, Decision string
	Missing                    []string
	ByOrganizations            *bool
}

// Fake answers until its test ends. Change it between requests.
type Fake struct {
	URL string

	mu sync.Mutex
	// Findings are those of every document; PageSize of them come in one answer.
	Findings []Finding
	PageSize int
	// Result, Message and Reasons are those of CheckNoNewAccess.
	Result, Message string
	Reasons         []string
	// Custom and Principal decide; each of their decisions is a page of its own.
	Custom, Principal []Decision
	refused           map[string]string
	asked             []Asked
}

// Asked is one request.
type Asked struct {
	Operation string
	Body      map[string]any // of Access Analyzer
	Form      url.Values     // of IAM
}

// Start runs a fake.
func Start(t testing.TB) *Fake {
	t.Helper()
	f := &Fake{PageSize: 100, Result: "PASS", refused: map[string]string{}}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	f.URL = server.URL
	return f
}

// Deny makes an operation be refused for want of its permission.
func (f *Fake) Deny(operation, action string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refused[operation] = "User: arn:aws:iam::" + Account + ":user/dev is not authorized to perform: " + action + " on resource: * because no identity-based policy allows the " + action + " action"
}

// Asked are the requests since it was last asked, without those of STS.
func (f *Fake) Asked() []Asked {
	f.mu.Lock()
	defer f.mu.Unlock()
	asked := f.asked
	f.asked = nil
	return asked
}

func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch r.URL.Path {
	case "/policy/validation":
		f.rest(w, r, "ValidatePolicy", f.validation)
	case "/policy/check-no-new-access":
		f.rest(w, r, "CheckNoNewAccess", f.noNewAccess)
	default:
		f.query(w, r)
	}
}

func (f *Fake) rest(w http.ResponseWriter, r *http.Request, operation string, answer func(*http.Request) any) {
	var body map[string]any
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	f.asked = append(f.asked, Asked{Operation: operation, Body: body})
	w.Header().Set("Content-Type", "application/json")
	out := answer(r)
	if message, refused := f.refused[operation]; refused {
		w.Header().Set("X-Amzn-ErrorType", "AccessDeniedException")
		w.WriteHeader(http.StatusForbidden)
		out = map[string]string{"message": message}
	}
	_ = json.NewEncoder(w).Encode(out)
}

func (f *Fake) validation(r *http.Request) any {
	type object map[string]any
	from, _ := strconv.Atoi(r.URL.Query().Get("nextToken"))
	to := min(from+f.PageSize, len(f.Findings))
	found := []object{}
	for _, one := range f.Findings[from:to] {
		path := []object{}
		for _, step := range one.Path {
			if i, ok := step.(int); ok {
				path = append(path, object{"index": i})
				continue
			}
			path = append(path, object{"value": step})
		}
		position := func(at int) object { return object{"line": 1, "column": at, "offset": at} }
		found = append(found, object{
			"findingType": one.Type, "issueCode": one.Code, "findingDetails": one.Details, "learnMoreLink": "https://docs.aws.amazon.com/IAM/latest/UserGuide/",
			"locations": []object{{"path": path, "span": object{"start": position(one.Start), "end": position(one.End)}}},
		})
	}
	out := object{"findings": found}
	if to < len(f.Findings) {
		out["nextToken"] = strconv.Itoa(to)
	}
	return out
}

func (f *Fake) noNewAccess(*http.Request) any {
	reasons := []map[string]any{}
	for i, says := range f.Reasons {
		reasons = append(reasons, map[string]any{"description": says, "statementIndex": i})
	}
	return map[string]any{"result": f.Result, "message": f.Message, "reasons": reasons}
}

type evaluation struct {
	Action        string         `xml:"EvalActionName"`
	Resource      string         `xml:"EvalResourceName"`
	Decision      string         `xml:"EvalDecision"`
	Missing       []string       `xml:"MissingContextValues>member"`
	Organizations *organizations `xml:"OrganizationsDecisionDetail"`
}

type organizations struct{ AllowedByOrganizations bool }

func (f *Fake) query(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	action, decisions := r.PostForm.Get("Action"), f.Custom
	w.Header().Set("Content-Type", "text/xml")
	switch action {
	case "GetCallerIdentity":
		_, _ = fmt.Fprintf(w, "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::%[1]s:user/dev</Arn><UserId>AIDADEV</UserId><Account>%[1]s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>", Account)
		return
	case "SimulatePrincipalPolicy":
		decisions = f.Principal
	case "SimulateCustomPolicy":
	default:
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprintf(w, "<ErrorResponse><Error><Code>InvalidAction</Code><Message>The fake has no %s.</Message></Error></ErrorResponse>", html.EscapeString(action))
		return
	}
	f.asked = append(f.asked, Asked{Operation: action, Form: r.PostForm})
	if message, refused := f.refused[action]; refused {
		w.WriteHeader(http.StatusForbidden)
		_, _ = fmt.Fprintf(w, "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>%s</Message></Error></ErrorResponse>", html.EscapeString(message))
		return
	}
	from, _ := strconv.Atoi(r.PostForm.Get("Marker"))
	page := struct {
		XMLName     xml.Name
		Results     []evaluation `xml:"EvaluationResults>member"`
		IsTruncated bool
		Marker      string `xml:",omitempty"`
	}{XMLName: xml.Name{Local: action + "Result"}}
	if from < len(decisions) {
		d := decisions[from]
		one := evaluation{Action: d.Action, Resource: d.Resource, Decision: d.Decision, Missing: d.Missing}
		if d.ByOrganizations != nil {
			one.Organizations = &organizations{*d.ByOrganizations}
		}
		page.Results = append(page.Results, one)
	}
	if from+1 < len(decisions) {
		page.IsTruncated, page.Marker = true, strconv.Itoa(from+1)
	}
	text, err := xml.Marshal(page)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = fmt.Fprintf(w, "<%[1]sResponse>%[2]s</%[1]sResponse>", action, text)
}
