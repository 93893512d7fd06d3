package diff

import (
	"fmt"
	"io"
	"strings"
)

// WriteText writes a report for people: the counts, then the changes, one a line, under the service they concern. What
// came or went together with its service is told once, by the service's line.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "AWS catalog of %s against %s: ", r.Before.Date, r.After.Date)
	if r.Counts.Total() == 0 {
		b.WriteString("no changes\n")
		_, err := io.WriteString(w, b.String())
		return err
	}
	fmt.Fprintf(&b, "%s: %d breaking, %d enhancement, %d neutral\n",
		count(r.Counts.Total(), "change"), r.Counts.Breaking, r.Counts.Enhancement, r.Counts.Neutral)
	heading, whole := "", ""
	for _, c := range r.Changes {
		under := c.Service
		if c.Kind == ManagedPolicy {
			under = "AWS managed policies"
		}
		if c.Kind == Service && c.Change != Changed {
			whole = c.Service
		} else if whole != "" && c.Service == whole && c.Kind != Service {
			continue
		}
		if under != heading {
			fmt.Fprintf(&b, "\n%s\n", under)
			heading = under
		}
		fmt.Fprintf(&b, "  %-11s  %s %s", c.Impact, c.Change, strings.ReplaceAll(string(c.Kind), "_", " "))
		if c.Kind != Service {
			b.WriteString(" " + c.Name)
		}
		if c.Field != "" {
			b.WriteString(", " + strings.ReplaceAll(c.Field, "_", " "))
		}
		b.WriteString(": " + c.Detail + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
