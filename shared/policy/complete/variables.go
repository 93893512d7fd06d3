package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// specialVariables stand for characters that have a meaning in patterns: "IAM
// policy elements: Variables and tags" in the IAM User Guide.
var specialVariables = [...][2]string{
	{"*", "A star that is no wildcard."},
	{"?", "A question mark that is no wildcard."},
	{"$", "A dollar sign that begins no variable."},
}

// variables offers the keys that a policy variable can name when the cursor is
// within one, and reports whether it is.
func (c *completer) variables() bool {
	open := strings.LastIndex(c.typed, "${")
	if open < 0 || strings.IndexByte(c.typed[open:], '}') >= 0 || !c.hasVariables() {
		return false
	}
	typed := c.typed[open+2:]
	offer := func(name, detail, documentation string) {
		if r := match(name, typed); r != rankNo {
			c.add(c.variable(Item{Label: name, Kind: ItemVariable, Detail: detail, Documentation: documentation, Insert: name}, open+2), r)
		}
	}
	keys := func(list []catalog.ConditionKey, detail string) {
		for i := range list {
			if key := &list[i]; !key.Multivalued() && !isProvider(keyPrefix(key.Name)) {
				name := strings.NewReplacer("${", "", "}", "", "<", "", ">", "").Replace(key.Name)
				offer(name, typeName(key)+detail, key.Description)
			}
		}
	}
	keys(globalKeys, "")
	for _, prefix := range c.statement().services {
		for _, key := range catalog.Lookup(prefix).ConditionKeys {
			if !strings.HasPrefix(key.Name, "aws:") {
				keys([]catalog.ConditionKey{key}, ", "+prefix)
			}
		}
	}
	for _, s := range specialVariables {
		offer(s[0], "", s[1])
	}
	return true
}

// variable makes an item replace the name within the braces of the variable whose
// name begins at content[begin:], and closes them.
func (c *completer) variable(it Item, begin int) Item {
	rest := c.content[len(c.typed):]
	end := len(c.typed)
	for i := 0; i < len(rest); i++ {
		if !isNameByte(rest[i]) && rest[i] != '-' && rest[i] != '_' && rest[i] != '.' || rest[i] == '*' || rest[i] == '$' {
			break
		}
		end++
	}
	if slash := strings.IndexByte(it.Insert, '/'); slash >= 0 {
		it.Stops = []Stop{{Offset: slash + 1, Length: len(it.Insert) - slash - 1}}
	}
	if end == len(c.content) || c.content[end] != '}' {
		end = len(c.typed)
		it.Insert += "}"
	}
	return c.within(it, begin, end)
}

// within makes an item replace content[begin:end] of the text under the cursor.
func (c *completer) within(it Item, begin, end int) Item {
	if n := &c.t.nodes[c.t.at.token]; n.quoted && n.closed {
		it = c.value(it)
		it.Offset, it.Length = c.from+begin, end-begin
		return it
	}
	// The marks that are missing stand around the whole text.
	it.Insert = c.content[:begin] + it.Insert + c.content[end:]
	for i := range it.Stops {
		it.Stops[i].Offset += begin
	}
	return c.value(it)
}
