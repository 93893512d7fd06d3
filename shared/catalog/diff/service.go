package diff

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

func (r *Report) services(before, after []catalog.Service) {
	match(before, after, func(s *catalog.Service) string { return s.Prefix }, func(b, a *catalog.Service) {
		switch {
		case b == nil:
			r.add(Change{
				Kind: Service, Change: Added, Service: a.Prefix, Name: a.Prefix, Impact: Enhancement,
				Detail: fmt.Sprintf("%s is new, with %s.", serviceName(a), extent(a)),
			})
			r.members(&catalog.Service{Prefix: a.Prefix}, a)
		case a == nil:
			r.add(Change{
				Kind: Service, Change: Removed, Service: b.Prefix, Name: b.Prefix, Impact: Breaking,
				Detail: fmt.Sprintf("%s is gone, with %s.", serviceName(b), extent(b)),
			})
			r.members(b, &catalog.Service{Prefix: b.Prefix})
		default:
			r.serviceChanges(b, a)
			r.members(b, a)
		}
	})
}

func serviceName(s *catalog.Service) string {
	if s.Name == "" {
		return s.Prefix
	}
	return s.Name + " (" + s.Prefix + ")"
}

func extent(s *catalog.Service) string {
	return fmt.Sprintf("%s, %s and %s", count(len(s.Actions), "action"), count(len(s.ResourceTypes), "resource type"), count(len(s.ConditionKeys), "condition key"))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (r *Report) serviceChanges(b, a *catalog.Service) {
	c := Change{Kind: Service, Change: Changed, Service: a.Prefix, Name: a.Prefix}
	if b.Name != a.Name {
		c.Field, c.Before, c.After, c.Impact = "name", b.Name, a.Name, Neutral
		c.Detail = fmt.Sprintf("The service is called %s instead of %s.", a.Name, b.Name)
		r.add(c)
	}
	if b.RCPSupported != a.RCPSupported {
		c.Field, c.Before, c.After = "rcp_supported", fmt.Sprint(b.RCPSupported), fmt.Sprint(a.RCPSupported)
		c.Impact, c.Detail = Enhancement, "Resource control policies can name the service's actions now."
		if b.RCPSupported {
			c.Impact, c.Detail = Breaking, "Resource control policies do not reach the service any more."
		}
		r.add(c)
	}
}

func (r *Report) members(b, a *catalog.Service) {
	prefix := a.Prefix
	match(b.Actions, a.Actions, func(x *catalog.Action) string { return x.Name }, func(b, a *catalog.Action) {
		r.action(prefix, b, a)
	})
	match(b.ResourceTypes, a.ResourceTypes, func(x *catalog.ResourceType) string { return x.Name }, func(b, a *catalog.ResourceType) {
		r.resourceType(prefix, b, a)
	})
	match(b.ConditionKeys, a.ConditionKeys, func(x *catalog.ConditionKey) string { return x.Name }, func(b, a *catalog.ConditionKey) {
		r.conditionKey(prefix, b, a)
	})
}

func (r *Report) resourceType(prefix string, b, a *catalog.ResourceType) {
	switch {
	case b == nil:
		r.add(Change{
			Kind: ResourceType, Change: Added, Service: prefix, Name: prefix + ":" + a.Name, Impact: Enhancement,
			Detail: fmt.Sprintf("Policies can name the resource type %s: %s.", a.Name, a.ARN),
		})
		return
	case a == nil:
		r.add(Change{
			Kind: ResourceType, Change: Removed, Service: prefix, Name: prefix + ":" + b.Name, Impact: Breaking,
			Detail: fmt.Sprintf("The resource type %s is gone: statements that name such ARNs (%s) may match nothing.", b.Name, b.ARN),
		})
		return
	}
	c := Change{Kind: ResourceType, Change: Changed, Service: prefix, Name: prefix + ":" + a.Name}
	if added, removed := members(b.ARNs(), a.ARNs()); len(added)+len(removed) > 0 {
		x := c
		x.Field, x.Added, x.Removed = "arn", added, removed
		x.Impact, x.Detail = Enhancement, "The resource type can have another form of ARN: "+strings.Join(added, ", ")+"."
		if len(removed) > 0 {
			x.Impact, x.Detail = Breaking, "ARNs of the resource type no longer have the form "+strings.Join(removed, ", ")+"."
		}
		r.add(x)
	}
	r.keys(c, b.ConditionKeys, a.ConditionKeys, "")
}

func (r *Report) conditionKey(prefix string, b, a *catalog.ConditionKey) {
	switch {
	case b == nil:
		r.add(Change{
			Kind: ConditionKey, Change: Added, Service: prefix, Name: a.Name, Impact: Enhancement,
			Detail: fmt.Sprintf("Conditions can test %s (%s).", a.Name, a.Type),
		})
		return
	case a == nil:
		r.add(Change{
			Kind: ConditionKey, Change: Removed, Service: prefix, Name: b.Name, Impact: Breaking,
			Detail: fmt.Sprintf("%s is gone: a condition that tests it is decided as for a missing key.", b.Name),
		})
		return
	}
	c := Change{Kind: ConditionKey, Change: Changed, Service: prefix, Name: a.Name}
	if b.Type != a.Type {
		x := c
		x.Field, x.Before, x.After, x.Impact = "type", b.Type, a.Type, Breaking
		x.Detail = fmt.Sprintf("%s is %s instead of %s: other condition operators fit it.", a.Name, a.Type, b.Type)
		r.add(x)
	}
	r.description(c, b.Description, a.Description)
}

// keys reports the condition keys that came and went on something; of names what has them beside the change's own name.
func (r *Report) keys(c Change, before, after []string, of string) {
	added, removed := members(before, after)
	c.Field = "condition_keys"
	if of != "" {
		c.Field = "resource_types." + of + ".condition_keys"
		of = " on " + of
	}
	if len(removed) > 0 {
		x := c
		x.Removed, x.Impact = removed, Breaking
		x.Detail = fmt.Sprintf("Requests%s no longer carry %s: conditions that test it are decided as for a missing key.", of, strings.Join(removed, ", "))
		r.add(x)
	}
	if len(added) > 0 {
		x := c
		x.Added, x.Impact = added, Enhancement
		x.Detail = fmt.Sprintf("Conditions%s can test %s.", of, strings.Join(added, ", "))
		r.add(x)
	}
}

func (r *Report) description(c Change, before, after string) {
	if before == after {
		return
	}
	c.Field, c.Before, c.After, c.Impact, c.Detail = "description", before, after, Neutral, "The description changed."
	r.add(c)
}
