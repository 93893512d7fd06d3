package eval

import (
	"strings"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// patternForm is how a compiled pattern is tested; the cheap forms cover nearly
// every pattern in real policies.
type patternForm uint8

const (
	formAny      patternForm = iota // "*"
	formExact                       // no wildcard, no variable
	formPrefix                      // literal text, then "*"
	formTokens                      // anything else
	formSegments                    // tokens some of which must not match a colon
)

type tokenKind uint8

const (
	tokenText          tokenKind = iota
	tokenStar                    // any run of characters
	tokenOne                     // any one character
	tokenStarInSegment           // any run of characters but ":"
	tokenOneInSegment            // any one character but ":"
	tokenVariable
)

type token struct {
	kind tokenKind
	text string
	ref  *reference
}

// pattern is a policy value compiled for matching: literal text, the wildcards
// * and ?, and policy variables. The value of a variable is always literal text,
// even when it holds a * or ?.
type pattern struct {
	form      patternForm
	text      string
	tokens    []token
	variables []*reference
	fold      bool // compare without regard to case
}

// patternRules says what is special in a value; it depends on the element and
// on the policy's Version.
type patternRules struct {
	wildcards bool
	variables bool
	fold      bool
}

func compilePattern(s string, rules patternRules) *pattern {
	return newPattern(tokenize(s, rules), rules.fold)
}

// tokenize cuts a value into tokens under the rules.
func tokenize(s string, rules patternRules) []token {
	template := policy.ParseTemplate(s, rules.variables)
	var out []token
	for i := range template.Parts {
		part := &template.Parts[i]
		switch {
		case part.Type == policy.PartVariable:
			out = append(out, token{kind: tokenVariable, ref: &reference{
				key: newContextKey(part.Text), fallback: part.Default, hasDefault: part.HasDefault,
			}})
		case part.Type == policy.PartText:
			out = appendLiteral(out, part.Text)
		case !rules.wildcards:
			out = appendLiteral(out, s[part.Start:part.End])
		case part.Type == policy.PartOne:
			out = append(out, token{kind: tokenOne})
		default:
			if n := len(out); n == 0 || out[n-1].kind != tokenStar {
				out = append(out, token{kind: tokenStar})
			}
		}
	}
	return out
}

func appendLiteral(out []token, text string) []token {
	if text == "" {
		return out
	}
	if n := len(out); n > 0 && out[n-1].kind == tokenText {
		out[n-1].text += text
		return out
	}
	return append(out, token{kind: tokenText, text: text})
}

// newPattern chooses the cheapest form for a list of tokens.
func newPattern(tokens []token, fold bool) *pattern {
	p := &pattern{form: formTokens, tokens: tokens, fold: fold}
	for _, t := range tokens {
		switch t.kind {
		case tokenVariable:
			p.variables = append(p.variables, t.ref)
		case tokenStarInSegment, tokenOneInSegment:
			p.form = formSegments
		}
	}
	if fold {
		for i := range tokens {
			tokens[i].text = strings.ToLower(tokens[i].text)
		}
	}
	switch {
	case len(tokens) == 0:
		p.form = formExact
	case len(tokens) == 1 && tokens[0].kind == tokenStar:
		p.form = formAny
	case len(tokens) == 1 && tokens[0].kind == tokenText:
		p.form, p.text = formExact, tokens[0].text
	case len(tokens) == 2 && tokens[0].kind == tokenText && tokens[1].kind == tokenStar:
		p.form, p.text = formPrefix, tokens[0].text
	}
	return p
}

// match tests s. With fold, s must already be in lower case.
func (p *pattern) match(c *Call, s string) finding {
	switch p.form {
	case formAny:
		return known(yes)
	case formExact:
		return known(truthOf(s == p.text))
	case formPrefix:
		return known(truthOf(strings.HasPrefix(s, p.text)))
	}
	if len(p.variables) == 0 {
		return known(truthOf(p.matchTokens(p.tokens, s)))
	}
	return p.matchVariables(c, s)
}

// matchVariables puts the variables' values in place. A variable without a value
// never matches; one that may have any value matches whatever stands there.
func (p *pattern) matchVariables(c *Call, s string) finding {
	var buffer [12]token
	tokens := append(buffer[:0], p.tokens...)
	var missing []string
	unknown := false
	for i := range tokens {
		if tokens[i].kind != tokenVariable {
			continue
		}
		value, ok, state := tokens[i].ref.resolve(c)
		switch {
		case state == keyUnknown:
			unknown = true
			missing = c.nameMissing(missing, &tokens[i].ref.key)
			tokens[i] = token{kind: tokenStar}
		case !ok:
			return known(no)
		default:
			if p.fold {
				value = strings.ToLower(value)
			}
			tokens[i] = token{kind: tokenText, text: value}
		}
	}
	if !p.matchTokens(tokens, s) {
		return known(no)
	}
	if unknown {
		return finding{maybe, missing}
	}
	return known(yes)
}

func (p *pattern) matchTokens(tokens []token, s string) bool {
	if p.form == formSegments {
		return matchSegments(tokens, s)
	}
	return matchGlob(tokens, s)
}

// matchGlob matches tokens whose stars may cover anything. Going back to the
// last star only is enough then, so the time is at most len(tokens)·len(s).
func matchGlob(tokens []token, s string) bool {
	ti, si := 0, 0
	star, mark := -1, 0
	for {
		if ti < len(tokens) {
			switch t := &tokens[ti]; t.kind {
			case tokenStar:
				if ti == len(tokens)-1 {
					return true
				}
				star, mark = ti, si
				ti++
				continue
			case tokenOne:
				if si < len(s) {
					_, n := utf8.DecodeRuneInString(s[si:])
					si += n
					ti++
					continue
				}
			default:
				if strings.HasPrefix(s[si:], t.text) {
					si += len(t.text)
					ti++
					continue
				}
			}
		} else if si == len(s) {
			return true
		}
		if star < 0 || mark >= len(s) {
			return false
		}
		_, n := utf8.DecodeRuneInString(s[mark:])
		mark += n
		ti, si = star+1, mark
	}
}

// matchSegments matches tokens some of which stop at a colon. Token by token it
// keeps the places in s that the tokens so far can reach, so the time is at most
// len(tokens)·len(s).
func matchSegments(tokens []token, s string) bool {
	var fixed [2][maxResource + 1]bool
	at, next := fixed[0][:], fixed[1][:]
	if len(s) > maxResource {
		at, next = make([]bool, len(s)+1), make([]bool, len(s)+1)
	}
	at, next = at[:len(s)+1], next[:len(s)+1]
	at[0] = true
	for i := range tokens {
		clear(next)
		if !tokens[i].advance(s, at, next) {
			return false
		}
		at, next = next, at
	}
	return at[len(s)]
}

// advance marks in next the places in s that the token reaches from those in at,
// and reports whether there are any. Places are where characters begin, and the end.
func (t *token) advance(s string, at, next []bool) bool {
	reached, open := false, false
	for i := range at {
		if i < len(s) && !utf8.RuneStart(s[i]) {
			continue // within a character
		}
		switch {
		case t.kind == tokenStar:
			// What a star reached before i, it carries on to i.
			next[i] = at[i] || reached
		case t.kind == tokenStarInSegment:
			colon := i > 0 && s[i-1] == ':'
			open = at[i] || open && !colon
			next[i] = open
		case !at[i]:
			continue
		case t.kind == tokenText:
			if strings.HasPrefix(s[i:], t.text) {
				next[i+len(t.text)] = true
				reached = true
			}
			continue
		case i < len(s) && (t.kind == tokenOne || s[i] != ':'):
			_, n := utf8.DecodeRuneInString(s[i:])
			next[i+n] = true
			reached = true
			continue
		default:
			continue
		}
		reached = reached || next[i]
	}
	return reached
}

// universal reports whether the pattern matches every string.
func (p *pattern) universal() bool { return p.form == formAny }
