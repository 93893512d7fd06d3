package generate

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// globalActions stay possible when a Region is denied, and mfaActions when MFA is missing, because nobody could work or
// set up MFA otherwise (the examples of the IAM User Guide: "Denies access to AWS based on the requested Region",
// "Allows MFA-authenticated IAM users to manage their own credentials").
var (
	globalActions = []string{
		"account:*", "budgets:*", "ce:*", "cloudfront:*", "globalaccelerator:*", "health:*", "iam:*", "organizations:*", "route53:*", "route53domains:*",
		"shield:*", "sts:*", "support:*", "trustedadvisor:*",
	}
	mfaActions = []string{
		"iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken",
	}
)

// buildEverything makes the entry of "everything".
func (d *draft) buildEverything(c *clause, number int, clauses []*clause) error {
	if c.effect == allow && c.bare && len(c.regions)+len(c.outside) == 0 {
		return &NotUnderstoodError{
			Problem:   "Access to everything was asked for, but not what kind of access.",
			Hint:      "Say \"full access to everything\" for administrator access, or attach an AWS managed policy such as ReadOnlyAccess.",
			Unmatched: d.sentence.unmatched,
		}
	}
	if slices.ContainsFunc(c.verbs, func(v verbUse) bool {
		return v.name != "full" && v.name != "manage" && v.name != "access" && v.name != "use"
	}) {
		return &NotUnderstoodError{
			Problem:   "Actions such as \"" + c.verbs[0].phrase + "\" have other names in every service, so they cannot be allowed or denied for everything at once.",
			Hint:      "Name the services, or attach an AWS managed policy such as ReadOnlyAccess or ViewOnlyAccess.",
			Unmatched: d.sentence.unmatched,
		}
	}
	found := target{resources: []string{"*"}, everywhere: true}
	if parts := d.limit(c, "*:*", found); len(parts) > 0 {
		found = parts[0]
	}
	e := entry{effect: c.effect, action: "*", resources: found.resources, conditions: found.conditions, clause: number, verb: "full"}
	var excepted []string
	if c.effect == deny {
		if next := exclusionAfter(number, clauses); next != nil {
			for i := range next.things {
				excepted = append(excepted, next.things[i].service+":*")
			}
		}
		switch {
		case len(c.outside) > 0:
			excepted = append(excepted, globalActions...)
			d.assume("Global services are excepted from the denied Regions, because their requests go to one Region for all.")
		case slices.ContainsFunc(c.conditions, func(x condition) bool {
			return x.key == "aws:MultiFactorAuthPresent" && x.operator == "BoolIfExists"
		}):
			excepted = append(excepted, mfaActions...)
			d.assume("Setting up MFA stays possible without MFA.")
		}
	}
	first := len(d.entries)
	if len(excepted) > 0 {
		for _, action := range excepted {
			e.action, e.notAction = action, true
			d.addEntry(e)
		}
	} else {
		d.addEntry(e)
	}
	if c.effect == allow {
		d.assume("Everything is allowed: this is administrator access, and more than nearly anybody needs.")
	}
	d.explain(c, d.entries[first:], []string{"every action of every service"})
	return nil
}

// exclusionAfter is the exclusion that follows a clause, if one does.
func exclusionAfter(number int, clauses []*clause) *clause {
	if number+1 < len(clauses) && clauses[number+1].except {
		return clauses[number+1]
	}
	return nil
}

// buildExclusion takes actions out of what was allowed. Where wildcards or named resources make that impossible, it
// denies them.
func (d *draft) buildExclusion(c *clause, number int, clauses []*clause) {
	if number > 0 && clauses[number-1].effect == deny && clauses[number-1].everything {
		return // became NotAction
	}
	if number > 0 && clauses[number-1].effect == deny {
		d.missing = append(d.missing, strings.Join(c.words, " "))
		return
	}
	// Of all things but one, everything is taken away; of a verb, that verb.
	if number > 0 && clauses[number-1].everything && !c.namesVerb() {
		c.verbs = []verbUse{{name: "full"}}
	}
	removed := map[string]bool{}
	denied := *c
	denied.effect = deny
	denied.conditions, denied.regions, denied.outside = nil, nil, nil
	before := len(d.entries)
	missing := len(d.missing)
	d.buildClause(&denied, number)
	added := slices.Clone(d.entries[before:])
	if len(added) == 0 {
		return
	}
	d.missing = d.missing[:missing]
	d.entries, d.index = d.entries[:before], nil
	for i := range added {
		named := slices.ContainsFunc(c.things, func(t thing) bool { return t.hasNames() && !inherited(&t, clauses, number) })
		if named {
			continue
		}
		d.entries = slices.DeleteFunc(d.entries, func(e entry) bool {
			gone := e.effect == allow && !e.dependent && !strings.ContainsAny(e.action, "*?") && matches(added[i].action, e.action)
			if gone {
				removed[e.action] = true
			}
			return gone
		})
		d.index = nil
	}
	var kept []entry
	for _, e := range added {
		if removed[e.action] {
			continue
		}
		kept = append(kept, e)
	}
	for _, e := range kept {
		d.addEntry(e)
	}
	if len(removed) > 0 && len(kept) == 0 {
		last := len(d.choices) - 1
		d.choices[last].Decision = "These actions are taken out of what is allowed."
	}
}

// namesVerb tells whether an exclusion has verbs of its own.
func (c *clause) namesVerb() bool {
	return slices.ContainsFunc(c.verbs, func(v verbUse) bool {
		return v.phrase != "" && slices.ContainsFunc(c.words, func(w string) bool { return strings.EqualFold(w, strings.Fields(v.phrase)[0]) })
	})
}

// inherited tells whether a thing was only taken over from the clause before.
func inherited(t *thing, clauses []*clause, number int) bool {
	return number > 0 && slices.ContainsFunc(clauses[number-1].things, func(o thing) bool {
		return o.phrase == t.phrase && slices.Equal(o.names, t.names) && slices.Equal(o.arns, t.arns)
	})
}

// matches tells whether an action pattern covers an action.
func matches(pattern, action string) bool {
	if strings.EqualFold(pattern, action) {
		return true
	}
	prefix, name, _ := strings.Cut(pattern, ":")
	actionPrefix, actionName, _ := strings.Cut(action, ":")
	service := catalog.Lookup(prefix)
	return service != nil && strings.EqualFold(prefix, actionPrefix) && slices.ContainsFunc(service.Match(name), func(a *catalog.Action) bool { return strings.EqualFold(a.Name, actionName) })
}
