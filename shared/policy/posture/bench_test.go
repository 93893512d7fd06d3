package posture

import (
	"fmt"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// large is an account near IAM's quotas: 5,000 users and roles, 3,000 policies, with
// groups, chains of roles and what is found in accounts that have grown.
func large() *access.Snapshot {
	s := &access.Snapshot{AccountID: account}
	for i := range 3000 {
		n := 1
		s.Policies = append(s.Policies, managed(fmt.Sprint("p", i), fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","dynamodb:Query","sqs:SendMessage"],"Resource":["arn:aws:s3:::bucket-%d/*","arn:aws:dynamodb:eu-west-1:123456789012:table/t%d"]}]}`, i, i), &n))
	}
	for i := range 300 {
		s.Groups = append(s.Groups, access.Group{
			Arn: fmt.Sprint("arn:aws:iam::123456789012:group/g", i), GroupName: fmt.Sprint("g", i),
			AttachedManagedPolicies: []access.Attachment{{PolicyName: "p", PolicyArn: s.Policies[i].Arn}},
		})
	}
	for i := range 5000 {
		u := access.User{Arn: fmt.Sprint("arn:aws:iam::123456789012:user/u", i), UserName: fmt.Sprint("u", i), UserID: fmt.Sprint("AIDA", i), GroupList: []string{fmt.Sprint("g", i%300)}, CreateDate: ago(500)}
		if i%50 == 0 {
			u.UserPolicyList = []access.InlinePolicy{{PolicyName: "x", PolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}`}}
		}
		r := access.Role{
			Arn: fmt.Sprint("arn:aws:iam::123456789012:role/r", i), RoleName: fmt.Sprint("r", i), RoleID: fmt.Sprint("AROA", i), CreateDate: ago(500), RoleLastUsed: &access.RoleLastUsed{LastUsedDate: ago(i % 200)},
			AssumeRolePolicyDocument: lambda, AttachedManagedPolicies: []access.Attachment{{PolicyName: "p", PolicyArn: s.Policies[i%3000].Arn}},
		}
		switch {
		case i%500 == 0:
			r.RolePolicyList = []access.InlinePolicy{{PolicyName: "all", PolicyDocument: all}}
			r.AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::123456789012:root"}`, "sts:AssumeRole", "")
		case i%100 == 0:
			r.AssumeRolePolicyDocument = trust(`{"AWS":"999999999999"}`, "sts:AssumeRole", "")
		}
		s.Users, s.Roles = append(s.Users, u), append(s.Roles, r)
	}
	return s
}

func BenchmarkLargeAccount(b *testing.B) {
	s := large()
	b.ReportAllocs()
	for b.Loop() {
		a, err := access.New(s)
		if err != nil {
			b.Fatal(err)
		}
		in := tidy()
		in.Snapshot, in.Account = s, a
		report := Audit(*in)
		b.ReportMetric(float64(len(report.Findings)), "findings")
	}
}
