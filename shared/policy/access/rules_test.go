package access

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// scps makes service control policies: one level, all documents in it.
func scps(documents ...string) [][]eval.Document {
	var level []eval.Document
	for _, d := range documents {
		level = append(level, eval.Document{Text: d})
	}
	return [][]eval.Document{level}
}

func ownPolicy(name string, statements ...string) ManagedPolicy {
	return ManagedPolicy{
		Arn: arnOf("policy/" + name), PolicyName: name, DefaultVersionID: "v1",
		PolicyVersionList: []PolicyVersion{{VersionID: "v1", IsDefaultVersion: true, Document: Text(policyOf(statements...))}},
	}
}

// resourceStatement makes a statement with a principal.
func resourceStatement(effect, principal, actions, resource, condition string) string {
	return strings.Replace(statementOf(effect, actions, resource, condition), `"Action"`, `"Principal":`+principal+`,"Action"`, 1)
}

const (
	bucket = "arn:aws:s3:::b"
	object = "arn:aws:s3:::b/k"
)

// TestWhoCanRules tells who can read an object, one rule at a time: names of those
// who can, with ? behind those whose access hangs on conditions, and with ! those of
// whom it is not known.
func TestWhoCanRules(t *testing.T) {
	read := allow("s3:GetObject", bucket+"/*")
	for _, x := range []struct {
		name     string
		snapshot Snapshot
		question Question
		want     string
	}{
		{name: "inline policies", snapshot: Snapshot{Users: []User{user("a", read), user("b")}, Roles: []Role{role("r", lambdaTrust, read)}}, want: "r a"},
		{name: "managed policies", snapshot: Snapshot{
			Policies: []ManagedPolicy{ownPolicy("read", read)},
			Users:    []User{{Arn: arnOf("user/a"), UserName: "a", AttachedManagedPolicies: []Attachment{{PolicyArn: arnOf("policy/read")}}}, user("b")},
		}, want: "a"},
		{name: "only the default version counts", snapshot: Snapshot{
			Policies: []ManagedPolicy{{Arn: arnOf("policy/p"), DefaultVersionID: "v2", PolicyVersionList: []PolicyVersion{
				{VersionID: "v3", Document: adminDocument},
				{VersionID: "v2", Document: Text(policyOf(allow("s3:PutObject", "*")))},
			}}},
			Users: []User{{Arn: arnOf("user/a"), UserName: "a", AttachedManagedPolicies: []Attachment{{PolicyArn: arnOf("policy/p")}}}},
		}, want: ""},
		{name: "groups", snapshot: Snapshot{
			Groups: []Group{{Arn: arnOf("group/g"), GroupName: "g", GroupPolicyList: inline([]string{read})}},
			Users:  []User{{Arn: arnOf("user/a"), UserName: "a", GroupList: []string{"g"}}, user("b")},
		}, want: "a"},
		{name: "a deny in a group", snapshot: Snapshot{
			Groups: []Group{{Arn: arnOf("group/g"), GroupName: "g", GroupPolicyList: inline([]string{deny("s3:*", "*")})}},
			Users:  []User{{Arn: arnOf("user/a"), UserName: "a", UserPolicyList: inline([]string{read}), GroupList: []string{"g"}}, user("b", read)},
		}, want: "b"},
		{name: "permissions boundary", snapshot: Snapshot{
			Policies: []ManagedPolicy{ownPolicy("limit", allow("ec2:*", "*")), ownPolicy("wide", allow("*", "*"))},
			Roles: []Role{
				func() Role {
					r := role("in", lambdaTrust, read)
					r.PermissionsBoundary = &Boundary{arnOf("policy/wide")}
					return r
				}(),
				func() Role {
					r := role("out", lambdaTrust, read)
					r.PermissionsBoundary = &Boundary{arnOf("policy/limit")}
					return r
				}(),
			},
		}, want: "in"},
		{name: "SCPs at every level", snapshot: Snapshot{
			Users: []User{user("a", read)},
			SCPs:  [][]eval.Document{{{Text: adminDocument}}, {{Text: policyOf(allow("ec2:*", "*"))}}},
		}, want: ""},
		{name: "SCPs do not bind the management account", snapshot: Snapshot{
			Users: []User{user("a", read)}, SCPs: scps(policyOf(allow("ec2:*", "*"))), ManagementAccount: own,
		}, want: "a"},
		{name: "RCPs", snapshot: Snapshot{
			Users: []User{user("a", read)}, RCPs: scps(policyOf(resourceStatement("Deny", `"*"`, "s3:*", "*", ""))),
		}, want: ""},
		{name: "conditions", snapshot: Snapshot{
			Users: []User{user("a", statementOf("Allow", "s3:*", "*", `{"StringEquals":{"aws:SourceVpc":"vpc-1"}}`)), user("b", read)},
		}, want: "a? b"},
		{
			name: "conditions that are met", question: Question{Context: map[string][]string{"aws:SourceVpc": {"vpc-1"}}},
			snapshot: Snapshot{Users: []User{user("a", statementOf("Allow", "s3:*", "*", `{"StringEquals":{"aws:SourceVpc":"vpc-1"}}`))}}, want: "a",
		},
		{
			name: "no key is unknown", question: Question{UnknownContext: []string{}},
			snapshot: Snapshot{Users: []User{user("a", statementOf("Allow", "s3:*", "*", `{"StringEquals":{"aws:SourceVpc":"vpc-1"}}`))}}, want: "",
		},
		{name: "conditions that contradict each other", snapshot: Snapshot{Users: []User{user("a",
			statementOf("Allow", "s3:*", "*", `{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}`),
			statementOf("Deny", "s3:*", "*", `{"StringNotEquals":{"aws:RequestedRegion":"us-east-1"}}`))}}, want: ""},
		{name: "tags of users and roles", snapshot: Snapshot{
			Users: []User{
				func() User { u := user("blue", tagged); u.Tags = []Tag{{"Team", "blue"}}; return u }(),
				func() User { u := user("red", tagged); u.Tags = []Tag{{"team", "red"}}; return u }(),
				user("none", tagged),
			},
			Roles: []Role{func() Role { r := role("role", lambdaTrust, tagged); r.Tags = []Tag{{"team", "blue"}}; return r }()},
		}, want: "role blue"},
		{name: "tags that come with the session", snapshot: Snapshot{
			Roles: []Role{func() Role {
				r := role("r", lambdaTrust, tagged)
				r.AssumeRolePolicyDocument = Text(strings.Replace(string(r.AssumeRolePolicyDocument), `"sts:AssumeRole"`, `["sts:AssumeRole","sts:TagSession"]`, 1))
				return r
			}()},
		}, want: "r?"},
		{name: "policy variables", snapshot: Snapshot{
			Users: []User{user("k", allow("s3:GetObject", bucket+"/${aws:username}")), user("x", allow("s3:GetObject", bucket+"/${aws:username}"))},
		}, want: "k"},
		{name: "a bucket policy lets one in", snapshot: Snapshot{
			Users:            []User{user("a"), user("b")},
			ResourcePolicies: []ResourcePolicy{{Resource: bucket, Policy: Text(policyOf(resourceStatement("Allow", `{"AWS":"`+arnOf("user/a")+`"}`, "s3:GetObject", bucket+"/*", "")))}},
		}, want: "a"},
		{name: "a bucket policy that names the account leaves it to the account", snapshot: Snapshot{
			Users:            []User{user("a"), user("b", read)},
			ResourcePolicies: []ResourcePolicy{{Resource: bucket, Policy: Text(policyOf(resourceStatement("Allow", rootTrust, "s3:GetObject", bucket+"/*", "")))}},
		}, want: "b"},
		{name: "a bucket policy denies", snapshot: Snapshot{
			Users:            []User{user("a", read), user("b", read)},
			ResourcePolicies: []ResourcePolicy{{Resource: bucket, Policy: Text(policyOf(resourceStatement("Deny", `{"AWS":"`+arnOf("user/a")+`"}`, "s3:*", bucket+"/*", "")))}},
		}, want: "b"},
		{name: "a bucket policy names a unique id", snapshot: Snapshot{
			Users:            []User{user("a"), user("b")},
			Roles:            []Role{role("r", lambdaTrust)},
			ResourcePolicies: []ResourcePolicy{{Resource: bucket, Policy: Text(policyOf(resourceStatement("Allow", `{"AWS":["AIDAB","AROAR"]}`, "s3:GetObject", bucket+"/*", "")))}},
		}, want: "r b"},
		{name: "a bucket policy names a session", snapshot: Snapshot{
			Roles: []Role{role("r", lambdaTrust)},
			ResourcePolicies: []ResourcePolicy{{Resource: bucket, Policy: Text(policyOf(
				resourceStatement("Allow", `{"AWS":"arn:aws:sts::`+own+`:assumed-role/r/s"}`, "s3:GetObject", bucket+"/*", "")))}},
		}, want: "assumed-role/r/s"},
		{name: "a boundary does not limit what a bucket policy gives to a user, but what it gives to a role", snapshot: Snapshot{
			Policies: []ManagedPolicy{ownPolicy("limit", allow("ec2:*", "*"))},
			Users:    []User{func() User { u := user("a"); u.PermissionsBoundary = &Boundary{arnOf("policy/limit")}; return u }()},
			Roles: []Role{func() Role {
				r := role("r", lambdaTrust)
				r.PermissionsBoundary = &Boundary{arnOf("policy/limit")}
				return r
			}()},
			ResourcePolicies: []ResourcePolicy{{Resource: bucket, Policy: Text(policyOf(
				resourceStatement("Allow", `{"AWS":["`+arnOf("user/a")+`","`+arnOf("role/r")+`"]}`, "s3:GetObject", bucket+"/*", "")))}},
		}, want: "a"},
		{
			name: "another account's bucket needs both", question: Question{},
			snapshot: Snapshot{
				Users: []User{user("a"), user("b", read)},
				ResourcePolicies: []ResourcePolicy{{Resource: bucket, Account: "444455556666", Policy: Text(policyOf(
					resourceStatement("Allow", `{"AWS":["`+arnOf("user/a")+`","`+arnOf("user/b")+`"]}`, "s3:GetObject", bucket+"/*", "")))}},
			}, want: "b",
		},
		{
			name: "another account's bucket whose policy is not known", question: Question{ResourceAccount: "444455556666"},
			snapshot: Snapshot{Users: []User{user("a"), user("b", read)}}, want: "b!",
		},
		{
			name: "a key whose policy is not known", question: Question{Action: "kms:Decrypt", Resource: "arn:aws:kms:eu-west-1:" + own + ":key/k"},
			snapshot: Snapshot{Users: []User{user("a"), user("b", allow("kms:*", "*"))}}, want: "b!",
		},
		{
			name: "a key policy must agree", question: Question{Action: "kms:Decrypt", Resource: "arn:aws:kms:eu-west-1:" + own + ":key/k"},
			snapshot: Snapshot{
				Users: []User{user("a"), user("b", allow("kms:*", "*"))},
				ResourcePolicies: []ResourcePolicy{{Resource: "arn:aws:kms:eu-west-1:" + own + ":key/k", Policy: Text(policyOf(
					resourceStatement("Allow", `{"AWS":"`+arnOf("user/a")+`"}`, "kms:*", "*", "")))}},
			}, want: "a",
		},
		{
			name: "assuming a role takes both sides", question: Question{Action: "sts:AssumeRole", Resource: arnOf("role/r")},
			snapshot: Snapshot{
				Users: []User{user("a", allow("sts:AssumeRole", "*")), user("b")},
				Roles: []Role{role("r", rootTrust), role("s", rootTrust, allow("sts:AssumeRole", arnOf("role/s")))},
			}, want: "a",
		},
		{name: "an AWS managed policy that the snapshot lacks comes from the catalog", snapshot: Snapshot{
			Users: []User{{Arn: arnOf("user/a"), UserName: "a", AttachedManagedPolicies: []Attachment{{PolicyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}}}},
		}, want: "a"},
		{name: "a policy that is nowhere", snapshot: Snapshot{
			Users: []User{
				{Arn: arnOf("user/a"), UserName: "a", AttachedManagedPolicies: []Attachment{{PolicyArn: arnOf("policy/gone")}}},
				{Arn: arnOf("user/b"), UserName: "b", UserPolicyList: inline([]string{read}), AttachedManagedPolicies: []Attachment{{PolicyArn: arnOf("policy/gone")}}},
				{Arn: arnOf("user/c"), UserName: "c", UserPolicyList: inline([]string{deny("s3:*", "*")}), AttachedManagedPolicies: []Attachment{{PolicyArn: arnOf("policy/gone")}}},
			},
		}, want: "a! b!"},
		{name: "a policy that is nowhere, but cannot matter", snapshot: Snapshot{
			Users: []User{{Arn: arnOf("user/a"), UserName: "a", AttachedManagedPolicies: []Attachment{{PolicyArn: arnOf("policy/gone")}}}},
			SCPs:  scps(policyOf(allow("ec2:*", "*"))),
		}, want: ""},
		{name: "a boundary that is nowhere", snapshot: Snapshot{
			Users: []User{
				func() User { u := user("a", read); u.PermissionsBoundary = &Boundary{arnOf("policy/gone")}; return u }(),
				func() User { u := user("b"); u.PermissionsBoundary = &Boundary{arnOf("policy/gone")}; return u }(),
			},
		}, want: "a!"},
		{name: "Identity Center", snapshot: Snapshot{
			AccountID: own,
			Policies:  []ManagedPolicy{ownPolicy("read", read)},
			Roles: []Role{
				{
					Arn: arnOf("role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef"), RoleName: "AWSReservedSSO_Ops_0123456789abcdef",
					RolePolicyList: inline([]string{read}), AssumeRolePolicyDocument: Text(policyOf(strings.Replace(resourceStatement("Allow", `{"Federated":"`+arnOf("saml-provider/x")+`"}`, "sts:AssumeRoleWithSAML", "*", ""), `,"Resource":"*"`, "", 1))),
				},
			},
			IdentityCenter: &IdentityCenter{
				PermissionSets: []PermissionSet{
					{Name: "Ops"},
					{Name: "Read", CustomerManagedPolicies: []string{"read"}},
					{Name: "Inline", InlinePolicy: Text(policyOf(read))},
					{Name: "Elsewhere", InlinePolicy: Text(policyOf(read))},
					{Name: "Limited", InlinePolicy: Text(policyOf(read)), PermissionsBoundary: "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"},
				},
				Assignments: []Assignment{
					{PermissionSet: "Ops", PrincipalType: "GROUP", PrincipalName: "Operators"},
					{PermissionSet: "Read", PrincipalType: "USER", PrincipalName: "Mary"},
					{PermissionSet: "Inline", PrincipalType: "USER", PrincipalID: "1-2"},
					{PermissionSet: "Limited", PrincipalType: "USER", PrincipalID: "1-2"},
					{PermissionSet: "Elsewhere", PrincipalType: "USER", PrincipalName: "Mary", AccountID: "444455556666"},
				},
			},
		}, want: "AWSReservedSSO_Inline_0000000000000000 AWSReservedSSO_Ops_0123456789abcdef AWSReservedSSO_Read_0000000000000000"},
	} {
		t.Run(x.name, func(t *testing.T) {
			a, err := Load(bytes.NewReader(text(t, &x.snapshot)))
			if err != nil {
				t.Fatal(err)
			}
			if x.question.Action == "" {
				x.question.Action, x.question.Resource = "s3:GetObject", object
			}
			answer, err := a.WhoCan(x.question)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{}
			short := func(arn string) string {
				if i := strings.Index(arn, "assumed-role"); i >= 0 {
					return arn[i:]
				}
				return arn[strings.LastIndexByte(arn, '/')+1:]
			}
			for _, g := range answer.Allowed {
				name := short(g.PrincipalARN)
				if len(g.Conditions) > 0 {
					name += "?"
				}
				if (len(g.Conditions) > 0) != (len(g.MissingContext) > 0) {
					t.Errorf("%s: conditions %v, keys %v", name, g.Conditions, g.MissingContext)
				}
				if len(g.Statements) == 0 {
					t.Errorf("%s: no statement decides", name)
				}
				got = append(got, name)
			}
			for _, u := range answer.Unknown {
				got = append(got, short(u.PrincipalARN)+"!")
			}
			if diff := cmp.Diff(x.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("who can (-want +got):\n%s", diff)
			}
		})
	}
}

