package policy

import (
	"sort"
	"unicode/utf8"
)

// Span is a stretch of the source text.
//
// Offset and Length are bytes. Line and Column are those of the first byte and
// count from 1; a column is a Unicode code point, not a byte and not a UTF-16
// code unit. Lines end with "\n"; a "\r" before it belongs to the line.
type Span struct {
	Offset, Length, Line, Column int
}

// End returns the offset of the first byte after the span.
func (s Span) End() int { return s.Offset + s.Length }

// cursor walks forward through the source and knows line and column as it goes,
// so that positions cost one pass over the text however long its lines are.
type cursor struct {
	src                  string
	offset, line, column int
}

// at returns the line and column of offset. Offsets must not decrease from call
// to call.
func (c *cursor) at(offset int) (line, column int) {
	for c.offset < offset {
		switch b := c.src[c.offset]; {
		case b == '\n':
			c.line++
			c.column = 1
			c.offset++
		case b < utf8.RuneSelf:
			c.column++
			c.offset++
		default:
			_, n := utf8.DecodeRuneInString(c.src[c.offset:])
			c.column++
			c.offset += n
		}
	}
	return c.line, c.column
}

// Locator turns byte offsets of one source text into lines and columns, in any
// order. Make one with [NewLocator].
type Locator struct {
	src   string
	lines []int // offset of the first byte of each line
}

// NewLocator indexes the lines of src.
func NewLocator(src []byte) *Locator {
	l := &Locator{src: string(src), lines: []int{0}}
	for i := 0; i < len(src); i++ {
		if src[i] == '\n' {
			l.lines = append(l.lines, i+1)
		}
	}
	return l
}

// Span returns the span of length bytes at offset; both are cut to the text.
func (l *Locator) Span(offset, length int) Span {
	offset = max(0, min(offset, len(l.src)))
	length = max(0, min(length, len(l.src)-offset))
	line := sort.SearchInts(l.lines, offset+1)
	column := utf8.RuneCountInString(l.src[l.lines[line-1]:offset]) + 1
	return Span{Offset: offset, Length: length, Line: line, Column: column}
}
