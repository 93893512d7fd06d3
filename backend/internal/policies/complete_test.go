package policies

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestComplete(t *testing.T) {
	text := `{"Statement": [{"Effect": "Allow", "Action": "s3:GetObjectTagg"`
	out, err := new(Service).Complete(t.Context(), access.Scope{}, api.CompletePolicyIn{Body: api.CompletePolicyRequest{Text: text, Offset: len(text) - 1}})
	if err != nil {
		t.Fatal(err)
	}
	if out.Place != "action" || len(out.Items) != 1 {
		t.Fatalf("%+v", out)
	}
	it := out.Items[0]
	if it.Label != "s3:GetObjectTagging" || it.Kind != "action" || it.Detail != "Read" || it.Insert != it.Label || text[it.Offset:it.Offset+it.Length] != "s3:GetObjectTagg" {
		t.Errorf("%+v", it)
	}
	if it.Stops == nil || it.Also == nil {
		t.Error("a list is null on the wire")
	}
}

func TestCompleteFillsInWhatItIsTold(t *testing.T) {
	text := `{"Statement": [{"Action": "sqs:SendMessage", "Resource": ""}]}`
	out, err := new(Service).Complete(t.Context(), access.Scope{}, api.CompletePolicyIn{Body: api.CompletePolicyRequest{
		Text: text, Offset: strings.Index(text, `""`) + 1, Partition: "aws-us-gov", Region: "us-gov-west-1", Account: "123456789012", Limit: 1,
	}})
	if err != nil || len(out.Items) != 1 || !out.More {
		t.Fatalf("%+v, %v", out, err)
	}
	if want := "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:${QueueName}"; out.Items[0].Insert != want || len(out.Items[0].Stops) != 1 {
		t.Errorf("%+v, want %s", out.Items[0], want)
	}
}

func TestHover(t *testing.T) {
	for _, c := range []struct {
		text  string
		found bool
		title string
	}{
		{`{"Statement": [{"Action": "iam:passrole`, true, "iam:PassRole"},
		{`{"Statement": [{"Sid": "x`, false, ""},
	} {
		h, err := new(Service).Hover(t.Context(), access.Scope{}, api.HoverPolicyIn{Body: api.HoverPolicyRequest{Text: c.text, Offset: len(c.text) - 1}})
		if err != nil || h.Found != c.found || h.Title != c.title || h.Facts == nil {
			t.Errorf("%s: %+v, %v", c.text, h, err)
		}
	}
}

func TestSuggestConditionKeys(t *testing.T) {
	out, err := new(Service).SuggestConditionKeys(t.Context(), access.Scope{}, api.SuggestConditionKeysIn{Body: api.SuggestConditionKeysRequest{
		Actions: []string{"s3:ListBucket", "s3:Nothing", "ec2:CreateTags"}, Resources: []string{"*"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(out.UnknownActions, []string{"s3:Nothing"}) {
		t.Errorf("unknown actions %q", out.UnknownActions)
	}
	byName := map[string]api.ConditionKey{}
	for _, k := range out.Keys {
		if _, twice := byName[strings.ToLower(k.Key)]; twice {
			t.Errorf("%s is there twice", k.Key)
		}
		byName[strings.ToLower(k.Key)] = k
	}
	if k := byName["s3:prefix"]; k.Type != "String" || k.Actions != 1 || k.Global || k.Multivalued || !slices.Contains(k.Operators, "StringLikeIfExists") || slices.Contains(k.Operators, "Bool") {
		t.Errorf("s3:prefix: %+v", k)
	}
	if k := byName["aws:tagkeys"]; !k.Global || !k.Multivalued || k.Actions != 1 || !slices.Contains(k.Operators, "ForAllValues:StringEquals") || slices.Contains(k.Operators, "StringEquals") {
		t.Errorf("aws:TagKeys: %+v", k)
	}
	if k := byName["aws:sourceip"]; !k.Global || k.Actions != 0 || !slices.Contains(k.Operators, "NotIpAddress") {
		t.Errorf("aws:SourceIp: %+v", k)
	}
}

func TestConditionOperators(t *testing.T) {
	out, err := new(Service).ConditionOperators(t.Context(), access.Scope{}, api.None{})
	if err != nil || len(out.Operators) != 27 {
		t.Fatalf("%d operators, %v", len(out.Operators), err)
	}
	for _, o := range out.Operators {
		switch o.Operator {
		case "Null":
			if len(o.Forms) != 0 || len(o.KeyTypes) != 7 {
				t.Errorf("%+v", o)
			}
		case "StringNotLike":
			if !o.Negated || !o.Wildcards || !slices.Contains(o.Forms, "ForAllValues:StringNotLikeIfExists") || !slices.Equal(o.KeyTypes, []string{"String", "ARN"}) {
				t.Errorf("%+v", o)
			}
		}
	}
}

func TestValidateCondition(t *testing.T) {
	for _, c := range []struct {
		name, operator, key, values string
		actions                     []string
		valid                       bool
		code                        string // one of the findings
	}{
		{"good", "StringEquals", "aws:PrincipalOrgID", `"o-a1b2c3d4e5"`, nil, true, ""},
		{"good list", "StringLike", "s3:prefix", `["home/*"]`, []string{"s3:ListBucket"}, true, ""},
		{"good Boolean", "Bool", "aws:SecureTransport", `true`, nil, true, ""},
		{"no such operator", "StringEqual", "aws:username", `"a"`, nil, false, "INVALID_CONDITION_OPERATOR"},
		{"no such key", "StringEquals", "aws:PrincipalOrg", `"o"`, nil, false, "INVALID_GLOBAL_CONDITION_KEY"},
		{"wrong type", "StringEquals", "aws:SourceIp", `"10.0.0.0/8"`, nil, false, "TYPE_MISMATCH"},
		{"wrong value", "Bool", "aws:SecureTransport", `"yes"`, nil, false, "TYPE_MISMATCH_BOOLEAN"},
		{"key that the action does not have", "StringEquals", "s3:x-amz-acl", `"private"`, []string{"s3:ListBucket"}, false, "UNSUPPORTED_ACTION_FOR_CONDITION_KEY"},
		{"key that the actions do not have", "StringEquals", "s3:x-amz-acl", `"private"`, []string{"s3:ListB*"}, false, "IAMC_CONDITION_KEY_NOT_SUPPORTED"},
		{"no such action", "StringEquals", "aws:username", `"a"`, []string{"s3:Nothing"}, false, "INVALID_ACTION"},
		{"object for a value", "StringEquals", "aws:username", `{"a": 1}`, nil, false, ""},
		{"null for a value", "StringEquals", "aws:username", `null`, nil, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := new(Service).ValidateCondition(t.Context(), access.Scope{}, api.ValidateConditionIn{Body: api.ValidateConditionRequest{
				Operator: c.operator, Key: c.key, Values: json.RawMessage(c.values), Actions: c.actions,
			}})
			if err != nil {
				t.Fatal(err)
			}
			if out.Valid != c.valid {
				t.Errorf("valid %t: %+v", out.Valid, out.Findings)
			}
			if c.code != "" && !slices.ContainsFunc(out.Findings, func(f api.Finding) bool { return f.Code == c.code }) {
				t.Errorf("%s is missing in %+v", c.code, out.Findings)
			}
			for _, f := range out.Findings {
				if f.Offset+f.Length > len(out.Document) {
					t.Errorf("%s lies outside of the document", f.Code)
				}
			}
		})
	}
}
