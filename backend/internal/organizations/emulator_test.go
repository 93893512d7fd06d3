package organizations_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	org "github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Against an emulator that checks signatures and policies: what the documentation
// says a credential must allow is enough, and less is told by the action's name.
func TestWithAnEmulatorThatChecksPermissions(t *testing.T) {
	emulator := testkit.StartAWS(t)
	reading := testkit.Allow("organizations:Describe*", "organizations:List*")
	keys := map[string]testkit.Key{"Reading": emulator.User(t, "reading", reading), "Less": emulator.User(t, "less", testkit.Allow("organizations:DescribeOrganization"))}
	client := org.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: &emulator.Endpoint, Credentials: credentials.NewStaticCredentialsProvider(emulator.Admin.ID, emulator.Admin.Secret, ""),
	})
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := client.CreateOrganization(ctx, &org.CreateOrganizationInput{FeatureSet: types.OrganizationFeatureSetAll})
	must(err)
	roots, err := client.ListRoots(ctx, &org.ListRootsInput{})
	must(err)
	root := roots.Roots[0].Id
	_, err = client.EnablePolicyType(ctx, &org.EnablePolicyTypeInput{RootId: root, PolicyType: types.PolicyTypeServiceControlPolicy})
	must(err)
	unit, err := client.CreateOrganizationalUnit(ctx, &org.CreateOrganizationalUnitInput{ParentId: root, Name: aws.String("Production")})
	must(err)
	made, err := client.CreatePolicy(ctx, &org.CreatePolicyInput{Name: aws.String("Guard"), Description: aws.String(""), Content: aws.String(denying("s3:DeleteBucket")), Type: types.PolicyTypeServiceControlPolicy})
	must(err)
	_, err = client.AttachPolicy(ctx, &org.AttachPolicyInput{PolicyId: made.Policy.PolicySummary.Id, TargetId: unit.OrganizationalUnit.Id})
	must(err)

	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.AWSEndpointURL = emulator.Endpoint })
	p := s.Seed(t, "owner@example.com")
	use := map[string]api.OrgIn{}
	for label, key := range keys {
		c, err := p.Vault.Add(ctx, api.AddCredentialIn{Body: api.AddCredentialRequest{Label: label, AccessKeyID: key.ID, SecretAccessKey: key.Secret}})
		must(err)
		use[label] = api.OrgIn{OnAWS: api.OnAWS{CredentialID: c.ID}}
	}
	o, err := p.Organizations.Overview(ctx, use["Reading"])
	if err != nil || !o.InOrganization || o.FeatureSet != "ALL" || !slices.Contains(o.PolicyTypes, scp) {
		t.Errorf("%+v, %v", o, err)
	}
	tree, err := p.Organizations.Tree(ctx, use["Reading"])
	must(err)
	i := slices.IndexFunc(tree.Nodes, func(n api.OrgNode) bool { return n.Name == "Production" })
	if i < 0 || !slices.ContainsFunc(tree.Nodes[i].Policies, func(p api.OrgPolicy) bool { return p.Name == "Guard" }) {
		t.Errorf("%+v", tree.Nodes)
	}
	if o, err := p.Organizations.Overview(ctx, use["Less"]); err != nil || !o.InOrganization || len(o.Notes) == 0 {
		t.Errorf("%+v, %v", o, err)
	}
	_, err = p.Organizations.Tree(ctx, use["Less"])
	if refusal := live.Refused(t, err, http.StatusBadGateway, "organizations.denied"); !strings.Contains(refusal.Detail, "organizations:ListRoots") {
		t.Errorf("%+v", refusal)
	}
}
