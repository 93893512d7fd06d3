package complete

import (
	"slices"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// completer collects the items for one place of one text.
type completer struct {
	t      *tree
	at     location
	opt    Options
	offset int

	typed   string // what the author has written of the text under the cursor
	content string // all of that text
	from    int    // where it begins

	out   []Item
	ranks []rank // of each item
	more  bool

	facts *statementFacts // found when first asked for
	fill  *filling        // likewise
}

func newCompleter(src string, offset int, opt Options) *completer {
	if opt.Kind == "" {
		opt.Kind = policy.KindIdentity
	}
	if opt.Limit <= 0 {
		opt.Limit = DefaultLimit
	}
	opt.Limit = min(opt.Limit, maxLimit)
	t := scan(src, offset)
	c := &completer{t: t, at: t.locate(t.at.container, t.at.key), opt: opt, offset: offset, from: offset}
	if t.at.token != none {
		c.from, c.content = t.nodes[t.at.token].start, t.raw(t.at.token)
		c.typed = src[min(c.from, offset):offset]
	}
	return c
}

// rank orders items: a better match with what was typed first, then as collected.
type rank uint8

const (
	rankExact  rank = iota // the same
	rankPrefix             // begins with what was typed
	rankWord               // a word within it does
	rankInside             // it occurs somewhere
	rankNo
)

// match ranks a text by what was typed, without regard to ASCII case. A single
// letter is looked for at the beginnings of words only.
func match(text, typed string) rank {
	if typed == "" {
		return rankPrefix
	}
	if hasPrefixFold(text, typed) {
		if len(text) == len(typed) {
			return rankExact
		}
		return rankPrefix
	}
	best := rankNo
	first := lower(typed[0])
	for i := 1; i+len(typed) <= len(text); i++ {
		if lower(text[i]) != first || !hasPrefixFold(text[i:], typed) {
			continue
		}
		if wordStart(text, i) {
			return rankWord
		}
		if len(typed) > 1 {
			best = rankInside
		}
	}
	return best
}

// hasPrefixFold is strings.HasPrefix without regard to ASCII case.
func hasPrefixFold(s, prefix string) bool {
	if len(prefix) > len(s) {
		return false
	}
	for i := 0; i < len(prefix); i++ {
		if a, b := s[i], prefix[i]; a != b && lower(a) != lower(b) {
			return false
		}
	}
	return true
}

// wordStart reports whether a word begins at text[i]: after a mark, or at the
// capital letter of a name such as GetObject.
func wordStart(text string, i int) bool {
	before, at := text[i-1], text[i]
	return !isAlphanumeric(before) || isUpper(at) && !isUpper(before)
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

func isAlphanumeric(c byte) bool {
	return 'a' <= lower(c) && lower(c) <= 'z' || '0' <= c && c <= '9'
}

// lower folds an ASCII letter; AWS's names hold no others.
func lower(c byte) byte {
	if isUpper(c) {
		return c + 'a' - 'A'
	}
	return c
}

// full reports whether as many items have been collected as will ever be looked
// at.
func (c *completer) full() bool { return len(c.out) >= 4*maxLimit }

// room makes room for items that are to come.
func (c *completer) room(n int) {
	c.out, c.ranks = slices.Grow(c.out, n), slices.Grow(c.ranks, n)
}

// add collects an item that fits what was typed.
func (c *completer) add(it Item, r rank) {
	if r == rankNo {
		return
	}
	if c.full() {
		c.more = true
		return
	}
	if c.out == nil {
		c.room(64)
	}
	c.out = append(c.out, it)
	c.ranks = append(c.ranks, r)
}

// offer collects an item for a text value if its label matches what was typed.
func (c *completer) offer(it Item) {
	if r := match(it.Label, c.typed); r != rankNo {
		c.add(c.value(it), r)
	}
}

// result sorts the items by rank and cuts them to the limit.
func (c *completer) result() Result {
	r := Result{Place: c.at.place, Items: c.out, More: c.more || len(c.out) > c.opt.Limit}
	if !slices.IsSorted(c.ranks) {
		r.Items = make([]Item, 0, len(c.out))
		for want := rankExact; want < rankNo; want++ {
			for i := range c.out {
				if c.ranks[i] == want {
					r.Items = append(r.Items, c.out[i])
				}
			}
		}
	}
	r.Items = r.Items[:min(len(r.Items), c.opt.Limit)]
	return r
}
