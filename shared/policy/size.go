package policy

import "unicode/utf8"

// Size returns the length of a document in characters as AWS measures it against
// its quotas: white space between JSON tokens is left out, white space within
// strings counts. See "IAM and AWS STS quotas" in the IAM User Guide. Text that
// is not JSON is measured by the same rule.
func Size(src []byte) int {
	n, quoted := 0, false
	for i := 0; i < len(src); i++ {
		b := src[i]
		switch {
		case quoted && b == '\\':
			n++
			if i+1 < len(src) && src[i+1] < utf8.RuneSelf {
				i++
				n++
			}
			continue
		case b == '"':
			quoted = !quoted
		case !quoted && (b == ' ' || b == '\t' || b == '\n' || b == '\r'):
			continue
		case b >= utf8.RuneSelf && !utf8.RuneStart(b):
			continue // the rest of a character that has been counted
		}
		n++
	}
	return n
}
