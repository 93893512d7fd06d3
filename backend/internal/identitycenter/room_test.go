package identitycenter_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/orgfake"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/ssoadminfake"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }

const (
	admin    = "arn:aws:iam::aws:policy/AdministratorAccess"
	readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess"
	shop     = "222222222222"
	inline   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/*"}]}`
)

// start runs a server over an organization with an instance of IAM Identity Center.
func start(t *testing.T, d testkit.Database) (*live.Server, *live.Person, *orgfake.Fake, *ssoadminfake.Fake) {
	t.Helper()
	org := orgfake.New(t)
	org.Account(shop, "Shop", orgfake.Root)
	f := ssoadminfake.On(t, org.Server)
	s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = org.URL })
	p := s.Seed(t, "owner@example.com")
	if _, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: "Management", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	}}); err != nil {
		t.Fatal(err)
	}
	return s, p, org, f
}

// send applies a plan, or takes it back.
func send(t *testing.T, s *live.Server, p *live.Person, path, body string, out any) live.Answer {
	t.Helper()
	answer := s.Do(t, live.Request{Method: http.MethodPost, Path: api.Base + path, Token: p.Token, Body: body})
	if answer.Status < 300 {
		answer.JSON(t, out)
	}
	return answer
}

func apply(t *testing.T, s *live.Server, p *live.Person) func(plan api.Plan, err error) api.Plan {
	return func(plan api.Plan, err error) api.Plan {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var out api.AppliedPlan
		if answer := send(t, s, p, fmt.Sprintf("/plans/%d/apply", plan.ID), `{"hash":"`+plan.Hash+`"}`, &out); out.Plan.State != "applied" {
			t.Fatalf("applying: %d %s", answer.Status, answer.Body)
		}
		return out.Plan
	}
}

func undo(t *testing.T, s *live.Server, p *live.Person, plan api.Plan) {
	t.Helper()
	var back api.Plan
	if answer := send(t, s, p, fmt.Sprintf("/plans/%d/undo", plan.ID), "", &back); answer.Status != http.StatusCreated {
		t.Fatalf("taking back: %d %s", answer.Status, answer.Body)
	}
	apply(t, s, p)(back, nil)
}

func TestOverviewAndTrouble(t *testing.T) {
	_, p, _, f := start(t, testkit.NewSQLite(t))
	o, err := p.IdentityCenter.Overview(t.Context(), api.OnAWS{})
	if err != nil || !o.Enabled || len(o.Instances) != 1 || o.Instances[0].IdentityStoreID != ssoadminfake.Store || o.Region != "us-east-1" {
		t.Errorf("%+v, %v", o, err)
	}
	f.Deny("ListPermissionSets")
	_, err = p.IdentityCenter.PermissionSets(t.Context(), api.ICPermissionSetListIn{})
	if refusal := live.Refused(t, err, http.StatusBadGateway, "identitycenter.denied"); !strings.Contains(refusal.Detail, "sso:ListPermissionSets") {
		t.Errorf("%+v", refusal)
	}
	_, err = p.IdentityCenter.PermissionSet(t.Context(), api.ICPermissionSetIn{ID: "ps-ffffffffffffffff"})
	live.Refused(t, err, http.StatusNotFound, "identitycenter.not_found")
	_, err = p.IdentityCenter.Assignments(t.Context(), api.ICAssignmentListIn{})
	live.Refused(t, err, http.StatusUnprocessableEntity, "identitycenter.bad_input")
	f.None = true
	if o, err := p.IdentityCenter.Overview(t.Context(), api.OnAWS{}); err != nil || o.Enabled || len(o.Notes) != 1 {
		t.Errorf("without an instance: %+v, %v", o, err)
	}
	_, err = p.IdentityCenter.Users(t.Context(), api.ICListIn{})
	if refusal := live.Refused(t, err, http.StatusConflict, "identitycenter.none"); !strings.Contains(refusal.Detail, "us-east-1") {
		t.Errorf("%+v", refusal)
	}
}

func TestLifeOfAPermissionSet(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s, p, _, f := start(t, d)
		ctx, do := t.Context(), apply(t, s, p)
		do(p.IdentityCenter.CreatePermissionSet(ctx, api.CreateICPermissionSetIn{Body: api.CreateICPermissionSetRequest{Name: "Reader", SessionDuration: "PT2H"}}))
		if len(f.Sets) != 1 || f.Sets[0].Duration != "PT2H" {
			t.Fatalf("made: %+v", f.Sets)
		}
		set := f.Sets[0]
		in := api.ICPermissionSetIn{ID: set.ID()}
		update := func(b api.UpdateICPermissionSetRequest) (api.Plan, error) {
			return p.IdentityCenter.UpdatePermissionSet(ctx, api.UpdateICPermissionSetIn{ICPermissionSetIn: in, Body: b})
		}
		f.Assign(set, "GROUP", f.Team("Readers").ID, shop)

		tagsNow := func() map[string]string {
			t.Helper()
			got, err := p.IdentityCenter.PermissionSet(ctx, in)
			if err != nil {
				t.Fatal(err)
			}
			return got.Tags
		}
		tag := func(tags map[string]string) api.Plan {
			t.Helper()
			return do(update(api.UpdateICPermissionSetRequest{Tags: &tags}))
		}
		tag(map[string]string{"team": "platform", "cost": "7"})
		other := tag(map[string]string{"team": "data", "stage": "test"})
		if now := tagsNow(); !maps.Equal(now, map[string]string{"team": "data", "stage": "test"}) || len(other.Steps) != 2 {
			t.Errorf("tags: %v by %+v", now, other.Steps)
		}
		undo(t, s, p, other)
		if now := tagsNow(); !maps.Equal(now, map[string]string{"team": "platform", "cost": "7"}) {
			t.Errorf("tags taken back: %v", now)
		}
		_, tagErr := update(api.UpdateICPermissionSetRequest{Tags: &map[string]string{"aws:team": "x"}})
		live.Refused(t, tagErr, http.StatusUnprocessableEntity, "identitycenter.bad_input")
		_, tagErr = update(api.UpdateICPermissionSetRequest{Tags: &map[string]string{"team": "platform", "cost": "7"}})
		live.Refused(t, tagErr, http.StatusConflict, "plan.nothing_to_do")

		text := "Reads"
		first := do(update(api.UpdateICPermissionSetRequest{
			Description: &text, InlinePolicy: json.RawMessage(inline), ManagedPolicies: &[]string{readOnly}, CustomerPolicies: &[]api.ICCustomerPolicy{{Name: "extra"}},
			Boundary: &api.ICBoundary{ManagedPolicyArn: readOnly}, Provision: true,
		}))
		if set.Description != "Reads" || set.Inline != inline || !slices.Equal(set.Managed, []string{readOnly}) || len(set.Customer) != 1 || *set.Customer[0].Path != "/" || set.Boundary == nil || f.Provisioned != 1 {
			t.Errorf("changed: %+v, provisioned %d times", set, f.Provisioned)
		}
		if len(first.Access.Grants) != 1 || len(first.Access.Removes) != 0 {
			t.Errorf("access: %+v", first.Access)
		}
		got, err := p.IdentityCenter.PermissionSet(ctx, in)
		if err != nil || string(got.InlinePolicy) != inline || got.Boundary == nil || got.Administrator || !slices.Equal(got.Accounts, []string{shop}) {
			t.Errorf("%+v, %v", got, err)
		}
		undo(t, s, p, first)
		if set.Description != "" || set.Inline != "" || len(set.Managed)+len(set.Customer) != 0 || set.Boundary != nil || f.Provisioned != 2 {
			t.Errorf("taken back: %+v", set)
		}

		wide, err := update(api.UpdateICPermissionSetRequest{ManagedPolicies: &[]string{admin}})
		if err != nil || !slices.ContainsFunc(wide.Warnings, func(w string) bool { return strings.Contains(w, "administrators") }) || !slices.ContainsFunc(wide.Warnings, func(w string) bool { return strings.Contains(w, "provisioned again") }) {
			t.Errorf("%v, %v", wide.Warnings, err)
		}
		for code, b := range map[string]api.UpdateICPermissionSetRequest{
			"identitycenter.bad_document": {InlinePolicy: json.RawMessage(`{"Statement":[{"Effect":"Maybe"}]}`)},
			"identitycenter.bad_input":    {ManagedPolicies: &[]string{"arn:aws:iam::222222222222:policy/own"}},
		} {
			_, err := update(b)
			live.Refused(t, err, http.StatusUnprocessableEntity, code)
		}
		long := "PT13H"
		_, err = update(api.UpdateICPermissionSetRequest{SessionDuration: &long})
		live.Refused(t, err, http.StatusUnprocessableEntity, "identitycenter.bad_input")
		_, err = update(api.UpdateICPermissionSetRequest{RemoveInlinePolicy: true})
		live.Refused(t, err, http.StatusConflict, "plan.nothing_to_do")
		_, err = p.IdentityCenter.CreatePermissionSet(ctx, api.CreateICPermissionSetIn{Body: api.CreateICPermissionSetRequest{Name: "Reader"}})
		live.Refused(t, err, http.StatusConflict, "identitycenter.name_taken")
		_, err = p.IdentityCenter.DeletePermissionSet(ctx, in)
		live.Refused(t, err, http.StatusConflict, "identitycenter.in_use")
		f.Assignments = nil
		do(p.IdentityCenter.DeletePermissionSet(ctx, in))
		if len(f.Sets) != 0 {
			t.Error("it is there still")
		}
	})
}

func TestPeopleAndGroups(t *testing.T) {
	s, p, _, f := start(t, testkit.NewSQLite(t))
	ctx, do := t.Context(), apply(t, s, p)
	for n := range 45 {
		f.Person(fmt.Sprintf("person%02d", n))
	}
	var all []string
	for in := (api.ICListIn{Limit: 10}); ; {
		piece, err := p.IdentityCenter.Users(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range piece.Items {
			all = append(all, u.UserName)
		}
		if in.Cursor = piece.NextCursor; in.Cursor == "" {
			break
		}
	}
	if len(all) != 45 || len(slices.Compact(slices.Sorted(slices.Values(all)))) != 45 {
		t.Errorf("%d people in pieces", len(all))
	}
	if found, err := p.IdentityCenter.Users(ctx, api.ICListIn{Query: "PERSON44@"}); err != nil || len(found.Items) != 1 || found.NextCursor != "" {
		t.Errorf("%+v, %v", found, err)
	}

	text := func(s string) *string { return &s }
	do(p.IdentityCenter.CreateUser(ctx, api.CreateICUserIn{Body: api.ICUserRequest{UserName: "ann", DisplayName: text("Ann"), GivenName: text("Ann"), FamilyName: text("Lee"), Email: text("ann@example.com")}}))
	ann := f.Users[45]
	if ann.UserName != "ann" || ann.Family != "Lee" || ann.Email != "ann@example.com" {
		t.Errorf("%+v", ann)
	}
	_, err := p.IdentityCenter.CreateUser(ctx, api.CreateICUserIn{Body: api.ICUserRequest{UserName: "ann", DisplayName: text("A"), GivenName: text("A"), FamilyName: text("B")}})
	live.Refused(t, err, http.StatusConflict, "identitycenter.name_taken")
	changed := do(p.IdentityCenter.UpdateUser(ctx, api.UpdateICUserIn{ICUserIn: api.ICUserIn{ID: ann.ID}, Body: api.ICUserRequest{FamilyName: text("Ray"), Email: text("ray@example.com")}}))
	if ann.Family != "Ray" || ann.Email != "ray@example.com" || ann.Given != "Ann" {
		t.Errorf("%+v", ann)
	}
	undo(t, s, p, changed)
	if ann.Family != "Lee" || ann.Email != "ann@example.com" {
		t.Errorf("taken back: %+v", ann)
	}

	do(p.IdentityCenter.CreateGroup(ctx, api.CreateICGroupIn{Body: api.ICGroupRequest{DisplayName: text("Operators")}}))
	group := f.Groups[0]
	in := api.ICGroupIn{ID: group.ID}
	joined := do(p.IdentityCenter.ChangeMembers(ctx, api.ICMembersIn{ICGroupIn: in, Body: api.ICMembersRequest{Add: []string{ann.ID, f.Users[0].ID}}}))
	if len(group.Members) != 2 || len(joined.Steps) != 2 {
		t.Errorf("%+v", group)
	}
	do(p.IdentityCenter.ChangeMembers(ctx, api.ICMembersIn{ICGroupIn: in, Body: api.ICMembersRequest{Remove: []string{f.Users[0].ID}}}))
	detail, err := p.IdentityCenter.Group(ctx, in)
	if err != nil || len(detail.Members) != 1 || detail.Members[0].UserName != "ann" {
		t.Errorf("%+v, %v", detail, err)
	}
	if who, err := p.IdentityCenter.User(ctx, api.ICUserIn{ID: ann.ID}); err != nil || len(who.Groups) != 1 || who.Groups[0].DisplayName != "Operators" {
		t.Errorf("%+v, %v", who, err)
	}
	do(p.IdentityCenter.UpdateGroup(ctx, api.UpdateICGroupIn{ICGroupIn: in, Body: api.ICGroupRequest{Description: text("They operate")}}))
	if group.Description != "They operate" {
		t.Errorf("%+v", group)
	}
	do(p.IdentityCenter.DeleteGroup(ctx, in))
	do(p.IdentityCenter.DeleteUser(ctx, api.ICUserIn{ID: ann.ID}))
	if len(f.Groups) != 0 || len(f.Users) != 45 {
		t.Errorf("%d groups, %d people", len(f.Groups), len(f.Users))
	}
}

func TestAssigning(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s, p, org, f := start(t, d)
		ctx, do := t.Context(), apply(t, s, p)
		var accounts []string
		for n := range 8 {
			accounts = append(accounts, fmt.Sprintf("3%011d", n))
			org.Account(accounts[n], fmt.Sprintf("Account %d", n), orgfake.Root)
		}
		set, group := f.Add("Reader", readOnly), f.Team("Readers", f.Person("ann"))
		f.Slow = 1
		in := api.ICAssignIn{Body: api.ICAssignRequest{PermissionSetID: set.ID(), PrincipalType: "GROUP", PrincipalID: group.ID, AccountIDs: accounts}}
		given := do(p.IdentityCenter.Assign(ctx, in))
		if len(f.Assignments) != 8 || len(given.Steps) != 8 {
			t.Errorf("%d assignments by %d steps", len(f.Assignments), len(given.Steps))
		}
		_, err := p.IdentityCenter.Assign(ctx, in)
		live.Refused(t, err, http.StatusConflict, "plan.nothing_to_do")
		for name, q := range map[string]api.ICAssignmentListIn{"by group": {GroupID: group.ID}, "by permission set": {PermissionSetID: set.ID()}, "by account": {AccountID: accounts[0]}} {
			list, err := p.IdentityCenter.Assignments(ctx, q)
			if want := map[bool]int{true: 1, false: 8}[q.AccountID != ""]; err != nil || len(list.Items) != want || list.Items[0].AccountName != "Account 0" || list.Items[0].PermissionSetName != "Reader" || list.Items[0].PrincipalName != "Readers" {
				t.Errorf("%s: %+v, %v", name, list, err)
			}
		}
		in.Body.AccountIDs = []string{"999999999999"}
		_, err = p.IdentityCenter.Assign(ctx, in)
		live.Refused(t, err, http.StatusNotFound, "identitycenter.not_found")

		// What fails after AWS's answer is told, and done when the plan is applied again.
		in.Body.AccountIDs = []string{shop}
		f.Fails = "The account is busy."
		try := func() (plan api.Plan, out api.AppliedPlan) {
			t.Helper()
			plan, err := p.IdentityCenter.Assign(ctx, in)
			if err != nil {
				t.Fatal(err)
			}
			send(t, s, p, fmt.Sprintf("/plans/%d/apply", plan.ID), `{"hash":"`+plan.Hash+`"}`, &out)
			return plan, out
		}
		plan, out := try()
		if out.Plan.State == "applied" || !strings.Contains(out.Plan.Error, "The account is busy.") || len(f.Assignments) != 8 {
			t.Errorf("%+v", out.Plan)
		}
		f.Fails = ""
		if do(plan, nil); len(f.Assignments) != 9 {
			t.Errorf("tried again: %d assignments", len(f.Assignments))
		}
		// The status cannot be read: whether it happened is not known, and is looked up.
		org.Account("444444444444", "Late", orgfake.Root)
		if _, err := p.Organizations.Tree(ctx, api.OrgIn{ReadAgain: true}); err != nil {
			t.Fatal(err)
		}
		in.Body.AccountIDs = []string{"444444444444"}
		f.Slow = 2
		f.RefuseTimes("DescribeAccountAssignmentCreationStatus", 1, &awsjson.Refusal{Code: "ValidationException", Message: "no"})
		plan, out = try()
		if len(out.Plan.Steps) != 1 || out.Plan.Steps[0].State != "started" {
			t.Errorf("stuck: %+v", out.Plan)
		}
		f.Calls()
		if do(plan, nil); len(f.Assignments) != 10 || f.Count("CreateAccountAssignment") != 0 {
			t.Errorf("gone on with: %d assignments", len(f.Assignments))
		}
		in.Body.AccountIDs = append(accounts, shop, "444444444444")
		back := do(p.IdentityCenter.Unassign(ctx, in))
		if len(f.Assignments) != 0 {
			t.Errorf("taken away: %d assignments are left", len(f.Assignments))
		}
		undo(t, s, p, back)
		if len(f.Assignments) != 10 {
			t.Errorf("given back: %d assignments", len(f.Assignments))
		}
	})
}

func TestAccessOfAPerson(t *testing.T) {
	_, p, org, f := start(t, testkit.NewSQLite(t))
	ann := f.Person("ann")
	group := f.Team("Admins", ann)
	administrators, reader := f.Add("Admin", admin), f.Add("Reader")
	reader.Inline = inline
	var accounts []string
	for n := range 50 {
		accounts = append(accounts, fmt.Sprintf("3%011d", n))
		org.Account(accounts[n], fmt.Sprintf("Account %02d", n), orgfake.Root)
	}
	f.Assign(administrators, "GROUP", group.ID, append(accounts, shop)...)
	f.Assign(reader, "USER", ann.ID, shop)
	f.Assign(reader, "GROUP", group.ID, shop)
	org.Make("SERVICE_CONTROL_POLICY", "No S3", `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}`, shop)

	out, err := p.IdentityCenter.Access(t.Context(), api.ICAccessIn{ICUserIn: api.ICUserIn{ID: ann.ID}})
	if err != nil {
		t.Fatal(err)
	}
	if out.Accounts != 51 || len(out.Access) != 52 || out.User.UserName != "ann" || len(out.Notes) != 0 {
		t.Errorf("%d accounts, %d ways, %v", out.Accounts, len(out.Access), out.Notes)
	}
	last := out.Access[len(out.Access)-1]
	if first := out.Access[0]; !first.Administrator || first.Direct || !slices.Equal(first.Through, []string{"Admins"}) || first.AccountName != "Account 00" || first.WhatCan != nil {
		t.Errorf("%+v", first)
	}
	if last.PermissionSetName != "Reader" || !last.Direct || len(last.Through) != 1 || last.Administrator {
		t.Errorf("%+v", last)
	}
	one, err := p.IdentityCenter.Access(t.Context(), api.ICAccessIn{ICUserIn: api.ICUserIn{ID: ann.ID}, AccountID: shop})
	if err != nil || len(one.Access) != 2 || one.Access[0].WhatCan == nil || one.Access[1].WhatCan == nil {
		t.Fatalf("%+v, %v", one, err)
	}
	services := func(a api.ICAccess) (names []string) {
		for _, s := range a.WhatCan.Services {
			names = append(names, s.Service)
		}
		return names
	}
	if all := services(one.Access[0]); len(all) < 100 || slices.Contains(all, "s3") {
		t.Errorf("the administrator: %d services, s3 %t", len(all), slices.Contains(all, "s3"))
	}
	if all := services(one.Access[1]); len(all) != 0 {
		t.Errorf("the reader, whom an SCP keeps from S3: %v", all)
	}
}

func TestAuditJob(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		_, p, org, f := start(t, d)
		org.Suspend(shop)
		set := f.Add("Admin", admin)
		set.Duration = "PT12H"
		f.Add("Unused")
		f.Assign(set, "USER", f.Person("ann").ID, shop)
		job, err := p.IdentityCenter.Audit(t.Context(), api.OnIC{})
		if err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(time.Minute); !job.Final(); time.Sleep(50 * time.Millisecond) {
			if job, err = p.Jobs.Get(t.Context(), api.ByID{ID: job.ID}); err != nil || time.Now().After(end) {
				t.Fatalf("%+v, %v", job, err)
			}
		}
		var out api.ICAudit
		if err := json.Unmarshal(job.Result, &out); err != nil {
			t.Fatalf("%+v: %v", job, err)
		}
		var codes []string
		for _, one := range out.Findings {
			codes = append(codes, one.Code)
		}
		if want := []string{"IC_SESSION_LONG", "IC_ACCOUNT_SUSPENDED", "IC_ASSIGNED_DIRECTLY", "IC_SET_UNUSED"}; !slices.Equal(codes, want) || out.PermissionSets != 2 || out.Assignments != 1 || out.Users != 1 {
			t.Errorf("%v, %+v", codes, out)
		}
	})
}
