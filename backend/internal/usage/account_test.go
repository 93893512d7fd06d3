package usage_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/iamfake"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

func allowing(actions string) []access.InlinePolicy {
	return []access.InlinePolicy{{PolicyName: "p", PolicyDocument: access.Text(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[` + actions + `],"Resource":"*"}]}`)}}
}

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

func TestAWholeAccountIsLookedAt(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	ago := func(days int) time.Time { return now.Add(-time.Duration(days) * 24 * time.Hour) }
	idle, jane := "arn:aws:iam::"+account+":role/idle", "arn:aws:iam::"+account+":user/jane"
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		snapshot := &access.Snapshot{
			Users: []access.User{{Arn: jane, UserName: "jane", UserID: "AIDA1", UserPolicyList: allowing(`"s3:GetObject"`)}},
			Roles: []access.Role{
				{Arn: role, RoleName: "app", RoleID: "AROA1", AssumeRolePolicyDocument: trust, RolePolicyList: allowing(`"iam:GetUser","iam:CreateUser","sqs:*"`)},
				{Arn: idle, RoleName: "idle", RoleID: "AROA2", AssumeRolePolicyDocument: trust, RolePolicyList: allowing(`"*"`)},
				{Arn: "arn:aws:iam::" + account + ":role/aws-service-role/x", RoleName: "x", RoleID: "AROA3", AssumeRolePolicyDocument: trust},
			},
		}
		accesses := map[string][]iamfake.Access{
			role: {{Service: "iam", Last: ago(1), Actions: map[string]time.Time{"GetUser": ago(1), "CreateUser": {}}}, {Service: "sqs"}},
			idle: {{Service: "iam"}, {Service: "s3", Last: ago(200)}},
			jane: {{Service: "s3", Last: ago(2)}},
		}
		fake := iamfake.Start(t, iamfake.Account{ID: account, Snapshot: snapshot, Accesses: accesses})
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = fake.URL })
		p := s.Seed(t, "p@example.com")
		addKey(t, p)
		look := func() (api.AccountUsage, []api.UnusedGrants) {
			t.Helper()
			job, err := p.Usage.StartAccount(t.Context(), api.StartAccountUsageIn{})
			job = ended(t, p, job, err)
			var made struct {
				RunID int64 `json:"run_id"`
			}
			if err := json.Unmarshal(job.Result, &made); err != nil {
				t.Fatalf("%+v %+v: %v", job, job.Error, err)
			}
			run, err := p.Usage.AccountRun(t.Context(), api.ByID{ID: made.RunID})
			if err != nil {
				t.Fatal(err)
			}
			list, err := p.Usage.AccountPrincipals(t.Context(), api.AccountUsagePrincipalsIn{ID: made.RunID})
			if err != nil {
				t.Fatal(err)
			}
			return run, list.Items
		}
		first, principals := look()
		if first.Principals != 3 || first.UnusedPrincipals != 1 || first.PreviousID != nil || first.FinishedAt == nil || len(principals) != 3 {
			t.Fatalf("%+v %+v", first, principals)
		}
		if x := principals[0]; x.PrincipalARN != idle || !x.Unused || x.Change != "new" || strings.Join(x.UnusedServices, " ") != "iam s3" || x.LastUsed == nil {
			t.Errorf("the heaviest: %+v", x)
		}
		if x := principals[1]; x.PrincipalARN != role || strings.Join(x.UnusedActions, " ") != "iam:CreateUser" || strings.Join(x.UnusedServices, " ") != "sqs" || x.Weight <= 10 {
			t.Errorf("%+v", x)
		}
		if x := principals[2]; x.PrincipalARN != jane || x.Weight != 0 || x.Unused {
			t.Errorf("the lightest: %+v", x)
		}
		if first.Services[0].Service != "iam" || first.Services[0].Granted != 2 || first.Services[0].Unused != 1 || len(first.Actions) != 1 || first.Actions[0].Unused != 1 {
			t.Errorf("%+v %+v", first.Services, first.Actions)
		}
		for format, lines := range map[string]int{"ndjson": 3, "csv": 8} {
			var out bytes.Buffer
			if err := p.Usage.ExportAccount(t.Context(), api.ExportAccountUsageIn{ID: first.ID, Format: format}, &out); err != nil {
				t.Fatal(err)
			}
			n := strings.Count(strings.TrimSpace(out.String()), "\n") + 1
			if format == "csv" {
				rows, err := csv.NewReader(&out).ReadAll()
				if n = len(rows); err != nil || rows[1][0] != idle || rows[1][4] != "true" {
					t.Errorf("%v, %v", rows, err)
				}
			}
			if n != lines {
				t.Errorf("%s has %d lines, want %d", format, n, lines)
			}
		}
		// The next run is compared with it.
		accesses[idle][0].Last, snapshot.Users = ago(1), nil
		second, principals := look()
		c := second.Change
		if *second.PreviousID != first.ID || strings.Join(c.UsedAgain, " ") != idle || strings.Join(c.Gone, " ") != jane || c.Less != 1 || len(principals) != 2 || principals[0].Change != "less" {
			t.Errorf("%+v %+v", second, principals)
		}
		some, err := p.Usage.AccountPrincipals(t.Context(), api.AccountUsagePrincipalsIn{ID: second.ID, Change: "unchanged"})
		if err != nil || len(some.Items) != 1 || some.Items[0].PrincipalARN != role {
			t.Errorf("%+v, %v", some, err)
		}
		list, err := p.Usage.AccountRuns(t.Context(), api.AccountUsageListIn{AccountID: account})
		if err != nil || len(list.Items) != 2 || list.Items[0].ID != second.ID {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

// What CloudTrail has seen narrows a policy to its resources, and what it would have
// seen and has not goes.
func TestPoliciesAreNarrowedToWhatWasSeen(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	fake := iamfake.Start(t, iamfake.Account{
		ID: account,
		Snapshot: &access.Snapshot{Roles: []access.Role{{
			Arn: role, RoleName: "app", RoleID: "AROA1", AssumeRolePolicyDocument: trust,
			RolePolicyList: allowing(`"s3:GetObject","s3:PutObject","s3:CreateBucket","kms:Decrypt","iam:PassRole"`),
		}}},
		Accesses: map[string][]iamfake.Access{role: {{Service: "s3", Last: now.Add(-time.Hour)}, {Service: "kms"}, {Service: "iam", Last: now.Add(-time.Hour)}}},
	})
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.AWSEndpointURL = fake.URL })
	p := s.Seed(t, "p@example.com")
	addKey(t, p)
	log := record("get", now, "s3:GetObject", `"eventCategory":"Data","requestParameters":{"bucketName":"b","key":"k"},"resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/k"}]`)
	for i := range 5 { // a day each
		log += "\n" + record("day"+string(rune('0'+i)), now.Add(-time.Duration(i)*24*time.Hour), "ec2:DescribeInstances", "")
	}
	if _, err := p.Usage.Files(t.Context(), client.LogFile{Name: "log", Content: strings.NewReader(log)}); err != nil {
		t.Fatal(err)
	}
	job, err := p.Usage.Start(t.Context(), api.StartUsageIn{Body: api.StartUsageRequest{PrincipalARN: role, Days: 3}})
	if job = ended(t, p, job, err); job.State != api.JobSucceeded {
		t.Fatalf("%+v %+v", job, job.Error)
	}
	list, err := p.Usage.List(t.Context(), api.UsageListIn{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := p.Usage.Get(t.Context(), api.ByID{ID: list.Items[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	for action, want := range map[string]string{
		"s3:GetObject": "used seen", "s3:PutObject": "not_observable data_events", "s3:CreateBucket": "unused no_events", "kms:Decrypt": "unused service_unused", "iam:PassRole": "not_observable not_logged",
	} {
		got := ""
		for _, g := range report.Grants {
			if strings.Contains(strings.Join(g.Actions, " "), action) {
				got = g.State + " " + g.Reason
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", action, got, want)
		}
	}
	stages := report.Policies[0].Stages
	last := stages[len(stages)-1]
	if last.Stage != 3 || !last.Verified || last.Relation != "narrower" || strings.Join(last.Removed, " ") != "s3:CreateBucket" || len(last.Failed) != 0 || last.Size == 0 {
		t.Fatalf("%+v", last)
	}
	if len(last.Narrowed) != 1 || strings.Join(last.Narrowed[0].Actions, " ") != "s3:GetObject" || strings.Join(last.Narrowed[0].Resources, " ") != "arn:aws:s3:::b/k" {
		t.Errorf("%+v", last.Narrowed)
	}
	if len(last.Cases) != 1 || last.Cases[0].Action != "s3:GetObject" || last.Cases[0].Resource != "arn:aws:s3:::b/k" || !strings.Contains(last.Document, "iam:PassRole") || !strings.Contains(last.Document, "s3:PutObject") {
		t.Errorf("%+v\n%s", last.Cases, last.Document)
	}
}
