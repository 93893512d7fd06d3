package access

import (
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// TestKnownPaths gives a user and a role nothing but the permissions of each known
// path, in an account that has what the paths need, and expects that one of them
// becomes an administrator; and that neither does without the first permission.
func TestKnownPaths(t *testing.T) {
	services := map[string]bool{}
	for _, p := range lint.EscalationPaths() {
		for _, s := range p.PassedTo {
			services[s] = true
		}
	}
	var names []string
	for s := range services {
		names = append(names, `"`+s+`"`)
	}
	account := func(actions []string) *Snapshot {
		actor := user("actor", allow(strings.Join(actions, " "), "*"))
		actor.GroupList = []string{"team"}
		actor.AttachedManagedPolicies = []Attachment{{PolicyArn: arnOf("policy/shared")}}
		machine := role("machine", `{"Service":"ec2.amazonaws.com"}`, allow(strings.Join(actions, " "), "*"))
		admin := role("admin", `{"Service":[`+strings.Join(names, ",")+`]}`, allow("*", "*"))
		admin.InstanceProfileList = []InstanceProfile{{Arn: arnOf("instance-profile/admin")}}
		open := role("open", rootTrust)
		open.AttachedManagedPolicies = actor.AttachedManagedPolicies
		return &Snapshot{
			Users: []User{actor, user("boss", allow("*", "*"))}, Roles: []Role{machine, admin, open, role("door", rootTrust, allow("*", "*"))},
			Policies: []ManagedPolicy{ownPolicy("shared", allow("s3:ListAllMyBuckets", "*"))},
			Groups:   []Group{{Arn: arnOf("group/team"), GroupName: "team"}, {Arn: arnOf("group/admins"), GroupName: "admins", GroupPolicyList: []InlinePolicy{{"all", adminDocument}}}},
		}
	}
	escalates := func(actions []string) string {
		a, err := New(account(actions))
		if err != nil {
			t.Fatal(err)
		}
		found, err := a.Escalations()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range found.Escalations {
			if e.PrincipalARN == arnOf("user/actor") || e.PrincipalARN == arnOf("role/machine") {
				return e.Steps[0].Path
			}
		}
		return ""
	}
	for _, p := range lint.EscalationPaths() {
		if escalates(p.Permissions) == "" {
			t.Errorf("%s (%s) with %v leads nowhere", p.ID, p.Category, p.Permissions)
		}
		if p.Category == lint.NewPassRole && p.Permissions[0] == "iam:PassRole" {
			// Without the role there is nothing to gain, unless one can take over what
			// exists: then it is another path.
			if found := escalates(p.Permissions[1:]); found == p.ID {
				t.Errorf("%s is found without iam:PassRole", p.ID)
			}
			if found := escalates(p.Permissions[:1]); found != "" {
				t.Errorf("iam:PassRole alone leads to %s", found)
			}
		}
	}
}
