package complete_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/complete"
)

// facts finds the values of a fact.
func facts(h complete.Hover, name string) []string {
	for _, f := range h.Facts {
		if f.Name == name {
			return f.Values
		}
	}
	return nil
}

func TestExplain(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kind       policy.Kind
		over       string // the text that is explained, "" when nothing is
		title      string
		says       string              // part of the detail or the text
		facts      map[string][]string // values that the facts have
	}{
		{name: "document element", text: `{"Ver|sion": "2012-10-17"}`, over: `"Version"`, title: "Version", says: "version of the policy language"},
		{name: "statement element", text: in(`"NotAct|ion": "iam:*"`), over: `"NotAction"`, title: "NotAction", says: "but those listed"},
		{name: "opening quotation mark", text: in(`|"Effect": "Allow"`), over: `"Effect"`, title: "Effect"},
		{name: "unknown element", text: in(`"Fo|o": 1`)},
		{name: "version", text: `{"Version": "2008|-10-17"}`, over: `"2008-10-17"`, title: "2008-10-17", says: "earlier version"},
		{name: "effect", text: in(`"Effect": "De|ny"`), over: `"Deny"`, title: "Deny", says: "denies"},
		{name: "sid", text: in(`"Sid": "a|b"`)},
		{
			name: "action", text: in(`"Action": "s3:getob|ject"`), over: `"s3:getobject"`, title: "s3:GetObject", says: "Amazon S3",
			facts: map[string][]string{"Access level": {"Read"}, "Resource types": {"object arn:${Partition}:s3:::${BucketName}/${ObjectName}"}, "Condition keys": {"s3:ExistingObjectTag/<key>"}},
		},
		{
			name: "action with dependent actions", text: in(`"Action": ["lambda:Create|Function"]`), over: `"lambda:CreateFunction"`, title: "lambda:CreateFunction",
			facts: map[string][]string{"Dependent actions": {"iam:PassRole"}, "Access level": {"Write"}},
		},
		{name: "action on no resource", text: in(`"Action": "s3:ListAllMy|Buckets"`), over: `"s3:ListAllMyBuckets"`, title: "s3:ListAllMyBuckets", says: "cannot be limited"},
		{name: "permission only", text: in(`"Action": "iam:Pass|Role"`), over: `"iam:PassRole"`, title: "iam:PassRole", says: "permission only"},
		{
			name: "wildcard", text: in(`"Action": "s3:GetObjectT|*"`), over: `"s3:GetObjectT*"`, title: "s3:GetObjectT*", says: "matches 2 actions",
			facts: map[string][]string{"Actions": {"s3:GetObjectTagging", "s3:GetObjectTorrent"}, "Access levels": {"Read: 2"}},
		},
		{name: "wildcard that matches nothing", text: in(`"Action": "sqs:Zz|*"`), over: `"sqs:Zz*"`, title: "sqs:Zz*", says: "No action"},
		{name: "every action", text: in(`"Action": "|*"`), over: `"*"`, title: "*", says: "every action"},
		{name: "service alone", text: in(`"Action": "sqs:|"`), over: `"sqs:"`, title: "sqs", says: "Amazon SQS"},
		{name: "unknown action", text: in(`"Action": "s3:GetObj|"`)},
		{name: "unknown service", text: in(`"Action": "nosuch:Get|"`)},
		{name: "object", text: in(`"Resource": "arn:aws:s3:::b|/x/*"`), over: `"arn:aws:s3:::b/x/*"`, says: "object of Amazon S3", facts: map[string][]string{"Region": {"none in the ARN"}, "Resource": {"b/x/*"}}},
		{name: "bucket", text: in(`"Resource": "arn:aws:s3:::|b"`), over: `"arn:aws:s3:::b"`, says: "bucket of Amazon S3"},
		{name: "bucket or object", text: in(`"Resource": "arn:aws:s3:::b|*"`), over: `"arn:aws:s3:::b*"`, facts: map[string][]string{"Resource types": {"bucket", "object"}}},
		{
			name: "queue", text: in(`"Resource": ["arn:aws:sqs:eu-west-1:123456789012:|q"]`), over: `"arn:aws:sqs:eu-west-1:123456789012:q"`, says: "queue of Amazon SQS",
			facts: map[string][]string{"Region": {"eu-west-1, Europe (Ireland)"}, "Account": {"123456789012"}},
		},
		{name: "ARN of no resource type", text: in(`"Resource": "arn:aws:iam::123456789012:ro|les/x"`), over: `"arn:aws:iam::123456789012:roles/x"`, says: "No resource type"},
		{name: "every resource", text: in(`"Resource": "|*"`), over: `"*"`, says: "every resource"},
		{name: "no ARN", text: in(`"Resource": "buck|et"`)},
		{name: "variable in a resource", text: in(`"Resource": "arn:aws:s3:::home/${aws:user|name}/*"`), over: `${aws:username}`, title: "${aws:username}", says: "name of the IAM user"},
		{name: "start of a variable", text: in(`"Resource": "arn:aws:s3:::home/|${aws:username}/*"`), over: `${aws:username}`},
		{name: "variable with a default", text: in(`"Resource": "arn:aws:s3:::${aws:PrincipalTag/t|eam, 'none'}"`), over: `${aws:PrincipalTag/team, 'none'}`, title: "${aws:PrincipalTag/team}"},
		{name: "star that is no wildcard", text: in(`"Resource": "arn:aws:s3:::b/${*|}"`), over: `${*}`, says: "no wildcard"},
		{name: "operator", text: in(`"Condition": {"ArnL|ike": {}}`), over: `"ArnLike"`, title: "ArnLike", says: "part by part"},
		{name: "operator in full", text: in(`"Condition": {"foranyvalue:String|NotLikeIfExists": {}}`), over: `"foranyvalue:StringNotLikeIfExists"`, title: "ForAnyValue:StringNotLikeIfExists", says: "at least one"},
		{name: "negated operator", text: in(`"Condition": {"String|NotEquals": {}}`), over: `"StringNotEquals"`, says: "missing from the request"},
		{name: "unknown operator", text: in(`"Condition": {"String|Equal": {}}`)},
		{name: "global key", text: in(`"Condition": {"Bool": {"aws:Secure|Transport": "true"}}`), over: `"aws:SecureTransport"`, says: "global condition key", facts: map[string][]string{"Type": {"Bool"}, "Operators": {"Bool"}}},
		{
			name: "tag key", text: in(`"Action": ["ec2:CreateTags", "s3:ListBucket"], "Condition": {"StringEquals": {"aws:RequestTag/te|am": "x"}}`), over: `"aws:RequestTag/team"`, title: "aws:RequestTag/${TagKey}",
			facts: map[string][]string{"Supported by": {"ec2:CreateTags"}, "Not supported by": {"s3:ListBucket"}},
		},
		{
			name: "service key", text: in(`"Action": ["s3:ListBucket", "s3:PutObject"], "Condition": {"StringEquals": {"s3:x-amz-|acl": "private"}}`), over: `"s3:x-amz-acl"`, says: "Amazon S3",
			facts: map[string][]string{"Supported by": {"s3:PutObject"}, "Not supported by": {"s3:ListBucket"}, "Values": {"private", "public-read"}},
		},
		{name: "key with several values", text: in(`"Condition": {"StringEquals": {"aws:Tag|Keys": "x"}}`), over: `"aws:TagKeys"`, says: "ForAnyValue:", facts: map[string][]string{"Type": {"list of String"}}},
		{name: "claim", kind: policy.KindTrust, text: in(`"Condition": {"StringEquals": {"token.actions.githubusercontent.com:s|ub": "x"}}`), over: `"token.actions.githubusercontent.com:sub"`, says: "identity provider"},
		{name: "unknown key", text: in(`"Condition": {"StringEquals": {"s3:no|such": "x"}}`)},
		{name: "Null", text: in(`"Condition": {"Null": {"aws:TokenIssueTime": "tr|ue"}}`), over: `"true"`, says: "missing from the request"},
		{name: "value with a meaning", text: in(`"Condition": {"StringEquals": {"s3:x-amz-server-side-encryption": "aws:|kms"}}`), over: `"aws:kms"`, says: "AWS KMS"},
		{name: "Region as a value", text: in(`"Condition": {"StringEquals": {"aws:RequestedRegion": ["eu-central|-1"]}}`), over: `"eu-central-1"`, says: "Frankfurt"},
		{name: "service principal as a value", text: in(`"Condition": {"StringEquals": {"iam:PassedToService": "ecs-|tasks.amazonaws.com"}}`), over: `"ecs-tasks.amazonaws.com"`, says: "tasks"},
		{name: "ARN as a value", text: in(`"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:|*:123456789012:t"}}`), over: `"arn:aws:sns:*:123456789012:t"`, says: "topic of Amazon SNS"},
		{name: "free text as a value", text: in(`"Condition": {"StringEquals": {"aws:username": "jo|e"}}`)},
		{name: "type of principal", kind: policy.KindTrust, text: in(`"Principal": {"Feder|ated": "x"}`), over: `"Federated"`, says: "Identity providers"},
		{name: "everyone", kind: policy.KindResource, text: in(`"Principal": "|*"`), over: `"*"`, says: "anonymous"},
		{name: "account root", kind: policy.KindTrust, text: in(`"Principal": {"AWS": "arn:aws:iam::123456789012:ro|ot"}`), over: `"arn:aws:iam::123456789012:root"`, says: "whole account"},
		{name: "account id", kind: policy.KindTrust, text: in(`"Principal": {"AWS": ["1234567|89012"]}`), over: `"123456789012"`, says: "whole account"},
		{name: "role", kind: policy.KindTrust, text: in(`"Principal": {"AWS": "arn:aws:iam::123456789012:role/p/|app"}`), over: `"arn:aws:iam::123456789012:role/p/app"`, says: "role p/app"},
		{name: "user", kind: policy.KindTrust, text: in(`"Principal": {"AWS": "arn:aws:iam::123456789012:user/|joe"}`), over: `"arn:aws:iam::123456789012:user/joe"`, says: "user joe"},
		{name: "session", kind: policy.KindTrust, text: in(`"Principal": {"AWS": "arn:aws:sts::123456789012:assumed-role/app/|s"}`), over: `"arn:aws:sts::123456789012:assumed-role/app/s"`, says: "session"},
		{name: "deleted role", kind: policy.KindTrust, text: in(`"Principal": {"AWS": "AROAEXAMPLE|ID1234567"}`), over: `"AROAEXAMPLEID1234567"`, says: "deleted"},
		{name: "service principal", kind: policy.KindTrust, text: in(`"Principal": {"Service": "lambda.|amazonaws.com"}`), over: `"lambda.amazonaws.com"`, says: "AWS Lambda"},
		{name: "OpenID Connect provider", kind: policy.KindTrust, text: in(`"Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/idp.example.com/|x"}`), over: `"arn:aws:iam::123456789012:oidc-provider/idp.example.com/x"`, says: "https://idp.example.com/x"},
		{name: "SAML provider", kind: policy.KindTrust, text: in(`"Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/|idp"}`), over: `"arn:aws:iam::123456789012:saml-provider/idp"`, says: "SAML provider idp"},
		{name: "between texts", text: `{ | "Version": "2012-10-17"}`},
		{name: "behind a text", text: `{"Version"|: "2012-10-17"}`},
		{name: "in a broken document", text: head + "\"Action\": [\"s3:GetOb|ject\",\n\"Resource\": \"*\"", over: `"s3:GetObject"`, title: "s3:GetObject"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src, offset := cursor(t, c.text)
			h, ok := complete.Explain(src, offset, complete.Options{Kind: c.kind})
			if !ok {
				if c.over != "" {
					t.Fatal("nothing is explained")
				}
				return
			}
			if got := string(src[h.Offset : h.Offset+h.Length]); got != c.over {
				t.Errorf("explains %s, want %s", got, c.over)
			}
			if c.title != "" && h.Title != c.title {
				t.Errorf("title %q, want %q", h.Title, c.title)
			}
			if !strings.Contains(h.Detail+" — "+h.Text, c.says) {
				t.Errorf("says %q — %q, want %q", h.Detail, h.Text, c.says)
			}
			if h.Kind == "" || h.Title == "" || h.Text == "" && len(h.Facts) == 0 && h.Detail == "" {
				t.Errorf("incomplete: %+v", h)
			}
			for name, values := range c.facts {
				for _, v := range values {
					if !slices.Contains(facts(h, name), v) {
						t.Errorf("%s: %q is missing in %q", name, v, facts(h, name))
					}
				}
			}
		})
	}
}

func TestExplainCapsLists(t *testing.T) {
	src, offset := cursor(t, in(`"Action": "ec2:|*"`))
	h, ok := complete.Explain(src, offset, complete.Options{})
	if !ok {
		t.Fatal("nothing is explained")
	}
	for _, f := range h.Facts {
		if f.Name == "Actions" && (len(f.Values) != 20 || f.More < 700) {
			t.Errorf("%d values and %d more", len(f.Values), f.More)
		}
	}
}
