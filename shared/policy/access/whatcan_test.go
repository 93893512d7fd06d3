package access

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// reading is what the answer of WhatCan says of one request.
type reading struct{ possible, certain bool }

func read(w *WhatCan, action, resource string) reading {
	var out reading
	service, _, _ := strings.Cut(action, ":")
	about := func(s *Scope) bool {
		if slices.Contains(s.NotResources, resource) || s.Within != "" && resource != s.Within && !includes(inside(s.Within), resource) {
			return false
		}
		return len(s.Resources) == 0 || slices.ContainsFunc(s.Resources, func(p string) bool { return overlap(p, resource) })
	}
	for _, s := range w.Services {
		for _, g := range s.Grants {
			if s.Service != service || !slices.Contains(g.Actions, action) && !slices.Contains(g.Actions, service+":*") {
				continue
			}
			if !about(&Scope{Resources: g.Resources, NotResources: g.NotResources}) {
				continue
			}
			certain := len(g.Conditions) == 0 && len(g.NotResources) == 0 && len(g.Except) == 0
			certain = certain && slices.ContainsFunc(g.Resources, func(p string) bool { return includes(p, resource) })
			possible := true
			for _, l := range g.Limits {
				if len(l.AnyOf) == 0 {
					continue
				}
				certain = false
				possible = possible && slices.ContainsFunc(l.AnyOf, func(s Scope) bool { return about(&s) })
			}
			for _, x := range g.Except {
				if len(x.Conditions) == 0 && x.NotResources == nil && about(&x) && slices.ContainsFunc(x.Resources, func(p string) bool { return includes(p, resource) }) {
					possible = false
				}
			}
			out.possible = out.possible || possible
			out.certain = out.certain || certain && possible
		}
	}
	return out
}

// variable reports whether a decision hangs on a key that stands in resources. An
// Allow and a Deny with the same variable cancel each other out, which WhatCan sees
// and eval.Simulate does not.
func variable(r *eval.Answer) bool { return slices.Contains(r.MissingContext, "aws:PrincipalTag/team") }

// TestWhatCanAgreesWithSimulate compares what WhatCan says of single requests with
// the decisions of eval.Simulate.
func TestWhatCanAgreesWithSimulate(t *testing.T) {
	questions := []Question{
		{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/user-1/x"},
		{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/blue/x"},
		{Action: "s3:PutObject", Resource: "arn:aws:s3:::b/zz"},
		{Action: "s3:PutObject", Resource: "arn:aws:s3:::other/x"},
		{Action: "s3:ListBucket", Resource: "arn:aws:s3:::b"},
		{Action: "iam:GetRole", Resource: "arn:aws:iam::" + own + ":role/app/role-2"},
		{Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:" + own + ":q"},
	}
	certain, denied := 0, 0
	for seed := range uint64(40) {
		s := random(seed)
		a, err := Load(bytes.NewReader(text(t, s)))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, p := range a.Principals() {
			for _, service := range []string{"s3", "iam", "sqs"} {
				w, err := a.WhatCan(p.ARN, Filter{Service: service})
				if err != nil {
					t.Fatal(err)
				}
				for _, x := range questions {
					if !strings.HasPrefix(x.Action, service+":") {
						continue
					}
					r, err := eval.Simulate(request(t, s, p.ARN, x))
					if err != nil {
						t.Fatal(err)
					}
					said := read(&w, x.Action, x.Resource)
					switch {
					case said.certain && r.Decision != eval.Allowed,
						!said.possible && (r.Decision == eval.Allowed || r.Decision == eval.Unknown && !variable(&r)):
						t.Fatalf("seed %d: %s, %s on %s: %+v, but simulated %s\n%+v\n%v", seed, p.ARN, x.Action, x.Resource, said, r.Decision, w.Services, r.Reason)
					case said.certain:
						certain++
					case !said.possible:
						denied++
					}
				}
			}
		}
	}
	if certain < 300 || denied < 300 {
		t.Errorf("the random accounts are too simple: %d certain, %d denied", certain, denied)
	}
}

func TestPatterns(t *testing.T) {
	for _, x := range []struct {
		outer, inner     string
		includes, common bool
	}{
		{"*", "arn:aws:s3:::b", true, true},
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b/k", true, true},
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b", false, false},
		{"arn:aws:s3:::b*", "arn:aws:s3:::b/*", true, true},
		{"arn:aws:s3:::b/?", "arn:aws:s3:::b/*", false, true},
		{"arn:aws:s3:::b/?x*", "arn:aws:s3:::b/y*z", false, true},
		{"arn:aws:s3:::b/x*y", "arn:aws:s3:::b/x", false, false},
		{"arn:aws:s3:::b/x*", "arn:aws:s3:::b/*y*", false, true},
		{"arn:aws:s3:::a*", "arn:aws:s3:::*b", false, true},
		{"arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::Alice/*", false, true},
		{"arn:aws:s3:::*/x", "arn:aws:s3:::${aws:username}/x", true, true},
		{"arn:aws:sqs:*:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", true, true},
		{"arn:aws:sqs:*:111122223333:q", "arn:aws:sqs:eu-west-1:444455556666:q", false, false},
		{"arn:aws:iam::*:role/app/*", "arn:aws:iam::111122223333:role/app/?x", true, true},
	} {
		if got := includes(x.outer, x.inner); got != x.includes {
			t.Errorf("includes(%q, %q) = %t", x.outer, x.inner, got)
		}
		if got := overlap(x.outer, x.inner); got != x.common {
			t.Errorf("overlap(%q, %q) = %t", x.outer, x.inner, got)
		}
		if p := instance(x.inner); !strings.Contains(x.inner, "${") && !policy.MatchResource(x.inner, p) {
			t.Errorf("instance(%q) = %q, which does not match", x.inner, p)
		}
	}
}
