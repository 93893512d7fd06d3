package compare

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// TestManagedPoliciesEqualThemselves compares every AWS managed policy with the same
// statements in another order.
func TestManagedPoliciesEqualThemselves(t *testing.T) {
	for _, p := range managed.All() {
		doc := policy.ParseString(p.Document)
		original, err := eval.Compile(doc, policy.KindIdentity, p.Name)
		if err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		turned := *doc
		turned.Statements = slices.Clone(doc.Statements)
		slices.Reverse(turned.Statements)
		other, err := eval.Compile(policy.Parse(policy.Compact(&turned)), policy.KindIdentity, p.Name)
		if err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		if got := Policies(original, other, Options{}); got.Relation != Equivalent {
			t.Errorf("%s: %s %s %+v", p.Name, got.Relation, got.Reason, got.Witness)
		}
	}
}

// TestManagedPoliciesCompare compares AWS managed policies with each other: an answer
// must come, nearly always a certain one, and eval must confirm it.
func TestManagedPoliciesCompare(t *testing.T) {
	all := managed.All()
	r := rand.New(rand.NewPCG(7, 8))
	unknown := 0
	for range 400 {
		a, b := all[r.IntN(len(all))], all[r.IntN(len(all))]
		got, err := Texts([]byte(a.Document), []byte(b.Document), policy.KindIdentity, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Relation == Unknown {
			t.Logf("%s and %s: %s", a.Name, b.Name, got.Reason)
			unknown++
		}
	}
	if unknown > 4 {
		t.Errorf("%d of 400 pairs were not decided", unknown)
	}
}

// TestWitnessesSimulate puts witnesses of identity-based policies to a whole
// simulation: they must show the difference there too, unless the action needs the
// leave of the role or key as well.
func TestWitnessesSimulate(t *testing.T) {
	all := managed.All()
	r := rand.New(rand.NewPCG(9, 9))
	for range 300 {
		a, b := all[r.IntN(len(all))], all[r.IntN(len(all))]
		got, err := Texts([]byte(a.Document), []byte(b.Document), "", Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range []*Witness{got.Witness, got.OtherWitness} {
			if w == nil || strings.HasPrefix(w.Action, "sts:") || strings.HasPrefix(w.Action, "kms:") {
				continue
			}
			inA, inB := simulated(t, w, a.Document), simulated(t, w, b.Document)
			if inA == inB || inA != (w.AllowedBy == "a") {
				t.Errorf("%s and %s: %+v is allowed by A: %v, by B: %v", a.Name, b.Name, *w, inA, inB)
			}
		}
	}
}

func simulated(t *testing.T, w *Witness, document string) bool {
	request := eval.Request{
		Principal: w.Principal, Action: w.Action, Resource: w.Resource, ResourceAccount: w.ResourceAccount,
		Context: map[string]eval.Values{}, IdentityPolicies: []eval.Document{{Text: document}},
	}
	for name, values := range w.Context {
		request.Context[name] = values
	}
	answer, err := eval.Simulate(request)
	if err != nil {
		t.Fatalf("%+v: %v", w, err)
	}
	return answer.Decision == eval.Allowed
}
