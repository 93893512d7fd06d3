package policy

import (
	"fmt"
	"strconv"
	"strings"
)

// Codes of problems. Where IAM Access Analyzer has the check, the code is the
// one of its "IAM Access Analyzer policy check reference".
const (
	CodeJSONSyntax       = "JSON_SYNTAX_ERROR"
	CodeDataType         = "DATA_TYPE_MISMATCH"
	CodeInvalidElement   = "INVALID_POLICY_ELEMENT"
	CodeDuplicateKeyCase = "DUPLICATE_KEYS_WITH_DIFFERENT_CASE"
	CodeDuplicateKey     = "IAMC_DUPLICATE_KEY"
	CodeTooLarge         = "IAMC_DOCUMENT_TOO_LARGE"
)

// maxProblems bounds what a hostile document can make Parse collect.
const maxProblems = 1000

// Problem is one reason why AWS would refuse a document.
type Problem struct {
	Code    string
	Message string // a full sentence
	Path    string // Statement[0].Action[1]; empty for the document itself
	Span    Span
}

// Error describes the problem with its line and column.
func (p Problem) Error() string {
	where := ""
	if p.Path != "" {
		where = " in " + p.Path
	}
	return fmt.Sprintf("line %d column %d%s: %s", p.Span.Line, p.Span.Column, where, p.Message)
}

// Err returns the first problem as an error, or nil when there is none. A
// document with problems must not be used to decide access. Nil does not mean
// that AWS accepts the document: package lint knows the rest of the rules.
func (d *Document) Err() error {
	if len(d.Problems) == 0 {
		return nil
	}
	return d.Problems[0]
}

// step is one part of a path: a member's name or a list position.
type step struct {
	name  string
	index int
	isPos bool
}

func pathString(steps []step) string {
	var b strings.Builder
	for _, s := range steps {
		if s.isPos {
			writeIndex(&b, s.index)
		} else {
			writeName(&b, s.name)
		}
	}
	return b.String()
}

func writeIndex(b *strings.Builder, i int) {
	b.WriteByte('[')
	b.WriteString(strconv.Itoa(i))
	b.WriteByte(']')
}

func writeName(b *strings.Builder, name string) {
	name = clip(name)
	if name == "" || strings.ContainsAny(name, ".[]\"") {
		b.WriteByte('[')
		b.WriteString(strconv.Quote(name))
		b.WriteByte(']')
		return
	}
	if b.Len() > 0 {
		b.WriteByte('.')
	}
	b.WriteString(name)
}

func (d *Document) writeStatementPath(b *strings.Builder, i int) {
	b.WriteString("Statement")
	if !d.SingleStatement {
		writeIndex(b, i)
	}
}

// JoinPath adds names (string) and list positions (int) to the path of an
// element. Names are joined by dots, positions stand in brackets, and names that
// hold a dot, bracket or quotation mark are quoted and in brackets; names longer
// than any that AWS knows are cut short:
// Statement[0].Condition.StringLike["aws:RequestTag/a.b"][1].
func JoinPath(path string, steps ...any) string {
	var b strings.Builder
	b.WriteString(path)
	for _, s := range steps {
		switch s := s.(type) {
		case int:
			writeIndex(&b, s)
		case string:
			writeName(&b, s)
		}
	}
	return b.String()
}
