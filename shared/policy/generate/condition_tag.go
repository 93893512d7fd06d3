package generate

import (
	"regexp"
	"slices"
	"strings"
)

// readTags reads "tagged env=prod", "with tag Environment set to prod", "where the tag team is payments".
func (p *parser) readTags() int {
	n := p.matchAny(p.at,
		"that|which are|is|have|has? tagged with|as|by? the? tag|tags?", "tagged with|as|by?", "with|having|has|have the|a? resource? tag|tags key|keys? of?",
		"that|which have|has the|a? tag|tags", "whose tag|tags", "where|if|when the|their? resource? tag|tags key?", "where resource? tag|tags", "for? resources? with|by tag|tags",
		"by? the? tag|tags")
	if n == 0 && (p.tokens[p.at].kind != pairToken || !strings.Contains(p.tokens[p.at].text, "=")) {
		return 0
	}
	// The verb "tag", and "tag instances".
	if n == 1 && p.tokens[p.at].low != "tagged" && (p.at+1 >= len(p.tokens) || p.tokens[p.at+1].kind != pairToken && !p.pairAhead(p.at+1)) {
		return 0
	}
	at := p.at + n
	read := 0
	for at < len(p.tokens) {
		m, key, value := p.pair(at)
		if m == 0 {
			break
		}
		p.addTag(key, value)
		read++
		at += m
		if at+1 < len(p.tokens) && (p.tokens[at].low == "and" || p.tokens[at].low == ",") {
			if next, _, _ := p.pair(at + 1 + p.matchWords(at+1, "with? tag|tags|tagged")); next > 0 {
				at += 1 + p.matchWords(at+1, "with? tag|tags|tagged")
				continue
			}
		}
		break
	}
	if read == 0 {
		// "tagged Environment": the key alone.
		if p.tokens[p.at].low == "tagged" && at < len(p.tokens) && (p.tokens[at].kind == wordToken && p.tokens[at].capitalised() || p.tokens[at].kind == quotedToken) {
			p.addTag(p.tokens[at].text, "*")
			return at + 1 - p.at
		}
		return 0
	}
	return at - p.at
}

// pairAhead tells whether a key and a value are at an offset.
func (p *parser) pairAhead(at int) bool {
	n, _, _ := p.pair(at)
	return n > 0
}

// pair reads a tag: env=prod, Environment: prod, "Environment is prod".
func (p *parser) pair(at int) (int, string, string) {
	if at >= len(p.tokens) {
		return 0, "", ""
	}
	t := p.tokens[at]
	if t.kind == pairToken {
		m := pairForm.FindStringSubmatch(t.text)
		return 1, m[1], strings.Trim(m[3], `"'`)
	}
	if t.kind != wordToken && t.kind != quotedToken || at+2 >= len(p.tokens) {
		return 0, "", ""
	}
	var n int
	switch p.tokens[at+1].low {
	case "=", ":":
		n = 1
	default:
		n = p.matchAny(at+1, "set to", "equal to", "equals", "is set to", "is equal to", "is", "of", "with value", "with the value", "value", "matching", "has the? value")
	}
	if n == 0 || at+1+n >= len(p.tokens) {
		return 0, "", ""
	}
	value := p.tokens[at+1+n]
	if value.kind == punctToken || value.low == "the" || value.low == "not" {
		return 0, "", ""
	}
	return n + 2, t.text, value.text
}

// addTag asks for a tag on the resource; for actions that create or tag it becomes the tag in the request.
func (p *parser) addTag(key, value string) {
	c := condition{operator: "StringEquals", key: "aws:ResourceTag/" + key, values: []string{value}, local: true, about: "resource tag", words: "tag " + key}
	if strings.Contains(value, "*") {
		c.operator = "StringLike"
	}
	if p.turned() {
		c.operator = map[string]string{"StringEquals": "StringNotEquals", "StringLike": "StringNotLike"}[c.operator]
	}
	p.addCondition(c)
}

// readMatching reads "with the same team tag as the user" and "whose Project tag matches the caller's".
func (p *parser) readMatching() int {
	n := p.matchAny(p.at, "with|having the same", "that have|has|share the same", "sharing the same", "which have|share the same")
	if n > 0 && p.at+n+1 < len(p.tokens) && p.matchWords(p.at+n+1, "tag as") > 0 {
		key := p.tokens[p.at+n].text
		n += 3 + p.matchWords(p.at+n+3, "the|their? principal|user|caller|role|own|callers|users?")
		p.matching(key)
		return n
	}
	n = p.matchAny(p.at, "whose", "where the?", "if the?")
	if n > 0 && p.at+n+2 < len(p.tokens) && p.matchWords(p.at+n+1, "tag matches|equals") > 0 {
		key := p.tokens[p.at+n].text
		n += 3 + p.matchWords(p.at+n+3, "the|their|that? of? the? principal|user|caller|role|own? tag|own?")
		p.matching(key)
		return n
	}
	return 0
}

