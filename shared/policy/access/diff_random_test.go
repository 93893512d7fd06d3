package access

import (
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// TestCompareAgreesWithSimulate changes random accounts a little. What Compare tells
// must be what eval.Simulate decides about both; and where eval.Simulate decides
// differently about a request, Compare must tell of that principal and action.
func TestCompareAgreesWithSimulate(t *testing.T) {
	questions := []Question{
		{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/user-1/x"},
		{Action: "s3:PutObject", Resource: "arn:aws:s3:::b/zz"},
		{Action: "s3:ListBucket", Resource: "arn:aws:s3:::b"},
		{Action: "sts:AssumeRole", Resource: arnOf("role/app/role-5")},
		{Action: "iam:GetRole", Resource: arnOf("role/app/role-2")},
	}
	sound, told, missed := 0, 0, 0
	for seed := range uint64(12) {
		before, after := random(seed), random(seed)
		other := random(seed + 1000)
		switch seed % 4 {
		case 0:
			after.Policies[3].PolicyVersionList = other.Policies[3].PolicyVersionList
		case 1:
			after.Users[0].UserPolicyList = other.Users[0].UserPolicyList
			after.Roles[5].AssumeRolePolicyDocument = other.Roles[5].AssumeRolePolicyDocument
		case 2:
			after.ResourcePolicies[0] = other.ResourcePolicies[0]
		default:
			after.SCPs = other.SCPs
			after.Users[2].Tags = other.Users[2].Tags
			after.Roles[7].PermissionsBoundary = other.Roles[7].PermissionsBoundary
		}
		a, err := New(before)
		if err != nil {
			t.Fatal(err)
		}
		b, err := New(after)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Compare(a, b)
		if err != nil {
			t.Fatal(err)
		}
		simulate := func(s *Snapshot, p string, x Question) eval.Decision {
			r, err := eval.Simulate(request(t, s, p, x))
			if err != nil {
				t.Fatal(err)
			}
			return r.Decision
		}
		for i := range d.Access {
			p := &d.Access[i]
			for _, c := range slices.Concat(p.Gained, p.Lost, p.Changed) {
				for _, action := range c.Actions[:1] {
					if strings.HasPrefix(action, "kms:") {
						continue // told as far as a key policy that is not known may agree
					}
					if strings.HasSuffix(action, "*") {
						action = "s3:GetObject"
						if !strings.HasPrefix(c.Actions[0], "s3:") {
							continue
						}
					}
					x := Question{Action: action, Resource: c.Example}
					if was, is := simulate(before, p.PrincipalARN, x), simulate(after, p.PrincipalARN, x); rank(was) != rank(c.Before) || rank(is) != rank(c.After) {
						t.Fatalf("seed %d: %s, %s on %s: told %s and %s, simulated %s and %s", seed, p.PrincipalARN, action, c.Example, c.Before, c.After, was, is)
					}
					sound++
				}
			}
		}
		for _, p := range a.Principals() {
			for _, x := range questions {
				was, is := simulate(before, p.ARN, x), simulate(after, p.ARN, x)
				if rank(was) == rank(is) {
					continue
				}
				i := slices.IndexFunc(d.Access, func(c PrincipalChange) bool { return c.PrincipalARN == p.ARN })
				service, _, _ := strings.Cut(x.Action, ":")
				if i >= 0 && slices.ContainsFunc(slices.Concat(d.Access[i].Gained, d.Access[i].Lost), func(c ActionChange) bool {
					return slices.Contains(c.Actions, x.Action) || slices.Contains(c.Actions, service+":*")
				}) {
					told++
					continue
				}
				missed++
				t.Logf("seed %d: %s, %s on %s: simulated %s and %s, and nothing is told", seed, p.ARN, x.Action, x.Resource, was, is)
			}
		}
	}
	t.Logf("%d changes sound, %d told, %d missed", sound, told, missed)
	if missed > 0 || told < 40 || sound < 120 {
		t.Errorf("%d changes are sound; of those that requests show, %d are told and %d missed", sound, told, missed)
	}
}
