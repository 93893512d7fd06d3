package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// member is an element of a statement to insert, with its value in JSON.
type member struct{ name, value string }

// statementOf is a statement of the kind with its values left open.
func statementOf(kind policy.Kind, effect string) []member {
	members := []member{{elementEffect, `"` + effect + `"`}}
	switch kind {
	case policy.KindTrust:
		return append(members, member{elementPrincipal, `{"Service": ""}`}, member{elementAction, `"sts:AssumeRole"`})
	case policy.KindResource:
		members = append(members, member{elementPrincipal, `{"AWS": ""}`})
	case policy.KindRCP:
		members = append(members, member{elementPrincipal, `"*"`})
	}
	return append(members, member{elementAction, `""`}, member{elementResource, `""`})
}

// effectsOf are the effects a new statement of the kind can have, the usual first.
func effectsOf(kind policy.Kind) []string {
	switch kind {
	case policy.KindRCP:
		return []string{effectDeny}
	case policy.KindSCP:
		return []string{effectDeny, effectAllow}
	}
	return []string{effectAllow, effectDeny}
}

// statementJSON writes a statement whose lines begin with an indentation.
func statementJSON(kind policy.Kind, effect, indent, step string) string {
	var b strings.Builder
	b.WriteString("{\n")
	members := statementOf(kind, effect)
	for i, m := range members {
		b.WriteString(indent + step + `"` + m.name + `": ` + m.value)
		if i+1 < len(members) {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString(indent + "}")
	return b.String()
}

// emptyStrings finds the texts "" to fill in of a piece of JSON.
func emptyStrings(s string) []Stop {
	var stops []Stop
	for at := 0; ; {
		i := strings.Index(s[at:], `""`)
		if i < 0 {
			return stops
		}
		stops = append(stops, Stop{Offset: at + i + 1})
		at += i + 2
	}
}

// statementSnippets offers whole statements where one can begin.
func (c *completer) statementSnippets() {
	indent, step := c.indent()
	inList := c.t.nodes[c.t.at.container].typ == nodeArray
	for _, effect := range effectsOf(c.opt.Kind) {
		text := statementJSON(c.opt.Kind, effect, indent, step)
		if !inList {
			text = "[\n" + indent + step + statementJSON(c.opt.Kind, effect, indent+step, step) + "\n" + indent + "]"
		}
		it := Item{
			Label: effect + " statement", Kind: ItemSnippet, Insert: text, Stops: emptyStrings(text),
			Documentation: "A new statement. " + effectDocs[effect],
		}
		c.add(c.json(it), match(it.Label, c.typed))
	}
}

// documentSnippets offers a whole document where there is none.
func (c *completer) documentSnippets() {
	written := ""
	if c.t.at.token != none {
		start, end := c.t.outer(c.t.at.token)
		written = c.t.src[start:end]
	}
	if strings.TrimSpace(c.t.src) != written {
		return
	}
	indent, step := c.indent()
	for _, effect := range effectsOf(c.opt.Kind) {
		text := "{\n" + indent + step + `"Version": "` + policy.Version2012 + `",` + "\n" + indent + step + `"Statement": [` + "\n" +
			indent + step + step + statementJSON(c.opt.Kind, effect, indent+step+step, step) + "\n" + indent + step + "]\n" + indent + "}"
		it := Item{
			Label: effect + " policy", Kind: ItemSnippet, Detail: string(c.opt.Kind), Insert: text, Stops: emptyStrings(text),
			Documentation: "A new policy with one statement. " + effectDocs[effect],
		}
		c.add(c.json(it), match(it.Label, c.typed))
	}
}

// maxSid is how long a suggested statement id becomes at most.
const maxSid = 64

// sids offers a name for the statement made of what it does.
func (c *completer) sids() {
	facts := c.statement()
	if facts.effect == "" || len(facts.actions) == 0 {
		return
	}
	name := facts.effect
	if facts.notAction {
		name += "AllBut"
	}
	for i := range facts.actions {
		part := sidPart(&facts.actions[i])
		if len(name)+len(part) > maxSid || i == 3 {
			break
		}
		name += part
	}
	if c.sidTaken(name) {
		return
	}
	c.offer(Item{Label: name, Kind: ItemValue, Documentation: "A name made of what the statement does.", Insert: name})
}

// sidPart names an action within a statement id: S3GetObject.
func sidPart(a *action) string {
	text := "Everything"
	if !a.all {
		text = a.prefix + "-" + a.name
	}
	var b strings.Builder
	start := true
	for i := 0; i < len(text); i++ {
		switch ch := text[i]; {
		case !isAlphanumeric(ch):
			start = true
		case start && 'a' <= ch && ch <= 'z':
			b.WriteByte(ch - 'a' + 'A')
			start = false
		default:
			b.WriteByte(ch)
			start = false
		}
	}
	return b.String()
}

// sidTaken reports whether another statement has the name.
func (c *completer) sidTaken(name string) bool {
	parent := c.t.nodes[c.at.statement].parent
	for at := c.t.nodes[parent].first; at != none; at = c.t.nodes[at].next {
		taken := false
		if at != c.at.statement && c.t.nodes[at].typ == nodeObject {
			c.t.strings(c.t.member(at, elementSid), func(_ int32, text string) { taken = taken || text == name })
		}
		if taken {
			return true
		}
	}
	return false
}
