package access

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Diff is how an account changed between two snapshots. Every list is sorted.
type Diff struct {
	Account string `json:"account"`
	// Principals are users and roles, by ARN; Groups by name; Policies are the
	// account's managed policies and the policies of resources, by ARN. Changed roles
	// are those with another trust policy.
	Principals Changes `json:"principals"`
	Groups     Changes `json:"groups"`
	Policies   Changes `json:"policies"`
	// Attachments are managed and inline policies, permissions boundaries and
	// memberships in groups.
	Attachments Links `json:"attachments"`
	// Organization names what changed above the account: "scps", "rcps".
	Organization []string `json:"organization"`
	// Access is what the changes mean, for each principal whose access changed.
	Access []PrincipalChange `json:"access"`
	// Exposures are who outside got in or out.
	Exposures ExposureChanges `json:"exposures"`
}

// Changes are names that were added, removed, or that mean something else.
type Changes struct {
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
	Changed []string `json:"changed"`
}

// Links are attachments that were added or removed; Changed are inline policies with
// another text.
type Links struct {
	Added   []Link `json:"added"`
	Removed []Link `json:"removed"`
	Changed []Link `json:"changed"`
}

// Link is that something is attached to a user, group or role.
type Link struct {
	// To is the ARN of the user, group or role.
	To string `json:"to"`
	// Kind is managed, inline, boundary or group.
	Kind string `json:"kind"`
	// Name is the ARN of a managed policy, or the name of an inline policy or group.
	Name string `json:"name"`
}

// ExposureChanges are ways in from outside that were opened or closed.
type ExposureChanges struct {
	Added   []Exposure `json:"added"`
	Removed []Exposure `json:"removed"`
}

// Empty reports whether nothing changed.
func (d *Diff) Empty() bool {
	for _, c := range []Changes{d.Principals, d.Groups, d.Policies} {
		if len(c.Added)+len(c.Removed)+len(c.Changed) > 0 {
			return false
		}
	}
	return len(d.Attachments.Added)+len(d.Attachments.Removed)+len(d.Attachments.Changed)+len(d.Organization)+len(d.Access)+len(d.Exposures.Added)+len(d.Exposures.Removed) == 0
}

// Compare tells how an account changed from one snapshot to another. An error tells
// that they are of different accounts.
func Compare(before, after *Account) (Diff, error) {
	if before.ID != after.ID {
		return Diff{}, fmt.Errorf("the snapshots are of different accounts, %s and %s", before.ID, after.ID)
	}
	d := Diff{
		Account:      after.ID,
		Principals:   changes(principalTexts(before), principalTexts(after)),
		Groups:       changes(groupTexts(before), groupTexts(after)),
		Policies:     changes(policyTexts(before), policyTexts(after)),
		Attachments:  compareLinks(before.links(), after.links()),
		Organization: []string{},
	}
	if !before.scps.same(&after.scps) {
		d.Organization = append(d.Organization, "scps")
	}
	if !before.rcps.same(&after.rcps) {
		d.Organization = append(d.Organization, "rcps")
	}
	var err error
	if d.Access, err = compareAccess(before, after, &d); err != nil {
		return Diff{}, err
	}
	d.Exposures, err = compareExposures(before, after)
	return d, err
}

// changes compares two sets of names with what they stand for.
func changes(before, after map[string]string) Changes {
	c := Changes{Added: []string{}, Removed: []string{}, Changed: []string{}}
	for name, text := range after {
		if old, there := before[name]; !there {
			c.Added = append(c.Added, name)
		} else if old != text {
			c.Changed = append(c.Changed, name)
		}
	}
	for name := range before {
		if _, there := after[name]; !there {
			c.Removed = append(c.Removed, name)
		}
	}
	slices.Sort(c.Added)
	slices.Sort(c.Removed)
	slices.Sort(c.Changed)
	return c
}

func principalTexts(a *Account) map[string]string {
	out := make(map[string]string, len(a.principals))
	for _, p := range a.principals {
		out[p.ARN] = ""
		if p.trust != nil {
			out[p.ARN] = p.trust.text
		}
	}
	return out
}

