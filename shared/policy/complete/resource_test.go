package complete_test

import (
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/complete"
)

func TestResources(t *testing.T) {
	const (
		getObject = `"Action": "s3:GetObject", `
		invoke    = `"Action": "lambda:InvokeFunction", `
		object    = "arn:aws:s3:::${BucketName}/${ObjectName}"
	)
	runCompletions(t, []completion{
		{
			name: "forms of what the action takes", text: in(getObject + `"Resource": "|"`), place: complete.PlaceResource, first: object,
			has: []string{"arn:aws:s3:::${BucketName}/*", "*"}, not: []string{"arn:aws:s3:::${BucketName}"},
		},
		{name: "required types first", text: in(`"Action": ["s3:ListBucket", "s3:GetBucketAcl"], "Resource": "|"`), first: "arn:aws:s3:::${BucketName}"},
		{name: "action behind the resource", text: in(`"Resource": "|", "Action": "sqs:SendMessage"`), first: "arn:aws:sqs:${Region}:${Account}:${QueueName}"},
		{name: "only a star works", text: in(`"Action": "s3:ListAllMyBuckets", "Resource": "|"`), first: "*"},
		{name: "no action yet", text: in(`"Resource": "|"`), has: []string{"*", "arn:"}},
		{name: "pattern of actions", text: in(`"Action": "dynamodb:*Item", "Resource": "|"`), first: "arn:aws:dynamodb:${Region}:${Account}:table/${TableName}"},
		{
			name: "account and Region of the options", text: in(invoke + `"Resource": "|"`),
			opt:   complete.Options{Region: "eu-west-1", Account: "123456789012"},
			first: "arn:aws:lambda:eu-west-1:123456789012:function:${FunctionName}",
		},
		{
			name: "partition of the options", text: in(invoke + `"Resource": "|"`), opt: complete.Options{Partition: "aws-cn"},
			first: "arn:aws-cn:lambda:${Region}:${Account}:function:${FunctionName}",
		},
		{
			name: "account and Region of the document", text: in(`"Action": ["lambda:InvokeFunction", "sqs:SendMessage"], "Resource": ["arn:aws:sqs:eu-west-1:123456789012:q", "arn:aws:lam|"]`),
			first: "arn:aws:lambda:eu-west-1:123456789012:function:${FunctionName}",
		},
		{
			name: "two accounts in the document", text: in(`"Action": "lambda:InvokeFunction", "Resource": ["arn:aws:sqs:eu-west-1:123456789012:q", "arn:aws:sqs:eu-west-1:210987654321:q", "|"]`),
			first: "arn:aws:lambda:eu-west-1:${Account}:function:${FunctionName}",
		},
		{
			name: "resource policy without actions", text: in(`"Resource": "|"`), opt: complete.Options{Kind: policy.KindResource, ResourceType: "AWS::SQS::Queue"},
			first: "arn:aws:sqs:${Region}:${Account}:${QueueName}",
		},
		{name: "what arn: becomes", text: in(getObject + `"Resource": "arn|"`), first: object},
		{name: "partitions", text: in(getObject + `"Resource": "arn:|"`), has: []string{object, "aws", "aws-cn", "aws-us-gov"}},
		{name: "partition begun", text: in(`"Resource": "arn:aws-u|"`), first: "aws-us-gov", not: []string{"aws"}},
		{name: "services", text: in(`"Resource": "arn:aws:|"`), has: []string{"s3", "lambda", "dynamodb"}},
		{name: "services of the actions first", text: in(invoke + `"Resource": "arn:aws:|"`), first: "arn:aws:lambda:${Region}:${Account}:function:${FunctionName}", has: []string{"lambda"}},
		{name: "service begun", text: in(`"Resource": "arn:aws:dyn|"`), first: "dynamodb"},
		{name: "Regions", text: in(invoke + `"Resource": "arn:aws:lambda:|"`), has: []string{"*", "us-east-1", "eu-central-1"}, not: []string{"cn-north-1"}},
		{name: "Regions of another partition", text: in(`"Resource": "arn:aws-cn:sqs:|"`), has: []string{"cn-north-1"}, not: []string{"us-east-1"}},
		{name: "Region begun", text: in(`"Resource": "arn:aws:sqs:eu-west|"`), first: "eu-west-1", not: []string{"us-east-1"}},
		{name: "no Region in the form", text: in(getObject + `"Resource": "arn:aws:s3:|"`), first: object},
		{name: "no Region in any form", text: in(`"Action": "iam:GetRole", "Resource": "arn:aws:iam:|"`), first: "arn:aws:iam::${Account}:role/${RoleNameWithPath}", not: []string{"us-east-1"}},
		{
			name: "accounts", text: in(invoke + `"Resource": "arn:aws:lambda:us-east-1:|"`), opt: complete.Options{Account: "123456789012"},
			has: []string{"123456789012", "*", "${aws:PrincipalAccount}", "arn:aws:lambda:us-east-1:123456789012:function:${FunctionName}"},
		},
		{
			name: "no account variable in old documents", text: `{"Version": "2008-10-17", "Statement": {"Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:|"}}`,
			has: []string{"*"}, not: []string{"${aws:PrincipalAccount}"},
		},
		{name: "resource", text: in(invoke + `"Resource": "arn:aws:lambda:us-east-1:123456789012:|"`), first: "function:${FunctionName}", has: []string{"function:*"}},
		{name: "resource begun", text: in(invoke + `"Resource": "arn:aws:lambda:us-east-1:123456789012:fun|"`), first: "function:${FunctionName}"},
		{name: "resource named", text: in(`"Action": "lambda:*", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:app:|"`), has: []string{"function:app:${Alias}", "function:app:${Version}"}},
		{name: "bucket named", text: in(`"Action": "s3:*", "Resource": "arn:aws:s3:::my-bucket|"`), first: "my-bucket/${ObjectName}", has: []string{"my-bucket/*"}},
		{name: "bucket and slash", text: in(getObject + `"Resource": "arn:aws:s3:::my-bucket/|"`), first: "my-bucket/${ObjectName}", has: []string{"my-bucket/*"}},
		{name: "role with a path", text: in(`"Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:rol|"`), first: "role/${RoleNameWithPath}", has: []string{"role/*"}},
		{name: "stream of a table", text: in(`"Action": "dynamodb:GetRecords", "Resource": "arn:aws:dynamodb:us-east-1:123456789012:table/t|"`), first: "table/t/stream/${StreamLabel}"},
		{name: "service of another action", text: in(getObject + `"Resource": "arn:aws:sns:us-east-1:123456789012:|"`), first: "${TopicName}"},
		{name: "resource of another kind", text: in(`"Action": "iam:GetRole", "Resource": "arn:aws:iam::123456789012:xyz|"`), none: true},
		{name: "resource in a list, unfinished", text: head + getObject + `"Resource": ["arn:aws:s3:::a", "arn:aws:s3:::b|`, first: "b/${ObjectName}"},
		{name: "NotResource", text: in(getObject + `"NotResource": "|"`), place: complete.PlaceResource, first: object},
		{name: "NotAction tells nothing", text: in(`"NotAction": "s3:GetObject", "Resource": "|"`), has: []string{"*", "arn:"}, not: []string{object}},
	})
}

