package glob

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true},
		{"", "a", false},
		{"abc", "abc", true},
		{"abc", "ab", false},
		{"*", "", true},
		{"*", "a:b/c", true},
		{"a*", "abc", true},
		{"a*", "b", false},
		{"*c", "abc", true},
		{"a*c", "ac", true},
		{"a*a", "a", false},
		{"a?c", "abc", true},
		{"a?c", "ac", false},
		{"a?c", "aéc", true},
		{"a**c", "abc", true},
		{"*b*b*", "abab", true},
		{"*b*b*", "aab", false},
	} {
		if got := Parse(test.pattern).Match(test.text); got != test.want {
			t.Errorf("%q matches %q: %v", test.pattern, test.text, got)
		}
	}
	part := New([]rune{'a', ':', StarInPart, ':', OneInPart})
	for text, want := range map[string]bool{"a:b:c": true, "a::c": true, "a:b:b:c": false, "a:b::": false} {
		if got := part.Match(text); got != want {
			t.Errorf("%s matches %q: %v", part, text, got)
		}
	}
}

func TestVariables(t *testing.T) {
	home := New([]rune{'h', '/', Variable(0), '/', Star})
	if home.Match("h/a/b") {
		t.Error("a variable that is not filled matched")
	}
	if filled := home.Fill(func(int) (string, bool) { return "ann", true }); !filled.Match("h/ann/b") || filled.Match("h/bob/b") {
		t.Error("the filled pattern matches the wrong texts")
	}
	if home.Fill(func(int) (string, bool) { return "", false }) != nil {
		t.Error("a variable without a value still gives a pattern")
	}
	other := New([]rune{'h', '/', Variable(1), '/', Star})
	for _, test := range []struct {
		name         string
		outer, inner *Glob
		covers       bool
		apart        bool
	}{
		{"star covers any value", Parse("h/*"), home, true, false},
		{"question mark does not", Parse("h/?/*"), home, false, false},
		{"the same variable", New([]rune{'h', '/', Variable(0), Star}), home, true, false},
		{"another variable", other, home, false, false},
		{"a literal it may equal", Parse("h/ann/*"), home, false, false},
		{"another folder", Parse("g/*"), home, false, true},
	} {
		if got := test.outer.Covers(test.inner); got != test.covers {
			t.Errorf("%s: covers: %v", test.name, got)
		}
		if got := test.outer.Apart(test.inner); got != test.apart {
			t.Errorf("%s: apart: %v", test.name, got)
		}
	}
}

// randomGlob makes patterns over few characters, so that they often overlap.
func randomGlob(r *rand.Rand) *Glob {
	runes := make([]rune, r.IntN(6))
	for i := range runes {
		runes[i] = []rune{'a', 'b', ':', 'a', 'b', Star, One, StarInPart, OneInPart}[r.IntN(9)]
	}
	return New(runes)
}

// texts are all texts over a, b, c and colon up to a length.
func texts(n int) []string {
	all, from := []string{""}, 0
	for range n {
		to := len(all)
		for _, s := range all[from:to] {
			for _, c := range "abc:" {
				all = append(all, s+string(c))
			}
		}
		from = to
	}
	return all
}

func TestRelationsHoldForEveryText(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all := texts(6)
	covered, apart := 0, 0
	for range 3000 {
		g, h := randomGlob(r), randomGlob(r)
		covers, isApart := g.Covers(h), g.Apart(h)
		if isApart != h.Apart(g) {
			t.Fatalf("apart is not symmetrical: %s and %s", g, h)
		}
		both := false
		for _, s := range all {
			inG, inH := g.Match(s), h.Match(s)
			if covers && inH && !inG {
				t.Fatalf("%s is said to cover %s, but not %q", g, h, s)
			}
			both = both || inG && inH
		}
		if _, found, _ := Find([]*Glob{g, h}, nil, &Budget{Steps: 1 << 20}); isApart == found || both && !found {
			t.Fatalf("%s and %s: apart %v, but both match some text: %v", g, h, isApart, found)
		}
		if covers {
			covered++
		}
		if isApart {
			apart++
		}
	}
	if covered < 100 || apart < 100 {
		t.Errorf("the patterns were too much alike: %d covered, %d apart", covered, apart)
	}
}

func TestFindAgreesWithTrying(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	all := texts(6)
	some, none := 0, 0
	for range 1500 {
		pos, neg := []*Glob{randomGlob(r)}, []*Glob{randomGlob(r), randomGlob(r)}
		if r.IntN(3) == 0 {
			pos = append(pos, randomGlob(r))
		}
		fits := func(s string) bool {
			for _, g := range pos {
				if !g.Match(s) {
					return false
				}
			}
			return !neg[0].Match(s) && !neg[1].Match(s)
		}
		text, found, done := Find(pos, neg, &Budget{Steps: 1 << 20})
		if !done {
			t.Fatal("the budget ran out")
		}
		if found && !fits(text) {
			t.Fatalf("%v but not %v: %q does not fit", pos, neg, text)
		}
		if found {
			some++
			continue
		}
		none++
		for _, s := range all {
			if fits(s) {
				t.Fatalf("%v but not %v: %q was missed", pos, neg, s)
			}
		}
	}
	if some < 100 || none < 100 {
		t.Errorf("the patterns were too much alike: %d with a text, %d without", some, none)
	}
}

func TestSignatures(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	all := texts(6)
	for range 300 {
		patterns := []*Glob{randomGlob(r), randomGlob(r), randomGlob(r)}
		list, done := Signatures(patterns, 8, &Budget{Steps: 1 << 20})
		if !done {
			t.Fatal("the budget ran out")
		}
		seen := map[[3]bool]bool{}
		for _, s := range list {
			for i, g := range patterns {
				if g.Match(s.Text) != s.Matches[i] {
					t.Fatalf("%v: %q: wrong about %s", patterns, s.Text, g)
				}
			}
			seen[[3]bool(s.Matches)] = true
		}
		for _, s := range all {
			if !seen[[3]bool{patterns[0].Match(s), patterns[1].Match(s), patterns[2].Match(s)}] {
				t.Fatalf("%v: %q was missed", patterns, s)
			}
		}
	}
}

func TestBudgetEndsASearch(t *testing.T) {
	var pos []*Glob
	for _, c := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		pos = append(pos, Parse("*"+c+"*"+c+"*"))
	}
	if _, found, done := Find(pos, nil, &Budget{Steps: 10_000}); found || done {
		t.Errorf("found %v, done %v", found, done)
	}
}
