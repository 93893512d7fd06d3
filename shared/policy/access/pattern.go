package access

import (
	"slices"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// includes reports whether every resource that matches inner matches outer. It may
// miss an inclusion, never claim one: a policy variable is taken for text that
// nothing is known of.
func includes(outer, inner string) bool {
	if outer == inner || outer == "*" {
		return true
	}
	if strings.Contains(outer, "${") {
		return false
	}
	if !strings.HasPrefix(outer, "arn:") || !strings.HasPrefix(inner, "arn:") {
		return covers(outer, blurred(inner))
	}
	a, ok := policy.ParseARN(outer)
	b, complete := policy.ParseARN(inner)
	if !ok || !complete {
		return false
	}
	return covers(a.Partition, blurred(b.Partition)) && covers(a.Service, blurred(b.Service)) && covers(a.Region, blurred(b.Region)) &&
		covers(a.Account, blurred(b.Account)) && covers(a.Resource, blurred(b.Resource))
}

// overlap reports whether some resource matches both patterns. It may claim an
// overlap that is none, never miss one.
func overlap(a, b string) bool {
	a, b = widened(a, true), widened(b, true)
	if a == "*" || b == "*" || a == b {
		return true
	}
	return intersects(a, b)
}

// blurred replaces policy variables by wildcards.
func blurred(s string) string {
	if !strings.Contains(s, "${") {
		return s
	}
	return widened(s, true)
}

// covers reports whether pattern matches all that inner does. It may miss that, never
// claim it wrongly.
func covers(pattern, inner string) bool {
	if !policy.HasWildcard(inner) {
		return policy.MatchResource(pattern, inner)
	}
	return policy.HasWildcard(pattern) && glob.Parse(pattern).Covers(glob.Parse(inner))
}

// intersects reports whether some text matches both patterns.
func intersects(a, b string) bool {
	switch {
	case !policy.HasWildcard(a):
		return policy.MatchResource(b, a)
	case !policy.HasWildcard(b):
		return policy.MatchResource(a, b)
	}
	return a == "*" || b == "*" || !glob.Parse(a).Apart(glob.Parse(b))
}

// fits reports whether a resource pattern can be about what the actions of a service
// work on, as far as the catalog's resource types tell.
func fits(prefix, pattern string) bool {
	arn, complete := policy.ParseARN(pattern)
	if !complete || !catalog.Known(prefix) {
		return true
	}
	services := arnServices(prefix) // none: its actions work on no resource, so on "*" only
	service := blurred(arn.Service)
	return slices.ContainsFunc(services, func(s string) bool { return intersects(service, s) })
}

// arnServices are the services in the ARNs that a service's actions work on: mostly
// one, its own, but IAM for sts.
func arnServices(prefix string) []string {
	kept := arnServicesOf()
	if known, ok := kept.Load(prefix); ok {
		return known.([]string) //nolint:forcetypeassert // nothing else is stored
	}
	var out []string
	if s := catalog.Lookup(prefix); s != nil {
		for i := range s.ResourceTypes {
			for _, template := range s.ResourceTypes[i].ARNs() {
				if arn, ok := policy.ParseARN(template); ok && !slices.Contains(out, arn.Service) {
					out = append(out, arn.Service)
				}
			}
		}
	}
	kept.Store(prefix, out)
	return out
}

var arnServicesOf = catalog.Derived(func() *sync.Map { return new(sync.Map) })

// anything stands for a wildcard where a concrete name is needed; no policy names it.
const anything = "anything-else"

// instance is a resource that matches a pattern, as ordinary as possible.
func instance(pattern string) string {
	if pattern == "*" {
		return "*"
	}
	parts := strings.SplitN(pattern, ":", 6)
	if len(parts) == 6 && parts[0] == "arn" {
		for i, fill := range []string{"", "aws", "", "us-east-1", "", ""} {
			if i > 0 && i < 5 && fill != "" && parts[i] == "*" {
				parts[i] = fill
			}
		}
		pattern = strings.Join(parts, ":")
	}
	return strings.ReplaceAll(strings.ReplaceAll(pattern, "*", anything), "?", "x")
}
