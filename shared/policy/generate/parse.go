package generate

import (
	"slices"
	"strings"
)

// parser reads a sentence from left to right. It keeps the clause that is being read, and looks ahead only as far as a
// phrase reaches.
type parser struct {
	tokens []token
	at     int
	vocab  *vocabulary
	out    sentence
	cur    *clause
	effect string // of the next clause

	lastVerb  bool   // the phrase just before was a verb
	lastThing bool   // the phrase just before was a thing: a name may follow
	beside    bool   // the same, while the next thing is read
	prep      class  // preposition just before
	of        bool   // that preposition was "of"
	adverb    bool   // that preposition came right after a verb
	joined    bool   // "and" or a comma since the last thing or verb
	unless    bool   // "unless", "without", "outside": turns the next condition round
	naming    class  // namedClass, startClass, endClass or holdClass: how to read the next name
	sawAll    bool   // "all", "any" since the clause began
	nextOwn   bool   // "their own" just before
	pending   string // a name that stands before its kind: "my-bucket bucket"
	number    int
	said      []string // the words of the phrase being read
	loose     int      // how many of the clause's last words say nothing by themselves: they may begin the next clause
}

// parse reads a description. It never fails: what it cannot read it lists as unmatched.
func parse(description string) *sentence {
	tokens, order := withoutOrders(tokenize(description))
	p := &parser{tokens: withoutIntroduction(tokens), vocab: known(), effect: allow}
	p.begin()
	for p.at < len(p.tokens) {
		p.step()
	}
	p.flush()
	if order != "" {
		p.out.unmatched = append(p.out.unmatched, order)
		p.out.notes = append(p.out.notes, "The description orders its reader about (\""+order+"\") instead of saying what access is needed; that and what follows it is left out.")
	}
	return &p.out
}

func (p *parser) begin() {
	p.cur = &clause{effect: p.effect, number: p.number}
	p.lastVerb, p.lastThing, p.joined, p.sawAll = false, false, false, false
}

// flush ends the clause being read and starts the next. A clause without anything of its own is forgotten.
func (p *parser) flush() {
	c := p.cur
	if p.pending != "" {
		p.giveName(p.pending, false)
		p.pending = ""
	}
	if len(c.verbs)+len(c.things)+len(c.conditions)+len(c.regions)+len(c.outside)+len(c.accounts) > 0 || c.everything {
		p.out.clauses = append(p.out.clauses, c)
	}
	p.begin()
}

// part ends the clause being read within a sentence. Words at its end that say nothing by themselves, such as "but", belong
// to the next.
func (p *parser) part() { p.partAt(len(p.cur.words) - p.loose) }

// partAt is like part, with the place where the words of the next clause begin.
func (p *parser) partAt(at int) {
	at = min(max(at, 0), len(p.cur.words))
	moved := slices.Clone(p.cur.words[at:])
	p.cur.words = p.cur.words[:at]
	p.flush()
	p.cur.words = moved
}

// rest is what has not been read.
func (p *parser) rest() []token { return p.tokens[p.at:] }

