package jobs

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// Run is a job that is being worked on. It is safe for concurrent use.
type Run struct {
	service *Service
	system  access.Scope
	job     int64

	mu          sync.Mutex
	checkpoint  string
	done, total int64
	note        string
	written     time.Time
	behind      bool // the row does not have what was reported last
}

// ID is the number of the job.
func (r *Run) ID() int64 { return r.job }

// reportEvery is how often progress is written at most.
const reportEvery = 500 * time.Millisecond

// maxNote is the longest note, in bytes.
const maxNote = 300

// Report tells how far the work is: done of total, 0 when the total is not
// known, and what it is doing. Its error is that of the context, or tells that
// nothing can be written: end the work with it.
func (r *Run) Report(ctx context.Context, done, total int64, note string) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	if len(note) > maxNote {
		note = note[:maxNote]
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	r.done, r.total, r.behind = done, total, true
	if note == r.note && now.Sub(r.written) < reportEvery {
		return nil
	}
	r.note, r.written = note, now
	return r.write(ctx, map[string]any{})
}

// write writes what was reported, and other columns with it.
func (r *Run) write(ctx context.Context, columns map[string]any) error {
	columns["done"], columns["total"], columns["note"] = r.done, r.total, r.note
	err := r.service.DB.Tx(ctx, r.system, func(ctx context.Context) error {
		_, err := r.service.store.change(ctx, r.system, r.job, columns)
		return err
	})
	if err == nil {
		r.behind = false
	}
	return err
}

// flush writes what was reported and not yet written.
func (r *Run) flush(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.behind {
		return nil
	}
	return r.write(ctx, map[string]any{})
}

// Save keeps where the work is, as JSON, for an attempt after this one. It holds
// no secret.
func (r *Run) Save(ctx context.Context, place any) error {
	text, err := json.Marshal(place)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.checkpoint = string(text)
	return r.write(ctx, map[string]any{"checkpoint": r.checkpoint})
}

// Load gives what was saved last, and false when nothing was.
func (r *Run) Load(place any) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.checkpoint == "" {
		return false, nil
	}
	return true, json.Unmarshal([]byte(r.checkpoint), place)
}
