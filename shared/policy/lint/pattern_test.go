package lint

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// TestCoversResource gives pairs from "IAM JSON policy elements: Resource": wildcards within a part of an ARN stay in it.
func TestCoversResource(t *testing.T) {
	for _, c := range []struct {
		outer, inner string
		want         bool
	}{
		{"*", "arn:aws:s3:::b", true},
		{"arn:aws:s3:::b*", "arn:aws:s3:::b/c:d", true},
		{"arn:aws:s3:::*", "arn:aws:s3:::*/x", true},
		{"arn:aws:lambda:*:111122223333:function:f", "arn:aws:lambda:eu-west-1:111122223333:function:f", true},
		{"arn:aws:lambda:eu-*:111122223333:function:f", "arn:aws:lambda:eu-w*:111122223333:function:f", true},
		{"arn:aws:lambda:eu-*-1:*:function:f", "arn:aws:lambda:eu-west-1:111122223333:function:f", true},
		{"arn:aws:lambda:eu-*-1:111122223333:function:f", "arn:aws:lambda:eu-*:111122223333:function:f", false},
		// As text the star would reach over the colons.
		{"arn:aws:lambda:e*1:1:function:f", "arn:aws:lambda:eu:1:1:function:f", false},
		{"arn:aws:*a:*:1:x", "arn:aws:s3:a:b:1:x", false},
		{"arn:aws:s3", "arn:aws:s3", true},
		{"arn:aws:s3:::b", "arn:aws:s3:::*", false},
		{"arn:aws:s3:::B", "arn:aws:s3:::b", false},
	} {
		if got := coversResource(c.outer, c.inner); got != c.want {
			t.Errorf("coversResource(%q, %q) = %v", c.outer, c.inner, got)
		}
	}
}

// TestCoversResourceAgreesWithEvaluation: when one pattern is said to cover another, evaluation matches no resource by
// the second that it does not match by the first.
func TestCoversResourceAgreesWithEvaluation(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	part := func() string { return pick("", "a", "ab", "*", "a*", "*b", "a*b", "?", "a?", "?*", "a*?") }
	pattern := func() string {
		switch random.IntN(8) {
		case 0:
			return pick("*", "arn:*", "arn:aws:*", "arn:aws:s3:*", "arn:aws:s3:a*", "arn:aws:s3:*b:*", "arn:aws:s3")
		default:
			return "arn:" + pick("aws", "a*", "*") + ":" + pick("s3", "s*", "*3", "*") + ":" + part() + ":" + part() + ":" + pick("x", "*", "x*", "*:y", "x?y", "x:*")
		}
	}
	var resources []string
	for _, region := range []string{"", "a", "ab", "aab", "b"} {
		for _, account := range []string{"", "a", "ab", "b"} {
			for _, rest := range []string{"x", "x:y", "xay", "x:y:y", "a:b:y"} {
				resources = append(resources, "arn:aws:s3:"+region+":"+account+":"+rest)
			}
		}
	}
	matcher := func(pattern string) func(resource string) bool {
		text := fmt.Sprintf(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": %q}}`, pattern)
		compiled, err := eval.Compile(policy.ParseString(text), policy.KindIdentity, "")
		if err != nil {
			t.Fatalf("%s: %v", pattern, err)
		}
		set := &eval.Set{Identity: []*eval.Policy{compiled}}
		who, err := eval.ParsePrincipal("arn:aws:iam::111122223333:user/u")
		if err != nil {
			t.Fatal(err)
		}
		return func(resource string) bool {
			call, err := eval.NewCall(who, "s3:GetObject", resource, "111122223333", nil)
			if err != nil {
				t.Fatalf("%s: %v", resource, err)
			}
			return set.Decide(call) == eval.Allowed
		}
	}
	covered := 0
	for range 4000 {
		outer, inner := pattern(), pattern()
		if strings.HasPrefix(outer, inner) || !coversResource(outer, inner) {
			continue
		}
		covered++
		byOuter, byInner := matcher(outer), matcher(inner)
		for _, resource := range resources {
			if byInner(resource) && !byOuter(resource) {
				t.Errorf("coversResource(%q, %q), but only the second matches %s", outer, inner, resource)
				break
			}
		}
	}
	if covered < 100 {
		t.Errorf("only %d pairs were tried", covered)
	}
}
