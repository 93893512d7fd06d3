package generate

import (
	"strings"
)

// all acts on "everything".
func (p *parser) all(phrase string) {
	if p.lastThing || phrase == "aws" && p.nextIsThing() {
		return
	}
	if len(p.cur.verbs) > 0 && len(p.cur.things) > 0 {
		return // "any resource" after the things were named
	}
	p.cur.everything = true
}

// person acts on people and programs: they are the caller.
func (p *parser) person(phrase string) {
	if len(p.cur.verbs) > 0 || p.out.caller.kind != "" || p.out.caller.service != "" {
		return
	}
	p.out.caller.kind = "user"
	for _, program := range []string{"app", "program", "script", "service", "workload", "backend", "frontend", "ci", "pipeline"} {
		if strings.Contains(phrase, program) {
			p.out.caller.kind = "role"
		}
	}
}

// thingsBecomeCaller turns the things read so far into the caller.
func (p *parser) thingsBecomeCaller() {
	for _, t := range p.cur.things {
		p.setCaller(t)
	}
	if len(p.cur.things) > 0 {
		p.tagsOfCaller()
	}
	p.cur.things = nil
	p.pending = ""
	p.joined, p.prep = false, noClass
}

// tagsOfCaller makes tags that were said of users and roles conditions on the principal's tags. The tags of an instance
// or a function are not those of the role it runs with, so they are not expressed.
func (p *parser) tagsOfCaller() {
	var kept []condition
	for _, c := range p.cur.conditions {
		key, ok := strings.CutPrefix(c.key, "aws:ResourceTag/")
		switch {
		case !ok:
			kept = append(kept, c)
		case p.out.caller.service != "":
			p.out.unmatched = append(p.out.unmatched, "tag "+key+" of the caller")
		default:
			c.key, c.about, c.local = "aws:PrincipalTag/"+key, "", false
			kept = append(kept, c)
		}
	}
	p.cur.conditions = kept
}

func (p *parser) setCaller(t thing) {
	service := t.service
	if service == "" && len(t.kinds) > 0 {
		service = t.kinds[0].service
		if service == "iam" {
			p.out.caller.kind = t.kinds[0].name
			return
		}
	}
	if serviceByPrefix[service].caller != "" {
		p.out.caller = caller{service: service}
	} else if t.phrase != "" && service != "iam" {
		p.out.notes = append(p.out.notes, "\""+t.phrase+"\" is read as who calls; the permissions are about what it calls.")
	}
}

// say remembers the words of the phrase being read, as they were written.
func (p *parser) say(n int) {
	p.said = nil
	for _, t := range p.rest()[:n] {
		p.said = append(p.said, t.text)
	}
}

func (p *parser) note(n int) { p.noteAt(p.at, n) }

// noteAt remembers the clause's words for explanations.
func (p *parser) noteAt(start, n int) {
	p.loose = 0
	for _, t := range p.tokens[start : start+n] {
		p.cur.words = append(p.cur.words, t.text)
	}
}

func (p *parser) phrase(n int) string { return p.textOf(p.at, n) }

func (p *parser) textOf(at, n int) string {
	var words []string
	for _, t := range p.tokens[at : at+n] {
		words = append(words, t.low)
	}
	return strings.Join(words, " ")
}
