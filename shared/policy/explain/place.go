package explain

import (
	"slices"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// clone copies a request as deep as changes reach.
func clone(r eval.Request) eval.Request {
	r.IdentityPolicies, r.SessionPolicies = slices.Clone(r.IdentityPolicies), slices.Clone(r.SessionPolicies)
	levels := func(in [][]eval.Document) [][]eval.Document {
		out := slices.Clone(in)
		for i := range out {
			out[i] = slices.Clone(out[i])
		}
		return out
	}
	r.SCPs, r.RCPs = levels(r.SCPs), levels(r.RCPs)
	context := make(map[string]eval.Values, len(r.Context))
	for k, v := range r.Context {
		context[k] = v
	}
	r.Context = context
	return r
}

// place is where a policy stands in a request.
type place struct {
	kind  policy.Kind
	level int // of SCPs and RCPs
	index int
}

// document gives the policy of a place, nil where there is none.
func (p place) document(r *eval.Request) *eval.Document {
	list := p.list(r)
	switch {
	case list != nil && p.index < len(*list):
		return &(*list)[p.index]
	case list != nil:
		return nil
	case p.kind == policy.KindBoundary:
		return r.PermissionBoundary
	case r.TrustPolicy != nil:
		return r.TrustPolicy
	}
	return r.ResourcePolicy
}

// list gives the list that a place is in, nil for policies that there is one of.
func (p place) list(r *eval.Request) *[]eval.Document {
	switch p.kind {
	case policy.KindIdentity:
		return &r.IdentityPolicies
	case policy.KindSession:
		return &r.SessionPolicies
	case policy.KindSCP:
		if p.level < len(r.SCPs) {
			return &r.SCPs[p.level]
		}
	case policy.KindRCP:
		if p.level < len(r.RCPs) {
			return &r.RCPs[p.level]
		}
	}
	return nil
}

// put returns the request with another text at a place. Nothing of the given request is changed.
func (p place) put(r eval.Request, text string) eval.Request {
	r = clone(r)
	if list := p.list(&r); list != nil {
		if p.index < len(*list) {
			(*list)[p.index].Text = text
		} else {
			*list = append(*list, eval.Document{Text: text})
		}
		return r
	}
	doc := eval.Document{Text: text}
	if old := p.document(&r); old != nil {
		doc.ID = old.ID
	}
	switch {
	case p.kind == policy.KindBoundary:
		r.PermissionBoundary = &doc
	case r.TrustPolicy != nil:
		r.TrustPolicy = &doc
	default:
		r.ResourcePolicy = &doc
	}
	return r
}

// placeOf is where a statement's policy stands.
func placeOf(s eval.StatementTrace) place {
	p := place{kind: s.PolicyType, index: s.PolicyIndex}
	if s.Level != nil {
		p.level = *s.Level
	}
	return p
}

// levelPointer is the level of a change: SCPs and RCPs have one.
func (p place) levelPointer() *int {
	if p.kind != policy.KindSCP && p.kind != policy.KindRCP {
		return nil
	}
	level := p.level
	return &level
}
