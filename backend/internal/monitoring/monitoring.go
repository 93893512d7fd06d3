// Package monitoring is the room that follows what AWS changes in its own
// vocabulary: services, actions, resource types, condition keys and managed
// policies. It reads AWS's service reference now and then, keeps what it said as
// a snapshot, reports what differs from the one before, and lets the server's
// catalog be the newest one.
//
// What AWS publishes is the same for everybody, so its tables belong to no
// workspace.
package monitoring

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// The faults of the room.
var (
	ErrNoReport = fault.Declare(fault.NotFound, "monitoring.no_report", "There is no such report of what AWS changed.")
	ErrNone     = fault.Declare(fault.NotFound, "monitoring.none", "AWS has changed nothing since monitoring began, or nobody has looked yet.")
	ErrBusy     = fault.Declare(fault.Unavailable, "monitoring.busy", "Another server is reading AWS's service reference.")
	ErrSource   = fault.Declare(fault.Unavailable, "monitoring.source", "AWS's service reference cannot be read.")
	ErrGone     = fault.Declare(fault.Conflict, "monitoring.content_gone", "The snapshots of this report are too old to be compared again.")
)

// Config is what the room needs.
type Config struct {
	DB    *db.DB
	Guard *access.Guard
	Jobs  *jobs.Service
	Log   *slog.Logger
	// Source is the address of AWS's list of services.
	Source string
	// Every is how often it is read; 0: on demand only.
	Every time.Duration
	HTTP  *http.Client
}

// Times of the room.
const (
	claimTime  = 10 * time.Minute // how long a server may take to read the reference
	freshTime  = 5 * time.Minute  // nobody needs to look again so soon
	renewEvery = time.Minute      // how soon a server uses what another has read
	awaitTime  = 30 * time.Second // how long to wait for another server that reads
	awaitEvery = time.Second
	kept       = 12 // snapshots that keep their content
)

// Service is the room's door.
type Service struct {
	Config
	store   store
	public  access.Scope
	refresh *jobs.Kind[refreshArgs]

	mu    sync.Mutex
	inUse int64 // the snapshot that the server's catalog comes from; 0: the one it was built with
	last  *prepared

	stop context.CancelFunc
	done sync.WaitGroup
}

// New opens the room.
func New(c Config) *Service {
	s := &Service{Config: c, store: store{c.DB}, public: c.Guard.Public(access.Actor{System: "monitoring"})}
	s.refresh = jobs.Define(c.Jobs, jobs.Spec{
		Name: "monitoring.refresh", Permissions: []access.Permission{access.MonitoringRun}, Attempts: 3, Timeout: claimTime,
	}, s.runRefresh)
	return s
}

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "monitoring", Summary: summary, Errors: errors}
	}
	read := access.MonitoringRead
	return []web.Route{
		web.Scoped(read, http.MethodGet, "/monitoring/latest-report", http.StatusOK, s.Latest, doc("What AWS changed last")),
		web.Scoped(read, http.MethodGet, "/monitoring/reports", http.StatusOK, s.Reports, doc("The reports of what AWS changed, newest first")),
		web.Scoped(read, http.MethodGet, "/monitoring/reports/{id}", http.StatusOK, s.Report, doc("One report, with what changed")),
		web.Scoped(read, http.MethodGet, "/monitoring/changes/{service}", http.StatusOK, s.ServiceChanges, doc("What AWS changed in a service")),
		web.Scoped(read, http.MethodGet, "/monitoring/breaking-changes", http.StatusOK, s.BreakingChanges, doc("What AWS changed that can break policies")),
		web.Scoped(access.MonitoringRun, http.MethodPost, "/monitoring/trigger", http.StatusAccepted, s.Trigger, doc("Read AWS's service reference now, as a job")),
		web.Scoped(read, http.MethodGet, "/monitoring/health", http.StatusOK, s.Health, doc("Whether AWS's changes are being followed")),
	}
}
