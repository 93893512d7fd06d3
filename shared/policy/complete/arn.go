package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// arnParts are the parts of an ARN, split at its colons.
const arnParts = 6

// pattern is the form of an ARN, with placeholders such as ${BucketName}.
type pattern struct {
	parts         [arnParts]string
	title         string // what it names: "object of Amazon S3"
	documentation string
	kind          ItemKind
}

// newPattern splits a form; it reports false for a text that is no ARN.
func newPattern(arn, title, documentation string) (pattern, bool) {
	a, ok := policy.ParseARN(arn)
	if !ok {
		return pattern{}, false
	}
	return pattern{
		parts: [arnParts]string{"arn", a.Partition, a.Service, a.Region, a.Account, a.Resource},
		title: title, documentation: documentation, kind: ItemResource,
	}, true
}

// filled puts what is known of partition, Region and account into the pattern.
func (p pattern) filled(f *filling) pattern {
	for i, value := range [...]string{1: f.partition, 3: f.region, 4: f.account} {
		if value != "" && isPlaceholder(p.parts[i]) {
			p.parts[i] = value
		}
	}
	return p
}

func (p *pattern) String() string { return strings.Join(p.parts[:], ":") }

// isPlaceholder reports whether a whole part is to be filled in.
func isPlaceholder(s string) bool {
	return strings.HasPrefix(s, "${") && strings.IndexByte(s, '}') == len(s)-1
}

// patternsOf are the forms of the ARNs of a resource type.
func patternsOf(s *catalog.Service, t *catalog.ResourceType, documentation string) []pattern {
	var out []pattern
	for _, arn := range t.ARNs() {
		if p, ok := newPattern(arn, t.Name+" of "+s.Name, documentation); ok {
			out = append(out, p)
		}
	}
	return out
}

// splitARN cuts what is written of an ARN at its colons, of which those within
// policy variables do not count, into at most six parts.
func splitARN(s string) []string {
	parts := make([]string, 0, arnParts)
	begin := 0
	for i := 0; i < len(s) && len(parts) < arnParts-1; i++ {
		switch {
		case s[i] == ':':
			parts = append(parts, s[begin:i])
			begin = i + 1
		case strings.HasPrefix(s[i:], "${"):
			if end := strings.IndexByte(s[i:], '}'); end > 0 {
				i += end
			}
		}
	}
	return append(parts, s[begin:])
}

// arns offers ARNs that follow one of the patterns and continue what was typed.
func (c *completer) arns(patterns []pattern) {
	f := c.filled()
	typed := splitARN(c.typed)
	if len(typed) == 1 {
		for _, p := range patterns {
			p = p.filled(f)
			label := p.String()
			if r := match(label, c.typed); r != rankNo {
				c.wholeARN(&p, label, r)
			}
			if open, ok := lastOpen(p.parts[5]); ok {
				p.parts[5], p.title = open, "every "+p.title
				if r := match(p.String(), c.typed); r != rankNo {
					c.wholeARN(&p, p.String(), r)
				}
			}
		}
		return
	}
	if len(typed) < arnParts {
		for _, p := range patterns {
			p = p.filled(f)
			if p.continues(typed) {
				c.wholeARN(&p, p.String(), rankExact)
			}
		}
		c.arnPart(typed, patterns)
		return
	}
	c.arnResource(typed, patterns)
}

// lastOpen puts * for the last placeholder of a resource that ends with one.
func lastOpen(resource string) (string, bool) {
	if i := strings.LastIndex(resource, "${"); i >= 0 && strings.HasSuffix(resource, "}") {
		return resource[:i] + "*", true
	}
	return "", false
}

// wholeARN offers an ARN in place of all that is written.
func (c *completer) wholeARN(p *pattern, label string, r rank) {
	insert := p.String()
	c.add(c.value(Item{Label: label, Kind: p.kind, Detail: p.title, Documentation: p.documentation, Insert: insert, Stops: blanks(insert)}), r)
}

// continues reports whether the pattern agrees with the parts typed, of which the
// last may be unfinished, and takes over from them what it leaves open.
func (p *pattern) continues(typed []string) bool {
	for i, part := range typed {
		last := i == len(typed)-1
		switch {
		case last && part == "":
		case last:
			if !isPlaceholder(p.parts[i]) && match(p.parts[i], part) > rankPrefix {
				return false
			}
			if isPlaceholder(p.parts[i]) {
				return false // only the author knows how it goes on
			}
		case part == p.parts[i]:
		case part != "" && (isPlaceholder(p.parts[i]) || policy.HasWildcard(part) || i == 1 || i == 3 && p.parts[i] != "" || i == 4 && p.parts[i] != ""):
			p.parts[i] = part
		default:
			return false
		}
	}
	return true
}

// part makes an item replace one part of the ARN under the cursor. colon is put
// behind it where none follows.
func (c *completer) part(it Item, typed []string, colon bool) {
	at := typed[len(typed)-1]
	r := match(it.Label, at)
	if r == rankNo {
		return
	}
	begin := len(c.typed) - len(at)
	rest := c.content[len(c.typed):]
	end := len(c.content)
	if i := strings.IndexByte(rest, ':'); i >= 0 && len(typed) < arnParts {
		end, colon = len(c.typed)+i, false
	}
	if colon {
		it.Insert += ":"
	}
	c.add(c.within(it, begin, end), r)
}

