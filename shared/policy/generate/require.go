package generate

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// global services are addressed in one Region wherever their resources are used, so that a condition on the Region would
// lock people out ("AWS: Denies access to AWS based on the requested Region", IAM User Guide).
var global = map[string]bool{
	"iam": true, "organizations": true, "route53": true, "cloudfront": true, "sts": true, "support": true, "budgets": true, "ce": true, "health": true,
	"account": true, "globalaccelerator": true, "shield": true, "trustedadvisor": true, "importexport": true, "waf": true, "route53domains": true, "billing": true,
}

// limit puts the clause's conditions on an action. Where a key exists for some of its resources only, the action comes
// back in two parts; where it exists for none, the action is left out.
func (d *draft) limit(c *clause, action string, found target) []target {
	prefix, name, _ := strings.Cut(action, ":")
	bare := found
	bare.conditions = nil
	parts := []target{bare}
	for _, want := range d.wanted(c, action, found) {
		// What is being created has no tags yet, but may get them with the request.
		if want.about == "resource tag" && (creates(name) || tagging(action)) {
			asked := want
			asked.key = strings.Replace(want.key, "aws:ResourceTag/", "aws:RequestTag/", 1)
			switch {
			case !want.pinned && supports(action, asked, ""):
				want = asked
			case creates(name):
				d.assume(action + " makes something that has no tags yet, so it cannot be limited by the " + want.words + " and is left out.")
				return nil
			}
		}
		if want.about == "" {
			for i := range parts {
				parts[i].conditions = append(slices.Clone(parts[i].conditions), want)
			}
			continue
		}
		if len(found.types) == 0 && supports(action, want, "") || strings.ContainsAny(name, "*?") {
			for i := range parts {
				parts[i].conditions = append(slices.Clone(parts[i].conditions), want)
			}
			continue
		}
		var kept []target
		suited := false
		for _, part := range parts {
			with, without := part.split(func(typeName string) bool {
				// Tags are said of the thing that was named, not of what else the action touches.
				return supports(action, want, typeName) && !(want.about == "resource tag" && slices.Contains(found.companions, typeName))
			})
			if len(with.resources) > 0 {
				with.conditions = append(slices.Clone(part.conditions), want)
				kept = append(kept, with)
				suited = true
			}
			// A denial without its condition would deny too much; an allowance needs its other resources.
			if len(without.resources) > 0 && c.effect == allow {
				kept = append(kept, without)
			}
		}
		if suited {
			parts = kept
			continue
		}
		if !d.leaveFree(c, action, want) {
			return nil
		}
	}
	for i := range parts {
		parts[i].conditions = d.placeConditions(c, prefix, parts[i])
	}
	return parts
}

// creates tells whether an action makes a new resource, by its name.
func creates(name string) bool {
	return slices.ContainsFunc([]string{"Create", "Run", "Allocate", "Request", "Register"}, func(p string) bool {
		return strings.HasPrefix(name, p) && name != "CreateTags" && !strings.HasPrefix(name, "RegisterTargets")
	})
}

func tagging(action string) bool {
	a := catalog.LookupAction(action)
	return a != nil && a.Level == catalog.Tagging && !strings.HasPrefix(a.Name, "Un") && !strings.HasPrefix(a.Name, "Delete") && !strings.HasPrefix(a.Name, "Remove")
}

// wanted lists the conditions an action should get: those of the clause, and those that stand in for names.
func (d *draft) wanted(c *clause, action string, found target) []condition {
	var all []condition
	for _, want := range slices.Concat(c.conditions, found.conditions) {
		if !slices.ContainsFunc(all, func(o condition) bool { return sameConditions([]condition{o}, []condition{want}) }) {
			all = append(all, want)
		}
	}
	if action == "iam:PassRole" && len(c.passed) > 0 {
		var principals []string
		for _, service := range c.passed {
			principals = appendOnce(principals, principalFor(service))
		}
		all = append(all, condition{operator: "StringEquals", key: "iam:PassedToService", values: principals, words: "service the role is passed to"})
	}
	if strings.HasPrefix(action, "kms:") && len(c.via) > 0 {
		var services []string
		for _, service := range c.via {
			services = append(services, service+".*.amazonaws.com")
		}
		all = append(all, condition{operator: "StringLike", key: "kms:ViaService", values: services, words: "service that uses the key"})
	}
	return all
}

