package policies_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/onlinefake"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// online runs a server whose AWS is a fake, for a person with a credential of it that
// has been verified.
func online(t *testing.T) (*live.Server, *live.Person, *onlinefake.Fake) {
	t.Helper()
	f := onlinefake.Start(t)
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.AWSEndpointURL = f.URL })
	p := s.Seed(t, "p@example.com")
	added, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: "AWS", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Vault.Verify(t.Context(), api.ByID{ID: added.ID}); err != nil {
		t.Fatal(err)
	}
	return s, p, f
}

// flawed has an action that S3 does not have, at characters behind one of two bytes.
const flawed = `{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["s3:GetObjekt","s3:PutObject"],"Resource":"arn:aws:s3:::büch/*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"},{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"*"}]}`

// chars is where a piece of the flawed document is, in characters.
func chars(piece string) (from, to int) {
	before, _, _ := strings.Cut(flawed, piece)
	from = len([]rune(before))
	return from, from + len([]rune(piece))
}

func TestOnlineValidationStandsBesideOurs(t *testing.T) {
	s, p, f := online(t)
	from, to := chars(`"s3:GetObjekt"`)
	role, end := chars(`"iam:PassRole"`)
	f.PageSize = 1
	f.Findings = []onlinefake.Finding{
		{Code: "INVALID_ACTION", Type: "ERROR", Details: "AWS's words", Path: []any{"Statement", 0, "Action", 0}, Start: from, End: to},
		{Code: "SOMETHING_NEW", Type: "WARNING", Details: "New", Path: []any{"Statement", 1, "Action"}, Start: role, End: end},
		{Code: "PASS_ROLE_WITH_STAR_IN_RESOURCE", Type: "SECURITY_WARNING", Details: "Star", Path: []any{"Statement", 1, "Resource"}, Start: end + 12, End: end + 15},
	}
	quoted, _ := json.Marshal(flawed)
	ask := api.ValidatePolicyIn{Body: api.ValidatePolicyRequest{Document: quoted, Online: true}}
	out, err := p.Policies.Validate(t.Context(), ask)
	if err != nil || out.Online == nil || !out.Online.Answered {
		t.Fatalf("%+v, %v", out.Online, err)
	}
	by := map[string]api.OnlineFinding{}
	for _, one := range out.Online.Findings {
		by[one.Finding.Code+" "+one.FoundBy] = one
	}
	if one := by["INVALID_ACTION both"]; one.AWSSays != "AWS's words" || one.AWSType != "error" || one.Finding.Message == "AWS's words" {
		t.Errorf("found by both: %+v", one)
	}
	if by["PASS_ROLE_WITH_STAR_IN_RESOURCE both"].AWSType != "security_warning" {
		t.Errorf("the wildcard role: %+v", out.Online.Findings)
	}
	if one := by["SOMETHING_NEW aws"].Finding; one.Path != "Statement[1].Action" || flawed[one.Offset:one.Offset+one.Length] != `"iam:PassRole"` || one.Line != 1 || one.Column != role+1 {
		t.Errorf("found by AWS alone: %+v", one)
	}
	ours := 0
	for _, one := range out.Online.Findings {
		if one.FoundBy == "iam_copilot" && strings.HasPrefix(one.Finding.Code, "IAMC_") {
			ours++
			if one.Why != "Access Analyzer has no such check." {
				t.Errorf("%s: why %q", one.Finding.Code, one.Why)
			}
		}
	}
	if ours == 0 || len(out.Online.Findings) != len(out.Findings)+1 {
		t.Errorf("%d findings of ours alone, %d in all beside %d", ours, len(out.Online.Findings), len(out.Findings))
	}
	if asked := f.Asked(); len(asked) != 3 || asked[0].Body["policyDocument"] != flawed || asked[0].Body["policyType"] != "IDENTITY_POLICY" {
		t.Errorf("asked: %+v", asked)
	}
	if n := s.DB.Int(t, `select count(*) from audit_logs where action = 'aws.access-analyzer:ValidatePolicy' and success`); n != 3 {
		t.Errorf("%d calls are in the audit log", n)
	}
	f.Deny("ValidatePolicy", "access-analyzer:ValidatePolicy")
	out, err = p.Policies.Validate(t.Context(), ask)
	if err != nil || out.Online.Answered || !strings.Contains(out.Online.Problem, "access-analyzer:ValidatePolicy") || len(out.Findings) == 0 || len(out.Online.Findings) != 0 {
		t.Errorf("without the permission: %+v, %v", out.Online, err)
	}
}

