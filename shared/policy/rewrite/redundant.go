package rewrite

import (
	"slices"
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// maxRedundancy bounds the statements that are each compared with all others.
const maxRedundancy = 200

// dropRepeats removes, within each list of actions and of resources, what another
// value of the list covers.
func (w *work) dropRepeats() {
	views := w.views()
	for i := range w.statements {
		st := &w.statements[i]
		for _, list := range []*policy.List{st.Action, st.NotAction} {
			w.dropCovered(i, list, "action", func(s string) *glob.Glob { return glob.Parse(strings.ToLower(s)) })
		}
		for _, list := range []*policy.List{st.Resource, st.NotResource} {
			w.dropCoveredGlobs(i, list, "resource", views[i])
		}
	}
}

// views gives the resource patterns of each statement as eval reads them.
func (w *work) views() [][]*glob.Glob {
	compiled, err := w.compile(w.statements)
	if err != nil {
		return make([][]*glob.Glob, len(w.statements))
	}
	var variables []eval.Variable
	number := func(v eval.Variable) int {
		i := slices.Index(variables, v)
		if i < 0 {
			i = len(variables)
			variables = append(variables, v)
		}
		return i
	}
	out := make([][]*glob.Glob, len(w.statements))
	for i, v := range compiled[0].Statements() {
		out[i], _, _ = v.Resources(number)
	}
	return out
}

func (w *work) dropCovered(i int, list *policy.List, thing string, parse func(string) *glob.Glob) {
	if list == nil {
		return
	}
	globs := make([]*glob.Glob, len(list.Values))
	for j, v := range list.Values {
		globs[j] = parse(v.Text)
	}
	w.dropCoveredGlobs(i, list, thing, globs)
}

// dropCoveredGlobs removes the values of a list whose pattern another one covers; of two
// that cover each other the first stays.
func (w *work) dropCoveredGlobs(i int, list *policy.List, thing string, globs []*glob.Glob) {
	if list == nil || len(globs) != len(list.Values) || len(globs) < 2 {
		return
	}
	var kept []policy.Value
	var gone []string
	for j, g := range globs {
		covered := slices.ContainsFunc(globs, func(h *glob.Glob) bool { return h != g && h.Covers(g) && (!g.Covers(h) || slices.Index(globs, h) < j) })
		if covered {
			gone = append(gone, list.Values[j].Text)
			continue
		}
		kept = append(kept, list.Values[j])
	}
	if len(gone) == 0 {
		return
	}
	list.Values = kept
	w.changed("Statement %d: %s that others cover removed: %s.", i, plural(len(gone), thing), strings.Join(gone, ", "))
}

// dropStatements removes statements without which the policy means the same.
func (w *work) dropStatements() {
	if len(w.statements) > maxRedundancy {
		w.note("Redundant statements were not looked for: there are more than %d.", maxRedundancy)
		return
	}
	for i := len(w.statements) - 1; i >= 0 && len(w.statements) > 1; i-- {
		if !w.isRedundant(i) {
			continue
		}
		w.step(func() {
			w.changed("Statement %s removed: the others allow and deny the same without it.", name(&w.statements[i], i))
			w.statements = slices.Delete(w.statements, i, i+1)
		})
	}
}

// isRedundant asks compare whether the other statements do all that one does.
func (w *work) isRedundant(i int) bool {
	rest := slices.Delete(slices.Clone(w.statements), i, i+1)
	if !slices.ContainsFunc(rest, func(st policy.Statement) bool { return st.IsDeny() == w.statements[i].IsDeny() }) && w.statements[i].IsDeny() {
		return false
	}
	all, err := w.compile(w.statements)
	if err != nil {
		return false
	}
	less, err := w.compile(rest)
	if err != nil {
		return false
	}
	opts := compare.Options{Denies: w.statements[i].IsDeny(), Budget: w.opts.Budget}
	witness, err := compare.Exceeds(all, less, opts)
	return err == nil && witness == nil
}

func (w *work) compile(list []policy.Statement) ([]*eval.Policy, error) {
	p, err := eval.Compile(policy.Parse(policy.Compact(w.document(list))), w.kind, "")
	return []*eval.Policy{p}, err
}

// name tells a statement by its place and id.
func name(st *policy.Statement, i int) string {
	if st.Sid != nil && st.Sid.Text != "" {
		return st.Sid.Text
	}
	return strconv.Itoa(i)
}
