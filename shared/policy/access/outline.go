package access

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// outline is what must be known of a statement to tell whether it can matter to a
// request at all: a superset of what it matches.
type outline struct {
	deny        bool
	notAction   bool
	actions     []textPattern // in lower case
	notResource bool
	everywhere  bool          // Resource is "*", or there is no such element
	resources   []textPattern // a policy variable stands as *
}

// textPattern is a pattern with its text up to the first wildcard, which alone rules out
// most of what it is compared with.
type textPattern struct {
	text string
	head int // length of the text before the first wildcard; all of it when there is none
}

func newTextPattern(s string) textPattern {
	if i := strings.IndexAny(s, "*?"); i >= 0 {
		return textPattern{s, i}
	}
	return textPattern{s, len(s)}
}

func (g *textPattern) wild() bool { return g.head < len(g.text) }

func (g *textPattern) match(s string) bool {
	if !g.wild() {
		return s == g.text
	}
	return strings.HasPrefix(s, g.text[:g.head]) && (g.head == len(g.text)-1 && g.text[g.head] == '*' || policy.MatchResource(g.text[g.head:], s[g.head:]))
}

func outlineOf(st *policy.Statement, variables bool) outline {
	o := outline{deny: st.IsDeny(), everywhere: true}
	actions := st.Action
	if st.NotAction != nil {
		actions, o.notAction = st.NotAction, true
	}
	for _, v := range actions.Texts() {
		o.actions = append(o.actions, newTextPattern(strings.ToLower(v)))
	}
	switch {
	case st.NotResource != nil:
		o.notResource, o.everywhere = true, false
		for _, v := range st.NotResource.Texts() {
			o.resources = append(o.resources, newTextPattern(v))
		}
	case st.Resource != nil:
		for _, v := range st.Resource.Texts() {
			o.resources = append(o.resources, newTextPattern(widened(v, variables)))
		}
		if o.everywhere = slices.ContainsFunc(o.resources, func(g textPattern) bool { return g.text == "*" }); o.everywhere {
			o.resources = nil
		}
	}
	return o
}

// widened is a pattern that matches at least what the value does.
func widened(value string, variables bool) string {
	if _, complete := policy.ParseARN(value); !complete && strings.HasPrefix(value, "arn:") {
		return "*" // the missing parts of an incomplete ARN count as wildcards
	}
	if !strings.Contains(value, "${") {
		return value
	}
	t := policy.ParseTemplate(value, variables)
	var b strings.Builder
	for _, part := range t.Parts {
		switch {
		case part.Type == policy.PartText && !policy.HasWildcard(part.Text):
			b.WriteString(part.Text)
		case part.Type == policy.PartOne:
			b.WriteByte('?')
		default:
			b.WriteByte('*')
		}
	}
	return b.String()
}

// coversAction tells whether the statement is about an action, given in lower case.
func (o *outline) coversAction(action string) bool {
	for i := range o.actions {
		if o.actions[i].match(action) {
			return !o.notAction
		}
	}
	return o.notAction
}

// mayCover tells whether the statement can be about a resource.
func (o *outline) mayCover(resource string) bool {
	switch {
	case o.everywhere:
		return true
	case o.notResource:
		return !slices.ContainsFunc(o.resources, func(g textPattern) bool { return g.text == "*" || g.text == resource })
	}
	for i := range o.resources {
		if o.resources[i].match(resource) {
			return true
		}
	}
	return false
}
