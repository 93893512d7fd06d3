//go:build unix

package web

import (
	"errors"
	"syscall"
)

// gone tells whether the other side has closed a connection. It looks without
// taking anything: what is there to be read may be the client's next request.
func gone(conn syscall.RawConn) bool {
	closed := false
	err := conn.Control(func(fd uintptr) {
		var one [1]byte
		n, _, err := syscall.Recvfrom(int(fd), one[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		switch {
		case err == nil:
			closed = n == 0
		case errors.Is(err, syscall.EAGAIN), errors.Is(err, syscall.EINTR):
		default: // reset, or timed out
			closed = true
		}
	})
	return err == nil && closed
}
