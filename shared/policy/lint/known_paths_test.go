package lint

import (
	"slices"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// TestKnownPaths expects every path to name actions that exist, and those that
// run code in a service to name who the role is given to.
func TestKnownPaths(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range EscalationPaths() {
		if seen[p.ID] {
			t.Errorf("%s occurs twice", p.ID)
		}
		seen[p.ID] = true
		for _, action := range p.Permissions {
			if a := catalog.LookupAction(action); a == nil {
				t.Errorf("%s: the catalog has no %s", p.ID, action)
			}
		}
		if takesRole := p.Category == NewPassRole || p.Category == ExistingRole; takesRole != (len(p.PassedTo) > 0) {
			t.Errorf("%s (%s) passes roles to %v", p.ID, p.Category, p.PassedTo)
		}
	}
	if i := slices.IndexFunc(EscalationPaths(), func(p EscalationPath) bool { return p.ID == "ssm-001" }); i < 0 || EscalationPaths()[i].PassedTo[0] != "ec2.amazonaws.com" {
		t.Errorf("ssm-001 reaches into EC2 instances")
	}
	if len(seen) != 65 {
		t.Errorf("%d paths", len(seen))
	}
}
