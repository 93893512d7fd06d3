package eval

import (
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// TestManagedPolicies compiles every AWS managed policy: AWS itself accepts them.
func TestManagedPolicies(t *testing.T) {
	all := managed.All()
	if len(all) < 1000 {
		t.Fatalf("only %d managed policies", len(all))
	}
	for _, m := range all {
		if _, err := Compile(policy.ParseString(m.Document), policy.KindIdentity, m.ARN); err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
	}
}

func TestManagedPolicyDecisions(t *testing.T) {
	tests := []struct {
		name, action, resource string
		want                   Decision
	}{
		{"AdministratorAccess", "iam:CreateUser", bob, Allowed},
		{"ReadOnlyAccess", "s3:GetObject", object, Allowed},
		{"ReadOnlyAccess", "s3:PutObject", object, ImplicitDeny},
		{"PowerUserAccess", "ec2:RunInstances", "arn:aws:ec2:us-east-1:111122223333:instance/*", Allowed},
		{"PowerUserAccess", "iam:CreateUser", bob, ImplicitDeny},
		{"PowerUserAccess", "iam:ListRoles", "*", Allowed},
		{"AWSDenyAll", "s3:GetObject", object, ExplicitDeny},
		{"AmazonS3ReadOnlyAccess", "s3:ListAllMyBuckets", "*", Allowed},
		{"AmazonS3ReadOnlyAccess", "s3:DeleteObject", object, ImplicitDeny},
		{"AmazonDynamoDBFullAccess", "dynamodb:DeleteTable", "arn:aws:dynamodb:us-east-1:111122223333:table/T", Allowed},
		{"IAMUserChangePassword", "iam:ChangePassword", alice, Allowed},
		{"IAMUserChangePassword", "iam:ChangePassword", bob, ImplicitDeny},
		{"AWSLambdaBasicExecutionRole", "logs:PutLogEvents", "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/f:log-stream:x", Allowed},
		{"SecurityAudit", "iam:GetAccountAuthorizationDetails", "*", Allowed},
		{"SecurityAudit", "s3:GetObject", object, ImplicitDeny},
	}
	for _, test := range tests {
		t.Run(test.name+" "+test.action, func(t *testing.T) {
			m, ok := managed.Lookup(test.name)
			if !ok {
				t.Fatal("there is no such managed policy")
			}
			r := Request{Principal: alice, Action: test.action, Resource: test.resource, IdentityPolicies: []Document{{ID: m.ARN, Text: m.Document}}}
			a, err := Simulate(r)
			if err != nil {
				t.Fatal(err)
			}
			checkAnswer(t, a)
			if a.Decision != test.want {
				t.Errorf("decision %s, want %s\n%s", a.Decision, test.want, describeAnswer(a))
			}
		})
	}
}
