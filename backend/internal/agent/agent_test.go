package agent_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
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

const queue = `{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Queue", "Effect": "Allow", "Action": "sqs:Delete*", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"}
  ]
}`

// TestAgent tries everything on each database with one server, after AWS has
// added sqs:DeleteEverything and taken sqs:PurgeQueue away. Everybody has a
// workspace of their own.
func TestAgent(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		t.Cleanup(catalog.UseEmbedded)
		aws := awsreference.Start(t)
		aws.AddAction(t, "sqs", "DeleteEverything", "DeleteQueue")
		aws.RemoveAction(t, "sqs", "PurgeQueue")
		s := live.Start(t, d, func(c *server.Config) { c.CatalogURL = aws.URL })
		first := s.Seed(t, "first@example.com")
		job, err := first.Monitoring.Trigger(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		wait(t, first, job.ID)
		for name, try := range map[string]func(*testing.T, *live.Server, *live.Person){
			"changes are planned and applied":                changesArePlannedAndApplied,
			"a change that is stale or dismissed":            aChangeThatIsStaleOrDismissed,
			"only what grants nothing new applies by itself": onlyWhatGrantsNothingNewAppliesByItself,
			"services and operations":                        servicesAndOperations,
			"runs belong to their workspace":                 runsBelongToTheirWorkspace,
		} {
			t.Run(name, func(t *testing.T) {
				try(t, s, s.Seed(t, strings.ReplaceAll(name, " ", ".")+"@example.com"))
			})
		}
	})
}

func wait(t *testing.T, p *live.Person, id int64) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		job, err := p.Jobs.Get(t.Context(), api.ByID{ID: id})
		if err != nil || time.Now().After(deadline) {
			t.Fatalf("the job does not end: %+v %v", job, err)
		}
		if job.Final() {
			if job.State != api.JobSucceeded {
				t.Fatalf("the job: %+v", job.Error)
			}
			return
		}
	}
}

