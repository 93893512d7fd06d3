package load

import (
	"os"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }

// configuration is nginx's, as the product is delivered with it.
const configuration = "../../build/nginx/nginx.conf"

// lasting is how long something goes on: the setting of that name, which the long
// forms give, else a short time.
func lasting(t testing.TB, setting string, short time.Duration) time.Duration {
	t.Helper()
	value := os.Getenv(setting)
	if value == "" {
		return short
	}
	length, err := time.ParseDuration(value)
	if err != nil {
		t.Fatalf("setting %s=%q is no length of time such as 10m", setting, value)
	}
	return length
}
