package strength

import (
	"slices"
	"strings"
	"unicode"
)

// words finds words as written, backwards, and with characters that stand for letters.
func words(text []rune, own ranks) []pattern {
	lower := make([]rune, len(text))
	for i, r := range text {
		lower[i] = unicode.ToLower(r)
	}
	var out []pattern
	each(lower, own, func(first, last, rank int) {
		out = append(out, pattern{first, last, float64(rank) * capitals(text[first:last+1])})
	})
	n := len(text)
	backwards := slices.Clone(lower)
	slices.Reverse(backwards)
	each(backwards, own, func(first, last, rank int) {
		first, last = n-1-last, n-1-first
		out = append(out, pattern{first, last, 2 * float64(rank) * capitals(text[first:last+1])})
	})
	for _, meant := range substitutions(lower) {
		plain := slices.Clone(lower)
		for i, r := range lower {
			if letter, ok := meant[r]; ok {
				plain[i] = letter
			}
		}
		each(plain, own, func(first, last, rank int) {
			// A single sign for a letter says nothing: "1" would be "i".
			if first == last || slices.Equal(plain[first:last+1], lower[first:last+1]) {
				return
			}
			cost := float64(rank) * capitals(text[first:last+1]) * exchanged(lower[first:last+1], meant)
			out = append(out, pattern{first, last, cost})
		})
	}
	return out
}

// each calls found for every part of the text that is a word.
func each(text []rune, own ranks, found func(first, last, rank int)) {
	for first := range text {
		for last := first; last < len(text); last++ {
			if rank := own.rank(string(text[first : last+1])); rank > 0 {
				found(first, last, rank)
			}
		}
	}
}

// capitals is in how many ways people write a word in capitals: not at all, one of the usual ways, or any.
func capitals(token []rune) float64 {
	upper, lower := 0, 0
	for _, r := range token {
		switch {
		case 'A' <= r && r <= 'Z':
			upper++
		case 'a' <= r && r <= 'z':
			lower++
		}
	}
	isUpper := func(r rune) bool { return 'A' <= r && r <= 'Z' }
	switch {
	case upper == 0:
		return 1
	case lower == 0, upper == 1 && (isUpper(token[0]) || isUpper(token[len(token)-1])):
		return 2
	}
	return variations(upper, lower)
}

// standsFor are the signs that people write for letters.
var standsFor = map[rune][]rune{
	'4': {'a'}, '@': {'a'}, '8': {'b'}, '(': {'c'}, '{': {'c'}, '[': {'c'}, '<': {'c'}, '3': {'e'}, '6': {'g'}, '9': {'g'},
	'1': {'i', 'l'}, '!': {'i'}, '|': {'i', 'l'}, '7': {'l', 't'}, '0': {'o'}, '$': {'s'}, '5': {'s'}, '+': {'t'}, '%': {'x'}, '2': {'z'},
}

// maxSubstitutions bounds the readings of one password.
const maxSubstitutions = 64

// substitutions are the ways to read the signs of a text as letters. A sign is left as it is in some of them where
// another one may stand for the same letter.
func substitutions(text []rune) []map[rune]rune {
	var signs []rune
	writers := map[rune]int{}
	for _, r := range text {
		if letters := standsFor[r]; letters != nil && !slices.Contains(signs, r) {
			signs = append(signs, r)
			for _, letter := range letters {
				writers[letter]++
			}
		}
	}
	if len(signs) == 0 {
		return nil
	}
	slices.Sort(signs)
	readings := []map[rune]rune{{}}
	for _, sign := range signs {
		var next []map[rune]rune
		for _, reading := range readings {
			choices := slices.Clone(standsFor[sign])
			if slices.ContainsFunc(choices, func(letter rune) bool { return writers[letter] > 1 }) {
				choices = append(choices, sign)
			}
			for _, letter := range choices {
				longer := make(map[rune]rune, len(reading)+1)
				for k, v := range reading {
					longer[k] = v
				}
				if letter != sign {
					longer[sign] = letter
				}
				next = append(next, longer)
			}
		}
		readings = next[:min(len(next), maxSubstitutions)]
	}
	return readings
}

// exchanged is in how many ways the signs of a word may be exchanged for its letters.
func exchanged(token []rune, meant map[rune]rune) float64 {
	ways := 1.0
	text := string(token)
	for sign, letter := range meant {
		signs, letters := strings.Count(text, string(sign)), strings.Count(text, string(letter))
		switch {
		case signs == 0:
		case letters == 0:
			ways *= 2
		default:
			ways *= variations(signs, letters)
		}
	}
	return ways
}
