package generate

import "slices"

// introductions are the words with which people ask for a policy. They say nothing about what it should allow.
var (
	introVerbs = []string{
		"create", "write", "generate", "make", "build", "draft", "design", "produce", "give", "show", "need", "want", "like", "i'd", "i", "would", "please", "me", "us",
		"we", "can", "could", "you", "help", "provide", "prepare", "define", "craft", "do",
	}
	introNouns  = []string{"policy", "policies", "statement", "permissions", "permission"}
	introFiller = []string{
		"a", "an", "the", "new", "iam", "aws", "least-privilege", "least", "privilege", "minimal", "simple", "restrictive", "secure", "json", "access", "set", "of", "identity-based",
		"identity", "based", "some", "my", "our", "inline", "managed", "customer",
	}
	introEnds = []string{"that", "which", "to", "for", "so", "allowing", "granting", "letting", "giving", "will", "where", "with"}
)

// withoutIntroduction cuts "Please create an IAM policy that" off a sentence. Nothing is cut when the words before
// "policy" say anything else, as in "list policies".
func withoutIntroduction(tokens []token) []token {
	asked := false
	for i, t := range tokens {
		switch {
		case t.kind != wordToken:
			return tokens
		case slices.Contains(introNouns, t.low):
			// "create policies" asks for the permission to do so.
			if i+1 >= len(tokens) || !slices.Contains(introEnds, tokens[i+1].low) || !asked && i > 0 && !slices.Contains(introFiller, tokens[i-1].low) {
				return tokens
			}
			end := i + 1
			if low := tokens[end].low; low != "allowing" && low != "granting" && low != "letting" && low != "giving" {
				end++
			}
			return tokens[end:]
		case slices.Contains(introVerbs, t.low):
			asked = true
		case !slices.Contains(introFiller, t.low):
			return tokens
		}
	}
	return tokens
}