func TestKindsOfPoliciesForAccessAnalyzer(t *testing.T) {
	_, p, f := online(t)
	for _, c := range []struct{ kind, resource, asked, askedResource, note string }{
		{"identity", "", "IDENTITY_POLICY", "", ""},
		{"boundary", "", "IDENTITY_POLICY", "", ""},
		{"session", "", "IDENTITY_POLICY", "", ""},
		{"scp", "", "SERVICE_CONTROL_POLICY", "", ""},
		{"rcp", "", "RESOURCE_CONTROL_POLICY", "", ""},
		{"trust", "", "RESOURCE_POLICY", "AWS::IAM::AssumeRolePolicyDocument", ""},
		{"resource", "AWS::S3::Bucket", "RESOURCE_POLICY", "AWS::S3::Bucket", ""},
		{"resource", "", "RESOURCE_POLICY", "", ""},
		{"resource", "AWS::SQS::Queue", "RESOURCE_POLICY", "", "no checks of its own for AWS::SQS::Queue"},
	} {
		out, err := p.Policies.Validate(t.Context(), api.ValidatePolicyIn{Body: api.ValidatePolicyRequest{
			Document: json.RawMessage(readOnly), PolicyType: c.kind, ResourceType: c.resource, Online: true,
		}})
		if err != nil || !out.Online.Answered {
			t.Fatalf("%+v: %+v, %v", c, out.Online, err)
		}
		resource, _ := f.Asked()[0].Body["validatePolicyResourceType"].(string)
		if resource != c.askedResource || !strings.Contains(strings.Join(out.Online.Notes, " "), c.note) {
			t.Errorf("%+v: asked for %q, notes %v", c, resource, out.Online.Notes)
		}
	}
}

func TestOnlineCheckOfNewAccess(t *testing.T) {
	s, p, f := online(t)
	check := func(policyType string) api.AccessCheck {
		t.Helper()
		out, err := p.Policies.CheckNoNewAccess(t.Context(), api.CheckNewAccessIn{Body: api.CheckNewAccessRequest{
			New: json.RawMessage(anything), Existing: json.RawMessage(readOnly), PolicyType: policyType, Online: true,
		}})
		if err != nil || out.Result != "FAIL" || out.Witness == nil {
			t.Fatalf("%+v, %v", out, err)
		}
		return out
	}
	f.Result, f.Message, f.Reasons = "FAIL", "New access.", []string{"New access in the statement."}
	out := check("")
	if o := out.Online; !o.Answered || !o.Agrees || o.Result != "FAIL" || fmt.Sprint(o.Reasons) != "[New access in the statement. (statement 1)]" {
		t.Errorf("%+v", o)
	}
	if asked := f.Asked(); asked[0].Body["newPolicyDocument"] != anything || asked[0].Body["existingPolicyDocument"] != readOnly || asked[0].Body["policyType"] != "IDENTITY_POLICY" {
		t.Errorf("asked %+v", asked)
	}
	f.Result = "PASS"
	if o := check("").Online; !o.Answered || o.Agrees {
		t.Errorf("another result: %+v", o)
	}
	f.Asked()
	if o := check("scp").Online; o.Answered || !strings.Contains(o.Problem, "identity-based and resource-based policies only") || len(f.Asked()) != 0 {
		t.Errorf("SCPs: %+v", o)
	}
	f.Deny("CheckNoNewAccess", "access-analyzer:CheckNoNewAccess")
	if o := check("").Online; o.Answered || !strings.Contains(o.Problem, "access-analyzer:CheckNoNewAccess") {
		t.Errorf("refused: %+v", o)
	}
	if n := s.DB.Int(t, `select count(*) from audit_logs where action = 'aws.access-analyzer:CheckNoNewAccess'`); n != 3 {
		t.Errorf("%d calls are in the audit log", n)
	}
}

