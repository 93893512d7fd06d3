package generate

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

var sidForm = regexp.MustCompile(`^[A-Za-z0-9]+$`)

// checkResult holds what is promised of every policy, whatever the sentence.
func checkResult(t *testing.T, request Request, r Result) {
	t.Helper()
	var document struct {
		Version   string
		Statement []struct {
			Sid, Effect                 string
			Action, NotAction, Resource oneOrMany
			Condition                   map[string]map[string]oneOrMany
		}
	}
	if err := json.Unmarshal([]byte(r.Document), &document); err != nil {
		t.Fatalf("%q: the document is no JSON: %v\n%s", request.Description, err, r.Document)
	}
	if document.Version != "2012-10-17" || len(document.Statement) == 0 || len(document.Statement) != len(r.Statements) {
		t.Errorf("%q: version %q, %d statements, %d in Go", request.Description, document.Version, len(document.Statement), len(r.Statements))
	}
	var sids []string
	for i, s := range document.Statement {
		if !sidForm.MatchString(s.Sid) || slices.Contains(sids, s.Sid) {
			t.Errorf("%q: statement id %q", request.Description, s.Sid)
		}
		sids = append(sids, s.Sid)
		actions := slices.Concat(s.Action, s.NotAction)
		if len(actions) == 0 || len(s.Action) > 0 && len(s.NotAction) > 0 || len(s.Resource) == 0 || s.Effect != allow && s.Effect != deny {
			t.Errorf("%q: statement %+v", request.Description, s)
		}
		if len(s.NotAction) > 0 && s.Effect == allow {
			t.Errorf("%q: NotAction is allowed", request.Description)
		}
		for _, a := range actions {
			expanded := catalog.Expand(a)
			if len(expanded) == 0 || !strings.ContainsAny(a, "*?") && expanded[0] != a {
				t.Errorf("%q: the catalog does not know %s", request.Description, a)
			}
		}
		for _, resource := range s.Resource {
			if _, err := parseARN(resource); resource != "*" && err != nil {
				t.Errorf("%q: resource %s: %v", request.Description, resource, err)
			}
			if strings.Contains(resource, "${") && !strings.Contains(resource, "${aws:") {
				t.Errorf("%q: resource %s is a pattern", request.Description, resource)
			}
		}
		if !slices.IsSorted(s.Action) || !slices.IsSorted(s.Resource) {
			t.Errorf("%q: actions or resources are not sorted", request.Description)
		}
		if !slices.Equal(r.Statements[i].Action, s.Action) && len(s.Action) > 0 {
			t.Errorf("%q: the document and the statements differ", request.Description)
		}
	}
	if len(r.Explanations) == 0 {
		t.Errorf("%q: nothing is explained", request.Description)
	}
	for _, e := range r.Explanations {
		if e.Decision == "" || len(e.Actions) == 0 {
			t.Errorf("%q: explanation %+v", request.Description, e)
		}
	}
}

type oneOrMany []string

func (l *oneOrMany) UnmarshalJSON(data []byte) error {
	if data[0] == '[' {
		return json.Unmarshal(data, (*[]string)(l))
	}
	*l = make([]string, 1)
	return json.Unmarshal(data, &(*l)[0])
}

func allCases(t testing.TB) []sentenceCase {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []sentenceCase
	for _, f := range files {
		all = append(all, readCases(t, f)...)
	}
	return all
}

func TestPromisesHoldForAllCases(t *testing.T) {
	for _, c := range allCases(t) {
		r, err := FromSentence(c.request)
		if err != nil {
			continue
		}
		checkResult(t, c.request, r)
		again, err := FromSentence(c.request)
		if err != nil || !reflect.DeepEqual(r, again) {
			t.Errorf("%q: a second run gave another result", c.request.Description)
		}
	}
}

