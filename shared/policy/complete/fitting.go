package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// fitting lists the resource types of a service that an ARN of a policy can name.
// Where one type's form accounts for more of what is written than another's, only
// that one is meant: an ARN with a slash names an object, not a bucket.
func fitting(s *catalog.Service, arn policy.ARN) []*catalog.ResourceType {
	type candidate struct {
		typ  *catalog.ResourceType
		form string
	}
	var found []candidate
	for i := range s.ResourceTypes {
		t := &s.ResourceTypes[i]
		for _, text := range t.ARNs() {
			form, ok := policy.ParseARN(text)
			if ok && partFits(form.Service, arn.Service) && partFits(form.Region, arn.Region) && partFits(form.Account, arn.Account) &&
				resourceFits(form.Resource, arn.Resource) {
				found = append(found, candidate{t, form.Resource})
				break
			}
		}
	}
	var types []*catalog.ResourceType
	for i := range found {
		meant := true
		for j := range found {
			meant = meant && (i == j || !closer(found[j].form, found[i].form, arn.Resource))
		}
		if meant {
			types = append(types, found[i].typ)
		}
	}
	return types
}

// partFits reports whether a part of a policy's ARN before the resource can be
// that of the form.
func partFits(form, part string) bool {
	switch {
	case form == part, policy.HasWildcard(part), strings.Contains(part, "${"):
		return true
	case isPlaceholder(form):
		return part != ""
	}
	return form == "*"
}

// resourceFits reports whether the last part of a policy's ARN can name a resource
// of the form.
func resourceFits(form, resource string) bool {
	plain, written := form, resource
	if i := strings.Index(form, "${"); i >= 0 {
		plain = form[:i]
	}
	if i := strings.IndexAny(resource, "*?$"); i >= 0 {
		written = resource[:i]
	}
	if n := min(len(plain), len(written)); plain[:n] != written[:n] {
		return false
	}
	return overlap(globbed(form), globbed(resource))
}

// closer reports whether form accounts for more of the resource than other: all
// its own letters are written there, and it has more of them.
func closer(form, other, resource string) bool {
	own := literals(form)
	if own <= literals(other) {
		return false
	}
	for _, piece := range strings.Split(globbed(form), "*") {
		i := strings.Index(resource, piece)
		if i < 0 {
			return false
		}
		resource = resource[i+len(piece):]
	}
	return true
}

// literals counts the letters of a form outside its placeholders.
func literals(form string) int {
	return len(strings.ReplaceAll(globbed(form), "*", ""))
}

// globbed writes "*" for every placeholder or policy variable of a text.
func globbed(s string) string {
	if !strings.Contains(s, "${") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "${")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		b.WriteByte('*')
		end := strings.IndexByte(s[i:], '}')
		if end < 0 {
			return b.String()
		}
		s = s[i+end+1:]
	}
}

// longPattern is the length beyond which two patterns are not compared but said to
// overlap; no AWS name is as long.
const longPattern = 512

// overlap reports whether some text matches both patterns.
func overlap(a, b string) bool {
	if len(a) > longPattern || len(b) > longPattern {
		return true
	}
	wild := func(c byte) bool { return c == '*' || c == '?' }
	for len(a) > 0 && len(b) > 0 && !wild(a[0]) && !wild(b[0]) {
		if a[0] != b[0] {
			return false
		}
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && !wild(a[len(a)-1]) && !wild(b[len(b)-1]) {
		if a[len(a)-1] != b[len(b)-1] {
			return false
		}
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if a == "" || b == "" {
		return strings.Trim(a+b, "*") == ""
	}
	if a == "*" || b == "*" {
		return true
	}
	// common[j] tells whether what is left of a and b[j:] have a text in common.
	common, before := make([]bool, len(b)+1), make([]bool, len(b)+1)
	common[len(b)] = true
	for j := len(b) - 1; j >= 0; j-- {
		common[j] = common[j+1] && b[j] == '*'
	}
	for i := len(a) - 1; i >= 0; i-- {
		common, before = before, common
		common[len(b)] = before[len(b)] && a[i] == '*'
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == '*' || b[j] == '*' {
				common[j] = before[j] || common[j+1]
				continue
			}
			common[j] = before[j+1] && (a[i] == b[j] || wild(a[i]) || wild(b[j]))
		}
	}
	return common[0]
}

// fits reports whether a resource of the statement can be of the type.
func (f *statementFacts) fits(s *catalog.Service, t *catalog.ResourceType) bool {
	if f.all {
		return true
	}
	types, ok := f.types[s.Prefix]
	if !ok {
		types = make(map[*catalog.ResourceType]bool)
		for _, r := range f.resources {
			if arn, ok := policy.ParseARN(r); ok {
				for _, t := range fitting(s, arn) {
					types[t] = true
				}
			}
		}
		if f.types == nil {
			f.types = make(map[string]map[*catalog.ResourceType]bool)
		}
		f.types[s.Prefix] = types
	}
	return types[t]
}
