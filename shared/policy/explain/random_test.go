package explain

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

// random makes requests with policies from a small world, in which statements meet the requests often.
type random struct{ *rand.Rand }

func (r random) of(choices ...string) string { return choices[r.IntN(len(choices))] }

func (r random) statement(kind policy.Kind) string {
	effect := r.of("Allow", "Allow", "Deny")
	parts := []string{fmt.Sprintf(`"Effect": "%s"`, effect)}
	switch {
	case kind == policy.KindResource && effect == "Deny":
		parts = append(parts, `"Principal": `+r.of(`"*"`, `{"AWS": "111122223333"}`))
	case kind == policy.KindResource:
		parts = append(parts, `"Principal": `+r.of(`"*"`, `{"AWS": "arn:aws:iam::111122223333:role/app"}`, `{"AWS": "999999999999"}`))
	}
	name := r.of("Action", "Action", "Action", "NotAction")
	if effect == "Allow" && (kind == policy.KindResource || kind == policy.KindSCP) {
		name = "Action"
	}
	parts = append(parts, `"`+name+`": `+r.of(`"s3:GetObject"`, `["s3:GetObject", "s3:PutObject"]`, `"s3:*"`, `"s3:Get*"`, `["iam:*", "sts:*"]`, `"*"`))
	name = "Resource"
	if kind != policy.KindResource && effect == "Deny" {
		name = r.of("Resource", "Resource", "NotResource")
	}
	resources := r.of(`"*"`, `"arn:aws:s3:::b/*"`, `["arn:aws:s3:::b/k", "arn:aws:s3:::c/*"]`, `"arn:aws:s3:::b/k"`)
	if kind == policy.KindResource {
		resources = r.of(`"arn:aws:s3:::b/*"`, `"arn:aws:s3:::b/k"`)
	}
	parts = append(parts, `"`+name+`": `+resources)
	if r.IntN(3) == 0 {
		parts = append(parts, `"Condition": `+r.of(
			`{"Bool": {"aws:SecureTransport": "false"}}`, `{"ArnNotLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/admin"]}}`,
			`{"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}`, `{"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/other"}}`))
	}
	separator := r.of(", ", ",\n      ")
	return "{" + strings.Join(parts, separator) + "}"
}

func (r random) document(kind policy.Kind) eval.Document {
	n := 1 + r.IntN(3)
	statements := make([]string, n)
	for i := range statements {
		statements[i] = r.statement(kind)
	}
	body := "[" + strings.Join(statements, r.of(", ", ",\n    ")) + "]"
	if n == 1 && r.IntN(2) == 0 {
		body = statements[0]
	}
	return eval.Document{Text: `{"Version": "2012-10-17", "Statement": ` + body + `}`}
}

func (r random) request() eval.Request {
	q := eval.Request{
		Principal: r.of("arn:aws:iam::111122223333:role/app", "arn:aws:sts::111122223333:assumed-role/app/s", "arn:aws:iam::111122223333:user/jane"),
		Action:    "s3:GetObject", Resource: "arn:aws:s3:::b/k", ResourceAccount: r.of("111122223333", "111122223333", "222233334444"),
		Context: map[string]eval.Values{"aws:SecureTransport": {r.of("true", "false")}, "aws:RequestedRegion": {r.of("eu-west-1", "us-east-1")}},
	}
	for range 1 + r.IntN(2) {
		q.IdentityPolicies = append(q.IdentityPolicies, r.document(policy.KindIdentity))
	}
	add := func(kind policy.Kind, to **eval.Document) {
		if r.IntN(3) == 0 {
			d := r.document(kind)
			*to = &d
		}
	}
	add(policy.KindBoundary, &q.PermissionBoundary)
	add(policy.KindResource, &q.ResourcePolicy)
	if r.IntN(4) == 0 {
		q.SessionPolicies = []eval.Document{r.document(policy.KindSession)}
	}
	if r.IntN(2) == 0 {
		q.SCPs = [][]eval.Document{{{Text: allowsAll}, r.document(policy.KindSCP)}, {r.document(policy.KindSCP)}}
	}
	return q
}

// TestEveryDenialIsMended explains denials by random policies: the changes, made here once more, allow the request, none of
// them can be left out, and each leaves a policy that AWS takes.
func TestEveryDenialIsMended(t *testing.T) {
	r := random{rand.New(rand.NewPCG(1, 2))} // the same cases every time
	denied := 0
	for n := range 500 {
		q := r.request()
		answer, err := eval.Simulate(q)
		if err != nil {
			t.Fatalf("case %d: %v", n, err)
		}
		if answer.Decision == eval.Allowed {
			continue
		}
		denied++
		x, err := Denial(denial.Message{Principal: q.Principal, Action: q.Action, Resource: q.Resource}, &q)
		if err != nil {
			t.Fatalf("case %d: %v", n, err)
		}
		if !x.Proved || len(x.Changes) == 0 {
			t.Fatalf("case %d: not mended: %s\n%v\n%+v", n, x.Summary, x.Advice, q)
		}
		if got := decided(t, q, x.Changes); got != eval.Allowed {
			t.Fatalf("case %d: %s after the changes", n, got)
		}
		if twice := touched(x.Changes); !twice {
			for i := range x.Changes {
				fewer := append(append([]Change{}, x.Changes[:i]...), x.Changes[i+1:]...)
				if got := decided(t, q, fewer); got == eval.Allowed {
					t.Fatalf("case %d: change %d of %d is not needed: %s", n, i+1, len(x.Changes), x.Changes[i].Title)
				}
			}
		}
	}
	if denied < 250 {
		t.Errorf("only %d requests were denied", denied)
	}
}

// touched tells whether two changes are of one policy.
func touched(changes []Change) bool {
	seen := map[string]bool{}
	for _, c := range changes {
		key := fmt.Sprint(placeOfChange(c))
		if seen[key] {
			return true
		}
		seen[key] = true
	}
	return false
}

func placeOfChange(c Change) place {
	p := place{kind: policy.Kind(c.PolicyType), index: c.PolicyIndex}
	if c.Level != nil {
		p.level = *c.Level
	}
	return p
}

// decided makes the changes in a copy and decides the request.
func decided(t *testing.T, q eval.Request, changes []Change) eval.Decision {
	t.Helper()
	for _, c := range changes {
		if err := policy.ParseString(c.After).Err(); err != nil {
			t.Fatalf("%s leaves no policy: %v\n%s", c.Title, err, c.After)
		}
		q = placeOfChange(c).put(q, c.After)
	}
	answer, err := eval.Simulate(q)
	if err != nil {
		t.Fatal(err)
	}
	return answer.Decision
}
