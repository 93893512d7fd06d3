package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// pattern is one entry of an Action element whose service has changed.
type pattern struct {
	*analysis
	st   *policy.Statement
	s    *service
	text string
	path string
}

func (p *pattern) note(e Effect) {
	e.Service, e.Path, e.Pattern = p.s.prefix, p.path, p.text
	p.add(p.st, e)
}

func (p *pattern) wild() bool { return policy.HasWildcard(p.text) }

func matching(pattern string, actions []string) []string {
	var out []string
	for _, a := range actions {
		if policy.MatchAction(pattern, a) {
			out = append(out, a)
		}
	}
	return out
}

// actionsOf lists a service's actions as "prefix:Name"; none for nil.
func actionsOf(s *catalog.Service) []string {
	if s == nil {
		return nil
	}
	out := make([]string, len(s.Actions))
	for i := range s.Actions {
		out[i] = s.Prefix + ":" + s.Actions[i].Name
	}
	return out
}

func (p *pattern) removedActions() {
	gone := matching(p.text, p.s.removed)
	if len(gone) == 0 {
		return
	}
	e := Effect{Kind: RemovedAction, Level: Note, Names: gone}
	left := len(matching(p.text, actionsOf(p.s.after)))
	switch {
	case p.wild() && left > 0:
		e.Detail = fmt.Sprintf("%s no longer reaches %s; %s.", p.text, few(gone), plural(left, "action is", "actions are")+" left")
	case p.st.IsAllow():
		e.Level = Breaking
		e.Detail = fmt.Sprintf("AWS no longer lists %s: %s grants nothing.", few(gone), p.text)
	default:
		e.Detail = fmt.Sprintf("AWS no longer lists %s: %s has nothing to deny.", few(gone), p.text)
	}
	p.note(e)
}

func (p *pattern) newActions() {
	reached := matching(p.text, p.s.added)
	if len(reached) == 0 {
		return
	}
	e := Effect{Kind: NewAction, Level: Note, Names: reached}
	switch {
	case p.st.IsDeny():
		e.Detail = fmt.Sprintf("%s denies %s too.", p.text, few(reached))
	case !p.wild():
		e.Detail = fmt.Sprintf("%s, which AWS did not list before, is an action now.", p.text)
	default:
		e.Detail = fmt.Sprintf("%s grants %s too.", p.text, few(reached))
		if powerful := p.s.powerful(reached); len(powerful) > 0 {
			e.Level = Review
			e.Detail = fmt.Sprintf("%s grants %s too; %s.", p.text, few(reached), changing(powerful, len(reached)))
		}
	}
	p.note(e)
}

// powerful keeps the actions that change something.
func (s *service) powerful(actions []string) []string {
	return slices.DeleteFunc(slices.Clone(actions), func(name string) bool { return !changes(s.after.Action(name[len(s.prefix)+1:])) })
}

func changes(a *catalog.Action) bool {
	return a != nil && a.Level != catalog.List && a.Level != catalog.Read
}

func changing(powerful []string, of int) string {
	switch {
	case len(powerful) < of:
		return few(powerful) + " can change something"
	case of == 1:
		return "it can change something"
	}
	return "they can change something"
}

// raisedLevels looks for actions that a wildcard reaches and that could only read before.
func (p *pattern) raisedLevels() {
	if !p.wild() || p.st.IsDeny() {
		return
	}
	var raised []string
	for _, c := range p.s.changes {
		if c.Kind == diff.Action && c.Field == "access_level" && policy.MatchAction(p.text, c.Name) &&
			(c.Before == string(catalog.Read) || c.Before == string(catalog.List)) && len(p.s.powerful([]string{c.Name})) > 0 {
			raised = append(raised, c.Name)
		}
	}
	if len(raised) > 0 {
		p.note(Effect{
			Kind: RaisedLevel, Level: Review, Names: raised,
			Detail: fmt.Sprintf("%s grants %s, which AWS counted as reading before and counts as changing now.", p.text, few(raised)),
		})
	}
}

// dependentActions looks for operations that need permissions which the policy does not give.
func (p *pattern) dependentActions() {
	var of, needed []string
	for _, c := range p.s.changes {
		if c.Kind != diff.Action || !strings.HasSuffix(c.Field, "dependent_actions") || !policy.MatchAction(p.text, c.Name) {
			continue
		}
		missing := false
		for _, n := range c.Added {
			if !p.allows(n) {
				missing = true
				if !slices.Contains(needed, n) {
					needed = append(needed, n)
				}
			}
		}
		if missing && !slices.Contains(of, c.Name) {
			of = append(of, c.Name)
		}
	}
	if len(needed) > 0 {
		p.note(Effect{
			Kind: DependentAction, Level: Breaking, Names: needed,
			Detail: fmt.Sprintf("%s now needs %s too, which this policy does not allow.", few(of), few(needed)),
		})
	}
}

// allows tells whether some statement allows the action, on whatever resource.
func (a *analysis) allows(action string) bool {
	return slices.ContainsFunc(a.doc.Statements, func(st policy.Statement) bool {
		if !st.IsAllow() {
			return false
		}
		named := func(list *policy.List) bool {
			return slices.ContainsFunc(list.Texts(), func(p string) bool { return policy.MatchAction(p, action) })
		}
		return st.Action != nil && named(st.Action) || st.NotAction != nil && !named(st.NotAction)
	})
}

// notAction tells which new actions a statement reaches because it does not leave them out.
func (a *analysis) notAction(st *policy.Statement) {
	left := st.NotAction.Texts()
	for _, prefix := range a.changes.Services() {
		s := a.changes.services[prefix]
		reached := slices.DeleteFunc(slices.Clone(s.added), func(action string) bool {
			return slices.ContainsFunc(left, func(p string) bool { return policy.MatchAction(p, action) })
		})
		if len(reached) == 0 {
			continue
		}
		e := Effect{
			Kind: NewAction, Level: Note, Service: prefix, Names: reached, Pattern: "NotAction",
			Path:   policy.JoinPath(a.doc.StatementPath(st.Index), "NotAction"),
			Detail: fmt.Sprintf("The statement denies %s too, because NotAction does not leave it out.", few(reached)),
		}
		if st.IsAllow() {
			e.Detail = fmt.Sprintf("The statement grants %s too, because NotAction does not leave it out.", few(reached))
			if len(s.powerful(reached)) > 0 {
				e.Level = Review
			}
		}
		a.add(st, e)
	}
}

// few names the first of a list.
func few(names []string) string {
	const shown = 3
	switch n := len(names); {
	case n == 1:
		return names[0]
	case n <= shown:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	default:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), n-shown)
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
