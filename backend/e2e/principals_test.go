package e2e

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// furnish makes a deployer, who can give the administrators' role to a function, by
// way of a group; and a reader whose access hangs on a condition.
func furnish(t *testing.T, emulator *testkit.AWS) {
	t.Helper()
	client, ctx := emulator.IAM(), t.Context()
	do := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	made, err := client.CreatePolicy(ctx, &iam.CreatePolicyInput{
		PolicyName: aws.String("deploy"), PolicyDocument: aws.String(testkit.Allow("lambda:CreateFunction", "lambda:InvokeFunction", "iam:PassRole")),
	})
	do(made, err)
	do(client.CreateGroup(ctx, &iam.CreateGroupInput{GroupName: aws.String("deployers")}))
	do(client.AttachGroupPolicy(ctx, &iam.AttachGroupPolicyInput{GroupName: aws.String("deployers"), PolicyArn: made.Policy.Arn}))
	do(client.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("deployer")}))
	do(client.AddUserToGroup(ctx, &iam.AddUserToGroupInput{GroupName: aws.String("deployers"), UserName: aws.String("deployer")}))
	do(client.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("reader")}))
	do(client.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: aws.String("reader"), PolicyName: aws.String("read"), PolicyDocument: aws.String(
		`{"Version":"2012-10-17","Statement":[{"Sid":"Net","Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::data/*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}]}`)}))
	do(client.CreateRole(ctx, &iam.CreateRoleInput{RoleName: aws.String("boss"), AssumeRolePolicyDocument: aws.String(
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`)}))
	do(client.PutRolePolicy(ctx, &iam.PutRolePolicyInput{RoleName: aws.String("boss"), PolicyName: aws.String("all"), PolicyDocument: aws.String(testkit.Everything)}))
}

func arn(name string) string { return "arn:aws:iam::" + account + ":" + name }

// The account is read with the tenant's credential, in calls that the audit log
// names, and the answers are about what is in it.
func TestAccessOfAnAccount(t *testing.T) {
	emulator := testkit.StartAWS(t)
	key := emulator.User(t, "auditing", testkit.Allow("iam:GetAccountAuthorizationDetails"))
	furnish(t, emulator)
	s := live.Start(t, testkit.NewSQLite(t), at(emulator.Endpoint))
	p := s.Register(t, "access@example.com")
	add(t, p, "Production", key)

	who, err := p.Policies.WhoCan(t.Context(), api.WhoCanIn{Body: api.WhoCanRequest{Action: "s3:GetObject", Resource: "arn:aws:s3:::data/x"}})
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]int{}
	for _, a := range who.Allowed {
		allowed[a.PrincipalARN] = len(a.Conditions)
	}
	if diff := cmp.Diff(map[string]int{arn("role/boss"): 0, arn("user/administrator"): 0, arn("user/reader"): 1}, allowed); diff != "" {
		t.Errorf("who can (-want +got):\n%s", diff)
	}
	i := slices.IndexFunc(who.Allowed, func(a api.PrincipalAccess) bool { return a.PrincipalARN == arn("user/reader") })
	if c := who.Allowed[i].Conditions[0]; c.Key != "aws:SourceIp" || c.Operator != "IpAddress" || !slices.Equal(c.Values, []string{"192.0.2.0/24"}) || who.Allowed[i].Statements[0].Sid != "Net" {
		t.Errorf("the reader: %+v", who.Allowed[i])
	}
	if got := actions(records(t, p)); !slices.Equal(got[len(got)-2:], []string{"vault.credential_opened", "aws.iam:GetAccountAuthorizationDetails"}) {
		t.Errorf("audit log: %v", got)
	}

	what, err := p.Policies.WhatCan(t.Context(), api.WhatCanIn{Body: api.WhatCanRequest{Principal: "deployer"}})
	if err != nil {
		t.Fatal(err)
	}
	if what.PrincipalARN != arn("user/deployer") || len(what.Services) != 2 || what.Services[1].Service != "lambda" || what.Services[1].Grants[0].Statement.AttachedTo != arn("group/deployers") {
		t.Errorf("what the deployer can: %+v", what)
	}

	graph, err := p.Policies.AccessGraph(t.Context(), api.AccessGraphIn{Account: account})
	if err != nil {
		t.Fatal(err)
	}
	if len(graph.Escalations) != 1 || graph.Escalations[0].PrincipalARN != arn("user/deployer") || graph.Escalations[0].Steps[0].Path != "lambda-001" || len(graph.Administrators) != 2 {
		t.Errorf("graph: %+v", graph)
	}
	// It was read a moment ago, so AWS was asked once; it is asked again on request.
	asked := func() (n int) {
		for _, a := range actions(records(t, p)) {
			if a == "aws.iam:GetAccountAuthorizationDetails" {
				n++
			}
		}
		return n
	}
	if n := asked(); n != 1 {
		t.Errorf("AWS was asked %d times for three questions", n)
	}
	outline, err := p.Policies.AccountOutline(t.Context(), api.AccountOutlineIn{Body: api.AccountOutlineRequest{ReadAgain: true}})
	if err != nil {
		t.Fatal(err)
	}
	i = slices.IndexFunc(outline.Principals, func(a api.AccountPrincipal) bool { return a.PrincipalARN == arn("user/deployer") })
	if n := asked(); outline.Account != account || i < 0 || outline.Principals[i].Name != "deployer" || outline.Principals[i].Type != "user" || n != 2 {
		t.Errorf("outline, after AWS was asked %d times: %+v", n, outline)
	}
	again, err := p.Policies.SnapshotGraph(t.Context(), api.SnapshotGraphIn{})
	if diff := cmp.Diff(graph, again); err != nil || diff != "" {
		t.Errorf("the graph without naming the account: %v\n%s", err, diff)
	}
	_, err = p.Policies.AccessGraph(t.Context(), api.AccessGraphIn{Account: "999999999999"})
	live.Refused(t, err, http.StatusConflict, "principals.other_account")
}

// A snapshot in the question is all that is looked at: no credential is opened.
func TestAccessOfASnapshot(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Register(t, "snapshot@example.com")
	snapshot := json.RawMessage(`[{"UserDetailList":[{"UserName":"a","UserId":"AIDA","Arn":"` + arn("user/a") + `","UserPolicyList":[{"PolicyName":"p","PolicyDocument":` + testkit.Everything + `}]}]},` +
		`{"UserDetailList":[{"UserName":"b","Arn":"` + arn("user/b") + `","AttachedManagedPolicies":[{"PolicyName":"x","PolicyArn":"` + arn("policy/x") + `"}]}]}]`)
	who, err := p.Policies.WhoCan(t.Context(), api.WhoCanIn{Body: api.WhoCanRequest{Action: "s3:GetObject", Resource: "arn:aws:s3:::data/x", OnlyContext: true, Snapshot: snapshot}})
	if err != nil {
		t.Fatal(err)
	}
	if len(who.Allowed) != 1 || who.Allowed[0].PrincipalARN != arn("user/a") || len(who.Unknown) != 1 || !slices.Equal(who.Unknown[0].MissingPolicies, []string{arn("policy/x")}) {
		t.Errorf("who can: %+v", who)
	}
	what, err := p.Policies.WhatCan(t.Context(), api.WhatCanIn{Body: api.WhatCanRequest{Principal: "user/a", Service: "s3", Snapshot: snapshot}})
	if err != nil {
		t.Fatal(err)
	}
	if len(what.Services) != 1 || !slices.Equal(what.Services[0].Grants[0].Actions, []string{"s3:*"}) {
		t.Errorf("what can: %+v", what)
	}
	trusting := json.RawMessage(`{"RoleDetailList":[{"RoleName":"open","Arn":"` + arn("role/open") + `","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[` +
		`{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"sts:AssumeRole"},{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}}]}`)
	for services, want := range map[bool][]string{false: {"999999999999"}, true: {"999999999999", "ec2.amazonaws.com"}} {
		outside, err := p.Policies.Exposures(t.Context(), api.ExposuresIn{Body: api.ExposuresRequest{Services: services, Snapshot: trusting}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range outside.Exposures {
			got = append(got, e.Principal)
		}
		if slices.Sort(got); !slices.Equal(got, want) || outside.Account != account {
			t.Errorf("exposures, services %t: %+v", services, outside)
		}
	}
	if got := actions(records(t, p)); slices.Contains(got, "vault.credential_opened") {
		t.Errorf("audit log: %v", got)
	}

	for _, x := range []struct {
		body api.WhoCanRequest
		code string
	}{
		{api.WhoCanRequest{Action: "s3:GetObject", Snapshot: json.RawMessage(`{"scp":[]}`)}, "principals.bad_snapshot"},
		{api.WhoCanRequest{Action: "s3:GetObject", Snapshot: json.RawMessage(`{"UserDetailList":[{"Arn":"x"}]}`)}, "principals.bad_snapshot"},
		{api.WhoCanRequest{Action: "s3:Get*", Snapshot: snapshot}, "principals.bad_question"},
		{api.WhoCanRequest{Action: "s3:GetObject", Snapshot: snapshot, Context: map[string]json.RawMessage{"a": json.RawMessage(`{}`)}}, "principals.bad_question"},
		{api.WhoCanRequest{Action: "s3:GetObject", Snapshot: snapshot, OnlyContext: true, UnknownContext: []string{"a"}}, "principals.bad_question"},
	} {
		_, err := p.Policies.WhoCan(t.Context(), api.WhoCanIn{Body: x.body})
		live.Refused(t, err, http.StatusUnprocessableEntity, x.code)
	}
	_, err = p.Policies.WhatCan(t.Context(), api.WhatCanIn{Body: api.WhatCanRequest{Principal: "nobody", Snapshot: snapshot}})
	live.Refused(t, err, http.StatusUnprocessableEntity, "principals.bad_question")
}

// Whoever may not read accounts may ask about a snapshot only.
func TestAccessWithoutTheRightToRead(t *testing.T) {
	emulator := testkit.StartAWS(t)
	s := live.Start(t, testkit.NewSQLite(t), at(emulator.Endpoint))
	owner := s.Register(t, "owner@example.com")
	add(t, owner, "Production", emulator.Admin)
	viewer := s.Seed(t, "viewer@example.com")
	s.Join(t, viewer, owner.Workspace, "viewer")
	ask := func(c *client.Client, snapshot string) error {
		_, err := c.Policies.WhoCan(t.Context(), api.WhoCanIn{Body: api.WhoCanRequest{Action: "s3:GetObject", Snapshot: json.RawMessage(snapshot)}})
		return err
	}
	inTeam := func(token string) *client.Client {
		return s.Client(t, client.WithTokens(api.TokenPair{AccessToken: token}), client.WithWorkspace(owner.Workspace))
	}
	token := s.Token(t, owner, 0, "policies.use", "vault.use").Token
	live.Refused(t, ask(inTeam(viewer.Token), ""), http.StatusForbidden, "access.forbidden")
	live.Refused(t, ask(inTeam(token), ""), http.StatusForbidden, "access.token_scope")
	for name, c := range map[string]*client.Client{"a viewer": inTeam(viewer.Token), "a token": inTeam(token)} {
		if err := ask(c, `{"account_id":"`+account+`"}`); err != nil {
			t.Errorf("a snapshot from %s: %v", name, err)
		}
	}
}