func TestVariables(t *testing.T) {
	runCompletions(t, []completion{
		{name: "in a resource", text: in(`"Resource": "arn:aws:s3:::home/${|"`), first: "aws:AssumedRoot", has: []string{"aws:username", "aws:PrincipalTag/TagKey", "*", "$"}},
		{name: "begun", text: in(`"Resource": "arn:aws:s3:::home/${aws:user|}/*"`), has: []string{"aws:userid", "aws:username", "aws:UserAgent"}, not: []string{"aws:SourceIp"}},
		{name: "no keys with several values", text: in(`"Resource": "${aws:TagK|"`), none: true},
		{name: "keys of the actions", text: in(`"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${s3:pre|"`), first: "s3:prefix"},
		{name: "in a condition", text: in(`"Condition": {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag|"}}`), first: "aws:PrincipalTag/TagKey"},
		{name: "behind a variable", text: in(`"Action": "s3:GetObject", "Resource": "arn:aws:s3:::${aws:username}|"`), first: "${aws:username}/${ObjectName}"},
		{name: "old documents have none", text: `{"Version": "2008-10-17", "Statement": {"Resource": "${aws:user|"}}`, none: true},
		{name: "unfinished string", text: head + `"Resource": "arn:aws:s3:::home/${aws:usern|`, first: "aws:username"},
	})
}
