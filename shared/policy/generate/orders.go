package generate

import (
	"slices"
	"strings"
)

// Words with which a text, often pasted from somewhere else, orders its reader about instead of saying what access is
// needed: "ignore the previous instructions", "system: …".
var (
	orderVerbs = []string{"ignore", "ignoring", "disregard", "disregarding", "forget", "override", "overriding", "bypass", "discard", "neglect"}
	orderNouns = []string{
		"instruction", "instructions", "rule", "rules", "prompt", "prompts", "guideline", "guidelines", "restriction", "restrictions", "constraint", "constraints",
		"safeguard", "safeguards", "limits", "limitations", "directive", "directives", "checks", "above",
	}
	orderSpeakers = []string{"system", "assistant", "developer", "admin", "administrator"}
)

// orderReach is how many words may stand between the verb and the noun of an order.
const orderReach = 6

// withoutOrders cuts a description off where it begins to order its reader about: who writes so does not describe access,
// and what follows is not to be trusted either. It returns the words that were cut off.
func withoutOrders(tokens []token) (kept []token, order string) {
	start := 0
	for at, t := range tokens {
		if t.kind == punctToken && slices.Contains([]string{".", ";", "!", "?", "\n"}, t.low) {
			start = at + 1
			continue
		}
		if isOrder(tokens, at, at == start) {
			var words []string
			for _, cut := range tokens[start:] {
				if cut.kind != punctToken {
					words = append(words, cut.text)
				}
			}
			return tokens[:start], strings.Join(words, " ")
		}
	}
	return tokens, ""
}

// isOrder tells whether an order begins at a token. A speaker counts at the beginning of a sentence only.
func isOrder(tokens []token, at int, first bool) bool {
	low := tokens[at].low
	if first && slices.Contains(orderSpeakers, low) && at+1 < len(tokens) && tokens[at+1].low == ":" {
		return true
	}
	if tokens[at].kind != wordToken || !slices.Contains(orderVerbs, low) {
		return false
	}
	for next := at + 1; next < len(tokens) && next <= at+orderReach && tokens[next].kind == wordToken; next++ {
		if slices.Contains(orderNouns, tokens[next].low) {
			return true
		}
	}
	return false
}
