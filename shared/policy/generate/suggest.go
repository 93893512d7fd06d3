package generate

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// maxSuggested is for how many unknown words suggestions are looked up.
const maxSuggested = 10

// suggest finds words of the vocabulary near in spelling to unknown ones, nearest first, at most five.
func suggest(unknown []string) []string {
	var found []string
	seen := map[string]bool{}
	for _, word := range unknown {
		if len(word) < 3 || seen[word] || len(seen) == maxSuggested {
			continue
		}
		seen[word] = true
		found = append(found, nearest(strings.ToLower(word), known().things(), 3)...)
	}
	slices.Sort(found)
	found = slices.Compact(found)
	return found[:min(len(found), 5)]
}

// things are the phrases for services and kinds, sorted.
func (v *vocabulary) things() []string {
	var all []string
	for phrase, m := range v.meanings {
		if m.class == thingClass {
			all = append(all, phrase)
		}
	}
	slices.Sort(all)
	return all
}

// NearestActions lists the actions of a service nearest in spelling to a name, at most three, as "prefix:Name".
func NearestActions(service *catalog.Service, name string) []string {
	return suggestActions(service, name)
}

// suggestActions finds actions of a service near in spelling to one it lacks.
func suggestActions(service *catalog.Service, name string) []string {
	var names []string
	for i := range service.Actions {
		names = append(names, service.Actions[i].Name)
	}
	var found []string
	for _, n := range nearest(name, names, 3) {
		found = append(found, service.Prefix+":"+n)
	}
	return found
}

// nearest lists the words nearest to one, by edit distance: at most a third of its letters may differ.
func nearest(word string, among []string, limit int) []string {
	type candidate struct {
		word     string
		distance int
	}
	var candidates []candidate
	for _, w := range among {
		if d := distance(strings.ToLower(word), strings.ToLower(w)); d <= max(1, len(word)/3) {
			candidates = append(candidates, candidate{w, d})
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return a.distance - b.distance })
	var words []string
	for _, c := range candidates[:min(len(candidates), limit)] {
		words = append(words, c.word)
	}
	return words
}

// distance counts the insertions, deletions, replacements and swaps of neighbours between two words.
func distance(a, b string) int {
	if len(a)-len(b) > 4 || len(b)-len(a) > 4 {
		return 99
	}
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		now, last, before := rows[(i+1)%3], rows[i%3], rows[(i+2)%3]
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := boolInt(a[i-1] != b[j-1])
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
	}
	return rows[(len(a)+1)%3][len(b)]
}
