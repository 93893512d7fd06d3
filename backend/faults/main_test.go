package faults

import (
	"flag"
	"os"
	"runtime"
	"strconv"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

func TestMain(m *testing.M) {
	// They wait most of the time: for pauses to end and for what was killed to start.
	atOnce := strconv.Itoa(2 * runtime.GOMAXPROCS(0))
	if err := flag.Set("test.parallel", atOnce); err != nil {
		panic(err)
	}
	os.Exit(live.Main(m))
}

// rounds is how often something is tried: more in the long form.
func rounds(short, long int) int {
	if os.Getenv("FAULTS") == "long" {
		return long
	}
	return short
}
