package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// office is a database with two workspaces and the people in them.
type office struct {
	database testkit.Database
	rows     *testkit.Handle
	mu       sync.Mutex
	roles    map[[2]int64]access.Role // by person and workspace
	records  []string
}

func (o *office) MembershipOf(_ context.Context, user, workspace int64) (access.Membership, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	role, ok := o.roles[[2]int64{user, workspace}]
	if !ok {
		return access.Membership{}, access.ErrNoSuch
	}
	return access.Membership{Role: role}, nil
}

func (o *office) RecordJob(_ context.Context, sc access.Scope, action string, id int64, kind string, failure error) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	workspace, err := sc.Workspace()
	o.records = append(o.records, fmt.Sprintf("%d %s %d %s %t", workspace, action, id, kind, failure != nil))
	return err
}

func (o *office) recorded(id int64) (out []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, r := range o.records {
		parts := strings.Fields(r)
		if parts[2] == fmt.Sprint(id) {
			out = append(out, parts[1])
		}
	}
	return out
}

func newOffice(t *testing.T, d testkit.Database) *office {
	t.Helper()
	o := &office{database: d, roles: map[[2]int64]access.Role{}}
	first := o.open(t)
	if err := first.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.rows = d.Open(t)
	now := db.Now()
	for i := range 2 {
		o.rows.Exec(t, `insert into workspaces (name, created_at) values (?, ?)`, fmt.Sprint("w", i), now)
		for range 2 {
			o.rows.Exec(t, `insert into users (email, hashed_password, created_at, updated_at) values (?, 'x', ?, ?)`, testName(t, o), now, now)
		}
	}
	// Person 1 owns workspace 1, person 2 works in it; 3 and 4 likewise in 2.
	o.roles = map[[2]int64]access.Role{{1, 1}: access.Owner, {2, 1}: access.Operator, {3, 2}: access.Owner, {4, 2}: access.Operator}
	return o
}

func testName(t *testing.T, o *office) string {
	t.Helper()
	return fmt.Sprintf("p%d@example.com", o.rows.Int(t, `select count(*) from users`)+1)
}

func (o *office) open(t *testing.T) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), o.database.URL, 8)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// server makes a service on a connection of its own. Nothing works until start.
func (o *office) server(t *testing.T) *Service {
	t.Helper()
	return New(Config{
		DB: o.open(t), Guard: access.NewGuard(o), Audit: o, Log: slog.New(slog.DiscardHandler), Lease: 2 * time.Second, AtOnce: 4,
		Workspaces: func(context.Context) ([]int64, error) { return []int64{1, 2}, nil },
		BackOff:    func(int) time.Duration { return 10 * time.Millisecond },
	})
}

