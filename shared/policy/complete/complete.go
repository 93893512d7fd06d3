// Package complete helps to write policies in an editor: what can stand at a place
// of a document, and what stands there already means.
//
// Both questions are asked at every keystroke, while the text is rarely valid
// JSON. So the package does not parse: it scans the text tolerantly, takes from it
// the statement around the cursor, and answers from the catalog of AWS services.
//
// The package is pure, as all of the policy engine: no file, clock or network, and
// no state between calls. Every function is safe for concurrent use and takes time
// proportional to the text.
package complete

import (
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Options say what the policy is for and fill in what the text leaves open. The
// zero Options complete an identity policy.
type Options struct {
	// Kind is where the policy is used; empty means identity.
	Kind policy.Kind
	// ResourceType is the AWS CloudFormation type of the resource a resource policy
	// belongs to, such as AWS::S3::Bucket; empty when it is not known.
	ResourceType string
	// Partition, Region and Account are put into ARNs. Empty ones are taken from
	// the document where it has only one, and are left for the author to fill in
	// where it has none; the partition is then aws.
	Partition, Region, Account string
	// Limit is how many items to return at most; zero means DefaultLimit.
	Limit int
}

// DefaultLimit is how many items Complete returns unless told otherwise.
const DefaultLimit = 200

// maxLimit is how many items Complete returns at most, whatever it is told.
const maxLimit = 1000

// ItemKind says what an item is.
type ItemKind string

// The kinds of item.
const (
	ItemSnippet   ItemKind = "snippet" // a whole statement or document
	ItemElement   ItemKind = "element" // the name of an element
	ItemValue     ItemKind = "value"   // one of the values an element or key can have
	ItemService   ItemKind = "service" // the prefix of a service, with its colon
	ItemAction    ItemKind = "action"
	ItemWildcard  ItemKind = "wildcard" // an action with * that stands for several
	ItemResource  ItemKind = "resource" // an ARN with places to fill in
	ItemARNPart   ItemKind = "arn_part" // one part of an ARN
	ItemPrincipal ItemKind = "principal"
	ItemOperator  ItemKind = "condition_operator"
	ItemKey       ItemKind = "condition_key"
	ItemVariable  ItemKind = "variable" // a policy variable
)

// Item is one thing that can stand at the cursor.
type Item struct {
	Label         string // what to show, and what the author's typing is compared with
	Kind          ItemKind
	Detail        string // a few words beside the label: "Read", "AWS Lambda", "matches 12 actions"
	Documentation string // sentences about it; may be empty

	// Insert replaces Length bytes of the text at Offset.
	Insert         string
	Offset, Length int
	// Stops are the pieces of Insert that the author has to fill in, in order; the
	// cursor goes to the first. Without any it goes to the end of Insert.
	Stops []Stop
	// Also are other changes to make together with the insertion: the comma that
	// is missing before it.
	Also []Edit
}

// Stop is a piece of an inserted text, in bytes from its beginning.
type Stop struct{ Offset, Length int }

// Edit replaces Length bytes at Offset by NewText.
type Edit struct {
	Offset, Length int
	NewText        string
}

// Result is what can stand at an offset.
type Result struct {
	Place Place
	Items []Item // the best first; empty where nothing can be said
	// More reports that there were more items than the limit: ask again when more
	// of the text is known.
	More bool
}

// Complete says what can stand at a byte offset of a policy document, which may be
// unfinished in any way. Offsets outside the text are taken as its nearest end.
func Complete(src []byte, offset int, opt Options) Result {
	if len(src) > maxSource {
		return Result{}
	}
	c := newCompleter(string(src), max(0, min(offset, len(src))), opt)
	c.complete()
	return c.result()
}

// complete collects the items of the place.
func (c *completer) complete() {
	if c.at.place == PlaceRoot {
		c.documentSnippets()
		return
	}
	if c.unseparated() {
		return
	}
	switch c.at.place {
	case PlaceDocumentElement:
		c.documentElements()
	case PlaceElement:
		c.statementElements()
	case PlaceVersion:
		c.versions()
	case PlaceStatement:
		c.statementSnippets()
	case PlaceSid:
		c.sids()
	case PlaceEffect:
		c.effects()
	case PlacePrincipal:
		c.principals()
	case PlacePrincipalType:
		c.principalTypes()
	case PlacePrincipalValue:
		c.principalValues()
	case PlaceAction:
		c.actions()
	case PlaceResource:
		if !c.variables() {
			c.resources()
		}
	case PlaceCondition:
		c.emptyObject("The conditions under which the statement applies.")
	case PlaceOperator:
		c.operators()
	case PlaceOperatorValue:
		c.emptyObject("The keys that the operator compares, each with its values.")
	case PlaceKey:
		c.keys()
	case PlaceValue:
		if !c.variables() {
			c.values()
		}
	}
}

// unseparated reports whether the cursor touches the end of the value before it,
// where nothing can begin.
func (c *completer) unseparated() bool {
	if c.t.at.token != none || c.t.at.previous == none {
		return false
	}
	_, end := c.t.outer(c.t.at.previous)
	return end == c.offset
}
