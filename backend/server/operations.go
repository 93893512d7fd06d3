package server

import (
	"context"
	"crypto/subtle"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// checkTimeout bounds what /readyz waits for.
const checkTimeout = 2 * time.Second

// mountOperations adds what operators and load balancers ask for.
func (s *Server) mountOperations() {
	s.app.Get("/healthz", func(c *fiber.Ctx) error { return c.JSON(api.Health{Status: "ok"}) })
	s.app.Get("/readyz", s.ready)
	metrics := adaptor.HTTPHandler(s.metrics.Handler())
	s.app.Get("/metrics", func(c *fiber.Ctx) error {
		if !s.mayReadMetrics(c) {
			return fiber.ErrNotFound
		}
		return metrics(c)
	})
}

// ready says whether the server can do its work: the database answers, and it
// is not stopping. Redis is told but not needed.
func (s *Server) ready(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), checkTimeout)
	defer cancel()
	health := api.Health{Status: "ok", Checks: map[string]string{"database": "ok"}}
	if err := s.db.Ping(ctx); err != nil {
		s.log.Warn("not ready", "error", err)
		health.Status, health.Checks["database"] = "unavailable", "does not answer"
	}
	if s.redis != nil {
		health.Checks["redis"] = "ok"
		if err := s.redis.Ping(ctx).Err(); err != nil {
			health.Checks["redis"] = "does not answer: limits are counted in this process only"
		}
	}
	if s.stopping.Load() {
		health.Status = "unavailable"
	}
	status := http.StatusOK
	if health.Status != "ok" {
		status = http.StatusServiceUnavailable
	}
	return c.Status(status).JSON(health)
}

// mayReadMetrics lets in whoever has METRICS_TOKEN; when none is set, only a
// caller on this very machine that no proxy speaks for.
func (s *Server) mayReadMetrics(c *fiber.Ctx) bool {
	if token := s.config.MetricsToken; token != "" {
		return subtle.ConstantTimeCompare([]byte(c.Get(fiber.HeaderAuthorization)), []byte("Bearer "+token)) == 1
	}
	proxied := c.Get(fiber.HeaderXForwardedFor) != "" || c.Get("Forwarded") != "" || c.Get("Via") != ""
	return !proxied && c.Context().RemoteIP().IsLoopback()
}

// info is what a client may know before anybody signs in.
func (s *Server) info(context.Context, access.Scope, api.None) (api.ServerInfo, error) {
	return api.ServerInfo{
		Name: "IAM Copilot", Version: s.config.Version, Registration: s.config.Registration, Mail: s.config.SMTPURL != "",
		CatalogDate: catalog.Info().Date, Bedrock: s.config.BedrockModelID != "",
		PasskeyRPID: s.accounts.PasskeyRPID(), SSO: s.accounts.SSOProviders(),
	}, nil
}

func (s *Server) routes() []web.Route {
	return []web.Route{
		web.Public(http.MethodGet, "/info", http.StatusOK, s.info, web.Doc{Tag: "server", Summary: "What this server is"}),
	}
}
