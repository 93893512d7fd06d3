package testkit

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"testing"
)

// PeakMemory begins to look at how much memory the test's own process has, and gives
// a function that tells the most of it since, in MiB; 0 where the system does not say
// (it is known on Linux: "proc_pid_clear_refs" and "proc_pid_status", Linux manual pages).
func PeakMemory(t testing.TB) (most func() float64) {
	t.Helper()
	debug.FreeOSMemory()
	// Where this is not allowed the most of the whole life is told, which is more.
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	return func() float64 {
		t.Helper()
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			return 0
		}
		for line := range strings.Lines(string(status)) {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				var kib float64
				if _, err := fmt.Sscan(rest, &kib); err == nil {
					return kib / 1024
				}
			}
		}
		return 0
	}
}
