package generate

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

const readOnly = `{"Version": "2012-10-17", "Statement": [
	{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
	{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:111122223333:key/k"},
	{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/private/*"}
]}`

func TestCheckExamples(t *testing.T) {
	tls := map[string]eval.Values{"aws:SecureTransport": {"true"}}
	for _, c := range []struct {
		name        string
		allow, deny []Example
		want        []string // parts of the problems
	}{
		{
			"met",
			[]Example{{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k", Context: tls}, {Action: "kms:decrypt", Resource: "arn:aws:kms:eu-west-1:111122223333:key/k"}},
			[]Example{{Action: "s3:PutObject", Resource: "arn:aws:s3:::b/k"}, {Action: "s3:GetObject", Resource: "arn:aws:s3:::b/private/k", Context: tls}},
			nil,
		},
		{
			"not allowed",
			[]Example{{Name: "reading in the open", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k"}},
			nil,
			[]string{`The example "reading in the open" must be allowed, but is not allowed: `},
		},
		{
			"denied",
			[]Example{{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/private/k", Context: tls}},
			nil,
			[]string{`The example "s3:GetObject on arn:aws:s3:::b/private/k" must be allowed, but is denied explicitly: `},
		},
		{
			"allowed", nil,
			[]Example{{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k", Context: tls}, {Action: "sqs:SendMessage"}},
			[]string{`must be denied, but is allowed: `},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			unmet, err := CheckExamples(readOnly, c.allow, c.deny)
			if err != nil {
				t.Fatal(err)
			}
			if len(unmet) != len(c.want) {
				t.Fatalf("%+v", unmet)
			}
			for i, want := range c.want {
				if !strings.Contains(unmet[i].Problem, want) {
					t.Errorf("%q lacks %q", unmet[i].Problem, want)
				}
			}
		})
	}
}

func TestCheckExamplesRefuses(t *testing.T) {
	for _, c := range []struct {
		document string
		example  Example
		want     string
	}{
		{readOnly, Example{Action: "s3:*"}, "cannot hold a wildcard"},
		{readOnly, Example{Action: "s3:GetObject", Principal: "nobody at all"}, "neither an ARN"},
		{readOnly, Example{Action: "s3:GetObject", Principal: "lambda.amazonaws.com"}, "not_applicable"},
		{`{"Statement": 1}`, Example{Action: "s3:GetObject"}, "Statement"},
	} {
		unmet, err := CheckExamples(c.document, []Example{c.example}, nil)
		if c.want == "not_applicable" {
			if err != nil || len(unmet) != 1 {
				t.Errorf("%+v: %+v, %v", c.example, unmet, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.example, err, c.want)
		}
	}
	if _, err := CheckExamples(readOnly, make([]Example, MaxExamples+1), nil); !errors.Is(err, ErrTooLong) {
		t.Error(err)
	}
}

func TestParseExamples(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []Example
		failure    string
	}{
		{"lines", "# what it does\ns3:GetObject arn:aws:s3:::b/my file\n\nsts:GetCallerIdentity\n", []Example{{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/my file"}, {Action: "sts:GetCallerIdentity"}}, ""},
		{
			"JSON", `[{"name": "n", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", "context": {"aws:SecureTransport": true, "aws:TagKeys": ["a", "b"]}}, "sqs:SendMessage *"]`,
			[]Example{{Name: "n", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k", Context: map[string]eval.Values{"aws:SecureTransport": {"true"}, "aws:TagKeys": {"a", "b"}}}, {Action: "sqs:SendMessage", Resource: "*"}},
			"",
		},
		{"nothing", "", nil, ""},
		{"a word", "hello", nil, "line 1"},
		{"no action", `[{"resource": "*"}]`, nil, "[0] names no action"},
		{"a field that is not known", `[{"action": "s3:GetObject", "ressource": "*"}]`, nil, `unknown field "ressource"`},
		{"broken", `[`, nil, "cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ParseExamples([]byte(c.text))
			if c.failure != "" {
				if !errors.Is(err, ErrExample) || !strings.Contains(err.Error(), c.failure) {
					t.Errorf("%v, want %q", err, c.failure)
				}
				return
			}
			if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}
