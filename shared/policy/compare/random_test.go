package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// The vocabulary of random policies is small, so that policies often meet, and requests
// often hit them.
var (
	randomActions   = []string{"s3:GetObject", "s3:PutObject", "s3:Get*", "s3:*", "*", "sqs:*", "s3:?etObject", "nosuch:Do*", "nosuch:DoIt"}
	randomResources = []string{
		"*", "arn:aws:s3:::a", "arn:aws:s3:::a/*", "arn:aws:s3:::a/x*", "arn:aws:s3:::*", "arn:aws:s3:::a/?", "arn:aws:sqs:*:111122223333:q",
		"arn:*:s3:::a/*", "arn:aws:s3:::a/${aws:username}", "arn:aws:s3:::a/${aws:username}*", "arn:aws:s3:::a/*y",
	}
	randomConditions = []string{
		`"StringEquals":{"aws:PrincipalOrgID":"o-1"}`, `"StringNotEquals":{"aws:PrincipalOrgID":["o-1","o-2"]}`,
		`"StringLike":{"aws:PrincipalOrgID":"o-*"}`, `"StringNotLikeIfExists":{"aws:PrincipalOrgID":["o-?","x*"]}`,
		`"StringEqualsIgnoreCase":{"aws:PrincipalOrgID":"O-1"}`, `"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-2"}`,
		`"Bool":{"aws:SecureTransport":"true"}`, `"BoolIfExists":{"aws:SecureTransport":"false"}`, `"Null":{"aws:SecureTransport":"true"}`,
		`"NumericNotEquals":{"s3:max-keys":"ten"}`, `"DateNotEquals":{"aws:CurrentTime":"soon"}`, `"StringNotEqualsIgnoreCase":{"aws:ResourceTag/o":"X"}`,
		`"NumericLessThan":{"s3:max-keys":"10"}`, `"NumericGreaterThanEquals":{"s3:max-keys":["5","10"]}`, `"NumericNotEquals":{"s3:max-keys":"7"}`,
		`"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}`, `"DateLessThanEquals":{"aws:CurrentTime":"2026-06-01T00:00:00Z"}`,
		`"IpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]}`, `"NotIpAddress":{"aws:SourceIp":"10.1.0.0/16"}`,
		`"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:a*"}`, `"ArnNotEquals":{"aws:SourceArn":"arn:aws:s3:::a"}`, `"StringLike":{"aws:SourceArn":"arn:aws:s3:*"}`,
		`"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}`, `"ForAnyValue:StringLike":{"aws:TagKeys":"a*"}`,
		`"ForAnyValue:StringNotEquals":{"aws:TagKeys":"a"}`, `"ForAllValues:StringNotLike":{"aws:TagKeys":["b*",""]}`, `"StringEquals":{"aws:TagKeys":"b"}`,
		`"Null":{"aws:TagKeys":"false"}`, `"StringEquals":{"aws:username":["ann","bob"]}`, `"StringEquals":{"aws:ResourceTag/o":"${aws:username}"}`,
		`"StringLike":{"aws:ResourceTag/o":["${aws:username}-*","x"]}`, `"Null":{"aws:username":"true"}`,
	}
	randomPrincipals = []string{
		`"*"`, `{"AWS":"111122223333"}`, `{"AWS":"arn:aws:iam::111122223333:user/ann"}`, `{"AWS":["arn:aws:iam::111122223333:role/r","444455556666"]}`,
		`{"Service":"sns.amazonaws.com"}`, `{"AWS":"arn:aws:sts::111122223333:assumed-role/r/s"}`,
		`{"AWS":["111122223333","arn:aws:iam::111122223333:role/r"]}`, `{"AWS":["111122223333","arn:aws:iam::111122223333:user/ann"]}`,
	}
	principalConditions = []string{
		`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}`, `"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/ann"}`,
		`"StringEquals":{"aws:PrincipalAccount":"111122223333"}`, `"StringNotEquals":{"aws:PrincipalAccount":["111122223333","777788889999"]}`,
	}
	requestActions   = []string{"s3:GetObject", "s3:PutObject", "s3:GetBucketAcl", "sqs:SendMessage", "nosuch:DoIt", "nosuch:DoThat", "ec2:RunInstances", "sqs:GetQueueUrl"}
	requestResources = []string{
		"*", "arn:aws:s3:::a", "arn:aws:s3:::a/x", "arn:aws:s3:::a/xy", "arn:aws:s3:::b", "arn:aws:sqs:us-east-1:111122223333:q",
		"arn:aws-cn:s3:::a/z", "arn:aws:s3:::a/ann", "arn:aws:s3:::a/bob", "arn:aws:s3:::a/bobby",
	}
	requestValues = map[string][]string{
		"aws:PrincipalOrgID": {"o-1", "o-2", "O-1", "o-33", "x1", ""}, "aws:SecureTransport": {"true", "false"}, "s3:max-keys": {"4", "5", "7", "7.5", "10", "11"},
		"aws:CurrentTime": {"2025-05-05T00:00:00Z", "2026-01-01T00:00:00Z", "2026-03-03T00:00:00Z", "2026-09-09T00:00:00Z"},
		"aws:SourceIp":    {"10.0.0.1", "10.1.2.3", "192.0.2.1", "2001:db8::1", "2001:db9::1"},
		"aws:SourceArn":   {"arn:aws:s3:::a", "arn:aws:s3:::ab", "arn:aws:s3:::b", "arn:aws:sqs:us-east-1:111122223333:a"},
		"aws:username":    {"ann", "bob", "x", "carl"}, "aws:ResourceTag/o": {"ann", "bob", "x", "X", "ann-1", "y"},
	}
	requestPrincipals = []string{
		"*", "arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:user/zoe", "arn:aws:iam::111122223333:role/r", "arn:aws:iam::111122223333:role/q",
		"arn:aws:sts::111122223333:assumed-role/r/s", "arn:aws:sts::111122223333:assumed-role/r/t", "arn:aws:iam::444455556666:user/u", "arn:aws:iam::777788889999:role/r",
		"arn:aws:iam::111122223333:root", "arn:aws:sts::111122223333:federated-user/ann", "sns.amazonaws.com", "sqs.amazonaws.com",
	}
)

