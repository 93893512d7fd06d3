package policy

import (
	"strings"
	"unicode/utf8"
)

// MatchAction reports whether an action, such as "s3:GetObject", matches a
// pattern of an Action element. "*" stands for any characters, also none, and
// "?" for exactly one; letter case does not matter. See "IAM JSON policy
// elements: Action" in the IAM User Guide.
func MatchAction(pattern, action string) bool { return match(pattern, action, true) }

// MatchResource reports whether a resource's ARN, or any other string compared
// with StringLike rules, matches a pattern in which "*" stands for any
// characters, also none, and "?" for exactly one. Letter case matters. Policy
// variables must have been replaced before: see [ParseTemplate].
//
// The match runs over the whole text, as StringLike's does: a "*" crosses colons
// and slashes. That is right for conditions and for a single part of an ARN. In
// the first five parts of a Resource element's ARN wildcards reach less far;
// packages eval and glob know how, and this answers yes wherever they do, so it
// serves to rule resources out.
func MatchResource(pattern, resource string) bool { return match(pattern, resource, false) }

// HasWildcard reports whether s holds "*" or "?".
func HasWildcard(s string) bool { return strings.ContainsAny(s, "*?") }

// match compares greedily and, on a mismatch, lets the last star take one
// character more. Only the last star ever needs to move, so the worst case is
// the product of the lengths and nothing is allocated.
func match(pattern, s string, fold bool) bool {
	p, i := 0, 0
	star, mark := -1, 0
	for i < len(s) {
		if p < len(pattern) {
			switch c := pattern[p]; {
			case c == '*':
				star, mark = p, i
				p++
				if p == len(pattern) {
					return true
				}
				continue
			case c == '?':
				p++
				i += runeLen(s[i:])
				continue
			case c == s[i] || fold && lower(c) == lower(s[i]):
				p++
				i++
				continue
			}
		}
		if star < 0 {
			return false
		}
		mark += runeLen(s[mark:])
		p, i = star+1, mark
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

func runeLen(s string) int {
	if s[0] < utf8.RuneSelf {
		return 1
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// lower folds ASCII letters, which is all that AWS's action names hold.
func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
