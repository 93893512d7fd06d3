package cli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/cli"
)

// TestThePageNamesEveryCommand keeps docs/command-line.md complete: every
// command, but for those below policy, access and catalog, which have pages of
// their own, and every flag of those that use the vault.
func TestThePageNamesEveryCommand(t *testing.T) {
	content, err := os.ReadFile("../../../docs/command-line.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(content)
	for _, cmd := range cli.Root().Commands() {
		if !strings.Contains(page, cmd.Name()) {
			t.Errorf("%s is not named", cmd.Name())
		}
		children := []*cobra.Command{cmd}
		switch cmd.Name() {
		case "policy", "access", "catalog":
			continue
		case "credentials":
			children = cmd.Commands()
		}
		for _, child := range children {
			if !strings.Contains(page, child.Name()) {
				t.Errorf("%s is not named", child.CommandPath())
			}
		}
	}
}
