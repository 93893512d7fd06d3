package generate

import (
	"slices"
	"strings"
)

// takesName tells whether the next word is a name rather than what the vocabulary says.
func (p *parser) takesName(t token, m *meaning, n int) bool {
	if p.naming != noClass {
		return m == nil || m.class != noiseClass && m.class != thingClass && m.class != andClass || t.isIdentifier()
	}
	if number := strings.Trim(t.text, "0123456789.,%") == ""; number && t.kind == wordToken && !p.lastThing && p.naming == noClass {
		return false
	}
	if p.lastThing && t.isIdentifier() && strings.ContainsAny(t.text, "-_.0123456789") && (m == nil || m.class == thingClass && n == 1) {
		if last := p.cur.things[len(p.cur.things)-1]; len(last.kinds) > 0 && len(last.names) == 0 && !last.plural {
			return true
		}
	}
	if t.isIdentifier() && (m == nil || n == 1 && m.class != verbClass && m.class != thingClass && m.class != unlessClass && m.class != denyClass && m.class != accessClass && m.class != exceptClass && m.class != modalClass && strings.ContainsAny(t.text, "_./*$@:0123456789")) {
		return true
	}
	if !p.lastThing {
		return false
	}
	last := &p.cur.things[len(p.cur.things)-1]
	switch {
	case m == nil:
		return !last.plural || t.capitalised() || p.listsNames()
	case p.nameDespite(last, m, n, t):
		return true
	case t.capitalised() && len(last.kinds) > 0 && !last.plural && (m.class == personClass || m.class == vagueClass || m.class == noiseClass):
		return true
	}
	return false
}

// listsNames tells whether the next words are names in a list: "queues orders and payments".
func (p *parser) listsNames() bool {
	if p.at+2 >= len(p.tokens) || p.tokens[p.at+1].low != "and" && p.tokens[p.at+1].low != "," || strings.HasSuffix(p.tokens[p.at].low, "ly") {
		return false
	}
	m, _ := p.vocab.longest(p.tokens[p.at+2:])
	return m == nil && p.tokens[p.at+2].kind == wordToken
}

// nameDespite tells whether a word that the vocabulary knows is a name after all, because it stands right after a kind in
// the singular: "queue jobs", "bucket audit".
func (p *parser) nameDespite(last *thing, m *meaning, n int, t token) bool {
	if n != 1 || len(last.kinds) == 0 || last.plural || len(last.names) > 0 {
		return false
	}
	next, _ := p.vocab.longest(p.tokens[p.at+1:])
	switch m.class {
	case thingClass:
		if after := p.at + 1; after < len(p.tokens) && p.tokens[after].isIdentifier() && next == nil {
			return false // "database secret prod/db": the word has a name of its own
		}
		// "the function billing": a word that is English besides being a service's.
		if m.service == t.low && englishWords[t.low] && (next == nil || slices.Contains([]class{andClass, inClass, byClass, fromClass, modalClass, toClass}, next.class)) {
			return true
		}
		if m.service != "" || len(m.kinds) == 0 || next != nil && next.class == thingClass {
			return false
		}
		own := func(k kind) bool {
			return slices.ContainsFunc(last.kinds, func(l kind) bool { return l.service == k.service || l.content == k.name })
		}
		observes := m.kinds[0].service == "logs" || m.kinds[0].service == "cloudwatch"
		return !observes && !slices.ContainsFunc(m.kinds, own)
	case personClass:
		return next == nil || next.class != verbClass && next.class != modalClass && next.class != toClass && next.class != thatClass
	case verbClass:
		base := slices.ContainsFunc(strings.Split(verbByName[m.verb].words, ","), func(w string) bool { return strings.TrimSpace(w) == t.low })
		after := next == nil || slices.Contains([]class{andClass, unlessClass, exceptClass, allowClass, denyClass, modalClass, inClass, byClass}, next.class)
		return base && after && len(p.cur.verbs) > 0
	}
	return false
}