func start(t *testing.T, s *Service) *Service {
	t.Helper()
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func (o *office) scope(t *testing.T, user, workspace int64) access.Scope {
	t.Helper()
	sc, err := access.NewGuard(o).Enter(t.Context(), access.Actor{UserID: user, Email: fmt.Sprintf("p%d@example.com", user), RequestID: "r", IP: "192.0.2.1"}, workspace, access.JobsRead)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// until waits for a job to be as wanted.
func until(t *testing.T, s *Service, sc access.Scope, id int64, wanted func(*api.Job) bool) api.Job {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		job, err := s.Get(t.Context(), sc, api.ByID{ID: id})
		if err != nil {
			t.Fatal(err)
		}
		if wanted(&job) {
			return job
		}
		if time.Now().After(end) {
			t.Fatalf("the job did not become what was waited for: %+v", job)
		}
	}
}

type order struct{ Number int }

var reading = Spec{Name: "test.read", Permissions: []access.Permission{access.IAMRead, access.VaultUse}}

func begin(t *testing.T, k *Kind[order], sc access.Scope, key string, number int) api.Job {
	t.Helper()
	job, err := k.Start(t.Context(), sc, Begin[order]{Key: key, Title: "Read " + key, Args: order{number}})
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func TestAJobRunsAndTellsOfItself(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		o := newOffice(t, d)
		s, sc := o.server(t), o.scope(t, 2, 1)
		k := Define(s, reading, func(ctx context.Context, sc access.Scope, run *Run, args order) (any, error) {
			a := sc.Actor()
			if a.UserID != 2 || a.System != "test.read" || a.IP != "192.0.2.1" || sc.Allow(access.VaultUse) != nil || sc.Allow(access.JobsRead) == nil {
				return nil, fmt.Errorf("the scope is %+v", a)
			}
			if err := run.Report(ctx, 3, 4, "reading"); err != nil {
				return nil, err
			}
			return map[string]int{"twice": args.Number * 2}, nil
		})
		start(t, s)
		job := begin(t, k, sc, "a", 21)
		if job.State != api.JobQueued || job.CreatedBy != "p2@example.com" || job.Title != "Read a" {
			t.Errorf("at first %+v", job)
		}
		job = until(t, s, sc, job.ID, (*api.Job).Final)
		if job.State != api.JobSucceeded || string(job.Result) != `{"twice":42}` || job.Progress.Done != 3 || job.Progress.Total != 4 || job.Attempt != 1 || job.FinishedAt == nil {
			t.Errorf("at last %+v", job)
		}
		if got := fmt.Sprint(o.recorded(job.ID)); got != "[started succeeded]" {
			t.Errorf("recorded %s", got)
		}
		// Nobody else's workspace knows of it.
		if _, err := s.Get(t.Context(), o.scope(t, 3, 2), api.ByID{ID: job.ID}); !errors.Is(err, ErrNotFound) {
			t.Errorf("in another workspace: %v", err)
		}
		if _, err := s.Cancel(t.Context(), o.scope(t, 3, 2), api.ByID{ID: job.ID}); !errors.Is(err, ErrNotFound) {
			t.Errorf("cancelled in another workspace: %v", err)
		}
		list, err := s.List(t.Context(), sc, api.JobListIn{Page: api.Page{Limit: 10}})
		if err != nil || len(list.Items) != 1 || list.Items[0].ID != job.ID {
			t.Errorf("listed %+v, %v", list, err)
		}
	})
}

func TestOneJobAtATimeForAKey(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		o := newOffice(t, d)
		s, sc, other := o.server(t), o.scope(t, 2, 1), o.scope(t, 3, 2)
		release := make(chan struct{})
		var runs atomic.Int32
		k := Define(s, reading, func(context.Context, access.Scope, *Run, order) (any, error) {
			runs.Add(1)
			<-release
			return nil, nil
		})
		start(t, s)
		var all sync.WaitGroup
		ids := make([]int64, 12)
		for i := range ids {
			all.Go(func() {
				job, err := k.Start(t.Context(), sc, Begin[order]{Key: "same", Title: "x"})
				if err != nil {
					t.Error(err)
				}
				ids[i] = job.ID
			})
		}
		all.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Fatalf("several jobs: %v", ids)
			}
		}
		if begin(t, k, sc, "another", 0).ID == ids[0] || begin(t, k, other, "same", 0).ID == ids[0] {
			t.Error("another key, or workspace, is the same job")
		}
		close(release)
		until(t, s, sc, ids[0], (*api.Job).Final)
		if again := begin(t, k, sc, "same", 0); again.ID == ids[0] {
			t.Error("a job that has ended was given again")
		}
	})
}

func TestTroubles(t *testing.T) {
	passing := fault.Declare(fault.Unavailable, "jobtest.passing", "Not now.")
	lasting := fault.Declare(fault.Conflict, "jobtest.lasting", "Never.")
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		o := newOffice(t, d)
		s, sc := o.server(t), o.scope(t, 2, 1)
		outcomes := map[int]func(run *Run, attempt int) error{
			0: func(_ *Run, attempt int) error { // passes at the second attempt
				if attempt < 2 {
					return passing
				}
				return nil
			},
			1: func(*Run, int) error { return lasting },
			2: func(*Run, int) error { return passing },
			3: func(*Run, int) error { panic("the secret is hunter2") },
			4: func(*Run, int) error { return errors.New("the secret is hunter2") },
		}
		var mu sync.Mutex
		attempts := map[int]int{}
		k := Define(s, Spec{Name: "test.trouble", Attempts: 2}, func(_ context.Context, _ access.Scope, run *Run, args order) (any, error) {
			mu.Lock()
			attempts[args.Number]++
			n := attempts[args.Number]
			mu.Unlock()
			return nil, outcomes[args.Number](run, n)
		})
		start(t, s)
		for number, want := range map[int]struct {
			state, code string
			attempts    int
		}{
			0: {api.JobSucceeded, "", 2},
			1: {api.JobFailed, "jobtest.lasting", 1},
			2: {api.JobFailed, "jobtest.passing", 2},
			3: {api.JobFailed, "server.internal", 1},
			4: {api.JobFailed, "server.internal", 1},
		} {
			job := begin(t, k, sc, fmt.Sprint(number), number)
			job = until(t, s, sc, job.ID, (*api.Job).Final)
			code := ""
			if job.Error != nil {
				code = job.Error.Code
				if strings.Contains(job.Error.Detail, "hunter2") {
					t.Errorf("%d: %s", number, job.Error.Detail)
				}
			}
			if job.State != want.state || code != want.code || job.Attempt != want.attempts {
				t.Errorf("%d: %s %s after %d attempts, want %+v", number, job.State, code, job.Attempt, want)
			}
		}
		if n := o.rows.Int(t, `select count(*) from job_queue`); n != 0 {
			t.Errorf("%d jobs are left in the queue", n)
		}
	})
}

