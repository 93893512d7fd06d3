package explain

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

const (
	role    = "arn:aws:iam::111122223333:role/app"
	session = "arn:aws:sts::111122223333:assumed-role/app/i-1"
	reads   = "User: " + session + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k"`
	full    = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	other1  = `{"Version":"2012-10-17","Statement":[{"Sid":"Q","Effect":"Allow","Action":"sqs:*","Resource":"*"}]}`
)

// explained runs a message with a request in JSON, without one when it is empty.
func explained(t *testing.T, message, request string) Explanation {
	t.Helper()
	m, err := denial.Parse(message)
	if err != nil {
		t.Fatal(err)
	}
	var given *eval.Request
	if request != "" {
		r, err := eval.ParseRequest([]byte(request))
		if err != nil {
			t.Fatal(err)
		}
		given = &r
	}
	x, err := Denial(m, given)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func titles(x Explanation) []string {
	out := []string{}
	for _, c := range x.Changes {
		out = append(out, c.Title)
	}
	return out
}

func TestWithPolicies(t *testing.T) {
	for _, c := range []struct {
		name, message, request string
		policyType             denial.PolicyType
		want                   []string // titles
		contains               string   // somewhere in the first change's text
		also                   string   // in its warnings
		detail                 string
	}{
		{
			"no identity policy allows", reads + " because no identity-based policy allows the s3:GetObject action", `{"identity_policies":[` + other1 + `]}`,
			denial.Identity,
			[]string{"Add a statement to the identity-based policy that allows s3:GetObject on arn:aws:s3:::b/k."},
			`"Sid": "AllowGetObject"`, "has no condition", "",
		},
		{
			"one that nearly allows", reads, `{"identity_policies":[{"id":"Reader","document":{"Version":"2012-10-17","Statement":[{"Sid":"R","Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::other/*"},{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}}]}`,
			denial.Identity,
			[]string{"Add a statement to the identity-based policy Reader that allows s3:GetObject on arn:aws:s3:::b/k."},
			"", "", `but not on arn:aws:s3:::b/k: it names arn:aws:s3:::other/*`,
		},
		{
			"boundary", reads + " because no permissions boundary allows the s3:GetObject action", `{"identity_policies":[` + full + `],"permission_boundary":` + other1 + `}`,
			denial.Boundary,
			[]string{"Add a statement to the permissions boundary that allows s3:GetObject on arn:aws:s3:::b/k."},
			"", "every user and role that has this boundary", "",
		},
		{
			"identity and boundary", reads, `{"identity_policies":[` + other1 + `],"permission_boundary":` + other1 + `}`,
			denial.Identity,
			[]string{"Add a statement to the identity-based policy that allows s3:GetObject on arn:aws:s3:::b/k.", "Add a statement to the permissions boundary that allows s3:GetObject on arn:aws:s3:::b/k."},
			"", "", "",
		},
		{
			"session policy", reads, `{"identity_policies":[` + full + `],"session_policies":[` + other1 + `]}`,
			denial.Session,
			[]string{"Add a statement to the session policy that allows s3:GetObject on arn:aws:s3:::b/k."},
			"", "", "",
		},
		{
			"SCP at one level", reads, `{"identity_policies":[` + full + `],"scps":[[` + full + `],[` + other1 + `]]}`,
			denial.SCP,
			[]string{"Add a statement to the service control policy that allows s3:GetObject on arn:aws:s3:::b/k."},
			"", "every principal of the accounts below", "",
		},
		{
			"resource policy of another account", "User: " + session + " is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:999999999999:q because no resource-based policy allows the sqs:SendMessage action", `{"identity_policies":[` + full + `]}`,
			denial.Resource,
			[]string{"Add a resource-based policy that allows sqs:SendMessage on arn:aws:sqs:eu-west-1:999999999999:q."},
			`"AWS": "` + role + `"`, "Every session of the role", "",
		},
		{
			"trust policy", "User: " + session + " is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::999999999999:role/x", `{"identity_policies":[` + full + `],"trust_policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}}`,
			denial.Trust,
			[]string{"Add a statement to the role trust policy that allows sts:AssumeRole on arn:aws:iam::999999999999:role/x."},
			`"AWS": "` + role + `"`, "all of the role's permissions", "but to other principals",
		},
		{
			"KMS", "User: " + session + " is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/k because no resource-based policy allows the kms:Decrypt action", `{"identity_policies":[` + full + `],"resource_policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/admin"},"Action":"kms:*","Resource":"*"}]}}`,
			denial.Resource,
			[]string{"Add a statement to the resource-based policy that allows kms:Decrypt on arn:aws:kms:eu-west-1:111122223333:key/k."},
			role, "", "",
		},
		{
			"nothing beyond need: the resource policy alone would do, the identity policy is the smaller change", reads, `{"identity_policies":[` + other1 + `],"resource_policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/admin"},"Action":"s3:*","Resource":"arn:aws:s3:::b/*"}]}}`,
			denial.Identity,
			[]string{"Add a statement to the identity-based policy that allows s3:GetObject on arn:aws:s3:::b/k."},
			"", "", "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := explained(t, c.message, c.request)
			if x.PolicyType != c.policyType || x.Effect != denial.Implicit || x.Decision != eval.ImplicitDeny {
				t.Errorf("%s %s %s", x.PolicyType, x.Effect, x.Decision)
			}
			check(t, x, c.want, c.contains, c.also)
			if !strings.Contains(strings.Join(x.Details, "\n"), c.detail) {
				t.Errorf("details %q", x.Details)
			}
		})
	}
}

