package generate

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

const appRole = "arn:aws:iam::111122223333:role/app"

// event reads "source:Name" with parts of a record in JSON; the caller is appRole in eu-west-1 unless they say otherwise.
func event(t *testing.T, call, parts string) *trail.Event {
	t.Helper()
	source, name, _ := strings.Cut(call, ":")
	e := &trail.Event{
		Time: "2026-11-01T10:00:00Z", Source: source + ".amazonaws.com", Name: name, Region: "eu-west-1", Type: "AwsApiCall", Category: "Management", Account: "111122223333",
		Identity: trail.Identity{Type: "AssumedRole", ARN: "arn:aws:sts::111122223333:assumed-role/app/i-1", AccountID: "111122223333"},
	}
	e.Identity.Session.Issuer.ARN = appRole
	if strings.Contains(parts, `"userIdentity"`) {
		e.Identity = trail.Identity{}
	}
	if parts != "" {
		if err := json.Unmarshal([]byte("{"+parts+"}"), e); err != nil {
			t.Fatalf("%s: %v", call, err)
		}
	}
	return e
}

func TestTrailEvents(t *testing.T) {
	for _, c := range []struct {
		call, parts string
		want        []string // statements as sentence cases write them
	}{
		{
			"s3:GetObject", `"eventCategory":"Data","requestParameters":{"bucketName":"b","key":"a/k"},"resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/a/k"},{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::b"}]`,
			[]string{"Allow s3:GetObject on arn:aws:s3:::b/a/k"},
		},
		{"s3:GetObject", `"requestParameters":{"bucketName":"b","key":"my file","versionId":"v1"}`, []string{"Allow s3:GetObjectVersion on arn:aws:s3:::b/my file"}},
		{"s3:ListObjects", `"requestParameters":{"bucketName":"b","prefix":"a/"}`, []string{"Allow s3:ListBucket on arn:aws:s3:::b"}},
		{"s3:HeadBucket", `"requestParameters":{"bucketName":"b"}`, []string{"Allow s3:ListBucket on arn:aws:s3:::b"}},
		{"s3:ListBuckets", "", []string{"Allow s3:ListAllMyBuckets on *"}},
		{"s3:DeleteObjects", `"requestParameters":{"bucketName":"b","delete":""},"resources":[{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::b/"}]`, []string{"Allow s3:DeleteObject on arn:aws:s3:::b/*"}},
		{"s3:CopyObject", `"requestParameters":{"bucketName":"to","key":"k","x-amz-copy-source":"/from/a%20b"}`, []string{"Allow s3:GetObject on arn:aws:s3:::from/a%20b", "Allow s3:PutObject on arn:aws:s3:::to/k"}},
		{"s3:PutBucketLifecycle", `"requestParameters":{"bucketName":"b"}`, []string{"Allow s3:PutLifecycleConfiguration on arn:aws:s3:::b"}},
		{
			"dynamodb:PutItem", `"requestParameters":{"tableName":"Orders"},"resources":[{"type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:eu-west-1:111122223333:table/Orders"}]`,
			[]string{"Allow dynamodb:PutItem on arn:aws:dynamodb:eu-west-1:111122223333:table/Orders"},
		},
		{"dynamodb:DescribeTable", `"requestParameters":{"tableName":"Orders"}`, []string{"Allow dynamodb:DescribeTable on arn:aws:dynamodb:eu-west-1:111122223333:table/Orders"}},
		{"sqs:SendMessageBatch", `"requestParameters":{"queueUrl":"https://sqs.eu-west-1.amazonaws.com/111122223333/orders"}`, []string{"Allow sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:orders"}},
		{"sns:Publish", `"requestParameters":{"topicArn":"arn:aws:sns:eu-west-1:111122223333:news"}`, []string{"Allow sns:Publish on arn:aws:sns:eu-west-1:111122223333:news"}},
		{"lambda:Invoke", `"requestParameters":{"functionName":"f"}`, []string{"Allow lambda:InvokeFunction on arn:aws:lambda:eu-west-1:111122223333:function:f"}},
		{"lambda:GetFunction20150331v2", `"requestParameters":{"functionName":"arn:aws:lambda:eu-west-1:111122223333:function:f"}`, []string{"Allow lambda:GetFunction on arn:aws:lambda:eu-west-1:111122223333:function:f"}},
		{
			"kms:Decrypt", `"requestParameters":{"keyId":"alias/x"},"resources":[{"type":"AWS::KMS::Key","ARN":"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}]`,
			[]string{"Allow kms:Decrypt on arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
		},
		{"secretsmanager:GetSecretValue", `"requestParameters":{"secretId":"db"}`, []string{"Allow secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????"}},
		{"ssm:GetParameter", `"requestParameters":{"name":"/app/db","withDecryption":true}`, []string{"Allow ssm:GetParameter on arn:aws:ssm:eu-west-1:111122223333:parameter/app/db"}},
		{"ec2:DescribeInstances", "", []string{"Allow ec2:DescribeInstances on *"}},
		{
			"ec2:StopInstances", `"requestParameters":{"instancesSet":{"items":[{"instanceId":"i-0a"},{"instanceId":"i-0b"}]},"force":false}`,
			[]string{"Allow ec2:StopInstances on arn:aws:ec2:eu-west-1:111122223333:instance/i-0a arn:aws:ec2:eu-west-1:111122223333:instance/i-0b"},
		},
		{"iam:GetRole", `"requestParameters":{"roleName":"deploy"}`, []string{"Allow iam:GetRole on arn:aws:iam::111122223333:role/*/deploy arn:aws:iam::111122223333:role/deploy"}},
		{
			"sts:AssumeRole", `"requestParameters":{"roleArn":"arn:aws:iam::999999999999:role/x"},"resources":[{"type":"AWS::IAM::Role","ARN":"arn:aws:iam::999999999999:role/x"}]`,
			[]string{"Allow sts:AssumeRole on arn:aws:iam::999999999999:role/x"},
		},
		{"monitoring:PutMetricAlarm", `"requestParameters":{"alarmName":"high"}`, []string{"Allow cloudwatch:PutMetricAlarm on arn:aws:cloudwatch:eu-west-1:111122223333:alarm:high"}},
		{"apigateway:GetRestApi", `"requestParameters":{"restApiId":"abc"}`, []string{"Allow apigateway:GET on arn:aws:apigateway:eu-west-1::/restapis/abc arn:aws:apigateway:eu-west-1::/restapis/abc/*"}},
		{
			"lambda:CreateFunction20150331", `"requestParameters":{"functionName":"f","role":"arn:aws:iam::111122223333:role/exec"}`,
			[]string{"Allow iam:PassRole on arn:aws:iam::111122223333:role/exec if StringEquals iam:PassedToService lambda.amazonaws.com", "Allow lambda:CreateFunction on arn:aws:lambda:eu-west-1:111122223333:function:f"},
		},
		{
			"dynamodb:GetItem", `"userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::444455556666:assumed-role/x/y","accountId":"444455556666"},"requestParameters":{"tableName":"Orders"}`,
			[]string{"Allow dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:*:table/*"},
		},
		{"s3:GetObject", `"awsRegion":"cn-north-1","requestParameters":{"bucketName":"b","key":"k"}`, []string{"Allow s3:GetObject on arn:aws-cn:s3:::b/k"}},
		{"dynamodb:GetItem", `"errorCode":"ThrottlingException","requestParameters":{"tableName":"Orders"}`, []string{"Allow dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:111122223333:table/Orders"}},
	} {
		t.Run(c.call, func(t *testing.T) {
			collected := NewTrail(TrailOptions{})
			collected.Add(event(t, c.call, c.parts))
			r, err := collected.Result()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, flatten(r.Statements)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if findings := lint.Check([]byte(r.Document), lint.Options{Kind: policy.KindIdentity}); lint.HasErrors(findings) {
				t.Errorf("%v\n%s", findings, r.Document)
			}
		})
	}
}

func TestTrailRunInstances(t *testing.T) {
	collected := NewTrail(TrailOptions{})
	collected.Add(event(t, "ec2:RunInstances", `"requestParameters":{"instancesSet":{"items":[{"imageId":"ami-0a","minCount":1}]},"subnetId":"subnet-0a","keyName":"k","groupSet":{"items":[{"groupId":"sg-0a"}]},
		"iamInstanceProfile":{"arn":"arn:aws:iam::111122223333:instance-profile/web"},"tagSpecificationSet":{"items":[{"resourceType":"instance"}]}}`))
	r, err := collected.Result()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Join(flatten(r.Statements), "\n")
	for _, want := range []string{
		"Allow ec2:CreateTags on arn:aws:ec2:eu-west-1:111122223333:*/* if StringEquals ec2:CreateAction RunInstances", "arn:aws:ec2:eu-west-1::image/ami-0a",
		"arn:aws:ec2:eu-west-1:111122223333:instance/*", "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0a", "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0a",
		"arn:aws:ec2:eu-west-1:111122223333:volume/*", "arn:aws:ec2:eu-west-1:111122223333:key-pair/k",
	} {
		if !strings.Contains(lines, want) {
			t.Errorf("no %s in\n%s", want, lines)
		}
	}
	i := slices.IndexFunc(r.Uses, func(u ActionUse) bool { return u.Action == "ec2:CreateTags" })
	if i < 0 || r.Uses[i].Seen != NotObservable || r.Uses[i].Events != 0 {
		t.Errorf("%+v", r.Uses)
	}
	if !slices.ContainsFunc(r.Assumptions, func(a string) bool {
		return strings.Contains(a, "instance profile arn:aws:iam::111122223333:instance-profile/web")
	}) {
		t.Errorf("%q", r.Assumptions)
	}
}

func TestTrailDenied(t *testing.T) {
	denied := `"errorCode":"AccessDenied","errorMessage":"User: arn:aws:sts::111122223333:assumed-role/app/i-1 is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::b/secret\" because no identity-based policy allows the s3:GetObject action","requestParameters":{"bucketName":"b","key":"secret"}`
	for _, grant := range []bool{false, true} {
		collected := NewTrail(TrailOptions{GrantDenied: grant})
		collected.Add(event(t, "s3:GetObject", denied))
		collected.Add(event(t, "s3:GetObject", denied))
		collected.Add(event(t, "s3:PutObject", `"requestParameters":{"bucketName":"b","key":"k"}`))
		r, err := collected.Result()
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Denied) != 1 || r.Denied[0].Events != 2 || r.Denied[0].Resource != "arn:aws:s3:::b/secret" || r.Denied[0].Granted != grant || r.Denied[0].Principal != appRole {
			t.Errorf("%+v", r.Denied)
		}
		if got := strings.Contains(r.Document, "s3:GetObject"); got != grant {
			t.Errorf("grant %t:\n%s", grant, r.Document)
		}
	}
	collected := NewTrail(TrailOptions{})
	collected.Add(event(t, "s3:GetObject", denied))
	r, err := collected.Result()
	var nothing *NotUnderstoodError
	if !errors.As(err, &nothing) || len(r.Denied) != 1 || !strings.Contains(err.Error(), "AWS denied every request") {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestTrailPrincipals(t *testing.T) {
	other := `"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/Jane","accountId":"111122223333"}`
	fill := func(o TrailOptions) (Result, error) {
		collected := NewTrail(o)
		collected.Add(event(t, "sqs:ListQueues", ""))
		collected.Add(event(t, "sns:ListTopics", other))
		collected.Add(event(t, "sts:GetCallerIdentity", other))
		collected.Add(event(t, "ec2:SomethingNew", other))
		collected.Add(event(t, "signin:ConsoleLogin", `"eventType":"AwsConsoleSignIn"`))
		collected.Add(event(t, "kms:RotateKey", `"eventType":"AwsServiceEvent"`))
		collected.Add(event(t, "s3:GetObject", `"userIdentity":{"type":"AWSService","invokedBy":"cloudtrail.amazonaws.com"}`))
		return collected.Result()
	}
	for principal, want := range map[string]string{
		"": "Allow sns:ListTopics on * | Allow sqs:ListQueues on *", appRole: "Allow sqs:ListQueues on *", "arn:aws:iam::111122223333:user/Jane": "Allow sns:ListTopics on *",
	} {
		r, err := fill(TrailOptions{Principal: principal})
		if got := strings.Join(flatten(r.Statements), " | "); err != nil || got != want {
			t.Errorf("%q: %s, %v", principal, got, err)
		}
		if principal != appRole && !slices.ContainsFunc(r.Unmatched, func(u string) bool { return strings.HasPrefix(u, "ec2:SomethingNew (1 event)") }) {
			t.Errorf("%q: %q", principal, r.Unmatched)
		}
		if got := slices.ContainsFunc(r.Assumptions, func(a string) bool { return strings.Contains(a, "2 principals together") }); got != (principal == "") {
			t.Errorf("%q: %q", principal, r.Assumptions)
		}
	}
	if _, err := fill(TrailOptions{Principal: "arn:aws:iam::111122223333:user/Bob"}); err == nil || !strings.Contains(err.Error(), "no calls by arn:aws:iam::111122223333:user/Bob") {
		t.Error(err)
	}
	if _, err := NewTrail(TrailOptions{}).Result(); err == nil || !strings.Contains(err.Error(), "no calls by users or roles") {
		t.Error(err)
	}
}

func TestTrailGeneralizes(t *testing.T) {
	collected := NewTrail(TrailOptions{})
	for i := range 40 {
		collected.Add(event(t, "s3:GetObject", fmt.Sprintf(`"eventCategory":"Data","eventTime":"2026-11-01T10:00:%02dZ","requestParameters":{"bucketName":"b","key":"in/%d/%d.csv"}`, i, i%2, i)))
		collected.Add(event(t, "dynamodb:GetItem", fmt.Sprintf(`"requestParameters":{"tableName":"T%d"}`, i)))
	}
	r, err := collected.Result()
	if err != nil {
		t.Fatal(err)
	}
	lines := flatten(r.Statements)
	if !slices.Contains(lines, "Allow s3:GetObject on arn:aws:s3:::b/in/0/* arn:aws:s3:::b/in/1/*") {
		t.Errorf("%q", lines)
	}
	if i := slices.IndexFunc(r.Statements, func(s Statement) bool { return s.Action[0] == "dynamodb:GetItem" }); len(r.Statements[i].Resource) != 40 {
		t.Errorf("tables are not in folders: %q", r.Statements[i].Resource)
	}
	u := r.Uses[slices.IndexFunc(r.Uses, func(u ActionUse) bool { return u.Action == "s3:GetObject" })]
	if u.Events != 40 || u.First != "2026-11-01T10:00:00Z" || u.Last != "2026-11-01T10:00:39Z" || u.Seen != SeenUsed || u.Level != "Read" {
		t.Errorf("%+v", u)
	}
	if !slices.ContainsFunc(r.Assumptions, func(a string) bool { return strings.Contains(a, "no data events of dynamodb (items) in") }) {
		t.Errorf("%q", r.Assumptions)
	}
}

func TestGeneralize(t *testing.T) {
	var roles []string
	for i := range 120 {
		roles = append(roles, fmt.Sprintf("arn:aws:iam::111122223333:role/r%d", i))
	}
	if got := generalize(roles[:100]); len(got) != 100 {
		t.Errorf("%d roles became %q", 100, got)
	}
	if got := generalize(roles); len(got) != 1 || got[0] != "arn:aws:iam::111122223333:role/*" {
		t.Errorf("%q", got)
	}
	var objects []string
	for i := range 30 {
		objects = append(objects, fmt.Sprintf("arn:aws:s3:::b/%d/k", i))
	}
	if got := generalize(objects); len(got) != 1 || got[0] != "arn:aws:s3:::b/*" {
		t.Errorf("%q", got)
	}
}
