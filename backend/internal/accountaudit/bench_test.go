package accountaudit_test

import (
	"fmt"
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

// BenchmarkLargeAccount audits an account of 5,000 users, 5,000 roles and 3,000
// policies from the request to the end of the job, against a fake that is not the
// limit, and tells the most memory that the process (fake included) has had.
func BenchmarkLargeAccount(b *testing.B) {
	const of = "arn:aws:iam::123456789012:"
	s, one, old := &access.Snapshot{}, 1, time.Now().Add(-500*24*time.Hour)
	report := "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date\n"
	var lines strings.Builder
	for i := range 3000 {
		s.Policies = append(s.Policies, access.ManagedPolicy{
			Arn: fmt.Sprint(of, "policy/p", i), PolicyName: fmt.Sprint("p", i), DefaultVersionID: "v1", AttachmentCount: &one,
			PolicyVersionList: []access.PolicyVersion{{VersionID: "v1", IsDefaultVersion: true, Document: access.Text(fmt.Sprintf(
				`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","dynamodb:Query"],"Resource":"arn:aws:s3:::bucket-%d/*"}]}`, i))}},
		})
	}
	for i := range 5000 {
		attached := []access.Attachment{{PolicyName: "p", PolicyArn: s.Policies[i%3000].Arn}}
		s.Users = append(s.Users, access.User{Arn: fmt.Sprint(of, "user/u", i), UserName: fmt.Sprint("u", i), UserID: fmt.Sprint("AIDA", i), CreateDate: old, AttachedManagedPolicies: attached})
		s.Roles = append(s.Roles, access.Role{
			Arn: fmt.Sprint(of, "role/r", i), RoleName: fmt.Sprint("r", i), RoleID: fmt.Sprint("AROA", i), CreateDate: old, AttachedManagedPolicies: attached, RoleLastUsed: &access.RoleLastUsed{},
			AssumeRolePolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"sts:AssumeRole"}]}`,
		})
		fmt.Fprintf(&lines, "u%d,%suser/u%d,2024-01-01T00:00:00+00:00,false,N/A,N/A,false,true,2024-01-01T00:00:00+00:00,N/A\n", i, of, i)
	}
	fake := iamfake.Start(b, iamfake.Account{ID: "123456789012", Snapshot: s, Report: report + lines.String()})
	running := live.Start(b, testkit.NewSQLite(b), func(c *server.Config) { c.AWSEndpointURL = fake.URL })
	p := running.Seed(b, "p@example.com")
	if _, err := p.Vault.Add(b.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: "Large", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	}}); err != nil {
		b.Fatal(err)
	}
	most := testkit.PeakMemory(b)
	for b.Loop() {
		job, err := p.AccountAudits.Start(b.Context(), api.StartAccountAuditIn{})
		if err != nil {
			b.Fatal(err)
		}
		if job, err = client.FollowJob(b.Context(), p.Client, job.ID, func(api.Job) error { return nil }); err != nil || job.State != api.JobSucceeded {
			b.Fatalf("%+v %+v, %v", job, job.Error, err)
		}
	}
	b.ReportMetric(most(), "MiB-at-most")
}
