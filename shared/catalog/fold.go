package catalog

import "strings"

// AWS names are ASCII and compare without regard to case.

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// lower is strings.ToLower, which allocates only when there is something to change.
func lower(s string) string { return strings.ToLower(s) }

// compareFold orders two names without regard to ASCII case.
func compareFold(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		x, y := lowerByte(a[i]), lowerByte(b[i])
		if x != y {
			return int(x) - int(y)
		}
	}
	return len(a) - len(b)
}

// matchFold matches a pattern with * (any run) and ? (one byte) against a name, without regard to ASCII case, in time
// proportional to the product of the lengths at worst.
func matchFold(pattern, name string) bool {
	p, n := 0, 0
	star, resume := -1, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, resume = p, n
			p++
		case p < len(pattern) && (pattern[p] == '?' || lowerByte(pattern[p]) == lowerByte(name[n])):
			p++
			n++
		case star >= 0:
			resume++
			p, n = star+1, resume
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// isTemplate tells whether a key's name has a variable part: ${TagKey} or <key>.
func isTemplate(name string) bool {
	return strings.Contains(name, "${") || strings.Contains(name, "<")
}

// matchTemplate tells whether name is the template with something in place of each variable part.
func matchTemplate(template, name string) bool {
	var pattern strings.Builder
	for rest := template; rest != ""; {
		start := strings.IndexAny(rest, "$<")
		if start < 0 {
			pattern.WriteString(rest)
			break
		}
		closing := ">"
		if rest[start] == '$' {
			closing = "}"
		}
		end := strings.Index(rest[start:], closing)
		if end < 0 {
			pattern.WriteString(rest)
			break
		}
		pattern.WriteString(rest[:start])
		pattern.WriteString("?*")
		rest = rest[start+end+1:]
	}
	return matchFold(pattern.String(), name)
}
