package generate

import (
	"slices"
	"strings"
	"unicode"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// addVerb gives the clause a verb. After a thing that already has a verb, a new clause begins.
func (p *parser) addVerb(v verbUse) {
	c := p.cur
	// "read access to everything in S3": the first verb says what may be done, this only where.
	if v.name == "full" && len(c.verbs) > 0 && len(c.things) == 0 && c.verbs[0].name != "access" && (strings.HasPrefix(v.phrase, "everything ") || strings.HasPrefix(v.phrase, "anything ")) {
		c.words = append(c.words, p.said...)
		p.prep, p.joined, p.loose = inClass, false, 0
		return
	}
	afterVerb := slices.ContainsFunc(c.things, func(t thing) bool { return t.after })
	if len(c.verbs) > 0 && (afterVerb || c.everything) {
		except, effect, number := c.except, c.effect, c.number
		p.part()
		p.cur.effect, p.cur.except, p.cur.number = effect, except, number
		c = p.cur
	}
	c.words = append(c.words, p.said...)
	if len(c.verbs) == 1 && c.verbs[0].name == "access" {
		c.verbs, c.bare = nil, false
	}
	c.verbs = append(c.verbs, v)
	p.lastVerb, p.lastThing = true, false
	p.joined, p.prep, p.naming, p.unless = false, noClass, noClass, false
	p.loose = 0
}

// addThing gives the clause something to act on.
func (p *parser) addThing(m *meaning, phrase string) {
	c := p.cur
	if p.partOf(m) {
		c.words = append(c.words, p.said...)
		p.reset()
		return
	}
	t := thing{
		service: m.service, kinds: m.kinds, plural: m.plural, phrase: phrase, prep: p.prep, joined: p.joined, adverb: p.adverb,
		after: len(c.verbs) > 0, own: p.nextOwn, of: p.of && p.prep == fromClass,
	}
	if len(t.kinds) == 0 {
		t.kinds = p.kindAfter(t.service)
	}
	if p.isPassedOrVia(&t) || p.isCaller(&t) {
		c.words = append(c.words, p.said...)
		p.reset()
		return
	}
	// "S3 read and EC2 describe": the next service begins the next clause.
	next, _ := p.vocab.longest(p.rest())
	beforeVerb := len(t.kinds) == 0 && next != nil && next.class == verbClass
	if t.joined && len(c.verbs) > 0 && len(c.things) > 0 && (beforeVerb || !slices.ContainsFunc(c.things, func(o thing) bool { return o.after }) && p.verbFollows()) {
		except, effect, number := c.except, c.effect, c.number
		p.part()
		c = p.cur
		c.effect, c.except, c.number = effect, except, number
		t.after = false
	}
	if p.pending != "" {
		// "the data lake bucket lake-raw", "le bucket factures": the name is what follows.
		if !(token{kind: wordToken, text: p.pending}).isIdentifier() && p.nameComes() {
			p.out.unmatched = append(p.out.unmatched, p.pending)
		} else {
			t.names = append(t.names, p.pending)
		}
		p.pending = ""
	}
	if len(m.kinds) > 0 && m.kinds[0].service == "s3" && p.naming == startClass {
		p.naming = noClass
	}
	if last := len(c.things) - 1; p.beside && last >= 0 && c.things[last].describes(&t) {
		p.out.unmatched = append(p.out.unmatched, c.things[last].phrase)
		c.things = c.things[:last]
	}
	t.wordsAt = len(c.words) - min(p.loose, len(c.words))
	c.things = append(c.things, t)
	c.words = append(c.words, p.said...)
	p.reset()
	p.lastThing = true
}

// nameComes tells whether the next word can only be a name.
func (p *parser) nameComes() bool {
	if p.at >= len(p.tokens) {
		return false
	}
	t := p.tokens[p.at]
	m, _ := p.vocab.longest(p.rest())
	return t.isIdentifier() || m == nil && t.kind == wordToken && len(t.text) > 1 && !strings.HasSuffix(t.low, "ly")
}

// partOf tells whether a thing was only named as a part of the service before it: "IAM, including the credential report".
func (p *parser) partOf(m *meaning) bool {
	last := len(p.cur.things) - 1
	if last < 0 || p.cur.things[last].service == "" || len(p.cur.things[last].kinds) > 0 {
		return false
	}
	at := p.at - 1
	for at > 0 && !slices.Contains([]string{"including", "incl", "included"}, p.tokens[at].low) {
		if at--; p.at-at > 6 || p.tokens[at].kind == punctToken {
			return false
		}
	}
	return at > 0 && slices.ContainsFunc(m.kinds, func(k kind) bool { return k.service == p.cur.things[last].service })
}

// describes tells whether a kind that stands right before another of an unrelated service only describes it: the
// database in "database secret".
func (t *thing) describes(next *thing) bool {
	if t.plural || t.service != "" || t.hasNames() || t.own || len(t.kinds) == 0 || len(next.kinds) == 0 || next.service != "" || next.prep != noClass || next.joined {
		return false
	}
	return !slices.ContainsFunc(t.kinds, func(k kind) bool {
		return slices.ContainsFunc(next.kinds, func(n kind) bool { return strings.HasPrefix(n.service, k.service) })
	})
}

func (p *parser) reset() {
	p.prep, p.adverb, p.joined, p.nextOwn, p.lastVerb = noClass, false, false, false, false
}

// isPassedOrVia takes "to Lambda" in "pass a role to Lambda", and "through S3" in "decrypt through S3".
func (p *parser) isPassedOrVia(t *thing) bool {
	c := p.cur
	service := t.service
	if service == "" && len(t.kinds) > 0 {
		service = t.kinds[0].service
	}
	has := func(verb string) bool {
		return slices.ContainsFunc(c.verbs, func(v verbUse) bool { return v.name == verb })
	}
	passes := has("pass") || slices.ContainsFunc(c.verbs, func(v verbUse) bool {
		return slices.ContainsFunc(v.actions, func(a string) bool { return strings.EqualFold(a, "iam:PassRole") })
	})
	switch {
	case passes && len(c.things) > 0 && service != "iam" && (t.prep == toClass || t.prep == byClass || t.joined && len(c.passed) > 0):
		if serviceByPrefix[service].caller == "" {
			return false
		}
		c.passed = append(c.passed, service)
		return true
	case (t.prep == viaClass || t.prep == byClass && len(t.kinds) == 0 && service != "kms" && serviceByPrefix[service].caller == "") && len(c.things) > 0 && slices.ContainsFunc(c.things, func(o thing) bool {
		return o.service == "kms" || len(o.kinds) > 0 && o.kinds[0].service == "kms"
	}):
		c.via = append(c.via, service)
		return true
	}
	return false
}

// isCaller takes "for Lambda", "by an EC2 instance", and "from Lambda" where something else is acted on.
func (p *parser) isCaller(t *thing) bool {
	service := t.service
	if service == "" && len(t.kinds) > 0 {
		service = t.kinds[0].service
	}
	if serviceByPrefix[service].caller == "" || t.joined {
		return false
	}
	others := slices.ContainsFunc(p.cur.things, func(o thing) bool {
		other := o.service
		if other == "" && len(o.kinds) > 0 {
			other = o.kinds[0].service
		}
		return other != service
	})
	same := slices.ContainsFunc(p.cur.things, func(o thing) bool {
		return o.service == service || slices.ContainsFunc(o.kinds, func(k kind) bool { return k.service == service })
	})
	switch t.prep {
	case byClass:
		if len(p.cur.verbs) == 0 && len(p.cur.things) == 0 && !p.verbFollows() {
			return false
		}
		if same || !others && len(p.cur.verbs) > 0 {
			return false
		}
	case fromClass:
		if !others || same || p.adverb || p.of && p.logsOf(service) {
			return false
		}
	case toClass:
		// "grant S3 read access to the Lambda function"
		first := p.cur.things
		if last := len(p.cur.verbs) - 1; p.adverb && last >= 0 && !strings.Contains(p.cur.verbs[last].phrase, "access") && !strings.Contains(p.cur.verbs[last].phrase, "permission") {
			return false // "deploy to ECS"
		}
		if !p.cur.giving || !others || same || len(first) > 0 && !first[0].after && serviceByPrefix[first[0].service].caller != "" {
			return false
		}
	default:
		return false
	}
	p.setCaller(*t)
	return true
}

// logsOf tells whether a function is not who calls but whose logs are meant: "logs of the function billing".
func (p *parser) logsOf(service string) bool {
	last := len(p.cur.things) - 1
	return service == "lambda" && last >= 0 && slices.ContainsFunc(p.cur.things[last].kinds, func(k kind) bool { return k.service == "logs" })
}

// addARN gives an ARN in the sentence to the thing before it, or makes it a thing.
func (p *parser) addARN(text string) {
	if a, err := parseARN(text); err == nil {
		if n := len(p.cur.things); n > 0 && !p.cur.things[n-1].joined {
			t := &p.cur.things[n-1]
			if t.service == a.service || slices.ContainsFunc(t.kinds, func(k kind) bool { return k.service == a.service }) || slices.ContainsFunc(t.kinds, func(k kind) bool { return a.isOf(k) }) {
				t.arns = append(t.arns, text)
				p.reset()
				return
			}
		}
		if catalog.Known(a.service) {
			p.cur.things = append(p.cur.things, thing{service: a.service, arns: []string{text}, phrase: text, after: len(p.cur.verbs) > 0, prep: p.prep, joined: p.joined})
			p.reset()
			return
		}
	}
	p.out.unmatched = append(p.out.unmatched, text)
}

// addURL reads s3://bucket/key as an object, s3://bucket as a bucket.
func (p *parser) addURL(text string) {
	path := text[len("s3://"):]
	bucket, key, _ := strings.Cut(path, "/")
	resource := "arn:aws:s3:::" + bucket
	if key != "" {
		if strings.HasSuffix(key, "/") {
			key += "*"
		}
		resource += "/" + key
	}
	p.addARN(resource)
}

// implyThing adds what a named action acts on, for a name that may follow: "put bucket policy on b-1".
func (p *parser) implyThing() {
	if !p.likeBefore(false) {
		return
	}
	t := &p.cur.things[len(p.cur.things)-1]
	t.implied = true
	t.plural = singular(p.tokens[p.at-1].low) != p.tokens[p.at-1].low
	p.lastThing = true
}

// likeBefore gives the clause a thing like the last one, for names that stand alone: "all buckets except b-1", or
// "s3:GetObject on b-1". A path is within what was named before.
func (p *parser) likeBefore(path bool) bool {
	for _, v := range p.cur.verbs {
		for _, action := range v.actions {
			prefix, _, _ := strings.Cut(strings.ToLower(action), ":")
			a := catalog.LookupAction(action)
			if a == nil || len(a.Resources) == 0 {
				continue
			}
			t := thing{service: prefix, phrase: prefix, after: true}
			if k, ok := kindOf(prefix, a.Resources[len(a.Resources)-1].Name); ok {
				t.kinds = []kind{k}
			}
			if prefix == "s3" {
				bucket, _ := kindOf("s3", "bucket")
				t.kinds = []kind{bucket}
			}
			p.cur.things = append(p.cur.things, t)
			return true
		}
	}
	if !p.cur.except && p.prep == noClass || len(p.out.clauses) == 0 || len(p.out.clauses) > 0 && p.out.clauses[len(p.out.clauses)-1].number != p.cur.number {
		return false
	}
	before := p.out.clauses[len(p.out.clauses)-1].things
	if len(before) == 0 {
		return false
	}
	t := before[len(before)-1]
	t.folder, t.joined, t.prep, t.adverb, t.after = "", false, p.prep, p.adverb, true
	if !path {
		t.names, t.arns = nil, nil
	}
	p.cur.things = append(p.cur.things, t)
	return true
}

// kindAfter reads a resource type of a service, by its name in the catalog, just after the service: "Amplify apps".
func (p *parser) kindAfter(service string) []kind {
	for n := 3; n > 0; n-- {
		if p.at+n > len(p.tokens) || slices.ContainsFunc(p.tokens[p.at:p.at+n], func(t token) bool { return t.kind != wordToken }) {
			continue
		}
		phrase := p.phrase(n)
		if m := p.vocab.meanings[key(phrase)]; m != nil && m.class != personClass && m.class != vagueClass && (m.class != thingClass || slices.ContainsFunc(m.kinds, func(k kind) bool { return k.service == service })) {
			return nil
		}
		if k, ok := catalogKind(service, phrase); ok {
			for _, t := range p.rest()[:n] {
				p.said = append(p.said, t.text)
			}
			p.at += n
			return []kind{k}
		}
	}
	return nil
}

// catalogKind finds a resource type of a service by English words for it, or what its actions are called after.
func catalogKind(service, phrase string) (kind, bool) {
	s := catalog.Lookup(service)
	words := strings.Fields(key(phrase))
	if s == nil || len(words) == 0 {
		return kind{}, false
	}
	words[len(words)-1] = singular(words[len(words)-1])
	joined := strings.Join(words, "")
	for i := range s.ResourceTypes {
		name := s.ResourceTypes[i].Name
		if word := strings.ReplaceAll(singularWords(name), " ", ""); word == joined || word == service+joined {
			return kind{service: service, name: name, nouns: []string{strings.Join(words, " ")}, types: []string{name}}, true
		}
	}
	noun := strings.Join(words, " ")
	for i := range s.Actions {
		_, object, _ := strings.Cut(singularWords(s.Actions[i].Name), " ")
		if object == noun {
			return kind{service: service, name: noun, nouns: []string{noun}, types: typesNamed(s, noun)}, true
		}
	}
	return kind{}, false
}

// typesNamed are the resource types that actions on a noun take: apps for "app".
func typesNamed(s *catalog.Service, noun string) []string {
	for i := range s.Actions {
		a := &s.Actions[i]
		verb, object, _ := strings.Cut(singularWords(a.Name), " ")
		if object != noun || verb == "create" || verb == "list" {
			continue
		}
		for _, r := range a.Resources {
			if r.Required {
				return []string{r.Name}
			}
		}
	}
	return nil
}

// unknown takes a word that is neither in the vocabulary nor obviously a name.
func (p *parser) unknown(t token) {
	next, _ := p.vocab.longest(p.tokens[p.at+1:])
	if p.at > 0 && next != nil && next.class == thingClass && len(next.kinds) > 0 && (!next.plural || t.capitalised() && p.at > 0) {
		p.pending = t.text
		return
	}
	if !strings.ContainsFunc(t.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return // a bullet, a dash
	}
	// "no users", "no S3 access": nobody, nothing. "No MFA" is a condition.
	if t.low == "no" {
		p.at++
		condition := p.nextIsCondition()
		p.at--
		if !condition {
			p.newDeny(t.low)
		}
		return
	}
	// "queues orders and payments": another name of the same things.
	if p.joined && p.actsOnIt() {
		p.joined = false // a clause of its own, of which nothing is known
	}
	if p.joined && len(p.cur.things) > 0 && len(p.cur.things[len(p.cur.things)-1].names) > 0 {
		p.giveName(t.text, false)
		return
	}
	p.out.unmatched = append(p.out.unmatched, t.text)
	p.lastThing, p.lastVerb = false, false
}