// check compares the changes, and proves them once more from the outside.
func check(t *testing.T, x Explanation, want []string, contains, also string) {
	t.Helper()
	if diff := cmp.Diff(want, titles(x)); diff != "" || !x.Proved {
		t.Errorf("proved %t, (-want +got):\n%s%q", x.Proved, diff, x.Advice)
		return
	}
	if !strings.Contains(x.Changes[0].After, contains) {
		t.Errorf("no %s in\n%s", contains, x.Changes[0].After)
	}
	if !strings.Contains(strings.Join(x.Changes[0].AlsoAllows, "\n"), also) {
		t.Errorf("warnings %q", x.Changes[0].AlsoAllows)
	}
	for _, ch := range x.Changes {
		if findings := lint.Check([]byte(ch.After), lint.Options{Kind: policy.Kind(ch.PolicyType)}); lint.HasErrors(findings) {
			t.Errorf("%v\n%s", findings, ch.After)
		}
		if ch.Statement != "" && ch.Kind == AddStatement && !strings.Contains(strings.Join(strings.Fields(ch.After), ""), strings.Join(strings.Fields(ch.Statement), "")) {
			t.Errorf("the statement is not in the policy:\n%s\n%s", ch.Statement, ch.After)
		}
	}
}

func TestDenyStatements(t *testing.T) {
	deny := func(statement string) string {
		return `{"Version":"2012-10-17","Statement":[{"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"},` + statement + `]}`
	}
	for _, c := range []struct {
		name, request string
		policyType    denial.PolicyType
		want          []string
		contains      string
		also          string
	}{
		{
			"the only action on everything", `{"identity_policies":[` + deny(`{"Sid":"D","Effect":"Deny","Action":"s3:GetObject","Resource":"*"}`) + `]}`,
			denial.Identity,
			[]string{`Except arn:aws:s3:::b/k from the statement "D": write NotResource in place of Resource.`},
			`"NotResource": "arn:aws:s3:::b/k"`, "",
		},
		{
			"one action of several", `{"identity_policies":[` + deny(`{"Sid":"D","Effect":"Deny","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}`) + `]}`,
			denial.Identity,
			[]string{`Take s3:GetObject out of the statement "D" where it acts on arn:aws:s3:::b/k.`},
			`"DenyGetObjectElsewhere"`, "",
		},
		{
			"a family of actions", `{"identity_policies":[` + deny(`{"Sid":"D","Effect":"Deny","Action":"s3:*","Resource":"*"}`) + `]}`,
			denial.Identity,
			[]string{`Except arn:aws:s3:::b/k from the statement "D": write NotResource in place of Resource.`},
			`"NotResource"`, "these would be allowed as well: s3:",
		},
		{
			"one of the resources", `{"identity_policies":[` + deny(`{"Effect":"Deny","Action":"s3:*","Resource":["arn:aws:s3:::b/k","arn:aws:s3:::c/*"]}`) + `]}`,
			denial.Identity,
			[]string{"Take arn:aws:s3:::b/k out of the resources of statement [1]."},
			`"Resource": "arn:aws:s3:::c/*"`, "no longer denied by this statement",
		},
		{
			"nothing else", `{"identity_policies":[` + deny(`{"Sid":"D","Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/k"}`) + `]}`,
			denial.Identity,
			[]string{`Remove the statement "D", which denies nothing else.`},
			"", "",
		},
		{
			"a pattern that cannot be cut", `{"identity_policies":[` + deny(`{"Sid":"D","Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::b/*"}`) + `]}`,
			denial.Identity,
			[]string{`Except ` + role + ` from the statement "D" by a condition on aws:PrincipalArn.`},
			`"ArnNotEquals"`, "no longer denied on other resources",
		},
		{
			"SCP on everything", `{"identity_policies":[` + full + `],"scps":[[` + deny(`{"Sid":"D","Effect":"Deny","Action":"s3:*","Resource":"*"}`) + `]]}`,
			denial.SCP,
			[]string{`Except ` + role + ` from the statement "D" by a condition on aws:PrincipalArn.`},
			role, "holds for others too",
		},
		{
			"SCP with principals left out", `{"identity_policies":[` + full + `],"scps":[[` + deny(`{"Sid":"D","Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/admin"]}}}`) + `]]}`,
			denial.SCP,
			[]string{`Except ` + role + ` from the statement "D": add it to the principals that its condition leaves out.`},
			`"arn:aws:iam::*:role/admin", "` + role + `"`, "",
		},
		{
			"Region lock", `{"context":{"aws:RequestedRegion":"ap-south-1"},"identity_policies":[` + full + `],"scps":[[` + deny(`{"Sid":"Regions","Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1"]}}}`) + `]]}`,
			denial.SCP,
			[]string{`Take s3:GetObject out of the statement "Regions", and deny it in a statement of its own that excepts ` + role + `.`},
			`"ArnNotEquals": {"aws:PrincipalArn": "` + role + `"}`, "no longer denied on other resources",
		},
		{
			"one action of several in an SCP", `{"identity_policies":[` + full + `],"scps":[[` + deny(`{"Sid":"D","Effect":"Deny","Action":["s3:GetObject","s3:PutObject"],"Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/admin"}}}`) + `]]}`,
			denial.SCP,
			[]string{`Take s3:GetObject out of the statement "D", and deny it in a statement of its own that excepts ` + role + `.`},
			`["arn:aws:iam::*:role/admin", "` + role + `"]`, "",
		},
		{
			"one action in an SCP", `{"identity_policies":[` + full + `],"scps":[[` + deny(`{"Sid":"D","Effect":"Deny","Action":"s3:GetObject","Resource":"*"}`) + `]]}`,
			denial.SCP,
			[]string{`Except ` + role + ` from the statement "D" by a condition on aws:PrincipalArn.`},
			"", "",
		},
		{
			"NotResource", `{"identity_policies":[` + deny(`{"Sid":"D","Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::mine/*"}`) + `]}`,
			denial.Identity,
			[]string{`Except arn:aws:s3:::b/k from the statement "D": add it to NotResource.`},
			`["arn:aws:s3:::mine/*", "arn:aws:s3:::b/k"]`, "",
		},
		{
			"condition on MFA", `{"identity_policies":[` + deny(`{"Sid":"MFA","Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}`) + `]}`,
			denial.Identity,
			[]string{`Except arn:aws:s3:::b/k from the statement "MFA": write NotResource in place of Resource.`},
			"", "",
		},
		{
			"bucket policy", `{"identity_policies":[` + full + `],"resource_policy":{"Version":"2012-10-17","Statement":[{"Sid":"D","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}]}}`,
			denial.Resource,
			[]string{`Except ` + role + ` from the statement "D" by a condition on aws:PrincipalArn.`},
			"", "",
		},
		{
			"two denies", `{"identity_policies":[` + deny(`{"Sid":"D","Effect":"Deny","Action":"s3:GetObject","Resource":"*"},{"Sid":"E","Effect":"Deny","Action":"s3:Get*","Resource":"*"}`) + `]}`,
			denial.Identity,
			[]string{`Except arn:aws:s3:::b/k from the statement "D": write NotResource in place of Resource.`, `Except arn:aws:s3:::b/k from the statement "E": write NotResource in place of Resource.`},
			"", "",
		},
		{
			"a Deny and no Allow", `{"identity_policies":[{"Version":"2012-10-17","Statement":[{"Sid":"D","Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}]}`,
			denial.Identity,
			[]string{`Except arn:aws:s3:::b/k from the statement "D": write NotResource in place of Resource.`, "Add a statement to the identity-based policy that allows s3:GetObject on arn:aws:s3:::b/k."},
			"", "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := explained(t, reads+" with an explicit deny", c.request)
			if x.PolicyType != c.policyType || x.Effect != denial.Explicit || len(x.Statements) == 0 {
				t.Errorf("%s %s %+v", x.PolicyType, x.Effect, x.Statements)
			}
			check(t, x, c.want, c.contains, c.also)
		})
	}
}

