package rewrite

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// cover looks for the cheapest patterns that match all wanted names of a service and no
// other: the weighted set cover problem, solved greedily and then thinned out.
type cover struct {
	prefix string
	in     []string // the wanted names, lower case
	shown  []string // the same in AWS's spelling
	out    []string // the other names, lower case
	found  map[string]bool
	common map[string]bool // words that unwanted names have, too
	list   []pattern

	readable bool // only patterns that people understand: see Options.Readable
}

// pattern is a candidate: what it matches among the wanted names, and what it costs.
type pattern struct {
	text    string // without prefix
	matches []uint64
	cost    int
}

func newCover(s *catalog.Service, wanted []bool, readable bool) *cover {
	c := &cover{prefix: s.Prefix, readable: readable, found: map[string]bool{}, common: map[string]bool{}}
	for i := range s.Actions {
		name := s.Actions[i].Name
		if wanted[i] {
			c.in, c.shown = append(c.in, strings.ToLower(name)), append(c.shown, name)
		} else {
			c.out = append(c.out, strings.ToLower(name))
		}
	}
	return c
}

// patterns gives the cover, with the service's prefix, in order of name.
func (c *cover) patterns() []string {
	if len(c.out) == 0 {
		return []string{c.prefix + ":*"}
	}
	for i := range c.in {
		c.add(c.shown[i], i)
		c.addEnds(i)
		c.addWords(i)
	}
	var out []string
	for _, p := range c.thin(c.greedy()) {
		out = append(out, c.prefix+":"+c.list[p].text)
	}
	slices.Sort(out)
	return out
}

// add makes a candidate of a pattern that matches no unwanted name; i is a name it does
// match.
func (c *cover) add(text string, i int) {
	if c.found[text] {
		return
	}
	c.found[text] = true
	p := pattern{text: text, cost: len(c.prefix) + 1 + len(text) + 3, matches: make([]uint64, len(c.in)/64+1)}
	if !strings.Contains(text, "*") {
		p.matches[i/64] |= 1 << (i % 64)
	} else {
		parts := strings.Split(strings.ToLower(text), "*")
		for j, name := range c.in {
			if matchesParts(parts, name) {
				p.matches[j/64] |= 1 << (j % 64)
			}
		}
		if c.readable && count(p.matches, p.matches) < 2 {
			return
		}
	}
	c.list = append(c.list, p)
}

// matchesParts matches what stands between the stars of a pattern with at least one.
func matchesParts(parts []string, name string) bool {
	first, last := parts[0], parts[len(parts)-1]
	if len(name) < len(first)+len(last) || !strings.HasPrefix(name, first) || !strings.HasSuffix(name, last) {
		return false
	}
	middle := name[len(first) : len(name)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(middle, part)
		if at < 0 {
			return false
		}
		middle = middle[at+len(part):]
	}
	return true
}

// wholeWords moves the ends of what a pattern leaves out inwards to where words begin,
// at least one word from the beginning of the name.
func wholeWords(name string, from, to int) (int, int) {
	capital := func(i int) bool { return i == len(name) || name[i] >= 'A' && name[i] <= 'Z' }
	for from = max(from, 1); !capital(from); from++ {
	}
	for to > 0 && !capital(to) {
		to--
	}
	return from, to
}

// addEnds makes the candidates that name the beginning and the end of one name: for
// each beginning, the shortest end that keeps every unwanted name out.
func (c *cover) addEnds(i int) {
	name := c.in[i]
	// needed[n] is how long the end must be when the beginning has n characters.
	needed := make([]int, len(name)+1)
	for _, other := range c.out {
		p, s := commonPrefix(name, other), commonSuffix(name, other)
		needed[p] = max(needed[p], s+1)
	}
	for n := len(name) - 1; n >= 0; n-- {
		needed[n] = max(needed[n], needed[n+1])
	}
	shortest := len(name)
	for n := 0; n <= len(name); n++ {
		if needed[n] < shortest && n+needed[n] < len(name) {
			shortest = needed[n]
			from, to := n, len(name)-needed[n]
			if c.readable {
				from, to = wholeWords(c.shown[i], from, to)
			}
			if from < to {
				c.add(c.shown[i][:from]+"*"+c.shown[i][to:], i)
			}
		}
	}
}

// addWords makes the candidates "*Words*" of words within one name.
func (c *cover) addWords(i int) {
	name := c.shown[i]
	var starts []int
	for j := range name {
		if name[j] >= 'A' && name[j] <= 'Z' {
			starts = append(starts, j)
		}
	}
	starts = append(starts, len(name))
	for a := range starts[:len(starts)-1] {
		for b := a + 1; b < len(starts); b++ {
			word := name[starts[a]:starts[b]]
			text := "*" + word + "*"
			if c.common[word] {
				continue
			}
			if !c.found[text] && c.inOthers(strings.ToLower(word)) {
				c.common[word] = true
				continue
			}
			c.add(text, i)
			break // more words would match fewer names
		}
	}
}

func (c *cover) inOthers(word string) bool {
	return slices.ContainsFunc(c.out, func(name string) bool { return strings.Contains(name, word) })
}

// greedy picks the candidate that costs least for each name it adds, until all names
// are matched.
func (c *cover) greedy() []int {
	left := make([]uint64, len(c.in)/64+1)
	for i := range c.in {
		left[i/64] |= 1 << (i % 64)
	}
	var picked []int
	for count(left, left) > 0 {
		best, gain := -1, 0
		for i := range c.list {
			g := count(c.list[i].matches, left)
			if g == 0 {
				continue
			}
			if best < 0 || c.list[i].cost*gain < c.list[best].cost*g {
				best, gain = i, g
			}
		}
		picked = append(picked, best)
		for j := range left {
			left[j] &^= c.list[best].matches[j]
		}
	}
	return picked
}

// thin drops what the others match too, the dearest first, and then replaces each
// candidate by the cheapest that still does its part.
func (c *cover) thin(picked []int) []int {
	slices.SortFunc(picked, func(a, b int) int { return c.list[b].cost - c.list[a].cost })
	for i := 0; i < len(picked); i++ {
		own := c.own(picked, i)
		if count(own, own) == 0 {
			picked = slices.Delete(picked, i, i+1)
			i--
			continue
		}
		for j := range c.list {
			if c.list[j].cost < c.list[picked[i]].cost && count(c.list[j].matches, own) == count(own, own) {
				picked[i] = j
			}
		}
	}
	return picked
}

// own is what only pick i matches.
func (c *cover) own(picked []int, i int) []uint64 {
	own := slices.Clone(c.list[picked[i]].matches)
	for j, p := range picked {
		if j == i {
			continue
		}
		for k := range own {
			own[k] &^= c.list[p].matches[k]
		}
	}
	return own
}

func count(a, b []uint64) int {
	n := 0
	for i := range a {
		n += bits.OnesCount64(a[i] & b[i])
	}
	return n
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
