package compare

import (
	"fmt"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Relation is how what policy A allows relates to what policy B allows.
type Relation string

// The relations.
const (
	Equivalent   Relation = "equivalent"   // A and B allow the same
	Broader      Relation = "broader"      // A allows all that B does, and more
	Narrower     Relation = "narrower"     // B allows all that A does, and more
	Incomparable Relation = "incomparable" // each allows something that the other does not
	Unknown      Relation = "unknown"      // not decided: see Result.Reason
)

// DefaultBudget is the work a comparison may take, in steps of some tens of
// nanoseconds.
const DefaultBudget = 4_000_000

// Options are the circumstances of a comparison.
type Options struct {
	// Denies compares what the policies deny instead of what they allow.
	Denies bool
	// Budget bounds the work; zero means DefaultBudget.
	Budget int
}

// Result is how two policies relate.
type Result struct {
	Relation Relation `json:"relation"`
	// Witness is a request that the policies treat differently; nil when they are
	// equivalent. It is one that A allows and B does not, save for Narrower.
	Witness *Witness `json:"witness,omitempty"`
	// OtherWitness is a request that B allows and A does not, when the policies are
	// incomparable.
	OtherWitness *Witness `json:"other_witness,omitempty"`
	// Reason says why the relation is unknown.
	Reason string `json:"reason,omitempty"`
}

// Policies compares two compiled policies of the same kind.
func Policies(a, b *eval.Policy, opts Options) Result {
	return Sets([]*eval.Policy{a}, []*eval.Policy{b}, opts)
}

// Sets compares what two lists of policies allow, each list as if its policies were
// attached to one identity or resource: what one of them allows and none denies. All
// must be of the same kind.
func Sets(a, b []*eval.Policy, opts Options) Result {
	more := search(a, b, opts)
	less := search(b, a, opts)
	if more.witness != nil {
		more.witness.AllowedBy = "a"
	}
	if less.witness != nil {
		less.witness.AllowedBy = "b"
	}
	switch {
	case more.witness != nil && less.witness != nil:
		return Result{Relation: Incomparable, Witness: more.witness, OtherWitness: less.witness}
	case more.undecided != "":
		return Result{Relation: Unknown, Witness: less.witness, Reason: more.undecided}
	case less.undecided != "":
		return Result{Relation: Unknown, Witness: more.witness, Reason: less.undecided}
	case more.witness != nil:
		return Result{Relation: Broader, Witness: more.witness}
	case less.witness != nil:
		return Result{Relation: Narrower, Witness: less.witness}
	}
	return Result{Relation: Equivalent}
}

// Texts parses and compares two policy documents. kind may be empty: then the documents
// are resource-based policies when a statement of either names a principal, else
// identity-based ones. An error names the document, "A" or "B", that AWS would refuse,
// and why.
func Texts(a, b []byte, kind policy.Kind, opts Options) (Result, error) {
	docs := [2]*policy.Document{policy.Parse(a), policy.Parse(b)}
	if kind == "" {
		kind = KindOf(docs[0], docs[1])
	}
	var compiled [2]*eval.Policy
	for i, doc := range docs {
		p, err := eval.Compile(doc, kind, "")
		if err != nil {
			return Result{}, fmt.Errorf("policy %c: %w", 'A'+i, err)
		}
		compiled[i] = p
	}
	return Policies(compiled[0], compiled[1], opts), nil
}

// KindOf guesses the kind of documents that are compared: resource when a statement of
// any names a principal, else identity.
func KindOf(docs ...*policy.Document) policy.Kind {
	for _, doc := range docs {
		for i := range doc.Statements {
			if st := &doc.Statements[i]; st.Principal != nil || st.NotPrincipal != nil {
				return policy.KindResource
			}
		}
	}
	return policy.KindIdentity
}
