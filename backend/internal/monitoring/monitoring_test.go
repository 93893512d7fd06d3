package monitoring_test

import (
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsreference"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }

// watched runs fn on each database with a server that reads a local reference,
// on demand only.
func watched(t *testing.T, fn func(t *testing.T, s *live.Server, aws *awsreference.Server, p *live.Person)) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		t.Cleanup(catalog.UseEmbedded)
		aws := awsreference.Start(t)
		s := live.Start(t, d, func(c *server.Config) { c.CatalogURL = aws.URL })
		fn(t, s, aws, s.Seed(t, "p@example.com"))
	})
}

// refresh triggers a look and waits for its end.
func refresh(t *testing.T, s *live.Server, p *live.Person) api.Job {
	t.Helper()
	// Nobody needs to look twice within five minutes: make the last look older.
	s.DB.Exec(t, `update catalog_checks set checked_at = ? where id = 1 and checked_at is not null`, time.Now().Add(-time.Hour).UTC())
	job, err := p.Monitoring.Trigger(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return wait(t, p, job)
}

func wait(t *testing.T, p *live.Person, job api.Job) api.Job {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !job.Final(); time.Sleep(20 * time.Millisecond) {
		var err error
		if job, err = p.Jobs.Get(t.Context(), api.ByID{ID: job.ID}); err != nil {
			t.Fatal(err)
		}
		if time.Now().After(deadline) {
			t.Fatalf("the job does not end: %+v", job)
		}
	}
	return job
}

func TestWhatAWSChangesIsReported(t *testing.T) {
	watched(t, func(t *testing.T, s *live.Server, aws *awsreference.Server, p *live.Person) {
		ctx := t.Context()
		_, err := p.Monitoring.Latest(ctx, api.LatestCatalogReportIn{})
		live.Refused(t, err, 404, "monitoring.none")

		// What the program was built with, read again, is no change.
		if job := refresh(t, s, p); job.State != api.JobSucceeded || !strings.Contains(string(job.Result), `"report_id":0`) {
			t.Fatalf("nothing has changed: %+v %s", job, job.Result)
		}
		aws.RemoveAction(t, "sqs", "PurgeQueue")
		aws.AddAction(t, "s3", "GetObjectBeforeItExists", "GetObject")
		if job := refresh(t, s, p); job.State != api.JobSucceeded || strings.Contains(string(job.Result), `"report_id":0`) {
			t.Fatalf("%+v %s", job, job.Result)
		}

		latest, err := p.Monitoring.Latest(ctx, api.LatestCatalogReportIn{Page: api.Page{Limit: 200}})
		if err != nil {
			t.Fatal(err)
		}
		if latest.Counts.Breaking != 1 || latest.Counts.Enhancement != 1 || len(latest.Changes) != 2 || len(latest.Services) != 2 || latest.Services[0].Name == "" {
			t.Fatalf("%+v", latest)
		}
		added, removed := latest.Changes[0], latest.Changes[1]
		if added.Name != "s3:GetObjectBeforeItExists" || added.Impact != "enhancement" || removed.Name != "sqs:PurgeQueue" || removed.Impact != "breaking" || removed.ReportID != latest.ID {
			t.Errorf("%+v %+v", added, removed)
		}

		// Policies are checked with it at once.
		found, err := p.Policies.Validate(ctx, api.ValidatePolicyIn{Body: api.ValidatePolicyRequest{
			Document: []byte(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObjectBeforeItExists","Resource":"arn:aws:s3:::a/*"}}`),
		}})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found.Findings {
			if f.Code == "INVALID_ACTION" {
				t.Errorf("a new action is called wrong: %+v", f)
			}
		}

		// In pieces, by service, by impact.
		piece, err := p.Monitoring.Report(ctx, api.CatalogReportIn{ID: latest.ID, Page: api.Page{Limit: 1}})
		if err != nil || len(piece.Changes) != 1 || piece.NextCursor == "" || len(piece.Services) != 2 {
			t.Fatalf("%+v %v", piece, err)
		}
		piece, err = p.Monitoring.Report(ctx, api.CatalogReportIn{ID: latest.ID, Page: api.Page{Limit: 1, Cursor: piece.NextCursor}})
		if err != nil || len(piece.Changes) != 1 || piece.NextCursor != "" || piece.Changes[0].Name != "sqs:PurgeQueue" {
			t.Errorf("the second piece: %+v %v", piece, err)
		}
		for service, want := range map[string]int{"SQS": 1, "s3": 1, "ec2": 0} {
			only, err := p.Monitoring.ServiceChanges(ctx, api.CatalogServiceIn{Service: service, Days: 1})
			if err != nil || len(only.Items) != want {
				t.Errorf("%s: %+v %v", service, only, err)
			}
		}
		breaking, err := p.Monitoring.BreakingChanges(ctx, api.BreakingChangesIn{Days: 1})
		if err != nil || len(breaking.Items) != 1 || breaking.More {
			t.Errorf("breaking: %+v %v", breaking, err)
		}
		all, err := p.Monitoring.Reports(ctx, api.CatalogReportListIn{})
		if err != nil || len(all.Items) != 1 || all.Items[0].ID != latest.ID {
			t.Errorf("reports: %+v %v", all, err)
		}
		health, err := p.Monitoring.Health(ctx)
		if err != nil || health.Status != "off" || health.CheckedAt == nil || health.LatestReport != latest.ID || health.CatalogDate != time.Now().UTC().Format(time.DateOnly) {
			t.Errorf("health: %+v %v", health, err)
		}
		_, err = p.Monitoring.Report(ctx, api.CatalogReportIn{ID: latest.ID + 1000})
		live.Refused(t, err, 404, "monitoring.no_report")
	})
}

func TestASourceThatFails(t *testing.T) {
	watched(t, func(t *testing.T, s *live.Server, aws *awsreference.Server, p *live.Person) {
		aws.Break(true)
		job, err := p.Monitoring.Trigger(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(time.Minute); job.Error == nil; time.Sleep(20 * time.Millisecond) {
			if job, err = p.Jobs.Get(t.Context(), api.ByID{ID: job.ID}); err != nil || time.Now().After(deadline) {
				t.Fatalf("%+v %v", job, err)
			}
		}
		if job.Error.Code != "monitoring.source" || !strings.Contains(job.Error.Detail, "503") {
			t.Errorf("the job says %+v", job.Error)
		}
		health, err := p.Monitoring.Health(t.Context())
		if err != nil || health.Status != "failing" || health.FailedAt == nil || !strings.Contains(health.Failure, "503") {
			t.Errorf("health: %+v %v", health, err)
		}
		// The claim is given back: when the source works, the next look does.
		aws.Break(false)
		if _, err := p.Jobs.Cancel(t.Context(), api.ByID{ID: job.ID}); err != nil {
			t.Fatal(err)
		}
		wait(t, p, job)
		if job := refresh(t, s, p); job.State != api.JobSucceeded {
			t.Errorf("afterwards: %+v", job)
		}
		if health, err = p.Monitoring.Health(t.Context()); err != nil || health.Status != "off" || health.Failure != "" {
			t.Errorf("health: %+v %v", health, err)
		}
	})
}

// Two servers on one database: one reads, both use it.
func TestTwoServersLookOnce(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		if d.Dialect != testkit.Postgres {
			return // one process has SQLite for itself
		}
		t.Cleanup(catalog.UseEmbedded)
		aws := awsreference.Start(t)
		set := func(c *server.Config) { c.CatalogURL = aws.URL }
		first, second := live.Start(t, d, set), live.Start(t, d, set)
		p, q := first.Seed(t, "p@example.com"), first.Seed(t, "q@example.com")
		aws.RemoveAction(t, "sqs", "PurgeQueue")
		var all sync.WaitGroup
		for _, who := range []*live.Person{p, second.As(t, q)} {
			all.Go(func() {
				job, err := who.Monitoring.Trigger(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				if job = wait(t, who, job); job.State != api.JobSucceeded {
					t.Errorf("%+v", job)
				}
			})
		}
		all.Wait()
		if n := aws.Asked(); n != 1 {
			t.Errorf("the reference was read %d times", n)
		}
		reports, err := q.Monitoring.Reports(t.Context(), api.CatalogReportListIn{})
		if err != nil || len(reports.Items) != 1 {
			t.Errorf("%+v %v", reports, err)
		}
	})
}

func TestWhoMayLook(t *testing.T) {
	watched(t, func(t *testing.T, s *live.Server, _ *awsreference.Server, p *live.Person) {
		for _, role := range []string{"auditor", "viewer"} {
			other := s.Seed(t, role+"@example.com")
			s.Join(t, other, p.Workspace, role)
			in := &live.Person{Client: other.InWorkspace(p.Workspace)}
			if _, err := in.Monitoring.Health(t.Context()); err != nil {
				t.Errorf("%s: %v", role, err)
			}
			_, err := in.Monitoring.Trigger(t.Context())
			live.Refused(t, err, 403, "access.forbidden")
		}
	})
}
