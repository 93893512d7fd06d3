package policy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// parser reads JSON tokens and knows where each one stands. After the first
// syntax error failed is set and every method returns at once with zero values.
type parser struct {
	doc       *Document
	src       string
	dec       *jsontext.Decoder
	cur       cursor
	path      []step
	failed    bool
	duplicate bool // the member being visited repeats an earlier one
}

func (p *parser) open(src []byte) {
	p.dec = jsontext.NewDecoder(bytes.NewBuffer(src), jsontext.AllowDuplicateNames(true))
}

// start returns the offset of the next token. The decoder has verified what lies
// between by the time the token is read.
func (p *parser) start() int {
	i := int(p.dec.InputOffset())
	for i < len(p.src) {
		switch p.src[i] {
		case ' ', '\t', '\r', '\n', ',', ':':
			i++
		default:
			return i
		}
	}
	return i
}

// span begins a span at offset, whose length is filled in when its end is known.
func (p *parser) span(offset int) Span {
	line, column := p.cur.at(offset)
	return Span{Offset: offset, Line: line, Column: column}
}

func (p *parser) peek() jsontext.Kind {
	if p.failed {
		return jsontext.KindInvalid
	}
	k := p.dec.PeekKind()
	if k == jsontext.KindInvalid {
		_, err := p.dec.ReadToken()
		p.fail(err)
	}
	return k
}

// scalar reads one value of any type.
func (p *parser) scalar() Value { return p.skip() }

// skip reads one value of any type and depth, without descending into it.
func (p *parser) skip() Value {
	if p.failed {
		return Value{}
	}
	kind := p.peek()
	if p.failed {
		return Value{}
	}
	begin := p.start()
	if _, err := p.dec.ReadValue(); err != nil {
		p.fail(err)
		return Value{}
	}
	v := Value{Span: p.span(begin)}
	v.Span.Length = int(p.dec.InputOffset()) - begin
	raw := p.src[begin:v.Span.End()]
	switch kind {
	case jsontext.KindString:
		v.Text = unquote(raw)
		return v
	case jsontext.KindNumber:
		v.Type = TypeNumber
	case jsontext.KindTrue, jsontext.KindFalse:
		v.Type = TypeBool
	case jsontext.KindNull:
		v.Type = TypeNull
	case jsontext.KindBeginObject:
		v.Type = TypeObject
	case jsontext.KindBeginArray:
		v.Type = TypeArray
	}
	v.Text = raw
	return v
}

// unquote decodes a JSON string that the decoder has accepted.
func unquote(raw string) string {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1]
	}
	b, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return raw[1 : len(raw)-1]
	}
	return string(b)
}

// object reads an object whose opening brace is next and calls visit for each
// member when its value is next.
func (p *parser) object(visit func(name Value)) Span {
	begin := p.start()
	if _, err := p.dec.ReadToken(); err != nil {
		p.fail(err)
		return Span{}
	}
	span := p.span(begin)
	var names nameSet
	for {
		kind := p.peek()
		if p.failed {
			return span
		}
		if kind == jsontext.KindEndObject {
			break
		}
		name := p.skip()
		if p.failed {
			return span
		}
		p.path = append(p.path, step{name: name.Text})
		p.duplicate = p.checkName(&names, name)
		if p.peek(); !p.failed {
			visit(name)
		}
		p.path = p.path[:len(p.path)-1]
		if p.failed {
			return span
		}
	}
	return p.closing(span)
}

// array reads a list whose opening bracket is next and calls visit for each
// element when it is next.
func (p *parser) array(visit func(index int)) Span {
	begin := p.start()
	if _, err := p.dec.ReadToken(); err != nil {
		p.fail(err)
		return Span{}
	}
	span := p.span(begin)
	for i := 0; ; i++ {
		kind := p.peek()
		if p.failed {
			return span
		}
		if kind == jsontext.KindEndArray {
			break
		}
		p.path = append(p.path, step{index: i, isPos: true})
		visit(i)
		p.path = p.path[:len(p.path)-1]
		if p.failed {
			return span
		}
	}
	return p.closing(span)
}

func (p *parser) closing(span Span) Span {
	if _, err := p.dec.ReadToken(); err != nil {
		p.fail(err)
		return span
	}
	span.Length = int(p.dec.InputOffset()) - span.Offset
	return span
}

// finish checks that nothing follows the document.
func (p *parser) finish() {
	if p.failed {
		return
	}
	if p.dec.PeekKind() != jsontext.KindInvalid {
		p.syntax(p.start(), "Text follows the end of the document.")
		return
	}
	if _, err := p.dec.ReadToken(); !errors.Is(err, io.EOF) {
		p.fail(err)
	}
}

// fail records a syntax error and stops the parser.
func (p *parser) fail(err error) {
	if p.failed {
		return
	}
	var syn *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.EOF) && strings.TrimSpace(p.src) == "":
		p.syntax(len(p.src), "The document is empty.")
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		p.syntax(len(p.src), "The document ends before it is complete: a closing brace, bracket or quotation mark is missing.")
	case errors.As(err, &syn):
		p.syntax(int(syn.ByteOffset), fmt.Sprintf("The text is not JSON: %s.", syn.Err))
	default:
		p.syntax(p.start(), fmt.Sprintf("The text is not JSON: %s.", err))
	}
}

func (p *parser) syntax(offset int, message string) {
	p.failed = true
	p.doc.truncated = true
	offset = max(0, min(offset, len(p.src)))
	span := p.span(max(offset, p.cur.offset))
	if offset < len(p.src) {
		span.Length = 1
	}
	p.problem(CodeJSONSyntax, span, message)
}

// mismatch records a value of the wrong type. After a syntax error nothing is known
// of the value.
func (p *parser) mismatch(span Span, format string, args ...any) {
	if p.failed {
		return
	}
	p.problem(CodeDataType, span, fmt.Sprintf(format, args...))
}

func (p *parser) problem(code string, span Span, message string) {
	if len(p.doc.Problems) >= maxProblems {
		return
	}
	p.doc.Problems = append(p.doc.Problems, Problem{Code: code, Message: message, Path: pathString(p.path), Span: span})
}

// lastName returns the innermost member name of the current path.
func (p *parser) lastName() string {
	for i := len(p.path) - 1; i >= 0; i-- {
		if !p.path[i].isPos {
			return clip(p.path[i].name)
		}
	}
	return "The document"
}