const (
	ada     = "arn:aws:iam::" + onlinefake.Account + ":user/ada"
	reports = "arn:aws:s3:::reports/q1"
	lets    = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::reports/*"}}`
	full    = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`
)

func TestOnlineSimulationStandsBesideOurs(t *testing.T) {
	s, p, f := online(t)
	no := false
	decided := func(what string) []onlinefake.Decision {
		return []onlinefake.Decision{{Action: "s3:GetObject", Resource: reports, Decision: what}}
	}
	docs := func(texts ...string) (out []json.RawMessage) {
		for _, text := range texts {
			out = append(out, json.RawMessage(text))
		}
		return out
	}
	for _, c := range []struct {
		name              string
		request           api.SimulateRequest
		custom, principal []onlinefake.Decision
		want              string   // simulators with AWS's decision and ours
		explained         []string // pieces of the explanations
		problems          []string
	}{
		{"both agree", api.SimulateRequest{Principal: ada, IdentityPolicies: docs(readOnly)}, decided("allowed"), decided("allowed"), "custom_policy allowed allowed true; principal_policy allowed allowed true", nil, nil},
		{
			"SCPs and RCPs",
			api.SimulateRequest{
				Principal: ada, IdentityPolicies: docs(readOnly), SCPs: [][]json.RawMessage{docs(strings.Replace(full, `"*"`, `"ec2:*"`, 1))}, RCPs: [][]json.RawMessage{docs(lets)},
			},
			decided("allowed"),
			[]onlinefake.Decision{{Action: "s3:GetObject", Resource: reports, Decision: "allowed", ByOrganizations: &no}},
			"custom_policy allowed implicit_deny false; principal_policy allowed implicit_deny false",
			[]string{"SCPs of the request were not sent", "evaluates no RCPs", "SCPs of the account's organization do not allow", "none that has a condition"},
			nil,
		},
		{"resource policy of a role", api.SimulateRequest{Principal: "arn:aws:iam::210987654321:role/app", ResourcePolicy: json.RawMessage(lets), ResourceAccount: "210987654321"}, decided("implicitDeny"), nil, "custom_policy implicit_deny allowed false", []string{"for IAM users only"}, []string{"it is of account 210987654321"}},
		{"another account", api.SimulateRequest{Principal: ada, IdentityPolicies: docs(readOnly), ResourceAccount: "210987654321"}, decided("allowed"), decided("allowed"), "custom_policy allowed implicit_deny false; principal_policy allowed implicit_deny false", []string{"of account 210987654321, whose own policy", "has in the account now"}, nil},
		{"open context", api.SimulateRequest{
			Principal: ada, IdentityPolicies: docs(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}`), UnknownContext: []string{"*"},
		}, []onlinefake.Decision{{Action: "s3:GetObject", Resource: reports, Decision: "implicitDeny", Missing: []string{"aws:SecureTransport"}}}, nil, "custom_policy implicit_deny unknown false", []string{"hangs on aws:SecureTransport"}, []string{"without a decision"}},
		{"session", api.SimulateRequest{
			Principal: "arn:aws:sts::" + onlinefake.Account + ":assumed-role/app/s", IdentityPolicies: docs(readOnly), SessionPolicies: docs(strings.Replace(readOnly, "reports", "other", 1)),
		}, decided("allowed"), nil, "custom_policy allowed implicit_deny false", []string{"session policies were not sent"}, nil},
		{"unexplained", api.SimulateRequest{Principal: "arn:aws:iam::210987654321:user/bob", IdentityPolicies: docs(readOnly)}, decided("explicitDeny"), nil, "custom_policy explicit_deny allowed false", []string{"No known limit"}, []string{"it is of account"}},
		{"an anonymous caller", api.SimulateRequest{Principal: "*", ResourcePolicy: json.RawMessage(lets)}, nil, nil, "", nil, []string{"takes users, roles and their sessions only"}},
		{"a decision nobody knows", api.SimulateRequest{Principal: "arn:aws:iam::210987654321:user/bob", IdentityPolicies: docs(readOnly)}, decided("perhaps"), nil, "", nil, []string{`"perhaps"`, "it is of account"}},
	} {
		f.Custom, f.Principal = c.custom, c.principal
		c.request.Action, c.request.Resource, c.request.Online = "s3:GetObject", reports, true
		out, err := p.Policies.Simulate(t.Context(), api.SimulateIn{Body: c.request})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var got, explained []string
		for _, r := range out.Online.Results {
			got = append(got, fmt.Sprint(r.Simulator, " ", r.AWSDecision, " ", r.Decision, " ", r.Agrees))
			explained = append(explained, r.Explanation...)
			if r.Agrees != (len(r.Explanation) == 0) || r.Action != "s3:GetObject" || r.Resource != reports {
				t.Errorf("%s: %+v", c.name, r)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		for _, piece := range c.explained {
			if !strings.Contains(strings.Join(explained, " "), piece) {
				t.Errorf("%s: explained as %q", c.name, explained)
			}
		}
		if len(out.Online.Problems) != len(c.problems) || !slices.ContainsFunc(append(out.Online.Problems, ""), func(p string) bool { return len(c.problems) == 0 || strings.Contains(p, c.problems[0]) }) {
			t.Errorf("%s: problems %q", c.name, out.Online.Problems)
		}
	}
	f.Asked()
	f.Custom, f.Principal = decided("allowed"), nil
	f.Deny("SimulatePrincipalPolicy", "iam:SimulatePrincipalPolicy")
	out, err := p.Policies.Simulate(t.Context(), api.SimulateIn{Body: api.SimulateRequest{
		Principal: ada, Action: "s3:GetObject", Resource: reports, IdentityPolicies: docs(readOnly), ResourcePolicy: json.RawMessage(lets), ResourceAccount: "210987654321", Online: true,
		Context: map[string]json.RawMessage{"aws:MultiFactorAuthAge": json.RawMessage(`"10"`), "aws:TagKeys": json.RawMessage(`["a"]`), "aws:SourceIp": json.RawMessage(`"192.0.2.1"`), "aws:Referer": json.RawMessage(`[]`)},
	}})
	if err != nil || len(out.Online.Results) != 1 || len(out.Online.Problems) != 1 || !strings.Contains(out.Online.Problems[0], "iam:SimulatePrincipalPolicy") {
		t.Fatalf("without a permission: %+v, %v", out.Online, err)
	}
	form := f.Asked()[0].Form
	for name, want := range map[string]string{
		"ActionNames.member.1": "s3:GetObject", "ResourceArns.member.1": reports, "PolicyInputList.member.1": readOnly, "ResourcePolicy": lets, "CallerArn": ada,
		"ResourceOwner":                          "arn:aws:iam::210987654321:root",
		"ContextEntries.member.1.ContextKeyName": "aws:MultiFactorAuthAge", "ContextEntries.member.1.ContextKeyType": "numeric",
		"ContextEntries.member.2.ContextKeyName": "aws:SourceIp", "ContextEntries.member.2.ContextKeyType": "ip",
		"ContextEntries.member.3.ContextKeyName": "aws:TagKeys", "ContextEntries.member.3.ContextKeyType": "stringList", "ContextEntries.member.4.ContextKeyName": "",
	} {
		if form.Get(name) != want {
			t.Errorf("%s was sent as %q, want %q", name, form.Get(name), want)
		}
	}
	if n := s.DB.Int(t, `select count(*) from audit_logs where action = 'aws.iam:SimulateCustomPolicy'`); n < 5 {
		t.Errorf("%d calls are in the audit log", n)
	}
}

func TestAskingOnlineNeedsACredentialThatMayBeUsed(t *testing.T) {
	s, p, f := online(t)
	body := `{"document":` + readOnly + `,"online":true}`
	viewer := s.Seed(t, "viewer@example.com")
	s.Join(t, viewer, p.Workspace, "viewer")
	for name, c := range map[string]struct {
		header map[string]string
		token  string
		status int
		says   string
	}{
		"a member who may not use credentials": {map[string]string{"X-Workspace-ID": fmt.Sprint(p.Workspace)}, viewer.Token, http.StatusOK, "AWS was not asked: "},
		"none in the workspace":                {nil, viewer.Token, http.StatusOK, "AWS was not asked: "},
		"one that is not there":                {map[string]string{"X-AWS-Credential-ID": "999"}, p.Token, http.StatusNotFound, "vault."},
	} {
		answer := s.Do(t, live.Request{Method: http.MethodPost, Path: api.Base + "/policies/validate", Token: c.token, Body: body, Header: c.header})
		if answer.Status != c.status || !strings.Contains(string(answer.Body), c.says) {
			t.Errorf("%s: %d %s", name, answer.Status, answer.Body)
		}
	}
	if asked := f.Asked(); len(asked) != 0 {
		t.Errorf("AWS was asked: %+v", asked)
	}
}
