package lint

import (
	"sort"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Apply returns src with the repair made. The text must be the one the finding
// was made from.
func (f *Fix) Apply(src []byte) []byte {
	return applyEdits(src, f.Edits)
}

// ApplyFixes makes the repairs of all findings, leaving out those that touch text
// another one has changed, and returns the new text and how many were made. After
// it the new text should be checked again: one repair can make another possible.
func ApplyFixes(src []byte, findings []Finding) ([]byte, int) {
	var edits []Edit
	made := 0
next:
	for i := range findings {
		fix := findings[i].Fix
		if fix == nil {
			continue
		}
		for _, e := range fix.Edits {
			for _, other := range edits {
				if overlap(e, other) {
					continue next
				}
			}
		}
		edits = append(edits, fix.Edits...)
		made++
	}
	return applyEdits(src, edits), made
}

// overlap also holds for edits that touch: two removals of neighbours in a list
// would each take the comma between them.
func overlap(a, b Edit) bool {
	return a.Offset <= b.Offset+b.Length && b.Offset <= a.Offset+a.Length
}

func applyEdits(src []byte, edits []Edit) []byte {
	sorted := append([]Edit(nil), edits...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Offset < sorted[j].Offset })
	out := make([]byte, 0, len(src)+64)
	at := 0
	for _, e := range sorted {
		if e.Offset < at || e.Offset+e.Length > len(src) {
			continue
		}
		out = append(out, src[at:e.Offset]...)
		out = append(out, e.NewText...)
		at = e.Offset + e.Length
	}
	return append(out, src[at:]...)
}

// replace is a repair that puts other text in place of a span.
func replace(span policy.Span, text, title string) *Fix {
	return &Fix{Title: title, Edits: []Edit{{Offset: span.Offset, Length: span.Length, NewText: text}}}
}

// replaceText puts another string in place of a string value.
func replaceText(v *policy.Value, text, title string) *Fix {
	return replace(v.Span, quote(text), title)
}

// quote writes a JSON string. The texts it is used for hold no characters that
// need more than the two escapes.
func quote(s string) string {
	out := make([]byte, 0, len(s)+2)
	out = append(out, '"')
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '\\' {
			out = append(out, '\\')
		}
		out = append(out, s[i])
	}
	return string(append(out, '"'))
}

// removeValue takes one value out of a list that has others.
func removeValue(list *policy.List, i int, title string) *Fix {
	if list == nil || list.Single || len(list.Values) < 2 || i >= len(list.Values) {
		return nil
	}
	var spans [3]policy.Span
	if i > 0 {
		spans[0] = list.Values[i-1].Span
	}
	spans[1] = list.Values[i].Span
	if i+1 < len(list.Values) {
		spans[2] = list.Values[i+1].Span
	}
	return cut(spans[0], spans[1], spans[2], i > 0, i+1 < len(list.Values), title)
}

// removeElement takes a member out of a statement that has others.
func removeElement(st *policy.Statement, name, title string) *Fix {
	for i := range st.Elements {
		if st.Elements[i].Name.Text != name || len(st.Elements) < 2 {
			continue
		}
		var before, after policy.Span
		if i > 0 {
			before = st.Elements[i-1].Span
		}
		if i+1 < len(st.Elements) {
			after = st.Elements[i+1].Span
		}
		return cut(before, st.Elements[i].Span, after, i > 0, i+1 < len(st.Elements), title)
	}
	return nil
}

// cut removes the middle of three neighbours with the comma beside it: the one
// before it, or for the first neighbour the one after it.
func cut(before, middle, after policy.Span, hasBefore, hasAfter bool, title string) *Fix {
	switch {
	case hasBefore:
		return &Fix{Title: title, Edits: []Edit{{Offset: before.End(), Length: middle.End() - before.End()}}}
	case hasAfter:
		return &Fix{Title: title, Edits: []Edit{{Offset: middle.Offset, Length: after.Offset - middle.Offset}}}
	}
	return nil
}
