package complete

import (
	"sort"
	"strings"
)

// resources offers "*" and the ARNs that the statement's actions work on.
func (c *completer) resources() {
	uses, unlimited := c.statement().uses()
	sort.SliceStable(uses, func(i, j int) bool {
		if uses[i].required != uses[j].required {
			return uses[i].required
		}
		if uses[i].count != uses[j].count {
			return uses[i].count > uses[j].count
		}
		// The simpler form first: an object before the same object by access point.
		return strings.Count(uses[i].typ.ARN, "${") < strings.Count(uses[j].typ.ARN, "${")
	})
	var patterns []pattern
	for _, u := range uses {
		patterns = append(patterns, patternsOf(u.service, u.typ, "Taken by "+names(u.actions, u.count)+".")...)
	}
	if own := serviceOfType(c.opt.ResourceType); own != "" && len(patterns) == 0 {
		patterns = c.patternsFor(own, nil)
	}
	if !strings.HasPrefix(c.typed, "arn:") {
		everything := Item{Label: "*", Kind: ItemResource, Detail: "every resource", Insert: "*"}
		if len(unlimited) > 0 {
			everything.Documentation = names(unlimited, len(unlimited)) + " cannot be limited to a resource."
		}
		if len(uses) == 0 && len(unlimited) > 0 {
			c.offer(everything)
		} else {
			defer c.offer(everything)
		}
		if len(patterns) == 0 {
			c.offer(Item{
				Label: "arn:", Kind: ItemARNPart, Detail: "an ARN", Insert: "arn:" + c.filled().partition + ":",
				Documentation: "arn:partition:service:region:account:resource",
			})
		}
	}
	c.arns(patterns)
}

// names lists the first few names of count.
func names(list []string, count int) string {
	text := strings.Join(list, ", ")
	if count > len(list) {
		text += " and others"
	}
	return text
}
