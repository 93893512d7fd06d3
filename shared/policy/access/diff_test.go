package access

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// TestCompare tells what changed: names with + - ~, then for each principal what it
// gained, lost, or can do under other conditions.
func TestCompare(t *testing.T) {
	read, write := allow("s3:GetObject", bucket+"/*"), allow("s3:PutObject", bucket+"/*")
	vpc := func(id string) string {
		return statementOf("Allow", "s3:GetObject", bucket+"/*", `{"StringEquals":{"aws:SourceVpc":"`+id+`"}}`)
	}
	bound := func(u User, name string) User { u.PermissionsBoundary = &Boundary{arnOf("policy/" + name)}; return u }
	for _, x := range []struct {
		name          string
		before, after Snapshot
		want          []string
	}{
		{name: "nothing", before: Snapshot{Users: []User{user("a", read)}}, after: Snapshot{Users: []User{user("a", read)}}},
		{
			name:   "written otherwise, meaning the same",
			before: Snapshot{Users: []User{user("a", read, write)}},
			after:  Snapshot{Users: []User{user("a", allow("s3:GetObject s3:PutObject", bucket+"/*"))}},
			want:   []string{"~ inline inline a"},
		},
		{
			name:   "an action more",
			before: Snapshot{Users: []User{user("a", read)}}, after: Snapshot{Users: []User{user("a", read, write)}},
			want: []string{"~ inline inline a", "a gained s3:PutObject on b/*"},
		},
		{
			name:   "a user more",
			before: Snapshot{Users: []User{user("a")}}, after: Snapshot{Users: []User{user("a"), user("b", read)}},
			want: []string{"+ b", "+ inline inline b", "b gained s3:GetObject on b/*"},
		},
		{
			name:   "a user less",
			before: Snapshot{Users: []User{user("a"), user("b", read)}}, after: Snapshot{Users: []User{user("a")}},
			want: []string{"- b", "- inline inline b", "b lost s3:GetObject on b/*"},
		},
		{
			name:   "a condition added", // it was allowed, and hangs on something now
			before: Snapshot{Users: []User{user("a", read)}}, after: Snapshot{Users: []User{user("a", vpc("vpc-1"))}},
			want: []string{"~ inline inline a", "a lost s3:GetObject on b/* if aws:SourceVpc"},
		},
		{
			name:   "another condition",
			before: Snapshot{Users: []User{user("a", vpc("vpc-1"))}}, after: Snapshot{Users: []User{user("a", vpc("vpc-2"))}},
			want: []string{"~ inline inline a", "a changed s3:GetObject on b/* if aws:SourceVpc"},
		},
		{
			name:   "a deny",
			before: Snapshot{Users: []User{user("a", read)}}, after: Snapshot{Users: []User{user("a", read, deny("s3:*", bucket+"/secret/*"))}},
			want: []string{"~ inline inline a", "a lost s3:GetObject on b/secret/*"},
		},
		{
			name:   "a deny of what was not allowed",
			before: Snapshot{Users: []User{user("a", read)}}, after: Snapshot{Users: []User{user("a", read, deny("s3:*", "arn:aws:s3:::other/*"))}},
			want: []string{"~ inline inline a"},
		},
		{
			name:   "a boundary",
			before: Snapshot{Users: []User{user("a", read)}, Policies: []ManagedPolicy{ownPolicy("limit", allow("ec2:*", "*"))}},
			after:  Snapshot{Users: []User{bound(user("a", read), "limit")}, Policies: []ManagedPolicy{ownPolicy("limit", allow("ec2:*", "*"))}},
			want:   []string{"+ boundary policy/limit a", "a lost s3:GetObject on b/*"},
		},
		{
			name:   "an SCP",
			before: Snapshot{Users: []User{user("a", read)}, SCPs: scps(adminDocument)},
			after:  Snapshot{Users: []User{user("a", read)}, SCPs: scps(adminDocument, policyOf(deny("s3:*", "*")))},
			want:   []string{"~ scps", "a lost s3:GetObject on b/*"},
		},
		{
			name:   "SCPs for the first time",
			before: Snapshot{Users: []User{user("a", read)}}, after: Snapshot{Users: []User{user("a", read)}, SCPs: [][]eval.Document{{{Text: policyOf(allow("ec2:*", "*"))}}}},
			want: []string{"~ scps", "a lost s3:GetObject on b/*"},
		},
		{
			name:   "a bucket policy",
			before: Snapshot{Users: []User{user("a"), user("b")}},
			after: Snapshot{Users: []User{user("a"), user("b")}, ResourcePolicies: []ResourcePolicy{{
				Resource: bucket, Policy: Text(policyOf(resourceStatement("Allow", `{"AWS":"`+arnOf("user/a")+`"}`, "s3:GetObject", bucket+"/*", ""))),
			}}},
			want: []string{"+ " + bucket, "a gained s3:GetObject on b/*"},
		},
		{
			name:   "a group",
			before: Snapshot{Users: []User{user("a")}, Groups: []Group{{Arn: arnOf("group/g"), GroupName: "g", GroupPolicyList: inline([]string{read})}}},
			after: Snapshot{
				Users:  []User{func() User { u := user("a"); u.GroupList = []string{"g"}; return u }()},
				Groups: []Group{{Arn: arnOf("group/g"), GroupName: "g", GroupPolicyList: inline([]string{read})}},
			},
			want: []string{"+ group g a", "a gained s3:GetObject on b/*"},
		},
		{
			name:   "a new version of a managed policy",
			before: Snapshot{Policies: []ManagedPolicy{ownPolicy("p", read)}, Users: []User{{Arn: arnOf("user/a"), UserName: "a", AttachedManagedPolicies: []Attachment{{PolicyArn: arnOf("policy/p")}}}}},
			after:  Snapshot{Policies: []ManagedPolicy{ownPolicy("p", write)}, Users: []User{{Arn: arnOf("user/a"), UserName: "a", AttachedManagedPolicies: []Attachment{{PolicyArn: arnOf("policy/p")}}}}},
			want:   []string{"~ policy/p", "a gained s3:PutObject on b/*", "a lost s3:GetObject on b/*"},
		},
		{
			name:   "a trust policy",
			before: Snapshot{Users: []User{user("a", allow("sts:AssumeRole", "*"))}, Roles: []Role{role("r", lambdaTrust)}},
			after:  Snapshot{Users: []User{user("a", allow("sts:AssumeRole", "*"))}, Roles: []Role{role("r", rootTrust)}},
			want:   []string{"~ r", "a gained sts:AssumeRole on r"},
		},
		{
			name:   "a tag",
			before: Snapshot{Users: []User{user("a", tagged)}},
			after:  Snapshot{Users: []User{func() User { u := user("a", tagged); u.Tags = []Tag{{"team", "blue"}}; return u }()}},
			want:   []string{"a gained s3:GetObject on *"},
		},
		{
			name:   "a way in from outside",
			before: Snapshot{Roles: []Role{role("r", lambdaTrust)}}, after: Snapshot{Roles: []Role{role("r", `{"AWS":"444455556666"}`)}},
			want: []string{"~ r", "+ outside 444455556666"},
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			x.before.AccountID, x.after.AccountID = own, own
			var sides [2]*Account
			for i, s := range []*Snapshot{&x.before, &x.after} {
				var err error
				if sides[i], err = Load(bytes.NewReader(text(t, s))); err != nil {
					t.Fatal(err)
				}
			}
			d, err := Compare(sides[0], sides[1])
			if err != nil {
				t.Fatal(err)
			}
			if d.Empty() != (len(x.want) == 0) {
				t.Errorf("empty: %t", d.Empty())
			}
			if diff := cmp.Diff(strings.Join(x.want, "\n"), strings.Join(told(&d), "\n")); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// told writes a diff in short lines.
func told(d *Diff) []string {
	short := func(s string) string {
		s = strings.TrimPrefix(s, "arn:aws:s3:::")
		for _, kind := range []string{"user/", "role/", "policy/"} {
			s = strings.TrimPrefix(s, arnOf(kind))
		}
		return s
	}
	var out []string
	for _, c := range []Changes{d.Principals, d.Groups, d.Policies} {
		for _, list := range []struct {
			sign  string
			names []string
		}{{"+", c.Added}, {"-", c.Removed}, {"~", c.Changed}} {
			for _, n := range list.names {
				if strings.Contains(n, ":policy/") {
					n = "policy/" + short(n)
				} else if strings.HasPrefix(n, arnOf("")) {
					n = short(n)
				}
				out = append(out, list.sign+" "+n)
			}
		}
	}
	link := func(sign string, l Link) string {
		name := l.Name
		if strings.HasPrefix(name, "arn:") {
			name = "policy/" + short(name)
		}
		return fmt.Sprintf("%s %s %s %s", sign, l.Kind, name, short(l.To))
	}
	for _, l := range d.Attachments.Added {
		out = append(out, link("+", l))
	}
	for _, l := range d.Attachments.Removed {
		out = append(out, link("-", l))
	}
	for _, l := range d.Attachments.Changed {
		out = append(out, link("~", l))
	}
	for _, name := range d.Organization {
		out = append(out, "~ "+name)
	}
	for _, a := range d.Access {
		for _, list := range []struct {
			word    string
			changes []ActionChange
		}{{"gained", a.Gained}, {"lost", a.Lost}, {"changed", a.Changed}} {
			for _, c := range list.changes {
				line := fmt.Sprintf("%s %s %s on %s", short(a.PrincipalARN), list.word, strings.Join(c.Actions, " "), short(c.Resource))
				for _, condition := range c.Conditions {
					line += " if " + condition.Key
				}
				out = append(out, line)
			}
		}
	}
	for _, e := range d.Exposures.Added {
		out = append(out, "+ outside "+e.Principal)
	}
	return out
}

func TestCompareDifferentAccounts(t *testing.T) {
	a, err := New(&Snapshot{AccountID: own})
	if err != nil {
		t.Fatal(err)
	}
	b, err := New(&Snapshot{AccountID: "444455556666"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Compare(a, b); err == nil || !strings.Contains(err.Error(), "different accounts") {
		t.Errorf("error %v", err)
	}
}
