// Package suggest finds what somebody who mistyped a name may have meant.
package suggest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Nearest gives the name that is most like what was typed, or nothing when
// none is close: a third of the letters may differ, or one may begin the other.
func Nearest(typed string, names []string) string {
	best, least := "", 1+utf8.RuneCountInString(typed)/3
	for _, name := range names {
		d := distance(strings.ToLower(typed), strings.ToLower(name))
		if typed != "" && strings.HasPrefix(strings.ToLower(name), strings.ToLower(typed)) {
			d = min(d, 1)
		}
		if d < least || d == least && best == "" {
			best, least = name, d
		}
	}
	return best
}

// Unknown is the error of a name that is not there, with what may have been
// meant, or with all there are when they are few.
func Unknown(what, typed string, names []string) error {
	switch near := Nearest(typed, names); {
	case near != "":
		return fmt.Errorf("there is no %s %q; did you mean %q?", what, typed, near)
	case len(names) == 0:
		return fmt.Errorf("there is no %s %q; there is none at all", what, typed)
	case len(names) <= 10:
		return fmt.Errorf("there is no %s %q; there are: %s", what, typed, strings.Join(names, ", "))
	}
	return fmt.Errorf("there is no %s %q", what, typed)
}

// distance counts the letters to add, take away or change to make one text of
// the other (Levenshtein's distance).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range to {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
