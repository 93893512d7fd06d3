package policy

import (
	"strings"
	"unicode/utf8"
)

// Document is a parsed policy. The zero Document is an empty policy.
type Document struct {
	Version *Value // nil when absent
	ID      *Value // nil when absent

	// Statements holds every element of Statement that is a JSON object, as
	// written: see Statement.Index for its place in the list.
	Statements []Statement
	// HasStatement reports whether the Statement element is there at all.
	HasStatement bool
	// SingleStatement reports that Statement was written as one object, not a list.
	SingleStatement bool
	// StatementSpan covers the value of the Statement element.
	StatementSpan Span

	// Elements lists the members of the document as written, known or not.
	Elements []Element
	// Span covers the document's JSON object.
	Span Span
	// Problems lists, in the order of the text, why AWS would refuse the document.
	Problems []Problem

	source    string
	truncated bool
}

// Element is one member of a JSON object as written: its name and its value.
type Element struct {
	Name  Value
	Value Span // the member's value
	Span  Span // from the name to the end of the value
}

// Statement is one statement of a policy. Elements that are absent are nil.
type Statement struct {
	Index int  // position in the Statement list, from 0
	Span  Span // the statement's JSON object

	Sid          *Value
	Effect       *Value
	Principal    *PrincipalSet
	NotPrincipal *PrincipalSet
	Action       *List
	NotAction    *List
	Resource     *List
	NotResource  *List
	Condition    *ConditionBlock

	// Elements lists the members of the statement as written, known or not.
	Elements []Element
}

// JSONType is the JSON type of a value as written.
type JSONType uint8

// The JSON types. TypeString is the zero value: almost everything is one.
const (
	TypeString JSONType = iota
	TypeNumber
	TypeBool
	TypeNull
	TypeObject
	TypeArray
)

// String returns the JSON name of the type.
func (t JSONType) String() string {
	return [...]string{"string", "number", "Boolean", "null", "object", "array"}[t]
}

// Value is a scalar as written. Text is the decoded string, or for any other
// type the JSON text itself ("true", "10").
type Value struct {
	Text string
	Type JSONType
	Span Span // with the quotation marks
}

// IsString reports whether the value is there and was written as a JSON string.
func (v *Value) IsString() bool { return v != nil && v.Type == TypeString }

// Sub returns the span of Text[start:end] in the source. Where the string was
// written with escapes, so that places in it do not correspond, it returns the
// whole value's span.
func (v *Value) Sub(start, end int) Span {
	if v.Type != TypeString || v.Span.Length != len(v.Text)+2 || start < 0 || end > len(v.Text) || start > end {
		return v.Span
	}
	s := v.Span
	s.Offset += 1 + start
	s.Column += 1 + utf8.RuneCountInString(v.Text[:start])
	s.Length = end - start
	return s
}

// List is one string or a list of them.
type List struct {
	Values []Value
	Single bool // written as one value, not as a list
	Span   Span // the value, with the brackets of a list
}

// Texts returns the text of every value that is a string. A nil list has none.
func (l *List) Texts() []string {
	if l == nil {
		return nil
	}
	out := make([]string, 0, len(l.Values))
	for i := range l.Values {
		if l.Values[i].Type == TypeString {
			out = append(out, l.Values[i].Text)
		}
	}
	return out
}

// PrincipalSet is the value of a Principal or NotPrincipal element.
type PrincipalSet struct {
	// Any is set for the bare "*". {"AWS": "*"} is an entry; see Everyone.
	Any bool
	// Text is set when the element was written as a string, "*" or not.
	Text *Value
	// Entries holds the map form, in the order written.
	Entries []PrincipalEntry
	Span    Span
}

// Everyone reports whether the set names every principal there is: "*" or
// {"AWS": "*"}, which mean the same in a Principal element. See "AWS JSON policy
// elements: Principal" in the IAM User Guide, section "All principals".
func (p *PrincipalSet) Everyone() bool {
	if p == nil {
		return false
	}
	if p.Any {
		return true
	}
	for i := range p.Entries {
		if p.Entries[i].Type.Text == PrincipalAWS {
			for j := range p.Entries[i].Values.Values {
				if p.Entries[i].Values.Values[j].Text == "*" {
					return true
				}
			}
		}
	}
	return false
}

// The keys of a principal map.
const (
	PrincipalAWS           = "AWS"
	PrincipalService       = "Service"
	PrincipalFederated     = "Federated"
	PrincipalCanonicalUser = "CanonicalUser"
)

// PrincipalEntry is one key of a principal map with its principals.
type PrincipalEntry struct {
	Type   Value // AWS, Service, Federated or CanonicalUser, or whatever was written
	Values List
}

// ConditionBlock is the value of a Condition element. Operators are joined with
// AND, keys within one operator with AND, values within one key with OR (with
// NOR for negated operators).
type ConditionBlock struct {
	Operators []ConditionOperator
	Span      Span
}

// ConditionOperator is one operator, such as StringEquals, with its keys. The
// same operator may appear twice in a document that AWS would refuse.
type ConditionOperator struct {
	Name Value
	Keys []ConditionKey
	Span Span // the object of keys
}

// ConditionKey is one context key with the values it is tested against.
type ConditionKey struct {
	Name   Value
	Values List
}

// IsAllow reports whether the statement's effect is Allow.
func (s *Statement) IsAllow() bool { return s.Effect.IsString() && s.Effect.Text == "Allow" }

// IsDeny reports whether the statement's effect is Deny.
func (s *Statement) IsDeny() bool { return s.Effect.IsString() && s.Effect.Text == "Deny" }

// Element returns the first member of the statement with exactly that name, or nil.
func (s *Statement) Element(name string) *Element { return findElement(s.Elements, name) }

// Element returns the first member of the document with exactly that name, or nil.
func (d *Document) Element(name string) *Element { return findElement(d.Elements, name) }

func findElement(list []Element, name string) *Element {
	for i := range list {
		if list[i].Name.Text == name {
			return &list[i]
		}
	}
	return nil
}

// VersionText returns the policy language version: what Version says, or
// "2008-10-17", AWS's default, when there is none. See "IAM JSON policy
// elements: Version" in the IAM User Guide.
func (d *Document) VersionText() string {
	if d.Version.IsString() {
		return d.Version.Text
	}
	return Version2008
}

// The versions of the policy language.
const (
	Version2008 = "2008-10-17" // the default: no policy variables
	Version2012 = "2012-10-17" // the current version
)

// HasVariables reports whether policy variables such as ${aws:username} are
// replaced in this document; with the older version they are plain text.
func (d *Document) HasVariables() bool { return d.VersionText() == Version2012 }

// Source returns the text the document was parsed from.
func (d *Document) Source() string { return d.source }

// Text returns the source text of a span of this document.
func (d *Document) Text(s Span) string {
	if s.Offset < 0 || s.End() > len(d.source) || s.Length < 0 {
		return ""
	}
	return d.source[s.Offset:s.End()]
}

// Incomplete reports that parsing stopped before the end of the text, because
// it is not JSON: elements may be missing from the tree that the author wrote.
func (d *Document) Incomplete() bool { return d.truncated }

// StatementPath returns how paths name statement i: "Statement[2]", or
// "Statement" where it was written without a list.
func (d *Document) StatementPath(i int) string {
	var b strings.Builder
	d.writeStatementPath(&b, i)
	return b.String()
}
