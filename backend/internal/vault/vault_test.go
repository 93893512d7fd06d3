package vault_test

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

const (
	keyID     = "AKIAIOSFODNN7EXAMPLE"
	temporary = "ASIAIOSFODNN7EXAMPLE"
	secret    = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)

// each runs fn on each database with one person.
func each(t *testing.T, fn func(t *testing.T, s *live.Server, p *live.Person)) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		fn(t, s, s.Seed(t, "p@example.com"))
	})
}

func add(t *testing.T, p *live.Person, in api.AddCredentialRequest) api.Credential {
	t.Helper()
	c, err := try(t, p, in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// try adds a credential; what is left out of the request is filled in.
func try(t *testing.T, p *live.Person, in api.AddCredentialRequest) (api.Credential, error) {
	t.Helper()
	if in.AccessKeyID == "" {
		in.AccessKeyID = keyID
	}
	if in.SecretAccessKey == "" {
		in.SecretAccessKey = secret
	}
	return p.Vault.Add(t.Context(), api.AddCredentialIn{Body: in})
}

func named(label string) api.AddCredentialRequest { return api.AddCredentialRequest{Label: label} }

// defaults are the labels of the default credentials; there must be one.
func defaults(t *testing.T, p *live.Person) string {
	t.Helper()
	list, err := p.Vault.List(t.Context(), api.CredentialListIn{Page: api.Page{Limit: 200}})
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, c := range list.Items {
		if c.IsDefault {
			labels = append(labels, c.Label)
		}
	}
	return strings.Join(labels, ", ")
}

func TestThereIsAlwaysOneDefault(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, _ *live.Server, p *live.Person) {
		ctx := t.Context()
		steps := []struct {
			what string
			do   func() error
			want string
		}{
			{"the first one, which does not ask for it", func() error { _, err := try(t, p, named("one")); return err }, "one"},
			{"a second one", func() error { _, err := try(t, p, named("two")); return err }, "one"},
			{"a third one that asks for it", func() error {
				_, err := try(t, p, api.AddCredentialRequest{Label: "three", IsDefault: true})
				return err
			}, "three"},
			{"choosing the second", func() error { _, err := p.Vault.SetDefault(ctx, api.ByID{ID: idOf(t, p, "two")}); return err }, "two"},
			{"choosing it again", func() error { _, err := p.Vault.SetDefault(ctx, api.ByID{ID: idOf(t, p, "two")}); return err }, "two"},
			{"deleting one that is not", func() error { return p.Vault.Delete(ctx, api.ByID{ID: idOf(t, p, "three")}) }, "two"},
			{"deleting the default: the oldest follows", func() error { return p.Vault.Delete(ctx, api.ByID{ID: idOf(t, p, "two")}) }, "one"},
			{"deleting the last", func() error { return p.Vault.Delete(ctx, api.ByID{ID: idOf(t, p, "one")}) }, ""},
			{"a first one again", func() error { _, err := try(t, p, named("four")); return err }, "four"},
		}
		for _, step := range steps {
			if err := step.do(); err != nil {
				t.Fatalf("%s: %v", step.what, err)
			}
			if got := defaults(t, p); got != step.want {
				t.Errorf("%s: default %q, want %q", step.what, got, step.want)
			}
		}
	})
}

