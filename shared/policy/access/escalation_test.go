package access

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const adminDocument = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`

func arnOf(name string) string { return "arn:aws:iam::" + own + ":" + name }

// user and role make principals with one inline policy.
func user(name string, statements ...string) User {
	return User{Arn: arnOf("user/" + name), UserName: name, UserID: "AIDA" + strings.ToUpper(name), UserPolicyList: inline(statements)}
}

func role(name, trust string, statements ...string) Role {
	return Role{
		Arn: arnOf("role/" + name), RoleName: name, RoleID: "AROA" + strings.ToUpper(name), RolePolicyList: inline(statements),
		AssumeRolePolicyDocument: Text(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":` + trust + `}]}`),
	}
}

func inline(statements []string) []InlinePolicy {
	if len(statements) == 0 {
		return nil
	}
	return []InlinePolicy{{"inline", Text(policyOf(statements...))}}
}

func policyOf(statements ...string) string {
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
}

// allow and deny make statements: allow("s3:GetObject s3:PutObject", "*").
func allow(actions, resource string) string { return statementOf("Allow", actions, resource, "") }
func deny(actions, resource string) string  { return statementOf("Deny", actions, resource, "") }

func statementOf(effect, actions, resource, condition string) string {
	if condition != "" {
		condition = `,"Condition":` + condition
	}
	return fmt.Sprintf(`{"Effect":%q,"Action":["%s"],"Resource":%q%s}`, effect, strings.Join(strings.Fields(actions), `","`), resource, condition)
}

const lambdaTrust = `{"Service":"lambda.amazonaws.com"}`

var rootTrust = `{"AWS":"` + arnOf("root") + `"}`