// arnPart offers what can stand at a part before the resource.
func (c *completer) arnPart(typed []string, patterns []pattern) {
	switch len(typed) {
	case 2:
		for _, p := range partitions {
			c.part(Item{Label: p.name, Kind: ItemARNPart, Detail: "partition", Documentation: p.about, Insert: p.name}, typed, true)
		}
	case 3:
		var first []string
		for i := range patterns {
			if s := patterns[i].parts[2]; !isPlaceholder(s) && !contains(first, s) {
				first = append(first, s)
			}
		}
		first = c.leading(first)
		for _, s := range first {
			c.servicePart(s, typed)
		}
		for _, s := range services() {
			if !contains(first, s.prefix) {
				c.servicePart(s.prefix, typed)
			}
		}
	case 4:
		if !c.anyPart(typed, patterns, 3) {
			return
		}
		c.part(Item{Label: "*", Kind: ItemARNPart, Detail: "every Region", Insert: "*"}, typed, true)
		for _, r := range regions {
			if r.partition == typed[1] || policy.HasWildcard(typed[1]) {
				c.part(Item{Label: r.code, Kind: ItemARNPart, Detail: r.name, Insert: r.code}, typed, true)
			}
		}
	case 5:
		if !c.anyPart(typed, patterns, 4) {
			return
		}
		if account := c.filled().account; account != "" {
			c.part(Item{Label: account, Kind: ItemARNPart, Detail: "account", Insert: account}, typed, true)
		}
		c.part(Item{Label: "*", Kind: ItemARNPart, Detail: "every account", Insert: "*"}, typed, true)
		if c.hasVariables() {
			const own = "${aws:PrincipalAccount}"
			c.part(Item{Label: own, Kind: ItemVariable, Detail: "the caller's account", Insert: own}, typed, true)
		}
	}
}

func (c *completer) servicePart(service string, typed []string) {
	c.part(Item{Label: service, Kind: ItemARNPart, Detail: catalog.ServiceName(service), Insert: service}, typed, true)
}

// anyPart reports whether ARNs of the service typed have something at a part; so
// does a service whose ARNs are not known.
func (c *completer) anyPart(typed []string, patterns []pattern, part int) bool {
	known := false
	for _, p := range c.patternsFor(typed[2], patterns) {
		if p.parts[part] != "" {
			return true
		}
		known = true
	}
	return !known
}

// patternsFor are the forms of the ARNs of a service: those of the statement's
// actions where they are of this service, else all that it has.
func (c *completer) patternsFor(service string, patterns []pattern) []pattern {
	var out []pattern
	for i := range patterns {
		if patterns[i].parts[2] == service {
			out = append(out, patterns[i])
		}
	}
	if len(out) > 0 {
		return out
	}
	if s := catalog.Lookup(service); s != nil {
		for i := range s.ResourceTypes {
			for _, p := range patternsOf(s, &s.ResourceTypes[i], "") {
				if p.parts[2] == service {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// arnResource offers the last part of an ARN, going on from what was typed of it.
func (c *completer) arnResource(typed []string, patterns []pattern) {
	resource := typed[arnParts-1]
	seen := make(map[string]bool)
	for _, p := range c.patternsFor(typed[2], patterns) {
		if typed[3] == "" && p.parts[3] != "" || typed[4] == "" && p.parts[4] != "" && p.parts[4] != "aws" {
			continue // such an ARN has a Region or an account
		}
		text, ok := proceed(p.parts[5], resource)
		if !ok {
			continue
		}
		for i, insert := range [...]string{text, ""} {
			title := p.title
			if i == 1 {
				if insert, ok = lastOpen(text); !ok {
					break
				}
				title = "every " + title
			}
			if insert == "" || insert == resource || seen[insert] {
				continue
			}
			seen[insert] = true
			c.part(Item{
				Label: insert, Kind: p.kind, Detail: title, Documentation: p.documentation, Insert: insert, Stops: blanks(insert),
			}, typed, false)
		}
	}
}

// proceed continues what was typed of a resource by its form: my-bucket and
// ${BucketName}/${ObjectName} give my-bucket/${ObjectName}.
func proceed(form, typed string) (string, bool) {
	done := 0 // how much of typed the form has accounted for
	for form != "" {
		literal := form
		if i := strings.Index(form, "${"); i >= 0 {
			literal = form[:i]
		}
		rest := typed[done:]
		if len(rest) < len(literal) {
			if !strings.EqualFold(literal[:len(rest)], rest) {
				return "", false
			}
			return typed[:done] + form, true
		}
		if !strings.EqualFold(rest[:len(literal)], literal) {
			return "", false
		}
		done += len(literal)
		form = form[len(literal):]
		end := strings.IndexByte(form, '}')
		if end < 0 {
			break
		}
		rest = typed[done:]
		if rest == "" {
			return typed + form, true
		}
		form = form[end+1:]
		next := form
		if i := strings.Index(next, "${"); i >= 0 {
			next = next[:i]
		}
		if next == "" && form == "" {
			return typed, true
		}
		i := strings.Index(rest, next)
		if i < 0 || next == "" {
			return typed + form, true
		}
		done += i
	}
	return typed, done == len(typed)
}
