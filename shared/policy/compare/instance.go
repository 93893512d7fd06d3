package compare

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// exampleAccount is the account of examples, as in AWS's documentation.
const exampleAccount = "111122223333"

// instances gives a few readable texts that a pattern without variables matches: the
// likeliest first. service is the one that stands for a wildcard in an ARN; empty for any.
func instances(g *glob.Glob, service string) []string {
	if text, ok := g.Text(); ok {
		return []string{text}
	}
	if service == "" {
		service = "s3"
	}
	if g.Any() {
		return []string{"arn:aws:" + service + ":us-east-1:" + exampleAccount + ":example", "*"}
	}
	var out []string
	for _, word := range []string{"example", "", "example/other", "zq9", "a", "1"} {
		if text := instance(g, service, word); g.Match(text) {
			out = append(out, text)
		}
	}
	return unique(out)
}

// instance writes one text: what fits in the first five parts of an ARN, word elsewhere.
func instance(g *glob.Glob, service, word string) string {
	var b strings.Builder
	isARN := strings.HasPrefix(string(g.Runes()[:min(4, len(g.Runes()))]), "arn:")
	for i, r := range g.Runes() {
		switch {
		case r > 0:
			b.WriteRune(r)
		case r == glob.One || r == glob.OneInPart:
			b.WriteByte('x')
		default:
			b.WriteString(fill(g.Runes(), i, isARN, service, word))
		}
	}
	return b.String()
}

// fill gives the text for the star at place i.
func fill(runes []rune, i int, isARN bool, service, word string) string {
	colons := 0
	for _, r := range runes[:i] {
		if r == ':' {
			colons++
		}
	}
	if !isARN || colons >= 5 || colons == 0 {
		return word
	}
	whole := runes[i-1] == ':'
	if i == len(runes)-1 && runes[i] == glob.Star && whole {
		parts := []string{"aws", service, "us-east-1", exampleAccount, "example"}
		return strings.Join(parts[colons-1:], ":")
	}
	if !whole || i+1 < len(runes) && runes[i+1] != ':' {
		return "x"
	}
	return []string{"aws", service, "us-east-1", exampleAccount}[colons-1]
}
