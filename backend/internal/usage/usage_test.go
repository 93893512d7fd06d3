package usage_test

import (
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

const role = "arn:aws:iam::123456789012:role/app"

func TestWhatARoleHasUsed(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	ago := func(days int) time.Time { return now.Add(-time.Duration(days) * 24 * time.Hour) }
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		fake := iamfake.Start(t, iamfake.Account{
			ID: "123456789012", Pending: 1,
			Snapshot: &access.Snapshot{Roles: []access.Role{{
				Arn: role, RoleName: "app", RoleID: "AROA1", AssumeRolePolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`,
				RolePolicyList: []access.InlinePolicy{{PolicyName: "app", PolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","sqs:*","sns:Publish","iam:GetUser","iam:CreateUser"],"Resource":"*"}]}`}},
			}}},
			Accesses: map[string][]iamfake.Access{role: {
				{Service: "s3", Last: ago(3)},
				{Service: "sqs"},
				{Service: "sns", Last: ago(200)},
				{Service: "iam", Last: ago(1), Actions: map[string]time.Time{"GetUser": ago(1), "CreateUser": {}}},
			}},
		})
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = fake.URL })
		p, other := s.Seed(t, "p@example.com"), s.Seed(t, "other@example.com")
		if _, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
			Label: "Account", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
		}}); err != nil {
			t.Fatal(err)
		}
		ask := func(arn string, keep ...string) api.Job {
			t.Helper()
			job, err := p.Usage.Start(t.Context(), api.StartUsageIn{Body: api.StartUsageRequest{PrincipalARN: arn, Keep: keep}})
			if err != nil {
				t.Fatal(err)
			}
			if job, err = client.FollowJob(t.Context(), p.Client, job.ID, func(api.Job) error { return nil }); err != nil {
				t.Fatal(err)
			}
			return job
		}
		if job := ask(role, "sns:Publish"); job.State != api.JobSucceeded {
			t.Fatalf("%+v %+v", job, job.Error)
		}
		list, err := p.Usage.List(t.Context(), api.UsageListIn{PrincipalARN: role})
		if err != nil || len(list.Items) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		report, err := p.Usage.Get(t.Context(), api.ByID{ID: list.Items[0].ID})
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Services) != 4 || strings.Join(report.UnusedServices, " ") != "sns sqs" || strings.Join(report.UnusedActions, " ") != "iam:CreateUser" || report.ServicesUsed != 2 {
			t.Errorf("%+v", report)
		}
		if len(report.Policies) != 1 || len(report.Policies[0].Stages) != 2 {
			t.Fatalf("%+v", report.Policies)
		}
		for i, want := range []string{`"s3:GetObject" "sns:Publish" "iam:GetUser" "iam:CreateUser"`, `"s3:GetObject" "sns:Publish" "iam:GetUser"`} {
			stage := report.Policies[0].Stages[i]
			for _, action := range strings.Fields(want) {
				if !strings.Contains(stage.Document, action) {
					t.Errorf("stage %d lacks %s: %s", stage.Stage, action, stage.Document)
				}
			}
			if !stage.Verified || stage.Relation != "narrower" || strings.Contains(stage.Document, "sqs") || strings.Contains(stage.Document, "CreateUser") != (i == 0) {
				t.Errorf("stage %d: %+v", stage.Stage, stage)
			}
		}
		if job := ask(role + "x"); job.State != api.JobFailed || job.Error.Code != "usage.no_such_principal" {
			t.Errorf("of nobody: %+v %+v", job, job.Error)
		}
		_, err = other.Usage.Get(t.Context(), api.ByID{ID: report.ID})
		live.Refused(t, err, 404, "usage.not_found")
		_, err = p.Usage.Start(t.Context(), api.StartUsageIn{Body: api.StartUsageRequest{PrincipalARN: role, Keep: []string{"nonsense"}}})
		live.Refused(t, err, 422, "usage.bad_keep")
	})
}
