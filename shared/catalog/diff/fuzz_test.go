package diff

import (
	"io"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
)

// FuzzCompare: whatever a file holds, it is refused or can be compared, packed and written.
func FuzzCompare(f *testing.F) {
	f.Add(`{"format": "iam-copilot-catalog/1"}`)
	f.Add(`{"format": "iam-copilot-catalog/1", "services": [` + action(`, "resources": [{"name": "object", "required": true}], "dependent_actions": ["kms:Decrypt"]`) + `]}`)
	f.Add(`{"format": "iam-copilot-catalog/1", "services": [` + service(`"condition_keys": [{"name": "s3:a/${k}", "type": "ArrayOfString"}], "resource_types": [{"name": "b", "arn": "x, y"}]`) + `]}`)
	f.Add(`{"format": "iam-copilot-catalog/1", "managed_policies": [` + policyOf("v1", statement("Allow", `"NotAction": ["iam:*"], "NotResource": "*", "Condition": {"Bool": {"a": true}}`)) + `, {"name": "x", "document": null}]}`)
	other, err := snapshot.Read(strings.NewReader(`{"format": "iam-copilot-catalog/1", "services": [` + action("") + `], "managed_policies": [` +
		policyOf("v2", statement("Deny", `"Action": "s3:*", "Resource": "*"`)) + `]}`))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := snapshot.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, r := range []*Report{Compare(s, other), Compare(other, s)} {
			if r.Counts.Total() != len(r.Changes) {
				t.Fatalf("%+v of %d changes", r.Counts, len(r.Changes))
			}
			if err := r.WriteText(io.Discard); err != nil {
				t.Fatal(err)
			}
		}
		if same := Compare(s, s); len(same.Changes) > 0 {
			t.Fatalf("not equal to itself: %s", lines(same))
		}
		if _, err := s.Pack(nil); err != nil && !strings.Contains(err.Error(), "twice") {
			t.Fatal(err)
		}
	})
}