type random struct {
	*rand.Rand
	principals bool
}

func (r random) of(list []string) string { return list[r.IntN(len(list))] }

func (r random) quoted(list []string) string {
	out := make([]string, 1+r.IntN(2))
	for i := range out {
		out[i] = `"` + r.of(list) + `"`
	}
	return "[" + strings.Join(out, ",") + "]"
}

// statement writes a random statement.
func (r random) statement() string {
	var b strings.Builder
	effect, action, resource := "Allow", "Action", "Resource"
	if r.IntN(4) == 0 {
		effect = "Deny"
	}
	if r.IntN(8) == 0 {
		action = "NotAction"
	}
	if r.IntN(8) == 0 {
		resource = "NotResource"
	}
	actions := r.quoted(randomActions)
	if r.IntN(60) == 0 {
		actions = `"*:Get*"` // slower: it reaches into every service
	}
	fmt.Fprintf(&b, `{"Effect":%q,%q:%s,%q:%s`, effect, action, actions, resource, r.quoted(randomResources))
	conditions := randomConditions
	if r.principals {
		element := "Principal"
		if effect == "Deny" && r.IntN(3) == 0 {
			element = "NotPrincipal"
		}
		fmt.Fprintf(&b, `,%q:%s`, element, r.of(randomPrincipals))
		conditions = append(principalConditions, conditions...)
	}
	if n := r.IntN(4) - 1; n > 0 {
		lines := map[string]string{} // by operator: a document names each once
		for range n {
			line := r.of(conditions)
			lines[line[:strings.Index(line, ":{")]] = line
		}
		sep := `,"Condition":{`
		for _, line := range lines {
			b.WriteString(sep + line)
			sep = ","
		}
		b.WriteString("}")
	}
	return b.String() + "}"
}

func (r random) policy() []string {
	out := make([]string, 1+r.IntN(3))
	for i := range out {
		out[i] = r.statement()
	}
	return out
}

