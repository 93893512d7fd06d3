package complete_test

import (
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy/complete"
)

// typical is a policy as people write them, with the cursor at the given text.
func typical(action, resource, condition string) string {
	return `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadObjects",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:GetObjectTagging", "` + action + `"],
      "Resource": ["arn:aws:s3:::example-bucket/*", "` + resource + `"],
      "Condition": {
        "Bool": {"aws:SecureTransport": "true"},
        "StringEquals": {"` + condition + `": "x"}
      }
    },
    {
      "Sid": "ListBucket",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::example-bucket",
      "Condition": {"StringLike": {"s3:prefix": ["home/${aws:username}/*"]}}
    }
  ]
}`
}

func BenchmarkComplete(b *testing.B) {
	for name, text := range map[string]string{
		"service":  typical("s|", "", ""),
		"action":   typical("s3:GetOb|", "", ""),
		"actions":  typical("s3:|", "", ""),
		"resource": typical("", "|", ""),
		"arn":      typical("", "arn:aws:s3:::b|", ""),
		"key":      typical("", "", "aws:S|"),
		"keys":     typical("", "", "|"),
		"element":  strings.Replace(typical("", "", ""), `"Sid": "ReadObjects"`, `"|"`, 1),
	} {
		before, after, _ := strings.Cut(text, "|")
		src := []byte(before + after)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r := complete.Complete(src, len(before), complete.Options{}); len(r.Items) == 0 {
					b.Fatal("nothing offered")
				}
			}
		})
	}
}

func BenchmarkExplain(b *testing.B) {
	text := typical("s3:Put|Object", "", "")
	before, after, _ := strings.Cut(text, "|")
	src := []byte(before + after)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := complete.Explain(src, len(before), complete.Options{}); !ok {
			b.Fatal("nothing explained")
		}
	}
}
