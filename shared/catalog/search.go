package catalog

import (
	"slices"
	"sort"
	"strings"
)

// Action finds an action by its name without prefix, in any case, or returns nil.
func (s *Service) Action(name string) *Action {
	i := sort.Search(len(s.Actions), func(i int) bool { return compareFold(s.Actions[i].Name, name) >= 0 })
	if i < len(s.Actions) && compareFold(s.Actions[i].Name, name) == 0 {
		return &s.Actions[i]
	}
	return nil
}

// ResourceType finds a resource type by name, in any case, or returns nil.
func (s *Service) ResourceType(name string) *ResourceType {
	i := sort.Search(len(s.ResourceTypes), func(i int) bool { return compareFold(s.ResourceTypes[i].Name, name) >= 0 })
	if i < len(s.ResourceTypes) && compareFold(s.ResourceTypes[i].Name, name) == 0 {
		return &s.ResourceTypes[i]
	}
	return nil
}

// ConditionKey finds one of the service's condition keys, in any case, or returns nil. A key with a variable part is
// found by its published name and by any concrete one: s3:ExistingObjectTag/team is s3:ExistingObjectTag/<key>.
// Global keys that the service's page does not repeat are found by GlobalKey.
func (s *Service) ConditionKey(name string) *ConditionKey {
	i := sort.Search(len(s.ConditionKeys), func(i int) bool { return compareFold(s.ConditionKeys[i].Name, name) >= 0 })
	if i < len(s.ConditionKeys) && compareFold(s.ConditionKeys[i].Name, name) == 0 {
		return &s.ConditionKeys[i]
	}
	for _, i := range s.templated {
		if matchTemplate(s.ConditionKeys[i].Name, name) {
			return &s.ConditionKeys[i]
		}
	}
	return nil
}

// Match lists the actions whose name matches a pattern with the wildcards * and ?, in any case, in order of name. The
// pattern has no prefix. The slice is the caller's, the actions are shared.
func (s *Service) Match(pattern string) []*Action {
	if !strings.ContainsAny(pattern, "*?") {
		if a := s.Action(pattern); a != nil {
			return []*Action{a}
		}
		return nil
	}
	var found []*Action
	for i := range s.Actions {
		if matchFold(pattern, s.Actions[i].Name) {
			found = append(found, &s.Actions[i])
		}
	}
	return found
}

// Expand lists the actions a policy's action pattern stands for, as "prefix:Name" in AWS's spelling, sorted:
// "s3:getobj*" gives "s3:GetObject" and so on, "*" gives every action of every service. It is empty when nothing
// matches. Wildcards are looked for in the name only, as in IAM, but "*:*" is accepted for "*".
func Expand(pattern string) []string {
	prefix, name, ok := strings.Cut(pattern, ":")
	if !ok || prefix == "*" {
		if strings.Trim(prefix+name, "*") != "" || prefix == "" {
			return nil
		}
		all := make([]string, 0, open().summary.Actions)
		for _, p := range open().prefixes {
			all = appendNames(all, p, Lookup(p).Match("*"))
		}
		return all
	}
	s := Lookup(prefix)
	if s == nil {
		return nil
	}
	return appendNames(nil, s.Prefix, s.Match(name))
}

func appendNames(dst []string, prefix string, actions []*Action) []string {
	if len(actions) == 0 {
		return dst
	}
	dst = slices.Grow(dst, len(actions))
	for _, a := range actions {
		dst = append(dst, prefix+":"+a.Name)
	}
	return dst
}

// WithName lists the actions of this name, in any case, whatever their prefix, as "prefix:Name": what to suggest when a
// policy has the right action under the wrong prefix. It decodes the whole catalog on first use.
func WithName(name string) []string {
	var found []string
	for _, p := range open().prefixes {
		if a := Lookup(p).Action(name); a != nil {
			found = append(found, p+":"+a.Name)
		}
	}
	return found
}
