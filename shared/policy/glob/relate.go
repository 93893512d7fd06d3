package glob

import "strings"

// Covers tells that g matches everything that inner does, whatever the variables hold. It may miss that, as where only
// several facts together give it, but never claims it wrongly: it reads inner as a text in which a wildcard is a
// character that only a wildcard at least as wide matches, and a variable one that only the same variable or a star does.
func (g *Glob) Covers(inner *Glob) bool {
	switch {
	case g == inner || g.Any():
		return true
	case inner.form == literal && !g.variables:
		return g.Match(inner.text)
	case g.form == literal:
		return false // inner matches more than one text, or one that is not known
	case g.form == prefix:
		return strings.HasPrefix(inner.text, g.text)
	case !strings.HasPrefix(inner.text, g.text) || !strings.HasSuffix(inner.end(), g.suffix):
		return false
	}
	return covers(g.runes, inner.runes)
}

// end is the literal text that everything the pattern matches ends with.
func (g *Glob) end() string {
	if g.form == literal {
		return g.text
	}
	return g.suffix
}

func covers(outer, inner []rune) bool {
	reach, next := make([]bool, len(inner)+1), make([]bool, len(inner)+1)
	reach[0] = true
	for _, o := range outer {
		next[0] = reach[0] && (o == Star || o == StarInPart)
		alive := next[0]
		for j := 1; j <= len(inner); j++ {
			switch in := inner[j-1]; o {
			case Star:
				next[j] = reach[j] || next[j-1]
			case StarInPart:
				next[j] = reach[j] || next[j-1] && (in > 0 && in != ':' || in == OneInPart || in == StarInPart)
			case One:
				next[j] = reach[j-1] && (in > 0 || in == One || in == OneInPart)
			case OneInPart:
				next[j] = reach[j-1] && (in > 0 && in != ':' || in == OneInPart)
			default:
				next[j] = reach[j-1] && in == o
			}
			alive = alive || next[j]
		}
		if !alive {
			return false
		}
		reach, next = next, reach
	}
	return reach[len(inner)]
}

// Apart tells that no text matches both patterns, whatever the variables hold. It may miss that only where variables
// stand.
func (g *Glob) Apart(h *Glob) bool {
	switch {
	case g == h:
		return false
	case g.form == literal && !h.variables:
		return !h.Match(g.text)
	case h.form == literal && !g.variables:
		return !g.Match(h.text)
	case !strings.HasPrefix(g.text, h.text) && !strings.HasPrefix(h.text, g.text):
		return true
	}
	a, b := g.end(), h.end()
	if !strings.HasSuffix(a, b) && !strings.HasSuffix(b, a) {
		return true
	}
	if g.form == prefix && h.form == prefix {
		return false
	}
	return !meet(g.runes, h.runes)
}

// meet tells whether some text matches both patterns, reading a variable as Star.
func meet(a, b []rune) bool {
	reach, next := make([]bool, len(b)+1), make([]bool, len(b)+1)
	for i := 0; i <= len(a); i++ {
		for j := 0; j <= len(b); j++ {
			ok := i == 0 && j == 0
			if i > 0 {
				x := a[i-1]
				// x is a star that matches nothing, or one that also matches what b[j-1] does.
				ok = ok || isStar(x) && (reach[j] || j > 0 && next[j-1] && crosses(x, b[j-1]))
			}
			if j > 0 && !ok {
				y := b[j-1]
				ok = isStar(y) && (next[j-1] || i > 0 && reach[j] && crosses(y, a[i-1]))
			}
			if i > 0 && j > 0 && !ok && reach[j-1] {
				ok = same(a[i-1], b[j-1])
			}
			next[j] = ok
		}
		reach, next = next, reach
	}
	return reach[len(b)]
}

// isStar tells whether the rune can match any number of characters.
func isStar(r rune) bool { return r == Star || r == StarInPart || r <= variable0 }

// crosses tells whether a star can match a character that r does; another star matches nothing where it cannot.
func crosses(star, r rune) bool { return star != StarInPart || r != ':' }

// same tells whether two runes that are no stars can match the same character.
func same(a, b rune) bool {
	switch {
	case isStar(a) || isStar(b):
		return false
	case a == b || a == One || b == One:
		return true
	case a == OneInPart:
		return b != ':'
	case b == OneInPart:
		return a != ':'
	}
	return false
}
