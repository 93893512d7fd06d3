package accounts_test

import (
	"os"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }
