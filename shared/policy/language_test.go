package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, text    string
		action, resource bool
	}{
		{"s3:GetObject", "s3:GetObject", true, true},
		{"s3:getobject", "s3:GetObject", true, false},
		{"s3:Get*", "s3:GetObject", true, true},
		{"s3:*Object", "s3:GetObject", true, true},
		{"s3:Get?bject", "s3:GetObject", true, true},
		{"s3:GetObject?", "s3:GetObject", false, false},
		{"*", "", true, true},
		{"", "", true, true},
		{"", "a", false, false},
		{"?", "", false, false},
		{"**", "x", true, true},
		{"*a*b*", "xxaxxbxx", true, true},
		{"*a*b", "xxaxxbxx", false, false},
		{"a*b*c", "abcbc", true, true},
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b:c", true, true},
		{"?", "é", true, true},
		{"??", "é", false, false},
		{"*é", "aéé", true, true},
	} {
		if got := MatchAction(c.pattern, c.text); got != c.action {
			t.Errorf("MatchAction(%q, %q) = %v", c.pattern, c.text, got)
		}
		if got := MatchResource(c.pattern, c.text); got != c.resource {
			t.Errorf("MatchResource(%q, %q) = %v", c.pattern, c.text, got)
		}
	}
}

// TestMatchAgreesWithDefinition compares the matcher with the definition of
// wildcards, written down recursively.
func TestMatchAgreesWithDefinition(t *testing.T) {
	var defined func(p, s string) bool
	defined = func(p, s string) bool {
		switch {
		case p == "":
			return s == ""
		case p[0] == '*':
			return defined(p[1:], s) || s != "" && defined(p, s[1:])
		case s == "":
			return false
		}
		return (p[0] == '?' || p[0] == s[0]) && defined(p[1:], s[1:])
	}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.StringMatching(`[ab*?]{0,8}`).Draw(t, "pattern")
		s := rapid.StringMatching(`[ab]{0,8}`).Draw(t, "text")
		if got, want := MatchResource(p, s), defined(p, s); got != want {
			t.Fatalf("MatchResource(%q, %q) = %v", p, s, got)
		}
	})
}

func TestMatchAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { MatchAction("s3:*Get*Objec?*", "s3:GetObjectVersion") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestParseARN(t *testing.T) {
	for _, c := range []struct {
		text string
		want ARN
		ok   bool
	}{
		{"arn:aws:s3:::bucket/key", ARN{"aws", "s3", "", "", "bucket/key"}, true},
		{"arn:aws:logs:us-east-1:123456789012:log-group:g:*", ARN{"aws", "logs", "us-east-1", "123456789012", "log-group:g:*"}, true},
		{"arn:aws:iam::${aws:PrincipalAccount}:role/x", ARN{"aws", "iam", "", "${aws:PrincipalAccount}", "role/x"}, true},
		{"arn:aws:iam::${a:role/x", ARN{"aws", "iam", "", "${a", "role/x"}, true},
		{"arn:::::", ARN{}, true},
		{"arn:aws:s3::bucket", ARN{}, false},
		{"aws:s3:::b", ARN{}, false},
		{"*", ARN{}, false},
		{"", ARN{}, false},
	} {
		got, ok := ParseARN(c.text)
		if ok != c.ok || got != c.want {
			t.Errorf("ParseARN(%q) = %+v, %v", c.text, got, ok)
		}
		if ok && got.String() != c.text {
			t.Errorf("String of %q: %q", c.text, got)
		}
	}
	for resource, want := range map[string][2]string{"role/a/b": {"role", "a/b"}, "function:f": {"function", "f"}, "queue": {"", "queue"}} {
		kind, id := ARN{Resource: resource}.ResourceType()
		if kind != want[0] || id != want[1] {
			t.Errorf("%s: %q %q", resource, kind, id)
		}
	}
}

func TestParseTemplate(t *testing.T) {
	text := func(s string, start int) Part {
		return Part{Type: PartText, Text: s, Start: start, End: start + len(s)}
	}
	for _, c := range []struct {
		src    string
		parts  []Part
		faults []VariableFault
	}{
		{"", nil, nil},
		{"plain", []Part{text("plain", 0)}, nil},
		{"a*b?", []Part{text("a", 0), {Type: PartAny, Start: 1, End: 2}, text("b", 2), {Type: PartOne, Start: 3, End: 4}}, nil},
		{"x${aws:username}y", []Part{text("x", 0), {Type: PartVariable, Text: "aws:username", Start: 1, End: 16}, text("y", 16)}, nil},
		{"${aws:PrincipalTag/team, 'no one'}", []Part{{Type: PartVariable, Text: "aws:PrincipalTag/team", Default: "no one", HasDefault: true, Start: 0, End: 34}}, nil},
		{"${k, '}'}", []Part{{Type: PartVariable, Text: "k", Default: "}", HasDefault: true, Start: 0, End: 9}}, nil},
		{"${*}${?}${$}", []Part{
			{Type: PartText, Text: "*", Start: 0, End: 4}, {Type: PartText, Text: "?", Start: 4, End: 8}, {Type: PartText, Text: "$", Start: 8, End: 12},
		}, nil},
		{"$a{b}", []Part{text("$a{b}", 0)}, nil},
		{"${aws:PrincipalTag/cost center}", []Part{{Type: PartVariable, Text: "aws:PrincipalTag/cost center", Start: 0, End: 31}}, nil},
		{"${}", []Part{text("${}", 0)}, []VariableFault{{FaultEmpty, 0, 3}}},
		{"${a", []Part{text("${a", 0)}, []VariableFault{{FaultMissingBrace, 0, 3}}},
		{"${ a}", []Part{text("${ a}", 0)}, []VariableFault{{FaultSpace, 0, 5}}},
		{"${a, b}", []Part{text("${a, b}", 0)}, []VariableFault{{FaultMissingQuote, 0, 7}}},
		{"${a, 'b}", []Part{text("${a, 'b}", 0)}, []VariableFault{{FaultMissingQuote, 0, 8}}},
		{"${, 'b'}", []Part{text("${, 'b'}", 0)}, []VariableFault{{FaultEmpty, 0, 8}}},
	} {
		got := ParseTemplate(c.src, true)
		if diff := cmp.Diff(Template{c.parts, c.faults}, got); diff != "" {
			t.Errorf("%q: %s", c.src, diff)
		}
	}
	if old := ParseTemplate("${aws:username}*", false); len(old.Parts) != 2 || old.HasVariables() {
		t.Errorf("without variables: %+v", old)
	}
}

func TestSize(t *testing.T) {
	for src, want := range map[string]int{
		``: 0, " \t\r\n": 0, `{"a": "b c"}`: 11, "{\n  \"a\" : [ 1 , 2 ]\n}": 11,
		`{"é":"\"  \\"}`: 14, `"unclosed  `: 11, "\"\u00e9\u4e16\"": 4,
	} {
		if got := Size([]byte(src)); got != want {
			t.Errorf("Size(%q) = %d, want %d", src, got, want)
		}
	}
}

func TestPrint(t *testing.T) {
	src := `{"Statement":{"Resource":["*"],"Action":"s3:*","Unknown":{"b":[1,{}]},"Effect":"Allow","Principal":{"Service":["a"],"AWS":"*"},
		"Condition":{"StringLike":{"k":[],"j":"\u003cx\u003e"},"Bool":{"b":true}}},"Id":"i","Version":"2012-10-17"}`
	want := `{
    "Version": "2012-10-17",
    "Id": "i",
    "Statement": {
        "Effect": "Allow",
        "Principal": {
            "Service": [
                "a"
            ],
            "AWS": "*"
        },
        "Action": "s3:*",
        "Resource": [
            "*"
        ],
        "Condition": {
            "StringLike": {
                "k": [],
                "j": "<x>"
            },
            "Bool": {
                "b": true
            }
        },
        "Unknown": {
            "b": [
                1,
                {}
            ]
        }
    }
}
`
	if got := string(Print(ParseString(src))); got != want {
		t.Errorf("got:\n%s", got)
	}
	if got := string(Compact(ParseString(src))); strings.ContainsAny(got, " \n") || len(got) != Size([]byte(want)) {
		t.Errorf("compact: %s", got)
	}
}

func TestQuotas(t *testing.T) {
	for _, k := range Kinds() {
		for _, q := range Quotas(k) {
			if q.Kind != k || q.Characters <= 0 || q.Name == "" || q.Source == "" {
				t.Errorf("%s: %+v", k, q)
			}
		}
		if len(Quotas(k)) == 0 && k != KindResource {
			t.Errorf("%s has no quota", k)
		}
		if got, err := ParseKind(string(k)); err != nil || got != k {
			t.Errorf("ParseKind(%s): %v, %v", k, got, err)
		}
	}
	if q, ok := ResourceQuota("AWS::S3::Bucket"); !ok || q.Characters != 20480 || q.Kind != KindResource {
		t.Errorf("bucket: %+v", q)
	}
	if q, ok := ResourceQuota("AWS::IAM::AssumeRolePolicyDocument"); !ok || q.Kind != KindTrust {
		t.Errorf("trust: %+v", q)
	}
	if _, ok := ResourceQuota("AWS::EC2::Instance"); ok {
		t.Error("an instance has no policy")
	}
	if _, err := ParseKind("bucket"); err == nil || !strings.Contains(err.Error(), "resource") {
		t.Errorf("unknown kind: %v", err)
	}
}

func BenchmarkMatchAction(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		MatchAction("s3:Get*Version", "s3:GetObjectVersion")
	}
}
