package compare

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// key is a condition key, with values such that no condition can tell any other
// value from one of them.
type key struct {
	id         int
	lower      string
	name       string
	conditions []*condition
	multi      bool         // a request may hold several values
	variables  bool         // the values that conditions test for hang on policy variables
	extra      []string     // further values to tell apart
	shapes     []*glob.Glob // further patterns to tell apart
	points     *points      // nil until needed, and always where variables stand in values
}

// condition is one line of a Condition element; equal lines are one condition.
type condition struct {
	id   int // within its key
	key  *key
	view eval.ConditionView
}

// maxPoints bounds the values of one key.
const maxPoints = 4096

// condition gives the one condition for a line.
func (c *comparison) condition(v eval.ConditionView) *condition {
	values := slices.Clone(v.Values())
	slices.Sort(values)
	sign := v.Operator() + "\x00" + v.Key() + "\x00" + strings.Join(slices.Compact(values), "\x00")
	if known := c.conditions[sign]; known != nil {
		return known
	}
	k := c.key(v)
	cond := &condition{id: len(k.conditions), key: k, view: v}
	k.conditions = append(k.conditions, cond)
	k.multi = k.multi || v.ForAllValues() || v.ForAnyValue()
	if v.HasVariables() {
		k.variables = true
		v.Patterns(c.variable) // so that each variable has its number before the search
	}
	c.conditions[sign] = cond
	return cond
}

func (c *comparison) key(v eval.ConditionView) *key {
	if k := c.keyIndex[v.Key()]; k != nil {
		return k
	}
	k := &key{id: len(c.keys), lower: v.Key(), name: v.KeyName(), multi: isMultivalued(v.Key())}
	c.keys = append(c.keys, k)
	c.keyIndex[k.lower] = k
	return k
}

// isMultivalued tells whether AWS documents a key as holding several values.
func isMultivalued(name string) bool {
	if k := catalog.GlobalKey(name); k != nil {
		return k.Multivalued()
	}
	prefix, _, _ := strings.Cut(name, ":")
	if s := catalog.Lookup(prefix); s != nil {
		if k := s.ConditionKey(name); k != nil {
			return k.Multivalued()
		}
	}
	return false
}

// points are values of a key, and which of them match which condition, before
// negation.
type points struct {
	values  []string
	matches []set // by condition
	exact   bool  // no condition tells any other value from one of these
}

// kinds are the ways in which the conditions on a key read its value.
type kinds map[eval.ValueKind]bool

func (k *key) kinds() kinds {
	out := kinds{}
	for _, cond := range k.conditions {
		if kind := cond.view.Kind(); kind != eval.Presence {
			out[kind] = true
		}
	}
	return out
}

// textual tells whether the value is compared as text in some way.
func (k kinds) textual() bool { return k[eval.Text] || k[eval.ARN] || k[eval.Bool] || k[eval.Binary] }

// only tells whether all conditions read the value in one way.
func (k kinds) only(kind eval.ValueKind) bool { return len(k) == 1 && k[kind] }

// pointsOf finds the values of a key. call holds the values of policy variables.
func (c *comparison) pointsOf(k *key, call *eval.Call, fill func(int) (string, bool)) *points {
	views := make([]eval.ConditionView, len(k.conditions))
	for i, cond := range k.conditions {
		views[i] = cond.view
	}
	kinds := k.kinds()
	p := &points{exact: true}
	values := slices.Clone(k.extra)
	if kinds[eval.Number] {
		values = append(values, orElse(eval.TellingNumbers(views), "1")...)
	}
	if kinds[eval.Date] {
		values = append(values, orElse(eval.TellingDates(views), "2026-01-01T00:00:00Z")...)
	}
	if kinds[eval.Address] {
		values = append(values, eval.TellingAddresses(views)...)
	}
	switch {
	case kinds.only(eval.Bool):
		values = append(values, "true", "false")
	case kinds.textual() || len(kinds) == 0:
		text, done := c.texts(k, kinds, fill)
		values = append(values, text...)
		p.exact = done && !mixed(kinds)
	default:
		p.exact = len(kinds) == 1
	}
	values = unique(values)
	if kinds.only(eval.ARN) {
		values = slices.DeleteFunc(values, func(s string) bool { return !eval.AnyARN.Match(s) })
	}
	if len(values) > maxPoints {
		values, p.exact = values[:maxPoints], false
	}
	p.values = values
	for _, cond := range k.conditions {
		in := newSet(len(values))
		for i, v := range values {
			if cond.view.Kind() != eval.Presence && cond.view.Matches(call, v) {
				in.add(i)
			}
		}
		c.budget.Spend(len(values) * (1 + len(cond.view.Values())))
		p.matches = append(p.matches, in)
	}
	return p
}

