package lint

import (
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// typical is a policy as teams write it, of the size that most are.
const typical = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadBuckets",
      "Effect": "Allow",
      "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
      "Resource": "arn:aws:s3:::reports-*"
    },
    {
      "Sid": "ReadObjects",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject"],
      "Resource": "arn:aws:s3:::reports-*/*",
      "Condition": {"Bool": {"aws:SecureTransport": "true"}}
    },
    {
      "Sid": "Tables",
      "Effect": "Allow",
      "Action": ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem", "dynamodb:PutItem"],
      "Resource": [
        "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/*"
      ]
    },
    {
      "Sid": "Functions",
      "Effect": "Allow",
      "Action": ["lambda:InvokeFunction", "lambda:Get*", "lambda:List*"],
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders-*"
    },
    {
      "Sid": "Keys",
      "Effect": "Allow",
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}
    },
    {
      "Sid": "StayInRegion",
      "Effect": "Deny",
      "NotAction": ["iam:*", "sts:*", "s3:*"],
      "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}}
    }
  ]
}`

func BenchmarkTypical(b *testing.B) {
	src := []byte(typical)
	Check(src, Options{}) // the catalog is read on first use
	b.ReportAllocs()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		Check(src, Options{})
	}
}

func BenchmarkParse(b *testing.B) {
	src := []byte(typical)
	b.ReportAllocs()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		policy.Parse(src)
	}
}

// BenchmarkHostile checks the documents of TestHostile.
func BenchmarkHostile(b *testing.B) {
	for name, src := range hostile(largest) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				Check([]byte(src), Options{})
			}
		})
	}
}
