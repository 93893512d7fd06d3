package accesscli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// writeConditions writes one condition a line.
func writeConditions(b *bytes.Buffer, indent string, list []access.Condition) {
	for _, c := range list {
		fmt.Fprintf(b, "%s%s\n", indent, c)
	}
}

// writeStatements writes one statement a line.
func writeStatements(b *bytes.Buffer, indent string, list []access.Statement) {
	for _, s := range list {
		fmt.Fprintf(b, "%s%s\n", indent, s)
	}
}

// writeNotes writes what an answer takes for granted.
func writeNotes(b *bytes.Buffer, notes []string) {
	for i, n := range notes {
		if i == 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintf(b, "Note: %s\n", n)
	}
}

// count says a number of things: "no role", "1 role", "2 roles".
func count(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + one
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// manyNames is the number of actions from which only the patterns are named that
// stand for them.
const manyNames = 6

// actionNames says which actions: their names, or how many match which patterns.
func actionNames(actions, patterns []string) string {
	if len(actions) < manyNames {
		return strings.Join(actions, ", ")
	}
	if len(patterns) > 0 {
		return fmt.Sprintf("%s (%d actions)", strings.Join(patterns, ", "), len(actions))
	}
	return fmt.Sprintf("%s and %d more", strings.Join(actions[:3], ", "), len(actions)-3)
}

// resourceNames says which resources.
func resourceNames(resources, except []string) string {
	switch {
	case len(except) == 0:
		return strings.Join(resources, ", ")
	case len(resources) == 0:
		return "everything but " + strings.Join(except, ", ")
	}
	return strings.Join(resources, ", ") + " but " + strings.Join(except, ", ")
}
