package eval

import "github.com/iam-copilot/iam-copilot/shared/policy"

// identityStage evaluates the identity-based policies: those of the user or role
// and, for a user, of its groups. Any one Allow is enough.
//
// The root user needs none: it has full access to its account ("How AWS
// enforcement code logic evaluates requests to allow or deny access"), except that
// it cannot assume roles ("AssumeRole", AWS STS API Reference). Principals outside
// accounts have no such policies.
func (s *Set) identityStage(e *evaluator) verdict {
	c := e.call
	switch {
	case !c.principal.hasAccountIdentity():
		return verdict{deny: known(no), allow: known(no)}
	case c.principal.kind == RootUser:
		return verdict{deny: known(no), allow: known(truthOf(!c.assumesRole()))}
	}
	return e.policies(place{policy.KindIdentity, -1}, s.Identity)
}