func TestCancel(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		o := newOffice(t, d)
		o.roles[[2]int64{4, 1}] = access.Operator
		s, sc := o.server(t), o.scope(t, 2, 1)
		k := Define(s, reading, func(ctx context.Context, _ access.Scope, _ *Run, _ order) (any, error) {
			<-ctx.Done()
			return nil, fmt.Errorf("as seen below: %w", ctx.Err())
		})
		waiting := begin(t, k, sc, "waiting", 0)
		if _, err := s.Cancel(t.Context(), o.scope(t, 4, 1), api.ByID{ID: waiting.ID}); !errors.Is(err, ErrNotYours) {
			t.Errorf("by a colleague: %v", err)
		}
		if job, err := s.Cancel(t.Context(), sc, api.ByID{ID: waiting.ID}); err != nil || !job.CancelRequested {
			t.Errorf("%+v, %v", job, err)
		}
		start(t, s)
		if job := until(t, s, sc, waiting.ID, (*api.Job).Final); job.State != api.JobCancelled {
			t.Errorf("one that waited is %s", job.State)
		}
		running := begin(t, k, sc, "running", 0)
		until(t, s, sc, running.ID, func(j *api.Job) bool { return j.State == api.JobRunning })
		if _, err := s.Cancel(t.Context(), o.scope(t, 1, 1), api.ByID{ID: running.ID}); err != nil { // the owner may
			t.Error(err)
		}
		if job := until(t, s, sc, running.ID, (*api.Job).Final); job.State != api.JobCancelled || job.Error != nil {
			t.Errorf("one that was running is %+v", job)
		}
		if _, err := s.Cancel(t.Context(), sc, api.ByID{ID: running.ID}); !errors.Is(err, ErrOver) {
			t.Errorf("again: %v", err)
		}
		if got := fmt.Sprint(o.recorded(running.ID)); got != "[started cancel_requested cancelled]" {
			t.Errorf("recorded %s", got)
		}
	})
}

func TestWhoLeavesTakesTheirJobsAlong(t *testing.T) {
	o := newOffice(t, testkit.NewSQLite(t))
	s, sc := o.server(t), o.scope(t, 2, 1)
	k := Define(s, reading, func(context.Context, access.Scope, *Run, order) (any, error) {
		t.Error("it was worked on")
		return nil, nil
	})
	gone, smaller := begin(t, k, sc, "gone", 0), begin(t, k, o.scope(t, 1, 1), "smaller", 0)
	o.mu.Lock()
	delete(o.roles, [2]int64{2, 1})
	o.roles[[2]int64{1, 1}] = access.Viewer
	o.mu.Unlock()
	start(t, s)
	o.mu.Lock()
	o.roles[[2]int64{3, 1}] = access.Owner
	o.mu.Unlock()
	look := o.scope(t, 3, 1)
	for id, code := range map[int64]string{gone.ID: "access.workspace_not_found", smaller.ID: "access.forbidden"} {
		if job := until(t, s, look, id, (*api.Job).Final); job.State != api.JobFailed || job.Error.Code != code {
			t.Errorf("%+v", job)
		}
	}
	if _, err := k.Start(t.Context(), access.Scope{}, Begin[order]{}); err == nil {
		t.Error("the zero scope started a job")
	}
}

