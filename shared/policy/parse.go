package policy

import (
	"fmt"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// MaxSource is the size in bytes up to which Parse reads a document. The largest
// policy AWS stores is a fraction of it.
const MaxSource = 1 << 20

// Parse reads a policy document. It never returns nil and never panics, whatever
// the text; its running time and memory are proportional to the text, and
// documents beyond [MaxSource] are refused unread. The tree keeps no reference
// to src.
func Parse(src []byte) *Document {
	d := &Document{}
	if len(src) > MaxSource {
		d.truncated = true
		d.Problems = []Problem{{
			Code:    CodeTooLarge,
			Message: fmt.Sprintf("The document has %d bytes; policies are read up to %d.", len(src), MaxSource),
			Span:    Span{Offset: 0, Length: 0, Line: 1, Column: 1},
		}}
		return d
	}
	text := string(src)
	d.source = text
	p := &parser{doc: d, src: text, cur: cursor{src: text, line: 1, column: 1}}
	p.open(src)
	p.document()
	return d
}

// ParseString is Parse for a string.
func ParseString(src string) *Document { return Parse([]byte(src)) }

// document reads the whole text.
func (p *parser) document() {
	d := p.doc
	if p.peek() != jsontext.KindBeginObject {
		v := p.skip()
		d.Span = v.Span
		p.mismatch(v.Span, "A policy document must be a JSON object, not %s.", article(v.Type))
	} else {
		d.Span = p.object(func(name Value) {
			var value Span
			duplicate := p.duplicate
			switch name.Text {
			case "Version":
				value = p.stringElement(&d.Version, duplicate)
			case "Id":
				value = p.stringElement(&d.ID, duplicate)
			case "Statement":
				value = p.statements(duplicate)
			default:
				value = p.skip().Span
				p.unknownElement(name, documentElements)
			}
			d.Elements = append(d.Elements, element(name, value))
		})
	}
	p.finish()
}

func element(name Value, value Span) Element {
	whole := name.Span
	if value.Line > 0 { // the reader got as far as the value
		whole.Length = value.End() - whole.Offset
	}
	return Element{Name: name, Value: value, Span: whole}
}

// stringElement reads an element that must be a string. Of an element that
// appears twice the first is kept.
func (p *parser) stringElement(to **Value, duplicate bool) Span {
	v := p.scalar()
	if v.Type != TypeString {
		p.mismatch(v.Span, "%s must be a string, not %s.", p.lastName(), article(v.Type))
	}
	if !duplicate && !p.failed {
		*to = &v
	}
	return v.Span
}

// statements reads the value of the Statement element.
func (p *parser) statements(duplicate bool) Span {
	d := p.doc
	into := d.Statements
	if duplicate {
		// The second Statement is read for its problems and then forgotten.
		defer func() { d.Statements = into }()
	} else {
		d.HasStatement = true
	}
	var span Span
	switch p.peek() {
	case jsontext.KindBeginObject:
		if !duplicate {
			d.SingleStatement = true
		}
		span = p.statement(0)
	case jsontext.KindBeginArray:
		span = p.array(func(i int) {
			if p.peek() != jsontext.KindBeginObject {
				v := p.skip()
				p.mismatch(v.Span, "A statement must be a JSON object, not %s.", article(v.Type))
				return
			}
			p.statement(i)
		})
	default:
		v := p.skip()
		span = v.Span
		p.mismatch(span, "Statement must be a list of statements, not %s.", article(v.Type))
	}
	if !duplicate {
		d.StatementSpan = span
	}
	return span
}

// statement reads one statement and appends it to the document.
func (p *parser) statement(index int) Span {
	d := p.doc
	at := len(d.Statements)
	d.Statements = append(d.Statements, Statement{Index: index})
	span := p.object(func(name Value) {
		st := &d.Statements[at]
		var value Span
		duplicate := p.duplicate
		switch name.Text {
		case "Sid":
			value = p.stringElement(&st.Sid, duplicate)
		case "Effect":
			value = p.stringElement(&st.Effect, duplicate)
		case "Principal":
			value = p.principal(&st.Principal, duplicate)
		case "NotPrincipal":
			value = p.principal(&st.NotPrincipal, duplicate)
		case "Action":
			value = p.listElement(&st.Action, duplicate)
		case "NotAction":
			value = p.listElement(&st.NotAction, duplicate)
		case "Resource":
			value = p.listElement(&st.Resource, duplicate)
		case "NotResource":
			value = p.listElement(&st.NotResource, duplicate)
		case "Condition":
			value = p.condition(&st.Condition, duplicate)
		default:
			value = p.skip().Span
			p.unknownElement(name, statementElements)
		}
		st.Elements = append(st.Elements, element(name, value))
	})
	d.Statements[at].Span = span
	return span
}

// listElement reads an element that must be a string or a list of strings.
func (p *parser) listElement(to **List, duplicate bool) Span {
	l := p.list(false)
	if !duplicate && !p.failed {
		*to = &l
	}
	return l.Span
}

// list reads one value or a list of them. Strings are always welcome; numbers
// and Booleans only in conditions.
func (p *parser) list(condition bool) List {
	check := func(v Value) {
		switch {
		case v.Type == TypeString:
		case condition && (v.Type == TypeNumber || v.Type == TypeBool):
		case condition:
			p.mismatch(v.Span, "A condition value must be a string, number or Boolean, not %s.", article(v.Type))
		default:
			p.mismatch(v.Span, "%s must hold strings, not %s.", p.lastName(), article(v.Type))
		}
	}
	if p.peek() != jsontext.KindBeginArray {
		v := p.scalar()
		check(v)
		return List{Values: []Value{v}, Single: true, Span: v.Span}
	}
	var l List
	l.Span = p.array(func(int) {
		v := p.scalar()
		if p.failed {
			return
		}
		check(v)
		l.Values = append(l.Values, v)
	})
	return l
}

// principal reads a Principal or NotPrincipal element.
func (p *parser) principal(to **PrincipalSet, duplicate bool) Span {
	set := &PrincipalSet{}
	switch p.peek() {
	case jsontext.KindBeginObject:
		set.Span = p.object(func(name Value) {
			l := p.list(false)
			if !p.failed {
				set.Entries = append(set.Entries, PrincipalEntry{Type: name, Values: l})
			}
		})
	case jsontext.KindString:
		v := p.scalar()
		set.Text, set.Any, set.Span = &v, v.Text == "*", v.Span
	default:
		v := p.skip()
		set.Span = v.Span
		p.mismatch(v.Span, "%s must be \"*\" or an object such as {\"AWS\": …}, not %s.", p.lastName(), article(v.Type))
	}
	if !duplicate && !p.failed {
		*to = set
	}
	return set.Span
}

// condition reads a Condition element.
func (p *parser) condition(to **ConditionBlock, duplicate bool) Span {
	block := &ConditionBlock{}
	if p.peek() != jsontext.KindBeginObject {
		v := p.skip()
		block.Span = v.Span
		p.mismatch(v.Span, "Condition must be an object of condition operators, not %s.", article(v.Type))
	} else {
		block.Span = p.object(func(name Value) {
			op := ConditionOperator{Name: name}
			op.Span = p.operator(&op)
			block.Operators = append(block.Operators, op)
		})
	}
	if !duplicate {
		*to = block
	}
	return block.Span
}

func (p *parser) operator(op *ConditionOperator) Span {
	if p.peek() != jsontext.KindBeginObject {
		v := p.skip()
		p.mismatch(v.Span, "The condition operator %s needs an object of condition keys, not %s.", clip(op.Name.Text), article(v.Type))
		return v.Span
	}
	return p.object(func(name Value) {
		l := p.list(true)
		op.Keys = append(op.Keys, ConditionKey{Name: name, Values: l})
	})
}

// article names a JSON type in a sentence.
func article(t JSONType) string {
	if t == TypeNull {
		return "null"
	}
	if t == TypeObject || t == TypeArray {
		return "an " + t.String()
	}
	return "a " + t.String()
}

// clip shortens a text of the author's for a message, at a character.
func clip(s string) string {
	const limit = 80
	if len(s) <= limit {
		return s
	}
	n := limit
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
