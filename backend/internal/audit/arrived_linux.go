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
		if err := control.Control(func(fd uintptr) { left, asked = underWay(int(fd)) }); err != nil {
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

// closed is the state of a connection that the other side has reset (TCP_CLOSE,
// tcp_states.h of Linux).
const closed = 7

// underWay is how many bytes the other side's system has not acknowledged. What
// was under way when a connection was reset is counted for ever, so that is an
// error: nobody acknowledges it any more.
func underWay(fd int) (int, error) {
	left, err := unix.IoctlGetInt(fd, unix.SIOCOUTQ)
	if err != nil || left == 0 {
		return 0, err
	}
	info, err := unix.GetsockoptTCPInfo(fd, unix.IPPROTO_TCP, unix.TCP_INFO)
	if err == nil && info.State == closed {
		err = unix.ECONNRESET
	}
	return left, err
}
