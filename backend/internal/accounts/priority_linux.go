package accounts

import "golang.org/x/sys/unix"

// yieldPriority gives the calling thread the lowest ordinary priority. When the
// system refuses, the thread keeps its own: slower under load, not wrong.
func yieldPriority() { _ = unix.Setpriority(unix.PRIO_PROCESS, unix.Gettid(), 19) }
