package denial

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	user    = "arn:aws:iam::123456789012:user/dev/Jane"
	session = "arn:aws:sts::123456789012:assumed-role/app/i-0abc"
	denied  = "User: " + user + " is not authorized to perform: "
)

func TestMessages(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       Message
	}{
		{
			"identity, implicit", denied + "codecommit:ListRepositories because no identity-based policy allows the codecommit:ListRepositories action",
			Message{Principal: user, Action: "codecommit:ListRepositories", Effect: Implicit, PolicyType: Identity},
		},
		{
			"identity, explicit", denied + "codecommit:ListRepositories with an explicit deny in an identity-based policy",
			Message{Principal: user, Action: "codecommit:ListRepositories", Effect: Explicit, PolicyType: Identity},
		},
		{
			"identity, explicit, with its ARN", denied + "iam:ListRoles on resource: arn:aws:iam::123456789012:role/* with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/NoRoles",
			Message{Principal: user, Action: "iam:ListRoles", Resource: "arn:aws:iam::123456789012:role/*", Effect: Explicit, PolicyType: Identity, PolicyARN: "arn:aws:iam::123456789012:policy/NoRoles"},
		},
		{
			"SCP, implicit", denied + "codecommit:ListRepositories because no service control policy allows the codecommit:ListRepositories action",
			Message{Principal: user, Action: "codecommit:ListRepositories", Effect: Implicit, PolicyType: SCP},
		},
		{
			"SCP, explicit", denied + "codecommit:ListRepositories with an explicit deny in a service control policy",
			Message{Principal: user, Action: "codecommit:ListRepositories", Effect: Explicit, PolicyType: SCP},
		},
		{
			"SCP, explicit, with its ARN", "An error occurred (AccessDenied) when calling the ListRoles operation: " + denied + "iam:ListRoles on resource: arn:aws:iam::123456789012:role/* with an explicit deny in a service control policy: arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd",
			Message{Principal: user, Action: "iam:ListRoles", Operation: "ListRoles", Code: "AccessDenied", Resource: "arn:aws:iam::123456789012:role/*", Effect: Explicit, PolicyType: SCP, PolicyARN: "arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd"},
		},
		{
			"RCP, explicit", denied + "secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf with an explicit deny in a resource control policy",
			Message{Principal: user, Action: "secretsmanager:GetSecretValue", Resource: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf", Effect: Explicit, PolicyType: RCP},
		},
		{
			"VPC endpoint, implicit", denied + "codecommit:ListRepositories because no VPC endpoint policy allows the codecommit:ListRepositories action",
			Message{Principal: user, Action: "codecommit:ListRepositories", Effect: Implicit, PolicyType: VPCEndpoint},
		},
		{
			"VPC endpoint, explicit", denied + "codedeploy:ListDeployments on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:* with an explicit deny in a VPC endpoint policy",
			Message{Principal: user, Action: "codedeploy:ListDeployments", Resource: "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:*", Effect: Explicit, PolicyType: VPCEndpoint},
		},
		{
			"boundary, implicit", denied + "codedeploy:ListDeployments on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:* because no permissions boundary allows the codedeploy:ListDeployments action",
			Message{Principal: user, Action: "codedeploy:ListDeployments", Resource: "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:*", Effect: Implicit, PolicyType: Boundary},
		},
		{
			"boundary, explicit", denied + "sagemaker:ListModels with an explicit deny in a permissions boundary",
			Message{Principal: user, Action: "sagemaker:ListModels", Effect: Explicit, PolicyType: Boundary},
		},
		{
			"boundary, explicit, with its ARN", denied + "sagemaker:ListModels with an explicit deny in a permissions boundary: arn:aws:iam::123456789012:policy/Cap.",
			Message{Principal: user, Action: "sagemaker:ListModels", Effect: Explicit, PolicyType: Boundary, PolicyARN: "arn:aws:iam::123456789012:policy/Cap"},
		},
		{
			"session, implicit", denied + "codecommit:ListRepositories because no session policy allows the codecommit:ListRepositories action",
			Message{Principal: user, Action: "codecommit:ListRepositories", Effect: Implicit, PolicyType: Session},
		},
		{
			"session, explicit", denied + "codecommit:ListRepositories with an explicit deny in a session policy",
			Message{Principal: user, Action: "codecommit:ListRepositories", Effect: Explicit, PolicyType: Session},
		},
		{
			"resource-based, implicit", denied + "secretsmanager:GetSecretValue because no resource-based policy allows the secretsmanager:GetSecretValue action",
			Message{Principal: user, Action: "secretsmanager:GetSecretValue", Effect: Implicit, PolicyType: Resource},
		},
		{
			"resource-based, explicit", denied + "secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:123456789012:secret:* with an explicit deny in a resource-based policy",
			Message{Principal: user, Action: "secretsmanager:GetSecretValue", Resource: "arn:aws:secretsmanager:us-east-1:123456789012:secret:*", Effect: Explicit, PolicyType: Resource},
		},
		{
			"trust, implicit", denied + "sts:AssumeRole because no role trust policy allows the sts:AssumeRole action",
			Message{Principal: user, Action: "sts:AssumeRole", Effect: Implicit, PolicyType: Trust},
		},
		{
			"trust, explicit", denied + "sts:AssumeRole with an explicit deny in the role trust policy",
			Message{Principal: user, Action: "sts:AssumeRole", Effect: Explicit, PolicyType: Trust},
		},
		{
			"trust, called resource-based", denied + "sts:AssumeRole on resource: arn:aws:iam::210987654321:role/x because no resource-based policy allows the sts:AssumeRole action",
			Message{Principal: user, Action: "sts:AssumeRole", Resource: "arn:aws:iam::210987654321:role/x", Effect: Implicit, PolicyType: Trust},
		},

		{
			"without a reason", denied + "sqs:sendmessage on resource: arn:aws:sqs:eu-west-1:123456789012:orders",
			Message{Principal: user, Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:123456789012:orders"},
		},
		{
			"explicit, without a type", "An error occurred (AccessDeniedException) when calling the GetFunction operation: " + denied + "lambda:GetFunction on resource: arn:aws:lambda:us-east-1:123456789012:function:f with an explicit deny",
			Message{Principal: user, Action: "lambda:GetFunction", Operation: "GetFunction", Code: "AccessDeniedException", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f", Effect: Explicit},
		},
		{
			"SNS's own spelling", denied + "SNS:Publish on resource: arn:aws:sns:us-east-1:444455556666:HR because no resource-based policy allows the SNS:Publish action",
			Message{Principal: user, Action: "sns:Publish", Resource: "arn:aws:sns:us-east-1:444455556666:HR", Effect: Implicit, PolicyType: Resource},
		},
		{
			"S3, quoted, key with a blank", "An error occurred (AccessDenied) when calling the PutObject operation: User: " + session + ` is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::b/my report.pdf" because no identity-based policy allows the s3:PutObject action`,
			Message{Principal: session, Action: "s3:PutObject", Operation: "PutObject", Code: "AccessDenied", Resource: "arn:aws:s3:::b/my report.pdf", Effect: Implicit, PolicyType: Identity},
		},
		{
			"S3, key with a blank, unquoted", "User: " + session + " is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::b/my report.pdf because no identity-based policy allows the s3:PutObject action",
			Message{Principal: session, Action: "s3:PutObject", Resource: "arn:aws:s3:::b/my report.pdf", Effect: Implicit, PolicyType: Identity},
		},
		{
			"S3, XML", `<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>User: ` + user + ` is not authorized to perform: s3:ListBucket on resource: &quot;arn:aws:s3:::b&quot; because no session policy allows the s3:ListBucket action</Message><RequestId>1</RequestId></Error>`,
			Message{Principal: user, Action: "s3:ListBucket", Code: "AccessDenied", Resource: "arn:aws:s3:::b", Effect: Implicit, PolicyType: Session},
		},
		{
			"S3, bare", "An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied",
			Message{Action: "s3:ListBucket", Operation: "ListObjectsV2", Code: "AccessDenied"},
		},
		{
			"S3, list buckets, bare", "An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied",
			Message{Action: "s3:ListAllMyBuckets", Operation: "ListBuckets", Code: "AccessDenied"},
		},
		{
			"anonymous", `{"Message":"User: anonymous is not authorized to perform: es:ESHttpGet because no resource-based policy allows the es:ESHttpGet action"}`,
			Message{Principal: "*", Action: "es:ESHttpGet", Effect: Implicit, PolicyType: Resource},
		},
		{
			"execute-api, masked", "User: " + user + " is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:abc123/prod/GET/pets",
			Message{Principal: user, Action: "execute-api:Invoke", Resource: "arn:aws:execute-api:us-east-1:********9012:abc123/prod/GET/pets"},
		},
		{
			"KMS, which does not say", "An error occurred (AccessDeniedException) when calling the Decrypt operation: User: " + session + " is not authorized to perform: kms:Decrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
			Message{Principal: session, Action: "kms:Decrypt", Operation: "Decrypt", Code: "AccessDeniedException", PolicyType: Resource},
		},
		{
			"KMS, the ciphertext", "An error occurred (AccessDeniedException) when calling the Decrypt operation: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
			Message{Action: "kms:Decrypt", Operation: "Decrypt", Code: "AccessDeniedException"},
		},
		{
			"KMS, implicit", "User: " + session + " is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab because no resource-based policy allows the kms:Decrypt action (Service: Kms, Status Code: 400, Request ID: 1)",
			Message{Principal: session, Action: "kms:Decrypt", Resource: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab", Effect: Implicit, PolicyType: Resource},
		},
		{
			"AssumeRole", "An error occurred (AccessDenied) when calling the AssumeRole operation: User: " + user + " is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::210987654321:role/deploy",
			Message{Principal: user, Action: "sts:AssumeRole", Operation: "AssumeRole", Code: "AccessDenied", Resource: "arn:aws:iam::210987654321:role/deploy"},
		},
		{
			"AssumeRoleWithWebIdentity", "An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity",
			Message{Action: "sts:AssumeRoleWithWebIdentity", Operation: "AssumeRoleWithWebIdentity", Code: "AccessDenied", PolicyType: Trust},
		},
		{
			"EC2, encoded", "An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abcdefghijklmn",
			Message{Action: "ec2:RunInstances", Operation: "RunInstances", Code: "UnauthorizedOperation", Encoded: "4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abcdefghijklmn"},
		},
		{
			"EC2, sentence and encoded", "An error occurred (UnauthorizedOperation) when calling the StopInstances operation: You are not authorized to perform this operation. User: " + user + " is not authorized to perform: ec2:StopInstances on resource: arn:aws:ec2:us-east-1:123456789012:instance/i-1 because no identity-based policy allows the ec2:StopInstances action. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSn",
			Message{Principal: user, Action: "ec2:StopInstances", Operation: "StopInstances", Code: "UnauthorizedOperation", Resource: "arn:aws:ec2:us-east-1:123456789012:instance/i-1", Effect: Implicit, PolicyType: Identity, Encoded: "4GIOHlTkIaWHQD0Q0m6XSn"},
		},
		{
			"decoded", `{"allowed":false,"explicitDeny":true,"matchedStatements":{"items":[{"statementId":"NoStop","effect":"DENY"}]},"failures":{"items":[]},"context":{"principal":{"id":"AIDA","name":"Jane","arn":"` + user + `"},"action":"ec2:StopInstances","resource":"arn:aws:ec2:us-east-1:123456789012:instance/i-1","conditions":{"items":[{"key":"ec2:Tenancy","values":{"items":[{"value":"default"}]}}]}}}`,
			Message{Principal: user, Action: "ec2:StopInstances", Code: "UnauthorizedOperation", Resource: "arn:aws:ec2:us-east-1:123456789012:instance/i-1", Effect: Explicit, Context: map[string][]string{"ec2:Tenancy": {"default"}}, Statements: []string{"NoStop"}},
		},
		{
			"decoded, as the command line gives it", `{"DecodedMessage": "{\"allowed\":false,\"explicitDeny\":false,\"context\":{\"principal\":{\"arn\":\"` + user + `\"},\"action\":\"ec2:RunInstances\",\"resource\":\"arn:aws:ec2:us-east-1:123456789012:instance/*\",\"conditions\":{\"items\":[]}}}"}`,
			Message{Principal: user, Action: "ec2:RunInstances", Code: "UnauthorizedOperation", Resource: "arn:aws:ec2:us-east-1:123456789012:instance/*", Effect: Implicit, Context: map[string][]string{}},
		},
		{
			"event of CloudTrail", `{"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied","errorMessage":"Access Denied","userIdentity":{"arn":"` + session + `"},"requestParameters":{"bucketName":"b","key":"k"},"resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/k"}]}`,
			Message{Principal: session, Action: "s3:GetObject", Operation: "GetObject", Code: "AccessDenied", Resource: "arn:aws:s3:::b/k"},
		},
		{
			"PassRole", "AccessDeniedException: User: " + user + " is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/exec because no identity-based policy allows the iam:PassRole action\n\tstatus code: 400, request id: 1",
			Message{Principal: user, Action: "iam:PassRole", Code: "AccessDeniedException", Resource: "arn:aws:iam::123456789012:role/exec", Effect: Implicit, PolicyType: Identity},
		},
		{
			"ECR from ECS", "ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException: User: " + session + " is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action status code: 400",
			Message{Principal: session, Action: "ecr:GetAuthorizationToken", Code: "AccessDeniedException", Resource: "*", Effect: Implicit, PolicyType: Identity},
		},
		{
			"the Go SDK", "operation error S3: PutObject, https response error StatusCode: 403, RequestID: 1, HostID: 2, api error AccessDenied: Access Denied",
			Message{Action: "s3:PutObject", Operation: "PutObject", Code: "AccessDenied"},
		},
		{
			"the Go SDK, another service", "operation error DynamoDB: PutItem, https response error StatusCode: 400, RequestID: 1, api error AccessDeniedException: User: " + session + " is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/t because no identity-based policy allows the dynamodb:PutItem action",
			Message{Principal: session, Action: "dynamodb:PutItem", Operation: "PutItem", Code: "AccessDeniedException", Resource: "arn:aws:dynamodb:us-east-1:123456789012:table/t", Effect: Implicit, PolicyType: Identity},
		},
		{
			"the Java SDK", denied + "sqs:ReceiveMessage on resource: arn:aws:sqs:us-east-1:123456789012:q (Service: AmazonSQS; Status Code: 403; Error Code: AccessDenied; Request ID: 1; Proxy: null)",
			Message{Principal: user, Action: "sqs:ReceiveMessage", Code: "AccessDenied", Resource: "arn:aws:sqs:us-east-1:123456789012:q"},
		},
		{
			"CloudFormation", "Resource handler returned message: \"User: " + session + " is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/r because no identity-based policy allows the iam:CreateRole action (Service: Iam, Status Code: 403, Request ID: 1)\" (RequestToken: 2, HandlerErrorCode: AccessDenied)",
			Message{Principal: session, Action: "iam:CreateRole", Code: "AccessDenied", Resource: "arn:aws:iam::123456789012:role/r", Effect: Implicit, PolicyType: Identity},
		},
		{
			"CloudFormation, bare", "API: s3:CreateBucket Access Denied",
			Message{Action: "s3:CreateBucket", Operation: "CreateBucket", Code: "AccessDenied"},
		},
		{
			"execution role", "InvalidParameterValueException: The provided execution role does not have permissions to call ReceiveMessage on SQS",
			Message{Action: "sqs:ReceiveMessage", Operation: "ReceiveMessage", Effect: Implicit, PolicyType: Identity},
		},
		{
			"the console", "You don't have permission to iam:ListUsers. To request access, copy the following text and send it to your AWS administrator.\nUser: " + user + "\nAction: iam:ListUsers\nOn resource(s): arn:aws:iam::123456789012:user/\nContext: no identity-based policy allows the action",
			Message{Principal: user, Action: "iam:ListUsers", Resource: "arn:aws:iam::123456789012:user/", Effect: Implicit, PolicyType: Identity},
		},
		{
			"the console, explicit", "Access denied to ec2:DescribeRegions\nUser: " + user + "\nAction: ec2:DescribeRegions\nOn resource(s): *\nContext: an explicit deny in a service control policy",
			Message{Principal: user, Action: "ec2:DescribeRegions", Resource: "*", Effect: Explicit, PolicyType: SCP},
		},
		{
			"within a log line", `{"level":"error","msg":"sync failed","error":"AccessDeniedException: ` + denied + `waf-regional:GetWebACLForResource on resource: arn:aws:waf-regional:eu-west-1:123456789012:*/* with an explicit deny in a service control policy"}`,
			Message{Principal: user, Action: "waf-regional:GetWebACLForResource", Code: "AccessDeniedException", Resource: "arn:aws:waf-regional:eu-west-1:123456789012:*/*", Effect: Explicit, PolicyType: SCP},
		},
		{
			"China", "User: arn:aws-cn:iam::123456789012:user/a is not authorized to perform: s3:GetObject on resource: \"arn:aws-cn:s3:::b/k\" because no permissions boundary allows the s3:GetObject action",
			Message{Principal: "arn:aws-cn:iam::123456789012:user/a", Action: "s3:GetObject", Resource: "arn:aws-cn:s3:::b/k", Effect: Implicit, PolicyType: Boundary},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse(c.text)
			if err != nil {
				t.Fatal(err)
			}
			advice := got.Advice
			got.Advice = nil
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for _, a := range advice {
				if !strings.HasSuffix(a, ".") {
					t.Errorf("advice is not a sentence: %q", a)
				}
			}
			if got.Encoded != "" && !strings.Contains(strings.Join(advice, " "), "decode-authorization-message") {
				t.Errorf("nothing says how to decode: %q", advice)
			}
		})
	}
}

func TestAmbiguousOperation(t *testing.T) {
	m, err := Parse("An error occurred (AccessDeniedException) when calling the TagResource operation: No.")
	if err != nil || m.Action != "" || len(m.Actions) < 2 || !strings.Contains(strings.Join(m.Advice, " "), "several have an operation TagResource") {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestNotADenial(t *testing.T) {
	for _, text := range []string{"", "hello", "{}", `{"message": "hello"}`, "An error occurred (NoSuchBucket) when calling the GetObject operation: The specified bucket does not exist", strings.Repeat("{\"message\":", 50)} {
		if m, err := Parse(text); !errors.Is(err, ErrNotADenial) {
			t.Errorf("%q: %+v, %v", text, m, err)
		}
	}
	if _, err := Parse(strings.Repeat("x", MaxMessage+1)); !errors.Is(err, ErrTooLong) {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(denied + "s3:GetObject on resource: \"a b\" with an explicit deny in a session policy: arn:aws:iam::1:policy/x")
	f.Add(`{"errorMessage":"x","eventName":"a","eventSource":"s3.amazonaws.com","errorCode":"AccessDenied"}`)
	f.Add("<Error><Message>&quot;</Message></Error>")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := Parse(text)
		if err == nil && m.Action == "" && m.Encoded == "" && len(m.Advice) == 0 {
			t.Errorf("%q: nothing is known and nothing is advised", text)
		}
	})
}
