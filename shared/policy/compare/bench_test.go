package compare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// typical is a policy as people write them.
const typical = `{"Version":"2012-10-17","Statement":[
	{"Sid":"Objects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::reports/*"},
	{"Sid":"Bucket","Effect":"Allow","Action":["s3:ListBucket","s3:GetBucketLocation"],"Resource":"arn:aws:s3:::reports","Condition":{"StringLike":{"s3:prefix":["home/*","shared/*"]}}},
	{"Sid":"Table","Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:Query","dynamodb:BatchGetItem"],"Resource":["arn:aws:dynamodb:eu-west-1:111122223333:table/orders","arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/*"]},
	{"Sid":"Keys","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab","Condition":{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}},
	{"Sid":"Logs","Effect":"Allow","Action":"logs:*","Resource":"arn:aws:logs:*:111122223333:log-group:/app/*"},
	{"Sid":"NoPlainText","Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`

func compileBench(b *testing.B, text string) *eval.Policy {
	p, err := eval.Compile(policy.ParseString(text), policy.KindIdentity, "")
	if err != nil {
		b.Fatal(err)
	}
	return p
}

// BenchmarkTypical compares two policies of six statements that differ in one action.
func BenchmarkTypical(b *testing.B) {
	one, two := compileBench(b, typical), compileBench(b, strings.Replace(typical, `,"s3:DeleteObject"`, "", 1))
	for b.Loop() {
		if r := Policies(one, two, Options{}); r.Relation != Broader {
			b.Fatal(r)
		}
	}
}

// BenchmarkTypicalEquivalent compares two policies that allow the same, which needs a
// proof both ways.
func BenchmarkTypicalEquivalent(b *testing.B) {
	one, two := compileBench(b, typical), compileBench(b, strings.ReplaceAll(typical, `"logs:*"`, `["logs:*","logs:Get*"]`))
	for b.Loop() {
		if r := Policies(one, two, Options{}); r.Relation != Equivalent {
			b.Fatal(r)
		}
	}
}

// BenchmarkHundredStatements compares two policies of 100 statements.
func BenchmarkHundredStatements(b *testing.B) {
	write := func(last string) string {
		list := make([]string, 100)
		actions := []string{"s3:GetObject", "s3:Put*", "sqs:SendMessage", "dynamodb:*Item", "ec2:Describe*", "logs:*", "sns:Publish"}
		for i := range list {
			list[i] = fmt.Sprintf(`{"Effect":"Allow","Action":[%q,%q],"Resource":["arn:aws:x%d:::team-%d/*","arn:aws:x:::shared/%d"],"Condition":{"StringEquals":{"aws:PrincipalTag/team":"t%d"}}}`,
				actions[i%7], actions[(i+3)%7], i%5, i, i, i%9)
			if i%10 == 9 {
				list[i] = fmt.Sprintf(`{"Effect":"Deny","Action":%q,"Resource":"arn:aws:x:::shared/%d*"}`, actions[i%7], i)
			}
		}
		list[99] = last
		return string(statements(list...))
	}
	one := compileBench(b, write(`{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}`))
	two := compileBench(b, write(`{"Effect":"Allow","Action":"sns:Publish","Resource":"arn:aws:*"}`))
	for b.Loop() {
		if r := Policies(one, two, Options{}); r.Relation != Broader {
			b.Fatal(r)
		}
	}
}