func idOf(t *testing.T, p *live.Person, label string) int64 {
	t.Helper()
	list, err := p.Vault.List(t.Context(), api.CredentialListIn{Page: api.Page{Limit: 200}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list.Items {
		if c.Label == label {
			return c.ID
		}
	}
	t.Fatalf("there is no credential %q", label)
	return 0
}

func TestOneDefaultUnderLoad(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *live.Server, p *live.Person) {
		only := func(when string) {
			t.Helper()
			if n := s.DB.Int(t, `select count(*) from user_aws_credentials where workspace_id = ? and is_default`, p.Workspace); n != 1 {
				t.Errorf("%s: %d defaults", when, n)
			}
		}
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				if _, err := try(t, p, api.AddCredentialRequest{Label: fmt.Sprint("key ", i), IsDefault: i%3 == 0}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := s.DB.Int(t, `select count(*) from user_aws_credentials where workspace_id = ?`, p.Workspace); n != 20 {
			t.Errorf("%d credentials", n)
		}
		only("after 20 at once")
		for i := range 10 {
			all.Go(func() {
				if _, err := p.Vault.SetDefault(t.Context(), api.ByID{ID: idOf(t, p, fmt.Sprint("key ", i))}); err != nil {
					t.Error(err)
				}
			})
			all.Go(func() {
				if err := p.Vault.Delete(t.Context(), api.ByID{ID: idOf(t, p, fmt.Sprint("key ", i+10))}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		only("after choosing and deleting at once")
		if verdict, err := p.Audit.Verify(t.Context()); err != nil || !verdict.Valid {
			t.Errorf("audit chain: %+v, %v", verdict, err)
		}
	})
}

func TestLabelsAreUniqueInAWorkspace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *live.Server, p *live.Person) {
		add(t, p, named("Production"))
		other := add(t, p, named("Staging"))
		taken := live.Refused(t, second(try(t, p, named("Production"))), http.StatusConflict, "vault.label_taken")
		if !live.At(taken.Problem, "body.label", "another credential") {
			t.Errorf("%+v", taken.Errors)
		}
		label := "Production"
		_, err := p.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: other.ID, Body: api.UpdateCredentialRequest{Label: &label}})
		live.Refused(t, err, http.StatusConflict, "vault.label_taken")
		if c, err := p.Vault.Get(t.Context(), api.ByID{ID: other.ID}); err != nil || c.Label != "Staging" {
			t.Errorf("after the refusal: %+v, %v", c, err)
		}
		add(t, s.Seed(t, "other@example.com"), named("Production")) // another workspace
		if n := s.DB.Int(t, `select count(*) from audit_logs where action = 'vault.credential_added' and workspace_id = ?`, p.Workspace); n != 2 {
			t.Errorf("%d records of added credentials, want 2", n)
		}
	})
}

// second is the error of a call whose answer does not matter.
func second[T any](_ T, err error) error { return err }

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	for _, c := range []struct {
		name string
		in   api.AddCredentialRequest
		at   string
	}{
		{"a temporary key without its session token", api.AddCredentialRequest{Label: "x", AccessKeyID: temporary}, "body.session_token"},
		{"a long-term key with a session token", api.AddCredentialRequest{Label: "x", SessionToken: "token"}, "body.session_token"},
		{"no label", api.AddCredentialRequest{}, "body.label"},
		{"a label that is too long", named(strings.Repeat("x", 101)), "body.label"},
		{"another kind of id", api.AddCredentialRequest{Label: "x", AccessKeyID: "AIDAIOSFODNN7EXAMPLE"}, "body.access_key_id"},
		{"a lower-case id", api.AddCredentialRequest{Label: "x", AccessKeyID: "akiaiosfodnn7example"}, "body.access_key_id"},
		{"a short id", api.AddCredentialRequest{Label: "x", AccessKeyID: "AKIA"}, "body.access_key_id"},
		{"a line break in the id", api.AddCredentialRequest{Label: "x", AccessKeyID: keyID + "\n"}, "body.access_key_id"},
		{"a short secret", api.AddCredentialRequest{Label: "x", SecretAccessKey: "short"}, "body.secret_access_key"},
		{"no Region", api.AddCredentialRequest{Label: "x", AWSRegion: "Frankfurt"}, "body.aws_region"},
		{"a Region that is another host", api.AddCredentialRequest{Label: "x", AWSRegion: "us-east-1.evil.example"}, "body.aws_region"},
		{"a Region with a user name", api.AddCredentialRequest{Label: "x", AWSRegion: "x@evil-1"}, "body.aws_region"},
		{"an account id of letters", api.AddCredentialRequest{Label: "x", AWSAccountID: "12345678901x"}, "body.aws_account_id"},
		{"a device of a temporary key", api.AddCredentialRequest{Label: "x", AccessKeyID: temporary, SessionToken: "token", MFASerial: "arn:aws:iam::123456789012:mfa/p"}, "body.mfa_serial"},
		{"a device that is none", api.AddCredentialRequest{Label: "x", MFASerial: "a device"}, "body.mfa_serial"},
		{"a short account id", api.AddCredentialRequest{Label: "x", AWSAccountID: "123"}, "body.aws_account_id"},
	} {
		_, err := try(t, p, c.in)
		var refused *client.Error
		if !errors.As(err, &refused) || refused.Status != http.StatusUnprocessableEntity || !live.At(refused.Problem, c.at, "") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if n := s.DB.Int(t, `select count(*) from user_aws_credentials`); n != 0 {
		t.Errorf("%d credentials were stored", n)
	}
}

