package jobs

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// bringing is the argument of a River job: numbers only, because River's tables
// are seen by servers, not by workspaces.
type bringing struct {
	Job       int64 `json:"job"`
	Workspace int64 `json:"workspace"`
}

// Kind is the one kind that River knows of.
func (bringing) Kind() string { return "job" }

// brought is River's queue with the pool that it has for itself.
type brought struct {
	service *Service
	client  *river.Client[pgx.Tx]
	pool    *pgxpool.Pool
	stop    context.CancelFunc
	all     sync.WaitGroup
}

// Times of the queue on Postgres.
const (
	lookEvery  = 15 * time.Second // for what was forgotten
	forgotten  = 5 * time.Second  // after it was due
	offerAgain = time.Minute
	stopTime   = 20 * time.Second
	// The most that River itself tries to bring a job. What fails in a job is
	// not River's matter: it ends for River whenever a server has looked at it.
	bringAttempts = 25
)

type bringer struct {
	river.WorkerDefaults[bringing]
	service *Service
}

// Timeout is that of the job's kind, which the service watches over.
func (bringer) Timeout(*river.Job[bringing]) time.Duration { return -1 }

// Work does the job that River has brought.
func (w bringer) Work(ctx context.Context, j *river.Job[bringing]) error {
	again := w.service.work(ctx, j.Args.Job, j.Args.Workspace)
	if again.IsZero() {
		return nil
	}
	return river.JobSnooze(max(0, again.Sub(db.Now())))
}

func newRiver(ctx context.Context, s *Service) (queue, error) {
	// One connection listens; the others bring and end jobs.
	pool, err := s.DB.Pool(ctx, 4)
	if err != nil {
		return nil, err
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, bringer{service: s})
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Schema: db.QueueSchema, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: s.AtOnce}}, Workers: workers, Logger: s.Log,
		JobTimeout: -1, MaxAttempts: bringAttempts,
		// Rebuilding indexes takes their owner, which the application's role is not.
		ReindexerSchedule: river.NeverSchedule(),
	})
	if err != nil {
		pool.Close()
		return nil, err
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	b := &brought{service: s, client: client, pool: pool, stop: stop}
	if err := client.Start(running); err != nil {
		stop()
		pool.Close()
		return nil, err
	}
	b.all.Go(func() { b.look(running) })
	return b, nil
}

func (b *brought) offer(ctx context.Context, id, workspace int64, at time.Time) error {
	_, err := b.client.Insert(ctx, bringing{id, workspace}, &river.InsertOpts{ScheduledAt: at})
	return err
}

// look offers again what nobody was told of, and what a server had that is gone.
func (b *brought) look(ctx context.Context) {
	s := b.service
	tick := time.NewTicker(min(lookEvery, s.Lease/2))
	defer tick.Stop()
	for {
		now := db.Now()
		rows, err := s.store.forgotten(ctx, s.public, now, now.Add(-min(forgotten, s.Lease/4)), now.Add(-min(offerAgain, s.Lease)))
		for _, row := range rows {
			err = errors.Join(err, b.offer(ctx, row.JobID, row.Workspace, now))
		}
		if err != nil && ctx.Err() == nil {
			s.Log.WarnContext(ctx, "forgotten jobs cannot be found", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (b *brought) close() {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if err := b.client.StopAndCancel(ctx); err != nil {
		b.service.Log.Warn("the queue of jobs did not stop in time", "error", err)
	}
	b.stop()
	b.all.Wait()
	b.pool.Close()
}
