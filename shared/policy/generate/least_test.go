package generate

import (
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy/rewrite"
)

// TestPoliciesHoldNothingRedundant takes apart what every sentence gives: no statement,
// action or resource may be covered by the others.
func TestPoliciesHoldNothingRedundant(t *testing.T) {
	for _, c := range allCases(t) {
		r, err := FromSentence(c.request)
		if err != nil {
			continue // of sentences that ask for nothing
		}
		tidy, err := rewrite.Tidy([]byte(r.Document), rewrite.Options{KeepSids: true})
		if err != nil {
			t.Errorf("%q: %v", c.request.Description, err)
			continue
		}
		for _, change := range tidy.Changes {
			t.Errorf("%q: %s\n%s", c.request.Description, change, r.Document)
		}
	}
}