func keep(t *testing.T, p *live.Person, name, document string, cases ...api.PolicyCase) api.StoredPolicy {
	t.Helper()
	quoted, _ := json.Marshal(document)
	stored, err := p.Library.Store(t.Context(), api.StorePolicyIn{Body: api.StorePolicyRequest{Name: name, Document: quoted, Cases: cases}})
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

func run(t *testing.T, p *live.Person, in api.AgentTriggerRequest) api.AgentRunDetail {
	t.Helper()
	started, err := p.Agent.Trigger(t.Context(), api.AgentTriggerIn{Body: in})
	if err != nil {
		t.Fatal(err)
	}
	wait(t, p, started.JobID)
	out, err := p.Agent.Run(t.Context(), api.AgentRunIn{ID: started.ID})
	if err != nil || out.State != "completed" {
		t.Fatalf("%+v %v", out, err)
	}
	return out
}

func statement(action string) string {
	return `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":` + action + `,"Resource":"*"}}`
}

func changesArePlannedAndApplied(t *testing.T, _ *live.Server, p *live.Person) {
	ctx := t.Context()
	first := keep(t, p, "queue", queue)
	purge := keep(t, p, "purge", statement(`["sqs:PurgeQueue","sqs:SendMessage"]`))
	keep(t, p, "elsewhere", statement(`"s3:GetObject"`))

	health, err := p.Agent.Health(ctx)
	if err != nil || health.Status != "never" || health.LatestReport == 0 {
		t.Errorf("before: %+v %v", health, err)
	}
	found := run(t, p, api.AgentTriggerRequest{})
	if found.Policies != 3 || found.Affected != 2 || found.Counts != (api.AgentCounts{Breaking: 1, Review: 1}) || len(found.Changes) != 2 {
		t.Fatalf("%+v", found)
	}
	if health, err = p.Agent.Health(ctx); err != nil || health.Status != "pending" || health.Open != 2 {
		t.Errorf("after: %+v %v", health, err)
	}
	pin, out := found.Changes[0], found.Changes[1]
	if pin.Subject != "queue" || pin.Proposal == nil || pin.Proposal.Edit != "pin_wildcard" || pin.Proposal.Relation != "narrower" || pin.Proposal.Witness == nil || len(pin.Proposal.Cases) != 2 {
		t.Fatalf("%+v %+v", pin, pin.Proposal)
	}
	applied, err := p.Agent.Apply(ctx, api.PlannedChangeIn{Run: found.ID, Change: pin.ID})
	if err != nil || applied.State != "applied" || applied.AppliedVersion != 2 || applied.DecidedAt == nil {
		t.Fatalf("%+v %v", applied, err)
	}
	now, err := p.Library.Get(ctx, api.ByID{ID: first.ID})
	if err != nil || now.Version != 2 || !strings.Contains(now.Document, `["sqs:DeleteMessage", "sqs:DeleteQueue"]`) || len(now.CaseList) != 2 {
		t.Fatalf("%+v %v", now, err)
	}
	tried, err := p.Library.RunCases(ctx, api.RunPolicyCasesIn{ID: first.ID})
	if err != nil || tried.Failed != 0 || tried.Passed != 2 {
		t.Errorf("cases: %+v %v", tried, err)
	}
	_, err = p.Agent.Apply(ctx, api.PlannedChangeIn{Run: found.ID, Change: pin.ID})
	live.Refused(t, err, 409, "agent.decided")

	// The other one is made anew for the version that is there by then.
	quoted, _ := json.Marshal(statement(`["sqs:SendMessage", "sqs:PurgeQueue", "sqs:ReceiveMessage"]`))
	if _, err := p.Library.AddVersion(ctx, api.AddPolicyVersionIn{ID: purge.ID, Body: api.AddPolicyVersionRequest{Document: quoted, Base: 1}}); err != nil {
		t.Fatal(err)
	}
	if out, err = p.Agent.Apply(ctx, api.PlannedChangeIn{Run: found.ID, Change: out.ID}); err != nil || out.AppliedVersion != 3 {
		t.Fatalf("%+v %v", out, err)
	}
	if now, err = p.Library.Get(ctx, api.ByID{ID: purge.ID}); err != nil || !strings.Contains(now.Document, `["sqs:SendMessage", "sqs:ReceiveMessage"]`) {
		t.Errorf("%s %v", now.Document, err)
	}
	if health, err = p.Agent.Health(ctx); err != nil || health.Status != "ok" {
		t.Errorf("in the end: %+v %v", health, err)
	}
	log, err := p.Audit.List(ctx, api.AuditListIn{Action: "agent.change_applied"})
	if err != nil || len(log.Items) != 2 {
		t.Errorf("audit: %+v %v", log.Items, err)
	}
}

func aChangeThatIsStaleOrDismissed(t *testing.T, _ *live.Server, p *live.Person) {
	ctx := t.Context()
	first := keep(t, p, "queue", queue)
	keep(t, p, "other", queue)
	lonely := keep(t, p, "lonely", statement(`"sqs:PurgeQueue"`))
	found := run(t, p, api.AgentTriggerRequest{})
	if len(found.Changes) != 3 {
		t.Fatalf("%+v", found.Changes)
	}
	at := func(name string) api.PlannedChangeIn {
		i := slices.IndexFunc(found.Changes, func(c api.PlannedChange) bool { return c.Subject == name })
		return api.PlannedChangeIn{Run: found.ID, Change: found.Changes[i].ID}
	}
	quoted, _ := json.Marshal(statement(`"sqs:DeleteMessage"`))
	if _, err := p.Library.AddVersion(ctx, api.AddPolicyVersionIn{ID: first.ID, Body: api.AddPolicyVersionRequest{Document: quoted, Base: 1}}); err != nil {
		t.Fatal(err)
	}
	_, err := p.Agent.Apply(ctx, at("queue"))
	live.Refused(t, err, 409, "agent.stale")
	if c, err := p.Agent.Change(ctx, at("queue")); err != nil || c.State != "stale" {
		t.Errorf("%+v %v", c, err)
	}
	if c, err := p.Agent.Dismiss(ctx, at("other")); err != nil || c.State != "dismissed" {
		t.Errorf("%+v %v", c, err)
	}
	_, err = p.Agent.Dismiss(ctx, at("other"))
	live.Refused(t, err, 409, "agent.decided")
	_, err = p.Agent.Apply(ctx, at("lonely"))
	if refusal := live.Refused(t, err, 409, "agent.no_edit"); !strings.Contains(refusal.Detail, "only action") {
		t.Errorf("%s", refusal.Detail)
	}
	// With the policy go its changes.
	if err := p.Library.Delete(ctx, api.ByID{ID: lonely.ID}); err != nil {
		t.Fatal(err)
	}
	_, err = p.Agent.Change(ctx, at("lonely"))
	live.Refused(t, err, 404, "agent.no_change")
}

func onlyWhatGrantsNothingNewAppliesByItself(t *testing.T, _ *live.Server, p *live.Person) {
	ctx := t.Context()
	safe := keep(t, p, "queue", queue)
	needed := keep(t, p, "needed", queue, api.PolicyCase{
		Name: "Everything can go", Expect: "allowed", Action: "sqs:DeleteEverything", Resource: "arn:aws:sqs:eu-west-1:111122223333:jobs",
	})
	found := run(t, p, api.AgentTriggerRequest{AutoApply: true})
	if found.Applied != 1 || !found.AutoApply {
		t.Errorf("%+v", found.AgentRun)
	}
	if now, err := p.Library.Get(ctx, api.ByID{ID: safe.ID}); err != nil || now.Version != 2 {
		t.Errorf("the safe one is at version %d: %v", now.Version, err)
	}
	if now, err := p.Library.Get(ctx, api.ByID{ID: needed.ID}); err != nil || now.Version != 1 {
		t.Errorf("the one whose case forbids it is at version %d: %v", now.Version, err)
	}
	for _, c := range found.Changes {
		if c.Subject == "needed" {
			_, err := p.Agent.Apply(ctx, api.PlannedChangeIn{Run: found.ID, Change: c.ID})
			if refusal := live.Refused(t, err, 409, "agent.cases"); !strings.Contains(refusal.Detail, "Everything can go") {
				t.Errorf("%s", refusal.Detail)
			}
		}
	}
}

func servicesAndOperations(t *testing.T, _ *live.Server, p *live.Person) {
	ctx := t.Context()
	keep(t, p, "queue", queue)
	keep(t, p, "denied", `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["sqs:*"],"Resource":"*"}}`)
	got, err := p.Agent.AnalyzeService(ctx, api.AgentServiceIn{Service: "SQS"})
	if err != nil || got.Policies != 2 || got.Service != "sqs" || len(got.Changes) < 2 || got.More {
		t.Errorf("%+v %v", got, err)
	}
	if got, err = p.Agent.AnalyzeService(ctx, api.AgentServiceIn{Service: "s3"}); err != nil || len(got.Changes) != 0 {
		t.Errorf("%+v %v", got, err)
	}
	_, err = p.Agent.AnalyzeService(ctx, api.AgentServiceIn{Service: "nothing"})
	live.Refused(t, err, 404, "agent.unknown_service")

	for operation, want := range map[string]string{"DeleteEverything": "current", "deletequeue": "current", "PurgeQueue": "removed accepted", "Rewind": "unknown"} {
		op, err := p.Agent.CheckOperation(ctx, api.AgentOperationIn{Service: "sqs", Operation: operation})
		if err != nil || !strings.Contains(want, op.Status) {
			t.Errorf("%s: %+v %v", operation, op, err)
		}
	}
	op, err := p.Agent.CheckOperation(ctx, api.AgentOperationIn{Service: "sqs", Operation: "DeleteQueue"})
	if err != nil || op.AccessLevel != "Write" || len(op.ResourceTypes) != 1 || len(op.Policies) != 2 || op.Policies[0].Pattern != "sqs:Delete*" || op.Policies[1].Effect != "Deny" {
		t.Errorf("%+v %v", op, err)
	}
	_, err = p.Agent.CheckOperation(ctx, api.AgentOperationIn{Service: "sqs", Operation: "Delete*"})
	live.Refused(t, err, 422, "agent.bad_operation")
}

// Another workspace sees nothing of it, and cannot decide.
func runsBelongToTheirWorkspace(t *testing.T, s *live.Server, p *live.Person) {
	keep(t, p, "queue", queue)
	found := run(t, p, api.AgentTriggerRequest{})
	stranger := s.Seed(t, "stranger@example.com")
	ctx, in := t.Context(), api.PlannedChangeIn{Run: found.ID, Change: found.Changes[0].ID}
	_, err := stranger.Agent.Run(ctx, api.AgentRunIn{ID: found.ID})
	live.Refused(t, err, 404, "agent.no_run")
	_, err = stranger.Agent.Change(ctx, in)
	live.Refused(t, err, 404, "agent.no_change")
	_, err = stranger.Agent.Apply(ctx, in)
	live.Refused(t, err, 404, "agent.no_change")
	_, err = stranger.Agent.Dismiss(ctx, in)
	live.Refused(t, err, 404, "agent.no_change")
	if runs, err := stranger.Agent.Runs(ctx, api.AgentRunListIn{}); err != nil || len(runs.Items) != 0 {
		t.Errorf("%+v %v", runs, err)
	}
}