// leaveFree decides about an action that cannot be limited as asked: whether it goes without the condition. Only finding
// things does, because it knows no resources.
func (d *draft) leaveFree(c *clause, action string, want condition) bool {
	a := catalog.LookupAction(action)
	finds := a != nil && len(a.Resources) == 0 && (a.Level == catalog.List || a.Level == catalog.Read)
	switch {
	case want.about == "key":
		prefix, _, _ := strings.Cut(want.key, ":")
		service, _, _ := strings.Cut(action, ":")
		if service == prefix && c.effect == deny {
			return false
		}
		return true
	case c.effect == allow && finds:
		d.assume(action + " knows no resources and cannot be limited by tags, so it is allowed for all.")
		return true
	}
	d.assume(action + " cannot be limited by the " + want.words + " and is left out.")
	return false
}

// placeConditions adds what Regions and accounts ask for where ARNs cannot say it.
func (d *draft) placeConditions(c *clause, prefix string, found target) []condition {
	conditions := slices.Clone(found.conditions)
	conditions = d.regionConditions(c, prefix, found, conditions)
	if len(c.accounts) > 0 && found.ownerless && found.resources[0] != "*" {
		conditions = append(conditions, condition{operator: "StringEquals", key: "aws:ResourceAccount", values: c.accounts, words: "account"})
	}
	return conditions
}

func (d *draft) regionConditions(c *clause, prefix string, found target, conditions []condition) []condition {
	switch {
	case len(c.outside) > 0:
		conditions = append(conditions, condition{operator: regionOperator("StringNotEquals", c.outside), key: "aws:RequestedRegion", values: c.outside, words: "Region"})
	case len(c.regions) > 0 && found.everywhere && global[prefix]:
		d.assume(fullName(prefix) + " is a global service: the Region is not asked for.")
	case len(c.regions) > 0 && found.everywhere:
		conditions = append(conditions, condition{operator: regionOperator("StringEquals", c.regions), key: "aws:RequestedRegion", values: c.regions, words: "Region"})
	}
	return conditions
}

func regionOperator(operator string, regions []string) string {
	if slices.ContainsFunc(regions, func(r string) bool { return strings.Contains(r, "*") }) {
		return map[string]string{"StringEquals": "StringLike", "StringNotEquals": "StringNotLike"}[operator]
	}
	return operator
}

// supports tells whether a key is in the context of an action on a type of resource, by the catalog. An empty type
// stands for any.
func supports(action string, want condition, typeName string) bool {
	prefix, name, _ := strings.Cut(action, ":")
	service := catalog.Lookup(prefix)
	if service == nil {
		return false
	}
	has := func(keys []string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return sameKey(k, want.key) })
	}
	for _, a := range service.Match(name) {
		if has(a.ConditionKeys) {
			return true
		}
		for _, r := range a.Resources {
			if typeName != "" && typeName != r.Name {
				continue
			}
			if has(r.ConditionKeys) {
				return true
			}
			// The keys of a resource type are those of its properties; tags in the request depend on the action.
			if t := service.ResourceType(r.Name); t != nil && !strings.HasPrefix(want.key, "aws:RequestTag/") && has(t.ConditionKeys) {
				return true
			}
		}
	}
	return false
}

// sameKey compares a published key, which may end in a variable part, with a concrete one.
func sameKey(published, key string) bool {
	if strings.EqualFold(published, key) {
		return true
	}
	family, _, ok := strings.Cut(published, "/")
	wanted, _, ok2 := strings.Cut(key, "/")
	return ok && ok2 && strings.EqualFold(family, wanted)
}

func sameConditions(a, b []condition) bool { return conditionKey(a) == conditionKey(b) }

// conditionKey writes conditions as one string, whatever their order.
func conditionKey(conditions []condition) string {
	var parts []string
	for _, c := range conditions {
		values := slices.Clone(c.values)
		slices.Sort(values)
		parts = append(parts, c.operator+"\x00"+c.key+"\x00"+strings.Join(values, "\x00"))
	}
	slices.Sort(parts)
	return strings.Join(slices.Compact(parts), "\x01")
}

func appendOnce(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
