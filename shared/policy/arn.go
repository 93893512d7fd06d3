package policy

import "strings"

// ARN is an Amazon Resource Name in its six parts. Any part may hold wildcards
// when it comes from a policy. See "Identify AWS resources with Amazon Resource
// Names (ARNs)" in the IAM User Guide.
type ARN struct {
	Partition, Service, Region, Account, Resource string
}

// ParseARN splits s, arn:partition:service:region:account:resource, at its first
// five colons. It reports false when s does not begin with "arn:" or has fewer
// parts. It judges no part.
func ParseARN(s string) (ARN, bool) {
	rest, ok := strings.CutPrefix(s, "arn:")
	if !ok {
		return ARN{}, false
	}
	var parts [4]string
	for i := range parts {
		j := colon(rest)
		if j < 0 {
			return ARN{}, false
		}
		parts[i], rest = rest[:j], rest[j+1:]
	}
	return ARN{parts[0], parts[1], parts[2], parts[3], rest}, true
}

// colon returns the index of the first colon that is not part of a policy
// variable such as ${aws:PrincipalAccount}.
func colon(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ':':
			return i
		case '$':
			if i+1 == len(s) || s[i+1] != '{' {
				continue
			}
			end := strings.IndexByte(s[i:], '}')
			if end < 0 { // not a variable, and neither is any that follows
				j := strings.IndexByte(s[i:], ':')
				if j < 0 {
					return -1
				}
				return i + j
			}
			i += end
		}
	}
	return -1
}

// String joins the parts again.
func (a ARN) String() string {
	return "arn:" + a.Partition + ":" + a.Service + ":" + a.Region + ":" + a.Account + ":" + a.Resource
}

// ResourceType returns the part of the resource before its first "/" or ":",
// and the rest after it. For a resource without either, kind is empty and id is
// the whole resource.
func (a ARN) ResourceType() (kind, id string) {
	if i := strings.IndexAny(a.Resource, "/:"); i >= 0 {
		return a.Resource[:i], a.Resource[i+1:]
	}
	return "", a.Resource
}

// IsAccountID reports whether s is a 12-digit account identifier ("View AWS account
// identifiers", AWS Account Management Reference Guide). It does not allocate.
func IsAccountID(s string) bool {
	if len(s) != 12 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
