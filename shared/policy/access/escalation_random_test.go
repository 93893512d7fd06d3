package access

import (
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// TestStepsAgreeWithSimulate puts the steps of escalations in random accounts to
// eval.Simulate, and expects them to be allowed, or to hang on what they name.
func TestStepsAgreeWithSimulate(t *testing.T) {
	steps := map[Method]int{}
	for seed := range uint64(60) {
		s := random(seed)
		s.Users = append(s.Users, user("boss", allow("*", "*")))
		s.Roles = append(s.Roles, role("goal", rootTrust, allow("*", "*")), role("closed", lambdaTrust, allow("*", "*")))
		a, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		found, err := a.Escalations()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range found.Escalations {
			at := e.PrincipalARN
			for _, step := range e.Steps {
				x := Question{Action: step.Actions[0], Resource: step.To, Context: map[string][]string{}}
				target, err := a.Principal(step.To)
				if err != nil {
					t.Fatal(err)
				}
				for k, v := range a.explore().contextOf(target, map[string][]string{"iam:PassedToService": {step.Service}, "iam:PolicyARN": {"arn:aws:iam::aws:policy/AdministratorAccess"}}) {
					x.Context[k] = v
				}
				if step.Method == MethodExistingRole || step.Method == MethodGrant && (step.Path == "iam-001" || step.Path == "iam-013" || step.Path == "iam-010" || step.Path == "iam-011") {
					continue // about something else than the principal
				}
				r, err := eval.Simulate(request(t, s, step.From, x))
				if err != nil {
					t.Fatal(err)
				}
				if r.Decision != eval.Allowed && (r.Decision != eval.Unknown || len(step.Conditions) == 0) {
					t.Errorf("seed %d: %s: %q: %s on %s is %s: %s", seed, at, step.Text, x.Action, x.Resource, r.Decision, r.Reason)
				}
				steps[step.Method]++
			}
		}
	}
	for _, m := range []Method{MethodAssumeRole, MethodEditTrust, MethodCredentials, MethodGrant} {
		if steps[m] < 10 {
			t.Errorf("the random accounts are too simple: %v", steps)
		}
	}
	t.Logf("%v", steps)
}