func TestConditionsAreTold(t *testing.T) {
	x := explained(t, reads, `{"identity_policies":[{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"MFA","Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}]}`)
	if !strings.Contains(strings.Join(x.Advice, "\n"), `the statement "MFA" denies only while its condition holds (BoolIfExists aws:MultiFactorAuthPresent false)`) {
		t.Errorf("%q", x.Advice)
	}
}

func TestWhatThePoliciesDoNotTell(t *testing.T) {
	x := explained(t, reads+" because no permissions boundary allows the s3:GetObject action", `{"identity_policies":[`+full+`]}`)
	if x.Decision != eval.Allowed || x.Proved || len(x.Changes) != 0 || !strings.Contains(x.Summary, "AWS blames the want of an Allow in the permissions boundary") || !strings.Contains(strings.Join(x.Advice, " "), "permissions boundary") {
		t.Errorf("%+v", x)
	}
	x = explained(t, reads, `{"unknown_context":["aws:SourceIp"],"identity_policies":[{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}]}`)
	if x.Decision != eval.Unknown || x.Proved || len(x.MissingContext) != 1 {
		t.Errorf("%+v", x)
	}
	x = explained(t, reads+" with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1", `{"identity_policies":[`+other1+`]}`)
	if !x.Proved || x.PolicyARN != "" || !strings.Contains(strings.Join(x.Details, " "), "AWS blames a Deny in the service control policy; by the policies that were given, the want of an Allow in the identity-based policy") {
		t.Errorf("%+v", x)
	}
	x = explained(t, "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied", `{"identity_policies":[`+other1+`]}`)
	if x.Proved || !strings.Contains(strings.Join(x.Advice, " "), "Give the principal") {
		t.Errorf("%+v", x)
	}
	x = explained(t, reads, `{"principal":"arn:aws:iam::111122223333:user/Jane","identity_policies":[`+other1+`]}`)
	if x.Principal != "arn:aws:iam::111122223333:user/Jane" || !strings.Contains(strings.Join(x.Details, " "), "the request about arn:aws:iam::111122223333:user/Jane") {
		t.Errorf("%+v", x)
	}
	m, err := denial.Parse(reads)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Denial(m, &eval.Request{IdentityPolicies: []eval.Document{{Text: `{"Statement": 3}`}}}); err == nil {
		t.Error("a policy that AWS would refuse was evaluated")
	}
}

