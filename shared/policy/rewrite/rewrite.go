// Package rewrite writes policies differently without changing what they mean: shorter,
// longer, in fewer statements, or as several documents that each fit a quota.
//
// Every result was proved equivalent to the original by package compare before it is
// returned, in what it allows and in what it denies. A step that cannot be proved is
// left out, and said.
package rewrite

import (
	"fmt"
	"slices"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Result is a policy written anew.
type Result struct {
	// Documents are the policies as indented JSON; more than one only after Split.
	Documents []string `json:"documents"`
	// Size and SizeBefore are characters as AWS counts them: of the longest of the
	// documents, and of the original.
	Size       int `json:"size"`
	SizeBefore int `json:"size_before"`
	// Changes tell what was done, as sentences.
	Changes []string `json:"changes"`
	// Notes tell what could not be done, or needs thought.
	Notes []string `json:"notes,omitempty"`
}

// Options say how to write.
type Options struct {
	// Kind of policy; empty to tell by whether statements name principals.
	Kind policy.Kind
	// KeepSids keeps statement ids, which Shrink otherwise drops, and so statements with
	// ids apart.
	KeepSids bool
	// Readable lets Shrink write only patterns that stand for several actions and show
	// their beginning or a word of them: "sqs:Delete*", but not "sqs:S*e".
	Readable bool
	// Limit is the size, in characters as AWS counts them, that Split fits documents to;
	// zero for that of a managed policy.
	Limit int
	// Budget bounds the work of each proof; zero for compare.DefaultBudget.
	Budget int
}

// work is a policy being rewritten.
type work struct {
	source     *policy.Document
	kind       policy.Kind
	opts       Options
	original   []*eval.Policy
	statements []policy.Statement
	changes    []string
	notes      []string
}

// begin reads a policy. The error says why AWS would refuse it.
func begin(src []byte, opts Options) (*work, error) {
	doc := policy.Parse(src)
	kind := opts.Kind
	if kind == "" {
		kind = compare.KindOf(doc)
	}
	p, err := eval.Compile(doc, kind, "")
	if err != nil {
		return nil, err
	}
	w := &work{source: doc, kind: kind, opts: opts, original: []*eval.Policy{p}}
	for _, st := range doc.Statements {
		w.statements = append(w.statements, clone(st))
	}
	return w, nil
}

// clone copies the lists of a statement, so that changing them leaves the original
// alone.
func clone(st policy.Statement) policy.Statement {
	for _, list := range []**policy.List{&st.Action, &st.NotAction, &st.Resource, &st.NotResource} {
		if *list != nil {
			copied := **list
			copied.Values = slices.Clone(copied.Values)
			*list = &copied
		}
	}
	return st
}

func (w *work) changed(format string, args ...any) {
	w.changes = append(w.changes, fmt.Sprintf(format, args...))
}

func (w *work) note(format string, args ...any) {
	w.notes = append(w.notes, fmt.Sprintf(format, args...))
}

// document writes statements with the head of the original.
func (w *work) document(list []policy.Statement) *policy.Document {
	return &policy.Document{
		Version: w.source.Version, ID: w.source.ID, HasStatement: true, Statements: list,
		SingleStatement: len(list) == 1 && w.source.SingleStatement,
	}
}

// step tries a change: it is kept when the policy still means the same.
func (w *work) step(change func()) bool {
	before, changes, notes := w.statements, len(w.changes), len(w.notes)
	w.statements = make([]policy.Statement, len(before))
	for i, st := range before {
		w.statements[i] = clone(st)
	}
	change()
	if len(w.changes) == changes {
		w.statements = before
		return false
	}
	if why := w.unproved([][]policy.Statement{w.statements}); why != "" {
		attempted := w.changes[changes:]
		w.statements, w.changes, w.notes = before, w.changes[:changes], w.notes[:notes]
		w.note("Not done, because it could not be proved to change nothing (%s): %s", why, attempted[0])
		return false
	}
	return true
}

// each tries a change of every statement together, and one by one when that cannot be
// proved.
func (w *work) each(change func(i int)) {
	notes := len(w.notes)
	done := w.step(func() {
		for i := range w.statements {
			change(i)
		}
	})
	if done || len(w.notes) == notes {
		return
	}
	w.notes = w.notes[:notes]
	for i := range w.statements {
		w.step(func() { change(i) })
	}
}

// unproved says why documents are not proved to mean the same as the original; empty
// when they are.
func (w *work) unproved(documents [][]policy.Statement) string {
	var written []*eval.Policy
	for _, list := range documents {
		compiled, err := w.compile(list)
		if err != nil {
			return err.Error()
		}
		written = append(written, compiled...)
	}
	for _, denies := range []bool{false, true} {
		r := compare.Sets(w.original, written, compare.Options{Denies: denies, Budget: w.opts.Budget})
		switch r.Relation {
		case compare.Equivalent:
		case compare.Unknown:
			return r.Reason
		default:
			return fmt.Sprintf("it would be %s for %s on %s", r.Relation, r.Witness.Action, r.Witness.Resource)
		}
	}
	return ""
}

// result writes the documents.
func (w *work) result(documents ...[]policy.Statement) Result {
	r := Result{SizeBefore: policy.Size([]byte(w.source.Source())), Changes: w.changes, Notes: w.notes}
	for _, list := range documents {
		doc := w.document(list)
		r.Documents = append(r.Documents, string(policy.Print(doc)))
		r.Size = max(r.Size, policy.Size(policy.Compact(doc)))
	}
	if r.Changes == nil {
		r.Changes = []string{}
	}
	return r
}
