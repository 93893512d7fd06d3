package usage_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/iamfake"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// barrier holds up a fake's answers until the server that waits for them was stopped.
type barrier struct {
	mu           sync.Mutex
	left         int // questions that are answered still
	reached, off chan struct{}
}

// brokenOff stops a server, in the middle of the job that begin starts, when the fake
// has come so far, and gives its person and job.
func (b *barrier) brokenOff(t *testing.T, d testkit.Database, after int, setting live.Settings, begin func(*live.Person) (api.Job, error)) (p *live.Person, job api.Job) {
	t.Helper()
	b.mu.Lock()
	b.left, b.reached, b.off = after, make(chan struct{}), make(chan struct{})
	reached, off := b.reached, b.off
	b.mu.Unlock()
	t.Run("broken off", func(t *testing.T) {
		p = live.Start(t, d, setting).Seed(t, "p@example.com")
		addKey(t, p)
		var err error
		if job, err = begin(p); err != nil {
			t.Fatal(err)
		}
		early := make(chan api.Job, 1)
		go func() {
			if ended, err := client.FollowJob(t.Context(), p.Client, job.ID, func(api.Job) error { return nil }); err == nil {
				early <- ended
			}
		}()
		select {
		case <-reached:
		case ended := <-early:
			t.Errorf("ended before it was broken off: %+v %+v", ended, ended.Error)
		}
	})
	close(off)
	if t.Failed() {
		t.FailNow()
	}
	return p, job
}

// pass is called by the fake before each answer.
func (b *barrier) pass() {
	b.mu.Lock()
	if b.reached == nil {
		b.mu.Unlock()
		return
	}
	if b.left--; b.left == 0 {
		close(b.reached)
	}
	wait, off := b.left <= 0, b.off
	b.mu.Unlock()
	if wait {
		<-off
	}
}

func hurried(url string) live.Settings {
	return func(c *server.Config) { c.AWSEndpointURL, c.AWSPace = url, 1000 }
}

// A lookup whose server was stopped goes on, at the next one, from the events that it
// had counted, and comes to what an undisturbed one comes to.
func TestALookupThatWasBrokenOffGoesOnWhereItWas(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	const events, perPage = 320, 4
	type moment struct {
		at   time.Time
		text string
	}
	var all []moment
	for i := range events { // two of each second, so that some are of the moment where it is broken off
		at, call := now.Add(-time.Hour-time.Duration(i/2)*time.Second), []string{"ec2:DescribeInstances", "sqs:CreateQueue", "s3:CreateBucket"}[i%3]
		all = append(all, moment{at, record(fmt.Sprint("event-", i), at, call, fmt.Sprintf(`"requestParameters":{"bucketName":"b%d","queueName":"q%d"}`, i%5, i%4))})
	}
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		var (
			gate  barrier
			mu    sync.Mutex
			until []float64 // to when it was asked, of each question
		)
		fake := awsjson.New(t, "arn:aws:iam::"+account+":user/auditor")
		awsjson.On(fake, "CloudTrail_20131101.LookupEvents", func(in *struct {
			NextToken          *string
			StartTime, EndTime float64
		},
		) (any, error) {
			gate.pass()
			mu.Lock()
			defer mu.Unlock()
			if in.NextToken != nil && in.EndTime != until[len(until)-1] {
				return nil, &awsjson.Refusal{Code: "InvalidNextTokenException", Message: "The token is of another question."}
			}
			until = append(until, in.EndTime)
			var within []map[string]any
			for _, e := range all {
				if at := awsjson.Time(e.at); at >= in.StartTime && at <= in.EndTime {
					within = append(within, map[string]any{"CloudTrailEvent": e.text})
				}
			}
			piece, next, err := awsjson.Page(within, in.NextToken, perPage)
			return map[string]any{"Events": piece, "NextToken": next}, err
		})
		p, job := gate.brokenOff(t, d, 50, hurried(fake.URL), func(p *live.Person) (api.Job, error) {
			return p.Usage.Lookup(t.Context(), api.LookupEventsIn{Body: api.LookupEventsRequest{Regions: []string{"eu-west-1"}}})
		})
		s := live.Start(t, d, hurried(fake.URL))
		p = s.As(t, p)
		job = ended(t, p, job, nil)
		result := read[api.LookupEventsResult](t, job)
		// 40 of the pages were counted: those behind them are read again, from the oldest
		// event's second on, which its other event may be of.
		mu.Lock()
		asked := slices.Clone(until)
		mu.Unlock()
		questions := slices.Compact(slices.Clone(asked))
		if counted := awsjson.Time(all[40*perPage-1].at); len(questions) != 2 || questions[1] != counted || job.Attempt != 1 {
			t.Errorf("asked up to %v, want %v in the end; attempt %d", questions, counted, job.Attempt)
		}
		again := 0
		for _, at := range asked {
			if at == questions[len(questions)-1] {
				again++
			}
		}
		if want := (events - 40*perPage + 2 + perPage - 1) / perPage; again != want {
			t.Errorf("%d pages after it was broken off, want %d", again, want)
		}

		whole := s.Seed(t, "whole@example.com")
		addKey(t, whole)
		other, err := whole.Usage.Lookup(t.Context(), api.LookupEventsIn{Body: api.LookupEventsRequest{Regions: []string{"eu-west-1"}}})
		undisturbed := read[api.LookupEventsResult](t, ended(t, whole, other, err))
		if result.Tally.Counted != events || undisturbed.Tally.Counted != events || undisturbed.Tally.Duplicates != 0 || result.Regions[0].More {
			t.Errorf("%+v, undisturbed %+v", result, undisturbed)
		}
		if got, want := doneIn(t, p), doneIn(t, whole); len(got) != 3 || !reflect.DeepEqual(got, want) {
			t.Errorf("broken off:\n%+v\nundisturbed:\n%+v", got, want)
		}
		if n := recorded(t, p, "usage.events_looked_up"); n != 1 {
			t.Errorf("%d records of the lookup", n)
		}
	})
}

