package complete

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// none stands for no node.
const none = int32(-1)

type nodeType uint8

const (
	nodeRoot   nodeType = iota // around everything
	nodeObject                 // its children are keys
	nodeArray
	nodeKey  // a member's name; its child is the value
	nodeText // a string
	nodeWord // anything else: true, 10, a text whose quotation marks are missing
)

// node is a part of the text. Nodes form a tree through indexes.
type node struct {
	typ        nodeType
	quoted     bool // a text or key that begins with a quotation mark
	closed     bool // a text or container whose end was written
	start, end int  // of a text the content between the quotation marks
	parent     int32
	first      int32
	last       int32
	next       int32
}

// spot is where the offset lies in the tree.
type spot struct {
	container int32 // the object, array or root around it
	key       int32 // in an object: the key whose value stands here; none where a key stands
	token     int32 // the string or word under the offset; none between tokens
	colon     bool  // the key is followed by its colon
	previous  int32 // what stands before it without the comma that must separate them
}

// tree is what the scan understood of a text that need not be JSON.
type tree struct {
	src   string
	nodes []node
	at    spot
}

// raw is the text of a node as written, without quotation marks.
func (t *tree) raw(at int32) string {
	n := &t.nodes[at]
	return t.src[n.start:n.end]
}

// text is the text of a string or key with its escapes replaced.
func (t *tree) text(at int32) string {
	raw := t.raw(at)
	if strings.IndexByte(raw, '\\') < 0 {
		return raw
	}
	decoded, err := jsontext.AppendUnquote(nil, `"`+raw+`"`)
	if err != nil {
		return raw
	}
	return string(decoded)
}

// outer is the stretch of a node with its quotation marks.
func (t *tree) outer(at int32) (start, end int) {
	n := &t.nodes[at]
	start, end = n.start, n.end
	if n.quoted {
		start--
		if n.closed {
			end++
		}
	}
	return start, end
}

// member is the first key of an object with the name, in any case, or none.
func (t *tree) member(object int32, name string) int32 {
	if object == none {
		return none
	}
	for at := t.nodes[object].first; at != none; at = t.nodes[at].next {
		if t.nodes[at].typ == nodeKey && strings.EqualFold(t.text(at), name) {
			return at
		}
	}
	return none
}

// strings calls visit for every string that is the value of a key, alone or in a
// list, but for the one under the cursor.
func (t *tree) strings(key int32, visit func(at int32, text string)) {
	if key == none {
		return
	}
	value := t.nodes[key].first
	if value == none {
		return
	}
	if t.nodes[value].typ == nodeArray {
		value = t.nodes[value].first
	}
	for ; value != none; value = t.nodes[value].next {
		if typ := t.nodes[value].typ; (typ == nodeText || typ == nodeWord) && value != t.at.token {
			visit(value, t.text(value))
		}
	}
}
