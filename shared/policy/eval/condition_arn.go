package eval

import "strings"

// arnPattern is a value of ArnEquals, ArnLike and their negations: each of the
// six parts is matched by itself, so that a wildcard does not reach over a colon,
// save within the resource part ("IAM JSON policy elements: Condition operators",
// Amazon Resource Name operators; the two operators of each pair are the same).
type arnPattern struct {
	any      bool // "*"
	valid    bool
	parts    [arnParts]*pattern
	dynamic  []token // all tokens, when the value holds variables
	whatever *pattern
}

// compileARNPattern prepares a value. A pattern of fewer than six parts that ends
// in "*" covers every ARN that begins so; without the "*" it matches no ARN.
func compileARNPattern(s string, variables bool) *arnPattern {
	if s == "*" {
		return &arnPattern{any: true, valid: true}
	}
	tokens := tokenize(s, patternRules{wildcards: true, variables: variables})
	for _, t := range tokens {
		if t.kind == tokenVariable {
			// The value of a variable may itself hold colons, so where the parts
			// end is only known when a request comes.
			return &arnPattern{valid: true, dynamic: tokens, whatever: newPattern(tokens, false)}
		}
	}
	parts, ok := splitTokens(tokens)
	if !ok {
		return &arnPattern{}
	}
	p := &arnPattern{valid: true}
	for i := range parts {
		p.parts[i] = newPattern(parts[i], false)
	}
	return p
}

// splitTokens cuts tokens at the first five colons of their text.
func splitTokens(tokens []token) (parts [arnParts][]token, ok bool) {
	n := 0
	for _, t := range tokens {
		if t.kind != tokenText {
			parts[n] = append(parts[n], t)
			continue
		}
		text := t.text
		for n < arnParts-1 {
			before, after, colon := strings.Cut(text, ":")
			if !colon {
				break
			}
			parts[n] = appendLiteral(parts[n], before)
			n++
			text = after
		}
		parts[n] = appendLiteral(parts[n], text)
	}
	if n == arnParts-1 {
		return parts, true
	}
	last := parts[n]
	if len(last) == 0 || last[len(last)-1].kind != tokenStar {
		return parts, false
	}
	for n++; n < arnParts; n++ {
		parts[n] = []token{{kind: tokenStar}}
	}
	return parts, true
}

// match tests an ARN of the request. Text that is not an ARN never matches.
func (p *arnPattern) match(c *Call, s string) finding {
	if !p.valid {
		return known(no)
	}
	a, ok := splitARN(s)
	switch {
	case !ok:
		return known(no)
	case p.any:
		return known(yes)
	case p.dynamic != nil:
		return p.matchDynamic(c, s, a)
	}
	return known(truthOf(matchParts(&p.parts, a)))
}

func matchParts(parts *[arnParts]*pattern, a arnFields) bool {
	for i, s := range [arnParts]string{"arn", a.partition, a.service, a.region, a.account, a.resource} {
		if parts[i].match(nil, s).truth != yes {
			return false
		}
	}
	return true
}

func (p *arnPattern) matchDynamic(c *Call, s string, a arnFields) finding {
	tokens := make([]token, 0, len(p.dynamic))
	for _, t := range p.dynamic {
		if t.kind != tokenVariable {
			tokens = append(tokens, t)
			continue
		}
		value, ok, state := t.ref.resolve(c)
		switch {
		case state == keyUnknown:
			// Anything may stand there, colons included: only what surrounds it
			// can rule the ARN out.
			return p.whatever.match(c, s)
		case !ok:
			return known(no)
		}
		tokens = append(tokens, token{kind: tokenText, text: value})
	}
	split, ok := splitTokens(tokens)
	if !ok {
		return known(no)
	}
	var parts [arnParts]*pattern
	for i := range split {
		parts[i] = newPattern(split[i], false)
	}
	return known(truthOf(matchParts(&parts, a)))
}
