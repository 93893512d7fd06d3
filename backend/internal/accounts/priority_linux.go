package accounts

import "golang.org/x/sys/unix"

// yieldPriority gives the calling thread a low priority (nice 10): it yields to whatever serves a
// request, and still gets a tenth of the time when requests would take all of it. When the
// system refuses, the thread keeps its own: slower under load, not wrong.
func yieldPriority() { _ = unix.Setpriority(unix.PRIO_PROCESS, unix.Gettid(), 10) }
