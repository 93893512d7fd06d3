package eval

import (
	"strconv"
	"strings"
	"time"
)

// parseDate reads a date as ISO 8601 or as seconds since 1970 (epoch time). Four
// digits alone are a year.
//
// The forms of ISO 8601 are those of the W3C note "Date and Time Formats", which
// "IAM JSON policy elements: Condition operators" names; the same without a time
// zone, read as UTC; and the basic form 20130930T231548Z of AWS's own examples. A
// fraction of a second may follow the seconds.
func parseDate(s string) (time.Time, bool) {
	if layout := dateLayout(s); layout != "" {
		t, err := time.Parse(layout, s)
		return t, err == nil
	}
	return parseEpoch(s)
}

// dateLayout picks the only layout that s can have; empty when it can have none.
func dateLayout(s string) string {
	switch {
	case len(s) == 4:
		return "2006"
	case len(s) < 7 || len(s) > 40:
		return ""
	case len(s) >= 16 && s[8] == 'T':
		return "20060102T150405Z"
	case s[4] != '-':
		return ""
	case len(s) == 7:
		return "2006-01"
	case len(s) == 10:
		return "2006-01-02"
	case len(s) < 16:
		return ""
	}
	seconds := len(s) > 16 && s[16] == ':'
	zone := strings.ContainsAny(s[16:], "Z+-")
	switch {
	case seconds && zone:
		return "2006-01-02T15:04:05Z07:00"
	case seconds:
		return "2006-01-02T15:04:05"
	case zone:
		return "2006-01-02T15:04Z07:00"
	}
	return "2006-01-02T15:04"
}

// parseEpoch reads whole or fractional seconds since 1970.
func parseEpoch(s string) (time.Time, bool) {
	d, ok := parseDecimal(s)
	if !ok || len(d.integer) > 12 {
		return time.Time{}, false
	}
	var seconds, nanos int64
	if d.integer != "" {
		seconds, _ = strconv.ParseInt(d.integer, 10, 64)
	}
	scale := int64(100_000_000)
	for i := 0; i < len(d.fraction) && scale > 0; i++ {
		nanos += int64(d.fraction[i]-'0') * scale
		scale /= 10
	}
	if d.negative {
		seconds, nanos = -seconds, -nanos
	}
	return time.Unix(seconds, nanos), true
}
