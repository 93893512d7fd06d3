package eval

import (
	"fmt"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Simulate decides one request and explains the decision. An error names the part
// of the request that cannot be understood: a policy that AWS would refuse, a
// principal, an action, an account.
func Simulate(r Request) (Answer, error) {
	return new(simulator).simulate(r)
}

// simulator compiles and decides requests. It keeps compiled policies, because the
// lines of a batch mostly repeat them.
type simulator struct {
	compiled map[compiledKey]*Policy
	bytes    int
}

type compiledKey struct {
	kind     policy.Kind
	id, text string
}

// maxKeptBytes bounds the text of the policies a simulator keeps.
const maxKeptBytes = 8 << 20

func (m *simulator) simulate(r Request) (Answer, error) {
	who, err := ParsePrincipal(r.Principal)
	if err != nil {
		return Answer{}, err
	}
	known := make(map[string][]string, len(r.Context))
	for name, values := range r.Context {
		known[name] = values
	}
	ctx, err := NewContext(known, r.UnknownContext)
	if err != nil {
		return Answer{}, err
	}
	call, err := NewCall(who, r.Action, r.Resource, r.ResourceAccount, ctx)
	if err != nil {
		return Answer{}, err
	}
	set, err := m.compile(&r, call)
	if err != nil {
		return Answer{}, err
	}
	return set.Explain(call), nil
}

// compile prepares every policy of a request.
func (m *simulator) compile(r *Request, call *Call) (*Set, error) {
	set := &Set{ManagementAccount: r.ManagementAccount}
	if r.ManagementAccount != "" && !policy.IsAccountID(r.ManagementAccount) {
		return nil, fmt.Errorf("management account %q is not a 12-digit account id", r.ManagementAccount)
	}
	var err error
	if set.Identity, err = m.list(r.IdentityPolicies, policy.KindIdentity, "identity_policies"); err != nil {
		return nil, err
	}
	if set.Session, err = m.list(r.SessionPolicies, policy.KindSession, "session_policies"); err != nil {
		return nil, err
	}
	if set.SCPs, err = m.levels(r.SCPs, policy.KindSCP, "scps"); err != nil {
		return nil, err
	}
	if set.RCPs, err = m.levels(r.RCPs, policy.KindRCP, "rcps"); err != nil {
		return nil, err
	}
	if set.Boundary, err = m.one(r.PermissionBoundary, policy.KindBoundary, "permission_boundary"); err != nil {
		return nil, err
	}
	set.Resource, err = m.resource(r, call)
	return set, err
}

// resource compiles the resource's policy, under either of its names.
func (m *simulator) resource(r *Request, call *Call) (*Policy, error) {
	kind := policy.KindResource
	if call.assumesRole() {
		kind = policy.KindTrust
	}
	switch {
	case r.TrustPolicy == nil:
		return m.one(r.ResourcePolicy, kind, "resource_policy")
	case r.ResourcePolicy != nil:
		return nil, fmt.Errorf("the request has both resource_policy and trust_policy; the trust policy of a role is its resource policy")
	case kind != policy.KindTrust:
		return nil, fmt.Errorf("trust_policy: a trust policy only governs the actions that assume a role, such as sts:AssumeRole, not %s", call.action)
	}
	return m.one(r.TrustPolicy, kind, "trust_policy")
}

func (m *simulator) levels(levels [][]Document, kind policy.Kind, where string) ([][]*Policy, error) {
	var out [][]*Policy
	for i, docs := range levels {
		list, err := m.list(docs, kind, fmt.Sprintf("%s[%d]", where, i))
		if err != nil {
			return nil, err
		}
		out = append(out, list)
	}
	return out, nil
}

func (m *simulator) list(docs []Document, kind policy.Kind, where string) ([]*Policy, error) {
	var out []*Policy
	for i := range docs {
		p, err := m.one(&docs[i], kind, fmt.Sprintf("%s[%d]", where, i))
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func (m *simulator) one(doc *Document, kind policy.Kind, where string) (*Policy, error) {
	if doc == nil {
		return nil, nil
	}
	key := compiledKey{kind, doc.ID, doc.Text}
	if p, ok := m.compiled[key]; ok {
		return p, nil
	}
	p, err := Compile(policy.ParseString(doc.Text), kind, doc.ID)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", where, err)
	}
	if m.bytes += len(doc.Text); m.compiled == nil || m.bytes > maxKeptBytes {
		m.compiled, m.bytes = make(map[compiledKey]*Policy), len(doc.Text)
	}
	m.compiled[key] = p
	return p, nil
}
