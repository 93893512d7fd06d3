package mail

import (
	"net/mail"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxAddress is how many bytes an address may have ("Local-part", RFC 5321,
// section 4.5.3.1: what fits a path of 256 with its brackets).
const maxAddress = 254

// Normal is the form in which addresses are stored and compared; false for
// what is none.
func Normal(address string) (string, bool) {
	address = strings.ToLower(norm.NFKC.String(strings.TrimSpace(address)))
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > maxAddress {
		return "", false
	}
	return address, true
}
