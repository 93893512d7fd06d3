package generate

import (
	"slices"
	"strings"
)

// principalWord reads words that are written as AWS writes principals: role/Admin, user/alice, and service principals
// such as lambda.amazonaws.com. It reports whether there was one.
func (p *parser) principalWord(t token) bool {
	if t.kind != wordToken || p.naming != noClass {
		return false
	}
	if strings.HasSuffix(t.low, ".amazonaws.com") {
		i := slices.IndexFunc(services, func(s service) bool { return s.caller == t.low })
		if i < 0 {
			return false
		}
		p.apply(&meaning{class: thingClass, service: services[i].prefix}, t.low, 1)
		return true
	}
	if t.low == "full" && p.at+1 < len(p.tokens) {
		// "full S3 on bucket b-1"
		if next, _ := p.vocab.longest(p.tokens[p.at+1:]); next != nil && next.class == thingClass && next.service != "" {
			p.apply(&meaning{class: verbClass, verb: "full"}, t.low, 1)
			return true
		}
	}
	if strings.HasPrefix(t.low, "alias/") && len(t.low) > len("alias/") && !p.lastThing && (len(p.cur.things) == 0 || p.cur.things[len(p.cur.things)-1].service != "kms") {
		p.apply(p.vocab.meanings["key"], "key", 1)
		if len(p.cur.things) > 0 && p.lastThing {
			p.giveName(t.text, false)
		}
		return true
	}
	noun, name, ok := iamName(t.text)
	if !ok {
		return false
	}
	m := p.vocab.meanings[noun]
	if m == nil || m.class != thingClass {
		return false
	}
	p.apply(m, noun, 1)
	if len(p.cur.things) > 0 && p.lastThing {
		p.giveName(name, false)
	}
	return true
}

// makesPublic reads "making S3 buckets public" as changing what keeps the public out of them.
func (p *parser) makesPublic() bool {
	c := p.cur
	if len(c.verbs) == 0 || len(c.things) == 0 || !strings.HasPrefix(c.verbs[len(c.verbs)-1].phrase, "mak") {
		return false
	}
	t := &c.things[len(c.things)-1]
	settings, ok := kindOf("s3", "public access")
	if !ok || !slices.ContainsFunc(t.kinds, func(k kind) bool { return k.service == "s3" }) {
		return false
	}
	t.kinds = []kind{settings}
	c.verbs[len(c.verbs)-1].name = "update"
	p.out.notes = append(p.out.notes, "Making something public is read as changing the settings that block public access; whether it is public is decided by its policy and ACLs.")
	return true
}

// iamName cuts role/Admin into its kind and name.
func iamName(text string) (noun, name string, ok bool) {
	noun, name, ok = strings.Cut(text, "/")
	noun = strings.ToLower(noun)
	return noun, name, ok && name != "" && (noun == "role" || noun == "user" || noun == "group")
}

// exceptsPrincipal reads "no one except role/Admin" and "nobody but the user alice": the denial does not apply to that
// principal. It reports whether the words said so.
func (p *parser) exceptsPrincipal() bool {
	if p.cur.effect != deny || len(p.cur.verbs) > 0 || len(p.cur.things) > 0 {
		return false
	}
	at := p.at
	for at < len(p.tokens) && slices.Contains([]string{"the", "iam", "my", "our"}, p.tokens[at].low) {
		at++
	}
	if at == len(p.tokens) {
		return false
	}
	noun, name, ok := iamName(p.tokens[at].text)
	if !ok && at+1 < len(p.tokens) && (p.tokens[at].low == "role" || p.tokens[at].low == "user") {
		next := p.tokens[at+1]
		m, _ := p.vocab.longest(p.tokens[at+1:])
		if next.kind != wordToken && next.kind != quotedToken || m != nil && !next.isIdentifier() && !next.capitalised() {
			return false
		}
		noun, name, ok = p.tokens[at].low, next.text, true
		at++
	}
	if !ok || noun == "group" {
		return false
	}
	p.noteAt(p.at, at+1-p.at)
	p.at = at + 1
	p.addCondition(condition{
		operator: "ArnNotLike", key: "aws:PrincipalArn", values: []string{"arn:aws:iam::*:" + noun + "/" + name}, words: "who is excepted", local: true,
	})
	return true
}
