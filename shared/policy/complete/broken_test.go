package complete_test

import (
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/complete"
)

// TestBrokenText has texts as they are while someone writes.
func TestBrokenText(t *testing.T) {
	runCompletions(t, []completion{
		{name: "list left open before a member", text: head + "\n\"Action\": [\"s3:GetObject\",\n\"Resou|\": \"*\"}]}", place: complete.PlaceElement, first: "Resource"},
		{name: "list left open before members", text: head + "\n\"Action\": [\"s3:GetObject\"\n\"Resource\": \"*\",\n\"|\"}]}", place: complete.PlaceElement, has: []string{"Effect", "Condition"}, not: []string{"Action", "Resource"}},
		{name: "condition left open before a member", text: head + "\n\"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"true\"},\n\"Action\": \"s3:GetObjectTagg|\"}]}", place: complete.PlaceAction, first: "s3:GetObjectTagging"},
		{name: "operator left open before a member", text: head + "\n\"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"true\",\n\"Effect\": \"|\"}]}", place: complete.PlaceEffect, first: "Allow"},
		{name: "principal left open before a member", text: head + "\"Principal\": {\"AWS\": \"*\",\n\"Action\": \"|\"}]}", kind: policy.KindResource, place: complete.PlaceAction},
		{name: "statement left open before another", text: `{"Statement": [{"Effect": "Allow", {"Effect": "|"}]}`, place: complete.PlaceEffect, first: "Allow"},
		{name: "bracket left over", text: `{"Statement": [{"Action": "s3:*"], "Effect": "|"}]}`, place: complete.PlaceEffect, first: "Allow"},
		{name: "brace left over", text: `{"Statement": [{"Effect": "Allow"}}, {"|"}]}`},
		{name: "closing brackets missing", text: `{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "|`, place: complete.PlaceElement, has: []string{"Resource"}, not: []string{"Action"}},
		{name: "quotation mark missing before a comma", text: in(`"Effect": "All|, "Action": "s3:GetObject"`), first: "Allow"},
		{name: "quotation mark missing in an earlier line", text: head + "\"Effect\": \"Allow,\n\"Action\": \"s3:GetObjectTagg|\"}]}", place: complete.PlaceAction, first: "s3:GetObjectTagging"},
		{name: "quotation mark missing in the same line", text: in(`"Effect": "Allow, "Action": "s3:GetObjectTagg|"`), place: complete.PlaceAction, first: "s3:GetObjectTagging"},
		{name: "comma missing between members", text: head + "\"Effect\": \"Allow\"\n\"Action\": \"s3:GetObjectTagg|\"}]}", place: complete.PlaceAction, first: "s3:GetObjectTagging"},
		{name: "colon missing", text: in(`"Effect" "|"`), place: complete.PlaceElement},
		{name: "two commas", text: in(`"Effect": "Allow",, "|"`), place: complete.PlaceElement, has: []string{"Action"}},
		{name: "comma at the end", text: in(`"Action": ["s3:GetObject",|]`), place: complete.PlaceAction},
		{name: "single quotation marks", text: in(`'Effect': 'Al|'`), none: true},
		{name: "comment", text: "// a policy\n{\"Version\": \"|\"}", place: complete.PlaceVersion, first: "2012-10-17"},
		{name: "carriage returns", text: "{\r\n\"Version\": \"20|\r\n\"Statement\": []}", first: "2012-10-17"},
		{name: "tab in a string", text: "{\"Version\": \"20|\t\"}", first: "2012-10-17"},
		{name: "escapes", text: in(`"\u0041ction": "s3:GetObjectTagg|"`), place: complete.PlaceAction, first: "s3:GetObjectTagging"},
		{name: "text in another script", text: in(`"Sid": "Überprüfung 監査", "Effect": "|"`), place: complete.PlaceEffect, first: "Allow"},
		{name: "invalid UTF-8", text: in("\"Sid\": \"\xff\xfe\", \"Effect\": \"|\""), first: "Allow"},
		{name: "number for a name", text: `{1: 2, "|"}`, place: complete.PlaceDocumentElement},
		{name: "list where an object belongs", text: `{"Statement": [["|"]]}`, place: complete.PlaceStatement, has: []string{"Allow statement"}},
		{name: "object where a string belongs", text: in(`"Action": {"|"}`), none: true},
		{name: "too deep within a principal", text: in(`"Principal": {"AWS": {"|"}}`), none: true},
		{name: "too deep within a condition", text: in(`"Condition": {"Bool": {"k": {"|": ""}}}`), none: true},
		{name: "only a quotation mark", text: `"|`, place: complete.PlaceRoot, has: []string{"Allow policy"}},
		{name: "list at the root", text: `[|]`, place: complete.PlaceStatement, has: []string{"Allow statement"}},
	})
}

func TestOffsetsOutsideTheText(t *testing.T) {
	src := []byte(`{"Version": "`)
	for _, offset := range []int{-1, -1 << 40, len(src) + 1, 1 << 40} {
		for _, it := range complete.Complete(src, offset, complete.Options{}).Items {
			checkItem(t, src, &it)
		}
		if _, ok := complete.Explain(src, offset, complete.Options{}); ok {
			t.Errorf("something is explained at %d", offset)
		}
	}
}

func TestTextTooLarge(t *testing.T) {
	src := []byte(`{"Version": "` + strings.Repeat("x", 300<<10))
	if r := complete.Complete(src, 13, complete.Options{}); len(r.Items) > 0 || r.Place != complete.PlaceNone {
		t.Errorf("%d items in a text beyond the limit", len(r.Items))
	}
	if _, ok := complete.Explain(src, 3, complete.Options{}); ok {
		t.Error("something is explained in a text beyond the limit")
	}
}
