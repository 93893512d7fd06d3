package generate

import (
	"slices"
	"strings"
)

// explain tells what a clause became.
func (d *draft) explain(c *clause, entries []entry, how []string) {
	var actions, resources, tests []string
	for _, e := range entries {
		actions = appendOnce(actions, e.action)
		for _, r := range e.resources {
			resources = appendOnce(resources, r)
		}
		for _, t := range e.conditions {
			if t.words != "" {
				tests = appendOnce(tests, t.words)
			}
		}
	}
	verb := "Allows"
	if c.effect == deny {
		verb = "Denies"
	}
	text := verb + " " + strings.Join(how, ", ") + " on " + summary(resources)
	if len(tests) > 0 {
		text += ", under conditions on: " + strings.Join(tests, ", ")
	}
	slices.Sort(actions)
	d.choices = append(d.choices, Choice{Phrase: strings.Join(c.words, " "), Decision: text + ".", Actions: actions})
	if slices.Contains(actions, "s3:ListBucket") && slices.Contains(actions, "s3:GetObject") {
		d.choices = append(d.choices, Choice{
			Phrase: "ListBucket", Decision: "s3:ListBucket acts on the bucket and s3:GetObject on the objects in it, so the bucket's ARN stands beside that of the objects.",
			Actions: []string{"s3:ListBucket"},
		})
	}
}

// summary lists a few resources.
func summary(resources []string) string {
	slices.Sort(resources)
	if len(resources) > 4 {
		return strings.Join(resources[:3], ", ") + " and others"
	}
	return strings.Join(resources, ", ")
}
