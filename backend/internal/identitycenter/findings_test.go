package identitycenter

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

const adminPolicy = "arn:aws:iam::aws:policy/AdministratorAccess"

// scene is an instance with a permission set of administrators and one of readers,
// a person, and a group with one member.
func scene() *directory {
	return &directory{
		sets: map[string]*permissionSet{
			"admin": {Arn: "admin", Name: "Admin", SessionDuration: "PT1H", Managed: []string{adminPolicy}},
			"read":  {Arn: "read", Name: "Read", SessionDuration: "PT12H", Managed: []string{"arn:aws:iam::aws:policy/ReadOnlyAccess"}},
		},
		users: map[string]api.ICUser{"u1": {ID: "u1", UserName: "ann"}}, groups: map[string]api.ICGroup{"g1": {ID: "g1", DisplayName: "Team"}},
		members: map[string]int{"g1": 1}, accounts: map[string]api.OrgAccount{"222222222222": {ID: "222222222222", Status: "ACTIVE"}},
		assignments: []assignment{{"222222222222", "admin", "GROUP", "g1"}, {"222222222222", "read", "GROUP", "g1"}},
	}
}

func TestExamine(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*directory)
		want   []string
	}{
		"nothing to find": {func(*directory) {}, nil},
		"unused":          {func(d *directory) { d.assignments = d.assignments[:1] }, []string{"IC_SET_UNUSED: Read"}},
		"long":            {func(d *directory) { d.sets["admin"].SessionDuration = "PT4H1M" }, []string{"IC_SESSION_LONG: Admin"}},
		"just not long":   {func(d *directory) { d.sets["admin"].SessionDuration = "PT4H" }, nil},
		"bounded": {func(d *directory) {
			d.sets["admin"].SessionDuration, d.sets["admin"].Boundary = "PT12H", &policyBoundary{Managed: "arn:aws:iam::aws:policy/ReadOnlyAccess"}
		}, nil},
		"faulty inline policy": {func(d *directory) {
			d.sets["read"].Inline = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:NoSuchThing","Resource":"*"}]}`
		}, []string{"IC_INLINE_FINDINGS: Read"}},
		"empty set": {func(d *directory) { d.sets["read"].Managed = nil }, []string{"IC_SET_EMPTY: Read"}},
		"direct": {func(d *directory) {
			d.assignments = append(d.assignments, assignment{"222222222222", "read", "USER", "u1"})
		}, []string{"IC_ASSIGNED_DIRECTLY: ann"}},
		"orphan": {func(d *directory) {
			d.assignments = append(d.assignments, assignment{"222222222222", "read", "USER", "u9"})
		}, []string{"IC_ASSIGNMENT_ORPHANED: u9"}},
		"suspended": {func(d *directory) {
			d.accounts["222222222222"] = api.OrgAccount{ID: "222222222222", Status: "SUSPENDED"}
		}, []string{"IC_ACCOUNT_SUSPENDED: 222222222222"}},
		"wide": {func(d *directory) {
			for n := range 4 {
				d.assignments = append(d.assignments, assignment{fmt.Sprintf("30000000000%d", n), "admin", "GROUP", "g1"})
			}
		}, []string{"IC_ADMIN_WIDE: Team"}},
		"crowd":      {func(d *directory) { d.members["g1"] = 11 }, []string{"IC_ADMIN_CROWD: Team"}},
		"management": {func(d *directory) { d.accounts["222222222222"] = api.OrgAccount{Management: true} }, []string{"IC_ADMIN_OF_MANAGEMENT: Team"}},
		"empty group": {func(d *directory) {
			d.members["g1"] = 0
			d.groups["g2"] = api.ICGroup{ID: "g2", DisplayName: "Idle"}
		}, []string{"IC_GROUP_EMPTY_ASSIGNED: Team", "IC_GROUP_EMPTY: Idle"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := scene()
			c.change(d)
			var got []string
			for _, f := range examine(d) {
				got = append(got, f.Code+": "+strings.Join(f.Subjects, " "))
				if strings.Contains(f.Detail, "%") || f.Title == "" || !slices.Contains(severities, f.Severity) {
					t.Errorf("says too little: %+v", f)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found %v, want %v", got, c.want)
			}
		})
	}
}

func TestMinutes(t *testing.T) {
	for text, want := range map[string]int{"PT1H": 60, "PT12H": 720, "PT90M": 90, "PT1H30M": 90, "PT59M": 0, "PT13H": 0, "PT": 0, "1H": 0, "": 0, "P1D": 0} {
		if got, ok := minutes(text); ok != (want > 0) || ok && got != want {
			t.Errorf("%q: %d %t, want %d", text, got, ok, want)
		}
	}
}

func TestPowers(t *testing.T) {
	for name, c := range map[string]struct {
		set  permissionSet
		want powers
	}{
		"administrator":                {permissionSet{Managed: []string{adminPolicy}}, powers{administrator: true, changesIAM: true}},
		"reader":                       {permissionSet{Managed: []string{"arn:aws:iam::aws:policy/ReadOnlyAccess"}}, powers{}},
		"IAM":                          {permissionSet{Inline: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}`}, powers{changesIAM: true}},
		"by customer managed policies": {permissionSet{Customer: []customerPolicy{{"x", "/"}}}, powers{unknown: true}},
		"within a boundary":            {permissionSet{Managed: []string{adminPolicy}, Boundary: &policyBoundary{Managed: "arn:aws:iam::aws:policy/ReadOnlyAccess"}}, powers{}},
	} {
		if got := c.set.powers(); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