func (p *parser) step() {
	t := p.tokens[p.at]
	if n := p.readCondition(); n > 0 {
		p.note(n)
		p.at += n
		p.lastThing, p.lastVerb, p.prep = false, false, noClass
		return
	}
	switch t.kind {
	case punctToken:
		p.punctuation(t)
		p.at++
		return
	case arnToken:
		p.note(1)
		p.naming = noClass
		p.addARN(t.text)
		p.at++
		return
	case urlToken:
		p.note(1)
		text := t.text
		if p.naming == startClass && !strings.HasSuffix(text, "/") {
			text += "*" // "objects under s3://bucket/reports"
		}
		p.naming = noClass
		p.addURL(text)
		p.at++
		return
	case actionToken:
		p.say(1)
		p.addVerb(verbUse{name: "named", phrase: t.text, actions: []string{t.text}})
		p.at++
		return
	case accountToken:
		p.note(1)
		if p.prep == fromClass && !p.of && len(p.cur.things) > 0 {
			p.addCondition(condition{operator: "StringEquals", key: "aws:PrincipalAccount", values: []string{t.text}, words: "account of the caller"})
			p.prep = noClass
		} else {
			p.cur.accounts = append(p.cur.accounts, t.text)
		}
		p.at++
		return
	case quotedToken, pairToken, dateToken, cidrToken, regionToken:
		p.note(1)
		p.name(t)
		p.at++
		return
	}
	m, n := p.vocab.longest(p.rest())
	if actions := p.actionWord(t); len(actions) > 0 {
		p.say(1)
		p.addVerb(verbUse{name: "named", phrase: t.text, actions: actions})
		p.at++
		return
	}
	if p.principalWord(t) {
		return
	}
	if p.takesName(t, m, n) {
		p.note(1)
		p.name(t)
		p.at++
		return
	}
	if p.isServiceName(t, m) {
		m = &meaning{class: thingClass, service: t.low}
	}
	if m != nil && m.class == verbClass && p.namesRole(n) {
		p.note(1)
		p.pending = t.text
		p.at++
		return
	}
	if m != nil && m.class == verbClass && p.lastVerb && !p.cur.bare && !p.joined && strings.HasSuffix(t.low, "ing") {
		p.at += n // "stop running instances"
		return
	}
	if actions, words := p.actionPhrase(m, n); words > 0 {
		p.say(words)
		p.addVerb(verbUse{name: "named", phrase: p.phrase(words), actions: actions})
		p.at += words
		p.implyThing()
		return
	}
	if m == nil {
		p.note(1)
		p.unknown(t)
		p.at++
		return
	}
	phrase := p.phrase(n)
	if m.class == verbClass && p.isNoun(phrase) {
		if noun := p.vocab.nouns[key(phrase)]; noun != nil {
			m = noun
		} else if phrase == "request" || p.lastThing {
			m = &meaning{class: noiseClass}
		}
	}
	p.apply(m, phrase, n)
}

// apply acts on a phrase of the vocabulary that takes n tokens.
func (p *parser) apply(m *meaning, phrase string, n int) {
	wasVerb, wasThing := p.lastVerb, p.lastThing
	p.beside = wasThing
	next, loose := p.at+n, p.loose
	if m.class != noiseClass {
		p.lastVerb, p.lastThing = false, false
	}
	p.say(n)
	p.at = next
	defer func() {
		// Whatever began a new clause, the words belong to it; verbs and things have put them there already.
		if m.class != andClass && m.class != verbClass && m.class != thingClass {
			p.cur.words = append(p.cur.words, p.said...)
		}
		p.loose = 0
		if (m.class == noiseClass || m.class == personClass || m.class == roleClass) && len(p.said) > 0 {
			p.loose = loose + len(p.said)
		}
	}()
	switch m.class {
	case allowClass:
		p.newEffect(allow, phrase)
	case denyClass:
		p.newDeny(phrase)
	case exceptClass:
		p.exclude(phrase)
	case unlessClass:
		p.negate(phrase)
	case modalClass:
		p.modal()
	case toClass:
		p.to(wasVerb)
	case thatClass:
		if p.nextIsVerb() {
			p.thingsBecomeCaller()
		}
	case byClass, fromClass, viaClass, inClass:
		if phrase == "from" && p.nextIsVerb() && p.keepsFrom() {
			return
		}
		p.prep, p.of = m.class, phrase == "of"
		p.adverb = wasVerb && (phrase == "from" || phrase == "in" || phrase == "into")
	case andClass:
		p.joined = true
		p.prep = noClass
	case verbClass:
		p.addVerb(verbUse{name: m.verb, phrase: phrase, following: p.following()})
		p.prepositionOf(phrase)
	case thingClass:
		p.addThing(m, phrase)
	case allClass:
		p.all(phrase)
	case roleClass:
		p.thingsBecomeCaller()
	case personClass:
		p.person(phrase)
	case namedClass, startClass, endClass, holdClass:
		p.naming = m.class
		p.lastThing = wasThing
	case ownClass:
		p.nextOwn, p.cur.own = true, true
	case accessClass:
		p.access(wasVerb)
	case vagueClass:
		if phrase == "public" && p.makesPublic() {
			return
		}
		p.out.unmatched = append(p.out.unmatched, phrase)
		p.lastThing = false
	case noiseClass:
		p.noise(phrase)
	}
}

