package server

import (
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// maxDetachedBody is where reading a body ends: beyond what any route takes, so
// that the door refuses it as too large.
const maxDetachedBody = web.MaxUpload + 1

// Handler serves the interface and the user interface in process, without a
// connection. Bodies are read whole.
func (s *Server) Handler() http.Handler {
	serve := s.app.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var ctx fasthttp.RequestCtx
		ctx.Init2(newDetached(r.RemoteAddr), nil, true)
		in := &ctx.Request
		if r.Body != nil {
			body, err := io.ReadAll(io.LimitReader(r.Body, maxDetachedBody))
			if err != nil {
				http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
				return
			}
			in.SetBodyRaw(body)
		}
		for name, values := range r.Header {
			for _, value := range values {
				in.Header.Add(name, value)
			}
		}
		in.Header.SetMethod(r.Method)
		in.SetRequestURI(r.URL.RequestURI())
		in.Header.SetHost(r.Host)
		in.Header.SetContentLength(len(in.Body()))
		serve(&ctx)
		for name, value := range ctx.Response.Header.All() {
			if string(name) != fiber.HeaderContentLength {
				w.Header().Add(string(name), string(value))
			}
		}
		w.WriteHeader(ctx.Response.StatusCode())
		// A stream is passed on as it is made. Where it breaks off the answer is
		// abandoned, so that nobody takes a part for the whole.
		if err := ctx.Response.BodyWriteTo(flushing(w)); err != nil && ctx.Response.IsBodyStream() && r.Context().Err() == nil {
			panic(http.ErrAbortHandler)
		}
	})
}

// flushing sends on at once what is written, as followers of events expect it.
func flushing(w http.ResponseWriter) io.Writer {
	flusher, ok := w.(http.Flusher)
	if !ok || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/event-stream") {
		return w
	}
	return writerFunc(func(p []byte) (int, error) {
		n, err := w.Write(p)
		flusher.Flush()
		return n, err
	})
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// detached stands in for the connection of a request that came over none. It
// takes deadlines, which the body's reader sets, and has nothing to read.
type detached struct {
	net.Conn
	remote net.Addr
}

func newDetached(remote string) *detached {
	addr, err := netip.ParseAddrPort(remote)
	if err != nil {
		addr = netip.AddrPortFrom(netip.IPv4Unspecified(), 0)
	}
	return &detached{remote: net.TCPAddrFromAddrPort(addr)}
}

func (*detached) Read([]byte) (int, error)         { return 0, io.EOF }
func (*detached) Write([]byte) (int, error)        { return 0, io.ErrClosedPipe }
func (*detached) Close() error                     { return nil }
func (*detached) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (d *detached) RemoteAddr() net.Addr           { return d.remote }
func (*detached) SetDeadline(time.Time) error      { return nil }
func (*detached) SetReadDeadline(time.Time) error  { return nil }
func (*detached) SetWriteDeadline(time.Time) error { return nil }
