package posture

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func ago(n int) time.Time { return now.Add(-time.Duration(n) * Day) }

const (
	account  = "123456789012"
	userARN  = "arn:aws:iam::123456789012:user/ada"
	roleARN  = "arn:aws:iam::123456789012:role/app"
	groupARN = "arn:aws:iam::123456789012:group/readers"
	rootARN  = "arn:aws:iam::123456789012:root"
	lambda   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	reading  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}]}`
	all      = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
)

// trust is a trust policy with one statement.
func trust(principal, action, condition string) access.Text {
	if condition != "" {
		condition = `,"Condition":` + condition
	}
	return access.Text(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":` + principal + `,"Action":"` + action + `"` + condition + `}]}`)
}

// tidy is an account in which nothing is found.
func tidy() *Input {
	zero := 1
	return &Input{
		Now: now, Summary: map[string]int{"AccountMFAEnabled": 1, "AccountAccessKeysPresent": 0},
		PasswordPolicy: &PasswordPolicy{MinimumPasswordLength: 14, PasswordReusePrevention: 24, AllowUsersToChangePassword: true},
		Users: []Credential{
			{User: "<root_account>", ARN: rootARN, Created: ago(900), MFA: true, PasswordUsed: ago(200)},
			{User: "ada", ARN: userARN, Created: ago(400), Password: true, PasswordUsed: ago(1), PasswordChanged: ago(100), MFA: true, Keys: []Key{{Name: "access_key_1", Active: true, Since: ago(30), Used: ago(1)}}},
		},
		Snapshot: &access.Snapshot{
			AccountID: account,
			Users:     []access.User{{Arn: userARN, UserName: "ada", UserID: "AIDA1", GroupList: []string{"readers"}, CreateDate: ago(400)}},
			Groups:    []access.Group{{Arn: groupARN, GroupName: "readers", AttachedManagedPolicies: []access.Attachment{{PolicyName: "reading", PolicyArn: policyARN}}}},
			Roles:     []access.Role{{Arn: roleARN, RoleName: "app", RoleID: "AROA1", AssumeRolePolicyDocument: lambda, CreateDate: ago(400), RoleLastUsed: &access.RoleLastUsed{LastUsedDate: ago(3)}}},
			Policies:  []access.ManagedPolicy{managed("reading", reading, &zero)},
		},
	}
}

const policyARN = "arn:aws:iam::123456789012:policy/reading"

func managed(name, text string, count *int) access.ManagedPolicy {
	return access.ManagedPolicy{
		Arn: "arn:aws:iam::123456789012:policy/" + name, PolicyName: name, DefaultVersionID: "v1", CreateDate: ago(300), AttachmentCount: count,
		PolicyVersionList: []access.PolicyVersion{{Document: access.Text(text), VersionID: "v1", IsDefaultVersion: true}},
	}
}

func audited(t *testing.T, in *Input) Report {
	t.Helper()
	if in.Snapshot != nil {
		a, err := access.New(in.Snapshot)
		if err != nil {
			t.Fatal(err)
		}
		in.Account = a
	}
	return Audit(*in)
}

func TestNothingIsFoundInATidyAccount(t *testing.T) {
	r := audited(t, tidy())
	for _, f := range r.Findings {
		t.Errorf("%s on %s: %v", f.Code, f.Resource, f.Evidence)
	}
	for _, c := range r.Checks {
		if !c.Checked {
			t.Errorf("%s was not checked: %v", c.Code, c.Missing)
		}
	}
}

func role(in *Input) *access.Role { return &in.Snapshot.Roles[0] }
func user(in *Input) *access.User { return &in.Snapshot.Users[0] }
func ada(in *Input) *Credential   { return &in.Users[1] }

const github = `{"Federated":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}`

func githubTrust(condition string) func(*Input) {
	return func(in *Input) {
		role(in).AssumeRolePolicyDocument = trust(github, "sts:AssumeRoleWithWebIdentity", condition)
	}
}

const (
	aud = `"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"`
	sub = `"token.actions.githubusercontent.com:sub"`
)

