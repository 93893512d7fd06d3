package generate

import (
	"net/netip"
	"regexp"
	"strings"
	"unicode"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

type tokenKind int

const (
	wordToken tokenKind = iota
	punctToken
	quotedToken // text within quotation marks: always a name
	arnToken
	actionToken  // s3:GetObject, s3:Get*
	accountToken // twelve digits
	cidrToken    // an IP address or range
	regionToken  // us-east-1, eu-*
	dateToken    // 2026-01-31, with or without a time
	pairToken    // env=prod, Environment:prod
	urlToken     // s3://bucket/key
)

// token is one piece of the sentence. Text is as written, low in lower case.
type token struct {
	kind      tokenKind
	text, low string
}

var (
	accountForm = regexp.MustCompile(`^\d{12}$`)
	regionForm  = regexp.MustCompile(`^(af|ap|ca|cn|eu|il|me|mx|sa|us)(-(gov|isoa|isob|iso))?-(((north|south|east|west|central|northeast|southeast|northwest|southwest)-(\d|\*))|\*)$`)
	dateForm    = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$`)
	actionForm  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]*:([A-Za-z*?][A-Za-z0-9*?]*)$`)
	pairForm    = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_.:/-]*)(==?|:)([^=:\s]+)$`)
)

const closing = `,.;:!?)]}`

// quotes pairs each opening quotation mark with its closing one.
var quotes = map[rune]rune{'"': '"', '\'': '\'', '`': '`', '“': '”', '‘': '’', '«': '»'}

// tokenize cuts a sentence. It never fails: what it does not recognise is a word.
func tokenize(sentence string) []token {
	var tokens []token
	runes := []rune(sentence)
	for i := 0; i < len(runes); {
		c := runes[i]
		switch {
		case c == '\n':
			tokens = append(tokens, token{punctToken, "\n", "\n"})
			i++
		case c <= ' ' || c == '\u00a0' || c == '(' || c == '[' || c == '{' || c == ')' || c == ']' || c == '}':
			i++
		case quotes[c] != 0 && closes(runes[i+1:], quotes[c]) >= 0:
			end := closes(runes[i+1:], quotes[c])
			tokens = append(tokens, quoted(string(runes[i+1:i+1+end])))
			i += end + 2
		case c == '–' || c == '—' || c == '+' && (i+1 == len(runes) || runes[i+1] <= ' '):
			tokens = append(tokens, token{punctToken, ",", ","})
			i++
		case strings.ContainsRune(closing, c):
			tokens = append(tokens, token{punctToken, string(c), string(c)})
			i++
		case c == '=':
			tokens = append(tokens, token{wordToken, "=", "="})
			i++
			for i < len(runes) && runes[i] == '=' {
				i++
			}
		default:
			end := i
			for end < len(runes) && runes[end] > ' ' && runes[end] != '\u00a0' {
				end++
			}
			// ${aws:username} keeps its braces; other brackets end the word.
			word := trimWord(string(runes[i:end]))
			tokens = append(tokens, words(word)...)
			i += len([]rune(word))
		}
	}
	return tokens
}

// closes finds the closing mark: one that is followed by a space, punctuation or the end, so that an apostrophe is none.
func closes(rest []rune, mark rune) int {
	for i, c := range rest {
		if c == '\n' {
			return -1
		}
		if c == mark && i > 0 && (i+1 == len(rest) || rest[i+1] <= ' ' || strings.ContainsRune(closing, rest[i+1])) {
			return i
		}
	}
	return -1
}

func quoted(text string) token {
	if t := classify(text); t.kind != wordToken {
		return t
	}
	return token{quotedToken, text, strings.ToLower(text)}
}

// trimWord cuts punctuation off the end of a word.
func trimWord(word string) string {
	for len(word) > 1 {
		cut := strings.TrimRight(word, `,.;:!?`)
		if cut == "" {
			return word[:1]
		}
		if end := cut[len(cut)-1]; end == ')' || end == ']' || end == '}' && !strings.Contains(cut, "${") || end == '"' || end == '\'' {
			cut = cut[:len(cut)-1]
		}
		if cut == word || cut == "" {
			return word
		}
		word = cut
	}
	return word
}

// words makes one or more tokens of what stands between two spaces.
func words(text string) []token {
	if t := classify(text); t.kind != wordToken {
		return []token{t}
	}
	if parts := alternatives(text); parts != nil {
		var tokens []token
		for i, p := range parts {
			if i > 0 {
				tokens = append(tokens, token{punctToken, ",", ","})
			}
			tokens = append(tokens, word(p))
		}
		return tokens
	}
	// "env=" and "=prod" are pairs written with a space on one side.
	if before, after, ok := strings.Cut(text, "="); ok && (before == "" || after == "") {
		tokens := []token{}
		if before != "" {
			tokens = append(tokens, word(before))
		}
		tokens = append(tokens, token{wordToken, "=", "="})
		if after != "" {
			tokens = append(tokens, word(after))
		}
		return tokens
	}
	return []token{word(text)}
}

func word(text string) token {
	low := strings.ToLower(strings.NewReplacer("’", "'", "‑", "-").Replace(text))
	low = strings.TrimSuffix(low, "'s")
	low = strings.TrimSuffix(low, "s'")
	return token{wordToken, strings.TrimSuffix(strings.TrimSuffix(text, "'s"), "’s"), low}
}

// alternatives splits "read/write" and "get/put/delete", but not paths and names.
func alternatives(text string) []string {
	if !strings.Contains(text, "/") {
		return nil
	}
	parts := strings.Split(strings.ToLower(text), "/")
	for _, p := range parts {
		if !splitsAtSlash(p) {
			return nil
		}
	}
	return parts
}

func classify(text string) token {
	low := strings.ToLower(text)
	kind := wordToken
	switch {
	case strings.HasPrefix(low, "arn:"):
		kind = arnToken
	case strings.HasPrefix(low, "s3://") && len(low) > len("s3://"):
		kind = urlToken
	case accountForm.MatchString(text):
		kind = accountToken
	case regionForm.MatchString(low):
		return token{regionToken, low, low}
	case dateForm.MatchString(text):
		kind = dateToken
	case isAddress(text):
		kind = cidrToken
	case actionForm.MatchString(text) && isPrefix(low[:strings.IndexByte(low, ':')]):
		kind = actionToken
	case pairForm.MatchString(text) && !strings.Contains(low, "://"):
		kind = pairToken
	}
	return token{kind, text, low}
}

func isPrefix(prefix string) bool { return catalog.Known(prefix) }

func isAddress(text string) bool {
	if !strings.ContainsAny(text, ".:") {
		return false
	}
	if _, err := netip.ParsePrefix(text); err == nil {
		return true
	}
	_, err := netip.ParseAddr(text)
	return err == nil
}

// isIdentifier tells whether a word looks like a name that a person gave rather than like English: it has a digit, a
// wildcard, punctuation within, or capitals after the first letter.
func (t token) isIdentifier() bool {
	if t.kind == quotedToken {
		return true
	}
	if t.kind != wordToken {
		return false
	}
	if !strings.ContainsFunc(t.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '*' }) {
		return false
	}
	if strings.ContainsAny(t.text, "-_./*?$@:#0123456789") {
		return true
	}
	inner := t.text[1:]
	return strings.ToLower(inner) != inner && strings.ToUpper(t.text) != t.text
}

// capitalised tells whether the word starts with a capital letter.
func (t token) capitalised() bool { return t.text != "" && t.text[0] >= 'A' && t.text[0] <= 'Z' }