func TestWhatIsShown(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, _ *live.Server, p *live.Person) {
		plain := add(t, p, named("Plain"))
		if plain.Kind != "access_key" || plain.AWSRegion != "us-east-1" || plain.AWSAccountID != "" || plain.AccessKeyIDPreview != "AKIA..." || plain.Temporary || plain.LastUsedAt != nil {
			t.Errorf("%+v", plain)
		}
		full := add(t, p, api.AddCredentialRequest{
			Label: "Full – Ünïcode", AccessKeyID: temporary, SessionToken: "session-token", AWSRegion: "eu-central-1", AWSAccountID: "123456789012",
		})
		if full.AWSRegion != "eu-central-1" || full.AWSAccountID != "123456789012" || full.AccessKeyIDPreview != "ASIA..." || !full.Temporary || full.Label != "Full – Ünïcode" {
			t.Errorf("%+v", full)
		}
		if got, err := p.Vault.Get(t.Context(), api.ByID{ID: full.ID}); err != nil || !reflect.DeepEqual(got, full) {
			t.Errorf("got %+v, %v, want %+v", got, err, full)
		}
	})
}

func TestLists(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, _ *live.Server, p *live.Person) {
		if list, err := p.Vault.List(t.Context(), api.CredentialListIn{}); err != nil || list.Items == nil || len(list.Items) != 0 || list.NextCursor != "" {
			t.Errorf("an empty list: %+v, %v", list, err)
		}
		for i := range 7 {
			add(t, p, named(fmt.Sprint("key ", i)))
		}
		var got []string
		for in := (api.CredentialListIn{Page: api.Page{Limit: 3}}); ; {
			list, err := p.Vault.List(t.Context(), in)
			if err != nil || len(list.Items) > 3 {
				t.Fatalf("%+v, %v", list, err)
			}
			for _, c := range list.Items {
				got = append(got, c.Label)
			}
			if in.Cursor = list.NextCursor; in.Cursor == "" {
				break
			}
		}
		if want := "key 0, key 1, key 2, key 3, key 4, key 5, key 6"; strings.Join(got, ", ") != want {
			t.Errorf("%v", got)
		}
	})
}

