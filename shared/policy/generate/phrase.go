package generate

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// class is the part a phrase can play in a sentence.
type class int

const (
	noClass class = iota
	allowClass
	denyClass
	exceptClass
	unlessClass
	modalClass // can, may, needs to
	toClass
	thatClass   // relative: that, which, who
	byClass     // by, for: before the caller
	fromClass   // from, of: before a source, a container, or the caller
	viaClass    // via, through
	inClass     // in, on, into, under: before a container
	andClass    // and, plus
	verbClass   // an action word
	thingClass  // a service, a kind of resource, or both
	allClass    // everything, all actions
	personClass // users, developers, people
	roleClass   // execution role, instance profile: makes the service before it the caller
	namedClass  // named, called
	startClass  // starting with, prefixed with
	endClass    // ending with
	holdClass   // containing: a pattern with both ends open
	ownClass    // their own
	accessClass // access, permission: a verb only when nothing else is said
	vagueClass  // adjectives that no policy can express
	noiseClass
)

// meaning is what a phrase stands for.
type meaning struct {
	class   class
	verb    string
	service string // thingClass: the service named
	kinds   []kind // thingClass: kinds of resource, the usual one first
	plural  bool
}

// vocabulary finds the longest known phrase.
type vocabulary struct {
	meanings map[string]*meaning
	// nouns has the things whose phrase means something else first: "a backup" beside "backup".
	nouns map[string]*meaning
	// heads has every first word of a phrase with the length of the longest such phrase, in words.
	heads map[string]int
}

var known = catalog.Derived(func() *vocabulary {
	v := &vocabulary{meanings: map[string]*meaning{}, nouns: map[string]*meaning{}, heads: map[string]int{}}
	for _, g := range grammarWords {
		for _, p := range strings.Split(g.phrases, ",") {
			v.add(strings.TrimSpace(p), meaning{class: g.class})
		}
	}
	for _, verb := range verbs {
		for _, p := range verb.phrases() {
			v.add(p, meaning{class: verbClass, verb: verb.name})
		}
	}
	for _, k := range kinds {
		for _, noun := range k.nouns {
			v.addThing(noun, k, false)
			v.addThing(plural(noun), k, true)
		}
	}
	for _, s := range services {
		for _, name := range s.names {
			v.addService(name, s.prefix)
		}
	}
	v.addCatalogNames()
	return v
})

// add keeps the first meaning of a phrase; words of grammar come first, then verbs.
func (v *vocabulary) add(phrase string, m meaning) {
	phrase = key(phrase)
	if phrase == "" || v.meanings[phrase] != nil {
		return
	}
	v.meanings[phrase] = &m
	first, _, _ := strings.Cut(phrase, " ")
	v.heads[first] = max(v.heads[first], 1+strings.Count(phrase, " "))
}

func (v *vocabulary) addThing(noun string, k kind, many bool) {
	noun = key(noun)
	if m := v.nouns[noun]; m != nil {
		m.kinds = append(m.kinds, k)
		return
	}
	v.nouns[noun] = &meaning{class: thingClass, kinds: []kind{k}, plural: many}
	if v.meanings[noun] == nil {
		v.add(noun, meaning{})
		v.meanings[noun] = v.nouns[noun]
	}
}

// addService lets one phrase stand for a service, or for both a service and a kind.
func (v *vocabulary) addService(name, prefix string) {
	if m := v.meanings[key(name)]; m != nil {
		if m.class == thingClass && m.service == "" {
			m.service = prefix
		}
		return
	}
	v.add(name, meaning{class: thingClass, service: prefix})
}

// addCatalogNames makes every service of the catalog known by its name, with and without "AWS" or "Amazon", and by its
// prefix unless that is an English word.
func (v *vocabulary) addCatalogNames() {
	for _, prefix := range catalog.Prefixes() {
		name := strings.ToLower(catalog.ServiceName(prefix))
		v.addService(name, prefix)
		for _, maker := range []string{"amazon ", "aws "} {
			if bare, ok := strings.CutPrefix(name, maker); ok && !englishWords[bare] {
				v.addService(bare, prefix)
			}
		}
		if !englishWords[prefix] {
			v.addService(prefix, prefix)
		}
		v.addService("aws "+prefix, prefix)
		v.addService("amazon "+prefix, prefix)
	}
}

// longest finds the longest phrase that starts at a token, and how many tokens it takes.
func (v *vocabulary) longest(tokens []token) (*meaning, int) {
	if len(tokens) == 0 || tokens[0].kind != wordToken {
		return nil, 0
	}
	first, _, _ := strings.Cut(key(tokens[0].low), " ")
	limit := v.heads[first]
	var words []string
	var found *meaning
	taken := 0
	for n := 0; n < len(tokens) && n < limit && tokens[n].kind == wordToken; n++ {
		words = append(words, tokens[n].low)
		if m := v.meanings[key(strings.Join(words, " "))]; m != nil {
			found, taken = m, n+1
		}
	}
	return found, taken
}

// key is how a phrase is looked up: lower case, hyphens as spaces.
func key(phrase string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(phrase), "-", " ")), " ")
}

// splitsAtSlash tells whether a word may stand beside another with only a slash between.
func splitsAtSlash(word string) bool {
	m := known().meanings[word]
	return m != nil && slices.Contains([]class{verbClass, andClass, thingClass}, m.class) || word == "or" || word == "tls" || word == "ssl"
}

// plural is the regular English plural of a noun.
func plural(noun string) string {
	switch {
	case strings.HasSuffix(noun, "y") && !strings.HasSuffix(noun, "ey") && !strings.HasSuffix(noun, "ay"):
		return strings.TrimSuffix(noun, "y") + "ies"
	case strings.HasSuffix(noun, "x"), strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "ch"), strings.HasSuffix(noun, "sh"):
		return noun + "es"
	}
	return noun + "s"
}

// singular undoes plural for one word; other words stay as they are.
func singular(word string) string {
	switch {
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return strings.TrimSuffix(word, "ies") + "y"
	case strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "xes"), strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"):
		return strings.TrimSuffix(word, "es")
	case strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && !strings.HasSuffix(word, "is"):
		return strings.TrimSuffix(word, "s")
	}
	return word
}
