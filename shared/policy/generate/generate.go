// Package generate writes the smallest sensible IAM policy, offline and always the same for the same input: for what a
// person asks in an English sentence (FromSentence), for access levels and ARNs (FromLevels), for what CloudTrail has
// seen (Trail) and for a denied request (FromDenial).
//
// FromSentence is a grammar over the catalog of AWS services, not a guess: every word either
// has a meaning that is told back in Result.Explanations, or is listed in Result.Unmatched.
//
// How a sentence is read:
//
//   - it is cut into tokens, and the tokens into phrases that the vocabulary knows (package files token.go, phrase.go);
//   - phrases form clauses, each with an effect, verbs, the things acted on, and conditions (parse.go and neighbours);
//   - each verb and thing gives actions: well-known least sets for the common services (curated_*.go), the access
//     levels of the catalog for all others (actions.go);
//   - each action gets the resources it takes: ARNs that were given, or patterns as narrow as the names in the sentence
//     allow (resources.go);
//   - actions with the same effect, resources and conditions become one statement (statements.go).
//
// No action is written that the catalog does not know.
package generate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Limits of a request.
const (
	// MaxDescription is the longest sentence, in bytes.
	MaxDescription = 4000
	// MaxARNs is how many resource ARNs are read.
	MaxARNs = 200
	// MaxClauses is how many things may be asked for in one description.
	MaxClauses = 40
)

// Request asks for a policy.
type Request struct {
	// Description is the sentence: "Allow Lambda to read objects in S3 bucket my-bucket".
	Description string
	// ResourceARNs are resources the policy should be about. They may hold wildcards.
	ResourceARNs []string
	// PrincipalType tells who will use the policy: "", "user", "group", "role", or a service such as "lambda" or "ec2".
	PrincipalType string
}

// Result is a policy with its reasons.
type Result struct {
	// Document is the policy as indented JSON, in AWS's usual order of elements.
	Document string
	// Statements are the same in Go.
	Statements []Statement
	// Explanations tell what was made of which words, in order.
	Explanations []Choice
	// Assumptions are what the words left open, and how it was read.
	Assumptions []string
	// Unmatched are words and ARNs that had no effect.
	Unmatched []string
	// Principal tells who is expected to use the policy.
	Principal Principal
	// Kind is what kind of policy it is: an identity-based one, except for a denial that another kind must mend.
	Kind policy.Kind
	// Parts are the same statements in several documents, each within the quota of a managed policy; nil when Document is
	// within it already.
	Parts []string
	// Uses are the actions that were seen in CloudTrail or follow from what was; nil for other sources.
	Uses []ActionUse
	// Denied are the requests in CloudTrail that AWS denied; nil for other sources.
	Denied []DeniedUse
}

// Statement is one statement of the policy.
type Statement struct {
	Sid    string
	Effect string
	// Principal maps the type of a principal, such as "AWS", to its names; nil in policies of an identity.
	Principal map[string][]string
	Action    []string
	NotAction []string
	// Resource is nil in trust policies, which have none.
	Resource []string
	// Condition maps operator to key to values; nil for none.
	Condition map[string]map[string][]string
}

// Choice tells why the generator did one thing.
type Choice struct {
	// Phrase is the words it comes from.
	Phrase string
	// Decision is what was made of them, as a sentence.
	Decision string
	// Actions are those that came of it.
	Actions []string
}

// Principal is a hint where to attach the policy.
type Principal struct {
	// Type is "user", "group", "role", "service", or empty when nothing was said.
	Type string
	// Service is the service principal that assumes the role: "lambda.amazonaws.com"; for Type "service" only.
	Service string
	// Name is how people call the caller: "AWS Lambda function".
	Name string
	// TrustPolicy is the trust policy for a role that Service assumes, as indented JSON; empty without Service.
	TrustPolicy string
}

// ErrTooLong is returned for a request beyond MaxDescription, MaxARNs or MaxClauses.
var ErrTooLong = errors.New("the request is too long")

// NotUnderstoodError is returned when no policy can be made of the words.
type NotUnderstoodError struct {
	// Problem says what is missing, as a sentence.
	Problem string
	// Hint says what to write instead.
	Hint string
	// Suggestions are words near in spelling to those that were not known.
	Suggestions []string
	// Unmatched are the words that were not known.
	Unmatched []string
}

// Error gives problem, suggestions and hint in one line.
func (e *NotUnderstoodError) Error() string {
	text := e.Problem
	if len(e.Suggestions) > 0 {
		text += " Did you mean " + strings.Join(e.Suggestions, ", ") + "?"
	}
	if e.Hint != "" {
		text += " " + e.Hint
	}
	return text
}

// FromSentence writes the policy for a request. The error is a *NotUnderstoodError when the words do not say enough, an
// ErrTooLong for a request beyond the limits, or tells of an ARN that cannot be read.
func FromSentence(r Request) (Result, error) {
	if len(r.Description) > MaxDescription {
		return Result{}, fmt.Errorf("%w: the description has %d bytes, at most %d are read", ErrTooLong, len(r.Description), MaxDescription)
	}
	if len(r.ResourceARNs) > MaxARNs {
		return Result{}, fmt.Errorf("%w: %d ARNs were given, at most %d are read", ErrTooLong, len(r.ResourceARNs), MaxARNs)
	}
	given, err := readARNs(r.ResourceARNs)
	if err != nil {
		return Result{}, err
	}
	request := parse(r.Description)
	if len(request.clauses) > MaxClauses {
		return Result{}, fmt.Errorf("%w: the description asks for %d things, at most %d are read", ErrTooLong, len(request.clauses), MaxClauses)
	}
	draft := newDraft(request, given, r.PrincipalType)
	if err := draft.build(); err != nil {
		return Result{}, err
	}
	return draft.result(), nil
}
