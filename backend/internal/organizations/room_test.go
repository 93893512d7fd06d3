package organizations_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/orgfake"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }

const scp, rcp = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"

// denying is an SCP that denies actions.
func denying(actions ...string) string {
	quoted, _ := json.Marshal(actions)
	return `{"Version":"2012-10-17","Statement":[{"Sid":"No","Effect":"Deny","Action":` + string(quoted) + `,"Resource":"*"}]}`
}

// start runs a server over an organization, for a person with a credential.
func start(t *testing.T, d testkit.Database, f *orgfake.Fake) (*live.Server, *live.Person) {
	t.Helper()
	s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = f.URL })
	p := s.Seed(t, "owner@example.com")
	if _, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: "Management", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	}}); err != nil {
		t.Fatal(err)
	}
	return s, p
}

// apply applies a plan by its hash.
func apply(t *testing.T, s *live.Server, p *live.Person, plan api.Plan) api.Plan {
	t.Helper()
	answer := s.Do(t, live.Request{
		Method: http.MethodPost, Path: api.Base + fmt.Sprintf("/plans/%d/apply", plan.ID), Token: p.Token, Body: `{"hash":"` + plan.Hash + `"}`,
	})
	var out api.AppliedPlan
	answer.JSON(t, &out)
	if answer.Status != http.StatusOK || out.Plan.State != "applied" {
		t.Fatalf("applying: %d %s", answer.Status, answer.Body)
	}
	return out.Plan
}

func undo(t *testing.T, s *live.Server, p *live.Person, plan api.Plan) {
	t.Helper()
	answer := s.Do(t, live.Request{Method: http.MethodPost, Path: api.Base + fmt.Sprintf("/plans/%d/undo", plan.ID), Token: p.Token})
	var back api.Plan
	answer.JSON(t, &back)
	if answer.Status != http.StatusCreated {
		t.Fatalf("taking back: %d %s", answer.Status, answer.Body)
	}
	apply(t, s, p, back)
}

