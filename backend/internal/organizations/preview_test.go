package organizations_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/orgfake"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func called(account, source, name string, at int) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"eventTime":"2026-01-02T03:%02d:00Z","eventSource":%q,"eventName":%q,"awsRegion":"us-east-1","eventType":"AwsApiCall",
		"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::%s:user/ann","accountId":%q}}`, at%60, source, name, account, account))
}

func TestPreview(t *testing.T) {
	f := orgfake.New(t)
	unit := f.Unit("Production", orgfake.Root)
	f.Account("222222222222", "Shop", unit)
	f.Account("333333333333", "Lab", orgfake.Root)
	guard := f.Make(scp, "Guard", denying("ec2:TerminateInstances"), unit)
	for i := range 70 {
		f.Events = append(f.Events, called("222222222222", "ec2.amazonaws.com", "RunInstances", i))
	}
	f.Events = append(f.Events, called("222222222222", "ec2.amazonaws.com", "TerminateInstances", 1), called("333333333333", "ec2.amazonaws.com", "RunInstances", 2), called(orgfake.Management, "ec2.amazonaws.com", "RunInstances", 3))
	s, p := start(t, testkit.NewSQLite(t), f)
	ask := func(b api.SCPPreviewRequest) (api.SCPPreview, error) {
		return p.Organizations.PreviewSCP(t.Context(), api.SCPPreviewIn{Body: b})
	}

	// From CloudTrail, in pages; a new policy on a unit reaches the accounts below it.
	out, err := ask(api.SCPPreviewRequest{Document: json.RawMessage(denying("ec2:RunInstances")), AttachTo: []string{unit}})
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Denied) != 1 || out.Denied[0].Count != 70 || out.Denied[0].Action != "ec2:RunInstances" || !strings.Contains(out.Denied[0].By, "the proposed policy") ||
		len(out.AlreadyDenied) != 1 || len(out.Exempt) != 1 || !slices.Equal(out.Accounts, []string{"222222222222"}) || out.Events != 73 || out.Truncated {
		t.Errorf("%+v", out)
	}
	if got := s.DB.Int(t, `select count(*) from audit_logs where action = 'aws.cloudtrail:LookupEvents'`); got < 4 {
		t.Errorf("%d calls of CloudTrail are recorded", got)
	}

	// From the question, in any of the forms; the policy that is there is taken off.
	for _, events := range []string{
		"[" + string(f.Events[70]) + "]", `{"Records":[` + string(f.Events[70]) + `]}`, `{"Events":[{"CloudTrailEvent":` + quoted(f.Events[70]) + `}]}`,
	} {
		out, err = ask(api.SCPPreviewRequest{PolicyID: guard, DetachFrom: []string{unit}, Events: json.RawMessage(events)})
		if err != nil || len(out.Allowed) != 1 || out.Allowed[0].Action != "ec2:TerminateInstances" || len(out.Denied) != 0 {
			t.Errorf("%+v, %v", out, err)
		}
	}
	// Another document for it, where it is.
	out, err = ask(api.SCPPreviewRequest{PolicyID: guard, Document: json.RawMessage(denying("ec2:*")), Events: json.RawMessage("[" + string(f.Events[0]) + "," + string(f.Events[71]) + "]")})
	if err != nil || len(out.Denied) != 1 || out.Denied[0].Count != 1 || !strings.Contains(out.Denied[0].By, "Guard") {
		t.Errorf("%+v, %v", out, err)
	}

	for code, b := range map[string]api.SCPPreviewRequest{
		"organizations.bad_change":       {PolicyID: guard},
		"organizations.bad_document":     {Document: json.RawMessage(`[]`), AttachTo: []string{unit}},
		"organizations.bad_events":       {PolicyID: guard, DetachFrom: []string{unit}, Events: json.RawMessage(`{"x":1}`)},
		"organizations.target_not_found": {PolicyID: guard, AttachTo: []string{"999999999999"}},
		"organizations.policy_not_found": {PolicyID: "p-nosuchpolicy", AttachTo: []string{unit}},
	} {
		status := http.StatusUnprocessableEntity
		if strings.HasSuffix(code, "_found") {
			status = http.StatusNotFound
		}
		_, err := ask(b)
		live.Refused(t, err, status, code)
	}
	_, err = ask(api.SCPPreviewRequest{PolicyID: guard, DetachFrom: []string{unit}, Regions: []string{"evil.example.com/"}})
	live.Refused(t, err, http.StatusUnprocessableEntity, "organizations.bad_events")
	f.Deny("LookupEvents")
	_, err = ask(api.SCPPreviewRequest{PolicyID: guard, DetachFrom: []string{unit}})
	live.Refused(t, err, http.StatusBadGateway, "organizations.trail_denied")
}

// RCPs are those of the resource's account, whoever calls: people of other accounts of
// the organization, and people from outside.
func TestPreviewOfAnRCP(t *testing.T) {
	const rcp, shop, lab, stranger = "RESOURCE_CONTROL_POLICY", "222222222222", "333333333333", "999999999999"
	f := orgfake.New(t)
	f.Types = append(f.Types, rcp)
	unit := f.Unit("Production", orgfake.Root)
	f.Account(shop, "Shop", unit)
	f.Account(lab, "Lab", orgfake.Root)
	full := f.Make(rcp, "RCPFullAWSAccess", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`, orgfake.Root, unit, shop, lab)
	_, p := start(t, testkit.NewSQLite(t), f)
	got := func(caller, owner, name string) string {
		return fmt.Sprintf(`{"eventTime":"2026-01-02T03:04:00Z","eventSource":"s3.amazonaws.com","eventName":%q,"awsRegion":"us-east-1","eventType":"AwsApiCall","eventCategory":"Data",
			"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::%s:user/ann","accountId":%q},"recipientAccountId":%q,"requestParameters":{"bucketName":"b","key":"k"},
			"resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/k"},{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::b","accountId":%q}]}`, name, caller, caller, owner, owner)
	}
	events := json.RawMessage("[" + strings.Join([]string{
		got(stranger, shop, "GetObject"), got(stranger, shop, "GetObject"), // from outside, to what the change reaches
		got(lab, shop, "GetObject"), got(shop, shop, "GetObject"), // of the organization
		got(shop, lab, "GetObject"),                                  // to an account that it does not reach
		got(lab, orgfake.Management, "GetObject"),                    // to the management account, which no RCP restricts
		got(shop, stranger, "GetObject"),                             // to an account outside
		string(called(shop, "ec2.amazonaws.com", "RunInstances", 1)), // of a service that RCPs do not cover
	}, ",") + "]")
	outsiders := `{"Version":"2012-10-17","Statement":[{"Sid":"Outsiders","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"%s"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}]}`
	ask := func(b api.SCPPreviewRequest) (api.SCPPreview, error) {
		b.Events = events
		return p.Organizations.PreviewSCP(t.Context(), api.SCPPreviewIn{Body: b})
	}
	organization, err := p.Organizations.Overview(t.Context(), api.OrgIn{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := ask(api.SCPPreviewRequest{Type: rcp, Document: json.RawMessage(fmt.Sprintf(outsiders, organization.ID)), AttachTo: []string{unit}})
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Denied) != 1 || out.Denied[0].AccountID != stranger || out.Denied[0].Count != 2 || out.Denied[0].Action != "s3:GetObject" || !strings.Contains(out.Denied[0].By, "Outsiders") ||
		len(out.Unknown)+len(out.Allowed)+len(out.AlreadyDenied) != 0 || !slices.Equal(out.Accounts, []string{shop}) || out.Events != 8 || len(out.Exempt) != 2 {
		t.Errorf("%+v", out)
	}
	// Everybody is denied by one that names nobody; EC2 is none of its services.
	out, err = ask(api.SCPPreviewRequest{Type: rcp, Document: json.RawMessage(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}`), AttachTo: []string{shop}})
	if err != nil || len(out.Denied) != 3 || out.Replayed != 5 {
		t.Errorf("%+v, %v", out, err)
	}
	// One that is there tells its type itself; it is no SCP.
	guard := f.Make(rcp, "Guard", fmt.Sprintf(outsiders, organization.ID), unit)
	if _, err := p.Organizations.Tree(t.Context(), api.OrgIn{ReadAgain: true}); err != nil {
		t.Fatal(err)
	}
	if out, err = ask(api.SCPPreviewRequest{PolicyID: guard, DetachFrom: []string{unit}}); err != nil || len(out.Allowed) != 1 || out.Allowed[0].Count != 2 {
		t.Errorf("%+v, %v", out, err)
	}
	_, err = ask(api.SCPPreviewRequest{Type: scp, PolicyID: full, DetachFrom: []string{unit}})
	live.Refused(t, err, http.StatusNotFound, "organizations.policy_not_found")
}

func TestAuditOverTheWire(t *testing.T) {
	f := orgfake.New(t)
	f.Account("222222222222", "Shop", orgfake.Root)
	f.Suspend("222222222222")
	f.Make(scp, "Nowhere", denying("s3:*"))
	_, p := start(t, testkit.NewSQLite(t), f)
	out, err := p.Organizations.Audit(t.Context(), api.OrgIn{})
	var codes []string
	for _, one := range out.Findings {
		codes = append(codes, one.Code)
	}
	if want := []string{"ORG_ACCOUNT_IN_ROOT", "ORG_ACCOUNT_SUSPENDED", "ORG_POLICY_UNATTACHED", "ORG_RCP_NOT_ENABLED"}; err != nil || !slices.Equal(codes, want) || out.Accounts != 2 || out.Policies != 2 {
		t.Errorf("%v, %+v, %v", codes, out, err)
	}
	f.Deny("DescribePolicy")
	out, err = p.Organizations.Audit(t.Context(), api.OrgIn{ReadAgain: true})
	if err != nil || len(out.Notes) != 1 || !strings.Contains(out.Notes[0], "organizations:DescribePolicy") {
		t.Errorf("%+v, %v", out, err)
	}
}

func quoted(text json.RawMessage) string {
	out, _ := json.Marshal(string(text))
	return string(out)
}
