package complete_test

import (
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/complete"
)

// FuzzComplete asks for completions and explanations anywhere in any text.
func FuzzComplete(f *testing.F) {
	for _, text := range []string{
		``, `{`, `"`, `{"`, `[[[[`, `}}}}`, `{"Statement":[{"Action":["s3:Get*"`, `{"Statement":{"Resource":"arn:aws:s3:::${aws:`,
		`{"Statement":[{"Condition":{"StringEquals":{"aws:RequestTag/`, `{"Statement":[{"Principal":{"Service":"`,
		in(`"Effect": "Allow", "Action": "ec2:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}`),
		`{"Statement": ["Action": "x`, `{"a": "\`, `{"\ud800": "\u0"`, "{\"Action\": \"a\n\"Resource\": \"b",
	} {
		for _, at := range []int{0, len(text) / 2, len(text)} {
			f.Add(text, at, uint8(at))
		}
	}
	f.Fuzz(func(t *testing.T, text string, offset int, kind uint8) {
		opt := complete.Options{Kind: policy.Kinds()[int(kind)%len(policy.Kinds())]}
		if len(text) > 0 && offset > len(text) {
			offset %= len(text) + 1
		}
		src := []byte(text)
		r := complete.Complete(src, offset, opt)
		if len(r.Items) > complete.DefaultLimit {
			t.Fatalf("%d items", len(r.Items))
		}
		for i := range r.Items {
			checkItem(t, src, &r.Items[i])
			apply(src, &r.Items[i])
		}
		if h, ok := complete.Explain(src, offset, opt); ok {
			if h.Offset < 0 || h.Length <= 0 || h.Offset+h.Length > len(src) {
				t.Fatalf("explains [%d, %d) of %d bytes", h.Offset, h.Offset+h.Length, len(src))
			}
		}
	})
}

// TestHostileTexts are texts on which work that grows with the square of the
// length would not end: each is at the limit of size.
func TestHostileTexts(t *testing.T) {
	const size = 100 << 10
	for name, piece := range map[string]string{
		"open brackets": `[`, "closing brackets": `]`, "braces": `{`, "quotation marks": `"`, "unfinished strings": `"a,`,
		"escaped marks": `,"\"`, "keys": `"a":`, "members": `"a":1,`, "objects in lists": `[{"a":`, "colons": `:`, "backslashes": `\`,
		"lists left open": `"a":["b","Action":`, "conditions left open": `"Condition":{"a":{"Action":`, "variables": `"${`, "commas": `,`,
		"stray brackets": `],"a`, "words": `a `, "arns": `"arn:aws:s3:::*",`, "actions": `"ec2:*",`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, before := range []string{"", head + `"Action": [`, head + `"Resource": [`, head + `"Condition": {"StringEquals": {"a": [`} {
				src := []byte(before + strings.Repeat(piece, size/len(piece)))
				for _, offset := range []int{0, len(before), len(src) / 2, len(src)} {
					for _, it := range complete.Complete(src, offset, complete.Options{}).Items {
						checkItem(t, src, &it)
					}
					complete.Explain(src, offset, complete.Options{})
				}
			}
		})
	}
}
