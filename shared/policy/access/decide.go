package access

import (
	"encoding/binary"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// verdict is the answer for one principal.
type verdict struct {
	decision eval.Decision
	result   eval.Result   // of Allowed and Unknown; what denied is not asked
	class    *classReasons // shared by principals with the same policies; nil when it is one alone
	missing  []string      // policies that the snapshot lacks and that could turn the decision
}

// gather collects the policies of a principal that can matter, and reports whether
// one of them can allow.
func (q *question) gather(p *Principal) (allows bool) {
	if q.touched == nil {
		q.identity = append(q.identity[:0], p.identity...)
		return true
	}
	q.identity = q.identity[:0]
	for i := range p.identity {
		switch q.touched[p.identity[i].number] {
		case touchedAllow:
			allows = true
			q.identity = append(q.identity, p.identity[i])
		case touchedDeny:
			q.identity = append(q.identity, p.identity[i])
		}
	}
	return allows
}

// set joins the policies gathered last with those that apply to everyone.
func (q *question) set(p *Principal) *eval.Set {
	q.list = q.list[:0]
	for _, at := range q.identity {
		q.list = append(q.list, at.compiled)
	}
	s := &eval.Set{
		Identity: q.list, Resource: q.compiled, SCPs: q.account.scps.compiled,
		ManagementAccount: q.account.snapshot.ManagementAccount,
	}
	if q.owner == "" || q.owner == q.account.ID {
		s.RCPs = q.account.rcps.compiled // those of other accounts are not known
	}
	if p.boundary != nil {
		s.Boundary = p.boundary.compiled
	}
	return s
}

// decide answers for one principal. With reasons, the result tells them.
func (q *question) decide(p *Principal, reasons bool) (verdict, error) {
	allows := q.gather(p)
	unresolved := len(p.missing) > 0 || p.missingBoundary != ""
	if !allows && len(p.missing) == 0 && !q.named(p) {
		return verdict{decision: eval.ImplicitDeny}, nil
	}
	tests := q.tests(p)
	if !unresolved && q.classes != nil && !tests.personal && !tests.uniqueID {
		return q.decideClass(p, reasons), nil
	}
	call, err := q.callOf(p, &tests)
	if err != nil {
		return verdict{}, err
	}
	v := q.evaluate(p, q.set(p), call, reasons)
	if unresolved && v.decision != eval.ExplicitDeny {
		// What the missing policies can allow at most is everything, so what is
		// denied all the same is denied for certain.
		s := q.set(p)
		if len(p.missing) > 0 {
			s.Identity = append(s.Identity[:len(s.Identity):len(s.Identity)], everything)
		}
		if d := s.Decide(call); d == eval.Allowed || d == eval.Unknown {
			v.missing = p.Unresolved()
		}
	}
	return v, nil
}

// everything is an identity-based policy that allows everything.
var everything = mustCompile(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`, policy.KindIdentity)

func mustCompile(text string, kind policy.Kind) *eval.Policy {
	p, err := eval.Compile(policy.ParseString(text), kind, "")
	if err != nil {
		panic(err) // the text is fixed
	}
	return p
}

// decideClass answers for all principals with the same policies at once.
func (q *question) decideClass(p *Principal, reasons bool) verdict {
	q.key = q.key[:0]
	for i := range q.identity {
		at := &q.identity[i]
		q.key = append(binary.AppendVarint(q.key, int64(at.number)), at.id...)
	}
	if p.boundary != nil {
		q.key = binary.AppendVarint(append(q.key, 'b'), int64(p.boundary.number))
	}
	switch {
	case p.Type == TypeUser:
		q.key = append(q.key, 'u')
	case p.isServiceLinked():
		q.key = append(q.key, 'l')
	}
	if reasons {
		q.key = append(q.key, 'r')
	}
	if v := q.classes[string(q.key)]; v != nil {
		return *v
	}
	key := string(q.key)
	v := q.evaluate(p, q.set(p), q.call.For(p.who), reasons)
	v.class = &classReasons{}
	q.classes[key] = &v
	return v
}

// evaluate asks package eval. Most principals are denied, so that the quick form
// is asked first.
func (q *question) evaluate(p *Principal, s *eval.Set, call *eval.Call, reasons bool) verdict {
	d := s.DecideFast(call)
	switch {
	case d == eval.ExplicitDeny || d == eval.ImplicitDeny, d == eval.Allowed && !reasons:
		return verdict{decision: d}
	case !reasons:
		return verdict{decision: s.Decide(call)}
	}
	v := verdict{result: s.Explain(call)}
	v.decision = v.result.Decision
	return v
}

// tests joins what the policies gathered last, and those that apply to everyone, test
// of the principal.
func (q *question) tests(p *Principal) tests {
	all := q.general
	for i := range q.identity {
		all.join(&q.identity[i].tests)
	}
	if p.boundary != nil {
		all.join(&p.boundary.tests)
	}
	return all
}

// callOf makes the principal's request. What the snapshot tells of the principal's
// tags and id is known in the request.
func (q *question) callOf(p *Principal, tests *tests) (*eval.Call, error) {
	if !tests.userID && !tests.uniqueID && len(tests.tags) == 0 {
		return q.call.For(p.who), nil
	}
	known := make(map[string][]string, len(q.known)+len(tests.tags)+1)
	for k, v := range q.known {
		known[k] = v
	}
	taken := func(key string) bool { return q.given(key) || q.declared(key) }
	for _, key := range tests.tags {
		if taken(key) || p.sessionTags {
			continue
		}
		known[key] = nil
		if value, ok := p.Tags[key[len(principalTag):]]; ok {
			known[key] = []string{value}
		}
	}
	if p.ID != "" && !taken("aws:userid") {
		switch {
		case p.Type == TypeUser:
			known["aws:userid"] = []string{p.ID}
		case !tests.userID:
			// Only the role's id is compared, not the session's name.
			known["aws:userid"] = []string{p.ID + ":session"}
		}
	}
	ctx, err := eval.NewContext(known, q.unknown)
	if err != nil {
		return nil, err
	}
	return eval.NewCall(p.who, q.name, q.resource, q.owner, ctx)
}

// declared reports whether the question itself says that the key is not known.
func (q *question) declared(key string) bool {
	for _, k := range q.unknown {
		if strings.EqualFold(k, key) {
			return true
		}
	}
	return false
}
