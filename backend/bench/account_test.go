package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	follow "github.com/iam-copilot/iam-copilot/shared/client"
)

// The size of the account.
const (
	accountUsers, accountRoles, accountPolicies = 5000, 5000, 3000
	accountPasswords                            = 300 // users that sign in, of whom the audit asks AWS again
)

// BenchmarkAccount makes a large account in the AWS emulator, audits it, and lists
// it, each beside the bare SDK that makes the same calls one after the other. The
// emulator is a process of its own, and is not counted in the memory; it answers the
// whole of a list on one page, where AWS gives a hundred or a thousand.
func BenchmarkAccount(b *testing.B) {
	once(b)
	emulator := testkit.StartAWS(b)
	made := time.Now()
	fillAccount(b, emulator)
	note(fmt.Sprintf("%d users, %d roles, %d policies made in the AWS emulator", accountUsers, accountRoles, accountPolicies), time.Since(made).Round(time.Second).String(), "", true)

	bare := time.Now()
	readAccount(b, emulator.IAM())
	alone := time.Since(bare)

	s := live.Start(b, testkit.NewPostgres(b), func(c *server.Config) { c.AWSEndpointURL = emulator.Endpoint })
	p := s.Seed(b, "p@example.com")
	if _, err := p.Vault.Add(b.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: "Large", AccessKeyID: emulator.Admin.ID, SecretAccessKey: emulator.Admin.Secret,
	}}); err != nil {
		b.Fatal(err)
	}
	most, start := testkit.PeakMemory(b), time.Now()
	job, err := p.AccountAudits.Start(b.Context(), api.StartAccountAuditIn{})
	if err == nil {
		job, err = follow.FollowJob(b.Context(), p.Client, job.ID, func(api.Job) error { return nil })
	}
	if err != nil || job.State != api.JobSucceeded {
		b.Fatalf("%+v %+v, %v", job, job.Error, err)
	}
	took, memory := time.Since(start), most()
	var result struct{ Findings api.FindingTally }
	if err := json.Unmarshal(job.Result, &result); err != nil {
		b.Fatal(err)
	}
	note("  audited, from the request to the end of the job", fmt.Sprintf("%.1f s", took.Seconds()), "< 60 s", took < time.Minute)
	note("  the bare SDK, reading the same", fmt.Sprintf("%.1f s", alone.Seconds()), "", true)
	note("  most memory of the server and its client", fmt.Sprintf("%.0f MiB", memory), "< 400 MiB", memory < 400)
	b.ReportMetric(took.Seconds(), "s/audit")
	b.ReportMetric(memory, "MiB-at-most")
	listAccount(b, emulator.IAM(), p)
}