// What a server had under way that has vanished goes on at another one, from
// where it was.
func TestAServerVanishes(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		o := newOffice(t, d)
		sc := o.scope(t, 2, 1)
		vanishing, staying := o.server(t), o.server(t)
		stuck := make(chan struct{})
		handler := func(vanishes bool) Handler[order] {
			return func(ctx context.Context, _ access.Scope, run *Run, _ order) (any, error) {
				at := 0
				if _, err := run.Load(&at); err != nil {
					return nil, err
				}
				if vanishes {
					if err := run.Save(ctx, 7); err != nil {
						return nil, err
					}
					close(stuck)
					<-ctx.Done()
					return nil, ctx.Err()
				}
				return at, nil
			}
		}
		k := Define(vanishing, reading, handler(true))
		Define(staying, reading, handler(false))
		if err := vanishing.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		job := begin(t, k, sc, "x", 0)
		<-stuck
		if err := vanishing.DB.Close(); err != nil { // it can renew nothing and end nothing from now on
			t.Fatal(err)
		}
		start(t, staying)
		job = until(t, staying, sc, job.ID, (*api.Job).Final)
		if job.State != api.JobSucceeded || string(job.Result) != "7" || job.Attempt != 2 {
			t.Errorf("%+v", job)
		}
		vanishing.Close()
		if job = until(t, staying, sc, job.ID, (*api.Job).Final); job.State != api.JobSucceeded {
			t.Errorf("after the first server's end %+v", job)
		}
	})
}

// A server that stops hands its jobs to another one at once, and that is no
// attempt.
func TestAServerStops(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		o := newOffice(t, d)
		sc := o.scope(t, 2, 1)
		stopping, staying := o.server(t), o.server(t)
		began := make(chan struct{})
		k := Define(stopping, reading, func(ctx context.Context, _ access.Scope, _ *Run, _ order) (any, error) {
			close(began)
			<-ctx.Done()
			return nil, ctx.Err()
		})
		Define(staying, reading, func(context.Context, access.Scope, *Run, order) (any, error) { return nil, nil })
		if err := stopping.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		job := begin(t, k, sc, "x", 0)
		<-began
		stopping.Close()
		if job = until(t, staying, sc, job.ID, func(*api.Job) bool { return true }); job.State != api.JobQueued || job.Attempt != 0 {
			t.Errorf("handed back as %+v", job)
		}
		start(t, staying)
		if job = until(t, staying, sc, job.ID, (*api.Job).Final); job.State != api.JobSucceeded || job.Attempt != 1 {
			t.Errorf("%+v", job)
		}
	})
}

func TestTwoServersDoEachJobOnce(t *testing.T) {
	o := newOffice(t, testkit.NewPostgres(t))
	sc := o.scope(t, 2, 1)
	var mu sync.Mutex
	runs := map[int]int{}
	servers := []*Service{o.server(t), o.server(t)}
	kinds := make([]*Kind[order], 2)
	for i, s := range servers {
		kinds[i] = Define(s, reading, func(_ context.Context, _ access.Scope, _ *Run, args order) (any, error) {
			mu.Lock()
			defer mu.Unlock()
			runs[args.Number]++
			return nil, nil
		})
		start(t, s)
	}
	var ids []int64
	for i := range 40 {
		ids = append(ids, begin(t, kinds[i%2], sc, fmt.Sprint(i), i).ID)
	}
	for _, id := range ids {
		if job := until(t, servers[0], sc, id, (*api.Job).Final); job.State != api.JobSucceeded {
			t.Errorf("%+v", job)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for i := range 40 {
		if runs[i] != 1 {
			t.Errorf("job %d was done %d times", i, runs[i])
		}
	}
}

func TestAWorkspaceMayNotFillTheQueue(t *testing.T) {
	o := newOffice(t, testkit.NewSQLite(t))
	s, sc := o.server(t), o.scope(t, 2, 1)
	k := Define(s, reading, func(context.Context, access.Scope, *Run, order) (any, error) { return nil, nil })
	for i := range maxActive {
		begin(t, k, sc, fmt.Sprint(i), i)
	}
	if _, err := k.Start(t.Context(), sc, Begin[order]{Key: "one more"}); !errors.Is(err, ErrMany) {
		t.Errorf("one more: %v", err)
	}
	begin(t, k, o.scope(t, 3, 2), "elsewhere", 0)
}

func TestSweepForgetsWhatEndedLongAgo(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		o := newOffice(t, d)
		s, sc := o.server(t), o.scope(t, 2, 1)
		k := Define(s, reading, func(context.Context, access.Scope, *Run, order) (any, error) { return nil, nil })
		start(t, s)
		old, recent := begin(t, k, sc, "old", 0), begin(t, k, sc, "recent", 0)
		for _, id := range []int64{old.ID, recent.ID} {
			until(t, s, sc, id, (*api.Job).Final)
		}
		o.rows.Exec(t, `update jobs set finished_at = ? where id = ?`, db.Now().Add(-keptFor-time.Hour), old.ID)
		if err := s.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Get(t.Context(), sc, api.ByID{ID: old.ID}); !errors.Is(err, ErrNotFound) {
			t.Errorf("the old one: %v", err)
		}
		if _, err := s.Get(t.Context(), sc, api.ByID{ID: recent.ID}); err != nil {
			t.Errorf("the recent one: %v", err)
		}
	})
}

