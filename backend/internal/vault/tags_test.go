package vault_test

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

func manyTags(n int) map[string]string {
	tags := map[string]string{}
	for i := range n {
		tags[fmt.Sprint("key", i)] = "x"
	}
	return tags
}

func TestTags(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *live.Server, p *live.Person) {
		ctx := t.Context()
		one := add(t, p, api.AddCredentialRequest{Label: "One", Tags: map[string]string{"env": "prod", "team": "Größe 1", "a=b": "c"}})
		two := add(t, p, api.AddCredentialRequest{Label: "Two", Tags: map[string]string{"env": "dev"}})
		none := add(t, p, named("None"))
		if !maps.Equal(one.Tags, map[string]string{"env": "prod", "team": "Größe 1", "a=b": "c"}) || none.Tags == nil || len(none.Tags) != 0 {
			t.Errorf("%v, %v", one.Tags, none.Tags)
		}
		for tag, want := range map[string]string{"": "One Two None", "env": "One Two", "env=prod": "One", "env=PROD": "", "team=Größe 1": "One", "a=b": "One", "a=b=c": "", "nothing": ""} {
			list, err := p.Vault.List(ctx, api.CredentialListIn{Tag: tag})
			var got []string
			for _, c := range list.Items {
				got = append(got, c.Label)
			}
			if err != nil || strings.Join(got, " ") != want {
				t.Errorf("%q: %v, %v, want %s", tag, got, err, want)
			}
		}
		set := func(id int64, tags map[string]string) (api.Credential, error) {
			return p.Vault.Update(ctx, api.UpdateCredentialIn{ID: id, Body: api.UpdateCredentialRequest{Tags: tags}})
		}
		if got, err := set(two.ID, manyTags(50)); err != nil || len(got.Tags) != 50 || got.Tags["env"] != "" {
			t.Errorf("%d tags, %v", len(got.Tags), err)
		}
		if got, err := set(one.ID, nil); err != nil || len(got.Tags) != 3 {
			t.Errorf("left out: %v, %v", got.Tags, err)
		}
		if got, err := set(one.ID, map[string]string{}); err != nil || len(got.Tags) != 0 {
			t.Errorf("taken away: %v, %v", got.Tags, err)
		}
		for name, tags := range map[string]map[string]string{
			"too many": manyTags(51), "no key": {"": "x"}, "AWS's own": {"AWS:x": "y"}, "a long key": {strings.Repeat("k", 129): ""},
			"a long value": {"k": strings.Repeat("v", 257)}, "a comma": {"a,b": ""}, "a line break": {"k": "a\nb"},
		} {
			_, err := set(one.ID, tags)
			var refused *client.Error
			if !errors.As(err, &refused) || refused.Status != http.StatusUnprocessableEntity || refused.Code != "vault.bad_tags" || !live.At(refused.Problem, "body.tags", "") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := p.Vault.Delete(ctx, api.ByID{ID: two.ID}); err != nil {
			t.Fatal(err)
		}
		if n := s.DB.Int(t, `select count(*) from credential_tags`); n != 0 {
			t.Errorf("%d tags are left", n)
		}
	})
}
