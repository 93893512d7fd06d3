package rewrite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Expand writes every action pattern as the list of actions that it matches today, each
// once. "*" alone stays, as do patterns of services that the catalog does not know; notes
// name them.
func Expand(src []byte, opts Options) (Result, error) {
	w, err := begin(src, opts)
	if err != nil {
		return Result{}, err
	}
	w.each(w.expandList)
	return w.result(w.statements), nil
}

func (w *work) expandList(i int) {
	st := &w.statements[i]
	list, element := st.Action, "Action"
	if st.NotAction != nil {
		list, element = st.NotAction, "NotAction"
	}
	var out []string
	expanded := 0
	for _, text := range list.Texts() {
		if !policy.HasWildcard(text) {
			out = append(out, text)
			continue
		}
		actions := catalog.Expand(text)
		if text == "*" || text == "*:*" || len(actions) == 0 {
			w.noteUnexpanded(i, text)
			out = append(out, text)
			continue
		}
		out = append(out, actions...)
		expanded++
	}
	if expanded == 0 {
		return
	}
	out = withoutRepeats(out)
	setTexts(list, out)
	w.changed("Statement %d: %s written out as %s.", i, plural(expanded, "pattern"), plural(len(out), "value")+" of "+element)
}

func (w *work) noteUnexpanded(i int, text string) {
	switch {
	case text == "*" || text == "*:*":
		w.note("Statement %d: %q stays: it stands for every action of every service.", i, text)
	default:
		w.note("Statement %d: %q stays: it matches no action in the catalog.", i, text)
	}
}

// withoutRepeats sorts action names and drops those that differ in case only from
// another.
func withoutRepeats(names []string) []string {
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return slices.CompactFunc(names, strings.EqualFold)
}

// setTexts puts texts into a list, one as a single value.
func setTexts(list *policy.List, texts []string) {
	list.Values = make([]policy.Value, len(texts))
	for i, text := range texts {
		list.Values[i].Text = text
	}
	list.Single = len(texts) == 1
}

// plural counts things in words.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