func TestTreeOfALargeOrganization(t *testing.T) {
	f := orgfake.New(t)
	f.Types = append(f.Types, rcp)
	parents := []string{orgfake.Root}
	for i := range 40 {
		// Eight units below the root, and four below each of those.
		parent := orgfake.Root
		if i >= 8 {
			parent = parents[1+(i-8)%8]
		}
		parents = append(parents, f.Unit(fmt.Sprintf("Unit %02d", i), parent))
	}
	for i := range 299 {
		f.Account(fmt.Sprintf("2%011d", i), fmt.Sprintf("Account %03d", i), parents[1+i%40])
	}
	guard := f.Make(scp, "Guard", denying("organizations:LeaveOrganization"), parents[1], "200000000000")
	f.RefuseTimes("ListAccountsForParent", 3, &awsjson.Refusal{Code: "TooManyRequestsException", Message: "Slow down."})
	_, p := start(t, testkit.NewSQLite(t), f)

	tree, err := p.Organizations.Tree(t.Context(), api.OrgIn{})
	if err != nil {
		t.Fatal(err)
	}
	kinds, seen := map[string]int{}, map[string]int{"": -1}
	for _, n := range tree.Nodes {
		kinds[n.Type]++
		depth, parentSeen := seen[n.ParentID]
		if !parentSeen || n.Depth != depth+1 {
			t.Errorf("%s at depth %d stands before its parent %s, or too deep", n.ID, n.Depth, n.ParentID)
		}
		seen[n.ID] = n.Depth
		switch n.ID {
		case orgfake.Root:
			if n.Accounts != 300 || len(n.Policies) != 1 || n.Policies[0].Name != "FullAWSAccess" || !n.Policies[0].AWSManaged {
				t.Errorf("the root: %+v", n)
			}
		case parents[1], "200000000000":
			if !slices.ContainsFunc(n.Policies, func(p api.OrgPolicy) bool { return p.ID == guard }) {
				t.Errorf("%s lacks the guard: %+v", n.ID, n.Policies)
			}
		case orgfake.Management:
			if n.Account == nil || !n.Account.Management || n.Account.Path != "Root" {
				t.Errorf("the management account: %+v", n.Account)
			}
		}
	}
	if kinds["root"] != 1 || kinds["organizational_unit"] != 40 || kinds["account"] != 300 {
		t.Errorf("the tree holds %v", kinds)
	}

	// It was read a moment ago: nothing is asked again, unless somebody wants that.
	f.Calls()
	first, err := p.Organizations.Accounts(t.Context(), api.OrgAccountListIn{Page: api.Page{Limit: 200}, Query: "ACCOUNT 0"})
	if err != nil || len(first.Items) != 100 || first.Items[0].Name != "Account 000" || first.Items[0].Path == "" || first.NextCursor != "" {
		t.Errorf("accounts: %d %v %q", len(first.Items), err, first.NextCursor)
	}
	var all []string
	for in := (api.OrgAccountListIn{Page: api.Page{Limit: 130}}); ; {
		piece, err := p.Organizations.Accounts(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range piece.Items {
			all = append(all, a.ID)
		}
		if in.Cursor = piece.NextCursor; in.Cursor == "" {
			break
		}
	}
	slices.Sort(all)
	if len(all) != 300 || len(slices.Compact(all)) != 300 {
		t.Errorf("%d accounts in pieces", len(all))
	}
	if calls := f.Calls(); len(calls) != 0 {
		t.Errorf("AWS was asked again: %v", calls)
	}
	if _, err := p.Organizations.Accounts(t.Context(), api.OrgAccountListIn{OrgIn: api.OrgIn{ReadAgain: true}}); err != nil || f.Count("DescribeOrganization") != 1 {
		t.Errorf("reading again: %v", err)
	}
}

func TestOverview(t *testing.T) {
	f := orgfake.New(t)
	f.Account("222222222222", "Security", orgfake.Root)
	f.Delegated["222222222222"] = []string{"guardduty.amazonaws.com", "sso.amazonaws.com"}
	_, p := start(t, testkit.NewSQLite(t), f)
	o, err := p.Organizations.Overview(t.Context(), api.OrgIn{})
	if err != nil || !o.InOrganization || o.ID != orgfake.ID || o.FeatureSet != "ALL" || o.ManagementAccountID != orgfake.Management || o.CallerAccountID != orgfake.Management ||
		!slices.Equal(o.PolicyTypes, []string{scp}) || len(o.DelegatedAdmins) != 1 || len(o.DelegatedAdmins[0].Services) != 2 {
		t.Errorf("%+v, %v", o, err)
	}
	f.Deny("ListRoots", "ListDelegatedAdministrators")
	o, err = p.Organizations.Overview(t.Context(), api.OrgIn{})
	if err != nil || !o.InOrganization || len(o.Notes) != 2 || !strings.Contains(o.Notes[0], "organizations:ListRoots") {
		t.Errorf("of a member account: %+v, %v", o, err)
	}
	_, err = p.Organizations.Tree(t.Context(), api.OrgIn{})
	if refusal := live.Refused(t, err, http.StatusBadGateway, "organizations.denied"); !strings.Contains(refusal.Detail, "organizations:ListRoots") || refusal.AWS == nil {
		t.Errorf("%+v", refusal)
	}
	f.None = true
	o, err = p.Organizations.Overview(t.Context(), api.OrgIn{})
	if err != nil || o.InOrganization || o.CallerAccountID != orgfake.Management {
		t.Errorf("without an organization: %+v, %v", o, err)
	}
	_, err = p.Organizations.Tree(t.Context(), api.OrgIn{})
	live.Refused(t, err, http.StatusConflict, "organizations.none")
}

func TestPoliciesAndWhatActsOnAnAccount(t *testing.T) {
	f := orgfake.New(t)
	f.Types = []string{scp, rcp, "TAG_POLICY", "BACKUP_POLICY"}
	unit := f.Unit("Production", orgfake.Root)
	f.Account("222222222222", "Shop", unit)
	guard := f.Make(scp, "Guard", denying("organizations:LeaveOrganization", "s3:NoSuchAction"), unit)
	fence := f.Make(rcp, "Fence", `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-x"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}]}`, orgfake.Root)
	tags := f.Make("TAG_POLICY", "Tags", `{"tags":{}}`, unit)
	f.Effective["TAG_POLICY"] = `{"tags":{"team":{}}}`
	_, p := start(t, testkit.NewSQLite(t), f)

	list, err := p.Organizations.Policies(t.Context(), api.OrgPolicyListIn{})
	var names []string
	for _, one := range list.Items {
		names = append(names, one.Type+"/"+one.Name+fmt.Sprint("/", one.Attachments))
	}
	if want := []string{rcp + "/Fence/1", scp + "/FullAWSAccess/4", scp + "/Guard/1", "TAG_POLICY/Tags/1"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("%v, %v", names, err)
	}
	one, err := p.Organizations.Policy(t.Context(), api.OrgPolicyIn{PolicyID: guard})
	if err != nil || one.Quota != 10240 || one.Size == 0 || len(one.Targets) != 1 || one.Targets[0].Name != "Production" || len(one.Findings) == 0 {
		t.Errorf("%+v, %v", one, err)
	}
	if one, err := p.Organizations.Policy(t.Context(), api.OrgPolicyIn{PolicyID: tags}); err != nil || string(one.Document) != `{"tags":{}}` || one.Quota != 0 {
		t.Errorf("%+v, %v", one, err)
	}
	_, err = p.Organizations.Policy(t.Context(), api.OrgPolicyIn{PolicyID: "p-nosuchpolicy"})
	live.Refused(t, err, http.StatusNotFound, "organizations.policy_not_found")

	e, err := p.Organizations.Effective(t.Context(), api.OrgAccountIn{AccountID: "222222222222"})
	if err != nil {
		t.Fatal(err)
	}
	if len(e.SCPs) != 3 || e.SCPs[1].Target.ID != unit || len(e.SCPs[1].Policies) != 2 || len(e.SCPs[2].Policies) != 1 || e.Exempt {
		t.Errorf("SCPs: %+v", e.SCPs)
	}
	if len(e.RCPs) != 3 || len(e.RCPs[0].Policies) != 1 || e.RCPs[0].Policies[0].ID != fence {
		t.Errorf("RCPs: %+v", e.RCPs)
	}
	if len(e.Effective) != 1 || e.Effective[0].Type != "TAG_POLICY" || string(e.Effective[0].Document) != f.Effective["TAG_POLICY"] {
		t.Errorf("effective: %+v", e.Effective)
	}
	if e, err := p.Organizations.Effective(t.Context(), api.OrgAccountIn{AccountID: orgfake.Management}); err != nil || !e.Exempt {
		t.Errorf("the management account: %+v, %v", e, err)
	}
	_, err = p.Organizations.Effective(t.Context(), api.OrgAccountIn{AccountID: "999999999999"})
	live.Refused(t, err, http.StatusNotFound, "organizations.account_not_found")
	_, err = p.Organizations.UpdatePolicy(t.Context(), api.UpdateOrgPolicyIn{OrgPolicyIn: api.OrgPolicyIn{PolicyID: tags}, Body: api.UpdateOrgPolicyRequest{Document: json.RawMessage(`{}`)}})
	live.Refused(t, err, http.StatusConflict, "organizations.read_only")
}

func TestLifeOfAPolicy(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		f := orgfake.New(t)
		unit := f.Unit("Production", orgfake.Root)
		f.Account("222222222222", "Shop", unit)
		f.Account("333333333333", "Blog", unit)
		s, p := start(t, d, f)
		ctx := t.Context()

		made, err := p.Organizations.CreatePolicy(ctx, api.CreateOrgPolicyIn{Body: api.CreateOrgPolicyRequest{Type: scp, Name: "Guard", Description: "Keeps things in", Document: json.RawMessage(denying("s3:DeleteBucket"))}})
		if err != nil {
			t.Fatal(err)
		}
		if f.Get("p-made00000002") != nil || len(made.Steps) != 1 || made.Steps[0].Operation != "organizations:CreatePolicy" || !made.Steps[0].Reversible {
			t.Errorf("the plan: %+v", made)
		}
		apply(t, s, p, made)
		list, err := p.Organizations.Policies(ctx, api.OrgPolicyListIn{Query: "guard"})
		if err != nil || len(list.Items) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		id := list.Items[0].ID
		_, err = p.Organizations.CreatePolicy(ctx, api.CreateOrgPolicyIn{Body: api.CreateOrgPolicyRequest{Type: scp, Name: "Guard", Document: json.RawMessage(denying("s3:DeleteBucket"))}})
		live.Refused(t, err, http.StatusConflict, "organizations.name_taken")

		at := api.OrgAttachIn{OrgPolicyIn: api.OrgPolicyIn{PolicyID: id}, Body: api.OrgTargetRequest{TargetID: unit}}
		attach, err := p.Organizations.AttachPolicy(ctx, at)
		if err != nil {
			t.Fatal(err)
		}
		if len(attach.Access.Removes) != 1 || attach.Access.Removes[0].Witness == nil || attach.Access.Removes[0].Witness.Action != "s3:DeleteBucket" || len(attach.Access.Grants) != 0 || len(attach.Affected) != 2 {
			t.Errorf("attaching removes %+v, grants %+v, affects %v", attach.Access.Removes, attach.Access.Grants, attach.Affected)
		}
		apply(t, s, p, attach)
		if !slices.Contains(f.Attached(unit), id) {
			t.Errorf("attached: %v", f.Attached(unit))
		}
		_, err = p.Organizations.AttachPolicy(ctx, at)
		live.Refused(t, err, http.StatusConflict, "plan.nothing_to_do")

		name := "Guard rail"
		wider, err := p.Organizations.UpdatePolicy(ctx, api.UpdateOrgPolicyIn{OrgPolicyIn: at.OrgPolicyIn, Body: api.UpdateOrgPolicyRequest{Name: &name, Document: json.RawMessage(denying("s3:DeleteBucket", "iam:*"))}})
		if err != nil {
			t.Fatal(err)
		}
		if len(wider.Access.Removes) != 1 || !slices.ContainsFunc(wider.Warnings, func(w string) bool { return strings.Contains(w, "OrganizationAccountAccessRole") }) {
			t.Errorf("denying IAM: %+v, %v", wider.Access, wider.Warnings)
		}
		done := apply(t, s, p, wider)
		if got := f.Get(id); got.Name != name || !strings.Contains(got.Content, "iam:*") || got.Description != "Keeps things in" {
			t.Errorf("updated: %+v", got)
		}
		undo(t, s, p, done)
		if got := f.Get(id); got.Name != "Guard" || strings.Contains(got.Content, "iam:*") {
			t.Errorf("taken back: %+v", got)
		}

		_, err = p.Organizations.DeletePolicy(ctx, api.DeleteOrgPolicyIn{OrgPolicyIn: at.OrgPolicyIn})
		live.Refused(t, err, http.StatusConflict, "organizations.policy_attached")
		gone, err := p.Organizations.DeletePolicy(ctx, api.DeleteOrgPolicyIn{OrgPolicyIn: at.OrgPolicyIn, Force: true})
		if err != nil || len(gone.Steps) != 2 || len(gone.Access.Grants) != 1 {
			t.Fatalf("%+v, %v", gone, err)
		}
		// Somebody else attaches it elsewhere in between: the plan is not good any more.
		f.Make(scp, "Other", denying("s3:*"), unit)
		answer := s.Do(t, live.Request{Method: http.MethodPost, Path: api.Base + fmt.Sprintf("/plans/%d/apply", gone.ID), Token: p.Token, Body: `{"hash":"` + gone.Hash + `"}`})
		if problem := answer.Problem(t); problem.Code != "plan.drift" {
			t.Errorf("drift: %+v", problem)
		}
		gone, err = p.Organizations.DeletePolicy(ctx, api.DeleteOrgPolicyIn{OrgPolicyIn: at.OrgPolicyIn, Force: true})
		if err != nil {
			t.Fatal(err)
		}
		apply(t, s, p, gone)
		if f.Get(id) != nil || slices.Contains(f.Attached(unit), id) {
			t.Error("the policy is there still")
		}
	})
}

