package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// resources looks for ARNs that no longer match what an action works on, and for resources that it requires besides.
func (p *pattern) resources() {
	named := p.st.Resource.Texts()
	if len(named) == 0 || slices.Contains(named, "*") || p.s.before == nil || p.s.after == nil {
		return
	}
	var lost, requiring, types, required []string
	for _, c := range p.s.changes {
		if c.Kind != diff.Action || c.Change != diff.Changed || !policy.MatchAction(p.text, c.Name) {
			continue
		}
		name := c.Name[len(p.s.prefix)+1:]
		switch {
		case c.Field == "resource_types" && len(c.Removed) > 0:
			if fits(named, p.s.before, c.Removed) && !fits(named, p.s.after, taken(p.s.after.Action(name))) {
				lost, types = append(lost, c.Name), append(types, c.Removed...)
			}
		case c.Field == "resource_types" && len(c.Added) > 0 && c.Impact == diff.Breaking, strings.HasSuffix(c.Field, ".required") && c.After == "true":
			need := c.Added
			if len(need) == 0 {
				need = []string{strings.TrimSuffix(strings.TrimPrefix(c.Field, "resource_types."), ".required")}
			}
			if !fits(named, p.s.after, need) {
				requiring, required = append(requiring, c.Name), append(required, need...)
			}
		}
	}
	if len(lost) > 0 {
		p.note(Effect{
			Kind: RemovedResource, Level: Breaking, Names: compacted(types),
			Detail: fmt.Sprintf("%s no longer works on %s: the ARNs of this statement match nothing.", few(compacted(lost)), few(compacted(types))),
		})
	}
	if len(requiring) > 0 {
		p.note(Effect{
			Kind: RequiredResource, Level: Breaking, Names: compacted(required),
			Detail: fmt.Sprintf("%s requires a resource of the type %s now, which this statement does not name.", few(compacted(requiring)), few(compacted(required))),
		})
	}
}

func compacted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// taken lists the resource types that an action takes.
func taken(a *catalog.Action) []string {
	if a == nil {
		return nil
	}
	out := make([]string, len(a.Resources))
	for i := range a.Resources {
		out[i] = a.Resources[i].Name
	}
	return out
}

// fits tells whether some of the ARNs can be of one of the types.
func fits(named []string, s *catalog.Service, types []string) bool {
	for _, name := range types {
		t := s.ResourceType(name)
		if t == nil {
			continue
		}
		for _, published := range t.ARNs() {
			for _, arn := range named {
				if meet(open(arn), open(published)) {
					return true
				}
			}
		}
	}
	return false
}

// meet tells whether some ordinary ARN matches both: one whose parts have no colons but the last.
func meet(arn, published string) bool {
	a, b := strings.SplitN(arn, ":", 6), strings.SplitN(published, ":", 6)
	if len(a) < 6 || len(b) < 6 { // a wildcard stands for several parts
		return !glob.Parse(arn).Apart(glob.Parse(published))
	}
	for i := range a {
		if glob.Parse(a[i]).Apart(glob.Parse(b[i])) {
			return false
		}
	}
	return true
}

// open puts a wildcard in place of every placeholder of a published ARN, such as ${BucketName}, and of every policy
// variable, which can hold anything.
func open(published string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(published, "${")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		b.WriteByte('*')
		_, published, _ = strings.Cut(rest, "}")
	}
}
