package eval

// Decision is the outcome of a request.
type Decision string

// The decisions. Only Allowed lets the request through.
const (
	Allowed      Decision = "allowed"
	ExplicitDeny Decision = "explicit_deny" // a Deny statement applies
	ImplicitDeny Decision = "implicit_deny" // nothing allows it, or something that must allow it does not
	Unknown      Decision = "unknown"       // it hangs on context keys that are not known
)

// Set holds every policy that applies to a request. The zero Set holds none, and
// allows nothing but what the root user of an account does in that account.
type Set struct {
	// Identity holds the policies of the user or role: inline, managed, and those
	// of the user's groups.
	Identity []*Policy
	// Resource is the policy of the resource; for sts:AssumeRole and its
	// relatives, the role's trust policy. Nil when the resource has none.
	Resource *Policy
	// Boundary is the permissions boundary of the user or role; nil when it has none.
	Boundary *Policy
	// Session holds the policies passed when the session was made; empty when
	// none was.
	Session []*Policy
	// SCPs holds the service control policies of the principal's account by level
	// of the organization: the root first, then each organizational unit on the
	// way, the account last. Each level must allow. Nil when the account is in no
	// organization or SCPs are not in use.
	SCPs [][]*Policy
	// RCPs holds the resource control policies of the resource's account by
	// level, in the same order. RCPFullAWSAccess, which AWS attaches everywhere
	// and which cannot be detached, need not be listed.
	RCPs [][]*Policy
	// ManagementAccount is the id of the organization's management account, on
	// whose principals SCPs, and on whose resources RCPs, have no effect. Empty
	// when it plays no part in the request.
	ManagementAccount string
}

// evaluator evaluates one call.
type evaluator struct {
	call  *Call
	trace *tracer           // nil when only the decision is wanted
	world map[*clause]truth // results supposed for clauses on unknown keys; nil in a plain evaluation
}

// outcome is what the stages found.
type outcome struct {
	decision Decision
	deny     finding // a Deny statement applies
	allow    finding // everything that must allow does
}

// Decide gives the decision and nothing else. It allocates nothing, unless a
// policy variable stands in an ARN condition, or the decision hangs on unknown
// context keys; then it tries what they could hold, which takes up to a few
// milliseconds.
func (s *Set) Decide(c *Call) Decision {
	e := evaluator{call: c}
	out := s.evaluate(&e)
	if out.decision != Unknown {
		return out.decision
	}
	call := *c
	call.explain = true
	return s.settle(&call, s.evaluate(&evaluator{call: &call})).decision
}

// DecideFast is Decide without the second look at an unknown decision: it may be
// [Unknown] where trying every case of the unknown keys would settle it. It takes
// the same time for every decision, and serves to ask about many principals.
func (s *Set) DecideFast(c *Call) Decision {
	return s.evaluate(&evaluator{call: c}).decision
}

// evaluate runs the stages. Without a trace it stops at the first Deny.
func (s *Set) evaluate(e *evaluator) outcome {
	identity := s.identityStage(e)
	if e.done(identity.deny) {
		return outcome{decision: ExplicitDeny}
	}
	resource := s.resourceStage(e)
	if e.done(resource.deny) {
		return outcome{decision: ExplicitDeny}
	}
	boundary := s.boundaryStage(e)
	if e.done(boundary.deny) {
		return outcome{decision: ExplicitDeny}
	}
	session := s.sessionStage(e)
	if e.done(session.deny) {
		return outcome{decision: ExplicitDeny}
	}
	scp := s.scpStage(e)
	if e.done(scp.deny) {
		return outcome{decision: ExplicitDeny}
	}
	rcp := s.rcpStage(e)

	if t := e.trace; t != nil {
		t.identity, t.resource, t.boundary, t.session, t.scp, t.rcp = identity, resource, boundary, session, scp, rcp
	}
	out := outcome{
		deny:  identity.deny.or(resource.deny).or(boundary.deny).or(session.deny).or(scp.deny).or(rcp.deny),
		allow: s.granted(e.call, identity, resource, boundary.allow.and(session.allow)).and(scp.allow).and(rcp.allow),
	}
	out.decision = decide(out.deny.truth, out.allow.truth)
	return out
}

// done reports whether evaluation can stop: a Deny applies and nobody asks why.
func (e *evaluator) done(deny finding) bool { return deny.truth == yes && e.trace == nil }

// decide is the last step: an explicit deny wins, what nothing allows is denied,
// and anything else that is not certain is unknown.
func decide(deny, allow truth) Decision {
	switch {
	case deny == yes:
		return ExplicitDeny
	case allow == no:
		return ImplicitDeny
	case deny == maybe || allow == maybe:
		return Unknown
	}
	return Allowed
}

// granted joins what identity-based and resource-based policies allow; limit is
// whether permissions boundary and session policies both allow.
//
// Principals that belong to no account, such as services, have only the
// resource-based policy. Across accounts, both sides must allow ("Cross-account
// policy evaluation logic"). Within one account either side is enough, save for
// resources whose own policy must agree; there an Allow for the account leaves the
// decision to identity-based policies ("Policy evaluation for requests within a
// single account"; table in "How AWS enforcement code logic evaluates requests to
// allow or deny access").
func (s *Set) granted(c *Call, identity verdict, resource resourceVerdict, limit finding) finding {
	g := resource.allow
	switch {
	case !c.principal.hasAccountIdentity():
		return g.any()
	case !c.sameAccount():
		return identity.allow.and(limit).and(g.any())
	}
	ownAccount := identity.allow.and(limit)
	if c.needsResourcePolicy() {
		ownAccount = ownAccount.and(g.account)
	}
	return g.direct.or(g.entity.and(limit)).or(ownAccount)
}