// TestEscalations tells, for one user, how it becomes an administrator: the paths of
// the steps, with ? behind those that hang on something.
func TestEscalations(t *testing.T) {
	admin := role("admin", lambdaTrust, `{"Effect":"Allow","Action":"*","Resource":"*"}`)
	boundary := ManagedPolicy{Arn: arnOf("policy/limit"), PolicyVersionList: []PolicyVersion{{Document: Text(policyOf(allow("s3:* iam:*Get* iam:PutUserPolicy", "*"))), IsDefaultVersion: true}}}
	for _, x := range []struct {
		name  string
		who   User
		roles []Role
		edit  func(*Snapshot)
		want  string
	}{
		{name: "nothing", who: user("u", allow("s3:*", "*"))},
		{name: "own inline policy", who: user("u", allow("iam:PutUserPolicy", arnOf("user/${aws:username}"))), want: "iam-007"},
		{name: "own inline policy, of another name only", who: user("u", allow("iam:PutUserPolicy", arnOf("user/other")))},
		{
			name: "a boundary caps what one gives oneself", who: user("u", allow("iam:PutUserPolicy", "*")),
			edit: func(s *Snapshot) {
				s.Policies = append(s.Policies, boundary)
				s.Users[0].PermissionsBoundary = &Boundary{boundary.Arn}
			},
		},
		{
			name: "a deny of one's own stays", who: user("u", allow("iam:PutUserPolicy", "*"), deny("iam:CreateAccessKey iam:PassRole", "*")),
		},
		{
			name: "an SCP stays", who: user("u", allow("iam:PutUserPolicy", "*")),
			edit: func(s *Snapshot) { s.SCPs = scps(adminDocument, policyOf(deny("iam:*", "*"))) },
		},
		{name: "attaching to oneself", who: user("u", allow("iam:AttachUserPolicy", "*")), want: "iam-008"},
		{
			name: "attaching one harmless policy only",
			who:  user("u", statementOf("Allow", "iam:AttachUserPolicy", "*", `{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}`)),
		},
		{name: "passing to a function", who: user("u", allow("iam:PassRole lambda:CreateFunction lambda:InvokeFunction", "*")), want: "lambda-001"},
		{
			name: "passing to a function of a given name",
			who: user("u", allow("iam:PassRole", arnOf("role/*")), allow("lambda:CreateFunction", "arn:aws:lambda:*:*:function:dev-*"),
				allow("lambda:InvokeFunction", "arn:aws:lambda:*:"+own+":function:dev-*")), want: "lambda-001",
		},
		{
			name: "making one function, running another",
			who:  user("u", allow("iam:PassRole", "*"), allow("lambda:CreateFunction", "arn:aws:lambda:*:*:function:dev-*"), allow("lambda:InvokeFunction", "arn:aws:lambda:*:*:function:prod-*")),
		},
		{name: "passing another role", who: user("u", allow("iam:PassRole", arnOf("role/other")), allow("lambda:*", "*")), want: "lambda-003?"},
		{
			name: "passing to another service only",
			who: user("u", statementOf("Allow", "iam:PassRole", "*", `{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}`),
				allow("lambda:CreateFunction lambda:InvokeFunction ec2:RunInstances", "*")),
		},
		{name: "a role that the service may not use", who: user("u", allow("iam:PassRole ecs:*", "*"))},
		{name: "taking over a function", who: user("u", allow("lambda:UpdateFunctionCode", "*")), want: "lambda-003?"},
		{name: "writing the trust policy", who: user("u", allow("iam:UpdateAssumeRolePolicy", arnOf("role/admin"))), want: "iam-012"},
		{name: "writing the trust policy, but no assuming", who: user("u", allow("iam:UpdateAssumeRolePolicy", "*"), deny("sts:AssumeRole", "*"))},
		{
			name: "role chaining", who: user("u", allow("sts:AssumeRole", arnOf("role/one"))),
			roles: []Role{role("one", rootTrust, allow("sts:AssumeRole", "*")), role("two", `{"AWS":"`+arnOf("role/one")+`"}`, allow("iam:AttachRolePolicy", "*"))},
			want:  "sts-001 sts-001 iam-009",
		},
		{
			name: "one side is not enough", who: user("u", allow("sts:AssumeRole", "*")),
			roles: []Role{role("one", `{"AWS":"`+arnOf("user/other")+`"}`, allow("iam:AttachRolePolicy", "*"))},
		},
		{
			name: "a condition in the chain", who: user("u", statementOf("Allow", "sts:AssumeRole", "*", `{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`)),
			roles: []Role{role("one", rootTrust, allow("iam:AttachRolePolicy", "*"))},
			want:  "sts-001? iam-009",
		},
		{
			name: "a longer way that is certain", who: user("u", allow("lambda:UpdateFunctionCode sts:AssumeRole", "*")),
			roles: []Role{role("one", rootTrust, allow("sts:AssumeRole", "*")), role("two", `{"AWS":"`+arnOf("role/one")+`"}`, allow("iam:PutRolePolicy", "*"))},
			want:  "sts-001 sts-001 iam-005",
		},
		{
			name: "a key of an administrator", who: user("u", allow("iam:CreateAccessKey", "*")),
			edit: func(s *Snapshot) {
				s.Users = append(s.Users, user("boss", `{"Effect":"Allow","Action":"*","Resource":"*"}`))
			},
			want: "iam-002",
		},
		{
			name: "permissions for a role, then that role", who: user("u", allow("iam:PutRolePolicy", "*"), allow("sts:AssumeRole", "*")),
			roles: []Role{role("one", rootTrust)}, want: "iam-005 sts-001",
		},
		{
			name: "a role that gives permissions back", who: user("u", allow("sts:AssumeRole", "*")),
			roles: []Role{role("one", rootTrust, allow("iam:AttachUserPolicy", "*"))}, want: "sts-001 iam-008",
		},
		{
			name: "a new version of one's managed policy", who: user("u"),
			edit: func(s *Snapshot) {
				own := ManagedPolicy{Arn: arnOf("policy/own"), PolicyVersionList: []PolicyVersion{{Document: Text(policyOf(allow("iam:CreatePolicyVersion", "*"))), IsDefaultVersion: true}}}
				s.Policies = append(s.Policies, own)
				s.Users[0].AttachedManagedPolicies = []Attachment{{PolicyArn: own.Arn}}
			},
			want: "iam-001",
		},
		{
			name: "a group of administrators", who: user("u", allow("iam:AddUserToGroup", "*")),
			edit: func(s *Snapshot) {
				s.Groups = append(s.Groups, Group{Arn: arnOf("group/admins"), GroupName: "admins", GroupPolicyList: []InlinePolicy{{"all", adminDocument}}})
			},
			want: "iam-013",
		},
		{
			name: "a group that is not", who: user("u", allow("iam:AddUserToGroup", "*")),
			edit: func(s *Snapshot) {
				s.Groups = append(s.Groups, Group{Arn: arnOf("group/readers"), GroupName: "readers", GroupPolicyList: []InlinePolicy{{"read", Text(policyOf(allow("s3:*", "*")))}}})
			},
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			s := &Snapshot{Users: []User{x.who}, Roles: append([]Role{admin}, x.roles...)}
			if x.edit != nil {
				x.edit(s)
			}
			a, err := Load(bytes.NewReader(text(t, s)))
			if err != nil {
				t.Fatal(err)
			}
			got, err := a.Escalations()
			if err != nil {
				t.Fatal(err)
			}
			steps, certain := []string{}, true
			for _, e := range got.Escalations {
				if e.PrincipalARN != x.who.Arn {
					continue
				}
				for _, step := range e.Steps {
					path := step.Path
					if !step.certain() {
						path, certain = path+"?", false
					}
					steps = append(steps, path)
				}
				if e.Certain != certain {
					t.Errorf("certain: %t", e.Certain)
				}
			}
			if diff := cmp.Diff(x.want, strings.Join(steps, " ")); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
			if len(s.SCPs) == 0 && (len(got.Administrators) == 0 || got.Administrators[0].PrincipalARN != admin.Arn) {
				t.Errorf("administrators: %v", got.Administrators)
			}
		})
	}
}
