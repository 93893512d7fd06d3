package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// longPattern is the length beyond which patterns are no longer compared letter
// by letter; no AWS name is as long.
const longPattern = 2048

// The patterns of resources are compared by two rules. A resource of a request matches as package eval says: in the
// first five parts of an ARN a wildcard reaches over colons only where a star ends its part. Rules that would have the
// author remove something go by that: see coversResource. Rules that ask whether two patterns can meet at all use
// overlaps, whose wildcards reach everywhere, so that they rather stay silent than be wrong.

// overlaps reports whether some text matches both patterns, in which "*" and "?"
// are wildcards and, in the first, a policy variable stands for any text. With
// regard to case. Patterns too long to compare are said to overlap.
func overlaps(a, b string) bool {
	if len(a) > longPattern || len(b) > longPattern {
		return true
	}
	a = globbed(a)
	if a == b || a == "*" || b == "*" {
		return true
	}
	// What both begin and end with before their first and after their last
	// wildcard must agree; that decides nearly every pair.
	for len(a) > 0 && len(b) > 0 && !isWild(a[0]) && !isWild(b[0]) {
		if a[0] != b[0] {
			return false
		}
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && !isWild(a[len(a)-1]) && !isWild(b[len(b)-1]) {
		if a[len(a)-1] != b[len(b)-1] {
			return false
		}
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return strings.Trim(a, "*") == "" && strings.Trim(b, "*") == ""
	}
	if len(a) == 1 && a[0] == '*' || len(b) == 1 && b[0] == '*' {
		return true
	}
	return intersects(a, b)
}

func isWild(c byte) bool { return c == '*' || c == '?' }

// intersects decides overlap position by position: next[j] tells whether what is
// left of a and b[j:] have a text in common.
func intersects(a, b string) bool {
	row := make([]bool, 2*(len(b)+1))
	next, cur := row[:len(b)+1], row[len(b)+1:]
	next[len(b)] = true
	for j := len(b) - 1; j >= 0; j-- {
		next[j] = next[j+1] && b[j] == '*'
	}
	for i := len(a) - 1; i >= 0; i-- {
		cur[len(b)] = next[len(b)] && a[i] == '*'
		for j := len(b) - 1; j >= 0; j-- {
			switch {
			case a[i] == '*' || b[j] == '*':
				// One star is passed over, or takes in what the other has here.
				cur[j] = next[j] || cur[j+1]
			case a[i] == b[j] || a[i] == '?' || b[j] == '?':
				cur[j] = next[j+1]
			default:
				cur[j] = false
			}
		}
		next, cur = cur, next
	}
	return next[0]
}

// coversPattern reports whether every text that matches inner also matches outer:
// the stars of inner must fall within stars of outer. It may say no where the
// answer is yes in contrived cases, never the reverse. With fold, letter case of
// ASCII does not matter.
func coversPattern(outer, inner string, fold bool) bool {
	if outer == "*" {
		return true
	}
	if len(outer) > longPattern || len(inner) > longPattern {
		return outer == inner
	}
	p, i := 0, 0
	star, mark := -1, 0
	for i < len(inner) {
		if p < len(outer) {
			c, d := outer[p], inner[i]
			switch {
			case c == '*':
				star, mark = p, i
				p++
				continue
			case c == '?' && d != '*' && d < 0x80, c == d, fold && lower(c) == lower(d):
				p++
				i++
				continue
			}
		}
		if star < 0 {
			return false
		}
		mark++
		p, i = star+1, mark
	}
	for p < len(outer) && outer[p] == '*' {
		p++
	}
	return p == len(outer)
}

// coversResource reports whether every resource that the value inner of a Resource element stands for is one of outer's,
// by the rule of package eval. Like coversPattern it may say no where the answer is yes, never the reverse.
func coversResource(outer, inner string) bool {
	if !coversPattern(outer, inner, false) {
		return false
	}
	a, ok := policy.ParseARN(outer)
	if !ok {
		// "*", "arn:aws:s3*" and the like; what stands behind the last part that is written may be anything.
		return !strings.HasPrefix(outer, "arn:") || !heldWildcard(strings.Split(outer, ":"))
	}
	parts := []string{a.Partition, a.Service, a.Region, a.Account}
	if !heldWildcard(parts) {
		return true
	}
	b, ok := policy.ParseARN(inner)
	if !ok {
		return false
	}
	for i, p := range []string{b.Partition, b.Service, b.Region, b.Account} {
		if !coversPattern(parts[i], p, false) || strings.HasSuffix(p, "*") && parts[i] != "*" && !strings.HasSuffix(parts[i], "*") {
			return false
		}
	}
	return coversPattern(a.Resource, b.Resource, false)
}

// heldWildcard reports whether a part holds a wildcard that does not reach over the colon behind it: any but a star at
// its end.
func heldWildcard(parts []string) bool {
	for _, p := range parts {
		if policy.HasWildcard(strings.TrimRight(p, "*")) {
			return true
		}
	}
	return false
}
