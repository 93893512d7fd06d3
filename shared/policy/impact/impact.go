// Package impact tells what changes of AWS's own vocabulary mean for a policy that is in use: a wildcard that reaches new
// actions, an action that is gone, a condition key that requests no longer carry. Where an edit would answer a change, it
// writes the edited policy and says how its meaning differs.
//
// It is pure: what changed comes from package diff, and the two snapshots that were compared.
package impact

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Kind is what happens to a statement.
type Kind string

// The kinds of effects.
const (
	// RemovedAction: the statement names actions that AWS no longer has.
	RemovedAction Kind = "removed_action"
	// NewAction: a wildcard, or a NotAction element, reaches actions that did not exist when it was written.
	NewAction Kind = "new_action"
	// DependentAction: an operation that the statement allows needs another permission now, which the policy does not give.
	DependentAction Kind = "dependent_action"
	// RemovedKey: the statement tests a condition key that requests no longer carry.
	RemovedKey Kind = "removed_condition_key"
	// KeyType: a condition key that the statement tests has another type.
	KeyType Kind = "condition_key_type"
	// RemovedResource: ARNs that the statement names no longer match what an action works on.
	RemovedResource Kind = "removed_resource_type"
	// RequiredResource: an action that the statement allows needs a resource that the statement does not name.
	RequiredResource Kind = "required_resource_type"
	// ManagedPolicy: an AWS managed policy that is attached grants more or less than before.
	ManagedPolicy Kind = "managed_policy"
	// RaisedLevel: actions that a wildcard reaches count as more powerful than before.
	RaisedLevel Kind = "access_level"
)

// Level is how much an effect asks for.
type Level string

// The levels, the gravest first.
const (
	// Breaking effects take away what the policy gives, or the protection it was written for.
	Breaking Level = "breaking"
	// Review effects give more than what the author saw when writing.
	Review Level = "review"
	// Note effects are good to know.
	Note Level = "note"
)

var levels = []Level{Breaking, Review, Note}

// Effect is what AWS's changes mean for one statement, or for one pattern in it.
type Effect struct {
	Kind    Kind   `json:"kind"`
	Level   Level  `json:"level"`
	Service string `json:"service"`
	// Statement is the place in the list, from 0; Path names the element in the document.
	Statement int    `json:"statement"`
	Sid       string `json:"sid,omitempty"`
	Path      string `json:"path"`
	// Pattern is what the statement says: an action with or without wildcards, or a condition key.
	Pattern string `json:"pattern"`
	// Names are the actions, condition keys or resource types that changed.
	Names []string `json:"names"`
	// Detail is a sentence for people.
	Detail string `json:"detail"`
}

// Changes is a report made ready for asking.
type Changes struct {
	services map[string]*service
	managed  []diff.Change
}

// service is what changed in a service, and the service on both sides; a side is nil where it did not exist.
type service struct {
	prefix        string
	changes       []diff.Change
	before, after *catalog.Service
	added         []string // new actions, "prefix:Name"
	removed       []string // gone
}

// New makes a report ready. Before and after are the snapshots that it compares.
func New(report *diff.Report, before, after *snapshot.Snapshot) *Changes {
	c := &Changes{services: map[string]*service{}}
	for _, change := range report.Changes {
		if change.Kind == diff.ManagedPolicy {
			c.managed = append(c.managed, change)
			continue
		}
		prefix := strings.ToLower(change.Service)
		s := c.services[prefix]
		if s == nil {
			s = &service{prefix: prefix, before: find(before, prefix), after: find(after, prefix)}
			c.services[prefix] = s
		}
		s.changes = append(s.changes, change)
		if change.Kind == diff.Action {
			switch change.Change {
			case diff.Added:
				s.added = append(s.added, change.Name)
			case diff.Removed:
				s.removed = append(s.removed, change.Name)
			}
		}
	}
	return c
}

