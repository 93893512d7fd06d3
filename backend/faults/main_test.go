package faults

import (
	"os"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

func TestMain(m *testing.M) {
	live.SideBySide() // pauses have to end, and what was killed to start
	os.Exit(live.Main(m))
}

// rounds is how often something is tried: more in the long form.
func rounds(short, long int) int {
	if os.Getenv("FAULTS") == "long" {
		return long
	}
	return short
}
