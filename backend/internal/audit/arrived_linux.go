package audit

import (
	"context"
	"net"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// arrivedEvery is how often the system is asked what is still under way.
const arrivedEvery = 2 * time.Millisecond

// arrived waits until the other side's system has acknowledged all that was
// written (SIOCOUTQ, tcp(7), Linux manual pages).
func arrived(ctx context.Context, conn net.Conn) error {
	has, ok := raw(conn).(syscall.Conn)
	if !ok {
		return nil
	}
	control, err := has.SyscallConn()
	if err != nil {
		return err
	}
	for {
		var left int
		var asked error
		if err := control.Control(func(fd uintptr) { left, asked = unix.IoctlGetInt(int(fd), unix.SIOCOUTQ) }); err != nil {
			return err
		}
		if asked != nil || left == 0 {
			return asked
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(arrivedEvery):
		}
	}
}