func TestAlone(t *testing.T) {
	for _, c := range []struct {
		name, message string
		policyType    denial.PolicyType
		proved        bool
		summary       string
		advice        string
		changes       int
	}{
		{"identity", reads + " because no identity-based policy allows the s3:GetObject action", denial.Identity, true, session + " may not do s3:GetObject on arn:aws:s3:::b/k: no statement of the identity-based policy allows it.", "", 1},
		{"identity, KMS", "User: " + role + " is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/k because no identity-based policy allows the kms:Decrypt action", denial.Identity, true, "identity-based policy allows it", "", 1},
		{"boundary", reads + " because no permissions boundary allows the s3:GetObject action", denial.Boundary, true, "permissions boundary", "belongs into the permissions boundary", 1},
		{"session", reads + " because no session policy allows the s3:GetObject action", denial.Session, true, "session policy", "", 1},
		{"SCP", reads + " because no service control policy allows the s3:GetObject action", denial.SCP, true, "service control policy", "", 1},
		{"resource", reads + " because no resource-based policy allows the s3:GetObject action", denial.Resource, true, "resource-based policy", "", 1},
		{"resource of another account", "User: " + session + " is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:999999999999:q because no resource-based policy allows the sqs:SendMessage action", denial.Resource, true, "resource-based policy", "", 1},
		{"trust", "User: " + session + " is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::999999999999:role/x because no role trust policy allows the sts:AssumeRole action", denial.Trust, true, "role trust policy", "", 1},
		{"VPC endpoint", reads + " because no VPC endpoint policy allows the s3:GetObject action", denial.VPCEndpoint, false, "VPC endpoint policy", "not evaluated here", 1},
		{"no type", reads, denial.Identity, true, "does not tell which type", "an identity-based one is assumed", 1},
		{"no principal", "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied", denial.Identity, true, "The caller may not do s3:GetObject", "get-caller-identity", 1},
		{"explicit, SCP", reads + " with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1", denial.SCP, false, "a Deny statement in the service control policy arn:aws:organizations::1:policy/o-1/service_control_policy/p-1 matches", "Look in arn:aws:organizations::1:policy/o-1/service_control_policy/p-1 for Deny statements", 0},
		{"explicit, no type", reads + " with an explicit deny", "", false, "of a type that the message does not tell", "Look in the policies that apply", 0},
		{"encoded", "An error occurred (UnauthorizedOperation) when calling an operation: You are not authorized to perform this operation. Encoded authorization failure message: abcdefghijkl", "", false, "which only AWS can decode", "decode-authorization-message", 0},
		{"decoded", `{"allowed":false,"explicitDeny":true,"matchedStatements":{"items":[{"statementId":"NoStop"}]},"context":{"principal":{"arn":"` + role + `"},"action":"ec2:StopInstances","resource":"arn:aws:ec2:us-east-1:111122223333:instance/i-1","conditions":{"items":[]}}}`, "", false, "a Deny statement matches", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := explained(t, c.message, "")
			if x.PolicyType != c.policyType || x.Proved != c.proved || len(x.Changes) != c.changes || !x.Assumed {
				t.Errorf("%s, proved %t, %d changes", x.PolicyType, x.Proved, len(x.Changes))
			}
			if !strings.Contains(x.Summary, c.summary) || !strings.Contains(strings.Join(x.Advice, " "), c.advice) {
				t.Errorf("%s\n%q", x.Summary, x.Advice)
			}
		})
	}
}

