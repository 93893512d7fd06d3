package strength

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"io"
	"sort"
	"strings"
	"sync"
)

//go:generate go run ./gen

// packed is what gen wrote: the words that people use, each with its rank in the list that has it foremost.
//
//go:embed words.bin
var packed []byte

// commonWords are sorted. They stay in one text, because a hundred thousand strings would take ten times the
// memory.
type commonWords struct {
	text   string   // every word, one after the other
	starts []uint32 // where each begins; one more for the end
	ranks  []uint16 // of each, from 1
}

// common is read on first use. The file is part of the program, so one that cannot be read is a broken build.
var common = sync.OnceValue(readCommon)

func readCommon() commonWords {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil || len(data) < 4 {
		panic("strength: the embedded words are damaged")
	}
	n := int(binary.LittleEndian.Uint32(data))
	ranks, text := data[4:4+2*n], string(data[4+2*n:])
	c := commonWords{ranks: make([]uint16, n), starts: make([]uint32, 0, n+1)}
	for i := range c.ranks {
		c.ranks[i] = binary.LittleEndian.Uint16(ranks[2*i:])
	}
	var all strings.Builder
	all.Grow(len(text))
	for word := range strings.Lines(text) {
		c.starts = append(c.starts, uint32(all.Len())) //nolint:gosec // far below the limit
		all.WriteString(strings.TrimSuffix(word, "\n"))
	}
	c.starts = append(c.starts, uint32(all.Len())) //nolint:gosec // far below the limit
	c.text = all.String()
	if len(c.starts) != n+1 {
		panic("strength: the embedded words are damaged")
	}
	return c
}

// rank is the place of a word in lower case among those that are tried first; 0 for one that is not among them.
func (c *commonWords) rank(word string) int {
	at := sort.Search(len(c.ranks), func(i int) bool { return c.text[c.starts[i]:c.starts[i+1]] >= word })
	if at < len(c.ranks) && c.text[c.starts[at]:c.starts[at+1]] == word {
		return int(c.ranks[at])
	}
	return 0
}

// ranks are the words about one person, in lower case, each with its place.
type ranks map[string]int

func personal(about []string) ranks {
	own := make(ranks, len(about))
	for i, word := range about {
		word = strings.ToLower(word)
		if _, twice := own[word]; word != "" && !twice {
			own[word] = i + 1
		}
	}
	return own
}

// rank is the better place of a word in lower case, among the person's and the common ones; 0 for none.
func (own ranks) rank(word string) int {
	c := common()
	r := c.rank(word)
	if o, ok := own[word]; ok && (r == 0 || o < r) {
		return o
	}
	return r
}
