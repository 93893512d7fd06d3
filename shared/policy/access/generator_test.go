package access

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

const own = "111122223333"

// size is how large a synthetic account is.
type size struct {
	users, groups, roles, policies int
}

// synthetic makes an account that looks like those of companies: most roles have
// one or two of many managed policies and a policy of their own; a few are wide.
// The same seed gives the same account.
func synthetic(n size, seed uint64) *Snapshot {
	g := &generator{rand.New(rand.NewPCG(seed, seed))}
	s := &Snapshot{}
	for i := range n.policies {
		s.Policies = append(s.Policies, ManagedPolicy{
			Arn: g.policyARN(i), PolicyName: fmt.Sprintf("policy-%d", i), DefaultVersionID: "v2",
			PolicyVersionList: []PolicyVersion{
				{VersionID: "v1", Document: `{"Version":"2012-10-17","Statement":[]}`},
				{VersionID: "v2", IsDefaultVersion: true, Document: g.document(i, n.roles)},
			},
		})
	}
	for i := range n.groups {
		s.Groups = append(s.Groups, Group{
			Arn: fmt.Sprintf("arn:aws:iam::%s:group/group-%d", own, i), GroupName: fmt.Sprintf("group-%d", i),
			AttachedManagedPolicies: g.attach(n.policies),
		})
	}
	for i := range n.users {
		u := User{Arn: fmt.Sprintf("arn:aws:iam::%s:user/user-%d", own, i), UserName: fmt.Sprintf("user-%d", i), UserID: fmt.Sprintf("AIDA%016d", i)}
		if n.groups > 0 {
			u.GroupList = []string{fmt.Sprintf("group-%d", g.IntN(n.groups))}
		}
		u.Tags = g.tags()
		s.Users = append(s.Users, u)
	}
	for i := range n.roles {
		s.Roles = append(s.Roles, g.role(i, n))
	}
	return s
}

type generator struct{ *rand.Rand }

func (g *generator) policyARN(i int) string {
	return fmt.Sprintf("arn:aws:iam::%s:policy/policy-%d", own, i)
}

func (g *generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g *generator) attach(policies int) []Attachment {
	var out []Attachment
	for range 1 + g.IntN(3) {
		if policies > 0 {
			i := g.IntN(policies)
			out = append(out, Attachment{PolicyName: fmt.Sprintf("policy-%d", i), PolicyArn: g.policyARN(i)})
		}
	}
	return out
}

func (g *generator) tags() []Tag {
	return []Tag{{"team", g.pick("blue", "red", "green")}, {"env", g.pick("dev", "prod")}}
}