// A run over an account whose server was stopped asks, at the next one, only about
// those that it had not asked about, and finds what an undisturbed one finds.
func TestARunOverAnAccountThatWasBrokenOffGoesOnWhereItWas(t *testing.T) {
	const roles = 60
	now := time.Now().UTC().Truncate(time.Second)
	snapshot, accesses := &access.Snapshot{}, map[string][]iamfake.Access{}
	for i := range roles {
		arn := fmt.Sprintf("arn:aws:iam::%s:role/r%02d", account, i)
		snapshot.Roles = append(snapshot.Roles, access.Role{Arn: arn, RoleName: fmt.Sprintf("r%02d", i), RoleID: fmt.Sprint("AROA", i), AssumeRolePolicyDocument: trust, RolePolicyList: allowing(`"iam:*","sqs:*","s3:GetObject"`)})
		accesses[arn] = []iamfake.Access{{Service: "s3", Last: now.Add(-time.Duration(i) * 48 * time.Hour)}, {Service: "sqs"}, {Service: "iam"}}
	}
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		var (
			gate  barrier
			mu    sync.Mutex
			asked = map[string]int{}
		)
		fake := iamfake.Start(t, iamfake.Account{ID: account, Snapshot: snapshot, Accesses: accesses, Asked: func(form url.Values) {
			if form.Get("Action") == "GenerateServiceLastAccessedDetails" {
				gate.pass()
				mu.Lock()
				asked[form.Get("Arn")]++
				mu.Unlock()
			}
		}})
		p, job := gate.brokenOff(t, d, 40, hurried(fake.URL), func(p *live.Person) (api.Job, error) {
			return p.Usage.StartAccount(t.Context(), api.StartAccountUsageIn{})
		})
		kept := d.Open(t).Int(t, `select count(*) from usage_account_principals`)
		s := live.Start(t, d, hurried(fake.URL))
		p = s.As(t, p)
		if job = ended(t, p, job, nil); job.State != api.JobSucceeded || job.Attempt != 1 {
			t.Fatalf("%+v %+v", job, job.Error)
		}
		again := 0
		mu.Lock()
		for _, n := range asked {
			again += n - 1
		}
		total := len(asked)
		mu.Unlock()
		// At most those are asked about again of whom no answer had come.
		if kept == 0 || kept >= roles || total != roles || again > roles-int(kept) {
			t.Errorf("%d were kept; %d asked about, %d of them again", kept, total, again)
		}

		whole := s.Seed(t, "whole@example.com")
		addKey(t, whole)
		other, err := whole.Usage.StartAccount(t.Context(), api.StartAccountUsageIn{})
		got, want := foundIn(t, p, job), foundIn(t, whole, ended(t, whole, other, err))
		if len(got.Items) != roles || !reflect.DeepEqual(got, want) {
			t.Errorf("broken off:\n%+v\nundisturbed:\n%+v", got, want)
		}
		if n := recorded(t, p, "usage.account_run_finished"); n != 1 {
			t.Errorf("%d records of the run", n)
		}
	})
}

// doneIn is what principals did, without what is each workspace's own.
func doneIn(t *testing.T, p *live.Person) map[string]api.Activity {
	t.Helper()
	out := activityOf(t, p, api.ActivityIn{})
	for name, a := range out {
		a.ID = 0
		out[name] = a
	}
	return out
}

// found is what a run over an account tells, without what is each run's own.
type found struct {
	Run   api.AccountUsage
	Items []api.UnusedGrants
}

func foundIn(t *testing.T, p *live.Person, job api.Job) (f found) {
	t.Helper()
	id := read[struct {
		RunID int64 `json:"run_id"`
	}](t, job).RunID
	var err error
	if f.Run, err = p.Usage.AccountRun(t.Context(), api.ByID{ID: id}); err != nil {
		t.Fatal(err)
	}
	list, err := p.Usage.AccountPrincipals(t.Context(), api.AccountUsagePrincipalsIn{ID: id, Page: api.Page{Limit: 200}})
	if err != nil {
		t.Fatal(err)
	}
	f.Run.ID, f.Run.JobID, f.Run.CredentialID, f.Run.StartedBy, f.Run.At, f.Run.FinishedAt, f.Items = 0, 0, 0, "", time.Time{}, nil, list.Items
	return f
}

// read is the result of a job.
func read[T any](t *testing.T, job api.Job) (out T) {
	t.Helper()
	if job.State != api.JobSucceeded {
		t.Fatalf("%+v %+v", job, job.Error)
	}
	if err := json.Unmarshal(job.Result, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// recorded is how many records of an action the person's workspace has.
func recorded(t *testing.T, p *live.Person, action string) int {
	t.Helper()
	list, err := p.Audit.List(t.Context(), api.AuditListIn{Action: action})
	if err != nil {
		t.Fatal(err)
	}
	return len(list.Items)
}
