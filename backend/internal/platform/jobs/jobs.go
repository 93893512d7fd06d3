// Package jobs does work that goes on after its request has been answered.
//
// A room defines a kind of job with a typed argument and a handler. A job
// belongs to a workspace and is a row that its members see: state, progress,
// result. It survives the server: what a server that was killed had under way
// is taken up by another, or by itself when it is back, and so a handler must be
// able to begin again (Run.Save keeps where it was). A job can be cancelled, is
// tried again after troubles that pass, and a server that stops hands its jobs
// back at once.
//
// The table job_queue is the truth about who works on what: a server claims a
// job there for a while and renews the claim, so that only one has it. How
// servers hear of work differs. On Postgres River (github.com/riverqueue/river)
// brings it; on SQLite, which one process has for itself, the table is looked at
// now and then.
package jobs

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"go.opentelemetry.io/otel/trace"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// The faults of jobs.
var (
	ErrNotFound  = fault.Declare(fault.NotFound, "jobs.not_found", "There is no such job.")
	ErrOver      = fault.Declare(fault.Conflict, "jobs.over", "The job has ended already.")
	ErrNotYours  = fault.Declare(fault.Conflict, "jobs.not_yours", "Somebody else has started this job: only they, or an owner or admin of the workspace, may cancel it.")
	ErrMany      = fault.Declare(fault.Limited, "jobs.too_many", "This workspace has many jobs waiting already. Wait until some have ended.")
	ErrStreams   = fault.Declare(fault.Limited, "jobs.too_many_streams", "You follow jobs in many places already. Close some of them.")
	ErrCancelled = fault.Declare(fault.Conflict, "jobs.cancelled", "The job was cancelled.")
	ErrLost      = fault.Declare(fault.Unavailable, "jobs.lost", "Another server has taken the job over.")
	ErrGaveUp    = fault.Declare(fault.Unavailable, "jobs.gave_up", "The job was begun several times and did not come to its end.")
	ErrTooLong   = fault.Declare(fault.Unavailable, "jobs.timeout", "The job took too long.")
	errStopping  = fault.Declare(fault.Unavailable, "jobs.stopping", "The server is stopping; the job goes on elsewhere, or later.")
)

// Recorder writes into the audit log what happens to jobs: action is a verb,
// such as "started". Inside a transaction the record is part of it.
type Recorder interface {
	RecordJob(ctx context.Context, sc access.Scope, action string, id int64, kind string, failure error) error
}

// Config is what jobs need.
type Config struct {
	DB    *db.DB
	Guard *access.Guard
	Audit Recorder
	Log   *slog.Logger
	// Workspaces lists all of them, for Sweep.
	Workspaces func(ctx context.Context) ([]int64, error)
	// Observe counts what becomes of jobs; may be nil.
	Observe func(kind, outcome string, took time.Duration)
	// Tracer makes spans of the attempts; nil: they are not traced.
	Tracer trace.Tracer
	// AtOnce is how many jobs this server works on at once.
	AtOnce int
	// Lease is how long a claim holds without being renewed; zero means a minute.
	Lease time.Duration
	// BackOff is how long to wait after an attempt that a passing trouble has
	// ended; nil means from seconds to minutes.
	BackOff func(attempt int) time.Duration
}

// Times and limits of jobs.
const (
	defaultLease  = time.Minute
	defaultAtOnce = 4
	maxActive     = 50 // jobs of a workspace that have not ended
	maxAttempts   = 6
	jobTime       = 6 * time.Hour
	keptFor       = 90 * 24 * time.Hour
)

// Service is the door to jobs.
type Service struct {
	Config
	store   store
	server  string // the name of this server in the queue
	public  access.Scope
	kinds   map[string]*kind
	queue   queue
	streams streams
	wake    chan struct{} // there may be something to do

	mu       sync.Mutex
	stopping bool
	stopped  chan struct{} // closed when the server stops
}

// queue brings jobs to this server.
type queue interface {
	// offer tells some server about a job, not before the time.
	offer(ctx context.Context, id, workspace int64, at time.Time) error
	// close ends the work of this server: contexts end, and handlers return.
	close()
}

// kind is what a room has defined.
type kind struct {
	Spec
	run func(ctx context.Context, sc access.Scope, run *Run, args string) (result string, err error)
}

// New makes the service. Define the kinds, then Start it.
func New(c Config) *Service {
	if c.Lease == 0 {
		c.Lease = defaultLease
	}
	if c.AtOnce == 0 {
		c.AtOnce = defaultAtOnce
	}
	if c.BackOff == nil {
		c.BackOff = backOff
	}
	if c.Observe == nil {
		c.Observe = func(string, string, time.Duration) {}
	}
	return &Service{
		Config: c, store: store{c.DB}, server: rand.Text(), public: c.Guard.Public(access.Actor{System: "jobs"}), kinds: map[string]*kind{},
		wake: make(chan struct{}, 1), stopped: make(chan struct{}), streams: streams{open: map[int64]int{}},
	}
}

// Start begins to work. All kinds must have been defined.
func (s *Service) Start(ctx context.Context) (err error) {
	if s.DB.Dialect() == db.Postgres {
		s.queue, err = newRiver(ctx, s)
	} else {
		s.queue = newPoller(s)
	}
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	return nil
}

// Quiet ends the streams of events, so that requests come to an end. Call it
// when the server begins to stop.
func (s *Service) Quiet() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.stopping {
		s.stopping = true
		close(s.stopped)
	}
}

// Close hands back what is under way and ends the work.
func (s *Service) Close() {
	s.Quiet()
	if s.queue != nil {
		s.queue.close()
	}
}

// Sweep forgets jobs that ended long ago. Call it now and then.
func (s *Service) Sweep(ctx context.Context) error {
	ids, err := s.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.store.forget(ctx, s.Guard.System("sweep", id), db.Now().Add(-keptFor)); err != nil {
			return err
		}
	}
	return nil
}