func TestRefusals(t *testing.T) {
	f := orgfake.New(t)
	f.Account("222222222222", "Shop", orgfake.Root)
	deny := f.Make(scp, "Deny", denying("s3:*"))
	_, p := start(t, testkit.NewSQLite(t), f)
	ctx := t.Context()
	full := api.OrgAttachIn{OrgPolicyIn: api.OrgPolicyIn{PolicyID: orgfake.FullAccess}, Body: api.OrgTargetRequest{TargetID: "222222222222"}}
	_, err := p.Organizations.DetachPolicy(ctx, full)
	live.Refused(t, err, http.StatusConflict, "organizations.last_policy")
	_, err = p.Organizations.DeletePolicy(ctx, api.DeleteOrgPolicyIn{OrgPolicyIn: full.OrgPolicyIn, Force: true})
	live.Refused(t, err, http.StatusConflict, "organizations.read_only")
	_, err = p.Organizations.AttachPolicy(ctx, api.OrgAttachIn{OrgPolicyIn: api.OrgPolicyIn{PolicyID: deny}, Body: api.OrgTargetRequest{TargetID: "999999999999"}})
	live.Refused(t, err, http.StatusNotFound, "organizations.target_not_found")
	_, err = p.Organizations.AttachPolicy(ctx, api.OrgAttachIn{OrgPolicyIn: api.OrgPolicyIn{PolicyID: "p-nosuchpolicy"}, Body: full.Body})
	live.Refused(t, err, http.StatusNotFound, "organizations.policy_not_found")
	for code, body := range map[string]api.CreateOrgPolicyRequest{
		"organizations.bad_document":       {Type: scp, Name: "x", Document: json.RawMessage(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}`)},
		"organizations.document_too_large": {Type: scp, Name: "x", Document: json.RawMessage(denying(slices.Repeat([]string{"s3:GetObject"}, 1000)...))},
	} {
		_, err := p.Organizations.CreatePolicy(ctx, api.CreateOrgPolicyIn{Body: body})
		live.Refused(t, err, http.StatusUnprocessableEntity, code)
	}
	_, err = p.Organizations.CreatePolicy(ctx, api.CreateOrgPolicyIn{Body: api.CreateOrgPolicyRequest{Type: rcp, Name: "x", Document: json.RawMessage(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}`)}})
	live.Refused(t, err, http.StatusConflict, "organizations.type_not_enabled")
	// A delegated administrator can lock itself out.
	f.CallFrom("arn:aws:iam::222222222222:user/deputy")
	own := f.Make(scp, "No organizations", denying("organizations:*"))
	plan, err := p.Organizations.AttachPolicy(ctx, api.OrgAttachIn{OrgPolicyIn: api.OrgPolicyIn{PolicyID: own}, Body: full.Body})
	if err != nil || !slices.ContainsFunc(plan.Warnings, func(w string) bool { return strings.Contains(w, "lock yourself out") }) {
		t.Errorf("%v, %v", plan.Warnings, err)
	}
}
