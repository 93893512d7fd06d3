package complete

import "strings"

const (
	// maxSource is the size in bytes beyond which a text is not looked at. The
	// largest policy AWS stores is a small part of it.
	maxSource = 256 << 10
	// maxDepth is how deep a policy's JSON is followed.
	maxDepth = 64
)

// scan reads a text as far as it makes sense, passes over what does not, and
// notes where offset lies. It takes time proportional to the text.
//
// The text under a cursor is nearly always incomplete. So a string ends with its
// line, a bracket closes whatever was left open within it, and a member that can
// only belong to a statement ends the condition or list that was not closed
// before it.
func scan(src string, offset int) *tree {
	s := scanner{tree: &tree{src: src}, offset: offset, budget: 4*len(src) + 1<<12, key: none}
	s.nodes = make([]node, 1, len(src)/12+8)
	s.nodes[0] = node{typ: nodeRoot, end: len(src), parent: none, first: none, last: none, next: none}
	s.run()
	return s.tree
}

type scanner struct {
	*tree
	offset int
	marked bool
	budget int // how many bytes may still be looked at twice

	top   int32 // innermost open container
	depth int
	key   int32 // in an object: the member being read
	colon bool  // its colon was there
	done  bool  // its value was there
	comma bool  // a comma, or the container's beginning, comes before
}

