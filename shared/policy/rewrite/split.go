package rewrite

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// maxManagedPolicies is how many managed policies can be attached to one user, group or
// role without asking AWS for more ("IAM and AWS STS quotas", IAM User Guide).
const maxManagedPolicies = 10

// Split writes a policy as several that together mean the same and each fit a quota: for
// policies of one identity, or of one resource that takes several. A statement that is too
// long by itself is cut into several with the same effect. The error names one that
// cannot be cut so small.
func Split(src []byte, opts Options) (Result, error) {
	w, err := begin(src, opts)
	if err != nil {
		return Result{}, err
	}
	limit := opts.Limit
	if limit == 0 {
		limit = policy.Quotas(policy.KindIdentity)[0].Characters
	}
	pieces, err := w.pieces(limit)
	if err != nil {
		return Result{}, err
	}
	documents := w.pack(pieces, limit)
	if why := w.unproved(documents); why != "" {
		return Result{}, fmt.Errorf("the parts could not be proved to mean the same as the whole: %s", why)
	}
	if len(documents) > 1 {
		w.changed("Split into %d policies of at most %d characters.", len(documents), limit)
	}
	if len(documents) > maxManagedPolicies {
		w.note("AWS lets you attach %d managed policies to one identity; more need a quota increase.", maxManagedPolicies)
	}
	return w.result(documents...), nil
}

// size is what a document of these statements takes.
func (w *work) size(list []policy.Statement) int {
	return policy.Size(policy.Compact(w.document(list)))
}

// pieces cuts statements that are too long for a document of their own.
func (w *work) pieces(limit int) ([]policy.Statement, error) {
	var out []policy.Statement
	for i, st := range w.statements {
		queue := []policy.Statement{st}
		for len(queue) > 0 {
			one := queue[0]
			queue = queue[1:]
			if w.size([]policy.Statement{one}) <= limit {
				out = append(out, one)
				continue
			}
			a, b, ok := halves(one)
			if !ok {
				return nil, fmt.Errorf("statement %s does not fit into %d characters and cannot be cut: only lists of Action and Resource can", name(&st, i), limit)
			}
			queue = append([]policy.Statement{a, b}, queue...)
		}
	}
	return out, nil
}

// halves cuts a statement in two: the longer of its lists of actions and of resources.
// Lists of what is excepted do not add up, so they cannot be cut.
func halves(st policy.Statement) (a, b policy.Statement, ok bool) {
	a, b = clone(st), clone(st)
	actions, resources := textLength(st.Action), textLength(st.Resource)
	switch {
	case actions >= resources && st.Action != nil && len(st.Action.Values) > 1:
		cut(a.Action, b.Action)
	case st.Resource != nil && len(st.Resource.Values) > 1:
		cut(a.Resource, b.Resource)
	case st.Action != nil && len(st.Action.Values) > 1:
		cut(a.Action, b.Action)
	default:
		return a, b, false
	}
	b.Sid = nil // ids must differ within a policy
	return a, b, true
}

// cut leaves the first half of a list in a and the second in b.
func cut(a, b *policy.List) {
	half := len(a.Values) / 2
	a.Values, b.Values = a.Values[:half:half], b.Values[half:]
	a.Single, b.Single = len(a.Values) == 1, len(b.Values) == 1
}

func textLength(list *policy.List) int {
	if list == nil {
		return 0
	}
	return length(list.Texts())
}

// pack puts statements into as few documents as it finds: the longest first, each into
// the first document that has room.
func (w *work) pack(pieces []policy.Statement, limit int) [][]policy.Statement {
	order := slices.Clone(pieces)
	slices.SortStableFunc(order, func(a, b policy.Statement) int {
		return cmp.Compare(w.size([]policy.Statement{b}), w.size([]policy.Statement{a}))
	})
	var out [][]policy.Statement
next:
	for _, st := range order {
		for i := range out {
			if both := append(out[i][:len(out[i]):len(out[i])], st); w.size(both) <= limit {
				out[i] = both
				continue next
			}
		}
		out = append(out, []policy.Statement{st})
	}
	for i := range out { // as the author ordered them
		slices.SortStableFunc(out[i], func(a, b policy.Statement) int { return cmp.Compare(a.Index, b.Index) })
	}
	return out
}
