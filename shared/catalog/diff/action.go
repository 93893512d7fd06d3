package diff

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

func (r *Report) action(prefix string, b, a *catalog.Action) {
	switch {
	case b == nil:
		r.add(Change{
			Kind: Action, Change: Added, Service: prefix, Name: prefix + ":" + a.Name, After: string(a.Level), Impact: Enhancement,
			Detail: fmt.Sprintf("New action (%s); wildcards such as %s reach it.", a.Level, prefix+":"+verb(a.Name)+"*"),
		})
		return
	case a == nil:
		r.add(Change{
			Kind: Action, Change: Removed, Service: prefix, Name: prefix + ":" + b.Name, Before: string(b.Level), Impact: Breaking,
			Detail: "The action is gone: policies that name it grant nothing by it.",
		})
		return
	}
	c := Change{Kind: Action, Change: Changed, Service: prefix, Name: prefix + ":" + a.Name}
	field := func(name, before, after, detail string) {
		x := c
		x.Field, x.Before, x.After, x.Impact, x.Detail = name, before, after, Neutral, detail
		r.add(x)
	}
	if b.Name != a.Name {
		field("name", b.Name, a.Name, "The name is written in other letter case, which decides nothing.")
	}
	if b.Level != a.Level {
		field("access_level", string(b.Level), string(a.Level), fmt.Sprintf("The access level is %s instead of %s.", a.Level, b.Level))
	}
	if b.PermissionOnly != a.PermissionOnly {
		detail := "An API operation of this name exists now."
		if a.PermissionOnly {
			detail = "No API operation has this name any more; the permission remains."
		}
		field("permission_only", fmt.Sprint(b.PermissionOnly), fmt.Sprint(a.PermissionOnly), detail)
	}
	r.resources(c, b, a)
	r.keys(c, b.ConditionKeys, a.ConditionKeys, "")
	r.dependents(c, b.DependentActions, a.DependentActions, "")
	r.description(c, b.Description, a.Description)
}

// verb is the first word of an action's name.
func verb(name string) string {
	for i := 1; i < len(name); i++ {
		if 'A' <= name[i] && name[i] <= 'Z' {
			return name[:i]
		}
	}
	return name
}

// resources compares the resource types that an action takes. Which policies a new type breaks depends on what the
// action took before: with no types at all, policies had to name "*", which goes on to match.
func (r *Report) resources(c Change, b, a *catalog.Action) {
	limited := len(b.Resources) > 0
	match(b.Resources, a.Resources, func(x *catalog.ActionResource) string { return x.Name }, func(was, is *catalog.ActionResource) {
		x := c
		x.Field = "resource_types"
		switch {
		case was == nil:
			x.Added, x.Impact = []string{is.Name}, Enhancement
			x.Detail = fmt.Sprintf("The action can be limited to resources of the type %s.", is.Name)
			if is.Required && limited {
				x.Impact = Breaking
				x.Detail = fmt.Sprintf("Requests need the resource type %s too: policies that name ARNs of other types only no longer allow them.", is.Name)
			}
			r.add(x)
			return
		case is == nil:
			x.Removed, x.Impact = []string{was.Name}, Breaking
			x.Detail = fmt.Sprintf("The action no longer takes resources of the type %s: statements that name such ARNs do not match it.", was.Name)
			r.add(x)
			return
		}
		if was.Required != is.Required {
			x.Field = "resource_types." + is.Name + ".required"
			x.Before, x.After = fmt.Sprint(was.Required), fmt.Sprint(is.Required)
			x.Impact, x.Detail = Enhancement, fmt.Sprintf("A resource of the type %s is no longer required.", is.Name)
			if is.Required {
				x.Impact = Breaking
				x.Detail = fmt.Sprintf("A resource of the type %s is required now: policies that do not name one no longer allow the action.", is.Name)
			}
			r.add(x)
		}
		r.keys(c, was.ConditionKeys, is.ConditionKeys, is.Name)
		r.dependents(c, was.DependentActions, is.DependentActions, is.Name)
	})
}

func (r *Report) dependents(c Change, before, after []string, of string) {
	added, removed := members(before, after)
	c.Field = "dependent_actions"
	if of != "" {
		c.Field = "resource_types." + of + ".dependent_actions"
		of = " on " + of
	}
	if len(added) > 0 {
		x := c
		x.Added, x.Impact = added, Breaking
		x.Detail = fmt.Sprintf("Using the action%s needs %s too.", of, strings.Join(added, ", "))
		r.add(x)
	}
	if len(removed) > 0 {
		x := c
		x.Removed, x.Impact = removed, Enhancement
		x.Detail = fmt.Sprintf("Using the action%s no longer needs %s.", of, strings.Join(removed, ", "))
		r.add(x)
	}
}
