package eval

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// Variable is a policy variable within a pattern: ${key}, or ${key, 'default'}.
type Variable struct {
	Key        string // in lower case
	Name       string // the key as the policy writes it
	Default    string
	HasDefault bool
}

// NumberVariables gives each variable that a pattern holds its number; equal
// variables must get equal numbers.
type NumberVariables func(Variable) int

// StatementView shows a compiled statement to programs that reason about all
// requests at once instead of deciding one. Policies that hold the same view mean
// the same.
type StatementView struct{ st *statement }

// Statements gives a view of each statement, in order.
func (p *Policy) Statements() []StatementView {
	out := make([]StatementView, len(p.statements))
	for i := range p.statements {
		out[i] = StatementView{&p.statements[i]}
	}
	return out
}

// Index is the place of the statement in its policy, from 0.
func (v StatementView) Index() int { return v.st.index }

// Sid is the statement's identifier; empty when it has none.
func (v StatementView) Sid() string { return v.st.sid }

// Deny tells whether the statement denies.
func (v StatementView) Deny() bool { return v.st.deny }

// ActionPatterns gives the values of Action or NotAction in lower case, sorted.
func (v StatementView) ActionPatterns() []string {
	a := &v.st.actions
	out := slices.Clone(a.exact)
	for name := range a.lookup {
		out = append(out, name)
	}
	for _, p := range a.patterns {
		out = append(out, p.source())
	}
	for _, list := range a.byService {
		for _, p := range list {
			out = append(out, p.source())
		}
	}
	if a.any {
		out = append(out, "*")
	}
	slices.Sort(out)
	return out
}

// source writes a pattern without variables again.
func (p *pattern) source() string {
	var b strings.Builder
	for _, t := range p.tokens {
		switch t.kind {
		case tokenText:
			b.WriteString(t.text)
		case tokenOne, tokenOneInSegment:
			b.WriteByte('?')
		default:
			b.WriteByte('*')
		}
	}
	return b.String()
}

// NotAction tells whether the patterns are those of NotAction.
func (v StatementView) NotAction() bool { return v.st.notAction }

// CoversAction tells whether the statement is about an action, given in lower case.
func (v StatementView) CoversAction(action string) bool {
	service, _, _ := strings.Cut(action, ":")
	return v.st.covers(&Call{actionLower: action, service: service})
}

// Resources gives the patterns of Resource or, when negated, of NotResource. present
// is false for a statement with neither, which is about any resource.
func (v StatementView) Resources(number NumberVariables) (patterns []*glob.Glob, negated, present bool) {
	for _, p := range v.st.resources {
		patterns = append(patterns, globOf(p.tokens, number))
	}
	return patterns, v.st.notResource, v.st.resources != nil
}

// HasPrincipal tells whether the statement has a Principal or NotPrincipal element.
func (v StatementView) HasPrincipal() bool { return v.st.principals != nil }

// PrincipalTexts gives the values of Principal or NotPrincipal that are not "*".
func (v StatementView) PrincipalTexts() []string {
	if v.st.principals == nil {
		return nil
	}
	var out []string
	for i := range v.st.principals.entries {
		if text := v.st.principals.entries[i].text; text != "*" {
			out = append(out, text)
		}
	}
	return out
}

// NamesCaller tells whether the statement means the caller: by name, as one of an
// account, or as anybody.
func (v StatementView) NamesCaller(c *Call) bool {
	if v.st.principals == nil {
		return true
	}
	if v.st.deny {
		return (&Set{}).denies(c, v.st).truth == yes
	}
	return v.st.grants(c, false).any().truth == yes
}

// Conditions gives a view of each line of the Condition element; all must hold.
func (v StatementView) Conditions() []ConditionView {
	out := make([]ConditionView, len(v.st.conditions))
	for i := range v.st.conditions {
		out[i] = ConditionView{&v.st.conditions[i]}
	}
	return out
}

// Verdict is what the policy by itself says of a request: ExplicitDeny when a Deny
// statement applies, Allowed when an Allow statement does, in whatever way its
// Principal element names the caller, else ImplicitDeny; Unknown where that hangs
// on context keys that are not known.
func (p *Policy) Verdict(c *Call) Decision {
	e := evaluator{call: c}
	deny, allow := known(no), known(no)
	for i := range p.statements {
		st := &p.statements[i]
		if !st.covers(c) {
			continue
		}
		f := st.matches(&e)
		switch {
		case f.truth == no:
		case st.deny:
			deny = deny.or(f.and((&Set{}).denies(c, st)))
		case st.principals == nil:
			allow = allow.or(f)
		default:
			allow = allow.or(f.and(st.grants(c, false).any()))
		}
	}
	return decide(deny.truth, allow.truth)
}

// Follows gives the value of a key, in lower case, that follows from the request's
// principal and resource; nil when the key is certainly absent. settled is false when
// nothing follows.
func (c *Call) Follows(key string) (values []string, settled bool) {
	k := newContextKey(key)
	if k.derived == derivedNot {
		return nil, false
	}
	return c.derive(k.derived)
}

func globOf(tokens []token, number NumberVariables) *glob.Glob {
	var runes []rune
	for _, t := range tokens {
		switch t.kind {
		case tokenText:
			runes = append(runes, []rune(t.text)...)
		case tokenStar:
			runes = append(runes, glob.Star)
		case tokenOne:
			runes = append(runes, glob.One)
		case tokenStarInSegment:
			runes = append(runes, glob.StarInPart)
		case tokenOneInSegment:
			runes = append(runes, glob.OneInPart)
		case tokenVariable:
			runes = append(runes, glob.Variable(number(Variable{
				Key: t.ref.key.lower, Name: t.ref.key.name, Default: t.ref.fallback, HasDefault: t.ref.hasDefault,
			})))
		}
	}
	return glob.New(runes)
}
