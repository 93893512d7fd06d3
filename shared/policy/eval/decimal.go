package eval

import (
	"strconv"
	"strings"
)

// decimal is a number as the Numeric operators compare it: exactly, digit by
// digit, so that neither large integers nor fractions are rounded.
type decimal struct {
	negative bool
	integer  string // without leading zeros
	fraction string // without trailing zeros
}

// maxExponent bounds numbers written with an exponent; no AWS key has larger ones.
const maxExponent = 400

// parseDecimal reads an integer or decimal number, optionally with a sign and an
// exponent. It allocates only for the exponent form.
func parseDecimal(s string) (decimal, bool) {
	var d decimal
	if s != "" && (s[0] == '-' || s[0] == '+') {
		d.negative = s[0] == '-'
		s = s[1:]
	}
	exponent := 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		n, err := strconv.Atoi(s[i+1:])
		if err != nil || n > maxExponent || n < -maxExponent {
			return decimal{}, false
		}
		exponent, s = n, s[:i]
	}
	integer, fraction, dot := strings.Cut(s, ".")
	if integer == "" && fraction == "" || !isDigits(integer) || !isDigits(fraction) || dot && fraction == "" && integer == "" {
		return decimal{}, false
	}
	switch {
	case exponent > 0:
		fraction += strings.Repeat("0", max(0, exponent-len(fraction)))
		integer, fraction = integer+fraction[:exponent], fraction[exponent:]
	case exponent < 0:
		integer = strings.Repeat("0", max(0, -exponent-len(integer))) + integer
		cut := len(integer) + exponent
		integer, fraction = integer[:cut], integer[cut:]+fraction
	}
	d.integer, d.fraction = strings.TrimLeft(integer, "0"), strings.TrimRight(fraction, "0")
	if d.integer == "" && d.fraction == "" {
		d.negative = false
	}
	return d, true
}

// compare orders two numbers: negative when d is less than e.
func (d decimal) compare(e decimal) int {
	if d.negative != e.negative {
		if d.negative {
			return -1
		}
		return 1
	}
	order := len(d.integer) - len(e.integer)
	if order == 0 {
		order = strings.Compare(d.integer, e.integer)
	}
	if order == 0 {
		order = strings.Compare(d.fraction, e.fraction)
	}
	if d.negative {
		return -order
	}
	return order
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
