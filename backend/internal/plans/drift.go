package plans

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// difference says what is not the same in two states, "" when nothing is. It names
// members, and no values: those can be anything.
func difference(before, now json.RawMessage) string {
	if bytes.Equal(before, now) {
		return ""
	}
	var a, b any
	if json.Unmarshal(before, &a) != nil || json.Unmarshal(now, &b) != nil {
		return "what was read is not the same"
	}
	var where []string
	differ("", a, b, &where)
	if len(where) == 0 {
		return ""
	}
	const most = 5
	if len(where) > most {
		where = append(where[:most], fmt.Sprintf("and %d more", len(where)-most))
	}
	return strings.Join(where, ", ")
}

func differ(at string, a, b any, where *[]string) {
	if left, ok := a.(map[string]any); ok {
		if right, ok := b.(map[string]any); ok {
			names := slices.Sorted(maps.Keys(left))
			for name := range right {
				if _, both := left[name]; !both {
					names = append(names, name)
				}
			}
			slices.Sort(names)
			for _, name := range names {
				differ(strings.TrimPrefix(at+"."+name, "."), left[name], right[name], where)
			}
			return
		}
	}
	left, _ := json.Marshal(a)  // both were
	right, _ := json.Marshal(b) // read from JSON
	if !bytes.Equal(left, right) {
		*where = append(*where, at+" is not the same")
	}
}
