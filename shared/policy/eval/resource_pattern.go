package eval

import "strings"

// maxPattern is the longest single value a policy may hold, in bytes. Together
// with the limits on what is matched it bounds the work of hostile policies; a whole
// managed policy is shorter ("IAM and AWS STS quotas").
const maxPattern = 8192

// maxSegmentPattern bounds patterns with wildcards inside the first five parts of
// an ARN, which take more work to match.
const maxSegmentPattern = 2048

// maxSlowTokens bounds what such patterns of one policy can cost together.
const maxSlowTokens = 10_000

// slowTokens counts the tokens of the patterns that take more work to match.
func (s *statement) slowTokens() int {
	n := 0
	for _, p := range s.resources {
		if p.form == formSegments {
			n += len(p.tokens)
		}
	}
	return n
}

// compileResource prepares a value of Resource or NotResource
// ("IAM JSON policy elements: Resource", "Identify AWS resources with Amazon
// Resource Names (ARNs)", "IAM policy elements: Variables and tags"):
//
//   - missing parts of an incomplete ARN count as "*", unless a star that ends a
//     part stands for them;
//   - in the first five parts, a "*" that ends its part reaches over colons, any
//     other wildcard stays within its part;
//   - in the resource part a wildcard matches anything, colons and slashes too;
//   - variables are replaced in the resource part only.
func compileResource(s string, variables bool) *pattern {
	if !strings.HasPrefix(s, "arn:") {
		return compilePattern(s, patternRules{wildcards: true, variables: variables})
	}
	head, tail := cutResourcePart(s)
	tokens := headTokens(head, tail == "")
	return newPattern(joinTokens(tokens, tokenize(tail, patternRules{wildcards: true, variables: variables})), false)
}

// cutResourcePart splits an ARN pattern behind its fifth colon, after completing
// an incomplete one. A colon inside ${…} does not count.
func cutResourcePart(s string) (head, tail string) {
	colons := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '$' && strings.HasPrefix(s[i:], "${"):
			if end := strings.IndexByte(s[i:], '}'); end > 0 {
				i += end
			}
		case s[i] == ':':
			if colons++; colons == arnParts-1 {
				return s[:i+1], s[i+1:]
			}
		}
	}
	if strings.Contains(s, "*:") || strings.HasSuffix(s, "*") {
		return s, "" // a star reaches over the missing parts
	}
	return s + strings.Repeat(":*", arnParts-1-colons), ""
}

// headTokens cuts the first five parts into tokens; complete tells that the
// pattern ends with them.
func headTokens(s string, complete bool) []token {
	if len(s) > maxSegmentPattern {
		return []token{{kind: tokenText, text: s}}
	}
	var out []token
	for s != "" {
		i := strings.IndexAny(s, "*?")
		if i < 0 {
			return appendLiteral(out, s)
		}
		out = appendLiteral(out, s[:i])
		kind := tokenStarInSegment
		rest := strings.TrimLeft(s[i:], "*")
		switch {
		case s[i] == '?':
			kind, rest = tokenOneInSegment, s[i+1:]
		case rest == "" && complete || strings.HasPrefix(rest, ":"):
			kind = tokenStar
		}
		out = append(out, token{kind: kind})
		s = rest
	}
	return out
}

func joinTokens(a, b []token) []token {
	if len(a) > 0 && len(b) > 0 && a[len(a)-1].kind == tokenText && b[0].kind == tokenText {
		a = appendLiteral(a, b[0].text)
		b = b[1:]
	}
	return append(a, b...)
}
