package complete

import "strings"

// value makes an item's Insert, a text, fit the place of a string value: it puts
// quotation marks, colon and commas where they are missing.
func (c *completer) value(it Item) Item {
	before, after := `"`, `"`
	it.Offset, it.Length = c.from, len(c.content)
	if at := c.t.at.token; at != none {
		if n := &c.t.nodes[at]; n.quoted {
			before = ""
			if n.closed {
				after = ""
			}
		}
	}
	if after != "" {
		after += c.commaAfter(it.Offset + it.Length)
	}
	return c.wrap(it, c.colonBefore()+before, after)
}

// json makes an item's Insert, a piece of JSON, fit the place of a value. What is
// already written of a string there is replaced with its quotation marks.
func (c *completer) json(it Item) Item {
	it.Offset, it.Length = c.offset, 0
	if at := c.t.at.token; at != none {
		start, end := c.t.outer(at)
		it.Offset, it.Length = start, end-start
	}
	return c.wrap(it, c.colonBefore(), c.commaAfter(it.Offset+it.Length))
}

// name makes an item's Insert, the name of a member, fit the place of a key. blank
// is what is inserted for the value where none follows: "", {} or [], with the
// cursor between the two marks.
func (c *completer) name(it Item, blank string) Item {
	it.Offset, it.Length = c.from, len(c.content)
	end := it.Offset + it.Length
	before, after := `"`, `"`
	if at := c.t.at.token; at != none && c.t.nodes[at].quoted {
		before = ""
		_, end = c.t.outer(at)
	}
	rest := strings.TrimLeft(c.after(end), " \t\r\n")
	if strings.HasPrefix(rest, ":") {
		if end != it.Offset+it.Length {
			after = "" // the closing quotation mark is there
		}
		return c.wrap(it, before, after)
	}
	it.Length = end - it.Offset
	value := len(it.Insert) + len(`": `) + len(blank)/2
	it.Stops = append(it.Stops, Stop{Offset: value})
	return c.wrap(it, before, `": `+blank+c.commaAfter(end))
}

// wrap puts text around an item's Insert and moves its stops along.
func (c *completer) wrap(it Item, before, after string) Item {
	if before != "" || after != "" {
		it.Insert = before + it.Insert + after
	}
	for i := range it.Stops {
		it.Stops[i].Offset += len(before)
	}
	if at := c.t.at.previous; at != none {
		_, end := c.t.outer(at)
		it.Also = []Edit{{Offset: end, NewText: ","}}
	}
	return it
}

// after is a piece of the text from an offset on.
func (c *completer) after(offset int) string {
	return c.t.src[offset:min(offset+256, len(c.t.src))]
}

// commaAfter is the comma that must follow what is inserted before offset,
// because another value or member comes next.
func (c *completer) commaAfter(offset int) string {
	rest := strings.TrimLeft(c.after(offset), " \t\r\n")
	if rest != "" && (rest[0] == '"' || rest[0] == '{' || rest[0] == '[') {
		return ","
	}
	return ""
}

// colonBefore is the colon missing between a key and the value to insert.
func (c *completer) colonBefore() string {
	if c.t.at.key != none && !c.t.at.colon {
		return ": "
	}
	return ""
}

// blanks finds the places to fill in of a template, ${Name} and <name>, and of a
// JSON text the marks "" with nothing between. A policy variable, whose name has a
// colon, is no such place.
func blanks(s string) []Stop {
	var stops []Stop
	for i := 0; i < len(s); i++ {
		var end int
		switch {
		case strings.HasPrefix(s[i:], "${"):
			end = strings.IndexByte(s[i:], '}')
		case s[i] == '<':
			end = strings.IndexByte(s[i:], '>')
		}
		if end <= 0 || strings.IndexByte(s[i:i+end], ':') >= 0 {
			continue
		}
		stops = append(stops, Stop{i, end + 1})
		i += end
	}
	return stops
}

// indent is the white space at the beginning of the cursor's line, and one step
// of indentation as the document has it.
func (c *completer) indent() (line, step string) {
	begin := strings.LastIndexByte(c.t.src[:c.offset], '\n') + 1
	rest := c.t.src[begin:]
	line = rest[:len(rest)-len(strings.TrimLeft(rest, " \t"))]
	step = "  "
	if strings.Contains(c.t.src, "\n\t") {
		step = "\t"
	} else if strings.Contains(c.t.src, "{\n    \"") {
		step = "    "
	}
	return line, step
}