// TestEditsKeepTheText keeps all of a policy as it was written but for the change.
func TestEditsKeepTheText(t *testing.T) {
	source := "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    },\n    {\n      \"Sid\": \"D\",\n      \"Effect\": \"Deny\",\n      \"NotAction\": [\n        \"iam:*\"\n      ],\n      \"Resource\": \"*\"\n    }\n  ]\n}\n"
	r := eval.Request{IdentityPolicies: []eval.Document{{Text: source}}}
	m, err := denial.Parse(reads)
	if err != nil {
		t.Fatal(err)
	}
	x, err := Denial(m, &r)
	if err != nil || len(x.Changes) != 1 {
		t.Fatalf("%+v, %v", x, err)
	}
	scp := eval.Request{IdentityPolicies: []eval.Document{{Text: full}}, SCPs: [][]eval.Document{{{Text: source}}}}
	y, err := Denial(m, &scp)
	if err != nil || len(y.Changes) != 1 || !strings.Contains(y.Changes[0].After, "    },\n    {\n      \"Sid\": \"DenyGetObject\",\n      \"Effect\": \"Deny\",\n      \"Action\": \"s3:GetObject\",\n") {
		t.Errorf("%+v, %v", y, err)
	}
	want := strings.Replace(source, "        \"iam:*\"\n", "        \"iam:*\",\n        \"s3:GetObject\"\n", 1)
	if diff := cmp.Diff(want, x.Changes[0].After); diff != "" {
		t.Error(diff)
	}
	if r.IdentityPolicies[0].Text != source {
		t.Error("the given request was changed")
	}
}
