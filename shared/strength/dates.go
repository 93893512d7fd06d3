package strength

import (
	"slices"
	"strconv"
	"time"
)

// nearYears is the least number of years an attacker tries around the present one.
const nearYears = 20

// yearSpace is how many years an attacker tries until a year is among them.
func yearSpace(year int) float64 {
	distance := year - time.Now().Year()
	if distance < 0 {
		distance = -distance
	}
	return float64(max(distance, nearYears))
}

// years finds years of this century and the last, from 1900 to 2039.
func years(text []rune) []pattern {
	var out []pattern
	for first := 0; first+4 <= len(text); first++ {
		if year, ok := number(text[first : first+4]); ok && year >= 1900 && year <= 2039 {
			out = append(out, pattern{first, first + 3, yearSpace(year)})
		}
	}
	return out
}

func number(text []rune) (int, bool) {
	if len(text) == 0 || slices.ContainsFunc(text, func(r rune) bool { return !isDigit(r) }) {
		return 0, false
	}
	n, err := strconv.Atoi(string(text))
	return n, err == nil
}

// dates finds days with month and year, with a separator and without.
func dates(text []rune) []pattern {
	var found []pattern
	for first := range text {
		for last := first + 3; last < len(text) && last < first+10; last++ {
			part := text[first : last+1]
			year, ok := plainDate(part)
			factor := 365.0
			if !ok {
				if year, ok = separatedDate(part); !ok {
					continue
				}
				factor *= 4 // separators people use
			}
			found = append(found, pattern{first, last, factor * yearSpace(year)})
		}
	}
	// Within a date there are others that mean nothing: 2015-06-04 holds 15-06-04.
	var out []pattern
	for i, p := range found {
		within := false
		for j, o := range found {
			within = within || i != j && o.first <= p.first && p.last <= o.last
		}
		if !within {
			out = append(out, p)
		}
	}
	return out
}

// splits are the ways to cut 4 to 8 digits into day, month and year, in any order that people use.
var splits = map[int][][2]int{
	4: {{1, 2}, {2, 3}},
	5: {{1, 3}, {2, 3}},
	6: {{1, 2}, {2, 4}, {4, 5}},
	7: {{1, 3}, {2, 3}, {4, 5}, {4, 6}},
	8: {{2, 4}, {4, 6}},
}

// plainDate reads a date without separators, the year nearest to the present one where several are possible.
func plainDate(part []rune) (year int, ok bool) {
	if _, digits := number(part); !digits {
		return 0, false
	}
	for _, s := range splits[len(part)] {
		a, _ := number(part[:s[0]])
		b, _ := number(part[s[0]:s[1]])
		c, _ := number(part[s[1]:])
		if y, is := yearOf(a, b, c); is && (!ok || yearDistance(y) < yearDistance(year)) {
			year, ok = y, true
		}
	}
	return year, ok
}

func yearDistance(year int) int {
	d := year - time.Now().Year()
	return max(d, -d)
}

// separatedDate reads a date with the same separator twice.
func separatedDate(part []rune) (year int, ok bool) {
	isSeparator := func(r rune) bool { return slices.Contains([]rune(" \t\n\v\f\r/\\_.-"), r) }
	one := slices.IndexFunc(part, isSeparator)
	if one < 1 {
		return 0, false
	}
	two := slices.Index(part[one+1:], part[one])
	if two < 0 {
		return 0, false
	}
	two += one + 1
	first, middle, last := part[:one], part[one+1:two], part[two+1:]
	if len(first) > 4 || len(middle) > 2 || len(last) > 4 {
		return 0, false
	}
	a, ok1 := number(first)
	b, ok2 := number(middle)
	c, ok3 := number(last)
	if !ok1 || !ok2 || !ok3 {
		return 0, false
	}
	return yearOf(a, b, c)
}

// The years that count as such.
const (
	firstYear = 1000
	finalYear = 2050
)

// yearOf tells whether three numbers are a date with the year at one of its ends, and the year, in four digits.
func yearOf(a, b, c int) (int, bool) {
	if b < 1 || b > 31 {
		return 0, false
	}
	over12, over31, zero := 0, 0, 0
	for _, n := range []int{a, b, c} {
		switch {
		case n > 99 && n < firstYear || n > finalYear:
			return 0, false
		case n > 31:
			over31++
		}
		if n > 12 {
			over12++
		}
		if n <= 0 {
			zero++
		}
	}
	if over31 >= 2 || over12 == 3 || zero >= 2 {
		return 0, false
	}
	ends := [][3]int{{c, a, b}, {a, b, c}}
	for _, e := range ends {
		if e[0] >= firstYear {
			return e[0], isDay(e[1], e[2])
		}
	}
	for _, e := range ends {
		if isDay(e[1], e[2]) {
			year := e[0]
			switch {
			case year > 99:
			case year > 50:
				year += 1900
			default:
				year += 2000
			}
			return year, true
		}
	}
	return 0, false
}

func isDay(a, b int) bool { return a <= 31 && b <= 12 || b <= 31 && a <= 12 }