// name takes a word as a name: of the thing before it, or of the kind that follows.
func (p *parser) name(t token) {
	text := strings.TrimRight(t.text, ":")
	switch p.naming {
	case startClass:
		text = strings.TrimSuffix(text, "*") + "*"
	case endClass:
		text = "*" + strings.TrimPrefix(text, "*")
	case holdClass:
		text = "*" + strings.Trim(text, "*") + "*"
	}
	folder := p.naming == startClass && p.isFolder(t)
	p.naming = noClass
	// "the my-bucket bucket": the kind follows.
	if m, _ := p.vocab.longest(p.tokens[p.at+1:]); m != nil && m.class == thingClass && len(m.kinds) > 0 && !p.lastThing && !folder {
		p.pending = text
		return
	}
	p.giveName(text, folder)
}

// isFolder tells whether a name after "prefix", "under" and the like is a path within a bucket or a parameter tree.
func (p *parser) isFolder(t token) bool {
	if !strings.Contains(t.text, "/") && !slices.ContainsFunc(p.cur.things, func(o thing) bool {
		return slices.ContainsFunc(o.kinds, func(k kind) bool { return k.service == "s3" && k.name == "object" })
	}) {
		return false
	}
	return slices.ContainsFunc(p.cur.things, func(o thing) bool {
		return o.service == "s3" || o.service == "ssm" || slices.ContainsFunc(o.kinds, func(k kind) bool {
			return k.service == "s3" || k.service == "ssm"
		})
	})
}

// giveName gives a name to the last thing.
func (p *parser) giveName(text string, folder bool) {
	isPath := strings.HasPrefix(text, "/") || strings.HasSuffix(strings.TrimSuffix(text, "*"), "/") && strings.Contains(text, "/")
	if len(p.cur.things) == 0 && !p.likeBefore(folder || isPath) {
		p.out.unmatched = append(p.out.unmatched, text)
		return
	}
	things := p.cur.things
	t := &things[len(things)-1]
	if bucket, path, ok := splitPath(t, text); ok && !folder {
		if len(t.kinds) > 0 && t.kinds[0].name != "bucket" && t.service == "" {
			holder, _ := kindOf("s3", "bucket")
			p.cur.things = append(things, thing{kinds: []kind{holder}, phrase: holder.nouns[0], prep: inClass, after: t.after})
			t = &p.cur.things[len(p.cur.things)-1]
		}
		t.names = append(t.names, bucket)
		t.folder = path
		p.lastThing = false
		p.prep, p.joined = noClass, false
		return
	}
	if p.inContainer(t) {
		holder, _ := kindOf(t.kinds[0].service, t.kinds[0].types[len(t.kinds[0].types)-1])
		p.cur.things = append(things, thing{kinds: []kind{holder}, names: []string{text}, phrase: holder.nouns[0], prep: p.prep, after: t.after})
		p.lastThing = false
		p.prep, p.joined = noClass, false
		return
	}
	about := func(service string) bool {
		return t.service == service || slices.ContainsFunc(t.kinds, func(k kind) bool { return k.service == service })
	}
	if folder && about("ssm") || (folder || isPath) && about("s3") {
		t.folder = strings.TrimPrefix(strings.TrimSuffix(text, "*"), "/")
	} else {
		if about("iam") {
			text = strings.TrimPrefix(text, "/") // the path is part of the ARN's name: role/service-role/…
		}
		t.names = append(t.names, text)
	}
	p.lastThing = false
	p.prep, p.joined = noClass, false
}

// splitPath cuts "my-bucket/incoming/" into the bucket and the path in it.
func splitPath(t *thing, text string) (bucket, path string, ok bool) {
	about := t.service == "s3" && len(t.kinds) == 0 || len(t.kinds) > 0 && t.kinds[0].service == "s3" && t.kinds[0].name != "accesspoint"
	bucket, path, ok = strings.Cut(text, "/")
	if !about || !ok || bucket == "" || path == "" || len(t.names) > 0 {
		return "", "", false
	}
	return bucket, strings.TrimSuffix(path, "*"), true
}

// inContainer tells whether a name after a preposition is that of a container: "objects from my-bucket".
func (p *parser) inContainer(t *thing) bool {
	if p.prep == noClass || len(t.kinds) == 0 || len(t.names) > 0 {
		return false
	}
	k := t.kinds[0]
	return k.service == "s3" && (k.name == "object" || k.name == "version") && slices.Contains([]class{fromClass, inClass, toClass}, p.prep)
}
