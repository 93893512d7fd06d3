package generate

import (
	"slices"
	"strings"
)

// skipped are classes that stand between the parts of a sentence without changing them.
func skipped(m *meaning) bool { return m != nil && m.class == noiseClass }

// nextMeaning finds the next phrase that is not noise, from an offset past the words just read.
func (p *parser) nextMeaning(at int) (*meaning, int, int) {
	for at < len(p.tokens) {
		m, n := p.vocab.longest(p.tokens[at:])
		if !skipped(m) {
			return m, at, n
		}
		at += n
	}
	return nil, at, 0
}

// nextIsVerb tells whether a verb comes next, or an action named outright.
func (p *parser) nextIsVerb() bool {
	m, at, _ := p.nextMeaning(p.at)
	if at < len(p.tokens) && p.tokens[at].kind == actionToken {
		return true
	}
	return m != nil && (m.class == verbClass || m.class == accessClass)
}

// nextIsThing tells whether a service or kind comes next.
func (p *parser) nextIsThing() bool {
	m, _, _ := p.nextMeaning(p.at)
	return m != nil && m.class == thingClass
}

// nextIsCondition tells whether a condition comes next.
func (p *parser) nextIsCondition() bool {
	saved := *p
	cur := *p.cur
	defer func() { *p = saved; *p.cur = cur }()
	for tries := 0; p.at < len(p.tokens) && tries < 4; tries++ {
		if p.tokens[p.at].kind == regionToken || p.readCondition() > 0 {
			return true
		}
		m, n := p.vocab.longest(p.rest())
		if m == nil || !slices.Contains([]class{noiseClass, fromClass, inClass, viaClass, byClass}, m.class) {
			return false
		}
		p.at += n
	}
	return false
}

// verbFollows tells whether a verb comes in the same clause, before any other thing, conjunction or full stop.
func (p *parser) verbFollows() bool {
	for at := p.at; at < len(p.tokens); {
		if p.tokens[at].kind == punctToken {
			return false
		}
		m, n := p.vocab.longest(p.tokens[at:])
		if m == nil {
			at++
			continue
		}
		switch m.class {
		case verbClass:
			return true
		case thingClass, andClass, allowClass, denyClass:
			if m.class != thingClass || !p.sameThing(m) {
				return false
			}
		}
		at += n
	}
	return false
}

// sameThing tells whether a kind just specifies the service before it: "S3 bucket".
func (p *parser) sameThing(m *meaning) bool {
	if len(p.cur.things) == 0 {
		return false
	}
	last := p.cur.things[len(p.cur.things)-1]
	return slices.ContainsFunc(m.kinds, func(k kind) bool { return k.service == last.service })
}

// passive tells whether the next words are "be deleted": then what stood before is acted on, not the caller.
func (p *parser) passive() bool {
	at := p.at
	for at < len(p.tokens) && (p.tokens[at].low == "be" || p.tokens[at].low == "not" || p.tokens[at].low == "ever" || p.tokens[at].low == "only" || p.tokens[at].low == "get") {
		if p.tokens[at].low == "be" {
			m, _ := p.vocab.longest(p.tokens[at+1:])
			return m != nil && m.class == verbClass
		}
		at++
	}
	// "must not be deleted" is read with "be" in the phrase before.
	return p.at > 0 && p.tokens[p.at-1].low == "be"
}

// actsOnIt tells whether a word is a verb that no permission stands for, because a pronoun or another unknown word follows:
// "and waits for it".
func (p *parser) actsOnIt() bool {
	if p.matchAny(p.at+1, "for|until|on|to|with|after|about it|them|this|that|these|those|its|their", "it|them|its|their|itself|themselves") > 0 {
		return true
	}
	// "and extend visibility timeouts": names do not come two in a row.
	if p.at+1 >= len(p.tokens) || p.tokens[p.at+1].kind != wordToken {
		return false
	}
	next, _ := p.vocab.longest(p.tokens[p.at+1:])
	return next == nil && !p.tokens[p.at+1].isIdentifier()
}

// isNoun tells whether the verb just found is used as a noun: "a backup", "run Athena queries".
func (p *parser) isNoun(phrase string) bool {
	if p.at == 0 {
		return false
	}
	if len(p.cur.verbs) > 0 && !p.joined && (strings.HasSuffix(phrase, "s") && (p.lastThing || p.lastVerb) || p.lastVerb && p.vocab.nouns[key(phrase)] != nil) {
		return true
	}
	if phrase == "request" && p.before("when", "if", "where") {
		return true
	}
	if p.lastThing {
		return false
	}
	switch p.tokens[p.at-1].low {
	case "a", "an", "the", "of":
		return true
	case "from":
		return p.vocab.nouns[key(phrase)] != nil // "a volume from snapshot …", but "keep from deleting"
	}
	return false
}

// startsOver tells whether a pronoun and a modal verb follow: "it should".
func (p *parser) startsOver() bool {
	return p.matchAny(p.at+1, "it|they|this|he|she|which should|must|can|needs|need|may|will|shall", "the function|instance|task|job|role|application|app|service should|must|can|needs|may|will") > 0
}

// isServiceName tells whether a word that is also a verb is the service of that name: "Allow Transcribe to read".
func (p *parser) isServiceName(t token, m *meaning) bool {
	return m != nil && m.class == verbClass && p.at > 0 && t.capitalised() && strings.ToUpper(t.text) != t.text && englishWords[t.low] && serviceByPrefix[t.low].prefix != "" || t.text == "Transcribe" && p.at > 0
}

// namesRole tells whether a verb stands for the name of a role or user: "the backup role".
func (p *parser) namesRole(n int) bool {
	if n != 1 || p.at == 0 || p.tokens[p.at-1].low != "the" && p.tokens[p.at-1].low != "a" {
		return false
	}
	next, _ := p.vocab.longest(p.tokens[p.at+1:])
	return next != nil && next.class == thingClass && len(next.kinds) > 0 && next.kinds[0].service == "iam" && !next.plural
}

// following are the next few words, up to punctuation.
func (p *parser) following() []string {
	var words []string
	for _, t := range p.rest() {
		if t.kind != wordToken || len(words) == 5 {
			break
		}
		words = append(words, t.low)
	}
	return words
}
