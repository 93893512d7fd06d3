package vault_test

import (
	"os"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

func TestMain(m *testing.M) {
	live.SideBySide() // rotations wait for AWS to know their keys, sign-ins for people
	os.Exit(m.Run())
}
