package policy

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// indent is what the AWS console uses.
const indent = "    "

// Print writes the document in canonical form: elements in the order of the
// grammar, four spaces a level, one value a line, single strings and lists as
// the author wrote them, elements that the grammar does not have at the end of
// their object. Print(Parse(Print(d))) gives the same text again. A document
// whose parsing stopped early is printed as far as it was understood.
func Print(d *Document) []byte {
	w := &printer{doc: d}
	w.document()
	w.b.WriteByte('\n')
	return w.b.Bytes()
}

// Compact writes the document like Print but without any white space outside
// strings.
func Compact(d *Document) []byte {
	out := jsontext.Value(Print(d))
	if err := out.Compact(jsontext.AllowDuplicateNames(true)); err != nil {
		return out
	}
	return out
}

type printer struct {
	doc   *Document
	b     bytes.Buffer
	depth int
	empty bool // nothing was written yet in the innermost object or list
}

func (w *printer) newline() {
	w.b.WriteByte('\n')
	for range w.depth {
		w.b.WriteString(indent)
	}
}

func (w *printer) open(c byte) {
	w.b.WriteByte(c)
	w.depth++
	w.empty = true
}

func (w *printer) close(c byte) {
	w.depth--
	if !w.empty {
		w.newline()
	}
	w.b.WriteByte(c)
	w.empty = false
}

// item begins the next member or list element.
func (w *printer) item() {
	if !w.empty {
		w.b.WriteByte(',')
	}
	w.empty = false
	w.newline()
}

func (w *printer) name(s string) {
	w.item()
	w.text(s)
	w.b.WriteString(": ")
}

func (w *printer) text(s string) {
	out, _ := jsontext.AppendQuote(w.b.AvailableBuffer(), s)
	w.b.Write(out)
}

func (w *printer) value(v *Value) {
	if v.Type == TypeString {
		w.text(v.Text)
		return
	}
	w.raw(v.Text)
}

// raw writes JSON text with this printer's indentation.
func (w *printer) raw(s string) {
	v := jsontext.Value(s).Clone()
	if v.Indent(jsontext.AllowDuplicateNames(true),
		jsontext.WithIndentPrefix(strings.Repeat(indent, w.depth)), jsontext.WithIndent(indent)) != nil {
		w.b.WriteString("null")
		return
	}
	w.b.Write(v)
}

func (w *printer) member(name string, v *Value) {
	if v != nil {
		w.name(name)
		w.value(v)
	}
}

func (w *printer) document() {
	d := w.doc
	w.open('{')
	w.member("Version", d.Version)
	w.member("Id", d.ID)
	if d.HasStatement || len(d.Statements) > 0 {
		w.name("Statement")
		switch {
		case d.SingleStatement && len(d.Statements) == 1:
			w.statement(&d.Statements[0])
		default:
			w.open('[')
			for i := range d.Statements {
				w.item()
				w.statement(&d.Statements[i])
			}
			w.close(']')
		}
	}
	w.unknown(d.Elements, documentElements)
	w.close('}')
}

func (w *printer) statement(s *Statement) {
	w.open('{')
	w.member("Sid", s.Sid)
	w.member("Effect", s.Effect)
	w.principal("Principal", s.Principal)
	w.principal("NotPrincipal", s.NotPrincipal)
	w.list("Action", s.Action)
	w.list("NotAction", s.NotAction)
	w.list("Resource", s.Resource)
	w.list("NotResource", s.NotResource)
	w.condition(s.Condition)
	w.unknown(s.Elements, statementElements)
	w.close('}')
}

func (w *printer) list(name string, l *List) {
	if l == nil {
		return
	}
	w.name(name)
	if l.Single && len(l.Values) == 1 {
		w.value(&l.Values[0])
		return
	}
	w.open('[')
	for i := range l.Values {
		w.item()
		w.value(&l.Values[i])
	}
	w.close(']')
}

func (w *printer) principal(name string, p *PrincipalSet) {
	if p == nil {
		return
	}
	w.name(name)
	switch {
	case p.Text != nil:
		w.value(p.Text)
	case p.Any:
		w.text("*")
	default:
		w.open('{')
		for i := range p.Entries {
			w.list(p.Entries[i].Type.Text, &p.Entries[i].Values)
		}
		w.close('}')
	}
}

func (w *printer) condition(c *ConditionBlock) {
	if c == nil {
		return
	}
	w.name("Condition")
	w.open('{')
	for i := range c.Operators {
		op := &c.Operators[i]
		w.name(op.Name.Text)
		w.open('{')
		for j := range op.Keys {
			w.list(op.Keys[j].Name.Text, &op.Keys[j].Values)
		}
		w.close('}')
	}
	w.close('}')
}

func (w *printer) unknown(elements []Element, known []string) {
next:
	for i := range elements {
		e := &elements[i]
		for _, k := range known {
			if e.Name.Text == k {
				continue next
			}
		}
		if raw := w.doc.Text(e.Value); raw != "" {
			w.name(e.Name.Text)
			w.raw(raw)
		}
	}
}