// cases have a finding of the code, or nearly.
var cases = []struct {
	code, name string
	change     func(*Input)
	want       []Severity // of the findings
}{
	{"ROOT_ACCESS_KEY", "a key", func(in *Input) { in.Summary["AccountAccessKeysPresent"] = 1 }, []Severity{Critical}},
	{"ROOT_ACCESS_KEY", "none", func(*Input) {}, nil},
	{"ROOT_NO_MFA", "none", func(in *Input) { in.Summary["AccountMFAEnabled"] = 0 }, []Severity{Critical}},
	{"ROOT_NO_MFA", "a virtual one", func(in *Input) { in.RootVirtualMFA = true }, nil},
	{"ROOT_VIRTUAL_MFA", "a virtual one", func(in *Input) { in.RootVirtualMFA = true }, []Severity{Low}},
	{"ROOT_VIRTUAL_MFA", "a hardware device or passkey", func(*Input) {}, nil},
	{"ROOT_USED", "last week", func(in *Input) { in.Users[0].PasswordUsed = ago(7) }, []Severity{Medium}},
	{"ROOT_USED", "by its key", func(in *Input) { in.Users[0].Keys = []Key{{Name: "access_key_1", Active: true, Used: ago(2)}} }, []Severity{Medium}},
	{"ROOT_USED", "thirty days ago", func(in *Input) { in.Users[0].PasswordUsed = ago(30) }, nil},
	{"ROOT_USED", "never", func(in *Input) { in.Users[0].PasswordUsed = time.Time{} }, nil},

	{"USER_NO_MFA", "a password only", func(in *Input) { ada(in).MFA = false }, []Severity{High}},
	{"USER_NO_MFA", "no password either", func(in *Input) { ada(in).MFA, ada(in).Password = false, false }, nil},
	{"USER_NO_MFA", "the root user's is another finding", func(in *Input) { in.Users[0].MFA = false }, nil},
	{"KEY_OLD", "91 days", func(in *Input) { ada(in).Keys[0].Since = ago(91) }, []Severity{Medium}},
	{"KEY_OLD", "90 days", func(in *Input) { ada(in).Keys[0].Since = ago(90) }, nil},
	{"KEY_OLD", "inactive", func(in *Input) { ada(in).Keys[0].Since, ada(in).Keys[0].Active = ago(500), false }, nil},
	{"KEY_UNUSED", "for 90 days", func(in *Input) { ada(in).Keys[0].Used = ago(90) }, []Severity{Medium}},
	{"KEY_UNUSED", "never, and old", func(in *Input) { ada(in).Keys[0].Used, ada(in).Keys[0].Since = time.Time{}, ago(95) }, []Severity{Medium}},
	{"KEY_UNUSED", "never, and new", func(in *Input) { ada(in).Keys[0].Used = time.Time{} }, nil},
	{"KEY_UNUSED", "inactive", func(in *Input) { ada(in).Keys[0].Used, ada(in).Keys[0].Active = ago(300), false }, nil},
	{"KEYS_TWO_ACTIVE", "two", func(in *Input) {
		ada(in).Keys = append(ada(in).Keys, Key{Name: "access_key_2", Active: true, Since: ago(2), Used: ago(1)})
	}, []Severity{Low}},
	{"KEYS_TWO_ACTIVE", "one of them inactive", func(in *Input) { ada(in).Keys = append(ada(in).Keys, Key{Name: "access_key_2", Since: ago(2)}) }, nil},
	{"PASSWORD_UNUSED", "for 90 days", func(in *Input) { ada(in).PasswordUsed = ago(90) }, []Severity{Medium}},
	{"PASSWORD_UNUSED", "never since it was set long ago", func(in *Input) { ada(in).PasswordUsed = time.Time{} }, []Severity{Medium}},
	{"PASSWORD_UNUSED", "never since it was set", func(in *Input) { ada(in).PasswordUsed, ada(in).PasswordChanged = time.Time{}, ago(5) }, nil},
	{"USER_UNUSED", "neither password nor key", func(in *Input) { ada(in).PasswordUsed, ada(in).Keys[0].Used = ago(200), ago(91) }, []Severity{Medium}},
	{"USER_UNUSED", "the key is used", func(in *Input) { ada(in).PasswordUsed = ago(200) }, nil},
	{"USER_UNUSED", "a new user", func(in *Input) {
		*ada(in) = Credential{User: "ada", ARN: userARN, Created: ago(10), Password: true, MFA: true}
	}, nil},
	{"USER_UNUSED", "without credentials", func(in *Input) { *ada(in) = Credential{User: "ada", ARN: userARN, Created: ago(300)} }, nil},
	{"USER_DIRECT_POLICY", "attached", func(in *Input) {
		user(in).AttachedManagedPolicies = []access.Attachment{{PolicyName: "reading", PolicyArn: policyARN}}
	}, []Severity{Low}},
	{"USER_DIRECT_POLICY", "by a group", func(*Input) {}, nil},

	{"GROUP_EMPTY", "nobody in it", func(in *Input) { user(in).GroupList = nil }, []Severity{Low}},
	{"GROUP_EMPTY", "one in it", func(*Input) {}, nil},
	{"ROLE_UNUSED", "for 90 days", func(in *Input) { role(in).RoleLastUsed.LastUsedDate = ago(90) }, []Severity{Medium}},
	{"ROLE_UNUSED", "never", func(in *Input) { role(in).RoleLastUsed = &access.RoleLastUsed{} }, []Severity{Medium}},
	{"ROLE_UNUSED", "never, but new", func(in *Input) { role(in).RoleLastUsed, role(in).CreateDate = &access.RoleLastUsed{}, ago(89) }, nil},
	{"ROLE_UNUSED", "AWS's own", func(in *Input) {
		role(in).RoleLastUsed, role(in).Arn = &access.RoleLastUsed{}, "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/app"
	}, nil},

	{"ADMIN_PRINCIPAL", "a user by a group's inline policy", func(in *Input) {
		in.Snapshot.Groups[0].GroupPolicyList = []access.InlinePolicy{{PolicyName: "all", PolicyDocument: all}}
	}, []Severity{High}},
	{"ADMIN_PRINCIPAL", "a role", func(in *Input) {
		role(in).AttachedManagedPolicies = []access.Attachment{{PolicyName: "AdministratorAccess", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess"}}
	}, []Severity{Medium}},
	{"ADMIN_PRINCIPAL", "within a boundary", func(in *Input) {
		role(in).RolePolicyList = []access.InlinePolicy{{PolicyName: "all", PolicyDocument: all}}
		role(in).PermissionsBoundary = &access.Boundary{PermissionsBoundaryArn: policyARN}
	}, nil},
	{"ESCALATION", "attaches policies to itself", func(in *Input) {
		user(in).UserPolicyList = []access.InlinePolicy{{PolicyName: "x", PolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"arn:aws:iam::123456789012:user/ada"}]}`}}
	}, []Severity{High}},
	{"ESCALATION", "assumes a role that is administrator", func(in *Input) {
		role(in).RolePolicyList = []access.InlinePolicy{{PolicyName: "all", PolicyDocument: all}}
		role(in).AssumeRolePolicyDocument = trust(`{"AWS":"`+userARN+`"}`, "sts:AssumeRole", "")
	}, []Severity{High}},
	{"ESCALATION", "changes another one's tags only", func(in *Input) {
		user(in).UserPolicyList = []access.InlinePolicy{{PolicyName: "x", PolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:TagUser","Resource":"*"}]}`}}
	}, nil},
	{"OUTSIDE_ADMIN", "another account", func(in *Input) {
		role(in).RolePolicyList = []access.InlinePolicy{{PolicyName: "all", PolicyDocument: all}}
		role(in).AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::999999999999:root"}`, "sts:AssumeRole", `{"StringEquals":{"sts:ExternalId":"x"}}`)
	}, []Severity{High}},
	{"OUTSIDE_ADMIN", "a role that may read", func(in *Input) {
		role(in).AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::999999999999:root"}`, "sts:AssumeRole", `{"StringEquals":{"sts:ExternalId":"x"}}`)
	}, nil},

	{"TRUST_PUBLIC", "everybody", func(in *Input) { role(in).AssumeRolePolicyDocument = trust(`{"AWS":"*"}`, "sts:AssumeRole", "") }, []Severity{Critical}},
	{"TRUST_PUBLIC", "everybody with an external id", func(in *Input) {
		role(in).AssumeRolePolicyDocument = trust(`"*"`, "sts:AssumeRole", `{"StringEquals":{"sts:ExternalId":"x"}}`)
	}, []Severity{Medium}},
	{"TRUST_PUBLIC", "one account", func(in *Input) {
		role(in).AssumeRolePolicyDocument = trust(`{"AWS":"999999999999"}`, "sts:AssumeRole", "")
	}, nil},
	{"TRUST_NO_EXTERNAL_ID", "an account", func(in *Input) {
		role(in).AssumeRolePolicyDocument = trust(`{"AWS":"999999999999"}`, "sts:AssumeRole", "")
	}, []Severity{Medium}},
	{"TRUST_NO_EXTERNAL_ID", "one role of it", func(in *Input) {
		role(in).AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::999999999999:role/caller"}`, "sts:AssumeRole", "")
	}, []Severity{Low}},
	{"TRUST_NO_EXTERNAL_ID", "with MFA only", func(in *Input) {
		role(in).AssumeRolePolicyDocument = trust(`{"AWS":"999999999999"}`, "sts:AssumeRole", `{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`)
	}, []Severity{Medium}},
	{"TRUST_NO_EXTERNAL_ID", "with an external id", func(in *Input) {
		role(in).AssumeRolePolicyDocument = trust(`{"AWS":"999999999999"}`, "sts:AssumeRole", `{"StringEquals":{"sts:ExternalId":"x"}}`)
	}, nil},
	{"TRUST_NO_EXTERNAL_ID", "the account itself", func(in *Input) {
		role(in).AssumeRolePolicyDocument = trust(`{"AWS":"123456789012"}`, "sts:AssumeRole", "")
	}, nil},
	{"TRUST_OIDC_OPEN", "no subject", githubTrust(`{"StringEquals":{` + aud + `}}`), []Severity{High}},
	{"TRUST_OIDC_OPEN", "nothing", githubTrust(""), []Severity{High, Low}},
	{"TRUST_OIDC_OPEN", "any repository", githubTrust(`{"StringEquals":{` + aud + `},"StringLike":{` + sub + `:"repo:*"}}`), []Severity{High}},
	{"TRUST_OIDC_OPEN", "if there is a subject", githubTrust(`{"StringEquals":{` + aud + `},"StringEqualsIfExists":{` + sub + `:"repo:o/r:ref:refs/heads/main"}}`), []Severity{High}},
	{"TRUST_OIDC_OPEN", "no audience", githubTrust(`{"StringEquals":{` + sub + `:"repo:o/r:ref:refs/heads/main"}}`), []Severity{Low}},
	{"TRUST_OIDC_OPEN", "one repository", githubTrust(`{"StringEquals":{` + aud + `},"StringLike":{` + sub + `:"repo:o/r:*"}}`), nil},
	{"RESOURCE_PUBLIC", "a bucket", func(in *Input) {
		in.Snapshot.ResourcePolicies = []access.ResourcePolicy{{Resource: "arn:aws:s3:::bucket", Policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}]}`}}
	}, []Severity{High}},
	{"RESOURCE_PUBLIC", "within the organization", func(in *Input) {
		in.Snapshot.ResourcePolicies = []access.ResourcePolicy{{Resource: "arn:aws:s3:::bucket", Policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}]}`}}
	}, nil},

	{"POLICY_ERROR", "an action that does not exist", func(in *Input) {
		in.Snapshot.Policies[0].PolicyVersionList[0].Document = access.Text(strings.Replace(reading, "s3:GetObject", "s3:GetObjekt", 1))
	}, []Severity{Medium}},
	{"POLICY_ERROR", "in an old version", func(in *Input) {
		in.Snapshot.Policies[0].PolicyVersionList = append(in.Snapshot.Policies[0].PolicyVersionList, access.PolicyVersion{VersionID: "v0", Document: access.Text(strings.Replace(reading, "s3:GetObject", "s3:GetObjekt", 1))})
	}, nil},
	{"POLICY_SECURITY_WARNING", "passes any role", func(in *Input) {
		in.Snapshot.Policies[0].PolicyVersionList[0].Document = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}]}`
	}, []Severity{Medium}},
	{"POLICY_SECURITY_WARNING", "passes one role to one service", func(in *Input) {
		in.Snapshot.Policies[0].PolicyVersionList[0].Document = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"` + roleARN + `","Condition":{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}}}]}`
	}, nil},
	{"POLICY_INLINE", "of a role", func(in *Input) {
		role(in).RolePolicyList = []access.InlinePolicy{{PolicyName: "read", PolicyDocument: reading}}
	}, []Severity{Low}},
	{"POLICY_INLINE", "of IAM Identity Center", func(in *Input) {
		role(in).Arn, role(in).RolePolicyList = "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/app", []access.InlinePolicy{{PolicyName: "read", PolicyDocument: reading}}
	}, nil},
	{"POLICY_UNATTACHED", "attached to nothing", func(in *Input) {
		none := 0
		in.Snapshot.Policies = append(in.Snapshot.Policies, managed("spare", reading, &none))
	}, []Severity{Low}},
	{"POLICY_UNATTACHED", "a boundary", func(in *Input) {
		in.Snapshot.Policies = append(in.Snapshot.Policies, managed("spare", reading, nil))
		role(in).PermissionsBoundary = &access.Boundary{PermissionsBoundaryArn: "arn:aws:iam::123456789012:policy/spare"}
	}, nil},

	{"PASSWORD_POLICY_NONE", "none", func(in *Input) { in.PasswordPolicy = nil }, []Severity{Medium}},
	{"PASSWORD_POLICY_NONE", "a weak one", func(in *Input) { in.PasswordPolicy = &PasswordPolicy{} }, nil},
	{"PASSWORD_POLICY_WEAK", "short", func(in *Input) {
		p := in.PasswordPolicy
		p.MinimumPasswordLength, p.RequireSymbols, p.RequireNumbers, p.RequireLowercaseCharacters, p.RequireUppercaseCharacters = 13, true, true, true, true
	}, []Severity{Medium}},
	{"PASSWORD_POLICY_WEAK", "reuse", func(in *Input) { in.PasswordPolicy.PasswordReusePrevention = 23 }, []Severity{Low}},
	{"PASSWORD_POLICY_WEAK", "long without symbols", func(*Input) {}, nil},
	{"CERTIFICATE_EXPIRED", "yesterday", func(in *Input) { in.Certificates = []Certificate{{"arn:c", ago(1)}} }, []Severity{Medium}},
	{"CERTIFICATE_EXPIRED", "tomorrow", func(in *Input) { in.Certificates = []Certificate{{"arn:c", ago(-1)}} }, nil},
	{"CERTIFICATE_EXPIRES_SOON", "in 30 days", func(in *Input) { in.Certificates = []Certificate{{"arn:c", ago(-30)}} }, []Severity{Low}},
	{"CERTIFICATE_EXPIRES_SOON", "in 31 days", func(in *Input) { in.Certificates = []Certificate{{"arn:c", ago(-31)}} }, nil},
	{"SAML_EXPIRED", "over", func(in *Input) { in.SAMLProviders = []SAMLProvider{{"arn:s", ago(1)}} }, []Severity{Medium}},
	{"SAML_EXPIRED", "good", func(in *Input) { in.SAMLProviders = []SAMLProvider{{"arn:s", ago(-1)}, {"arn:t", time.Time{}}} }, nil},
	{"OIDC_PROVIDER_UNUSED", "trusted by none", func(in *Input) {
		in.OIDCProviders = []OIDCProvider{{Arn: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}}
	}, []Severity{Low}},
	{"OIDC_PROVIDER_UNUSED", "trusted", func(in *Input) {
		in.OIDCProviders = []OIDCProvider{{Arn: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}}
		githubTrust(`{"StringEquals":{` + aud + `},"StringLike":{` + sub + `:"repo:o/r:*"}}`)(in)
	}, nil},
}