func (p *parser) punctuation(t token) {
	switch t.low {
	case ".", ";", "!", "?", "\n":
		p.flush()
		p.effect = allow
		p.begin()
		p.number++
		p.cur.number = p.number
		p.unless, p.prep, p.naming = false, noClass, noClass
	case ",":
		p.joined = true
		p.prep = noClass
	}
	// "A function that resizes images: it should read …": the first part only describes.
	if t.low == ":" && p.startsOver() {
		p.startOver()
	}
	// A colon may stand between a kind and its name.
	if t.low != ":" {
		p.lastVerb, p.lastThing = false, false
	}
}

// startOver forgets what was read of the sentence, but for the caller.
func (p *parser) startOver() {
	words := p.cur.words
	for len(p.out.clauses) > 0 && p.out.clauses[len(p.out.clauses)-1].number == p.number {
		last := p.out.clauses[len(p.out.clauses)-1]
		words = append(slices.Clone(last.words), words...)
		p.out.clauses = p.out.clauses[:len(p.out.clauses)-1]
	}
	p.out.unmatched = append(p.out.unmatched, strings.Join(words, " "))
	p.effect = allow
	p.begin()
}

func (p *parser) noise(phrase string) {
	switch phrase {
	case "all", "any", "every":
		p.sawAll = true
	case "including":
		p.lastThing = false // what follows is a part, not a name
	case "actions", "action", "operations", "operation", "api actions":
		if p.sawAll && len(p.cur.verbs) == 0 {
			p.addVerb(verbUse{name: "full", phrase: "all " + phrase})
			p.lastVerb, p.said = false, nil
		}
	}
}

// keepsFrom reads "prevent users from deleting" and "stop users from deleting".
func (p *parser) keepsFrom() bool {
	c := p.cur
	last := len(p.out.unmatched) - 1
	if keeps := last >= 0 && slices.Contains([]string{"keep", "keeps", "keeping", "discourage", "discourages"}, strings.ToLower(p.out.unmatched[last])); keeps {
		p.out.unmatched = p.out.unmatched[:last]
		p.effect, c.effect = deny, deny
	}
	if len(c.verbs) == 1 && c.verbs[0].name == "stop" {
		c.verbs = nil
		p.effect, c.effect = deny, deny
	}
	if c.effect != deny || len(c.verbs) > 0 {
		return false
	}
	p.thingsBecomeCaller()
	return true
}

// prepositionOf notes the preposition that a verb's phrase ends in: "write to".
func (p *parser) prepositionOf(phrase string) {
	switch {
	case strings.HasSuffix(phrase, " to"):
		p.prep, p.adverb = toClass, true
	case strings.HasSuffix(phrase, " from"):
		p.prep, p.adverb = fromClass, true
	}
}

// newEffect starts a clause that allows.
func (p *parser) newEffect(effect, phrase string) {
	p.effect = effect
	if len(p.cur.verbs) > 0 || len(p.cur.things) > 0 || p.cur.everything {
		p.part()
	}
	p.cur.effect = effect
	if effect == allow && slices.Contains([]string{"g", "l", "p"}, phrase[:1]) && !strings.HasPrefix(phrase, "permit") {
		p.cur.giving = true // give, let, grant, provide: the receiver may follow
	}
}

// newDeny starts a clause that denies. Things that stand just before are who is denied, or what must not be done to.
func (p *parser) newDeny(phrase string) {
	p.effect = deny
	if len(p.cur.verbs) == 0 && len(p.cur.things) > 0 {
		if !p.passive() {
			p.thingsBecomeCaller()
		}
	} else if len(p.cur.verbs) > 0 || p.cur.everything {
		p.part()
	}
	p.cur.effect = deny
	if strings.HasSuffix(phrase, " but") {
		p.exceptsPrincipal() // "nobody but the role Admin"
	}
}

