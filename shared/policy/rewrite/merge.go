package rewrite

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// merge joins statements that differ in their actions only, or in their resources only.
// Statements with different ids stay apart.
func (w *work) merge() {
	w.mergeWhere(func(a, b *policy.Statement) bool {
		return a.Sid == nil && b.Sid == nil || a.Sid != nil && b.Sid != nil && a.Sid.Text == b.Sid.Text
	})
}

func (w *work) mergeWhere(may func(a, b *policy.Statement) bool) {
	for again := true; again; {
		again = false
		for i := 0; i < len(w.statements); i++ {
			for j := i + 1; j < len(w.statements); j++ {
				if a, b := &w.statements[i], &w.statements[j]; may(a, b) && w.join(a, b) {
					w.changed("Statement %s merged into %s.", name(b, j), name(a, i))
					w.statements = slices.Delete(w.statements, j, j+1)
					again = true
					j--
				}
			}
		}
	}
}

// join puts statement b into a, and tells whether that is possible: a product of actions
// and resources stays one only when all but one of them are the same. What is excepted
// by NotAction and NotResource does not add up and must be the same.
func (w *work) join(a, b *policy.Statement) bool {
	if a.IsDeny() != b.IsDeny() || w.rest(a) != w.rest(b) {
		return false
	}
	sameActions := sameTexts(a.Action, b.Action, true) && sameTexts(a.NotAction, b.NotAction, true)
	sameResources := sameTexts(a.Resource, b.Resource, false) && sameTexts(a.NotResource, b.NotResource, false)
	switch {
	case sameActions && sameResources:
		return true
	case sameActions && a.Resource != nil && b.Resource != nil:
		addTexts(a.Resource, b.Resource, false)
		return true
	case sameResources && a.Action != nil && b.Action != nil:
		addTexts(a.Action, b.Action, true)
		return true
	}
	return false
}

// rest writes what must be the same in statements that are merged: principals and
// conditions, with their lists sorted.
func (w *work) rest(st *policy.Statement) string {
	var parts []string
	for prefix, set := range map[string]*policy.PrincipalSet{"Principal": st.Principal, "NotPrincipal": st.NotPrincipal} {
		if set == nil {
			continue
		}
		if set.Everyone() {
			parts = append(parts, prefix+"*")
		}
		for _, e := range set.Entries {
			for _, v := range e.Values.Values {
				parts = append(parts, prefix+e.Type.Text+"\x00"+v.Text)
			}
		}
	}
	if st.Condition != nil {
		for _, op := range st.Condition.Operators {
			for _, key := range op.Keys {
				values := key.Values.Texts()
				slices.Sort(values)
				parts = append(parts, strings.ToLower(op.Name.Text)+"\x00"+strings.ToLower(key.Name.Text)+"\x00"+strings.Join(slices.Compact(values), "\x00"))
			}
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "\x01")
}

// sameTexts tells whether two lists hold the same values in any order.
func sameTexts(a, b *policy.List, fold bool) bool {
	if a == nil || b == nil {
		return a == b
	}
	x, y := sorted(a, fold), sorted(b, fold)
	return slices.Equal(x, y)
}

func sorted(list *policy.List, fold bool) []string {
	out := list.Texts()
	if fold {
		for i := range out {
			out[i] = strings.ToLower(out[i])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// addTexts adds the values of b that a does not have.
func addTexts(a, b *policy.List, fold bool) {
	for _, v := range b.Values {
		if !slices.ContainsFunc(a.Values, func(u policy.Value) bool { return u.Text == v.Text || fold && strings.EqualFold(u.Text, v.Text) }) {
			a.Values = append(a.Values, v)
		}
	}
	a.Single = len(a.Values) == 1
}
