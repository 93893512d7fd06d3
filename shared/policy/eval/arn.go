package eval

import "strings"

// arnParts is the number of colon-separated parts of an ARN:
// arn:partition:service:region:account:resource ("Amazon Resource Names").
const arnParts = 6

// arnFields are the parts of an ARN; the resource part keeps its own colons.
type arnFields struct {
	partition, service, region, account, resource string
}

// splitARN cuts an ARN without allocating.
func splitARN(s string) (a arnFields, ok bool) {
	rest, ok := strings.CutPrefix(s, "arn:")
	if !ok {
		return a, false
	}
	for _, field := range []*string{&a.partition, &a.service, &a.region, &a.account} {
		if *field, rest, ok = strings.Cut(rest, ":"); !ok {
			return a, false
		}
	}
	a.resource = rest
	return a, a.partition != "" && a.service != "" && a.resource != ""
}

// lastSegment gives what follows the last slash: the name of a user or role,
// without its path.
func lastSegment(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }
