package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// merge takes services, actions, resource types and condition keys from the newest snapshot, and what it no longer
// tells (dependent actions, permission-only actions) from the earlier one.
func merge(newest, earlier *reference) []catalog.Service {
	var services []catalog.Service
	for _, prefix := range slices.Sorted(maps.Keys(newest.names)) {
		s := catalog.Service{Prefix: prefix, Name: newest.names[prefix], RCPSupported: newest.rcpSupported[prefix]}
		for _, name := range slices.Sorted(maps.Keys(newest.keys[prefix])) {
			k := newest.keys[prefix][name]
			s.ConditionKeys = append(s.ConditionKeys, catalog.ConditionKey{
				Name: k.Key, Type: k.Type, Description: strings.TrimSpace(k.Description),
			})
		}
		for _, name := range slices.Sorted(maps.Keys(newest.resources[prefix])) {
			t := newest.resources[prefix][name]
			s.ResourceTypes = append(s.ResourceTypes, catalog.ResourceType{
				Name: t.Key, ARN: t.ARN, ConditionKeys: sorted(t.ConditionKeys),
			})
		}
		for _, name := range slices.Sorted(maps.Keys(newest.actions[prefix])) {
			s.Actions = append(s.Actions, mergeAction(newest.actions[prefix][name], earlier.actions[prefix][name]))
		}
		services = append(services, s)
	}
	return services
}

func mergeAction(row, before actionRow) catalog.Action {
	a := catalog.Action{
		Name: row.Name, Level: narrowest(row.AccessLevel), Description: strings.TrimSpace(row.Description),
		ConditionKeys:    sorted(row.ConditionKeys),
		DependentActions: sorted(append(row.DependentActions, before.DependentActions...)),
		PermissionOnly:   row.PermissionOnly || before.PermissionOnly,
	}
	for _, r := range row.ResourceTypes {
		at := slices.IndexFunc(a.Resources, func(x catalog.ActionResource) bool { return x.Name == r.Name })
		if at < 0 {
			at = len(a.Resources)
			a.Resources = append(a.Resources, catalog.ActionResource{Name: r.Name})
		}
		x := &a.Resources[at]
		x.Required = x.Required || r.Required
		x.ConditionKeys = sorted(append(x.ConditionKeys, r.ConditionKeys...))
		x.DependentActions = sorted(append(x.DependentActions, r.DependentActions...))
	}
	slices.SortFunc(a.Resources, func(x, y catalog.ActionResource) int {
		return strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
	})
	for _, r := range before.ResourceTypes {
		if len(r.DependentActions) == 0 {
			continue
		}
		at := slices.IndexFunc(a.Resources, func(x catalog.ActionResource) bool { return strings.EqualFold(x.Name, r.Name) })
		if at < 0 {
			// The resource type is gone, the need stays.
			a.DependentActions = sorted(append(a.DependentActions, r.DependentActions...))
			continue
		}
		a.Resources[at].DependentActions = sorted(append(a.Resources[at].DependentActions, r.DependentActions...))
	}
	return a
}

// narrowest turns the newest snapshot's list of levels ("Tagging, Write") into the one that says most.
func narrowest(level string) catalog.AccessLevel {
	named := strings.Split(level, ", ")
	for _, l := range []catalog.AccessLevel{catalog.Tagging, catalog.PermissionsManagement, catalog.Write, catalog.Read, catalog.List} {
		if slices.Contains(named, string(l)) {
			return l
		}
	}
	return catalog.AccessLevel(level)
}

// sorted returns the distinct names in order without regard to case, nil for none.
func sorted(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	out := slices.Clone(names)
	slices.SortFunc(out, func(a, b string) int {
		if c := strings.Compare(strings.ToLower(a), strings.ToLower(b)); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	return slices.CompactFunc(out, strings.EqualFold)
}

func packCatalog(services []catalog.Service, newest, earlier *reference, accepted []byte) ([]byte, error) {
	about := catalog.Summary{
		Date:     newest.updated.UTC().Format("2006-01-02"),
		Sources:  []string{newest.source.String(), earlier.source.String()},
		Services: len(services),
	}
	for i := range services {
		about.Actions += len(services[i].Actions)
		about.ResourceTypes += len(services[i].ResourceTypes)
		about.ConditionKeys += len(services[i].ConditionKeys)
	}
	return catalog.Pack(about, services, accepted)
}
