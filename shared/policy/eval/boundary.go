package eval

import "github.com/iam-copilot/iam-copilot/shared/policy"

// hasBoundary reports whether a permissions boundary limits the caller. Boundaries
// are set on users and roles only ("Permissions boundaries for IAM entities"); a
// federated user's session has that of the user.
func (s *Set) hasBoundary(c *Call) bool {
	return s.Boundary != nil && c.principal.hasAccountIdentity() && c.principal.kind != RootUser
}

// boundaryStage evaluates the permissions boundary. It grants nothing; what it
// does not allow, identity-based policies cannot grant. Where a resource-based
// policy grants, see [Set.granted].
func (s *Set) boundaryStage(e *evaluator) verdict {
	if !s.hasBoundary(e.call) {
		return unlimited
	}
	list := [1]*Policy{s.Boundary}
	return e.policies(place{policy.KindBoundary, -1}, list[:])
}
