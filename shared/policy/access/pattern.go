package access

import (
	"slices"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
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

// covers reports whether pattern matches all that inner does: it reads inner as a
// text whose wildcards are characters that only a wildcard as wide matches.
func covers(pattern, inner string) bool {
	p, i, star, mark := 0, 0, -1, 0
	for i < len(inner) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
			continue
		case p < len(pattern) && (pattern[p] == inner[i] || pattern[p] == '?' && inner[i] != '*'):
			p++
			i++
			continue
		case star < 0:
			return false
		}
		mark++
		p, i = star+1, mark
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// intersects reports whether some text matches both patterns.
func intersects(a, b string) bool {
	switch {
	case !policy.HasWildcard(a):
		return policy.MatchResource(b, a)
	case !policy.HasWildcard(b):
		return policy.MatchResource(a, b)
	}
	// How both begin and end before the first and after the last wildcard decides
	// nearly every pair.
	for a != "" && b != "" && !wild(a[0]) && !wild(b[0]) {
		if a[0] != b[0] {
			return false
		}
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && !wild(a[len(a)-1]) && !wild(b[len(b)-1]) {
		if a[len(a)-1] != b[len(b)-1] {
			return false
		}
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if a == "*" || b == "*" {
		return true
	}
	// reach[j]: the part of a read so far and b[:j] can match the same text.
	reach, next := make([]bool, len(b)+1), make([]bool, len(b)+1)
	for i := 0; i <= len(a); i++ {
		for j := 0; j <= len(b); j++ {
			switch {
			case i == 0 && j == 0:
				next[j] = true
			case i > 0 && a[i-1] == '*':
				next[j] = reach[j] || j > 0 && next[j-1]
			case j > 0 && b[j-1] == '*':
				next[j] = next[j-1] || i > 0 && reach[j]
			case i > 0 && j > 0:
				next[j] = reach[j-1] && (a[i-1] == b[j-1] || a[i-1] == '?' || b[j-1] == '?')
			default:
				next[j] = false
			}
		}
		reach, next = next, reach
	}
	return reach[len(b)]
}

func wild(c byte) bool { return c == '*' || c == '?' }

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
	if known, ok := arnServicesOf.Load(prefix); ok {
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
	arnServicesOf.Store(prefix, out)
	return out
}

var arnServicesOf sync.Map

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
