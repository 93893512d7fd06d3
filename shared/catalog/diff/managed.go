package diff

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

func (r *Report) managedPolicies(before, after []snapshot.ManagedPolicy) {
	match(before, after, func(p *snapshot.ManagedPolicy) string { return p.Name }, func(b, a *snapshot.ManagedPolicy) {
		switch {
		case b == nil:
			r.add(Change{
				Kind: ManagedPolicy, Change: Added, Name: a.Name, After: a.Version, Impact: Enhancement,
				Detail: "A new AWS managed policy: " + a.ARN + ".",
			})
		case a == nil:
			r.add(Change{
				Kind: ManagedPolicy, Change: Removed, Name: b.Name, Before: b.Version, Impact: Breaking,
				Detail: "The AWS managed policy is gone: it can no longer be attached.",
			})
		default:
			r.managedPolicy(b, a)
		}
	})
}

// managedPolicy tells what another version of a policy gives and takes.
func (r *Report) managedPolicy(b, a *snapshot.ManagedPolicy) {
	if b.Version == a.Version && bytes.Equal(b.Document, a.Document) {
		return
	}
	was, is := grantsOf(b.Document), grantsOf(a.Document)
	before := len(r.Changes)
	change := func(field string, added, removed []grant, impact Impact, detail string) {
		c := Change{
			Kind: ManagedPolicy, Change: Changed, Name: a.Name, Field: field, Before: b.Version, After: a.Version,
			Added: describe(added), Removed: describe(removed), Impact: impact,
		}
		if names := append(slices.Clone(c.Added), c.Removed...); len(names) > 0 {
			c.Detail = detail + few(names) + "."
			r.add(c)
		}
	}
	change("allows", nil, missing(was.allow, is.allow), Breaking, "It no longer allows ")
	change("denies", missing(is.deny, was.deny), nil, Breaking, "It denies also ")
	change("allows", missing(is.allow, was.allow), nil, Enhancement, "It allows also ")
	change("denies", nil, missing(was.deny, is.deny), Enhancement, "It no longer denies ")
	if len(r.Changes) == before {
		r.add(Change{
			Kind: ManagedPolicy, Change: Changed, Name: a.Name, Field: "version", Before: b.Version, After: a.Version, Impact: Neutral,
			Detail: "The document changed, what it allows and denies did not.",
		})
	}
}

// few lists the first names of many.
func few(names []string) string {
	const limit = 3
	if len(names) <= limit {
		return strings.Join(names, "; ")
	}
	return fmt.Sprintf("%s; and %d more", strings.Join(names[:limit], "; "), len(names)-limit)
}

// grant is one action, or one statement that says what it is not about, with where and when it applies.
type grant struct {
	action     string   // pattern; a NotAction list in one piece
	notAction  bool     // action is such a list
	resources  []string // sorted
	notRes     bool     // resources are those of a NotResource
	conditions string   // in one order, whatever the author's
	principals string
}

type grants struct{ allow, deny []grant }

// grantsOf takes a document apart; one that cannot be read gives nothing.
func grantsOf(document []byte) grants {
	var out grants
	doc := policy.Parse(document)
	for i := range doc.Statements {
		s := &doc.Statements[i]
		g := grant{conditions: conditionText(s.Condition), principals: principalText(doc, s)}
		list := s.Resource
		if s.NotResource != nil {
			list, g.notRes = s.NotResource, true
		}
		g.resources = list.Texts()
		slices.Sort(g.resources)
		g.resources = slices.Compact(g.resources)
		into := &out.allow
		if s.IsDeny() {
			into = &out.deny
		}
		if s.NotAction != nil {
			names := s.NotAction.Texts()
			slices.Sort(names)
			g.action, g.notAction = strings.Join(names, ", "), true
			*into = append(*into, g)
			continue
		}
		for _, action := range s.Action.Texts() {
			g.action = action
			*into = append(*into, g)
		}
	}
	return out
}

func conditionText(block *policy.ConditionBlock) string {
	if block == nil {
		return ""
	}
	var tests []string
	for _, operator := range block.Operators {
		for _, key := range operator.Keys {
			values := make([]string, 0, len(key.Values.Values))
			for _, v := range key.Values.Values {
				values = append(values, v.Text)
			}
			slices.Sort(values)
			tests = append(tests, operator.Name.Text+" "+strings.ToLower(key.Name.Text)+" "+strings.Join(values, "|"))
		}
	}
	slices.Sort(tests)
	return strings.Join(tests, " and ")
}

func principalText(doc *policy.Document, s *policy.Statement) string {
	switch {
	case s.Principal != nil:
		return doc.Text(s.Principal.Span)
	case s.NotPrincipal != nil:
		return "not " + doc.Text(s.NotPrincipal.Span)
	}
	return ""
}

func (g *grant) key() string {
	return strings.Join([]string{
		fmt.Sprint(g.notAction, g.notRes), strings.ToLower(g.action), strings.Join(g.resources, "\x00"), g.conditions, g.principals,
	}, "\x01")
}

// missing lists the grants that nothing in others covers.
func missing(grants, others []grant) []grant {
	same := make(map[string]bool, len(others))
	for i := range others {
		same[others[i].key()] = true
	}
	var out []grant
	for i := range grants {
		g := &grants[i]
		if !same[g.key()] && !slices.ContainsFunc(others, func(o grant) bool { return o.covers(g) }) {
			out = append(out, *g)
		}
	}
	return out
}

// covers reports whether g reaches every request that other does. It may say no where the answer is yes, as when
// several statements together do, never the reverse.
func (g *grant) covers(other *grant) bool {
	if g.notAction || other.notAction || g.principals != other.principals || g.conditions != "" && g.conditions != other.conditions {
		return false
	}
	if !coversPattern(g.action, other.action, policy.MatchAction) {
		return false
	}
	if g.notRes || other.notRes {
		return g.notRes == other.notRes && slices.Equal(g.resources, other.resources) || !g.notRes && slices.Contains(g.resources, "*")
	}
	for _, resource := range other.resources {
		if !slices.ContainsFunc(g.resources, func(r string) bool { return r == resource || r == "*" }) {
			return false
		}
	}
	return true
}

// coversPattern reports whether all that inner stands for is matched by outer: a star takes in whatever inner has there,
// a question mark would also take in inner's star, which stands for more.
func coversPattern(outer, inner string, matches func(pattern, text string) bool) bool {
	if strings.EqualFold(outer, inner) {
		return true
	}
	return !strings.Contains(outer, "?") && matches(outer, inner)
}

// describe names grants for people, each once, in order.
func describe(list []grant) []string {
	out := make([]string, 0, len(list))
	for _, g := range list {
		text := g.action
		if g.notAction {
			text = "everything but " + text
		}
		if on := few(g.resources); on != "*" && on != "" {
			if g.notRes {
				on = "everything but " + on
			}
			text += " on " + on
		}
		if g.conditions != "" {
			text += " if " + g.conditions
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
