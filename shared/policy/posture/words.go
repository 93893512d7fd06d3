package posture

import (
	"fmt"
	"strings"
	"time"
)

// fact makes a piece of evidence.
func fact(name, value string) Fact { return Fact{name, value} }

// date is a time as evidence tells it.
func date(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02")
}

// days says how long ago something was, in whole days.
func days(d time.Duration) string {
	if n := int(d / Day); n != 1 {
		return fmt.Sprintf("%d days", n)
	}
	return "1 day"
}

// sentence makes the words of an error a sentence.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// listed names a few of many.
func listed(names []string) string {
	const most = 5
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}