func (s *scanner) run() {
	s.comma = true
	for i := 0; i < len(s.src); {
		c := s.src[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		if s.offset <= i {
			s.mark(none)
		}
		switch c {
		case '{', '[':
			if !s.open(c, i) {
				i = len(s.src)
				break
			}
			i++
		case '}':
			s.closeTo(nodeObject, i)
			i++
		case ']':
			s.closeArray(i)
			i++
		case ',':
			s.key, s.colon, s.done, s.comma = none, false, false, true
			i++
		case ':':
			s.takeColon()
			i++
		case '"':
			i = s.text(i)
		default:
			i = s.word(i)
		}
	}
	s.mark(none)
	for n := s.top; n != none; n = s.nodes[n].parent {
		if s.nodes[n].typ != nodeKey {
			s.nodes[n].end = len(s.src)
		}
	}
}

// mark notes the spot of the offset, once. token is the text it lies in.
func (s *scanner) mark(token int32) {
	if s.marked {
		return
	}
	s.marked = true
	s.at = spot{container: s.top, key: none, token: token, previous: none}
	if s.nodes[s.top].typ == nodeObject {
		switch {
		case s.done:
			s.at.previous = s.nodes[s.key].first
		case s.key != none:
			s.at.key, s.at.colon = s.key, s.colon
		}
		return
	}
	if !s.comma {
		s.at.previous = s.nodes[s.top].last
	}
}

// add appends a node to parent's children.
func (s *scanner) add(parent int32, n node) int32 {
	at := s.upcoming()
	n.parent, n.first, n.last, n.next = parent, none, none, none
	s.nodes = append(s.nodes, n)
	s.link(parent, at)
	return at
}

// upcoming is the index of the node that is added next.
func (s *scanner) upcoming() int32 {
	return int32(len(s.nodes)) //nolint:gosec // no more nodes than bytes, of which maxSource are read
}

func (s *scanner) link(parent, at int32) {
	p := &s.nodes[parent]
	if p.first == none {
		p.first = at
	} else {
		s.nodes[p.last].next = at
	}
	p.last = at
	s.nodes[at].parent, s.nodes[at].next = parent, none
}

// unlink takes away the last child of its parent.
func (s *scanner) unlink(at int32) {
	p := &s.nodes[s.nodes[at].parent]
	if p.first == at {
		p.first, p.last = none, none
		return
	}
	for n := p.first; n != none; n = s.nodes[n].next {
		if s.nodes[n].next == at {
			s.nodes[n].next, p.last = none, n
		}
	}
}

// open begins a container. It reports false when the text is too deep to go on.
func (s *scanner) open(c byte, i int) bool {
	if s.depth++; s.depth > maxDepth {
		return false
	}
	if s.nodes[s.top].typ == nodeObject && (s.key == none || s.done) && s.owner(s.top) == nodeArray {
		// An object where a key should stand: the one before it was not closed.
		s.closeTop(i)
	}
	typ := nodeObject
	if c == '[' {
		typ = nodeArray
	}
	s.top = s.add(s.place(i), node{typ: typ, start: i, end: i + 1})
	s.key, s.colon, s.done, s.comma = none, false, false, true
	return true
}

// owner is the type of what a container stands in.
func (s *scanner) owner(at int32) nodeType {
	if p := s.nodes[at].parent; p != none {
		return s.nodes[p].typ
	}
	return nodeRoot
}

// place is the parent of a value that begins at i: the list, or the key whose
// value is awaited. A value without a key gets a nameless one.
func (s *scanner) place(i int) int32 {
	if s.nodes[s.top].typ != nodeObject {
		return s.top
	}
	if s.key == none || s.done {
		s.key = s.add(s.top, node{typ: nodeKey, start: i, end: i})
	}
	s.colon = true
	return s.key
}

// settle says that a value has been read.
func (s *scanner) settle() {
	s.comma = false
	if s.nodes[s.top].typ == nodeObject {
		s.done = true
	}
}

// closeTop ends the innermost container before offset i.
func (s *scanner) closeTop(i int) {
	s.depth--
	s.nodes[s.top].end = i
	s.top = s.nodes[s.top].parent
	s.key, s.colon = none, false
	if s.nodes[s.top].typ == nodeKey {
		s.key, s.colon = s.top, true
		s.top = s.nodes[s.top].parent
	}
	s.settle()
}

// closeTo ends the innermost container of the type, and all within it. A bracket
// that closes nothing is passed over.
func (s *scanner) closeTo(typ nodeType, i int) {
	for n := s.top; n != none; n = s.nodes[n].parent {
		if s.nodes[n].typ != typ {
			continue
		}
		for s.top != n {
			s.closeTop(i)
		}
		s.nodes[n].closed = true
		s.closeTop(i + 1)
		return
	}
}

// closeArray ends a list. Within an object, a bracket before another member is
// left over from editing and closes nothing.
func (s *scanner) closeArray(i int) {
	if s.nodes[s.top].typ == nodeObject {
		rest := strings.TrimLeft(s.peek(i+1), " \t\r\n")
		if after, ok := strings.CutPrefix(rest, ","); ok && strings.HasPrefix(strings.TrimLeft(after, " \t\r\n"), `"`) {
			return
		}
	}
	s.closeTo(nodeArray, i)
}

// peek is a short piece of what follows.
func (s *scanner) peek(i int) string {
	s.budget -= 64
	if s.budget < 0 {
		return ""
	}
	return s.src[i:min(i+64, len(s.src))]
}

// takeColon makes a key of the text before the colon. A text in a list that is
// followed by a colon is a member of the object around a list left open.
func (s *scanner) takeColon() {
	if s.nodes[s.top].typ == nodeObject {
		if s.key != none && !s.done {
			s.colon = true
			s.leaveCondition()
		}
		return
	}
	list := &s.nodes[s.top]
	text := list.last
	if text == none || s.comma || s.nodes[text].typ != nodeText && s.nodes[text].typ != nodeWord || s.owner(s.top) != nodeKey {
		return
	}
	s.unlink(text)
	s.closeTop(s.nodes[text].start)
	s.nodes[text].typ = nodeKey
	s.link(s.top, text)
	s.key, s.colon, s.done, s.comma = text, true, false, false
	s.remark(text)
	s.leaveCondition()
}

// remark corrects the spot when the text it lies in turned out to be a key.
func (s *scanner) remark(key int32) {
	if s.marked && s.at.token == key {
		s.at = spot{container: s.top, key: none, token: key, previous: none}
	}
}

// leaveCondition moves a member that only a statement has out of the condition or
// principal that was left open before it.
func (s *scanner) leaveCondition() {
	n := &s.nodes[s.key]
	name := s.src[n.start:n.end]
	if !isStatementElement(name) {
		return
	}
	for at := s.top; at != none; at = s.nodes[at].parent {
		up := &s.nodes[at]
		if up.typ != nodeKey {
			continue
		}
		if e := s.src[up.start:up.end]; e != "Condition" && e != "Principal" && e != "NotPrincipal" {
			continue
		}
		key := s.key
		s.unlink(key)
		for s.top != up.parent {
			s.closeTop(n.start)
		}
		s.link(s.top, key)
		s.key, s.colon, s.done, s.comma = key, true, false, false
		s.remark(key)
		return
	}
}

// text reads the string that begins at i and returns the offset after it.
func (s *scanner) text(i int) int {
	end, after, closed := s.stringEnd(i)
	inside := s.offset > i && (s.offset < after || !closed && s.offset == after)
	return s.put(node{typ: nodeText, quoted: true, closed: closed, start: i + 1, end: end}, after, inside)
}

// word reads what begins at i and is no string, bracket, comma or colon. A colon
// within it belongs to it, as in s3:GetObject without its quotation marks.
func (s *scanner) word(i int) int {
	j := i
	for j < len(s.src) {
		c := s.src[j]
		if c <= ' ' || c == ',' || c == '"' || c == '{' || c == '}' || c == '[' || c == ']' {
			break
		}
		if c == ':' && (j+1 == len(s.src) || !isNameByte(s.src[j+1])) {
			break
		}
		j++
	}
	j = max(j, i+1)
	return s.put(node{typ: nodeWord, closed: true, start: i, end: j}, j, s.offset > i && s.offset <= j)
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '*' || c == ':' || c == '$' || c == '/'
}

// put adds a string or word to the tree, as a key or as a value.
func (s *scanner) put(n node, after int, inside bool) int {
	if s.nodes[s.top].typ == nodeObject && (s.key == none || s.done || !s.colon) {
		if s.key != none && !s.done {
			s.key = none // the key before has no value
		}
		n.typ = nodeKey
		if inside {
			s.mark(s.upcoming())
		}
		s.key = s.add(s.top, n)
		s.colon, s.done, s.comma = false, false, false
		return after
	}
	parent := s.place(n.start)
	if inside {
		s.mark(s.upcoming())
	}
	s.add(parent, n)
	s.settle()
	return after
}

// stringEnd finds where the string that begins at i ends: the end of its content,
// the offset after it, and whether its closing quotation mark is there.
//
// A string whose next quotation mark opens another one, or that has none in its
// line, is unfinished: it ends where something stands that closes or separates.
func (s *scanner) stringEnd(i int) (end, after int, closed bool) {
	j := i + 1
scan:
	for ; j < len(s.src); j++ {
		switch s.src[j] {
		case '\\':
			if j+1 < len(s.src) && s.src[j+1] != '\n' {
				j++
			}
		case '"':
			closed = true
			break scan
		case '\n', '\r':
			break scan
		}
	}
	j = min(j, len(s.src))
	if closed && !s.opensAnother(j) {
		return j, j + 1, true
	}
	from := i + 1
	if s.offset > i && s.offset <= j {
		from = s.offset
	}
	if s.budget -= j - from; s.budget >= 0 {
		if cut := breakIn(s.src[from:j]); cut >= 0 {
			return from + cut, from + cut, false
		}
	}
	if closed {
		return j, j + 1, true
	}
	return j, j, false
}

// opensAnother reports whether the quotation mark at j begins a string, because
// what follows it cannot follow the end of one.
func (s *scanner) opensAnother(j int) bool {
	if j+1 == len(s.src) {
		return false
	}
	c := s.src[j+1]
	return c > ' ' && c != ',' && c != ':' && c != '}' && c != ']'
}

// breakIn finds where an unfinished string is likely to end: before a comma, a
// bracket or white space that is not within a policy variable.
func breakIn(s string) int {
	variable := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '$' && i+1 < len(s) && s[i+1] == '{':
			variable = true
			i++
		case variable:
			variable = c != '}'
		case c == ',' || c == ']' || c == '}' || c == ' ' || c == '\t':
			return i
		}
	}
	return -1
}
