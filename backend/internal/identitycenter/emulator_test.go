package identitycenter_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	orgtypes "github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// lacking are AWS's answers, where there is nothing, to the operations that moto does
// not have and without which no permission set is read.
var lacking = map[string]struct {
	status int
	body   string
}{
	"GetPermissionsBoundaryForPermissionSet": {http.StatusBadRequest, `{"__type":"ResourceNotFoundException","Message":"There is no boundary."}`},
	"ListTagsForResource":                    {http.StatusOK, `{"Tags":[]}`},
}

// withWhatMotoLacks stands before an emulator, and answers for what it lacks.
func withWhatMotoLacks(t *testing.T, endpoint string) string {
	t.Helper()
	target, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	onward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host // the signature covers it
	}}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		answer, ours := lacking[operation]
		if !ours {
			onward.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.Header().Set("X-Amzn-Requestid", "beside-the-emulator")
		w.WriteHeader(answer.status)
		_, _ = w.Write([]byte(answer.body))
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL
}

// An account of an organization in the emulator.
func memberAccount(t *testing.T, emulator *testkit.AWS) string {
	t.Helper()
	c := organizations.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: &emulator.Endpoint, Credentials: credentials.NewStaticCredentialsProvider(emulator.Admin.ID, emulator.Admin.Secret, ""),
	})
	if _, err := c.CreateOrganization(t.Context(), &organizations.CreateOrganizationInput{FeatureSet: orgtypes.OrganizationFeatureSetAll}); err != nil {
		t.Fatal(err)
	}
	made, err := c.CreateAccount(t.Context(), &organizations.CreateAccountInput{AccountName: aws.String("Shop"), Email: aws.String("shop@example.com")})
	if err != nil {
		t.Fatal(err)
	}
	return aws.ToString(made.CreateAccountStatus.AccountId)
}