func find(s *snapshot.Snapshot, prefix string) *catalog.Service {
	i, ok := slices.BinarySearchFunc(s.Services, prefix, func(s catalog.Service, prefix string) int { return strings.Compare(s.Prefix, prefix) })
	if !ok {
		return nil
	}
	return &s.Services[i]
}

// Services lists the prefixes of the services that changed, sorted.
func (c *Changes) Services() []string {
	out := make([]string, 0, len(c.services))
	for prefix := range c.services {
		out = append(out, prefix)
	}
	slices.Sort(out)
	return out
}

// Removed tells whether the changes took an action away, "prefix:Name" in any case.
func (c *Changes) Removed(action string) bool {
	prefix, _, _ := strings.Cut(strings.ToLower(action), ":")
	s := c.services[prefix]
	return s != nil && slices.ContainsFunc(s.removed, func(name string) bool { return strings.EqualFold(name, action) })
}

// ManagedPolicy tells what changed in the AWS managed policy with this name, for whoever it is attached to: a grant that
// is gone is breaking, a grant that came asks for a look.
func (c *Changes) ManagedPolicy(name string) []Effect {
	var out []Effect
	for _, change := range c.managed {
		if !strings.EqualFold(change.Name, name) || change.Impact == diff.Neutral {
			continue
		}
		e := Effect{Kind: ManagedPolicy, Level: Review, Pattern: change.Name, Names: slices.Concat(change.Removed, change.Added), Detail: change.Detail}
		if change.Impact == diff.Breaking {
			e.Level = Breaking
		}
		if len(e.Names) == 0 {
			e.Names = []string{change.Name}
		}
		out = append(out, e)
	}
	return out
}

// Of tells what the changes mean for a policy, the gravest first, then in the order of the document. A document that
// cannot be read to its end is judged as far as it was understood.
func (c *Changes) Of(doc *policy.Document) []Effect {
	a := &analysis{changes: c, doc: doc}
	for i := range doc.Statements {
		a.statement(&doc.Statements[i])
	}
	slices.SortStableFunc(a.effects, func(x, y Effect) int {
		return cmp.Or(cmp.Compare(slices.Index(levels, x.Level), slices.Index(levels, y.Level)), cmp.Compare(x.Statement, y.Statement))
	})
	return a.effects
}

// analysis collects the effects on one document.
type analysis struct {
	changes *Changes
	doc     *policy.Document
	effects []Effect
}

func (a *analysis) statement(st *policy.Statement) {
	if !st.IsAllow() && !st.IsDeny() {
		return
	}
	for i, text := range values(st.Action) {
		prefix, name, ok := strings.Cut(text, ":")
		s := a.changes.services[strings.ToLower(prefix)]
		if !ok || s == nil || name == "" {
			continue // also "*", which is meant to reach whatever there is
		}
		p := &pattern{a, st, s, text, a.path(st, "Action", st.Action, i)}
		p.removedActions()
		p.newActions()
		p.raisedLevels()
		if st.IsAllow() {
			p.dependentActions()
			p.resources()
		}
	}
	if st.NotAction != nil {
		a.notAction(st)
	}
	if st.Condition != nil {
		a.condition(st)
	}
}

// values gives a list's strings with their places.
func values(list *policy.List) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		if list == nil {
			return
		}
		for i := range list.Values {
			if v := &list.Values[i]; v.IsString() && !yield(i, v.Text) {
				return
			}
		}
	}
}

// path names value i of a list in an element of a statement.
func (a *analysis) path(st *policy.Statement, element string, list *policy.List, i int) string {
	path := policy.JoinPath(a.doc.StatementPath(st.Index), element)
	if list.Single {
		return path
	}
	return policy.JoinPath(path, i)
}

func (a *analysis) add(st *policy.Statement, e Effect) {
	e.Statement = st.Index
	if st.Sid.IsString() {
		e.Sid = st.Sid.Text
	}
	a.effects = append(a.effects, e)
}
