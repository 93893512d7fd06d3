package rewrite

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// gathered marks the changes that wrote patterns.
const gathered = "gathered into"

// gather writes the actions of a statement in patterns that match exactly them.
func (w *work) gather(i int) {
	st := &w.statements[i]
	list := st.Action
	if list == nil {
		list = st.NotAction
	}
	var out []string
	services := map[string][]string{} // prefix → patterns as written
	var order []string
	for _, text := range list.Texts() {
		prefix, name, ok := strings.Cut(strings.ToLower(text), ":")
		s := catalog.Lookup(prefix)
		if !ok || s == nil || len(s.Match(name)) == 0 {
			out = append(out, text) // "*", or one that the catalog does not know
			continue
		}
		if services[prefix] == nil {
			order = append(order, prefix)
		}
		services[prefix] = append(services[prefix], text)
	}
	for _, prefix := range order {
		out = append(out, gatherService(prefix, services[prefix], w.opts.Readable)...)
	}
	if length(out) >= length(list.Texts()) {
		return
	}
	before := len(list.Values)
	setTexts(list, out)
	w.changed("Statement %d: %s %s %d.", i, plural(before, "action"), gathered, len(out))
}

// length is what the values of a list take in a document.
func length(texts []string) int {
	n := 0
	for _, s := range texts {
		n += len(s) + 3 // quotation marks and a comma
	}
	return n
}

// gatherService finds a short list of patterns for the actions of one service.
func gatherService(prefix string, written []string, readable bool) []string {
	s := catalog.Lookup(prefix)
	wanted := make([]bool, len(s.Actions))
	for _, text := range written {
		_, name, _ := strings.Cut(text, ":")
		for _, a := range s.Match(name) {
			wanted[indexOfAction(s, a.Name)] = true
		}
	}
	c := newCover(s, wanted, readable)
	out := c.patterns()
	if length(out) < length(written) {
		return out
	}
	return written
}

func indexOfAction(s *catalog.Service, name string) int {
	i, _ := slices.BinarySearchFunc(s.Actions, name, func(a catalog.Action, name string) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(name))
	})
	return i
}
