package compare

import (
	"cmp"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// instances gives a few readable texts that a pattern without variables matches: the
// likeliest first. service is the one that stands for a wildcard in an ARN; empty for any.
func instances(g *glob.Glob, service string) []string {
	if text, ok := g.Text(); ok {
		return []string{text}
	}
	if service == "" {
		service = "s3"
	}
	if g.Any() {
		return []string{"arn:aws:" + service + ":us-east-1:" + eval.ExampleAccount + ":example", "*"}
	}
	var out []string
	for _, word := range []string{"example", "", "example/other", "zq9", "a", "1"} {
		if text := instance(g, service, word); g.Match(text) {
			out = append(out, text)
		}
	}
	return unique(out)
}

// likelyResources gives ARNs that an action takes, with example names; "*" for an
// action that takes none.
func likelyResources(action string) []string {
	if strings.HasPrefix(action, "sts:") {
		return []string{eval.ExamplePrincipal("")}
	}
	known := catalog.LookupAction(action)
	if known != nil && len(known.Resources) == 0 {
		return []string{"*"}
	}
	var out []string
	for _, t := range resourceTypes(action) {
		out = append(out, replacePlaceholders(t.ARNs()[0], func(name string) string { return cmp.Or(usualValues[name], "example") }))
	}
	return out
}

// usualValues are what placeholders of published ARN patterns stand for in examples;
// others stand for a name.
var usualValues = map[string]string{"Partition": "aws", "Region": "us-east-1", "Account": eval.ExampleAccount}

// resourcePatterns gives the ARNs that an action takes as patterns; none for an action
// that takes no resource, or that the catalog does not know.
func resourcePatterns(action string) []*glob.Glob {
	kept := patternsOfActions()
	if known, ok := kept.Load(action); ok {
		return known.([]*glob.Glob) //nolint:forcetypeassert // nothing else is stored
	}
	var out []*glob.Glob
	for _, t := range resourceTypes(action) {
		for _, pattern := range t.ARNs() {
			out = append(out, glob.Parse(replacePlaceholders(pattern, func(string) string { return "*" })))
		}
	}
	if catalog.LookupAction(action) != nil { // never remember what a hostile document makes up
		kept.Store(action, out)
	}
	return out
}

var patternsOfActions = catalog.Derived(func() *sync.Map { return new(sync.Map) }) // action → []*glob.Glob

// resourceTypes gives the types of resource that an action takes.
func resourceTypes(action string) []*catalog.ResourceType {
	known := catalog.LookupAction(action)
	if known == nil {
		return nil
	}
	service, _, _ := strings.Cut(action, ":")
	s := catalog.Lookup(service)
	var out []*catalog.ResourceType
	for _, r := range known.Resources {
		if t := s.ResourceType(r.Name); t != nil {
			out = append(out, t)
		}
	}
	return out
}

// replacePlaceholders puts texts in place of the placeholders of a published ARN pattern,
// such as ${BucketName}.
func replacePlaceholders(pattern string, text func(name string) string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(pattern, "${")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		b.WriteString(text(name))
		pattern = after
	}
}

// instance writes one text: what fits in the first five parts of an ARN, word elsewhere.
func instance(g *glob.Glob, service, word string) string {
	var b strings.Builder
	isARN := strings.HasPrefix(string(g.Runes()[:min(4, len(g.Runes()))]), "arn:")
	for i, r := range g.Runes() {
		switch {
		case r > 0:
			b.WriteRune(r)
		case r == glob.One || r == glob.OneInPart:
			b.WriteByte('x')
		default:
			b.WriteString(fill(g.Runes(), i, isARN, service, word))
		}
	}
	return b.String()
}

// fill gives the text for the star at place i.
func fill(runes []rune, i int, isARN bool, service, word string) string {
	colons := 0
	for _, r := range runes[:i] {
		if r == ':' {
			colons++
		}
	}
	if !isARN || colons >= 5 || colons == 0 {
		return word
	}
	whole := runes[i-1] == ':'
	usual := []string{"", "aws", service, "us-east-1", eval.ExampleAccount, "example"}
	if i == len(runes)-1 && runes[i] == glob.Star && whole {
		return strings.Join(usual[colons:], ":")
	}
	if !whole || i+1 < len(runes) && runes[i+1] != ':' {
		return "x"
	}
	return usual[colons]
}
