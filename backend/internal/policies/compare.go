package policies

import (
	"cmp"
	"context"
	"encoding/json"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/rewrite"
)

// Compare tells how two policies relate. Like the other questions about documents that
// come with the request, it reads nothing and asks nobody, so it leaves no audit record.
func (s *Service) Compare(_ context.Context, _ access.Scope, in api.ComparePoliciesIn) (api.PolicyComparison, error) {
	a, b, err := pair("body.a", in.Body.A, "body.b", in.Body.B, in.Body.PolicyType)
	if err != nil {
		return api.PolicyComparison{}, err
	}
	r := compare.Policies(a, b, compare.Options{Denies: in.Body.Denies})
	return api.PolicyComparison{
		Relation: string(r.Relation), Witness: witness(r.Witness), OtherWitness: witness(r.OtherWitness), Reason: r.Reason,
	}, nil
}

// CheckNoNewAccess tells whether a policy allows what its predecessor did not.
func (s *Service) CheckNoNewAccess(ctx context.Context, sc access.Scope, in api.CheckNewAccessIn) (api.AccessCheck, error) {
	a, b, err := pair("body.new", in.Body.New, "body.existing", in.Body.Existing, in.Body.PolicyType)
	if err != nil {
		return api.AccessCheck{}, err
	}
	w, err := compare.Exceeds([]*eval.Policy{a}, []*eval.Policy{b}, compare.Options{})
	out := checked(w, err, "The new policy allows nothing that the existing one does not.", "The new policy allows what the existing one does not.")
	if !in.Body.Online {
		return out, nil
	}
	newer, err := documentText(in.Body.New)
	if err != nil {
		return api.AccessCheck{}, err
	}
	existing, err := documentText(in.Body.Existing)
	if err != nil {
		return api.AccessCheck{}, err
	}
	out.Online, err = s.online.noNewAccess(ctx, sc, in.CredentialID, newer, existing, a.Kind(), out.Result)
	return out, err
}

// CheckAccessNotGranted tells whether a policy allows some of the actions on some of the
// resources.
func (s *Service) CheckAccessNotGranted(_ context.Context, _ access.Scope, in api.CheckAccessGrantedIn) (api.AccessCheck, error) {
	if len(in.Body.Actions) == 0 && len(in.Body.Resources) == 0 {
		return api.AccessCheck{}, ErrDocument.Saying("Name actions, resources or both.").At("body.actions", "actions or resources are needed")
	}
	p, err := compiled("body.document", in.Body.Document, in.Body.PolicyType)
	if err != nil {
		return api.AccessCheck{}, err
	}
	if err := compare.CheckActions(in.Body.Actions); err != nil {
		return api.AccessCheck{}, ErrDocument.Saying("%s", fault.Sentence(err.Error())).At("body.actions", err.Error())
	}
	w, err := compare.Grants([]*eval.Policy{p}, in.Body.Actions, in.Body.Resources, compare.Options{})
	return checked(w, err, "The policy allows none of it.", "The policy allows some of it."), nil
}

// CheckNoPublicAccess tells whether a resource-based policy allows anybody in.
func (s *Service) CheckNoPublicAccess(_ context.Context, _ access.Scope, in api.CheckPublicAccessIn) (api.AccessCheck, error) {
	p, err := compiled("body.document", in.Body.Document, cmp.Or(in.Body.PolicyType, string(policy.KindResource)))
	if err != nil {
		return api.AccessCheck{}, err
	}
	w, err := compare.Public([]*eval.Policy{p}, compare.Options{})
	return checked(w, err, "The policy allows no public access.", "The policy allows anybody in."), nil
}

// checked is the outcome of a check: a witness fails it.
func checked(w *compare.Witness, err error, pass, fail string) api.AccessCheck {
	switch {
	case err != nil:
		return api.AccessCheck{Result: "UNKNOWN", Message: fault.Sentence(err.Error())}
	case w != nil:
		return api.AccessCheck{Result: "FAIL", Witness: witness(w), Message: fail}
	}
	return api.AccessCheck{Result: "PASS", Message: pass}
}

// Shrink writes a policy in the fewest characters.
func (s *Service) Shrink(_ context.Context, _ access.Scope, in api.RewritePolicyIn) (api.RewrittenPolicy, error) {
	return rewritten(in, rewrite.Shrink)
}

// Tidy removes what is redundant in a policy, and writes no new patterns.
func (s *Service) Tidy(_ context.Context, _ access.Scope, in api.RewritePolicyIn) (api.RewrittenPolicy, error) {
	return rewritten(in, rewrite.Tidy)
}

// Expand writes the action patterns of a policy out.
func (s *Service) Expand(_ context.Context, _ access.Scope, in api.RewritePolicyIn) (api.RewrittenPolicy, error) {
	return rewritten(in, rewrite.Expand)
}

// Split writes a policy as several that each fit a quota.
func (s *Service) Split(_ context.Context, _ access.Scope, in api.RewritePolicyIn) (api.RewrittenPolicy, error) {
	return rewritten(in, rewrite.Split)
}

func rewritten(in api.RewritePolicyIn, f func([]byte, rewrite.Options) (rewrite.Result, error)) (api.RewrittenPolicy, error) {
	text, err := textAt("body.document", in.Body.Document)
	if err != nil {
		return api.RewrittenPolicy{}, err
	}
	r, err := f(text, rewrite.Options{
		Kind: policy.Kind(in.Body.PolicyType), KeepSids: in.Body.KeepSids, Readable: in.Body.Readable, Limit: in.Body.Limit,
	})
	if err != nil {
		return api.RewrittenPolicy{}, refused("body.document", err)
	}
	return api.RewrittenPolicy{Documents: list(r.Documents), Size: r.Size, SizeBefore: r.SizeBefore, Changes: list(r.Changes), Notes: list(r.Notes)}, nil
}

// pair compiles two policies as the same kind.
func pair(atA string, a json.RawMessage, atB string, b json.RawMessage, kind string) (x, y *eval.Policy, err error) {
	textA, err := textAt(atA, a)
	if err != nil {
		return nil, nil, err
	}
	textB, err := textAt(atB, b)
	if err != nil {
		return nil, nil, err
	}
	docA, docB := policy.Parse(textA), policy.Parse(textB)
	of := cmp.Or(policy.Kind(kind), compare.KindOf(docA, docB))
	if x, err = eval.Compile(docA, of, ""); err != nil {
		return nil, nil, refused(atA, err)
	}
	if y, err = eval.Compile(docB, of, ""); err != nil {
		return nil, nil, refused(atB, err)
	}
	return x, y, nil
}

// compiled compiles one policy.
func compiled(at string, raw json.RawMessage, kind string) (*eval.Policy, error) {
	text, err := textAt(at, raw)
	if err != nil {
		return nil, err
	}
	doc := policy.Parse(text)
	p, err := eval.Compile(doc, cmp.Or(policy.Kind(kind), compare.KindOf(doc)), "")
	if err != nil {
		return nil, refused(at, err)
	}
	return p, nil
}

// textAt is documentText for a field of another name.
func textAt(at string, raw json.RawMessage) ([]byte, error) {
	text, err := documentText(raw)
	if err != nil {
		return nil, ErrDocument.At(at, "must be a JSON object, or a string that holds JSON text")
	}
	return text, nil
}

// refused says why AWS would refuse a document, at its field.
func refused(at string, err error) error {
	return ErrDocument.Saying("%s", fault.Sentence(err.Error())).At(at, err.Error())
}

func witness(w *compare.Witness) *api.PolicyWitness {
	if w == nil {
		return nil
	}
	out := api.PolicyWitness(*w)
	return &out
}
