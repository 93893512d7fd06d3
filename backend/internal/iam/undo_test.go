package iam_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsiam "github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

func tags(pairs ...string) (out []types.Tag) {
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, types.Tag{Key: &pairs[i], Value: &pairs[i+1]})
	}
	return out
}

// certificate is a self-signed one.
func certificate(t *testing.T) string {
	t.Helper()
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	template := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der := must(x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key))(t)
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// read gives all of the account that plans can change, one thing after the other,
// without the ids and times that AWS gives to what is made anew, until it is told
// that this is enough.
func (w *world) read(each func(name, is string) (more bool)) {
	w.t.Helper()
	t, ctx := w.t, w.t.Context()
	put := func(name string, is ...any) bool { return each(name, string(must(json.Marshal(is))(t))) }
	for _, u := range must(w.IAM.ListUsers(ctx, api.IAMUserListIn{Limit: 200}))(t).Items {
		d := must(w.IAM.GetUser(ctx, api.IAMUserIn{UserName: u.UserName}))(t)
		d.UserID, d.CreatedAt, d.PasswordLastUsed = "", time.Time{}, nil
		for i := range d.AccessKeys {
			d.AccessKeys[i].CreatedAt = time.Time{}
		}
		inline := map[string]string{}
		for _, name := range d.InlinePolicies {
			inline[name] = must(w.IAM.GetInlinePolicy(ctx, client.IAMUsers, api.InlinePolicyIn{IAMNamed: named(u.UserName), PolicyName: name}))(t).Document
		}
		if !put("user "+u.UserName, d, inline) {
			return
		}
	}
	for _, g := range must(w.IAM.ListGroups(ctx, api.IAMPage{}))(t).Items {
		d := must(w.IAM.GetGroup(ctx, named(g.GroupName)))(t)
		var members []string
		for _, m := range d.Members {
			members = append(members, m.UserName)
		}
		if !put("group "+g.GroupName, d.Path, members, d.AttachedPolicies, d.InlinePolicies) {
			return
		}
	}
	for _, r := range must(w.IAM.ListRoles(ctx, api.IAMPage{}))(t).Items {
		d := must(w.IAM.GetRole(ctx, named(r.RoleName)))(t)
		d.RoleID, d.CreatedAt, d.LastUsedAt = "", time.Time{}, nil
		inline := map[string]string{}
		for _, name := range d.InlinePolicies {
			inline[name] = must(w.IAM.GetInlinePolicy(ctx, client.IAMRoles, api.InlinePolicyIn{IAMNamed: named(r.RoleName), PolicyName: name}))(t).Document
		}
		if !put("role "+r.RoleName, d, inline) {
			return
		}
	}
	for _, p := range must(w.IAM.ListPolicies(ctx, api.IAMPolicyListIn{Scope: "Local"}))(t).Items {
		d := must(w.IAM.GetPolicy(ctx, api.IAMPolicyArn{PolicyArn: p.Arn}))(t)
		var documents []string
		for _, v := range d.Versions {
			documents = append(documents, must(w.IAM.GetPolicyVersion(ctx, api.IAMPolicyVersionIn{IAMPolicyArn: api.IAMPolicyArn{PolicyArn: p.Arn}, VersionID: v.VersionID}))(t).Document)
		}
		slices.Sort(documents)
		if !put("policy "+p.PolicyName, d.Path, d.Description, d.Document, d.Tags, documents, must(w.IAM.PolicyEntities(ctx, api.IAMPolicyArn{PolicyArn: p.Arn}))(t)) {
			return
		}
	}
	for _, p := range must(w.IAM.ListInstanceProfiles(ctx, api.IAMPage{}))(t).Items {
		d := must(w.IAM.GetInstanceProfile(ctx, named(p.InstanceProfileName)))(t)
		if !put("profile "+p.InstanceProfileName, p.Path, p.Roles, d.Tags) {
			return
		}
	}
	if put("alias", must(w.IAM.Account(ctx, api.OnAWS{}))(t).Alias) {
		put("password policy", must(w.IAM.PasswordPolicy(ctx, api.OnAWS{}))(t))
	}
}

// state is what read gives, by name.
func (w *world) state() map[string]string {
	w.t.Helper()
	out := map[string]string{}
	w.read(func(name, is string) bool {
		out[name] = is
		return true
	})
	return out
}

// changed tells whether anything is not as it was, and reads no further than it has to.
func (w *world) changed(before map[string]string) bool {
	w.t.Helper()
	same, n := true, 0
	w.read(func(name, is string) bool {
		was, known := before[name]
		same, n = known && was == is, n+1
		return same
	})
	return !same || n != len(before)
}