func (p *parser) matching(key string) {
	p.turned()
	p.addCondition(condition{operator: "StringEquals", key: "aws:ResourceTag/" + key, values: []string{"${aws:PrincipalTag/" + key + "}"}, local: true, pinned: true, about: "resource tag", words: "tag " + key + " of resource and principal"})
}

// encrypts tells whether "encrypted" is said of what is uploaded, not a verb.
func (p *parser) encrypts(t token) bool {
	uploads := slices.ContainsFunc(p.cur.verbs, func(v verbUse) bool {
		return slices.Contains([]string{"put", "upload", "write", "create", "add"}, v.name) || slices.ContainsFunc(v.actions, func(a string) bool { return strings.EqualFold(a, "s3:PutObject") })
	})
	return uploads && (p.unless || p.before("if", "when", "are", "is", "be", "not", "objects", "files") || t.low == "unencrypted")
}

var instanceTypeForm = regexp.MustCompile(`^[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?|\*)$`)

// readService reads conditions of single services: EC2 instance types, metric namespaces, server-side encryption.
func (p *parser) readService() int {
	if p.at >= len(p.tokens) {
		return 0
	}
	t := p.tokens[p.at]
	n := p.matchWords(p.at, "instance? type|types of?")
	if p.at+n < len(p.tokens) && instanceTypeForm.MatchString(p.tokens[p.at+n].low) {
		value := p.tokens[p.at+n].low
		operator := "StringEquals"
		if strings.Contains(value, "*") {
			operator = "StringLike"
		}
		if p.turned() {
			operator = strings.Replace(operator, "String", "StringNot", 1)
		}
		p.addCondition(condition{operator: operator, key: "ec2:InstanceType", values: []string{value}, local: true, about: "key", words: "instance type"})
		return n + 1
	}
	if n := p.matchAny(p.at, "in? the? metric|metrics? cloudwatch? namespace"); n > 0 && p.at+n < len(p.tokens) {
		name := p.tokens[p.at+n]
		if name.kind == wordToken || name.kind == quotedToken {
			p.addCondition(condition{operator: "StringEquals", key: "cloudwatch:namespace", values: []string{name.text}, local: true, about: "key", words: "namespace"})
			return n + 1
		}
	}
	if n := p.matchAny(p.at, "encrypted with|using|by a|the? customer? managed? kms|sse-kms|aws:kms key|keys?", "encrypted at? rest?", "unencrypted objects|uploads|files?"); n > 0 && p.encrypts(t) {
		bare := p.matchWords(p.at, "unencrypted") > 0
		switch {
		case bare:
			n = 1
			p.addCondition(condition{operator: "Null", key: "s3:x-amz-server-side-encryption", values: []string{"true"}, local: true, about: "key", words: "no server-side encryption"})
		case p.turned():
			p.addCondition(condition{operator: "StringNotEquals", key: "s3:x-amz-server-side-encryption", values: []string{"aws:kms"}, local: true, about: "key", words: "server-side encryption with KMS"})
		default:
			p.addCondition(condition{operator: "StringEquals", key: "s3:x-amz-server-side-encryption", values: []string{"aws:kms"}, local: true, about: "key", words: "server-side encryption with KMS"})
		}
		return n
	}
	if t.kind == wordToken {
		n = p.matchAny(p.at, "server-side encryption", "server side encryption", "sse", "sse-kms", "kms encryption", "encryption at rest")
		if n > 0 && (p.unless || p.before("with", "using", "by", "without", "require", "requires")) {
			if p.turned() {
				p.addCondition(condition{operator: "Null", key: "s3:x-amz-server-side-encryption", values: []string{"true"}, local: true, about: "key", words: "no server-side encryption"})
			} else {
				value := "aws:kms"
				if at := p.at + n; at < len(p.tokens) && (p.tokens[at].low == "aws:kms" || p.tokens[at].low == "aws:kms:dsse" || p.tokens[at].low == "aes256") {
					value = map[string]string{"aws:kms": "aws:kms", "aws:kms:dsse": "aws:kms:dsse", "aes256": "AES256"}[p.tokens[at].low]
					n++
				}
				p.addCondition(condition{operator: "StringEquals", key: "s3:x-amz-server-side-encryption", values: []string{value}, local: true, about: "key", words: "server-side encryption with " + value})
			}
			return n
		}
	}
	return 0
}
