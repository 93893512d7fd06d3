package generate

import (
	"errors"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

func TestFromDenial(t *testing.T) {
	const who = "User: arn:aws:sts::111122223333:assumed-role/app/i-1 is not authorized to perform: "
	for _, c := range []struct {
		name, message string
		kind          policy.Kind
		want          string // the statement
		principal     string
		assume        string
	}{
		{"identity", who + `s3:GetObject on resource: "arn:aws:s3:::b/k" because no identity-based policy allows the s3:GetObject action`, policy.KindIdentity, "Allow s3:GetObject on arn:aws:s3:::b/k", "", ""},
		{"no type", who + "sqs:sendmessage on resource: arn:aws:sqs:eu-west-1:111122223333:q", policy.KindIdentity, "Allow sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:q", "", "an identity-based one is assumed"},
		{"takes no resource", who + "s3:ListAllMyBuckets on resource: arn:aws:s3:::* because no identity-based policy allows the s3:ListAllMyBuckets action", policy.KindIdentity, "Allow s3:ListAllMyBuckets on *", "", ""},
		{"no resource", who + "sns:Publish because no identity-based policy allows the sns:Publish action", policy.KindIdentity, "Allow sns:Publish on *", "", "names no resource"},
		{"no ARN", who + "secretsmanager:GetSecretValue on resource: db because no identity-based policy allows the secretsmanager:GetSecretValue action", policy.KindIdentity, "Allow secretsmanager:GetSecretValue on *", "", `"db" is not an ARN`},
		{"masked", who + "execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:abc/prod/GET/pets because no identity-based policy allows the execute-api:Invoke action", policy.KindIdentity, "Allow execute-api:Invoke on arn:aws:execute-api:us-east-1:*:abc/prod/GET/pets", "", "names no single resource"},
		{"boundary", who + `s3:GetObject on resource: "arn:aws:s3:::b/k" because no permissions boundary allows the s3:GetObject action`, policy.KindBoundary, "Allow s3:GetObject on arn:aws:s3:::b/k", "", "belongs into the permissions boundary"},
		{"SCP", who + `s3:GetObject on resource: "arn:aws:s3:::b/k" because no service control policy allows the s3:GetObject action`, policy.KindSCP, "Allow s3:GetObject on arn:aws:s3:::b/k", "", "belongs into the service control policy"},
		{"session", who + `s3:GetObject on resource: "arn:aws:s3:::b/k" because no session policy allows the s3:GetObject action`, policy.KindSession, "Allow s3:GetObject on arn:aws:s3:::b/k", "", ""},
		{"resource", who + "kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/k because no resource-based policy allows the kms:Decrypt action", policy.KindResource, "Allow kms:Decrypt on arn:aws:kms:eu-west-1:111122223333:key/k", `"AWS": "arn:aws:iam::111122223333:role/app"`, ""},
		{"VPC endpoint", who + "sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:111122223333:q because no VPC endpoint policy allows the sqs:SendMessage action", policy.KindResource, "Allow sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:q", `"AWS": "arn:aws:iam::111122223333:role/app"`, "policy of the VPC endpoint"},
		{"trust", who + "sts:AssumeRole on resource: arn:aws:iam::999999999999:role/x because no role trust policy allows the sts:AssumeRole action", policy.KindTrust, "Allow sts:AssumeRole on ", `"AWS": "arn:aws:iam::111122223333:role/app"`, ""},
		{"anonymous", "User: anonymous is not authorized to perform: es:ESHttpGet on resource: arn:aws:es:us-east-1:111122223333:domain/d because no resource-based policy allows the es:ESHttpGet action", policy.KindResource, "Allow es:ESHttpGet on arn:aws:es:us-east-1:111122223333:domain/d", `"Principal": "*"`, ""},
		{"needs more", who + "lambda:CreateFunction on resource: arn:aws:lambda:eu-west-1:111122223333:function:f because no identity-based policy allows the lambda:CreateFunction action", policy.KindIdentity, "Allow lambda:CreateFunction on arn:aws:lambda:eu-west-1:111122223333:function:f", "", "may also need iam:PassRole"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := denial.Parse(c.message)
			if err != nil {
				t.Fatal(err)
			}
			r, err := FromDenial(m)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(flatten(r.Statements), " | "); r.Kind != c.kind || got != c.want {
				t.Errorf("%s: %s", r.Kind, got)
			}
			if !strings.Contains(r.Document, c.principal) || c.principal == "" && strings.Contains(r.Document, `"Principal"`) {
				t.Errorf("principal:\n%s", r.Document)
			}
			if !strings.Contains(strings.Join(r.Assumptions, " "), c.assume) {
				t.Errorf("%q", r.Assumptions)
			}
			if findings := lint.Check([]byte(r.Document), lint.Options{Kind: r.Kind}); lint.HasErrors(findings) {
				t.Errorf("%v\n%s", findings, r.Document)
			}
		})
	}
	for _, c := range []struct{ message, want string }{
		{who + "s3:GetObject with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1", "by the service control policy arn:aws:organizations::1:policy/o-1/service_control_policy/p-1: no policy that allows it overrides that"},
		{who + "made:Up because no identity-based policy allows the made:Up action", "AWS has no action made:Up"},
		{"An error occurred (UnauthorizedOperation) when calling an operation: You are not authorized to perform this operation. Encoded authorization failure message: abcdefghijkl", "decode-authorization-message"},
		{"Not authorized to perform sts:AssumeRoleWithWebIdentity", "must name the principal"},
	} {
		m, err := denial.Parse(c.message)
		if err != nil {
			t.Fatal(err)
		}
		var nothing *NotUnderstoodError
		if _, err := FromDenial(m); !errors.As(err, &nothing) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.message, err, c.want)
		}
	}
}