func (g *generator) role(i int, n size) Role {
	r := Role{
		Arn: fmt.Sprintf("arn:aws:iam::%s:role/app/role-%d", own, i), RoleName: fmt.Sprintf("role-%d", i), RoleID: fmt.Sprintf("AROA%016d", i),
		AttachedManagedPolicies: g.attach(n.policies), Tags: g.tags(),
		RolePolicyList: []InlinePolicy{{
			PolicyName: "own",
			PolicyDocument: Text(fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::app-%d/*"},{"Effect":"Allow","Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"arn:aws:logs:*:%s:log-group:/app/%d:*"}]}`,
				i, own, i)),
		}},
		AssumeRolePolicyDocument: Text(fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":%q},"Action":"sts:AssumeRole"}]}`,
			g.pick("lambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com"))),
	}
	switch i % 50 {
	case 0:
		r.AssumeRolePolicyDocument = Text(fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"sts:AssumeRole"}]}`, own))
	case 1:
		r.AssumeRolePolicyDocument = Text(fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:role/app/role-%d"},"Action":"sts:AssumeRole"}]}`, own, g.IntN(n.roles)))
	case 2:
		if n.policies > 0 {
			r.PermissionsBoundary = &Boundary{g.policyARN(g.IntN(n.policies))}
		}
	}
	return r
}

var services = []string{"s3", "ec2", "lambda", "dynamodb", "sqs", "sns", "logs", "cloudwatch", "ssm", "kms", "secretsmanager", "rds", "ecs", "glue", "iam"}

// document makes a managed policy of a few statements; one in four hundred is an
// administrator's.
func (g *generator) document(i, roles int) Text {
	if i%400 == 7 {
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	}
	var statements []string
	for range 2 + g.IntN(4) {
		service := services[g.IntN(len(services))]
		var actions []string
		for range 1 + g.IntN(4) {
			actions = append(actions, fmt.Sprintf("%q", service+":"+g.pick("Get*", "List*", "Describe*", "Put*", "Create*", "Delete*", "*", "GetObject", "PassRole", "PutItem")))
		}
		effect, condition := "Allow", ""
		if g.IntN(12) == 0 {
			effect = "Deny"
		}
		if g.IntN(5) == 0 {
			condition = `,"Condition":{"StringEquals":{"` + g.pick("aws:RequestedRegion", "aws:PrincipalTag/team", "aws:SourceVpc") + `":"blue"}}`
		}
		resource := `"*"`
		if g.IntN(3) > 0 {
			resource = fmt.Sprintf(`"arn:aws:%s:*:%s:app-%d/*"`, service, own, g.IntN(max(roles, 1)))
			if service == "s3" {
				resource = fmt.Sprintf(`["arn:aws:s3:::data-%d","arn:aws:s3:::data-%d/*"]`, i, g.IntN(300))
			}
		}
		statements = append(statements, fmt.Sprintf(`{"Effect":%q,"Action":[%s],"Resource":%s%s}`, effect, strings.Join(actions, ","), resource, condition))
	}
	return Text(`{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`)
}

// text writes a snapshot as JSON.
func text(t testing.TB, s *Snapshot) []byte {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// request puts a question to eval.Simulate for one principal, from the snapshot
// alone. It shares no code with the account.
func request(t testing.TB, s *Snapshot, arn string, x Question) eval.Request {
	t.Helper()
	r := eval.Request{
		Principal: arn, Action: x.Action, Resource: x.Resource, UnknownContext: x.UnknownContext, Context: map[string]eval.Values{},
		SCPs: s.SCPs, RCPs: s.RCPs, ManagementAccount: s.ManagementAccount, ResourceAccount: x.ResourceAccount,
	}
	if r.UnknownContext == nil {
		r.UnknownContext = []string{"*"}
	}
	for k, v := range x.Context {
		r.Context[k] = v
	}
	managed := func(arn string) Text {
		for _, p := range s.Policies {
			for _, v := range p.PolicyVersionList {
				if p.Arn == arn && v.IsDefaultVersion {
					return v.Document
				}
			}
		}
		t.Fatalf("no policy %s", arn)
		return ""
	}
	add := func(inline []InlinePolicy, list []Attachment) {
		for _, p := range inline {
			r.IdentityPolicies = append(r.IdentityPolicies, eval.Document{ID: p.PolicyName, Text: string(p.PolicyDocument)})
		}
		for _, at := range list {
			r.IdentityPolicies = append(r.IdentityPolicies, eval.Document{ID: at.PolicyArn, Text: string(managed(at.PolicyArn))})
		}
	}
	limit := func(b *Boundary) {
		if b != nil {
			r.PermissionBoundary = &eval.Document{Text: string(managed(b.PermissionsBoundaryArn))}
		}
	}
	// Every tag key of the snapshots is known, as each principal has it or not.
	tags := func(list []Tag) {
		for _, key := range []string{"team", "env", "owner"} {
			name := "aws:PrincipalTag/" + key
			if _, given := r.Context[name]; given {
				continue
			}
			r.Context[name] = eval.Values{}
			for _, tag := range list {
				if tag.Key == key {
					r.Context[name] = eval.Values{tag.Value}
				}
			}
		}
	}
	for _, u := range s.Users {
		if u.Arn != arn {
			continue
		}
		add(u.UserPolicyList, u.AttachedManagedPolicies)
		for _, name := range u.GroupList {
			for _, g := range s.Groups {
				if g.GroupName == name {
					add(g.GroupPolicyList, g.AttachedManagedPolicies)
				}
			}
		}
		limit(u.PermissionsBoundary)
		tags(u.Tags)
		r.Context["aws:userid"] = eval.Values{u.UserID}
	}
	for _, role := range s.Roles {
		if role.Arn == arn {
			add(role.RolePolicyList, role.AttachedManagedPolicies)
			limit(role.PermissionsBoundary)
			// Nothing in the random accounts tests the name of the session.
			r.Context["aws:userid"] = eval.Values{role.RoleID + ":session"}
			if !strings.Contains(string(role.AssumeRolePolicyDocument), "TagSession") {
				tags(role.Tags)
			}
		}
		if role.Arn == x.Resource && strings.HasPrefix(x.Action, "sts:") {
			r.ResourcePolicy = &eval.Document{Text: string(role.AssumeRolePolicyDocument)}
		}
	}
	for _, p := range s.ResourcePolicies {
		if r.ResourcePolicy == nil && (x.Resource == p.Resource || strings.HasPrefix(x.Resource, p.Resource+"/")) {
			r.ResourcePolicy = &eval.Document{Text: string(p.Policy)}
			if r.ResourceAccount == "" && strings.HasPrefix(p.Resource, "arn:aws:s3:::") {
				r.ResourceAccount = own
				if p.Account != "" {
					r.ResourceAccount = p.Account
				}
			}
		}
	}
	if r.ResourceAccount != "" && r.ResourceAccount != own || strings.Contains(x.Resource, ":999999999999:") {
		r.RCPs = nil // the snapshot's are those of its own account
	}
	return r
}