// Against an emulator that checks signatures and policies: what the documentation says
// a credential must allow is enough to read, less is told by the action's name, and
// people, groups, permission sets and assignments are made, changed and removed.
func TestWithAnEmulatorThatChecksPermissions(t *testing.T) {
	emulator := testkit.StartAWS(t)
	account := memberAccount(t, emulator)
	reading := testkit.Allow("sso:Describe*", "sso:Get*", "sso:List*", "identitystore:Describe*", "identitystore:Get*", "identitystore:List*", "organizations:Describe*", "organizations:List*")
	keys := map[string]testkit.Key{
		"All": emulator.Admin, "Reading": emulator.User(t, "reading", reading), "Less": emulator.User(t, "less", testkit.Allow("sso:ListInstances")),
	}
	s := live.Start(t, testkit.NewPostgres(t), func(c *server.Config) { c.AWSEndpointURL = withWhatMotoLacks(t, emulator.Endpoint) })
	p, ctx := s.Seed(t, "owner@example.com"), t.Context()
	use := map[string]api.OnIC{}
	for label, key := range keys {
		c, err := p.Vault.Add(ctx, api.AddCredentialIn{Body: api.AddCredentialRequest{Label: label, AccessKeyID: key.ID, SecretAccessKey: key.Secret}})
		if err != nil {
			t.Fatal(err)
		}
		use[label] = api.OnIC{OnAWS: api.OnAWS{CredentialID: c.ID}}
	}
	all, do := use["All"], apply(t, s, p)

	text := func(s string) *string { return &s }
	do(p.IdentityCenter.CreateUser(ctx, api.CreateICUserIn{OnIC: all, Body: api.ICUserRequest{UserName: "ann", DisplayName: text("Ann"), GivenName: text("Ann"), FamilyName: text("Lee"), Email: text("ann@example.com")}}))
	do(p.IdentityCenter.CreateGroup(ctx, api.CreateICGroupIn{OnIC: all, Body: api.ICGroupRequest{DisplayName: text("Readers")}}))
	do(p.IdentityCenter.CreatePermissionSet(ctx, api.CreateICPermissionSetIn{OnIC: all, Body: api.CreateICPermissionSetRequest{Name: "Reader", SessionDuration: "PT2H"}}))
	people := must(p.IdentityCenter.Users(ctx, api.ICListIn{OnIC: use["Reading"], Limit: 10}))(t).Items
	groups := must(p.IdentityCenter.Groups(ctx, api.ICListIn{OnIC: use["Reading"], Limit: 10}))(t).Items
	sets := must(p.IdentityCenter.PermissionSets(ctx, api.ICPermissionSetListIn{OnIC: use["Reading"]}))(t).Items
	if len(people) != 1 || len(groups) != 1 || len(sets) != 1 {
		t.Fatalf("%+v %+v %+v", people, groups, sets)
	}
	ann, readers, set := api.ICUserIn{OnIC: all, ID: people[0].ID}, api.ICGroupIn{OnIC: all, ID: groups[0].ID}, api.ICPermissionSetIn{OnIC: all, ID: sets[0].ID}

	joined := do(p.IdentityCenter.ChangeMembers(ctx, api.ICMembersIn{ICGroupIn: readers, Body: api.ICMembersRequest{Add: []string{ann.ID}}}))
	if who := must(p.IdentityCenter.User(ctx, ann))(t); len(who.Groups) != 1 || who.Groups[0].DisplayName != "Readers" || who.Email != "ann@example.com" {
		t.Errorf("%+v", who)
	}
	changed := do(p.IdentityCenter.UpdatePermissionSet(ctx, api.UpdateICPermissionSetIn{ICPermissionSetIn: set, Body: api.UpdateICPermissionSetRequest{
		Description: text("Reads"), InlinePolicy: []byte(inline), ManagedPolicies: &[]string{readOnly}, CustomerPolicies: &[]api.ICCustomerPolicy{{Name: "extra"}},
	}}))
	reader := set
	reader.OnIC = use["Reading"]
	if got := must(p.IdentityCenter.PermissionSet(ctx, reader))(t); string(got.InlinePolicy) != inline || !slices.Equal(got.ManagedPolicies, []string{readOnly}) || len(got.CustomerPolicies) != 1 || got.Description != "Reads" {
		t.Errorf("%+v", got)
	}
	undo(t, s, p, changed)
	if got := must(p.IdentityCenter.PermissionSet(ctx, reader))(t); len(got.InlinePolicy) != 0 || len(got.ManagedPolicies)+len(got.CustomerPolicies) != 0 || got.Description != "" {
		t.Errorf("taken back: %+v", got)
	}

	given := do(p.IdentityCenter.Assign(ctx, api.ICAssignIn{OnIC: all, Body: api.ICAssignRequest{PermissionSetID: set.ID, PrincipalType: "GROUP", PrincipalID: readers.ID, AccountIDs: []string{account}}}))
	list := must(p.IdentityCenter.Assignments(ctx, api.ICAssignmentListIn{OnIC: use["Reading"], GroupID: readers.ID}))(t).Items
	if len(list) != 1 || list[0].AccountID != account || list[0].AccountName != "Shop" || list[0].PermissionSetName != "Reader" || list[0].PrincipalName != "Readers" {
		t.Errorf("%+v", list)
	}
	undo(t, s, p, given)
	if list := must(p.IdentityCenter.Assignments(ctx, api.ICAssignmentListIn{OnIC: all, GroupID: readers.ID}))(t).Items; len(list) != 0 {
		t.Errorf("taken back: %+v", list)
	}
	undo(t, s, p, joined)

	_, err := p.IdentityCenter.PermissionSets(ctx, api.ICPermissionSetListIn{OnIC: use["Less"]})
	if refusal := live.Refused(t, err, http.StatusBadGateway, "identitycenter.denied"); !strings.Contains(refusal.Detail, "sso:ListPermissionSets") {
		t.Errorf("%+v", refusal)
	}
	group := readers
	group.OnIC = use["Reading"]
	plan := must(p.IdentityCenter.DeleteGroup(ctx, group))(t)
	if _, err := p.Plans.Apply(ctx, api.ApplyPlanIn{ID: plan.ID, Body: api.ApplyPlanRequest{Hash: plan.Hash}}); err == nil {
		t.Error("a credential that only reads has deleted a group")
	}
	do(p.IdentityCenter.DeleteGroup(ctx, readers))
	do(p.IdentityCenter.DeleteUser(ctx, ann))
	do(p.IdentityCenter.DeletePermissionSet(ctx, set))
	if left := must(p.IdentityCenter.PermissionSets(ctx, api.ICPermissionSetListIn{OnIC: all}))(t).Items; len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
}

// must gives a value, or ends the test.
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