// fillAccount makes the account: each user and role has a policy of its own choice,
// and some users have a password.
func fillAccount(b *testing.B, emulator *testkit.AWS) {
	b.Helper()
	c, arns := emulator.IAM(), make([]string, accountPolicies)
	spread(b, accountPolicies, func(ctx context.Context, n int) error {
		made, err := c.CreatePolicy(ctx, &iam.CreatePolicyInput{PolicyName: aws.String(fmt.Sprint("p", n)), PolicyDocument: aws.String(fmt.Sprintf(
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","dynamodb:Query"],"Resource":"arn:aws:s3:::bucket-%d/*"}]}`, n))})
		if err == nil {
			arns[n] = aws.ToString(made.Policy.Arn)
		}
		return err
	})
	trust := aws.String(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"sts:AssumeRole"}]}`)
	spread(b, accountRoles, func(ctx context.Context, n int) error {
		name := aws.String(fmt.Sprint("r", n))
		if _, err := c.CreateRole(ctx, &iam.CreateRoleInput{RoleName: name, AssumeRolePolicyDocument: trust}); err != nil {
			return err
		}
		_, err := c.AttachRolePolicy(ctx, &iam.AttachRolePolicyInput{RoleName: name, PolicyArn: &arns[n%accountPolicies]})
		return err
	})
	spread(b, accountUsers, func(ctx context.Context, n int) error {
		name := aws.String(fmt.Sprint("u", n))
		if _, err := c.CreateUser(ctx, &iam.CreateUserInput{UserName: name}); err != nil {
			return err
		}
		if n < accountPasswords {
			if _, err := c.CreateLoginProfile(ctx, &iam.CreateLoginProfileInput{UserName: name, Password: aws.String("Correct-Horse-7")}); err != nil {
				return err
			}
		}
		_, err := c.AttachUserPolicy(ctx, &iam.AttachUserPolicyInput{UserName: name, PolicyArn: &arns[n%accountPolicies]})
		return err
	})
}

// spread does something n times, four at once.
func spread(b *testing.B, n int, do func(context.Context, int) error) {
	b.Helper()
	var workers sync.WaitGroup
	for first := range 4 {
		workers.Go(func() {
			for i := first; i < n; i += 4 {
				if err := do(b.Context(), i); err != nil {
					b.Errorf("%d: %v", i, err)
					return
				}
			}
		})
	}
	workers.Wait()
	if b.Failed() {
		b.FailNow()
	}
}

// readAccount asks for what an audit asks for.
func readAccount(b *testing.B, c *iam.Client) {
	b.Helper()
	ctx, read := b.Context(), 0
	for p := iam.NewGetAccountAuthorizationDetailsPaginator(c, &iam.GetAccountAuthorizationDetailsInput{}); p.HasMorePages(); {
		page, err := p.NextPage(ctx)
		if err != nil {
			b.Fatal(err)
		}
		read += len(page.UserDetailList) + len(page.RoleDetailList) + len(page.Policies)
	}
	if read < accountUsers+accountRoles+accountPolicies {
		b.Fatalf("the emulator told of %d users, roles and policies", read)
	}
	for state := types.ReportStateTypeStarted; state != types.ReportStateTypeComplete; {
		out, err := c.GenerateCredentialReport(ctx, &iam.GenerateCredentialReportInput{})
		if err != nil {
			b.Fatal(err)
		}
		state = out.State
	}
	if _, err := c.GetCredentialReport(ctx, &iam.GetCredentialReportInput{}); err != nil {
		b.Fatal(err)
	}
	for n := range 200 {
		if _, err := c.ListMFADevices(ctx, &iam.ListMFADevicesInput{UserName: aws.String(fmt.Sprint("u", n))}); err != nil {
			b.Fatal(err)
		}
	}
}

// listAccount lists users, roles and policies, ours and the bare SDK's by turns.
func listAccount(b *testing.B, c *iam.Client, p *live.Person) {
	b.Helper()
	ctx := b.Context()
	for _, l := range []struct {
		what       string
		bare, ours func() (int, error)
	}{
		{"GET /iam/users", func() (int, error) {
			out, err := c.ListUsers(ctx, &iam.ListUsersInput{MaxItems: aws.Int32(200)})
			return len(out.Users), err
		}, func() (int, error) {
			out, err := p.IAM.ListUsers(ctx, api.IAMUserListIn{Limit: 200})
			return len(out.Items), err
		}},
		{"GET /iam/roles", func() (int, error) {
			out, err := c.ListRoles(ctx, &iam.ListRolesInput{MaxItems: aws.Int32(200)})
			return len(out.Roles), err
		}, func() (int, error) {
			out, err := p.IAM.ListRoles(ctx, api.IAMPage{Limit: 200})
			return len(out.Items), err
		}},
		{"GET /iam/policies", func() (int, error) {
			out, err := c.ListPolicies(ctx, &iam.ListPoliciesInput{MaxItems: aws.Int32(200), Scope: types.PolicyScopeTypeLocal})
			return len(out.Policies), err
		}, func() (int, error) {
			out, err := p.IAM.ListPolicies(ctx, api.IAMPolicyListIn{IAMPage: api.IAMPage{Limit: 200}, Scope: "Local"})
			return len(out.Items), err
		}},
	} {
		var bare, ours []float64
		items := 0
		for range 5 {
			for _, turn := range []struct {
				ask   func() (int, error)
				times *[]float64
			}{{l.bare, &bare}, {l.ours, &ours}} {
				start := time.Now()
				n, err := turn.ask()
				if err != nil || n == 0 {
					b.Fatalf("%s: %d items, %v", l.what, n, err)
				}
				items, *turn.times = n, append(*turn.times, float64(time.Since(start).Milliseconds()))
			}
		}
		beyond := median(ours) - median(bare)
		note(fmt.Sprintf("  %s, %d on a page, beyond the bare SDK's %.0f ms", l.what, items, median(bare)), fmt.Sprintf("%.0f ms", beyond), "< 300 ms", beyond < 300)
	}
}
