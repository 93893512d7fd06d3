// Package glob is the algebra of the patterns that IAM policies are made of: text with "*" and "?", of which some do
// not reach over a colon, and policy variables whose values are not known.
//
// It answers what comparing policies asks: does a pattern match a text, does one pattern match everything that another
// does, can two match the same text, and which text matches these patterns but not those. Every function is pure and
// safe for concurrent use.
package glob

import "strings"

// The wildcards, as they stand in a Glob beside ordinary characters, which are positive.
const (
	Star       rune = -1 - iota // any run of characters
	One                         // any one character
	StarInPart                  // any run of characters but ":"
	OneInPart                   // any one character but ":"
	variable0                   // the first variable; further ones count down
)

// Variable is the rune that stands for policy variable number n, from 0: some text that is the same wherever the
// variable stands.
func Variable(n int) rune { return variable0 - rune(n) } //nolint:gosec // a policy has room for a few thousand

// VariableOf gives the number of the variable that a rune stands for; false when it stands for none.
func VariableOf(r rune) (int, bool) { return int(variable0 - r), r <= variable0 }

// Glob is a compiled pattern. Make one with New or Parse; it does not change.
type Glob struct {
	runes     []rune
	text      string // the whole pattern when it is literal, else what stands before the first wildcard
	suffix    string // what stands behind the last wildcard
	form      form
	middle    []rune // from the first wildcard to the last
	variables bool
	parts     bool // some wildcard does not reach over a colon
}

// form tells the patterns that can be compared quickly.
type form uint8

const (
	literal form = iota // no wildcard
	prefix              // literal text, then Star
	general
)

// New makes a pattern of characters, wildcards and variables. Runs of Star count as one.
func New(runes []rune) *Glob {
	g := &Glob{runes: make([]rune, 0, len(runes))}
	first, last := -1, -1
	for _, r := range runes {
		if r == Star && len(g.runes) > 0 && g.runes[len(g.runes)-1] == Star {
			continue
		}
		if r < 0 {
			if first < 0 {
				first = len(g.runes)
			}
			last = len(g.runes)
			g.variables = g.variables || r <= variable0
			g.parts = g.parts || r == StarInPart || r == OneInPart
		}
		g.runes = append(g.runes, r)
	}
	switch {
	case first < 0:
		g.text, g.form = string(g.runes), literal
		return g
	case first == len(g.runes)-1 && g.runes[first] == Star:
		g.form = prefix
	default:
		g.form = general
	}
	g.text, g.middle, g.suffix = string(g.runes[:first]), g.runes[first:last+1], string(g.runes[last+1:])
	return g
}

// Parse makes a pattern of text in which "*" is Star and "?" is One.
func Parse(s string) *Glob {
	runes := []rune(s)
	for i, r := range runes {
		switch r {
		case '*':
			runes[i] = Star
		case '?':
			runes[i] = One
		}
	}
	return New(runes)
}

// Literal makes the pattern that matches one text only.
func Literal(s string) *Glob { return New([]rune(s)) }

// Runes gives the pattern's characters, wildcards and variables. The caller must not change them.
func (g *Glob) Runes() []rune { return g.runes }

// Text gives the only text that the pattern matches; false when there is none or more than one.
func (g *Glob) Text() (string, bool) { return g.text, g.form == literal }

// HasVariables tells whether variables stand in the pattern.
func (g *Glob) HasVariables() bool { return g.variables }

// Any tells whether the pattern matches every text.
func (g *Glob) Any() bool { return g.form == prefix && g.text == "" }

// String writes the pattern with * and ?, and with ${0}, ${1} … for variables.
func (g *Glob) String() string {
	var b strings.Builder
	for _, r := range g.runes {
		switch {
		case r >= 0:
			b.WriteRune(r)
		case r == Star || r == StarInPart:
			b.WriteByte('*')
		case r == One || r == OneInPart:
			b.WriteByte('?')
		default:
			n, _ := VariableOf(r)
			b.WriteString("${" + string(rune('0'+n%10)) + "}")
		}
	}
	return b.String()
}

// Fill puts texts in place of the variables. A pattern with a variable that value does not know matches nothing, and
// Fill gives nil.
func (g *Glob) Fill(value func(n int) (string, bool)) *Glob {
	if !g.variables {
		return g
	}
	out := make([]rune, 0, len(g.runes)+16)
	for _, r := range g.runes {
		n, ok := VariableOf(r)
		if !ok {
			out = append(out, r)
			continue
		}
		text, ok := value(n)
		if !ok {
			return nil
		}
		out = append(out, []rune(text)...)
	}
	return New(out)
}
