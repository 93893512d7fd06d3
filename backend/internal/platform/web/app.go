package web

import (
	"log/slog"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"go.opentelemetry.io/otel/trace"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Config is what the door needs to know.
type Config struct {
	Log     *slog.Logger
	Proxies Proxies
	Observe Observer
	HTTPS   bool         // people reach the server over HTTPS
	Tracer  trace.Tracer // nil: requests are not traced
}

// contentSecurityPolicy lets the user interface load from here only. Styles
// may be inline because the component library sets them so; scripts may not.
const contentSecurityPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// NewApp makes the Fiber application with everything that holds for every
// request.
func NewApp(c Config) *fiber.App {
	app := fiber.New(fiber.Config{
		AppName: "IAM Copilot", DisableStartupMessage: true, Immutable: true,
		CaseSensitive: true, BodyLimit: hardLimit, ReadBufferSize: 16 << 10, // headers beyond 16 KiB are refused
		ReadTimeout: 15 * time.Second, WriteTimeout: RequestTimeout + 15*time.Second, IdleTimeout: 2 * time.Minute,
		ErrorHandler: fiberErrors,
	})
	app.Use(request(c.Log, c.Proxies, c.Observe, c.Tracer), headers(c.HTTPS), framed, sane)
	return app
}

// headers sets the security headers of every answer.
func headers(https bool) fiber.Handler {
	return func(c *fiber.Ctx) error {
		harden(c)
		h := &c.Response().Header
		if https {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		if strings.HasPrefix(c.Path(), api.Base) {
			h.Set("Cache-Control", "no-store")
		}
		return c.Next()
	}
}

// harden sets the headers that keep browsers from being talked into anything.
func harden(c *fiber.Ctx) {
	h := &c.Response().Header
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Content-Security-Policy", contentSecurityPolicy)
}
