package lint

import (
	"sort"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// FuzzCheck: whatever the text, the findings lie within it, are in order, and
// their repairs leave JSON where there was JSON.
func FuzzCheck(f *testing.F) {
	kinds := policy.Kinds()
	number := map[policy.Kind]uint8{}
	for i, k := range kinds {
		number[k] = uint8(i)
	}
	cases := loadCases(f)
	for i := range cases {
		f.Add(cases[i].source, number[cases[i].opt.Kind], cases[i].opt.ResourceType)
	}
	f.Fuzz(func(t *testing.T, src string, kind uint8, resourceType string) {
		opt := Options{Kind: kinds[int(kind)%len(kinds)], ResourceType: resourceType}
		findings := Check([]byte(src), opt)
		if !sort.SliceIsSorted(findings, func(i, j int) bool { return findings[i].Span.Offset < findings[j].Span.Offset }) {
			t.Error("findings are out of order")
		}
		readable := !policy.ParseString(src).Incomplete()
		for i := range findings {
			checkFinding(t, src, &findings[i], readable)
		}
		fixed, n := ApplyFixes([]byte(src), findings)
		if n > 0 && policy.Parse(fixed).Incomplete() {
			t.Errorf("the repairs of %s make %s", src, fixed)
		}
	})
}

func checkFinding(t *testing.T, src string, f *Finding, readable bool) {
	t.Helper()
	if f.Message == "" || f.LearnMore == "" || f.Type == "" {
		t.Errorf("%s lacks a message, page or type", f.Code)
	}
	if f.Span.Offset < 0 || f.Span.Length < 0 || f.Span.End() > len(src) || f.Span.Line < 1 || f.Span.Column < 1 {
		t.Errorf("%s has the span %+v in %d bytes", f.Code, f.Span, len(src))
	}
	if f.Fix == nil {
		return
	}
	at := 0
	for _, e := range f.Fix.Edits {
		if e.Offset < at || e.Length < 0 || e.Offset+e.Length > len(src) {
			t.Errorf("%s has the edit %+v in %d bytes", f.Code, e, len(src))
			return
		}
		at = e.Offset + e.Length
	}
	fixed := f.Fix.Apply([]byte(src))
	if !readable || policy.Parse(fixed).Incomplete() {
		t.Errorf("the repair of %s makes %s of %s", f.Code, fixed, src)
	}
	if string(fixed) == src {
		t.Errorf("the repair of %s changes nothing in %s", f.Code, src)
	}
}
