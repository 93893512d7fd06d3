package diff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
)

func read(t testing.TB, services, policies string) *snapshot.Snapshot {
	t.Helper()
	s, err := snapshot.Read(strings.NewReader(
		`{"format": "iam-copilot-catalog/1", "date": "2026-01-02", "services": [` + services + `], "managed_policies": [` + policies + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lines are the changes in short: impact, kind, change, name, field, members.
func lines(r *Report) string {
	var out []string
	for _, c := range r.Changes {
		line := strings.TrimSpace(fmt.Sprint(c.Impact, " ", c.Kind, " ", c.Change, " ", c.Name, " ", c.Field))
		if len(c.Added) > 0 {
			line += " +" + strings.Join(c.Added, " +")
		}
		if len(c.Removed) > 0 {
			line += " -" + strings.Join(c.Removed, " -")
		}
		if c.Before != "" || c.After != "" {
			line += fmt.Sprintf(" (%s→%s)", c.Before, c.After)
		}
		if c.Detail == "" || !strings.HasSuffix(c.Detail, ".") {
			line += " BAD DETAIL " + c.Detail
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func service(body string) string {
	if body != "" {
		body = ", " + body
	}
	return `{"prefix": "s3", "name": "Amazon S3"` + body + `}`
}

func action(body string) string {
	return service(`"resource_types": [{"name": "bucket", "arn": "b"}, {"name": "object", "arn": "o"}],
		"actions": [{"name": "GetObject", "access_level": "Read"` + body + `}]`)
}

func TestServicesActionsResourcesAndKeys(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"the same", service(""), service(""), ""},
		{"order and letter case of prefixes do not matter", `{"prefix": "s3"}, {"prefix": "EC2"}`, `{"prefix": "ec2"}, {"prefix": "S3"}`, ""},
		{
			"a new service comes with its members", "", service(`"actions": [{"name": "GetObject", "access_level": "Read"}]`),
			"enhancement service added s3\nenhancement action added s3:GetObject (→Read)",
		},
		{
			"a service goes with its members", service(`"actions": [{"name": "GetObject", "access_level": "Read"}]`), "",
			"breaking service removed s3\nbreaking action removed s3:GetObject (Read→)",
		},
		{
			"a service is renamed", service(""), `{"prefix": "s3", "name": "Amazon Simple Storage"}`,
			"neutral service changed s3 name (Amazon S3→Amazon Simple Storage)",
		},
		{"resource control policies reach a service", service(""), service(`"rcp_supported": true`), "enhancement service changed s3 rcp_supported (false→true)"},
		{"and no longer do", service(`"rcp_supported": true`), service(""), "breaking service changed s3 rcp_supported (true→false)"},

		{"an action moves its level", action(""), service(`"resource_types": [{"name": "bucket", "arn": "b"}, {"name": "object", "arn": "o"}],
			"actions": [{"name": "GetObject", "access_level": "Write"}]`), "neutral action changed s3:GetObject access_level (Read→Write)"},
		{
			"an action is spelled differently", service(`"actions": [{"name": "Getobject", "access_level": "Read"}]`), service(`"actions": [{"name": "GetObject", "access_level": "Read"}]`),
			"neutral action changed s3:GetObject name (Getobject→GetObject)",
		},
		{"an action loses its operation", action(""), action(`, "permission_only": true`), "neutral action changed s3:GetObject permission_only (false→true)"},
		{"an action is described anew", action(""), action(`, "description": "x"`), "neutral action changed s3:GetObject description (→x)"},

		{
			"an action can be limited for the first time", action(""), action(`, "resources": [{"name": "object", "required": true}]`),
			"enhancement action changed s3:GetObject resource_types +object",
		},
		{
			"an action takes another optional type", action(`, "resources": [{"name": "object"}]`), action(`, "resources": [{"name": "object"}, {"name": "bucket"}]`),
			"enhancement action changed s3:GetObject resource_types +bucket",
		},
		{
			"an action takes another required type", action(`, "resources": [{"name": "object"}]`), action(`, "resources": [{"name": "object"}, {"name": "bucket", "required": true}]`),
			"breaking action changed s3:GetObject resource_types +bucket",
		},
		{
			"an action no longer takes a type", action(`, "resources": [{"name": "object"}]`), action(""),
			"breaking action changed s3:GetObject resource_types -object",
		},
		{
			"a type becomes required", action(`, "resources": [{"name": "object"}]`), action(`, "resources": [{"name": "object", "required": true}]`),
			"breaking action changed s3:GetObject resource_types.object.required (false→true)",
		},
		{
			"a type becomes optional", action(`, "resources": [{"name": "object", "required": true}]`), action(`, "resources": [{"name": "object"}]`),
			"enhancement action changed s3:GetObject resource_types.object.required (true→false)",
		},
		{
			"keys come and go on an action", action(`, "condition_keys": ["s3:a", "s3:b"]`), action(`, "condition_keys": ["s3:B", "s3:c"]`),
			"breaking action changed s3:GetObject condition_keys -s3:a\nenhancement action changed s3:GetObject condition_keys +s3:c",
		},
		{
			"keys come on an action's type", action(`, "resources": [{"name": "object"}]`), action(`, "resources": [{"name": "object", "condition_keys": ["s3:a"]}]`),
			"enhancement action changed s3:GetObject resource_types.object.condition_keys +s3:a",
		},
		{"an action needs another", action(""), action(`, "dependent_actions": ["kms:Decrypt"]`), "breaking action changed s3:GetObject dependent_actions +kms:Decrypt"},
		{"an action needs less", action(`, "dependent_actions": ["kms:Decrypt"]`), action(""), "enhancement action changed s3:GetObject dependent_actions -kms:Decrypt"},
		{
			"a type's action needs another", action(`, "resources": [{"name": "object"}]`), action(`, "resources": [{"name": "object", "dependent_actions": ["kms:Decrypt"]}]`),
			"breaking action changed s3:GetObject resource_types.object.dependent_actions +kms:Decrypt",
		},

		{"a resource type comes", service(""), service(`"resource_types": [{"name": "bucket", "arn": "b"}]`), "enhancement resource_type added s3:bucket"},
		{"a resource type goes", service(`"resource_types": [{"name": "bucket", "arn": "b"}]`), service(""), "breaking resource_type removed s3:bucket"},
		{
			"a resource type has another ARN besides", service(`"resource_types": [{"name": "bucket", "arn": "b"}]`), service(`"resource_types": [{"name": "bucket", "arn": "b, c"}]`),
			"enhancement resource_type changed s3:bucket arn +c",
		},
		{
			"a resource type has another ARN instead", service(`"resource_types": [{"name": "bucket", "arn": "b"}]`), service(`"resource_types": [{"name": "bucket", "arn": "c"}]`),
			"breaking resource_type changed s3:bucket arn +c -b",
		},
		{
			"keys of a resource type", service(`"resource_types": [{"name": "bucket", "arn": "b", "condition_keys": ["s3:a"]}]`), service(`"resource_types": [{"name": "bucket", "arn": "b"}]`),
			"breaking resource_type changed s3:bucket condition_keys -s3:a",
		},

		{"a condition key comes", service(""), service(`"condition_keys": [{"name": "s3:a", "type": "String"}]`), "enhancement condition_key added s3:a"},
		{"a condition key goes", service(`"condition_keys": [{"name": "s3:a", "type": "String"}]`), service(""), "breaking condition_key removed s3:a"},
		{
			"a condition key has several values now", service(`"condition_keys": [{"name": "s3:a", "type": "String"}]`), service(`"condition_keys": [{"name": "s3:a", "type": "ArrayOfString"}]`),
			"breaking condition_key changed s3:a type (String→ArrayOfString)",
		},
		{
			"a condition key is described anew", service(`"condition_keys": [{"name": "s3:a", "type": "String"}]`), service(`"condition_keys": [{"name": "s3:a", "type": "String", "description": "x"}]`),
			"neutral condition_key changed s3:a description (→x)",
		},
	} {
		if got := lines(Compare(read(t, c.before, ""), read(t, c.after, ""))); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func policyOf(version, statements string) string {
	return `{"name": "P", "arn": "arn:aws:iam::aws:policy/P", "version": "` + version + `", "document": {"Version": "2012-10-17", "Statement": [` + statements + `]}}`
}

func statement(effect, rest string) string { return `{"Effect": "` + effect + `", ` + rest + `}` }

func TestManagedPolicies(t *testing.T) {
	allow := func(actions, resource string) string {
		return statement("Allow", `"Action": `+actions+`, "Resource": `+resource)
	}
	const other = `{"name": "Other", "arn": "arn:aws:iam::aws:policy/Other", "version": "v1", "document": {}}`
	for _, c := range []struct{ name, before, after, want string }{
		{"one comes", other, other + "," + policyOf("v1", allow(`"s3:GetObject"`, `"*"`)), "enhancement managed_policy added P (→v1)"},
		{"one goes", other + "," + policyOf("v1", allow(`"s3:GetObject"`, `"*"`)), other, "breaking managed_policy removed P (v1→)"},
		{"not told of at all", other, "", ""},
		{"the same", policyOf("v1", allow(`"s3:GetObject"`, `"*"`)), policyOf("v1", allow(`"s3:GetObject"`, `"*"`)), ""},
		{
			"more actions", policyOf("v1", allow(`"s3:GetObject"`, `"*"`)), policyOf("v2", allow(`["s3:GetObject", "s3:PutObject"]`, `"*"`)),
			"enhancement managed_policy changed P allows +s3:PutObject (v1→v2)",
		},
		{
			"fewer actions", policyOf("v1", allow(`["s3:GetObject", "s3:PutObject"]`, `"*"`)), policyOf("v2", allow(`"s3:GetObject"`, `"*"`)),
			"breaking managed_policy changed P allows -s3:PutObject (v1→v2)",
		},
		{
			"a wildcard in place of its actions takes nothing away", policyOf("v1", allow(`["s3:GetObject", "s3:GetBucketTagging"]`, `"*"`)), policyOf("v2", allow(`"s3:get*"`, `"*"`)),
			"enhancement managed_policy changed P allows +s3:get* (v1→v2)",
		},
		{
			"a question mark does not stand for a star", policyOf("v1", allow(`"s3:Get*"`, `"*"`)), policyOf("v2", allow(`"s3:Get?"`, `"*"`)),
			"breaking managed_policy changed P allows -s3:Get* (v1→v2)",
		},
		{
			"statements are split and reordered", policyOf("v1", allow(`["s3:A", "s3:B"]`, `"*"`)), policyOf("v2", allow(`"s3:B"`, `["*"]`)+","+allow(`"s3:A"`, `"*"`)),
			"neutral managed_policy changed P version (v1→v2)",
		},
		{
			"resources are narrowed", policyOf("v1", allow(`"s3:A"`, `"*"`)), policyOf("v2", allow(`"s3:A"`, `"arn:aws:s3:::x"`)),
			"breaking managed_policy changed P allows -s3:A (v1→v2)",
		},
		{
			"resources are widened", policyOf("v1", allow(`"s3:A"`, `"arn:aws:s3:::x"`)), policyOf("v2", allow(`"s3:A"`, `["arn:aws:s3:::x", "arn:aws:s3:::y"]`)),
			"enhancement managed_policy changed P allows +s3:A on arn:aws:s3:::x; arn:aws:s3:::y (v1→v2)",
		},
		{
			"a condition is added", policyOf("v1", allow(`"s3:A"`, `"*"`)), policyOf("v2", statement("Allow", `"Action": "s3:A", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}`)),
			"breaking managed_policy changed P allows -s3:A (v1→v2)",
		},
		{
			"conditions are written in another order", policyOf("v1", statement("Allow", `"Action": "s3:A", "Resource": "*", "Condition": {"StringEquals": {"aws:a": ["1", "2"], "aws:b": "3"}}`)),
			policyOf("v2", statement("Allow", `"Action": "s3:A", "Resource": "*", "Condition": {"StringEquals": {"aws:B": ["3"], "aws:a": ["2", "1"]}}`)),
			"neutral managed_policy changed P version (v1→v2)",
		},
		{
			"something is denied", policyOf("v1", allow(`"*"`, `"*"`)), policyOf("v2", allow(`"*"`, `"*"`)+","+statement("Deny", `"Action": "iam:*", "Resource": "*"`)),
			"breaking managed_policy changed P denies +iam:* (v1→v2)",
		},
		{
			"something is no longer denied", policyOf("v1", allow(`"*"`, `"*"`)+","+statement("Deny", `"Action": "iam:*", "Resource": "*"`)), policyOf("v2", allow(`"*"`, `"*"`)),
			"enhancement managed_policy changed P denies -iam:* (v1→v2)",
		},
		{
			"an exception is added", policyOf("v1", statement("Allow", `"NotAction": "iam:*", "Resource": "*"`)), policyOf("v2", statement("Allow", `"NotAction": ["iam:*", "account:*"], "Resource": "*"`)),
			"breaking managed_policy changed P allows -everything but iam:* (v1→v2)\nenhancement managed_policy changed P allows +everything but account:*, iam:* (v1→v2)",
		},
	} {
		if got := lines(Compare(read(t, "", c.before), read(t, "", c.after))); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestFilterAndCounts(t *testing.T) {
	r := Compare(read(t, service(`"actions": [{"name": "A", "access_level": "Read"}]`)+`, {"prefix": "ec2", "name": "x"}`, ""),
		read(t, service(`"actions": [{"name": "B", "access_level": "Read"}]`)+`, {"prefix": "ec2", "name": "y"}`, ""))
	if want := (Counts{Breaking: 1, Enhancement: 1, Neutral: 1}); r.Counts != want || r.Counts.Total() != 3 {
		t.Errorf("counts %+v, want %+v", r.Counts, want)
	}
	if got := lines(r.Filter([]string{"S3"}, nil)); got != "breaking action removed s3:A (Read→)\nenhancement action added s3:B (→Read)" {
		t.Error(got)
	}
	only := r.Filter(nil, []Impact{Neutral})
	if got := lines(only); got != "neutral service changed ec2 name (x→y)" || only.Counts != (Counts{Neutral: 1}) {
		t.Error(got, only.Counts)
	}
}

func TestText(t *testing.T) {
	var b strings.Builder
	r := Compare(read(t, "", ""), read(t, service(`"actions": [{"name": "GetObject", "access_level": "Read"}]`)+`, {"prefix": "xx"}`, ""))
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	want := `AWS catalog of 2026-01-02 against 2026-01-02: 3 changes: 0 breaking, 3 enhancement, 0 neutral

s3
  enhancement  added service: Amazon S3 (s3) is new, with 1 action, 0 resource types and 0 condition keys.

xx
  enhancement  added service: xx is new, with 0 actions, 0 resource types and 0 condition keys.
`
	if b.String() != want {
		t.Errorf("text:\n%s\nwant\n%s", b.String(), want)
	}
	b.Reset()
	if err := Compare(read(t, "", ""), read(t, "", "")).WriteText(&b); err != nil || !strings.HasSuffix(b.String(), ": no changes\n") {
		t.Errorf("%q, error %v", b.String(), err)
	}
}

// TestEmbeddedAgainstItself also shows that no order or letter case in the real data confuses the comparison.
func TestEmbeddedAgainstItself(t *testing.T) {
	s, err := snapshot.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(Compare(s, s)); got != "" {
		t.Error(got)
	}
	none := Compare(&snapshot.Snapshot{}, s)
	if none.Counts.Enhancement < 20_000 || none.Counts.Breaking != 0 {
		t.Errorf("counts %+v", none.Counts)
	}
}

func BenchmarkCompare(b *testing.B) {
	s, err := snapshot.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Compare(s, s)
	}
}
