package apicall

import (
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

func flat(needs []Need) string {
	var out []string
	for _, n := range needs {
		text := n.Action
		if n.Source {
			text = "<" + text
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestNeeds(t *testing.T) {
	for _, c := range []struct {
		service, operation string
		params             map[string]any
		want               string
		free               bool
	}{
		{"s3", "ListBuckets", nil, "s3:ListAllMyBuckets", false},
		{"s3", "HeadBucket", nil, "s3:ListBucket", false},
		{"s3", "ListObjects", nil, "s3:ListBucket", false},
		{"s3", "HeadObject", nil, "s3:GetObject", false},
		{"s3", "GetObject", map[string]any{"versionId": "abc"}, "s3:GetObjectVersion", false},
		{"s3", "GetObject", map[string]any{"versionId": "null"}, "s3:GetObject", false},
		{"s3", "CopyObject", nil, "s3:PutObject <s3:GetObject", false},
		{"s3", "UploadPart", nil, "s3:PutObject", false},
		{"s3", "GetObjectAttributes", nil, "s3:GetObject s3:GetObjectAttributes", false},
		{"s3", "DeleteBucketEncryption", nil, "s3:PutEncryptionConfiguration", false},
		{"lambda", "Invoke", nil, "lambda:InvokeFunction", false},
		{"lambda", "CreateFunction20150331", nil, "lambda:CreateFunction", false},
		{"lambda", "UpdateFunctionCode20150331v2", nil, "lambda:UpdateFunctionCode", false},
		{"cloudfront", "GetDistribution2020_05_31", nil, "cloudfront:GetDistribution", false},
		{"dynamodb", "TransactGetItems", nil, "dynamodb:GetItem", false},
		{"dynamodb", "TransactWriteItems", map[string]any{"transactItems": []any{map[string]any{"put": map[string]any{}}, map[string]any{"delete": map[string]any{}}}}, "dynamodb:DeleteItem dynamodb:PutItem", false},
		{"dynamodb", "ExecuteStatement", map[string]any{"statement": "select * from t"}, "dynamodb:PartiQLSelect", false},
		{"kms", "ReEncrypt", nil, "kms:ReEncryptTo <kms:ReEncryptFrom", false},
		{"sqs", "SendMessageBatch", nil, "sqs:SendMessage", false},
		{"apigateway", "CreateRestApi", nil, "apigateway:POST", false},
		{"apigateway", "UpdateStage", nil, "apigateway:PATCH", false},
		{"ec2", "RunInstances", nil, "ec2:RunInstances", false},
		{"sts", "GetCallerIdentity", nil, "", true},
		{"signin", "ConsoleLogin", nil, "", true},
		{"ec2", "NoSuchOperation", nil, "", false},
		{"nothing", "Get", nil, "", false},
	} {
		needs, free := Needs(c.service, c.operation, c.params)
		if got := flat(needs); got != c.want || free != c.free {
			t.Errorf("%s %s: %q, free %t; want %q, %t", c.service, c.operation, got, free, c.want, c.free)
		}
	}
}

// TestTable keeps every row to actions that AWS has.
func TestTable(t *testing.T) {
	for service, rows := range table {
		for operation, names := range rows {
			if got := spelled(needsOf(service, names)); flat(got) != flat(needsOf(service, names)) {
				t.Errorf("%s %s: %q has an action that the catalog does not have (%q)", service, operation, names, flat(got))
			}
			if names == operation {
				t.Errorf("%s %s: the row says nothing", service, operation)
			}
		}
	}
	for source, prefix := range prefixes {
		if !catalog.Known(prefix) || source == prefix {
			t.Errorf("event source %s: prefix %q", source, prefix)
		}
	}
}

func TestPrefix(t *testing.T) {
	for source, want := range map[string]string{
		"s3.amazonaws.com": "s3", "monitoring.amazonaws.com": "cloudwatch", "EC2.amazonaws.com": "ec2", "tagging.amazonaws.com": "tag",
		"s3.amazonaws.com.cn": "s3", "no-such.amazonaws.com": "", "": "",
	} {
		if got := Prefix(source); got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	for operation, want := range map[string]string{
		"ListBuckets": "s3:ListAllMyBuckets", "RunInstances": "ec2:RunInstances", "NothingLikeIt": "",
	} {
		if got := strings.Join(Find(operation), " "); got != want {
			t.Errorf("%s: %q, want %q", operation, got, want)
		}
	}
	if got := Find("ListTagsForResource"); len(got) < 20 {
		t.Errorf("an operation of many services gives %d actions", len(got))
	}
}
