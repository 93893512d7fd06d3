package generate

import (
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

func TestOtherWaysAreInTheCatalog(t *testing.T) {
	for action, others := range otherWays {
		for _, name := range append([]string{action}, others...) {
			if catalog.LookupAction(name) == nil {
				t.Errorf("%s is not an action", name)
			}
		}
	}
}