// exclude starts an exclusion, or turns round a condition: "everything except us-east-1".
func (p *parser) exclude(phrase string) {
	whole := strings.HasPrefix(phrase, "any") || strings.HasPrefix(phrase, "all ") || strings.HasPrefix(phrase, "every")
	if p.exceptsPrincipal() {
		return
	}
	// "everyone except contractors": whom a policy is attached to decides about people.
	if m, at, n := p.nextMeaning(p.at); len(p.cur.verbs) == 0 && m != nil && (m.class == personClass || m.class == thingClass && len(m.kinds) > 0 && m.kinds[0].service == "iam") {
		p.noteAt(p.at, at+n-p.at)
		p.out.unmatched = append(p.out.unmatched, phrase+" "+p.textOf(at, n))
		p.at = at + n
		return
	}
	if c := p.cur; (whole || p.sawAll) && len(c.verbs) == 0 && len(c.things) == 0 && !c.everything {
		// "all except delete on S3" is about S3, "everything but IAM" about everything.
		if p.nextIsVerb() {
			c.verbs = append(c.verbs, verbUse{name: "full", phrase: "all"})
		} else {
			c.everything = true
		}
	}
	if p.nextIsCondition() {
		p.unless = true
		return
	}
	effect := p.cur.effect
	p.effect = effect
	if last := len(p.said) - 1; whole && last > 0 {
		// "any action but": what is excepted from belongs to the clause before.
		p.cur.words, p.said = append(p.cur.words, p.said[:last]...), p.said[last:]
		p.loose = 0
	}
	p.part()
	p.cur.effect, p.cur.except = effect, true
	p.unless = false
}

// negate acts on "unless", "without" and "not": they turn round a condition, or deny a verb.
func (p *parser) negate(phrase string) {
	if phrase == "not" && p.nextIsVerb() && !p.nextIsCondition() {
		p.newDeny(phrase)
		return
	}
	// "without changing them" takes away, as "but not" does.
	if phrase == "without" && len(p.cur.verbs) > 0 && p.nextIsVerb() && !p.nextIsCondition() {
		p.exclude(phrase)
		return
	}
	p.unless = true
}

// modal acts on "can", "needs to" and the like: what stands before is the caller, unless the verb is passive.
func (p *parser) modal() {
	if p.cur.bare && len(p.cur.verbs) == 1 && p.cur.verbs[0].name == "access" {
		p.cur.verbs, p.cur.bare = nil, false // "what permissions does Lambda need to …"
	}
	switch {
	case len(p.cur.verbs) == 0 && !p.passive():
		p.thingsBecomeCaller()
	case len(p.cur.verbs) > 0:
		p.effect = allow
		if !p.nextSubject() {
			p.part()
		}
	}
	p.cur.effect = p.effect
}

// nextSubject begins a new clause whose caller is the last thing: "Lambda can read S3 and EC2 can …".
func (p *parser) nextSubject() bool {
	last := len(p.cur.things) - 1
	if last < 0 || !p.cur.things[last].joined || p.passive() {
		return false
	}
	subject := p.cur.things[last]
	p.cur.things = p.cur.things[:last]
	p.partAt(subject.wordsAt)
	p.cur.things = []thing{subject}
	p.thingsBecomeCaller()
	return true
}

// to acts on "to": before a verb it follows who may do it; before a thing it is a preposition.
func (p *parser) to(wasVerb bool) {
	if p.nextIsVerb() {
		if p.passive() {
			return
		}
		if n := len(p.cur.things); len(p.cur.verbs) > 0 && n > 1 && len(p.cur.things[n-1].kinds) == 0 && serviceByPrefix[p.cur.things[n-1].service].caller != "" && p.nextSubject() {
			p.cur.effect = p.effect
			return
		}
		if p.cur.bare && len(p.cur.verbs) > 0 && p.cur.verbs[0].name == "access" {
			p.cur.verbs = nil
			p.cur.bare = false
		}
		if len(p.cur.verbs) == 1 && p.cur.verbs[0].name == "enable" && len(p.cur.things) > 0 {
			p.cur.verbs = nil // "enable Lambda to read"
		}
		if len(p.cur.verbs) == 0 {
			p.thingsBecomeCaller()
		}
		return
	}
	p.prep, p.adverb = toClass, wasVerb // "add to the queue"
}

// access acts on "access": a verb only where there is no other.
func (p *parser) access(wasVerb bool) {
	if wasVerb || len(p.cur.verbs) > 0 {
		p.prep = noClass
		return
	}
	p.cur.bare = true
	p.addVerb(verbUse{name: "access", phrase: "access"})
}