func groupTexts(a *Account) map[string]string {
	out := make(map[string]string, len(a.groups))
	for name := range a.groups {
		out[name] = ""
	}
	return out
}

func policyTexts(a *Account) map[string]string {
	out := make(map[string]string, len(a.managed)+len(a.resources))
	for arn, p := range a.managed {
		if !slices.Contains(a.FromCatalog, arn) {
			out[arn] = p.text
		}
	}
	for arn, r := range a.resources {
		out[arn] = r.text
	}
	return out
}

// same reports whether the levels hold the same policies.
func (l *layers) same(o *layers) bool {
	return slices.EqualFunc(l.documents, o.documents, func(a, b []attached) bool {
		return slices.EqualFunc(a, b, func(x, y attached) bool { return x.text == y.text })
	})
}

// compareLinks compares attachments with the texts of what is attached inline.
func compareLinks(before, after map[Link]string) Links {
	out := Links{Added: []Link{}, Removed: []Link{}, Changed: []Link{}}
	for l, text := range after {
		if old, there := before[l]; !there {
			out.Added = append(out.Added, l)
		} else if old != text {
			out.Changed = append(out.Changed, l)
		}
	}
	for l := range before {
		if _, there := after[l]; !there {
			out.Removed = append(out.Removed, l)
		}
	}
	for _, list := range [][]Link{out.Added, out.Removed, out.Changed} {
		slices.SortFunc(list, func(x, y Link) int {
			return strings.Compare(x.To+"\x00"+x.Kind+"\x00"+x.Name, y.To+"\x00"+y.Kind+"\x00"+y.Name)
		})
	}
	return out
}

// links gives the attachments of an account, with the texts of inline policies.
func (a *Account) links() map[Link]string {
	out := map[Link]string{}
	for _, p := range a.principals {
		for i := range p.identity {
			if at := &p.identity[i]; at.to == p.ARN {
				at.link(out)
			}
		}
		for _, arn := range p.missing[:p.direct] {
			out[Link{p.ARN, "managed", arn}] = ""
		}
		switch {
		case p.boundary != nil:
			out[Link{p.ARN, "boundary", p.boundary.id}] = ""
		case p.missingBoundary != "":
			out[Link{p.ARN, "boundary", p.missingBoundary}] = ""
		}
		for _, name := range p.Groups {
			out[Link{p.ARN, "group", name}] = ""
		}
	}
	for _, g := range a.groups {
		for i := range g.policies {
			g.policies[i].link(out)
		}
		for _, arn := range g.missing {
			out[Link{g.arn, "managed", arn}] = ""
		}
	}
	return out
}

func (at *attached) link(out map[Link]string) {
	if strings.HasPrefix(at.id, "arn:") {
		out[Link{at.to, "managed", at.id}] = ""
		return
	}
	out[Link{at.to, "inline", at.id}] = at.text
}

// compareExposures compares who outside gets in, by who, where, to do what, and under
// which conditions.
func compareExposures(before, after *Account) (ExposureChanges, error) {
	out := ExposureChanges{Added: []Exposure{}, Removed: []Exposure{}}
	old, err := before.Exposures(ExposureOptions{})
	if err != nil {
		return out, err
	}
	current, err := after.Exposures(ExposureOptions{})
	if err != nil {
		return out, err
	}
	key := func(e *Exposure) string {
		var b strings.Builder
		fmt.Fprint(&b, e.Resource, "\x00", e.Principal, "\x00", e.Reach, "\x00", e.Actions)
		for _, c := range e.Conditions {
			fmt.Fprint(&b, "\x00", c)
		}
		return b.String()
	}
	index := func(list []Exposure) map[string]bool {
		m := map[string]bool{}
		for i := range list {
			m[key(&list[i])] = true
		}
		return m
	}
	was, is := index(old), index(current)
	for i := range current {
		if !was[key(&current[i])] {
			out.Added = append(out.Added, current[i])
		}
	}
	for i := range old {
		if !is[key(&old[i])] {
			out.Removed = append(out.Removed, old[i])
		}
	}
	return out, nil
}

// sameTags reports whether two principals have the same tags.
func sameTags(a, b *Principal) bool { return maps.Equal(a.Tags, b.Tags) }