// Every kind of change does something, and taking it back leaves things as they were.
func TestEveryChangeIsTakenBack(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	name := func(s string) *string { return &s }
	w.user("ada")
	must(w.aws.TagUser(ctx, &awsiam.TagUserInput{UserName: name("ada"), Tags: tags("team", "analysts", "floor", "2")}))(t)
	w.user("bob")
	must(w.aws.CreateGroup(ctx, &awsiam.CreateGroupInput{GroupName: name("readers")}))(t)
	must(w.aws.CreateGroup(ctx, &awsiam.CreateGroupInput{GroupName: name("writers"), Path: name("/x/")}))(t)
	must(w.aws.AddUserToGroup(ctx, &awsiam.AddUserToGroupInput{GroupName: name("writers"), UserName: name("bob")}))(t)
	w.role("app")
	w.role("worker")
	reader, spare := w.policy("reader", readBucket), w.policy("spare", writeBucket)
	must(w.aws.AttachGroupPolicy(ctx, &awsiam.AttachGroupPolicyInput{GroupName: name("writers"), PolicyArn: &spare}))(t)
	must(w.aws.AttachRolePolicy(ctx, &awsiam.AttachRolePolicyInput{RoleName: name("worker"), PolicyArn: &spare}))(t)
	must(w.aws.PutRolePolicy(ctx, &awsiam.PutRolePolicyInput{RoleName: name("worker"), PolicyName: name("inline"), PolicyDocument: name(readBucket)}))(t)
	must(w.aws.PutRolePermissionsBoundary(ctx, &awsiam.PutRolePermissionsBoundaryInput{RoleName: name("worker"), PermissionsBoundary: &reader}))(t)
	for _, profile := range []string{"full", "empty"} {
		must(w.aws.CreateInstanceProfile(ctx, &awsiam.CreateInstanceProfileInput{InstanceProfileName: &profile}))(t)
	}
	must(w.aws.TagInstanceProfile(ctx, &awsiam.TagInstanceProfileInput{InstanceProfileName: name("full"), Tags: tags("team", "shop", "floor", "3")}))(t)
	must(w.aws.AddRoleToInstanceProfile(ctx, &awsiam.AddRoleToInstanceProfileInput{InstanceProfileName: name("full"), RoleName: name("worker")}))(t)
	must(w.aws.CreatePolicyVersion(ctx, &awsiam.CreatePolicyVersionInput{PolicyArn: &spare, PolicyDocument: name(readBucket)}))(t)
	key := *must(w.aws.CreateAccessKey(ctx, &awsiam.CreateAccessKeyInput{UserName: name("bob")}))(t).AccessKey.AccessKeyId

	arn := func(a string) api.IAMPolicyArn { return api.IAMPolicyArn{PolicyArn: a} }
	to := func(a, kind, who string) api.AttachPolicyIn {
		return api.AttachPolicyIn{IAMPolicyArn: arn(a), Body: api.AttachPolicyRequest{PrincipalType: kind, PrincipalName: who}}
	}
	inline := func(who string) api.InlinePolicyIn {
		return api.InlinePolicyIn{IAMNamed: named(who), PolicyName: "inline"}
	}
	put := func(who string) api.PutInlinePolicyIn {
		return api.PutInlinePolicyIn{InlinePolicyIn: inline(who), Body: api.IAMDocumentRequest{Document: raw(writeBucket)}}
	}
	forced := func(who string) api.IAMForcedIn { return api.IAMForcedIn{IAMNamed: named(who), Force: true} }
	i, before := w.IAM, w.state()
	for _, c := range []struct {
		name string
		plan func() (api.Plan, error)
	}{
		{"rename a user", func() (api.Plan, error) {
			return i.UpdateUser(ctx, api.UpdateIAMUserIn{IAMNamed: named("ada"), Body: api.UpdateIAMUserRequest{NewName: "grace", NewPath: "/navy/"}})
		}},
		{"delete a user with all", func() (api.Plan, error) { return i.DeleteUser(ctx, forced("ada")) }},
		{"tags of a user", func() (api.Plan, error) {
			return i.Tag(ctx, client.IAMUsers, api.IAMTagsIn{IAMNamed: named("ada"), Body: api.IAMTagsRequest{Set: map[string]string{"team": "authors", "desk": "7"}, Remove: []string{"floor"}}})
		}},
		{"boundary of a user", func() (api.Plan, error) {
			return i.SetBoundary(ctx, client.IAMUsers, api.PermissionsBoundaryIn{IAMNamed: named("ada"), Body: api.PermissionsBoundaryRequest{PolicyArn: reader}})
		}},
		{"console password", func() (api.Plan, error) { return i.CreatePassword(ctx, api.ConsolePasswordIn{IAMNamed: named("ada")}) }},
		{"access key", func() (api.Plan, error) { return i.CreateAccessKey(ctx, named("ada")) }},
		{"switch a key off", func() (api.Plan, error) {
			return i.SetAccessKeyStatus(ctx, api.AccessKeyStatusIn{AccessKeyIn: api.AccessKeyIn{IAMNamed: named("bob"), AccessKeyID: key}, Body: api.AccessKeyStatusRequest{Status: "Inactive"}})
		}},
		{"attach to a user", func() (api.Plan, error) { return i.AttachPolicy(ctx, to(reader, "user", "ada")) }},
		{"attach to a group", func() (api.Plan, error) { return i.AttachPolicy(ctx, to(reader, "group", "readers")) }},
		{"attach to a role", func() (api.Plan, error) { return i.AttachPolicy(ctx, to(reader, "role", "app")) }},
		{"detach from a group", func() (api.Plan, error) { return i.DetachPolicy(ctx, to(spare, "group", "writers")) }},
		{"inline on a user", func() (api.Plan, error) { return i.PutInlinePolicy(ctx, client.IAMUsers, put("ada")) }},
		{"inline on a group", func() (api.Plan, error) { return i.PutInlinePolicy(ctx, client.IAMGroups, put("readers")) }},
		{"other inline on a role", func() (api.Plan, error) { return i.PutInlinePolicy(ctx, client.IAMRoles, put("worker")) }},
		{"delete inline of a role", func() (api.Plan, error) { return i.DeleteInlinePolicy(ctx, client.IAMRoles, inline("worker")) }},
		{"new group", func() (api.Plan, error) {
			return i.CreateGroup(ctx, api.CreateIAMGroupIn{Body: api.CreateIAMGroupRequest{GroupName: "new", Path: "/y/"}})
		}},
		{"rename a group", func() (api.Plan, error) {
			return i.UpdateGroup(ctx, api.UpdateIAMUserIn{IAMNamed: named("readers"), Body: api.UpdateIAMUserRequest{NewName: "watchers"}})
		}},
		{"delete a group", func() (api.Plan, error) { return i.DeleteGroup(ctx, forced("writers")) }},
		{"into a group", func() (api.Plan, error) {
			return i.AddMember(ctx, api.GroupMemberIn{IAMNamed: named("writers"), UserName: "ada"})
		}},
		{"out of a group", func() (api.Plan, error) {
			return i.RemoveMember(ctx, api.GroupMemberIn{IAMNamed: named("writers"), UserName: "bob"})
		}},
		{"new role", func() (api.Plan, error) {
			return i.CreateRole(ctx, api.CreateIAMRoleIn{Body: api.CreateIAMRoleRequest{RoleName: "new", TrustPolicy: raw(trustLambda), Description: "x", MaxSessionDuration: 7200, Tags: map[string]string{"a": "b"}, PermissionsBoundaryArn: reader}})
		}},
		{"change a role", func() (api.Plan, error) {
			return i.UpdateRole(ctx, api.UpdateIAMRoleIn{IAMNamed: named("worker"), Body: api.UpdateIAMRoleRequest{Description: name("works"), MaxSessionDuration: 43200, TrustPolicy: raw(trustLambda)}})
		}},
		{"delete a role", func() (api.Plan, error) { return i.DeleteRole(ctx, forced("worker")) }},
		{"tags of a role", func() (api.Plan, error) {
			return i.Tag(ctx, client.IAMRoles, api.IAMTagsIn{IAMNamed: named("app"), Body: api.IAMTagsRequest{Set: map[string]string{"a": "b"}}})
		}},
		{"boundary of a role", func() (api.Plan, error) {
			return i.SetBoundary(ctx, client.IAMRoles, api.PermissionsBoundaryIn{IAMNamed: named("worker"), Body: api.PermissionsBoundaryRequest{PolicyArn: spare}})
		}},
		{"no boundary of a role", func() (api.Plan, error) { return i.DeleteBoundary(ctx, client.IAMRoles, named("worker")) }},
		{"new policy", func() (api.Plan, error) {
			return i.CreatePolicy(ctx, api.CreateIAMPolicyIn{Body: api.CreateIAMPolicyRequest{PolicyName: "new", Path: "/z/", Description: "d", Document: raw(readBucket), Tags: map[string]string{"a": "b"}}})
		}},
		{"new version in force", func() (api.Plan, error) {
			return i.CreatePolicyVersion(ctx, api.CreateIAMPolicyVersionIn{IAMPolicyArn: arn(reader), Body: api.CreateIAMPolicyVersionRequest{Document: raw(writeBucket)}})
		}},
		{"another version in force", func() (api.Plan, error) {
			return i.SetDefaultPolicyVersion(ctx, api.IAMPolicyVersionIn{IAMPolicyArn: arn(spare), VersionID: "v2"})
		}},
		{"delete a version", func() (api.Plan, error) {
			return i.DeletePolicyVersion(ctx, api.IAMPolicyVersionIn{IAMPolicyArn: arn(spare), VersionID: "v2"})
		}},
		{"delete a policy with all", func() (api.Plan, error) {
			return i.DeletePolicy(ctx, api.DeleteIAMPolicyIn{IAMPolicyArn: arn(spare), Force: true})
		}},
		{"tags of a policy", func() (api.Plan, error) {
			return i.TagPolicy(ctx, api.IAMPolicyTagsIn{IAMPolicyArn: arn(reader), Body: api.IAMTagsRequest{Set: map[string]string{"a": "b"}}})
		}},
		{"new instance profile", func() (api.Plan, error) {
			return i.CreateInstanceProfile(ctx, api.CreateInstanceProfileIn{Body: api.CreateInstanceProfileRequest{InstanceProfileName: "new", RoleName: "app"}})
		}},
		{"new policy, attached at once", func() (api.Plan, error) {
			return i.CreatePolicy(ctx, api.CreateIAMPolicyIn{Body: api.CreateIAMPolicyRequest{
				PolicyName: "attached", Path: "/x/", Document: []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}`),
				AttachTo: []api.AttachPolicyRequest{{PrincipalType: "role", PrincipalName: "app"}, {PrincipalType: "group", PrincipalName: "readers"}, {PrincipalType: "user", PrincipalName: "ada"}},
			}})
		}},
		{"tags of an instance profile", func() (api.Plan, error) {
			return i.TagInstanceProfile(ctx, api.IAMTagsIn{IAMNamed: named("full"), Body: api.IAMTagsRequest{Set: map[string]string{"team": "lab", "a": "b"}, Remove: []string{"floor"}}})
		}},
		{"delete an instance profile", func() (api.Plan, error) { return i.DeleteInstanceProfile(ctx, forced("full")) }},
		{"role into a profile", func() (api.Plan, error) {
			return i.AddRoleToProfile(ctx, api.InstanceProfileRoleIn{IAMNamed: named("empty"), RoleName: "app"})
		}},
		{"role out of a profile", func() (api.Plan, error) {
			return i.RemoveRoleFromProfile(ctx, api.InstanceProfileRoleIn{IAMNamed: named("full"), RoleName: "worker"})
		}},
		{"alias", func() (api.Plan, error) {
			return i.SetAlias(ctx, api.AccountAliasIn{Body: api.AccountAliasRequest{Alias: "acme-x"}})
		}},
		{"password policy", func() (api.Plan, error) {
			return i.SetPasswordPolicy(ctx, api.PasswordPolicyIn{Body: api.PasswordPolicyRequest{MinimumPasswordLength: aws.Int(20)}})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.wire.set(nil)
			plan := must(c.plan())(t)
			if n := w.wire.written(); n != 0 {
				t.Fatalf("planning has sent %d writes", n)
			}
			for _, s := range plan.Steps {
				if !s.Reversible {
					t.Errorf("step %d is not reversible: %s", s.N, s.Says)
				}
			}
			w.apply(plan)
			if !w.changed(before) {
				t.Fatal("applying has changed nothing")
			}
			w.apply(must(w.Plans.Undo(ctx, api.ByID{ID: plan.ID}))(t))
			after := w.state()
			if !maps.Equal(after, before) {
				t.Errorf("taken back, it is not as it was:\n%s", diff(before, after))
			}
			before = after
		})
	}
}

// diff gives what is not the same.
func diff(a, b map[string]string) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if b[name] != a[name] {
			fmt.Fprintf(&out, "- %s: %s\n", name, a[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if a[name] != b[name] {
			fmt.Fprintf(&out, "+ %s: %s\n", name, b[name])
		}
	}
	return out.String()
}
