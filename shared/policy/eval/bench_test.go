package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// plain is a typical request without conditions, conditional one with them.
var (
	plain = scenario{
		identity: []string{
			"Allow ec2:Describe*, ec2:Get*, cloudwatch:*, logs:Get*, logs:List*, sns:Publish on *\nAllow iam:PassRole on arn:aws:iam::111122223333:role/app/*",
			"Allow s3:ListAllMyBuckets on *\nAllow s3:Get*, s3:List* on arn:aws:s3:::amzn-s3-demo-bucket, arn:aws:s3:::amzn-s3-demo-bucket/*\nDeny s3:* on arn:aws:s3:::audit-*",
		},
		want: Allowed,
	}
	conditional = scenario{
		identity: []string{
			"Allow s3:Get* on arn:aws:s3:::amzn-s3-demo-bucket/* if Bool aws:SecureTransport = true & IpAddress aws:SourceIp = 203.0.113.0/24 | 2001:db8::/32 & StringLike aws:PrincipalTag/team = blue-* & DateLessThan aws:CurrentTime = 2030-01-01T00:00:00Z",
			"Deny * on * if StringNotEquals aws:RequestedRegion = eu-west-1 | eu-central-1\nDeny * on * if NumericGreaterThan aws:MultiFactorAuthAge = 3600",
		},
		scps:    [][]string{{fullAccess, "Deny * on * if ArnNotLike aws:PrincipalArn = arn:aws:iam::*:user/* & BoolIfExists aws:PrincipalIsAWSService = false"}},
		context: with("aws:SecureTransport", "true", "aws:SourceIp", "203.0.113.9", "aws:PrincipalTag/team", "blue-1", "aws:CurrentTime", "2026-06-01T00:00:00Z", "aws:RequestedRegion", "eu-west-1", "aws:MultiFactorAuthAge", "60"),
		want:    Allowed,
	}
	variable = scenario{
		identity: []string{"Allow s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/* if StringEquals aws:ResourceTag/owner = ${aws:username}"},
		resource: "arn:aws:s3:::amzn-s3-demo-bucket/Alice/x",
		context:  with("aws:ResourceTag/owner", "Alice"),
		want:     Allowed,
	}
)

// TestDecideAllocatesNothing holds the fast path to its promise.
func TestDecideAllocatesNothing(t *testing.T) {
	for name, s := range map[string]scenario{"plain": plain, "conditions": conditional, "variables": variable} {
		set, call := prepare(t, s.request())
		if n := testing.AllocsPerRun(100, func() { set.Decide(call) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func benchmarkDecide(b *testing.B, s scenario) {
	set, call := prepare(b, s.request())
	if got := set.Decide(call); got != s.want {
		b.Fatalf("decision %s, want %s", got, s.want)
	}
	b.ReportAllocs()
	for b.Loop() {
		set.Decide(call)
	}
}

func BenchmarkDecidePlain(b *testing.B)      { benchmarkDecide(b, plain) }
func BenchmarkDecideConditions(b *testing.B) { benchmarkDecide(b, conditional) }
func BenchmarkDecideVariables(b *testing.B)  { benchmarkDecide(b, variable) }

// BenchmarkDecideReadOnlyAccess decides against one of the largest managed policies.
func BenchmarkDecideReadOnlyAccess(b *testing.B) {
	m, _ := managed.Lookup("ReadOnlyAccess")
	r := plain.request()
	r.IdentityPolicies = []Document{{Text: m.Document}}
	set, call := prepare(b, r)
	b.ReportAllocs()
	for b.Loop() {
		set.Decide(call)
	}
}

func BenchmarkDecideUnknown(b *testing.B) {
	s := conditional
	s.context, s.unknown, s.want = nil, []string{"*"}, Unknown
	benchmarkDecide(b, s)
}

// BenchmarkRequestConditions is the whole way of a request against compiled policies: its principal is read, its context
// and the call are prepared, then it is decided.
func BenchmarkRequestConditions(b *testing.B) {
	r := conditional.request()
	set, _ := prepare(b, r)
	known := map[string][]string{}
	for name, values := range r.Context {
		known[name] = values
	}
	b.ReportAllocs()
	for b.Loop() {
		who, err := ParsePrincipal(r.Principal)
		if err != nil {
			b.Fatal(err)
		}
		ctx, err := NewContext(known, nil)
		if err != nil {
			b.Fatal(err)
		}
		call, err := NewCall(who, r.Action, r.Resource, r.ResourceAccount, ctx)
		if err != nil {
			b.Fatal(err)
		}
		if got := set.Decide(call); got != conditional.want {
			b.Fatal(got)
		}
	}
}

func BenchmarkExplain(b *testing.B) {
	set, call := prepare(b, conditional.request())
	b.ReportAllocs()
	for b.Loop() {
		set.Explain(call)
	}
}

func BenchmarkCompile(b *testing.B) {
	text := doc(plain.identity[1]).Text
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compile(policy.ParseString(text), policy.KindIdentity, ""); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWhoCan asks one question of 10,000 principals.
func BenchmarkWhoCan(b *testing.B) {
	const principals = 10_000
	shared, call := prepare(b, plain.request())
	sets := make([]*Set, principals)
	callers := make([]*Principal, principals)
	for i := range sets {
		own, err := Compile(policy.ParseString(doc(fmt.Sprintf("Allow s3:Get* on arn:aws:s3:::home-%d/*", i)).Text), policy.KindIdentity, "")
		if err != nil {
			b.Fatal(err)
		}
		sets[i] = &Set{Identity: append([]*Policy{own}, shared.Identity...)}
		if callers[i], err = ParsePrincipal(fmt.Sprintf("arn:aws:iam::111122223333:user/u%d", i)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		allowed := 0
		for i := range sets {
			if sets[i].Decide(call.For(callers[i])) == Allowed {
				allowed++
			}
		}
		if allowed != principals {
			b.Fatalf("%d allowed", allowed)
		}
	}
}

func BenchmarkBatch(b *testing.B) {
	line, err := json.Marshal(conditional.request())
	if err != nil {
		b.Fatal(err)
	}
	const lines = 100
	input := bytes.Repeat(append(line, '\n'), lines)
	b.SetBytes(int64(len(input)))
	b.ReportAllocs()
	for b.Loop() {
		if err := SimulateBatch(bytes.NewReader(input), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
