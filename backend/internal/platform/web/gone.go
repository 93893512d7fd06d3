package web

import (
	"context"
	"net"
	"syscall"
	"time"
)

// lookEvery is how often a request that takes long looks whether its client is
// still there. Most are answered before the first time.
const lookEvery = time.Second

// whileThere gives a context that ends when the client has closed the
// connection: nobody waits for the answer any more, so AWS and the database
// need not be asked for it. The caller calls stop when the request is done.
func whileThere(ctx context.Context, conn net.Conn) (_ context.Context, stop func()) {
	tcp, ok := conn.(syscall.Conn)
	if !ok {
		return ctx, func() {}
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return ctx, func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	var look *time.Timer
	ready := make(chan struct{})
	look = time.AfterFunc(lookEvery, func() {
		<-ready
		if ctx.Err() != nil {
			return
		}
		if gone(raw) {
			cancel()
			return
		}
		look.Reset(lookEvery)
	})
	close(ready)
	return ctx, func() {
		cancel()
		look.Stop()
	}
}
