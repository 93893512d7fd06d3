// Package server joins the rooms into a running backend. It is the only
// package of the backend that other modules may import: the command and the
// desktop application both start it.
package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel/trace"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/accountaudit"
	"github.com/iam-copilot/iam-copilot/backend/internal/accounts"
	"github.com/iam-copilot/iam-copilot/backend/internal/agent"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/iam"
	"github.com/iam-copilot/iam-copilot/backend/internal/identitycenter"
	"github.com/iam-copilot/iam-copilot/backend/internal/monitoring"
	"github.com/iam-copilot/iam-copilot/backend/internal/organizations"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/bedrock"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/idempotency"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/telemetry"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/backend/internal/policies"
	"github.com/iam-copilot/iam-copilot/backend/internal/principals"
	"github.com/iam-copilot/iam-copilot/backend/internal/teams"
	"github.com/iam-copilot/iam-copilot/backend/internal/usage"
	"github.com/iam-copilot/iam-copilot/backend/internal/vault"
	"github.com/iam-copilot/iam-copilot/frontend"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// drainTime is how long requests that are under way may take when the server
// stops.
const drainTime = 20 * time.Second

// modelTime is how long a model may take for one answer.
const modelTime = 20 * time.Second

// ErrKMS is given when AWS KMS, which keeps the master key, does not open it.
var ErrKMS = seal.ErrKMS

// Server is a backend that is ready to serve.
type Server struct {
	config   Config
	log      *slog.Logger
	db       *db.DB
	redis    *redis.Client
	guard    *access.Guard
	audit    *audit.Log
	vault    *vault.Service
	keys     *seal.Keyring
	sealer   *seal.Sealer
	teams    *teams.Members
	accounts *accounts.Service
	outbox   *mail.Outbox
	jobs     *jobs.Service
	planned  *plans.Service
	watching *monitoring.Service
	keeping  *keeping
	sweeping *sweeping
	upkeep   *upkeep
	metrics  *telemetry.Metrics
	traces   *telemetry.Traces
	app      *fiber.App
	door     *web.Door
	stopping atomic.Bool
}

// ErrNewerDatabase says that a newer version of the product has used the database.
var ErrNewerDatabase = db.ErrNewer

