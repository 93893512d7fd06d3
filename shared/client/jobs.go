package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Jobs is work that goes on after its request has been answered.
type Jobs struct{ c *Client }

// List gives a piece of the workspace's jobs, newest first.
func (j Jobs) List(ctx context.Context, in api.JobListIn) (api.JobList, error) {
	return call[api.JobList](ctx, j.c, signedIn, http.MethodGet, "/jobs", in)
}

// Get gives one job.
func (j Jobs) Get(ctx context.Context, in api.ByID) (api.Job, error) {
	return call[api.Job](ctx, j.c, signedIn, http.MethodGet, "/jobs/{id}", in)
}

// Cancel asks for the end of a job.
func (j Jobs) Cancel(ctx context.Context, in api.ByID) (api.Job, error) {
	return call[api.Job](ctx, j.c, signedIn, http.MethodPost, "/jobs/{id}/cancel", in)
}

// Follow writes the server-sent events of a job to w. It follows until the job has
// ended while Accept is text/event-stream, and as long as the server and the client's
// timeout let it; FollowJob goes on after that.
func (j Jobs) Follow(ctx context.Context, in api.JobEventsIn, w io.Writer) error {
	return j.c.download(ctx, "/jobs/{id}/events", in, w)
}

// FollowAll writes the server-sent events of all jobs of the workspace to w.
func (j Jobs) FollowAll(ctx context.Context, in api.JobsEventsIn, w io.Writer) error {
	return j.c.download(ctx, "/jobs/events", in, w)
}

// lookAgain is how long to wait before a job is looked at again whose stream broke off.
const lookAgain = time.Second

// FollowJob calls seen with the job at each change until it has ended, and gives it as
// it was last. An error of seen ends it.
func FollowJob(ctx context.Context, c *Client, id int64, seen func(api.Job) error) (last api.Job, err error) {
	in := api.JobEventsIn{ID: id, Accept: "text/event-stream"}
	for {
		events := &eventReader{seen: func(event string, data []byte) error {
			in.LastEventID = event
			if err := json.Unmarshal(data, &last); err != nil {
				return fmt.Errorf("reading an event of job %d: %w", id, err)
			}
			return seen(last)
		}}
		err := c.Jobs.Follow(ctx, in, events)
		var refusal *Error
		switch {
		case events.failed != nil:
			return last, events.failed
		case errors.As(err, &refusal), ctx.Err() != nil:
			return last, err
		case err == nil && last.Final():
			return last, nil
		}
		// It broke off, or the server has begun another one: go on after the last event.
		select {
		case <-ctx.Done():
			return last, ctx.Err()
		case <-time.After(lookAgain):
		}
	}
}

// eventReader takes a stream of events apart as it is written.
type eventReader struct {
	seen   func(event string, data []byte) error
	rest   []byte
	event  string
	failed error // of seen
}

func (r *eventReader) Write(p []byte) (int, error) {
	r.rest = append(r.rest, p...)
	for {
		line, rest, whole := bytes.Cut(r.rest, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		name, value, _ := bytes.Cut(line, []byte(": "))
		switch string(name) {
		case "id":
			r.event = string(value)
		case "data":
			if r.failed = r.seen(r.event, value); r.failed != nil {
				return 0, r.failed
			}
		}
		r.rest = append(r.rest[:0], rest...)
	}
}
