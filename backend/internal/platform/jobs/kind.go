package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Spec says what a kind of job is.
type Spec struct {
	// Name is room.verb, such as accountaudit.run.
	Name string
	// Permissions are what the handler may do, and nothing else; who starts a
	// job must have them, and still have them when it is worked on.
	Permissions []access.Permission
	// Attempts is how often it is begun at most; 0 means the default.
	Attempts int
	// Timeout bounds one attempt; 0 means the default.
	Timeout time.Duration
}

// Kind is a kind of job with arguments A.
type Kind[A any] struct {
	service *Service
	name    string
}

// Handler does the work. sc acts for the person who has started the job, as a
// named part of the system, with the permissions of the kind and no others.
// Return soon when ctx ends. What it returns is the job's result, as JSON. An
// error that passes (fault.Unavailable, fault.Limited, AWS throttling or not
// answering) makes the job be tried again; any other one ends it.
type Handler[A any] func(ctx context.Context, sc access.Scope, run *Run, args A) (result any, err error)

// Define adds a kind. It panics when the name is taken.
func Define[A any](s *Service, spec Spec, handle Handler[A]) *Kind[A] {
	if s.kinds[spec.Name] != nil {
		panic("jobs: the kind " + spec.Name + " is defined twice")
	}
	if spec.Attempts == 0 {
		spec.Attempts = maxAttempts
	}
	if spec.Timeout == 0 {
		spec.Timeout = jobTime
	}
	s.kinds[spec.Name] = &kind{spec, func(ctx context.Context, sc access.Scope, run *Run, text string) (string, error) {
		var args A
		if err := json.Unmarshal([]byte(text), &args); err != nil {
			return "", fmt.Errorf("jobs: the arguments of %s: %w", spec.Name, err)
		}
		result, err := handle(ctx, sc, run, args)
		if err != nil || result == nil {
			return "", err
		}
		out, err := json.Marshal(result)
		return string(out), err
	}}
	return &Kind[A]{s, spec.Name}
}

// Begin is a job to start.
type Begin[A any] struct {
	// Key names what the job is about; while a job of the kind with the key has
	// not ended, starting another one gives that one.
	Key   string
	Title string // for people
	Args  A      // kept as JSON; never a secret
}

// Start makes a job, or gives the one that is under way for the same key.
func (k *Kind[A]) Start(ctx context.Context, sc access.Scope, b Begin[A]) (api.Job, error) {
	s := k.service
	defined := s.kinds[k.name]
	for _, p := range defined.Permissions {
		if err := sc.Allow(p); err != nil {
			return api.Job{}, err
		}
	}
	if _, err := sc.User(); err != nil {
		return api.Job{}, err
	}
	args, err := json.Marshal(b.Args)
	if err != nil {
		return api.Job{}, err
	}
	workspace, err := sc.Workspace()
	if err != nil {
		return api.Job{}, err
	}
	a, now := sc.Actor(), db.Now()
	row := &jobRow{
		Kind: k.name, UniqueKey: b.Key, Title: b.Title, Args: string(args), State: api.JobQueued, MaxAttempts: defined.Attempts, Revision: 1,
		UserID: a.UserID, UserEmail: a.Email, RequestID: a.RequestID, IPAddress: a.IP, CreatedAt: now, UpdatedAt: now,
	}
	if a.Grant != nil {
		row.TokenID = a.Grant.TokenID
	}
	made := false
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		known, err := s.store.activeByKey(ctx, sc, k.name, b.Key)
		if err != nil {
			return err
		}
		if known != nil {
			row = known
			return nil
		}
		active, err := s.store.countActive(ctx, sc)
		if err != nil {
			return err
		}
		if active >= maxActive {
			return ErrMany.After(time.Minute)
		}
		if err := s.store.insert(ctx, sc, row); err != nil {
			return err
		}
		made = true
		if err := s.store.enqueue(ctx, sc, &queueRow{JobID: row.ID, Workspace: workspace, DueAt: now, OfferedAt: now}); err != nil {
			return err
		}
		return s.Audit.RecordJob(ctx, sc, "started", row.ID, k.name, nil)
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) { // somebody else started it at the same moment
		known, err := s.store.activeByKey(ctx, sc, k.name, b.Key)
		if err != nil {
			return api.Job{}, err
		}
		if known == nil { // and it has ended since
			return k.Start(ctx, sc, b)
		}
		return known.view(), nil
	}
	if err != nil {
		return api.Job{}, err
	}
	if made {
		// When telling fails the job is found by its age.
		if err := s.tell(context.WithoutCancel(ctx), row.ID, workspace, now); err != nil {
			s.Log.WarnContext(ctx, "a job waits to be found, because the queue did not take it", "job", row.ID, "error", err)
		}
	}
	return row.view(), nil
}

func (s *Service) tell(ctx context.Context, id, workspace int64, at time.Time) error {
	select {
	case s.wake <- struct{}{}:
	default:
	}
	if s.queue == nil {
		return nil // not started; whoever starts finds it
	}
	return s.queue.offer(ctx, id, workspace, at)
}
