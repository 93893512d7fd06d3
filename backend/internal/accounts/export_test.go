package accounts_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestAccountExport(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, atPage)
		p, boss, ctx := s.Seed(t, "p@example.com"), s.Seed(t, "boss@example.com"), t.Context()
		s.Join(t, p, boss.Workspace, "viewer")
		created := s.Token(t, p, 0, "vault.read")
		k := newKey()
		codes := k.add(t, p, "Laptop")
		name := "P. Person"
		for range 205 { // more than a piece of records
			if _, err := p.Accounts.UpdateMe(ctx, api.UpdateMeIn{Body: api.UpdateMeRequest{FullName: &name}}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := boss.Accounts.UpdateMe(ctx, api.UpdateMeIn{Body: api.UpdateMeRequest{FullName: &name}}); err != nil {
			t.Fatal(err)
		}
		var raw bytes.Buffer
		if err := p.Accounts.Export(ctx, &raw); err != nil {
			t.Fatal(err)
		}
		var out api.AccountExport
		decoder := json.NewDecoder(bytes.NewReader(raw.Bytes()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&out); err != nil {
			t.Fatalf("%v: %s", err, raw.Bytes())
		}
		if out.Profile.Email != p.Email || out.Profile.FullName != name || !out.SecondFactor.Enabled || len(out.Sessions) != 1 || len(out.Tokens) != 1 || out.Tokens[0].Name != "A token" ||
			len(out.Passkeys) != 1 || out.Passkeys[0].Name != "Laptop" || len(out.Identities) != 0 || len(out.Workspaces) != 2 {
			t.Errorf("%+v", out)
		}
		seen := map[string]int{}
		for _, r := range out.Records {
			seen[r.Action]++
			if r.UserID == nil || *r.UserID != p.ID {
				t.Errorf("a record of somebody else: %+v", r)
			}
		}
		if seen["accounts.profile_changed"] != 205 || seen["accounts.exported"] != 1 || seen["accounts.passkey_added"] != 1 {
			t.Errorf("%v", seen)
		}
		for what, secret := range map[string]string{
			"token": created.Token, "session": p.Token, "recovery code": codes.RecoveryCodes[0], "password": "$2a$",
		} {
			if strings.Contains(raw.String(), secret) {
				t.Errorf("it holds the %s", what)
			}
		}

		// Nobody else's: another person's export says nothing of this one.
		raw.Reset()
		if err := boss.Accounts.Export(ctx, &raw); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(raw.String(), p.Email) {
			t.Errorf("%s", raw.Bytes())
		}
		// A workspace that asks for a second factor keeps its records from a session without one.
		s.DB.Exec(t, `update workspaces set require_mfa = ? where id = ?`, true, boss.Workspace)
		raw.Reset()
		if err := boss.Accounts.Export(ctx, &raw); err != nil || !json.Valid(raw.Bytes()) {
			t.Errorf("%v: %s", err, raw.Bytes())
		}
		for i := range 25 {
			raw.Reset()
			if err := p.Accounts.Export(ctx, &raw); err != nil {
				live.Refused(t, err, 429, "accounts.too_many_attempts")
				return
			} else if i > 20 {
				t.Fatalf("%d exports", i)
			}
		}
	})
}
