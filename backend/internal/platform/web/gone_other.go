//go:build !unix

package web

import "syscall"

// gone knows nothing of connections here: requests go on to their end.
func gone(syscall.RawConn) bool { return false }