// orElse gives one value where there is none.
func orElse(values []string, one string) []string {
	if len(values) == 0 {
		return []string{one}
	}
	return values
}

// mixed tells whether values are compared both as text and as something else with an
// order, where the texts that are numbers, dates or addresses are not told apart.
func mixed(k kinds) bool {
	return k.textual() && (k[eval.Number] || k[eval.Date] || k[eval.Address])
}

// texts gives texts such that the conditions cannot tell any other from one of them.
func (c *comparison) texts(k *key, kinds kinds, fill func(int) (string, bool)) (out []string, done bool) {
	var globs []*glob.Glob
	folded := false
	add := func(g *glob.Glob, folds bool) {
		if g = g.Fill(fill); g == nil {
			return
		}
		text, literal := g.Text()
		if !literal {
			globs = append(globs, g)
			return
		}
		out = append(out, text)
		if folds {
			folded = folded || kinds[eval.Text]
			out = append(out, cases(text)...)
		}
	}
	for _, cond := range k.conditions {
		for _, g := range cond.view.Patterns(c.variable) {
			add(g, cond.view.FoldsCase())
		}
		if cond.view.Kind() == eval.Binary {
			out = append(out, cond.view.Values()...)
		}
	}
	for _, g := range k.shapes {
		add(g, false)
	}
	if kinds[eval.ARN] {
		globs = append(globs, eval.AnyARN)
	}
	if len(out) > maxPoints {
		return out[:maxPoints], false
	}
	globs = distinct(globs)
	wild := len(globs)
	// A text found for the patterns must not be one of the literals.
	for _, text := range out {
		if slices.ContainsFunc(globs[:wild], func(g *glob.Glob) bool { return g.Match(text) }) {
			globs = append(globs, glob.Literal(text))
		}
	}
	found, done := c.signatures(globs, wild)
	out = append(out, found...)
	// Patterns may tell the ways to capitalize a text apart in more ways than are tried.
	return append(out, freshText(out, globs[:wild]), ""), done && !(folded && wild > 0)
}

// signatures gives a text for every combination of the first patterns, those with
// wildcards, that some text other than the literals behind them matches.
func (c *comparison) signatures(globs []*glob.Glob, wild int) (out []string, done bool) {
	if wild == 0 {
		return nil, true
	}
	for _, g := range globs[:wild] {
		out = append(out, instances(g, "")...)
	}
	list, done := glob.Signatures(globs, maxPoints, c.budget)
	for _, s := range list {
		out = append(out, s.Text)
	}
	return out, done
}

// freshText gives a text that is none of those listed and matches none of the patterns,
// where there is one that is easy to find.
func freshText(texts []string, globs []*glob.Glob) string {
	for n, candidate := range []string{"other", "example", "another", "zq-1", "0-x"} {
		for range 3 {
			taken := slices.ContainsFunc(texts, func(s string) bool { return strings.EqualFold(s, candidate) })
			if !taken && !slices.ContainsFunc(globs, func(g *glob.Glob) bool { return g.Match(candidate) }) {
				return candidate
			}
			candidate += "-" + string(rune('a'+n))
		}
	}
	return "other"
}

// unique drops repeated texts and keeps the order.
func unique(texts []string) []string {
	seen := make(map[string]bool, len(texts))
	return slices.DeleteFunc(texts, func(s string) bool {
		again := seen[s]
		seen[s] = true
		return again
	})
}

func distinct(globs []*glob.Glob) []*glob.Glob {
	seen := map[string]bool{}
	var out []*glob.Glob
	for _, g := range globs {
		if sign := string(encode(g.Runes())); !seen[sign] {
			seen[sign] = true
			out = append(out, g)
		}
	}
	return out
}

// cases gives ways to capitalize a text.
func cases(s string) []string {
	out := []string{strings.ToUpper(s), strings.ToLower(s)}
	for i := range min(len(s), 8) {
		if c := s[i]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			out = append(out, s[:i]+string(c^0x20)+s[i+1:])
		}
	}
	return out
}
