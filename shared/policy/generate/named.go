package generate

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// actionNames finds actions of the services in the vocabulary by their words: "put bucket policy" is
// s3:PutBucketPolicy. Services come in the order of the table, so the usual one is first.
var actionNames = catalog.Derived(func() map[string][]string {
	names := map[string][]string{}
	for _, s := range services {
		service := catalog.Lookup(s.prefix)
		if service == nil {
			continue
		}
		for i := range service.Actions {
			name := service.Actions[i].Name
			words := nameWords(name)
			if len(words) == 0 {
				continue
			}
			action := s.prefix + ":" + name
			phrase := singularWords(name)
			if last := names[phrase]; len(last) == 0 || last[len(last)-1] != action {
				names[phrase] = append(names[phrase], action)
			}
		}
	}
	return names
})

// actionWord takes a word in AWS's spelling as the action it names: PutBucketPolicy.
func (p *parser) actionWord(t token) []string {
	if t.kind != wordToken || !t.capitalised() || p.naming != noClass || strings.ContainsAny(t.text, "-_./ ") || len(nameWords(t.text)) < 2 {
		return nil
	}
	actions := p.prefer(actionNames()[singularWords(t.text)], t.text)
	// After a kind the word may be a name; after a service it is an action only if the service has it.
	if p.lastThing && len(actions) > 0 {
		last := p.cur.things[len(p.cur.things)-1]
		prefix, _, _ := strings.Cut(actions[0], ":")
		if len(last.kinds) > 0 || last.service != prefix {
			return nil
		}
	}
	return actions
}

// actionPhrase looks for the name of an action at the current token in three and more English words that say more than
// a verb and a kind: put bucket policy.
func (p *parser) actionPhrase(m *meaning, n int) ([]string, int) {
	t := p.tokens[p.at]
	if t.kind != wordToken {
		return nil, 0
	}
	if m != nil && m.class != verbClass && m.class != thingClass {
		return nil, 0
	}
	verb := firstForm(t.low)
	words := []string{verb}
	found, taken := []string(nil), 0
	for at := p.at + 1; at < len(p.tokens) && len(words) < 7 && p.tokens[at].kind == wordToken; at++ {
		low := p.tokens[at].low
		if low == "the" || low == "a" || low == "an" || low == "my" || low == "our" || low == "their" {
			if len(words) > 1 {
				break
			}
			continue
		}
		words = append(words, singular(strings.ReplaceAll(low, "-", " ")))
		if len(words) < 3 {
			continue
		}
		if actions := actionNames()[strings.Join(words, " ")]; len(actions) > 0 && !p.isKindAfter(p.at+n, at) {
			found, taken = actions, at+1-p.at
		}
	}
	if taken == 0 {
		return nil, 0
	}
	return p.prefer(found, ""), taken
}

// isKindAfter tells whether the words between two offsets are just a kind of resource, which the tables know better.
func (p *parser) isKindAfter(from, to int) bool {
	for from <= to && (p.tokens[from].low == "the" || p.tokens[from].low == "a" || p.tokens[from].low == "an") {
		from++
	}
	m, n := p.vocab.longest(p.tokens[from:])
	return m != nil && m.class == thingClass && len(m.kinds) > 0 && from+n-1 >= to
}

// prefer chooses among actions of the same name those of a service in the clause, else the first.
func (p *parser) prefer(actions []string, exact string) []string {
	var candidates []string
	for _, a := range actions {
		_, name, _ := strings.Cut(a, ":")
		if exact == "" || strings.EqualFold(name, exact) {
			candidates = append(candidates, a)
		}
	}
	if len(candidates) < 2 {
		return candidates
	}
	for _, a := range candidates {
		prefix, _, _ := strings.Cut(a, ":")
		for _, t := range p.cur.things {
			if t.service == prefix {
				return []string{a}
			}
		}
		if p.mentions(prefix) {
			return []string{a}
		}
	}
	return candidates[:1]
}

// mentions tells whether the rest of the sentence, up to the full stop, names a service.
func (p *parser) mentions(prefix string) bool {
	for at := p.at; at < len(p.tokens); {
		if low := p.tokens[at].low; p.tokens[at].kind == punctToken && low != "," {
			return false
		}
		m, n := p.vocab.longest(p.tokens[at:])
		if m != nil && m.class == thingClass && m.service == prefix {
			return true
		}
		at += max(n, 1)
	}
	return false
}

// firstForm is the verb's base: "putting" is put.
func firstForm(word string) string {
	if m := known().meanings[word]; m != nil && m.class == verbClass {
		for _, w := range strings.Split(verbByName[m.verb].words, ",") {
			first, _, _ := strings.Cut(strings.TrimSpace(w), " ")
			for _, form := range forms(first) {
				if form == word {
					return first
				}
			}
		}
	}
	return word
}
