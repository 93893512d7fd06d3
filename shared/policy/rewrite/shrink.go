package rewrite

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Shrink writes a policy in as few characters as it finds: without what is redundant, with
// statements merged, and with action names gathered into patterns that match exactly
// them among all actions known today. An action that AWS adds later may match such a
// pattern, which a note says.
func Shrink(src []byte, opts Options) (Result, error) {
	w, err := begin(src, opts)
	if err != nil {
		return Result{}, err
	}
	w.dropRedundant()
	if !opts.KeepSids {
		w.step(w.dropSids)
	}
	w.step(w.merge)
	w.each(w.gather)
	w.step(w.merge)
	w.step(w.unwrap)
	if slices.ContainsFunc(w.changes, func(s string) bool { return strings.Contains(s, gathered) }) {
		w.note("The patterns match exactly the actions that were listed among those known today; an action that AWS adds later may match one.")
	}
	return w.result(w.statements), nil
}

// Tidy removes what is redundant and merges statements, but writes no new patterns, so
// that the policy does not grow when AWS adds actions.
func Tidy(src []byte, opts Options) (Result, error) {
	w, err := begin(src, opts)
	if err != nil {
		return Result{}, err
	}
	w.dropRedundant()
	if !opts.KeepSids {
		w.step(w.mergeUnlikeSids)
	} else {
		w.step(w.merge)
	}
	return w.result(w.statements), nil
}

// dropRedundant removes what the rest of the policy does as well.
func (w *work) dropRedundant() {
	w.step(w.dropRepeats)
	w.dropStatements()
}

// mergeUnlikeSids merges statements though their ids differ; the first id stays.
func (w *work) mergeUnlikeSids() { w.mergeWhere(func(_, _ *policy.Statement) bool { return true }) }

// dropSids removes statement ids, which mean nothing to AWS.
func (w *work) dropSids() {
	n := 0
	for i := range w.statements {
		if w.statements[i].Sid != nil {
			w.statements[i].Sid = nil
			n++
		}
	}
	if n > 0 {
		w.changed("%s removed.", plural(n, "statement id"))
	}
}

// unwrap writes lists of one value, and a list of one statement, without brackets.
func (w *work) unwrap() {
	n := 0
	single := func(list *policy.List) {
		if list != nil && len(list.Values) == 1 && !list.Single {
			list.Single = true
			n++
		}
	}
	for i := range w.statements {
		st := &w.statements[i]
		single(st.Action)
		single(st.NotAction)
		single(st.Resource)
		single(st.NotResource)
		if st.Condition != nil {
			st.Condition = unwrapCondition(st.Condition, single)
		}
	}
	if len(w.statements) == 1 && !w.source.SingleStatement {
		w.source.SingleStatement = true
		n++
	}
	if n > 0 {
		w.changed("%s of one value written without brackets.", plural(n, "list"))
	}
}

// unwrapCondition copies a condition with single applied to its lists.
func unwrapCondition(block *policy.ConditionBlock, single func(*policy.List)) *policy.ConditionBlock {
	out := *block
	out.Operators = slices.Clone(out.Operators)
	for i := range out.Operators {
		op := &out.Operators[i]
		op.Keys = slices.Clone(op.Keys)
		for j := range op.Keys {
			single(&op.Keys[j].Values)
		}
	}
	return &out
}