// request makes a random request; the values of multivalued keys may be several.
func (r random) request(t *testing.T) *eval.Call {
	who := requestPrincipals[1]
	if r.principals {
		who = r.of(requestPrincipals)
	}
	known := map[string][]string{}
	for name, values := range requestValues {
		if r.IntN(3) > 0 {
			known[name] = []string{r.of(values)}
		} else if name == "aws:username" {
			known[name] = nil
		}
	}
	if r.principals {
		delete(known, "aws:username")
	}
	for range r.IntN(3) {
		known["aws:TagKeys"] = append(known["aws:TagKeys"], r.of([]string{"a", "b", "ab", "c", ""}))
	}
	ctx, err := eval.NewContext(known, nil)
	if err != nil {
		t.Fatal(err)
	}
	principal, err := eval.ParsePrincipal(who)
	if err != nil {
		t.Fatal(err)
	}
	call, err := eval.NewCall(principal, r.of(requestActions), r.of(requestResources), "", ctx)
	if err != nil {
		t.Fatal(err)
	}
	return call
}

func compileTest(t *testing.T, list []string, kind policy.Kind) *eval.Policy {
	p, err := eval.Compile(policy.Parse(statements(list...)), kind, "")
	if err != nil {
		t.Fatalf("%s: %v", list, err)
	}
	return p
}

// TestRandomPoliciesNeverContradictEval asks eval about many requests for each relation
// that was claimed, and about each witness.
func TestRandomPoliciesNeverContradictEval(t *testing.T) {
	for _, kind := range []policy.Kind{policy.KindIdentity, policy.KindResource} {
		t.Run(string(kind), func(t *testing.T) {
			r := random{rand.New(rand.NewPCG(11, 12)), kind == policy.KindResource}
			seen := map[Relation]int{}
			for range 4000 {
				seen[r.pair(t, kind)]++
			}
			t.Logf("%v", seen)
			for _, relation := range []Relation{Equivalent, Broader, Narrower, Incomparable} {
				if seen[relation] < 100 {
					t.Errorf("only %d pairs were %s", seen[relation], relation)
				}
			}
			if seen[Unknown] > 80 {
				t.Errorf("%d pairs were unknown", seen[Unknown])
			}
		})
	}
}

// FuzzRandomPolicies does the same for pairs from any seed.
func FuzzRandomPolicies(f *testing.F) {
	f.Add(uint64(1), true)
	f.Add(uint64(2), false)
	f.Fuzz(func(t *testing.T, seed uint64, principals bool) {
		kind := policy.KindIdentity
		if principals {
			kind = policy.KindResource
		}
		r := random{rand.New(rand.NewPCG(seed, 0)), principals}
		for range 20 {
			r.pair(t, kind)
		}
	})
}

// pair compares two random policies and checks the answer.
func (r random) pair(t *testing.T, kind policy.Kind) Relation {
	aText, bText := r.policy(), r.policy()
	switch r.IntN(4) {
	case 0: // related
		bText = append(append([]string(nil), aText...), bText[0])
	case 1: // changed in one statement
		bText = append([]string(nil), aText...)
		bText[r.IntN(len(bText))] = r.statement()
	case 2: // the same, in another order
		bText = append([]string(nil), aText...)
		r.Shuffle(len(bText), func(i, j int) { bText[i], bText[j] = bText[j], bText[i] })
	}
	a, b := compileTest(t, aText, kind), compileTest(t, bText, kind)
	denies := r.IntN(5) == 0
	says := func(p *eval.Policy, call *eval.Call) bool {
		if denies {
			return p.Verdict(call) == eval.ExplicitDeny
		}
		return p.Verdict(call) == eval.Allowed
	}
	got := Policies(a, b, Options{Denies: denies})
	for _, w := range []*Witness{got.Witness, got.OtherWitness} {
		if w == nil {
			continue
		}
		call, err := w.Call()
		if err != nil {
			t.Fatalf("%+v: %v", w, err)
		}
		if inA, inB := says(a, call), says(b, call); inA == inB || inA != (w.AllowedBy == "a") {
			t.Fatalf("the witness %+v holds for A: %v, for B: %v\nA %s\nB %s", w, inA, inB, aText, bText)
		}
	}
	for range 60 {
		call := r.request(t)
		inA, inB := says(a, call), says(b, call)
		if inA && !inB && (got.Relation == Equivalent || got.Relation == Narrower) ||
			inB && !inA && (got.Relation == Equivalent || got.Relation == Broader) {
			t.Fatalf("%s, but eval knows a request that shows otherwise (denies %v):\nA %s\nB %s\n%+v", got.Relation, denies, aText, bText, call)
		}
	}
	return got.Relation
}