func TestEditing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *live.Server, p *live.Person) {
		c := add(t, p, api.AddCredentialRequest{Label: "Old", AccessKeyID: temporary, SessionToken: "session-token", AWSAccountID: "123456789012"})
		s.DB.Exec(t, `update user_aws_credentials set aws_arn = 'arn:aws:iam::123456789012:user/x', verified_at = created_at where id = ?`, c.ID)
		edit := func(body api.UpdateCredentialRequest) (api.Credential, error) {
			return p.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: c.ID, Body: body})
		}
		text := func(s string) *string { return &s }
		for name, part := range map[string]struct {
			body api.UpdateCredentialRequest
			at   string
		}{
			"an id without its secret":       {api.UpdateCredentialRequest{AccessKeyID: text(keyID)}, "body.secret_access_key"},
			"a secret without its id":        {api.UpdateCredentialRequest{SecretAccessKey: text(secret)}, "body.access_key_id"},
			"a session token alone":          {api.UpdateCredentialRequest{SessionToken: text("token")}, "body.access_key_id"},
			"a temporary key without token":  {api.UpdateCredentialRequest{AccessKeyID: text(temporary), SecretAccessKey: text(secret)}, "body.session_token"},
			"a long-term key with one":       {api.UpdateCredentialRequest{AccessKeyID: text(keyID), SecretAccessKey: text(secret), SessionToken: text("token")}, "body.session_token"},
			"a Region that is another host":  {api.UpdateCredentialRequest{AWSRegion: text("evil.example")}, "body.aws_region"},
			"a label of nothing":             {api.UpdateCredentialRequest{Label: text("")}, "body.label"},
			"an account id that is not one":  {api.UpdateCredentialRequest{AWSAccountID: text("x")}, "body.aws_account_id"},
			"a good label but half of a key": {api.UpdateCredentialRequest{Label: text("New"), AccessKeyID: text(keyID)}, "body.secret_access_key"},
		} {
			_, err := edit(part.body)
			var refused *client.Error
			if !errors.As(err, &refused) || refused.Status != http.StatusUnprocessableEntity || !live.At(refused.Problem, part.at, "") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if same, err := edit(api.UpdateCredentialRequest{}); err != nil || same.Label != "Old" || !same.UpdatedAt.Equal(c.UpdatedAt) {
			t.Errorf("changing nothing: %+v, %v", same, err)
		}
		renamed, err := edit(api.UpdateCredentialRequest{Label: text("New"), AWSRegion: text("eu-west-1")})
		if err != nil || renamed.Label != "New" || renamed.AWSRegion != "eu-west-1" || renamed.AWSArn == "" || renamed.VerifiedAt == nil || !renamed.Temporary {
			t.Errorf("renamed: %+v, %v", renamed, err)
		}
		replaced, err := edit(api.UpdateCredentialRequest{AccessKeyID: text(keyID), SecretAccessKey: text(secret)})
		if err != nil || replaced.Label != "New" || replaced.Temporary || replaced.AccessKeyIDPreview != "AKIA..." || replaced.AWSArn != "" || replaced.AWSAccountID != "" || replaced.VerifiedAt != nil {
			t.Errorf("with another key, what AWS said of the old one is forgotten: %+v, %v", replaced, err)
		}
		if n := s.DB.Int(t, `select count(*) from user_aws_credentials where encrypted_session_token is not null`); n != 0 {
			t.Error("the old session token is still there")
		}
		if n := s.DB.Int(t, `select count(*) from audit_logs where action = 'vault.credential_changed'`); n != 2 {
			t.Errorf("%d records of changes, want 2", n)
		}
	})
}

func TestEveryChangeIsRecorded(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, _ *live.Server, p *live.Person) {
		c := add(t, p, named("Production"))
		if _, err := p.Vault.SetDefault(t.Context(), api.ByID{ID: c.ID}); err != nil {
			t.Fatal(err)
		}
		if err := p.Vault.Delete(t.Context(), api.ByID{ID: c.ID}); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, p.Vault.Delete(t.Context(), api.ByID{ID: c.ID}), http.StatusNotFound, "vault.not_found")
		list, err := p.Audit.List(t.Context(), api.AuditListIn{Action: "vault."})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range list.Items {
			got = append(got, r.Action)
			if r.ResourceType != "credential" || r.ResourceID != fmt.Sprint(c.ID) || r.Details["label"] != "Production" || r.UserID == nil || *r.UserID != p.ID || r.UserEmail != p.Email || r.AWSRegion != "us-east-1" {
				t.Errorf("%+v", r)
			}
		}
		if want := "vault.credential_deleted, vault.default_set, vault.credential_added"; strings.Join(got, ", ") != want {
			t.Errorf("%v, want %s", got, want)
		}
	})
}