var tagged = statementOf("Allow", "s3:GetObject", "*", `{"StringEquals":{"aws:PrincipalTag/team":"blue"}}`)

// TestWhoCanSays expects the conditions and statements in the answer.
func TestWhoCanSays(t *testing.T) {
	s := &Snapshot{
		Users: []User{user("a",
			strings.Replace(statementOf("Allow", "s3:GetObject", bucket+"/*", `{"StringEquals":{"aws:SourceVpc":["vpc-1","vpc-2"]}}`), `{"Effect"`, `{"Sid":"FromVPC","Effect"`, 1),
			allow("s3:GetObject", bucket+"/${aws:PrincipalTag/home}/*"))},
		ResourcePolicies: []ResourcePolicy{{Resource: bucket, Policy: Text(policyOf(
			resourceStatement("Deny", `"*"`, "s3:*", bucket+"/*", `{"Bool":{"aws:SecureTransport":"false"}}`),
			resourceStatement("Allow", `{"AWS":"444455556666"}`, "s3:GetObject", bucket+"/*", ""),
		))}},
	}
	a, err := Load(bytes.NewReader(text(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := a.WhoCan(Question{Action: "s3:GetObject", Resource: object})
	if err != nil {
		t.Fatal(err)
	}
	if len(answer.Allowed) != 1 || len(answer.Outside) != 1 {
		t.Fatalf("%+v", answer)
	}
	got := answer.Allowed[0]
	want := []Condition{
		{Effect: "Allow", Key: "aws:SourceVpc", Operator: "StringEquals", Values: []string{"vpc-1", "vpc-2"}, PolicyID: "inline"},
		{Effect: "Deny", Key: "aws:SecureTransport", Operator: "Bool", Values: []string{"false"}, PolicyID: bucket},
	}
	if diff := cmp.Diff(want, got.Conditions); diff != "" {
		t.Errorf("conditions (-want +got):\n%s", diff)
	}
	names := []string{}
	for _, st := range got.Statements {
		names = append(names, st.String())
	}
	if !slices.Contains(names, `Allow by identity policy "inline" of `+arnOf("user/a")+`, statement [0] "FromVPC"`) {
		t.Errorf("statements: %q", names)
	}
	if o := answer.Outside[0]; o.Principal != "444455556666" || o.Reach != ReachAccount || len(o.Conditions) != 1 {
		t.Errorf("outside: %+v", o)
	}
}
