package audit_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// add stores a credential, for the record that it leaves.
func add(t *testing.T, p *live.Person, label string) {
	t.Helper()
	_, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: label, AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", AWSAccountID: "123456789012",
	}})
	if err != nil {
		t.Fatal(err)
	}
}

// list gives all records that match, newest first, in pieces of the limit.
func list(t *testing.T, p *live.Person, in api.AuditListIn) []api.AuditRecord {
	t.Helper()
	var all []api.AuditRecord
	for {
		answer, err := p.Audit.List(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		if in.Limit > 0 && len(answer.Items) > in.Limit {
			t.Errorf("a piece of %d, asked for %d", len(answer.Items), in.Limit)
		}
		all = append(all, answer.Items...)
		if in.Cursor = answer.NextCursor; in.Cursor == "" {
			return all
		}
	}
}

func ids(records []api.AuditRecord) []int64 {
	var out []int64
	for _, r := range records {
		out = append(out, r.ID)
	}
	return out
}

func TestFilters(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		colleague := s.Seed(t, "colleague@example.com")
		s.Join(t, colleague, p.Workspace, "admin")
		name := "New Name"
		add(t, p, "one")                                                                                                        // 1
		add(t, &live.Person{Client: colleague.InWorkspace(p.Workspace)}, "two")                                                 // 2
		if _, err := p.Accounts.UpdateMe(t.Context(), api.UpdateMeIn{Body: api.UpdateMeRequest{FullName: &name}}); err != nil { // 3
			t.Fatal(err)
		}
		_ = p.Accounts.ChangePassword(t.Context(), api.ChangePasswordIn{Body: api.ChangePasswordRequest{CurrentPassword: "wrong", NewPassword: "x"}}) // 4, failed
		at := list(t, p, api.AuditListIn{})
		if len(at) != 4 {
			t.Fatalf("%d records: %+v", len(at), at)
		}
		middle := at[1].At // of record 3
		for name, c := range map[string]struct {
			in   api.AuditListIn
			want []int64
		}{
			"all":                     {api.AuditListIn{}, []int64{4, 3, 2, 1}},
			"one action":              {api.AuditListIn{Action: "vault.credential_added"}, []int64{2, 1}},
			"a whole room":            {api.AuditListIn{Action: "accounts."}, []int64{4, 3}},
			"part of an action":       {api.AuditListIn{Action: "vault.credential"}, nil},
			"a room's name alone":     {api.AuditListIn{Action: "vault"}, nil},
			"a wildcard as an action": {api.AuditListIn{Action: "%."}, nil},
			"kind of resource":        {api.AuditListIn{ResourceType: "user"}, []int64{4, 3}},
			"a person":                {api.AuditListIn{UserID: colleague.ID}, []int64{2}},
			"what failed":             {api.AuditListIn{Success: "false"}, []int64{4}},
			"what worked":             {api.AuditListIn{Success: "true"}, []int64{3, 2, 1}},
			"an account":              {api.AuditListIn{AWSAccountID: "123456789012"}, []int64{2, 1}},
			"another account":         {api.AuditListIn{AWSAccountID: "999999999999"}, nil},
			"from a time":             {api.AuditListIn{From: middle}, []int64{4, 3}},
			"before a time":           {api.AuditListIn{To: middle}, []int64{2, 1}},
			"from and before":         {api.AuditListIn{From: middle, To: middle.Add(time.Microsecond)}, []int64{3}},
			"a time in another zone":  {api.AuditListIn{From: middle.In(time.FixedZone("", -7*3600))}, []int64{4, 3}},
			"nothing that long ago":   {api.AuditListIn{To: time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)}, nil},
			"several at once":         {api.AuditListIn{Action: "vault.", UserID: p.ID, Success: "true", AWSAccountID: "123456789012", Q: "ONE"}, []int64{1}},
		} {
			if got := ids(list(t, p, c.in)); !slices.Equal(got, c.want) {
				t.Errorf("%s: records %v, want %v", name, got, c.want)
			}
		}
	})
}

// A search finds the text itself: signs that mean something to the database,
// to JSON or to HTML mean nothing more than themselves here.
func TestSearch(t *testing.T) {
	labels := []string{
		"50% off", "50x off", "a_b", "aXb", "wow!", "back\\slash", `say "hi"`, "a<b & c>d", "Über-Konto", "straße", "日本の鍵", "it's", "ends with %", "!%_",
	}
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		for _, label := range labels {
			add(t, p, label)
		}
		for _, c := range []struct {
			q    string
			want []string
		}{
			{"50% off", []string{"50% off"}},
			{"50%", []string{"50% off"}},
			{"a_b", []string{"a_b"}},
			{"A_B", []string{"a_b"}},
			{"!", []string{"wow!", "!%_"}},
			{"!%_", []string{"!%_"}},
			{"%", []string{"50% off", "ends with %", "!%_"}},
			{"_b", []string{"a_b"}},
			{`\`, []string{`back\slash`}},
			{`back\slash`, []string{`back\slash`}},
			{`say "hi"`, []string{`say "hi"`}},
			{"a<b & c>d", []string{"a<b & c>d"}},
			{"Über", []string{"Über-Konto"}},
			{"straße", []string{"straße"}},
			{"本の", []string{"日本の鍵"}},
			{"it's", []string{"it's"}},
			{"nothing like it", nil},
			{"' or 1=1 --", nil},
		} {
			var got []string
			for _, r := range list(t, p, api.AuditListIn{Q: c.q, Action: "vault.credential_added"}) {
				got = append(got, r.Details["label"])
			}
			slices.Reverse(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("%q finds %q, want %q", c.q, got, c.want)
			}
		}
		for q, want := range map[string]int{"CREDENTIAL_ADDED": len(labels), "P@EXAMPLE": len(labels), "credential": len(labels)} {
			if got := list(t, p, api.AuditListIn{Q: q}); len(got) != want {
				t.Errorf("%q finds %d records, want %d", q, len(got), want)
			}
		}
	})
}

// Walking through the log in pieces gives every record once, although new ones
// are written meanwhile.
func TestPieces(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		for i := range 10 {
			add(t, p, fmt.Sprint("key ", i))
		}
		var got []int64
		in := api.AuditListIn{Page: api.Page{Limit: 4}}
		for more := 10; ; more++ {
			answer, err := p.Audit.List(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, ids(answer.Items)...)
			if in.Cursor = answer.NextCursor; in.Cursor == "" {
				break
			}
			add(t, p, fmt.Sprint("key ", more))
		}
		if want := []int64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}; !slices.Equal(got, want) {
			t.Errorf("records %v, want %v", got, want)
		}
		for _, cursor := range []string{"made-up", "YQ", "YTA"} {
			_, err := p.Audit.List(t.Context(), api.AuditListIn{Page: api.Page{Cursor: cursor}})
			live.Refused(t, err, http.StatusUnprocessableEntity, "page.bad_cursor")
		}
	})
}
