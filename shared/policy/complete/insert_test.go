package complete_test

import (
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/complete"
)

// TestInsert takes an item and looks at the text after it, where "|" is the first
// place to fill in, or the end of what was inserted.
func TestInsert(t *testing.T) {
	for _, c := range []struct {
		name, text, label, want string
		kind                    policy.Kind
	}{
		{"name of a member", `{|}`, "Version", `{"Version": "|"}`, ""},
		{"name in quotes", `{"|"}`, "Statement", `{"Statement": [|]}`, ""},
		{"name begun", `{"Ver|"}`, "Version", `{"Version": "|"}`, ""},
		{"name with its colon", `{"Ver|": "2012-10-17"}`, "Version", `{"Version|": "2012-10-17"}`, ""},
		{"name with a colon further on", `{"Ver|"  : "2012-10-17"}`, "Version", `{"Version|"  : "2012-10-17"}`, ""},
		{"name unfinished", `{"Ver|`, "Version", `{"Version": "|"`, ""},
		{"name as a bare word", `{Ver|}`, "Version", `{"Version": "|"}`, ""},
		{"bare name with its colon", `{Ver|: "2012-10-17"}`, "Version", `{"Version"|: "2012-10-17"}`, ""},
		{"name before another", "{|\n\"Id\": \"x\"}", "Version", "{\"Version\": \"|\",\n\"Id\": \"x\"}", ""},
		{"name unfinished before another", "{\"Ver|\n\"Id\": \"x\"}", "Version", "{\"Version\": \"|\",\n\"Id\": \"x\"}", ""},
		{"comma missing before", "{\"Id\": \"x\"\n|}", "Version", "{\"Id\": \"x\",\n\"Version\": \"|\"}", ""},
		{"comma missing before a name begun", "{\"Id\": \"x\"\n\"Ver|\"}", "Version", "{\"Id\": \"x\",\n\"Version\": \"|\"}", ""},
		{"comma missing before and after", "{\"Id\": \"x\"\n|\n\"Statement\": []}", "Version", "{\"Id\": \"x\",\n\"Version\": \"|\",\n\"Statement\": []}", ""},
		{"condition", in(`"Condi|"`), "Condition", in(`"Condition": {|}`), ""},
		{"principal", in(`"|"`), "Principal", in(`"Principal": {|}`), policy.KindResource},
		{"value", `{"Version": |}`, "2012-10-17", `{"Version": "2012-10-17"|}`, ""},
		{"value in quotes", `{"Version": "|"}`, "2012-10-17", `{"Version": "2012-10-17|"}`, ""},
		{"value begun", `{"Version": "201|"}`, "2012-10-17", `{"Version": "2012-10-17|"}`, ""},
		{"value from its middle", `{"Version": "20|08-10-17"}`, "2012-10-17", `{"Version": "2012-10-17|"}`, ""},
		{"value unfinished", `{"Version": "201|`, "2012-10-17", `{"Version": "2012-10-17"|`, ""},
		{"value unfinished before a member", "{\"Version\": \"201|\n\"Statement\": []}", "2012-10-17", "{\"Version\": \"2012-10-17\",|\n\"Statement\": []}", ""},
		{"value without colon", `{"Version" |}`, "2012-10-17", `{"Version" : "2012-10-17"|}`, ""},
		{"value as a bare word", in(`"Effect": All|`), "Allow", in(`"Effect": "Allow"|`), ""},
		{"value in a list", in(`"Action": ["s3:GetObject", |]`), "sqs:", in(`"Action": ["s3:GetObject", "sqs:"|]`), ""},
		{"comma missing in a list", in(`"Action": ["s3:GetObject" |]`), "sqs:", in(`"Action": ["s3:GetObject", "sqs:"|]`), ""},
		{"comma missing behind in a list", in(`"Action": [| "s3:GetObject"]`), "sqs:", in(`"Action": ["sqs:",| "s3:GetObject"]`), ""},
		{"action", in(`"Action": "s3:getobjecttagg|"`), "s3:GetObjectTagging", in(`"Action": "s3:GetObjectTagging|"`), ""},
		{"action replaces all of its text", in(`"Action": "s3:Get|Foo"`), "s3:GetObject", in(`"Action": "s3:GetObject|"`), ""},
		{"unfinished action keeps what follows", head + `"Action": "s3:GetObjectTagg|, "Resource": "*"` + tail, "s3:GetObjectTagging", head + `"Action": "s3:GetObjectTagging"|, "Resource": "*"` + tail, ""},
		{"service", in(`"Action": "dyna|"`), "dynamodb:", in(`"Action": "dynamodb:|"`), ""},
		{"part of an ARN", in(`"Resource": "arn:aws:sqs:eu-w|:123456789012:q"`), "eu-west-1", in(`"Resource": "arn:aws:sqs:eu-west-1|:123456789012:q"`), ""},
		{"last part of an ARN so far", in(`"Resource": "arn:aws:sqs:eu-w|"`), "eu-west-1", in(`"Resource": "arn:aws:sqs:eu-west-1:|"`), ""},
		{"part of an ARN unfinished", head + `"Resource": "arn:aws:sqs:eu-w|`, "eu-west-1", head + `"Resource": "arn:aws:sqs:eu-west-1:"|`, ""},
		{"ARN with places to fill in", in(`"Action": "s3:GetObject", "Resource": "|"`), "arn:aws:s3:::${BucketName}/*", in(`"Action": "s3:GetObject", "Resource": "arn:aws:s3:::|${BucketName}/*"`), ""},
		{"resource of an ARN", in(`"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b|"`), "b/*", in(`"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*|"`), ""},
		{"variable", in(`"Resource": "arn:aws:s3:::home/${aws:user|"`), "aws:username", in(`"Resource": "arn:aws:s3:::home/${aws:username}|"`), ""},
		{"variable with its brace", in(`"Resource": "arn:aws:s3:::home/${aws:user|id}/*"`), "aws:username", in(`"Resource": "arn:aws:s3:::home/${aws:username|}/*"`), ""},
		{"variable with a tag", in(`"Resource": "arn:aws:s3:::home/${aws:PrincipalT|"`), "aws:PrincipalTag/TagKey", in(`"Resource": "arn:aws:s3:::home/${aws:PrincipalTag/|TagKey}"`), ""},
		{"variable unfinished", head + `"Resource": "arn:aws:s3:::${aws:usern|`, "aws:username", head + `"Resource": "arn:aws:s3:::${aws:username}"|`, ""},
		{"operator", in(`"Condition": {"Bo|"}`), "Bool", in(`"Condition": {"Bool": {|}}`), ""},
		{"operator of what is there", in(`"Condition": {"|": {"aws:SecureTransport": "true"}}`), "Bool", in(`"Condition": {"Bool|": {"aws:SecureTransport": "true"}}`), ""},
		{"key", in(`"Condition": {"Bool": {"aws:Sec|"}}`), "aws:SecureTransport", in(`"Condition": {"Bool": {"aws:SecureTransport": "|"}}`), ""},
		{"key with a tag", in(`"Condition": {"StringEquals": {"aws:RequestT|"}}`), "aws:RequestTag/${TagKey}", in(`"Condition": {"StringEquals": {"aws:RequestTag/|${TagKey}": ""}}`), ""},
		{"condition value", in(`"Condition": {"Bool": {"aws:SecureTransport": |}}`), "false", in(`"Condition": {"Bool": {"aws:SecureTransport": "false"|}}`), ""},
		{"object", in(`"Condition": |`), "{ }", in(`"Condition": {|}`), ""},
		{"principal object", in(`"Principal": |`), `{"Service": ""}`, in(`"Principal": {"Service": "|"}`), policy.KindTrust},
		{"principal object in place of a string", in(`"Principal": "|"`), `{"AWS": ""}`, in(`"Principal": {"AWS": "|"}`), policy.KindTrust},
		{
			"statement", "{\n  \"Statement\": [\n    |\n  ]\n}", "Allow statement",
			"{\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"|\",\n      \"Resource\": \"\"\n    }\n  ]\n}", "",
		},
		{
			"statement with tabs", "{\n\t\"Statement\": [\n\t\t|\n\t]\n}", "Deny statement",
			"{\n\t\"Statement\": [\n\t\t{\n\t\t\t\"Effect\": \"Deny\",\n\t\t\t\"Action\": \"|\",\n\t\t\t\"Resource\": \"\"\n\t\t}\n\t]\n}", "",
		},
		{
			"statement behind another", "{\n  \"Statement\": [\n    {} |\n  ]\n}", "Allow statement",
			"{\n  \"Statement\": [\n    {}, {\n      \"Effect\": \"Allow\",\n      \"Action\": \"|\",\n      \"Resource\": \"\"\n    }\n  ]\n}", "",
		},
		{
			"list of statements", "{\n  \"Statement\": |\n}", "Allow statement",
			"{\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Principal\": {\"Service\": \"|\"},\n      \"Action\": \"sts:AssumeRole\"\n    }\n  ]\n}", policy.KindTrust,
		},
		{
			"document", "|", "Deny policy",
			"{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\",\n      \"Principal\": \"*\",\n      \"Action\": \"|\",\n      \"Resource\": \"\"\n    }\n  ]\n}", policy.KindRCP,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			src, offset := cursor(t, c.text)
			r := complete.Complete(src, offset, complete.Options{Kind: c.kind})
			for i := range r.Items {
				if r.Items[i].Label != c.label {
					continue
				}
				if got := apply(src, &r.Items[i]); got != c.want {
					t.Errorf("got  %s\nwant %s", got, c.want)
				}
				return
			}
			t.Fatalf("%q is not offered in %q", c.label, labels(r.Items))
		})
	}
}

// TestInsertedDocumentsParse takes the first item again and again and expects
// documents that are JSON once the first place is filled in.
func TestInsertedDocumentsParse(t *testing.T) {
	for _, kind := range policy.Kinds() {
		r := complete.Complete(nil, 0, complete.Options{Kind: kind})
		for i := range r.Items {
			d := policy.ParseString(r.Items[i].Insert)
			if d.Incomplete() || len(d.Statements) != 1 {
				t.Errorf("%s: %s is no document: %v", kind, r.Items[i].Insert, d.Problems)
			}
		}
	}
}
