package access

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExposures tells who outside gets in: reach, principal, actions, where, and the
// keys of the conditions.
func TestExposures(t *testing.T) {
	const other = "444455556666"
	named := func(statements ...string) []ResourcePolicy {
		return []ResourcePolicy{{Resource: bucket, Policy: Text(policyOf(statements...))}}
	}
	trusted := func(principal, action, condition string) Role {
		r := role("r", principal)
		statement := strings.Replace(resourceStatement("Allow", principal, action, "*", condition), `,"Resource":"*"`, "", 1)
		r.AssumeRolePolicyDocument = Text(policyOf(statement))
		return r
	}
	oidc := arnOf("oidc-provider/token.actions.githubusercontent.com")
	for _, x := range []struct {
		name     string
		snapshot Snapshot
		options  ExposureOptions
		want     string
	}{
		{name: "nobody", snapshot: Snapshot{Roles: []Role{role("r", rootTrust), role("s", lambdaTrust)}}},
		{name: "services, when asked for", snapshot: Snapshot{Roles: []Role{role("s", lambdaTrust)}}, options: ExposureOptions{Services: true}, want: "service lambda.amazonaws.com sts:AssumeRole role/s []"},
		{name: "another account", snapshot: Snapshot{Roles: []Role{role("r", `{"AWS":"arn:aws:iam::`+other+`:root"}`)}}, want: "account " + other + " sts:AssumeRole role/r []"},
		{
			name:     "another account with an external id",
			snapshot: Snapshot{Roles: []Role{trusted(`{"AWS":"`+other+`"}`, "sts:AssumeRole", `{"StringEquals":{"sts:ExternalId":"x"}}`)}},
			want:     "account " + other + " sts:AssumeRole role/r [sts:ExternalId]",
		},
		{
			name:     "a user of another account",
			snapshot: Snapshot{Roles: []Role{role("r", `{"AWS":"arn:aws:iam::`+other+`:user/x"}`)}}, want: "account arn:aws:iam::" + other + ":user/x sts:AssumeRole role/r []",
		},
		{name: "everybody", snapshot: Snapshot{Roles: []Role{role("r", `{"AWS":"*"}`)}}, want: "public * sts:AssumeRole role/r []"},
		{
			name:     "everybody of an organization",
			snapshot: Snapshot{Roles: []Role{trusted(`"*"`, "sts:AssumeRole", `{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`)}},
			want:     "organization * sts:AssumeRole role/r [aws:PrincipalOrgID]",
		},
		{
			name:     "everybody of this account is nobody outside",
			snapshot: Snapshot{Roles: []Role{trusted(`"*"`, "sts:AssumeRole", `{"StringEquals":{"aws:PrincipalAccount":"`+own+`"}}`)}},
		},
		{
			name:     "an identity provider",
			snapshot: Snapshot{Roles: []Role{trusted(`{"Federated":"`+oidc+`"}`, "sts:AssumeRoleWithWebIdentity", `{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:x/*"}}`)}},
			want:     "federated " + oidc + " sts:AssumeRoleWithWebIdentity role/r [token.actions.githubusercontent.com:sub]",
		},
		{
			name:     "a service-linked role lets in nobody else",
			snapshot: Snapshot{Roles: []Role{{Arn: arnOf("role/aws-service-role/x.amazonaws.com/r"), RoleName: "r", AssumeRolePolicyDocument: role("r", `{"AWS":"`+other+`"}`).AssumeRolePolicyDocument}}},
		},
		{
			name:     "a public part of a bucket",
			snapshot: Snapshot{AccountID: own, ResourcePolicies: named(resourceStatement("Allow", `"*"`, "s3:GetObject", bucket+"/public/*", ""))},
			want:     "public * s3:GetObject b []",
		},
		{
			name: "a deny takes it back",
			snapshot: Snapshot{AccountID: own, ResourcePolicies: named(
				resourceStatement("Allow", `"*"`, "s3:GetObject", bucket+"/*", ""), resourceStatement("Deny", `"*"`, "s3:*", bucket+"/*", ""))},
		},
		{
			name: "a deny that spares a network",
			snapshot: Snapshot{AccountID: own, ResourcePolicies: named(
				resourceStatement("Allow", `{"AWS":"`+other+`"}`, "s3:GetObject s3:PutObject", bucket+"/*", ""),
				resourceStatement("Deny", `"*"`, "s3:*", bucket+"/*", `{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}`))},
			want: "account " + other + " s3:GetObject,s3:PutObject b [aws:SourceVpce]",
		},
		{
			name: "an RCP keeps others out",
			snapshot: Snapshot{
				AccountID: own, ResourcePolicies: named(resourceStatement("Allow", `{"AWS":"`+other+`"}`, "s3:GetObject", bucket+"/*", "")),
				RCPs: scps(policyOf(resourceStatement("Deny", `"*"`, "s3:*", "*", `{"StringNotEqualsIfExists":{"aws:PrincipalAccount":"`+own+`"}}`))),
			},
		},
		{
			name:     "a bucket of another account",
			snapshot: Snapshot{AccountID: own, ResourcePolicies: []ResourcePolicy{{Resource: bucket, Account: other, Policy: Text(policyOf(resourceStatement("Allow", `"*"`, "s3:*", bucket+"/*", "")))}}},
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			a, err := Load(bytes.NewReader(text(t, &x.snapshot)))
			if err != nil {
				t.Fatal(err)
			}
			list, err := a.Exposures(x.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range list {
				keys := []string{}
				for _, c := range e.Conditions {
					keys = append(keys, c.Key)
				}
				got = append(got, fmt.Sprintf("%s %s %s %s %v", e.Reach, e.Principal, strings.Join(e.Actions, ","), e.Resource[strings.LastIndexByte(e.Resource, ':')+1:], keys))
			}
			if diff := cmp.Diff(x.want, strings.Join(got, "; ")); diff != "" {
				t.Errorf("exposures (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOutsideEscalations expects ways in from outside that lead to an administrator.
func TestOutsideEscalations(t *testing.T) {
	a, err := New(&Snapshot{Roles: []Role{
		role("admin", `{"AWS":"`+arnOf("role/door")+`"}`, `{"Effect":"Allow","Action":"*","Resource":"*"}`),
		role("door", `{"AWS":"444455556666"}`, allow("sts:AssumeRole", "*")),
		role("other", `{"AWS":"444455556666"}`, allow("s3:*", "*")),
	}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := a.Escalations()
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Outside) != 1 || e.Outside[0].Exposure.Resource != arnOf("role/door") || len(e.Outside[0].Steps) != 1 {
		t.Fatalf("outside: %+v", e.Outside)
	}
	g := e.Graph(a)
	var b strings.Builder
	if err := g.WriteDOT(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"444455556666" -> "` + arnOf("role/door") + `"`, `"` + arnOf("role/door") + `" -> "` + arnOf("role/admin") + `"`,
		`label="role admin", style=filled`, `label="role door", style=bold`, `"444455556666" [label="444455556666", shape=ellipse]`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the graph lacks %s:\n%s", want, b.String())
		}
	}
	whole, err := a.Graph(&e)
	if err != nil {
		t.Fatal(err)
	}
	if len(whole.Nodes) != 4 || len(whole.Edges) != 3 {
		t.Errorf("the whole graph: %+v", whole)
	}
}