func TestFollowing(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		o := newOffice(t, d)
		s, sc := o.server(t), o.scope(t, 2, 1)
		steps := make(chan struct{})
		k := Define(s, reading, func(ctx context.Context, _ access.Scope, run *Run, _ order) (any, error) {
			<-steps
			return nil, run.Report(ctx, 1, 2, "half way")
		})
		job := begin(t, k, sc, "x", 0)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		one, err := s.Follow(ctx, sc, api.JobEventsIn{ID: job.ID, Accept: eventStream})
		if err != nil {
			t.Fatal(err)
		}
		first, err := one.Next(ctx)
		if err != nil || !strings.Contains(string(first), `"state":"queued"`) || !strings.HasPrefix(string(first), "id: ") {
			t.Fatalf("%q, %v", first, err)
		}
		start(t, s)
		close(steps)
		var seen strings.Builder
		var last string
		for {
			piece, err := one.Next(ctx)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			seen.Write(piece)
			last = string(piece)
		}
		if !strings.Contains(seen.String(), `"state":"succeeded"`) {
			t.Errorf("seen %s", seen.String())
		}
		id, _, _ := strings.Cut(strings.TrimPrefix(last, "id: "), "\n")
		again, err := s.Follow(ctx, sc, api.JobEventsIn{ID: job.ID, Accept: eventStream, LastEventID: id})
		if err != nil {
			t.Fatal(err)
		}
		if piece, err := again.Next(ctx); !errors.Is(err, io.EOF) {
			t.Errorf("after the last event: %q, %v", piece, err)
		}
		// From an earlier event on, all jobs: this one has changed since.
		firstID, _, _ := strings.Cut(strings.TrimPrefix(string(first), "id: "), "\n")
		for _, accept := range []string{eventStream, "*/*"} {
			all, err := s.FollowAll(ctx, sc, api.JobsEventsIn{Accept: accept, LastEventID: firstID})
			if err != nil {
				t.Fatal(err)
			}
			if piece, err := all.Next(ctx); err != nil || !strings.Contains(string(piece), `"state":"succeeded"`) {
				t.Errorf("%s: %q, %v", accept, piece, err)
			}
			if accept == "*/*" {
				if _, err := all.Next(ctx); !errors.Is(err, io.EOF) {
					t.Errorf("a client that asks for no stream waits: %v", err)
				}
			}
		}
		if _, err := s.Follow(ctx, o.scope(t, 3, 2), api.JobEventsIn{ID: job.ID}); !errors.Is(err, ErrNotFound) {
			t.Errorf("in another workspace: %v", err)
		}
	})
}

func TestStreamsOfAPersonAreFew(t *testing.T) {
	o := newOffice(t, testkit.NewSQLite(t))
	s, sc := o.server(t), o.scope(t, 2, 1)
	ctx, cancel := context.WithCancel(t.Context())
	for range streamsOfUser {
		stream, err := s.FollowAll(ctx, sc, api.JobsEventsIn{Accept: eventStream})
		if err != nil {
			t.Fatal(err)
		}
		if sign, err := stream.Next(ctx); err != nil || !strings.HasPrefix(string(sign), ":") {
			t.Fatalf("%q, %v", sign, err)
		}
	}
	if _, err := s.FollowAll(ctx, sc, api.JobsEventsIn{Accept: eventStream}); !errors.Is(err, ErrStreams) {
		t.Errorf("one more: %v", err)
	}
	if _, err := s.FollowAll(ctx, o.scope(t, 1, 1), api.JobsEventsIn{Accept: eventStream}); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	cancel()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		if _, err := s.FollowAll(t.Context(), sc, api.JobsEventsIn{}); err == nil {
			break
		} else if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}
