package glob

import (
	"strings"
	"unicode/utf8"
)

// Match tells whether the pattern matches the text. A pattern with variables matches nothing: fill them first.
func (g *Glob) Match(s string) bool {
	switch {
	case g.variables:
		return false
	case g.form == literal:
		return s == g.text
	case g.form == prefix:
		return strings.HasPrefix(s, g.text)
	case !strings.HasPrefix(s, g.text) || !strings.HasSuffix(s, g.suffix) || len(s) < len(g.text)+len(g.suffix):
		return false
	}
	if g.parts {
		return match(g.runes[utf8.RuneCountInString(g.text):], []rune(s[len(g.text):]))
	}
	return matchGreedy(g.middle, s[len(g.text):len(s)-len(g.suffix)])
}

// matchGreedy matches a pattern whose only wildcards are Star and One. Going back to
// the last star is enough then, so the time is at most the product of the lengths.
func matchGreedy(pattern []rune, s string) bool {
	i, star, mark := 0, -1, ""
	for {
		switch {
		case i < len(pattern) && pattern[i] == Star:
			star, mark = i, s
			i++
			continue
		case i == len(pattern) && s == "":
			return true
		case i < len(pattern) && s != "":
			if c, n := utf8.DecodeRuneInString(s); pattern[i] == One || pattern[i] == c {
				i, s = i+1, s[n:]
				continue
			}
		}
		if star < 0 || mark == "" {
			return false
		}
		_, n := utf8.DecodeRuneInString(mark)
		mark = mark[n:]
		i, s = star+1, mark
	}
}

// match keeps the places in the pattern that the text so far can reach.
func match(pattern, text []rune) bool {
	var small [2][128]bool
	reach, next := small[0][:], small[1][:]
	if len(pattern) >= len(reach) {
		reach, next = make([]bool, len(pattern)+1), make([]bool, len(pattern)+1)
	}
	reach, next = reach[:len(pattern)+1], next[:len(pattern)+1]
	reach[0] = true
	skip(pattern, reach)
	for _, c := range text {
		clear(next)
		alive := false
		for i, at := range reach[:len(pattern)] {
			if !at {
				continue
			}
			if j, ok := step(pattern, i, c); ok {
				next[j], alive = true, true
			}
		}
		if !alive {
			return false
		}
		skip(pattern, next)
		reach, next = next, reach
	}
	return reach[len(pattern)]
}

// step tells where reading c at place i of a pattern leads; a star stays where it is.
func step(pattern []rune, i int, c rune) (int, bool) {
	switch r := pattern[i]; r {
	case Star:
		return i, true
	case StarInPart:
		return i, c != ':'
	case One:
		return i + 1, true
	case OneInPart:
		return i + 1, c != ':'
	default:
		return i + 1, r == c
	}
}

// skip adds the places behind stars, which may match nothing.
func skip(pattern []rune, reach []bool) {
	for i, r := range pattern {
		if reach[i] && (r == Star || r == StarInPart) {
			reach[i+1] = true
		}
	}
}
