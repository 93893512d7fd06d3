package lint

import (
	"strconv"
	"strings"
)

// isDate reports whether IAM takes s for a date or time: ISO 8601 as in "Date
// condition operators", with the liberties IAM's own check has: any number of
// digits for the year, parts left out from the right, a "T" of either case.
func isDate(s string) bool {
	if len(s) > 64 {
		return false
	}
	date, clock, hasClock := cutTime(s)
	if !hasClock && !strings.Contains(date, "-") {
		return false
	}
	negative := strings.HasPrefix(date, "-")
	parts := strings.Split(strings.TrimPrefix(date, "-"), "-")
	if len(parts) > 3 {
		return false
	}
	lowest, highest := int64(0), int64(292278993)
	if negative {
		highest = 292275054
	}
	if !between(parts[0], lowest, highest) ||
		len(parts) > 1 && !between(parts[1], 1, 12) ||
		len(parts) > 2 && !between(parts[2], 1, 31) {
		return false
	}
	return isClock(clock)
}

func cutTime(s string) (date, clock string, found bool) {
	if at := strings.IndexAny(s, "Tt"); at >= 0 {
		return s[:at], s[at+1:], true
	}
	return s, "", false
}

// isClock reports whether s is empty or hours, minutes and seconds with a zone.
func isClock(s string) bool {
	if s == "" {
		return true
	}
	parts := strings.SplitN(s, ":", 3)
	if !between(parts[0], 0, 23) {
		return len(parts) == 1 && isZoned(parts[0], 23)
	}
	if len(parts) == 1 {
		return true
	}
	if len(parts) == 2 {
		return between(parts[1], 0, 59) || isZoned(parts[1], 59)
	}
	return between(parts[1], 0, 59) && isZoned(parts[2], 59)
}

// isZoned reports whether s is a number up to limit, with a fraction and a zone
// if there are any.
func isZoned(s string, limit int64) bool {
	number := s
	if at := strings.IndexAny(s, "Zz+-"); at >= 0 {
		if !isZone(s[at:]) {
			return false
		}
		number = s[:at]
	}
	whole, fraction, hasFraction := strings.Cut(number, ".")
	return between(whole, 0, limit) && (!hasFraction || between(fraction, 0, 999_999_999) && len(fraction) <= 9)
}

// isZone reports whether s is Z, or a sign with two digits of hours and perhaps
// two of minutes.
func isZone(s string) bool {
	if s == "Z" || s == "z" {
		return true
	}
	hours, minutes, hasMinutes := strings.Cut(s[1:], ":")
	if !hasMinutes && len(hours) == 4 {
		hours, minutes, hasMinutes = hours[:2], hours[2:], true
	}
	if len(hours) != 2 || !between(hours, 0, 23) {
		return false
	}
	return !hasMinutes || len(minutes) == 2 && between(minutes, 0, 59)
}

// between reports whether s is all digits and within bounds.
func between(s string, low, high int64) bool {
	if !isDigits(s) || len(s) > 18 {
		return false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return err == nil && low <= n && n <= high
}
