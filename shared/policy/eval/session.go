package eval

import "github.com/iam-copilot/iam-copilot/shared/policy"

// hasSessionPolicies reports whether session policies limit the caller.
func (s *Set) hasSessionPolicies(c *Call) bool {
	return len(s.Session) > 0 && c.principal.hasAccountIdentity() && c.principal.kind != RootUser
}

// sessionStage evaluates the session policies. Together they cap the session: one
// of them must allow ("Policies and permissions in AWS Identity and Access
// Management", session policies).
//
// A federated user's session without session policies has no permissions but
// those that resource-based policies give the session itself ("Policy evaluation
// for requests within a single account"; "GetFederationToken", AWS STS API
// Reference). A role session without them is not limited.
func (s *Set) sessionStage(e *evaluator) verdict {
	if s.hasSessionPolicies(e.call) {
		return e.policies(place{policy.KindSession, -1}, s.Session)
	}
	if e.call.principal.kind == FederatedUser {
		return verdict{deny: known(no), allow: known(no)}
	}
	return unlimited
}

// sessionOfUser reports whether an IAM user acts in a session that session
// policies limit; a resource-based policy that names the user then no longer names
// the caller itself.
func (s *Set) sessionOfUser(c *Call) bool {
	return c.principal.kind == IAMUser && len(s.Session) > 0
}