func TestFindings(t *testing.T) {
	found, nearly := map[string]bool{}, map[string]bool{}
	for _, c := range cases {
		t.Run(c.code+" "+c.name, func(t *testing.T) {
			in := tidy()
			c.change(in)
			var got []Severity
			for _, f := range audited(t, in).Findings {
				if f.Code != c.code {
					continue
				}
				got = append(got, f.Severity)
				if f.ID == "" || f.Resource == "" || f.Why == "" || f.Fix.Text == "" || len(f.Evidence) == 0 {
					t.Errorf("something is missing: %+v", f)
				}
				if f.Fix.Document != "" && !json.Valid([]byte(f.Fix.Document)) {
					t.Errorf("the document is none: %s", f.Fix.Document)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("found %v, want %v", got, c.want)
			}
		})
		found[c.code], nearly[c.code] = found[c.code] || c.want != nil, nearly[c.code] || c.want == nil
	}
	for _, c := range Checks() {
		if !found[c.Code] || !nearly[c.Code] {
			t.Errorf("%s has no case that has it, or none that nearly has", c.Code)
		}
	}
}

func TestNotCheckedIsNotFine(t *testing.T) {
	for source, permission := range Permissions {
		in := tidy()
		in.Missing = []Missing{{source, permission, "AWS refused it."}}
		for _, c := range audited(t, in).Checks {
			needs := false
			for _, s := range c.Needs {
				needs = needs || s == source
			}
			if c.Checked == needs {
				t.Errorf("without %s %s is checked: %t", source, c.Code, c.Checked)
			}
			if needs && (len(c.Missing) != 1 || c.Missing[0].Permission != permission) {
				t.Errorf("without %s %s says %v", source, c.Code, c.Missing)
			}
		}
	}
	// Without a snapshot the rest goes on.
	in := tidy()
	in.Snapshot = nil
	ada(in).MFA = false
	if r := audited(t, in); len(r.Findings) != 1 || r.Findings[0].Code != "USER_NO_MFA" {
		t.Errorf("without a snapshot: %+v", r.Findings)
	}
	// What the snapshot does not tell is not fine either.
	in = tidy()
	role(in).RoleLastUsed = nil
	for _, c := range audited(t, in).Checks {
		if c.Code == "ROLE_UNUSED" && c.Checked {
			t.Error("roles were checked without knowing when they were used")
		}
	}
}

func TestTheSameFindingHasTheSameID(t *testing.T) {
	first, second := tidy(), tidy()
	ada(first).Keys[0].Since, ada(second).Keys[0].Since = ago(100), ago(200)
	a, b := audited(t, first).Findings, audited(t, second).Findings
	if len(a) != 1 || len(b) != 1 || a[0].ID != b[0].ID {
		t.Errorf("%+v and %+v", a, b)
	}
	ada(second).Keys[0].Name = "access_key_2"
	if c := audited(t, second).Findings; c[0].ID == a[0].ID {
		t.Error("another key is the same finding")
	}
}

func TestPublicTrustIsMendedByTheDocument(t *testing.T) {
	in := tidy()
	role(in).AssumeRolePolicyDocument = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"},{"Effect":"Deny","Principal":"*","Action":"sts:TagSession"}]}`
	var fixed string
	for _, f := range audited(t, in).Findings {
		if f.Code == "TRUST_PUBLIC" {
			fixed = f.Fix.Document
		}
	}
	role(in).AssumeRolePolicyDocument = access.Text(fixed)
	for _, f := range audited(t, in).Findings {
		if strings.HasPrefix(f.Code, "TRUST_") {
			t.Errorf("%s in %s", f.Code, fixed)
		}
	}
	if !strings.Contains(fixed, rootARN) || !strings.Contains(fixed, `"Principal": "*"`) {
		t.Errorf("the document is %s", fixed)
	}
}
