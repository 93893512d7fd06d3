package jobs

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// eventStream is the content type of server-sent events ("Server-sent events",
// HTML Living Standard).
const eventStream = "text/event-stream"

// Times and limits of following.
const (
	lookAtChanges = time.Second
	heartbeat     = 15 * time.Second
	checkCaller   = 10 * time.Second
	streamsOfUser = 6
	changesAtOnce = 100
	// Changes that were written at about the same moment may become visible in
	// another order: so much is looked at again.
	overlap = 2 * time.Second
)

// streams counts who follows.
type streams struct {
	mu   sync.Mutex
	open map[int64]int // by person
}

func (x *streams) full(user int64) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.open[user] >= streamsOfUser
}

// enter counts a stream until the context ends.
func (x *streams) enter(ctx context.Context, user int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.open[user]++
	context.AfterFunc(ctx, func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.open[user]--; x.open[user] <= 0 {
			delete(x.open, user)
		}
	})
}

// place is where a stream is: the id of its last event.
type place struct {
	at       time.Time // of the change
	revision int64
}

func (p place) String() string {
	return strconv.FormatInt(p.at.UnixMicro(), 10) + "-" + strconv.FormatInt(p.revision, 10)
}

// readPlace reads an id of ours; anything else is the beginning.
func readPlace(id string) place {
	micros, revision, _ := strings.Cut(id, "-")
	at, err := strconv.ParseInt(micros, 10, 64)
	n, err2 := strconv.ParseInt(revision, 10, 64)
	if err != nil || err2 != nil || at <= 0 {
		return place{}
	}
	return place{time.UnixMicro(at).UTC(), n}
}

// follower makes the pieces of one stream.
type follower struct {
	service *Service
	user    int64
	// changed gives the jobs that have changed and are not known yet, and whether
	// there can be no more.
	changed func(ctx context.Context) (rows []jobRow, over bool, err error)
	once    bool // tell what there is now, and no more

	entered          bool
	over             bool
	spoken, verified time.Time
}

// Follow gives a job again at each change, until it has ended.
func (s *Service) Follow(ctx context.Context, sc access.Scope, in api.JobEventsIn) (web.Stream, error) {
	if _, err := s.store.byID(ctx, sc, in.ID); err != nil {
		return web.Stream{}, err
	}
	known := readPlace(in.LastEventID).revision
	return s.stream(sc, in.Accept, func(ctx context.Context) ([]jobRow, bool, error) {
		row, err := s.store.byID(ctx, sc, in.ID)
		if err != nil {
			return nil, false, err
		}
		if row.Revision <= known {
			return nil, row.final(), nil
		}
		known = row.Revision
		return []jobRow{*row}, row.final(), nil
	})
}

// FollowAll gives the jobs of the workspace that have not ended, then each job at
// each change.
func (s *Service) FollowAll(_ context.Context, sc access.Scope, in api.JobsEventsIn) (web.Stream, error) {
	since, known := readPlace(in.LastEventID).at, map[int64]int64{}
	if !since.IsZero() {
		since = since.Add(-overlap)
	}
	first := since.IsZero()
	return s.stream(sc, in.Accept, func(ctx context.Context) ([]jobRow, bool, error) {
		from := since
		if first {
			first, since = false, time.Now().UTC().Add(-overlap)
		}
		rows, err := s.store.changed(ctx, sc, from, changesAtOnce)
		if err != nil {
			return nil, false, err
		}
		var out []jobRow
		for _, row := range rows {
			if known[row.ID] < row.Revision {
				known[row.ID] = row.Revision
				out = append(out, row)
			}
		}
		if len(rows) > 0 && !from.IsZero() {
			last := rows[len(rows)-1].UpdatedAt.UTC()
			// A full piece moves on in any case; else what is recent is looked at again.
			if len(rows) == changesAtOnce && last.After(from) {
				since = last
			} else if back := last.Add(-overlap); back.After(from) {
				since = back
			}
		}
		return out, false, nil
	})
}

// stream makes a stream of changes.
func (s *Service) stream(sc access.Scope, accept string, changed func(context.Context) ([]jobRow, bool, error)) (web.Stream, error) {
	user, err := sc.User()
	if err != nil {
		return web.Stream{}, err
	}
	if s.streams.full(user) {
		return web.Stream{}, ErrStreams.After(heartbeat)
	}
	f := &follower{service: s, user: user, changed: changed, once: !strings.Contains(accept, eventStream), verified: time.Now()}
	return web.Stream{ContentType: eventStream + "; charset=utf-8", Next: f.next}, nil
}

// next waits for changes and makes the events of them, or a sign of life.
func (f *follower) next(ctx context.Context) ([]byte, error) {
	s := f.service
	if f.over {
		return nil, io.EOF
	}
	if !f.entered {
		f.entered = true
		s.streams.enter(ctx, f.user)
	}
	tick := time.NewTicker(lookAtChanges)
	defer tick.Stop()
	for {
		if now := time.Now(); now.Sub(f.verified) >= checkCaller {
			if err := web.Still(ctx); err != nil {
				return nil, io.EOF // a client that comes again learns why
			}
			f.verified = now
		}
		rows, over, err := f.changed(ctx)
		if err != nil {
			return nil, io.EOF // the job or the database has gone: likewise
		}
		f.over = over || f.once
		if len(rows) > 0 {
			f.spoken = time.Now()
			return events(rows)
		}
		switch {
		case f.over:
			return nil, io.EOF
		case time.Since(f.spoken) >= heartbeat:
			f.spoken = time.Now()
			return []byte(": still here\n\n"), nil
		}
		select {
		case <-ctx.Done():
			return nil, io.EOF
		case <-s.stopped:
			return nil, io.EOF
		case <-tick.C:
		}
	}
}

// events writes jobs as events.
func events(rows []jobRow) ([]byte, error) {
	var b bytes.Buffer
	for i := range rows {
		data, err := json.Marshal(rows[i].view())
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "id: %s\nevent: job\ndata: %s\n\n", place{rows[i].UpdatedAt, rows[i].Revision}, data)
	}
	return b.Bytes(), nil
}
