package policies

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	allObjects = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*"}}`
	oneAction  = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:GetObject","s3:getobject"],"Resource":"arn:aws:s3:::b/*"}}`
	everyone   = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}`
)

func TestCompare(t *testing.T) {
	quoted, _ := json.Marshal(oneAction)
	out, err := new(Service).Compare(t.Context(), access.Scope{}, api.ComparePoliciesIn{Body: api.ComparePoliciesRequest{
		A: json.RawMessage(allObjects), B: quoted,
	}})
	if err != nil {
		t.Fatal(err)
	}
	if out.Relation != "broader" || out.Witness == nil || out.Witness.AllowedBy != "a" || out.OtherWitness != nil {
		t.Errorf("%+v", out)
	}
}

func TestCompareNamesTheDocumentThatIsRefused(t *testing.T) {
	for _, b := range []string{`{"Statement":{}}`, `7`} {
		_, err := new(Service).Compare(t.Context(), access.Scope{}, api.ComparePoliciesIn{Body: api.ComparePoliciesRequest{
			A: json.RawMessage(allObjects), B: json.RawMessage(b),
		}})
		if err == nil || len(fault.Of(err).Fields()) != 1 || fault.Of(err).Fields()[0].Location != "body.b" {
			t.Errorf("%s: %+v", b, err)
		}
	}
}

func TestAccessChecks(t *testing.T) {
	s := new(Service)
	for name, check := range map[string]struct {
		want string
		run  func() (api.AccessCheck, error)
	}{
		"new access": {"FAIL", func() (api.AccessCheck, error) {
			return s.CheckNoNewAccess(t.Context(), access.Scope{}, api.CheckNewAccessIn{Body: api.CheckNewAccessRequest{New: json.RawMessage(allObjects), Existing: json.RawMessage(oneAction)}})
		}},
		"no new access": {"PASS", func() (api.AccessCheck, error) {
			return s.CheckNoNewAccess(t.Context(), access.Scope{}, api.CheckNewAccessIn{Body: api.CheckNewAccessRequest{New: json.RawMessage(oneAction), Existing: json.RawMessage(allObjects)}})
		}},
		"a named action": {"FAIL", func() (api.AccessCheck, error) {
			return s.CheckAccessNotGranted(t.Context(), access.Scope{}, api.CheckAccessGrantedIn{Body: api.CheckAccessGrantedRequest{Document: json.RawMessage(allObjects), Actions: []string{"s3:Delete*"}}})
		}},
		"a named resource": {"PASS", func() (api.AccessCheck, error) {
			return s.CheckAccessNotGranted(t.Context(), access.Scope{}, api.CheckAccessGrantedIn{Body: api.CheckAccessGrantedRequest{Document: json.RawMessage(allObjects), Resources: []string{"arn:aws:s3:::c/*"}}})
		}},
		"public": {"FAIL", func() (api.AccessCheck, error) {
			return s.CheckNoPublicAccess(t.Context(), access.Scope{}, api.CheckPublicAccessIn{Body: api.CheckPublicAccessRequest{Document: json.RawMessage(everyone)}})
		}},
		"not public": {"PASS", func() (api.AccessCheck, error) {
			return s.CheckNoPublicAccess(t.Context(), access.Scope{}, api.CheckPublicAccessIn{Body: api.CheckPublicAccessRequest{Document: json.RawMessage(strings.Replace(everyone, `"*"`, `{"AWS":"111122223333"}`, 1))}})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := check.run()
			if err != nil || out.Result != check.want || (out.Witness != nil) != (check.want == "FAIL") || out.Message == "" {
				t.Errorf("%+v, %v", out, err)
			}
		})
	}
	for name, body := range map[string]api.CheckAccessGrantedRequest{
		"nothing to check": {Document: json.RawMessage(allObjects)},
		"a bad action":     {Document: json.RawMessage(allObjects), Actions: []string{"GetObject"}},
	} {
		if _, err := s.CheckAccessNotGranted(t.Context(), access.Scope{}, api.CheckAccessGrantedIn{Body: body}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestRewrite(t *testing.T) {
	s := new(Service)
	in := api.RewritePolicyIn{Body: api.RewritePolicyRequest{Document: json.RawMessage(oneAction), Readable: true}}
	for name, rewrite := range map[string]struct {
		run  func() (api.RewrittenPolicy, error)
		want string
	}{
		"shrink": {func() (api.RewrittenPolicy, error) { return s.Shrink(t.Context(), access.Scope{}, in) }, `"Action": "s3:GetObject"`},
		"tidy":   {func() (api.RewrittenPolicy, error) { return s.Tidy(t.Context(), access.Scope{}, in) }, `"s3:GetObject"`},
		"split":  {func() (api.RewrittenPolicy, error) { return s.Split(t.Context(), access.Scope{}, in) }, `"s3:getobject"`},
		"expand": {func() (api.RewrittenPolicy, error) {
			return s.Expand(t.Context(), access.Scope{}, api.RewritePolicyIn{Body: api.RewritePolicyRequest{Document: json.RawMessage(allObjects)}})
		}, `"s3:GetObjectTagging"`},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := rewrite.run()
			if err != nil || len(out.Documents) != 1 || !strings.Contains(out.Documents[0], rewrite.want) || out.Changes == nil || out.Notes == nil {
				t.Errorf("%+v, %v", out, err)
			}
		})
	}
	if _, err := s.Shrink(t.Context(), access.Scope{}, api.RewritePolicyIn{Body: api.RewritePolicyRequest{Document: json.RawMessage(`{"Statement":[{}]}`)}}); err == nil {
		t.Error("a document that AWS refuses was rewritten")
	}
}
