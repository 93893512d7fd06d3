package web

import (
	"context"
	"encoding/hex"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"go.opentelemetry.io/otel/trace"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Observer hears of every request that has been answered. route is the
// pattern, never the address, so that it has few values.
type Observer func(method, route string, status int, took time.Duration)

// Proxies says whose X-Forwarded-For is believed.
type Proxies []netip.Prefix

// client is the address that the request comes from: the last one in
// X-Forwarded-For that no trusted proxy has added.
func (p Proxies) client(remote net.IP, forwarded string) string {
	addr, ok := netip.AddrFromSlice(remote)
	if !ok {
		return ""
	}
	addr = addr.Unmap()
	hops := strings.Split(forwarded, ",")
	for i := len(hops) - 1; i >= 0 && p.trust(addr); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = hop.Unmap().WithZone("")
	}
	return addr.String()
}

func (p Proxies) trust(addr netip.Addr) bool {
	for _, prefix := range p {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}

// RequestTimeout bounds how long a request may take, waiting for AWS included.
const RequestTimeout = 60 * time.Second

// collector gathers what a room wants in the answer's header.
type collector struct{ cookies []*http.Cookie }

type collectorKey struct{}

// SetCookie puts a cookie into the answer of the request that ctx belongs to.
func SetCookie(ctx context.Context, cookie *http.Cookie) {
	if c, ok := ctx.Value(collectorKey{}).(*collector); ok {
		c.cookies = append(c.cookies, cookie)
	}
}

// request is the outermost layer: it names the request, knows the client,
// bounds the time, catches panics, and tells the log and the observer.
func request(log *slog.Logger, proxies Proxies, observe Observer, tracer trace.Tracer) fiber.Handler {
	return func(c *fiber.Ctx) error {
		start := time.Now()
		id := requestID(c.Get(api.HeaderRequestID))
		c.Set(api.HeaderRequestID, id)
		ctx, span := startSpan(c.UserContext(), tracer, c)
		ctx, cancel := context.WithTimeout(ctx, RequestTimeout)
		defer cancel()
		ctx, stop := whileThere(ctx, c.Context().Conn())
		defer stop()
		actor := access.Actor{
			IP: proxies.client(c.Context().RemoteIP(), c.Get(fiber.HeaderXForwardedFor)), UserAgent: strings.ToValidUTF8(c.Get(fiber.HeaderUserAgent), "\uFFFD"), RequestID: id,
		}
		gathered := &collector{}
		ctx = context.WithValue(access.WithActor(ctx, actor), collectorKey{}, gathered)
		c.SetUserContext(ctx)

		if err := caught(c, log, id); err != nil {
			if err := fiberErrors(c, err); err != nil {
				return err
			}
		}
		for _, cookie := range gathered.cookies {
			c.Response().Header.Add(fiber.HeaderSetCookie, cookie.String())
		}
		status, took := c.Response().StatusCode(), time.Since(start)
		observe(c.Method(), c.Route().Path, status, took)
		endSpan(span, c.Method(), c.Route().Path, id, status)
		level := slog.LevelInfo
		switch {
		case errors.Is(ctx.Err(), context.Canceled): // the client went away, whatever it was told
		case status >= 500 && status != http.StatusBadGateway: // 502 is AWS saying no
			level = slog.LevelError
		case status < 400 && (c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead):
			level = slog.LevelDebug
		}
		if log.Enabled(ctx, level) {
			log.Log(ctx, level, "request", "method", c.Method(), "path", c.Path(), "status", status,
				"took_ms", float64(took.Microseconds())/1000, "ip", actor.IP, "request_id", id)
		}
		return nil
	}
}

// caught runs the rest of the chain and turns a panic into an internal fault.
func caught(c *fiber.Ctx, log *slog.Logger, id string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("panic", "request_id", id, "panic", p, "stack", string(debug.Stack()))
			err = fault.ErrInternal
		}
	}()
	return c.Next()
}

// refuse answers with a fault from a middleware.
func refuse(c *fiber.Ctx, f *fault.Fault) error {
	p := FromFault(f)
	p.RequestID = access.ActorFrom(c.UserContext()).RequestID
	c.Status(p.Status)
	return c.JSON(p, p.ContentType(""))
}

// requestID takes over a well-formed id from the client, else makes one.
func requestID(given string) string {
	if len(given) >= 8 && len(given) <= 64 && strings.Trim(given, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == "" {
		return given
	}
	var b [12]byte
	for i := range b {
		b[i] = byte(rand.Uint32()) //nolint:gosec // a name, not a secret
	}
	return hex.EncodeToString(b[:])
}
