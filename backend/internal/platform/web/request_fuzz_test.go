package web

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Whatever comes over a connection and can be read as a request at all is answered,
// never with a fault of ours, and a refusal is a problem document with the request's id.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"a\":[1]}",
		"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"GET /echo?a=%00&b=%ff HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4, ::1, x\r\nX-Request-ID: \"\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: null\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	var failed bool
	app := NewApp(Config{
		Log: slog.New(slog.DiscardHandler), Proxies: Proxies{netip.MustParsePrefix("0.0.0.0/0")},
		Observe: func(_, _ string, status int, _ time.Duration) {
			failed = failed || status >= fiber.StatusInternalServerError
		},
	})
	app.All("/echo", func(c *fiber.Ctx) error { return c.Send(c.Body()) })
	handle := app.Handler()
	f.Fuzz(func(t *testing.T, raw []byte) {
		var request fasthttp.Request
		if err := request.ReadLimitBody(bufio.NewReaderSize(bytes.NewReader(raw), 16<<10), hardLimit); err != nil {
			return // the server's library refuses it before anything of ours sees it
		}
		var ctx fasthttp.RequestCtx
		ctx.Init(&request, nil, nil)
		failed = false
		handle(&ctx)
		if failed || ctx.Response.StatusCode() >= fiber.StatusInternalServerError {
			t.Fatalf("status %d for %q: %s", ctx.Response.StatusCode(), raw, ctx.Response.Body())
		}
		id := string(ctx.Response.Header.Peek(api.HeaderRequestID))
		if id == "" || strings.ContainsAny(id, "\r\n\x00") {
			t.Fatalf("the request's id is %q", id)
		}
		if ctx.Response.StatusCode() < fiber.StatusBadRequest || bytes.Equal(request.Header.Method(), []byte("HEAD")) {
			return
		}
		var problem api.Problem
		decoder := json.NewDecoder(bytes.NewReader(ctx.Response.Body()))
		if err := decoder.Decode(&problem); err != nil || problem.Code == "" || problem.RequestID != id {
			t.Fatalf("status %d is no problem document: %v: %s", ctx.Response.StatusCode(), err, ctx.Response.Body())
		}
		if _, err := decoder.Token(); err != io.EOF {
			t.Fatalf("more than a problem document: %s", ctx.Response.Body())
		}
	})
}
