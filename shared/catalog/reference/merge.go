package reference

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
)

// Snapshot makes a snapshot of what was fetched on a day. What the files do not tell is taken from an earlier snapshot
// for what both have: services' names, descriptions, required resource types, dependent actions, permission-only
// actions, support for resource control policies, and the AWS managed policies.
func (s *Services) Snapshot(day time.Time, earlier *snapshot.Snapshot) (*snapshot.Snapshot, error) {
	before := map[string]*catalog.Service{}
	for i := range earlier.Services {
		before[earlier.Services[i].Prefix] = &earlier.Services[i]
	}
	out := &snapshot.Snapshot{
		Format: snapshot.Format, Date: day.UTC().Format(time.DateOnly), Sources: []string{s.url},
		ManagedPolicies: earlier.ManagedPolicies,
	}
	for _, source := range earlier.Sources {
		if source != s.url {
			out.Sources = append(out.Sources, source)
		}
	}
	for i := range s.list {
		prefix := strings.ToLower(s.list[i].Name)
		was := before[prefix]
		if was == nil {
			was = &catalog.Service{}
		}
		out.Services = append(out.Services, merged(&s.list[i], prefix, was))
	}
	// Reading it back checks it as every other snapshot is checked, and sorts it.
	var file bytes.Buffer
	if err := out.Write(&file, false); err != nil {
		return nil, err
	}
	sound, err := snapshot.Read(&file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.url, err)
	}
	return sound, nil
}

// merged takes each name once, should the file repeat one, and leaves out resource types that it does not define.
func merged(from *service, prefix string, was *catalog.Service) catalog.Service {
	s := catalog.Service{Prefix: prefix, Name: was.Name, RCPSupported: was.RCPSupported}
	keys, types, actions := names{}, names{}, names{}
	for _, k := range from.ConditionKeys {
		if !keys.add(k.Name) {
			continue
		}
		key := catalog.ConditionKey{Name: k.Name, Type: "String"}
		if len(k.Types) > 0 {
			key.Type = k.Types[0]
		}
		if old := namedKey(was, k.Name); old != nil {
			key.Description = old.Description
		}
		s.ConditionKeys = append(s.ConditionKeys, key)
	}
	for _, t := range from.Resources {
		if !types.add(t.Name) {
			continue
		}
		s.ResourceTypes = append(s.ResourceTypes, catalog.ResourceType{
			Name: t.Name, ARN: strings.Join(t.ARNFormats, ", "), ConditionKeys: t.ConditionKeys,
		})
	}
	for i := range from.Actions {
		if a := &from.Actions[i]; actions.add(a.Name) {
			s.Actions = append(s.Actions, mergedAction(a, was.Action(a.Name), types))
		}
	}
	return s
}

// names are names without regard to case.
type names map[string]bool

// add reports whether the name is new.
func (n names) add(name string) bool {
	name = strings.ToLower(name)
	known := n[name]
	n[name] = true
	return !known
}

// namedKey finds a condition key by its published name only.
func namedKey(s *catalog.Service, name string) *catalog.ConditionKey {
	for i := range s.ConditionKeys {
		if strings.EqualFold(s.ConditionKeys[i].Name, name) {
			return &s.ConditionKeys[i]
		}
	}
	return nil
}

func mergedAction(from *action, was *catalog.Action, types names) catalog.Action {
	if was == nil {
		was = &catalog.Action{}
	}
	a := catalog.Action{
		Name: from.Name, Level: from.level(), Description: was.Description, ConditionKeys: from.ActionConditionKeys,
		DependentActions: was.DependentActions, PermissionOnly: was.PermissionOnly,
	}
	taken := names{}
	for _, r := range from.Resources {
		if !types[strings.ToLower(r.Name)] || !taken.add(r.Name) {
			continue
		}
		resource := catalog.ActionResource{Name: r.Name}
		for _, old := range was.Resources {
			if strings.EqualFold(old.Name, r.Name) {
				resource.Required, resource.ConditionKeys, resource.DependentActions = old.Required, old.ConditionKeys, old.DependentActions
			}
		}
		a.Resources = append(a.Resources, resource)
	}
	return a
}

// level is the one class of an action whose flags may name several: the narrowest.
func (a *action) level() catalog.AccessLevel {
	switch p := &a.Annotations.Properties; {
	case p.IsTaggingOnly:
		return catalog.Tagging
	case p.IsPermissionManagement:
		return catalog.PermissionsManagement
	case p.IsWrite:
		return catalog.Write
	case p.IsList:
		return catalog.List
	}
	return catalog.Read
}