// New checks the settings, opens and migrates the database, and joins the
// rooms. Nothing listens yet. Close it when it is not needed any more.
func New(ctx context.Context, config Config) (*Server, error) {
	if err := config.check(); err != nil {
		return nil, err
	}
	s := &Server{config: config, log: config.logger(), metrics: telemetry.New()}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// openKeys opens the master keys and the root key, in a span of their own: it may
// take calls of AWS KMS.
func (s *Server) openKeys(ctx context.Context, nobody access.Scope) (root *seal.Root, err error) {
	if tracer := s.traces.Tracer(); tracer != nil {
		var span trace.Span
		ctx, span = tracer.Start(ctx, "open keys", trace.WithNewRoot())
		defer span.End()
	}
	if s.keys, err = s.config.masters().Open(ctx, s.db, nobody); err != nil {
		return nil, err
	}
	return seal.LoadRoot(ctx, s.db, nobody, s.keys)
}

func (s *Server) open(ctx context.Context) (err error) {
	c := s.config
	if s.db, err = db.Open(ctx, c.DatabaseURL, c.DatabaseConns); err != nil {
		return fmt.Errorf("setting DATABASE_URL: %w", err)
	}
	if err := s.db.Migrate(ctx); err != nil {
		return err
	}
	if s.traces, err = telemetry.OpenTraces(ctx, c.tracing(), s.log); err != nil {
		return err
	}
	if s.traces != nil {
		if err := s.db.Trace(); err != nil {
			return err
		}
	}
	s.metrics.Database(s.db.Stats)
	if c.RedisURL != "" {
		options, err := redis.ParseURL(c.RedisURL)
		if err != nil {
			return errors.New("setting REDIS_URL: it must be redis://[user:password@]host:port/number") // the value may hold a password
		}
		redis.SetLogger(redisLog{s.log})
		s.redis = redis.NewClient(options)
	}
	proxies, err := c.proxies()
	if err != nil {
		return err
	}

	s.teams = teams.NewMembers(s.db)
	s.guard = access.NewGuard(s.teams)
	nobody := s.guard.Public(access.Actor{System: "server"})
	root, err := s.openKeys(ctx, nobody)
	if err != nil {
		return err
	}
	s.audit = audit.New(s.db, root)
	if err := s.lookAfterAudit(ctx); err != nil {
		return err
	}
	aws := gateway.New(c.AWSEndpointURL, s.audit, s.metrics.AWSCall)
	sender, err := s.sender()
	if err != nil {
		return err
	}
	s.outbox = newOutbox(s.db, s.guard, sender, s.log, s.metrics.Mail)
	s.sealer = seal.New(s.keys, s.db)
	limiter, tickets, sealer, mailed := limit.New(s.redis, s.log), ticket.NewStore(s.db), s.sealer, c.SMTPURL != ""
	team := teams.New(teams.Config{
		DB: s.db, Guard: s.guard, Audit: s.audit, Limiter: limiter, Outbox: s.outbox, Tickets: tickets, Mailed: mailed, Page: c.page(),
		Prove: func(ctx context.Context, sc access.Scope, action, password string) error {
			return s.accounts.Prove(ctx, sc, action, password)
		},
	})
	sso, err := c.sso()
	if err != nil {
		return err
	}
	s.accounts, err = accounts.New(accounts.Config{
		WorkspacesOf: func(ctx context.Context, sc access.Scope, cursor string) (api.WorkspaceList, error) {
			return team.List(ctx, sc, teams.ListIn{Page: api.Page{Limit: 200, Cursor: cursor}})
		},
		SSO: sso,
		DB:  s.db, Audit: s.audit, Guard: s.guard, Metrics: s.metrics, Log: s.log, Keys: root,
		Workspaces: struct {
			*teams.Service
			*teams.Members
		}{team, s.teams},
		Sealer: sealer, Limiter: limiter, Outbox: s.outbox, Tickets: tickets, Verify: mailed, Page: c.page(),
		AccessTTL: time.Duration(c.AccessTokenMinutes) * time.Minute,
		Open:      c.Registration == "open", Invited: c.Registration != "closed",
		Secure: c.https(), Origin: c.origin(), PerHour: c.RegistrationsPerHour,
		HashCost: cmp.Or(c.PasswordCost, accounts.BcryptCost),
	})
	if err != nil {
		return err
	}
	s.jobs = jobs.New(jobs.Config{
		DB: s.db, Guard: s.guard, Audit: s.audit, Log: s.log, Workspaces: s.teams.AllIDs, Observe: s.metrics.Jobs(), Tracer: s.traces.Tracer(),
	})
	safe := vault.New(vault.Config{DB: s.db, Sealer: sealer, Audit: s.audit, Gateway: aws, Outbox: s.outbox, Keepers: s.teams, Page: c.page()})
	asked := limit.New(s.redis, s.log)
	drafts, online := policies.NewDrafter(safe, aws, bedrock.New(c.BedrockModelID, modelTime), asked), policies.NewOnline(safe, aws, asked)

	s.app = web.NewApp(web.Config{Log: s.log, Proxies: proxies, Observe: s.metrics.Request, HTTPS: c.https(), Tracer: s.traces.Tracer()})
	s.vault = safe
	s.door = web.NewDoor(s.app, s.guard, s.accounts, s.log, InterfaceVersion)
	answers, err := idempotency.New(s.db, root)
	if err != nil {
		return err
	}
	s.door.Remember(answers)
	s.mountOperations()
	planned, library := plans.New(s.db, sealer, s.audit, safe, aws), policies.NewLibrary(s.db, s.audit)
	s.planned = planned
	identities := iam.New(safe, aws, planned)
	pace := jobs.NewPace(c.AWSPace)
	audits := accountaudit.New(accountaudit.Config{DB: s.db, Sealer: sealer, Audit: s.audit, Vault: safe, Gateway: aws, Jobs: s.jobs, Pace: pace})
	who := principals.New(safe, aws, audits)
	if s.watching, err = s.watch(); err != nil {
		return err
	}
	keepUp := agent.New(agent.Config{DB: s.db, Audit: s.audit, Jobs: s.jobs, Reports: s.watching, Library: library, Accounts: who})
	organization := organizations.New(safe, aws, planned, pace)
	s.door.Mount(rooms{
		audits:     audits,
		usage:      usage.New(usage.Config{DB: s.db, Audit: s.audit, Vault: safe, Gateway: aws, Jobs: s.jobs, Pace: pace}),
		monitoring: s.watching, agent: keepUp,
		accounts: s.accounts, teams: team, vault: safe, audit: s.audit, policies: policies.New(s.audit, drafts, online), library: library,
		deployments: policies.NewDeployments(library, planned, identities), principals: who, iam: identities, plans: planned,
		organizations: organization, identityCenter: identitycenter.New(safe, aws, planned, s.jobs, organization, pace), jobs: s.jobs, server: s,
	}.routes()...)
	web.MountDocs(s.app, s.door)
	web.MountEnd(s.app, s.door)
	web.MountUI(s.app, frontend.Files())
	s.outbox.Start()
	if s.outbox.Enabled() {
		s.metrics.MailWaiting(s.outbox.Waiting)
	}
	if err := s.jobs.Start(ctx); err != nil {
		return err
	}
	s.watching.Start()
	s.keeping = s.startKeeping(safe)
	s.upkeep.start(s)
	s.sweeping = startSweeping(s.log, s.accounts.Sweep, s.jobs.Sweep, s.forgetPlans(), func(ctx context.Context) error {
		return answers.Sweep(ctx, s.guard.Public(access.Actor{System: "sweep"}))
	})
	return nil
}

// rooms are the parts of the interface.
type rooms struct {
	accounts    *accounts.Service
	teams       *teams.Service
	vault       *vault.Service
	audit       *audit.Log
	policies    *policies.Service
	library     *policies.Library
	deployments *policies.Deployments
	principals  *principals.Service
	iam         *iam.Service
	plans       *plans.Service

	organizations  *organizations.Service
	identityCenter *identitycenter.Service

	monitoring *monitoring.Service
	agent      *agent.Service
	jobs       *jobs.Service
	audits     *accountaudit.Service
	usage      *usage.Service
	server     *Server
}

func (r rooms) routes() []web.Route {
	var all []web.Route
	for _, routes := range [][]web.Route{
		r.accounts.Routes(), r.teams.Routes(), r.vault.Routes(), r.audit.Routes(), r.policies.Routes(), r.audits.Routes(), r.usage.Routes(), r.library.Routes(), r.deployments.Routes(), r.principals.Routes(), r.iam.Routes(), r.plans.Routes(), r.organizations.Routes(), r.identityCenter.Routes(),
		r.monitoring.Routes(), r.agent.Routes(), r.jobs.Routes(), r.server.routes(),
	} {
		all = append(all, routes...)
	}
	return all
}

// Run listens until ctx ends, then lets the requests that are under way
// finish. ready, which may be nil, is told the address once it listens.
func (s *Server) Run(ctx context.Context, ready func(net.Addr)) error {
	listener, err := net.Listen("tcp", net.JoinHostPort(s.config.Host, strconv.Itoa(s.config.Port)))
	if err != nil {
		return fmt.Errorf("settings HOST and PORT: %w", err)
	}
	s.log.Info("listening", "address", listener.Addr().String(), "version", s.config.Version, "database", s.db.Dialect())
	if ready != nil {
		ready(listener.Addr())
	}
	served := make(chan error, 1)
	go func() { served <- s.app.Listener(listener) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	s.stopping.Store(true)
	s.jobs.Quiet()
	s.log.Info("stopping: waiting for the requests that are under way", "at_most", drainTime.String())
	if err := s.app.ShutdownWithTimeout(drainTime); err != nil {
		return fmt.Errorf("stopping: %w", err)
	}
	return <-served
}

// Close frees what New opened. Call it after Run has returned.
func (s *Server) Close() error {
	var errs []error
	if s.keeping != nil {
		s.keeping.end()
	}
	if s.watching != nil {
		s.watching.Close()
	}
	if s.sweeping != nil {
		s.sweeping.end()
	}
	if s.upkeep != nil {
		s.upkeep.end()
	}
	if s.jobs != nil {
		s.jobs.Close()
	}
	if s.outbox != nil {
		s.outbox.Close()
	}
	if s.accounts != nil {
		s.accounts.Close()
	}
	s.traces.Close()
	if s.redis != nil {
		errs = append(errs, s.redis.Close())
	}
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	return errors.Join(errs...)
}

func (c *Config) logger() *slog.Logger {
	level, err := c.level()
	if err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(os.Stderr, options))
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, options))
}

// redisLog takes what the Redis client says for itself: the limiter and
// /readyz tell what matters of it.
type redisLog struct{ *slog.Logger }

func (l redisLog) Printf(ctx context.Context, format string, args ...any) {
	if l.Enabled(ctx, slog.LevelDebug) {
		l.DebugContext(ctx, "redis", "message", fmt.Sprintf(format, args...))
	}
}