// TestEveryVerbOnEveryKind runs short sentences over all combinations of words.
func TestEveryVerbOnEveryKind(t *testing.T) {
	for i, k := range kinds {
		for j, v := range verbs {
			if (i+j)%4 != 0 {
				continue // a quarter of the table, each verb with many kinds
			}
			words := strings.TrimSpace(strings.SplitN(v.words, ",", 2)[0])
			sentences := []string{words + " " + plural(k.nouns[0])}
			if (i+j)%8 == 0 {
				sentences = append(sentences, "Allow Lambda to "+words+" "+k.nouns[0]+" my-name-1 with MFA in us-east-1")
			}
			for _, sentence := range sentences {
				request := Request{Description: sentence}
				r, err := FromSentence(request)
				if err != nil {
					checkError(t, request, err)
					continue
				}
				checkResult(t, request, r)
			}
		}
	}
}

func TestEveryServiceByName(t *testing.T) {
	for _, prefix := range catalog.Prefixes() {
		for _, form := range []string{"read-only access to %s", "write to %s", "Deny all actions on %s", "manage %s"} {
			request := Request{Description: fmt.Sprintf(form, catalog.ServiceName(prefix))}
			r, err := FromSentence(request)
			if err != nil {
				checkError(t, request, err)
				continue
			}
			checkResult(t, request, r)
		}
	}
}

func checkError(t *testing.T, request Request, err error) {
	t.Helper()
	var unknown *NotUnderstoodError
	if !errors.As(err, &unknown) && !errors.Is(err, ErrTooLong) && !strings.Contains(err.Error(), "is not an ARN") {
		t.Errorf("%q: error %v", request.Description, err)
	}
	if unknown != nil && (unknown.Problem == "" || unknown.Hint == "") {
		t.Errorf("%q: error without problem or hint: %+v", request.Description, unknown)
	}
}

func TestLimits(t *testing.T) {
	if _, err := FromSentence(Request{Description: strings.Repeat("read S3 ", MaxDescription)}); !errors.Is(err, ErrTooLong) {
		t.Errorf("a long description gave %v", err)
	}
	if _, err := FromSentence(Request{Description: "read S3", ResourceARNs: make([]string, MaxARNs+1)}); !errors.Is(err, ErrTooLong) {
		t.Errorf("many ARNs gave %v", err)
	}
	if _, err := FromSentence(Request{}); err == nil {
		t.Error("an empty request gave a policy")
	}
}

func TestTrustPolicy(t *testing.T) {
	r, err := FromSentence(Request{Description: "Allow Lambda to read S3"})
	if err != nil {
		t.Fatal(err)
	}
	var trust struct {
		Statement []struct {
			Principal struct{ Service string }
			Action    string
		}
	}
	if err := json.Unmarshal([]byte(r.Principal.TrustPolicy), &trust); err != nil || trust.Statement[0].Principal.Service != "lambda.amazonaws.com" || trust.Statement[0].Action != "sts:AssumeRole" {
		t.Errorf("error %v, trust policy %s", err, r.Principal.TrustPolicy)
	}
}

func FuzzFromSentence(f *testing.F) {
	for _, c := range allCases(f) {
		arn := ""
		if len(c.request.ResourceARNs) > 0 {
			arn = c.request.ResourceARNs[0]
		}
		f.Add(c.request.Description, arn)
	}
	f.Fuzz(func(t *testing.T, sentence, arn string) {
		request := Request{Description: sentence}
		if arn != "" {
			request.ResourceARNs = []string{arn}
		}
		r, err := FromSentence(request)
		if err != nil {
			checkError(t, request, err)
			return
		}
		checkResult(t, request, r)
	})
}

func BenchmarkFromSentence(b *testing.B) {
	request := Request{Description: "Allow Lambda to read S3 bucket in-1 and write items to table Orders in us-east-1", ResourceARNs: []string{"arn:aws:s3:::my-bucket/*"}}
	for b.Loop() {
		if _, err := FromSentence(request); err != nil {
			b.Fatal(err)
		}
	}
}
