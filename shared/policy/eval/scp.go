package eval

import "github.com/iam-copilot/iam-copilot/shared/policy"

// scpExemption tells why service control policies do not apply to the caller, as
// the end of a sentence; empty when they do ("Service control policies (SCPs)",
// tasks and entities not restricted by SCPs). They limit the users and roles of
// member accounts, the root user included.
func (s *Set) scpExemption(c *Call) string {
	switch {
	case len(s.SCPs) == 0:
		return "none were given"
	case !c.principal.hasAccountIdentity():
		return "the caller is not an identity of an account in the organization"
	case s.ManagementAccount != "" && c.principal.account == s.ManagementAccount:
		return "the caller belongs to the management account"
	case c.principal.isServiceLinkedRole(c.roleARN):
		return "the caller is a service-linked role"
	}
	return ""
}

// scpStage evaluates the service control policies. At every level from the root
// to the account at least one policy must allow; a Deny at any level denies
// ("SCP evaluation").
func (s *Set) scpStage(e *evaluator) verdict {
	if s.scpExemption(e.call) != "" {
		return unlimited
	}
	v := unlimited
	for level, list := range s.SCPs {
		at := e.policies(place{policy.KindSCP, level}, list)
		v.deny, v.allow = v.deny.or(at.deny), v.allow.and(at.allow)
		if e.done(v.deny) {
			break
		}
		e.recordLevel(level, at)
	}
	return v
}
