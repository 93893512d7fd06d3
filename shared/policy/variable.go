package policy

import "strings"

// Template is a policy string split into plain text, wildcards and policy
// variables: what stands in Resource and NotResource and in string and ARN
// conditions. See "IAM policy elements: Variables and tags" in the IAM User
// Guide.
type Template struct {
	Parts []Part
	// Faults lists what is wrong with the variables. Text of a faulty variable
	// is a part of its own, of type PartText.
	Faults []VariableFault
}

// PartType tells the parts of a template apart.
type PartType uint8

// The types of part.
const (
	PartText     PartType = iota // plain text, to be compared as it is
	PartAny                      // *
	PartOne                      // ?
	PartVariable                 // ${key} or ${key, 'default'}
)

// Part is one part of a template. Start and End are byte offsets in its string.
type Part struct {
	Type       PartType
	Text       string // the plain text, or the variable's key as written
	Default    string // of a variable, when HasDefault
	HasDefault bool
	Start, End int
}

// FaultType says what is wrong with a policy variable. The text is the code of
// IAM Access Analyzer's check.
type FaultType string

// The faults of variables.
const (
	FaultMissingBrace FaultType = "MISSING_BRACE_IN_VARIABLE"
	FaultMissingQuote FaultType = "MISSING_QUOTE_IN_VARIABLE"
	FaultSpace        FaultType = "UNSUPPORTED_SPACE_IN_VARIABLE"
	FaultEmpty        FaultType = "EMPTY_VARIABLE"
)

// VariableFault is one fault with the byte offsets of the text it concerns.
type VariableFault struct {
	Type       FaultType
	Start, End int
}

// HasVariables reports whether the template holds a variable that a request's
// context must fill. ${*}, ${?} and ${$} are plain text.
func (t *Template) HasVariables() bool {
	for i := range t.Parts {
		if t.Parts[i].Type == PartVariable {
			return true
		}
	}
	return false
}

// ParseTemplate splits s. With variables false, as in documents of version
// 2008-10-17, "${" has no meaning and only wildcards are recognized.
func ParseTemplate(s string, variables bool) Template {
	var t Template
	text := 0 // where the plain text not yet emitted begins
	emit := func(end int) {
		if text < end {
			t.Parts = append(t.Parts, Part{Type: PartText, Text: s[text:end], Start: text, End: end})
		}
	}
	for i := 0; i < len(s); {
		switch {
		case s[i] == '*' || s[i] == '?':
			emit(i)
			typ := PartAny
			if s[i] == '?' {
				typ = PartOne
			}
			t.Parts = append(t.Parts, Part{Type: typ, Start: i, End: i + 1})
			i++
			text = i
		case variables && s[i] == '$' && i+1 < len(s) && s[i+1] == '{':
			emit(i)
			part, fault, end := variable(s, i)
			if fault != "" {
				t.Faults = append(t.Faults, VariableFault{Type: fault, Start: i, End: end})
			}
			t.Parts = append(t.Parts, part)
			i, text = end, end
		default:
			i++
		}
	}
	emit(len(s))
	return t
}

// variable reads the variable that begins at s[at:] with "${" and returns it
// with the fault it has, if any, and the offset after it.
func variable(s string, at int) (Part, FaultType, int) {
	body := s[at+2:]
	closing, quoted := closingBrace(body)
	if closing < 0 {
		fault := FaultMissingBrace
		if quoted {
			fault = FaultMissingQuote
		}
		return Part{Type: PartText, Text: s[at:], Start: at, End: len(s)}, fault, len(s)
	}
	inner, end := body[:closing], at+2+closing+1
	part := Part{Type: PartVariable, Text: inner, Start: at, End: end}
	asText := Part{Type: PartText, Text: s[at:end], Start: at, End: end}
	switch inner {
	case "":
		return asText, FaultEmpty, end
	case "*", "?", "$":
		return Part{Type: PartText, Text: inner, Start: at, End: end}, "", end
	}
	key, def, found := strings.Cut(inner, ",")
	if found {
		def = strings.TrimLeft(def, " ")
		if len(def) < 2 || def[0] != '\'' || def[len(def)-1] != '\'' {
			return asText, FaultMissingQuote, end
		}
		part.Text, part.Default, part.HasDefault = key, def[1:len(def)-1], true
	}
	if strings.TrimSpace(key) == "" {
		return asText, FaultEmpty, end
	}
	// A tag's key may hold spaces (${aws:PrincipalTag/cost center}); the name
	// before it may not, and nothing may stand at the edges.
	name, _, _ := strings.Cut(key, "/")
	if strings.ContainsAny(name, " \t") || strings.TrimSpace(key) != key {
		return asText, FaultSpace, end
	}
	return part, "", end
}

// closingBrace returns the index of the brace that closes a variable, passing
// over a quoted default. When there is none it returns -1, and whether an open
// quotation is why.
func closingBrace(body string) (index int, quoted bool) {
	brace := strings.IndexByte(body, '}')
	before := body
	if brace >= 0 {
		before = body[:brace]
	}
	quote := strings.IndexByte(before, '\'')
	if quote < 0 {
		return brace, false
	}
	end := strings.IndexByte(body[quote+1:], '\'')
	if end < 0 {
		// The quotation never ends: take the variable to the first brace, where
		// the default is then found to lack its second mark.
		return brace, true
	}
	after := quote + 1 + end + 1
	brace = strings.IndexByte(body[after:], '}')
	if brace < 0 {
		return -1, false
	}
	return after + brace, false
}
