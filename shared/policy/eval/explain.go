package eval

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// explanation turns what the stages found into words.
type explanation struct {
	set     *Set
	call    *Call
	trace   *tracer
	outcome outcome
	settled settlement // of a decision that three-valued logic left unknown
}

func (x *explanation) result() Result {
	r := Result{
		Decision:       x.outcome.decision,
		MissingContext: []string{},
		Statements:     []StatementTrace{},
		Stages:         x.stages(),
	}
	if r.Decision == Unknown {
		r.MissingContext = x.settled.missing
	}
	r.Statements = append(r.Statements, x.deciding()...)
	r.Reason = x.reason(r.Statements)
	return r
}

// stages lists the stages in AWS's order: explicit denies first, then the
// policies that must allow.
func (x *explanation) stages() []Stage {
	return []Stage{
		x.denyStage(),
		x.rcpStage(),
		x.scpStage(),
		x.resourceStage(),
		x.identityStage(),
		x.boundaryStage(),
		x.sessionStage(),
	}
}

func (x *explanation) denyStage() Stage {
	s := Stage{Stage: StageDeny, Outcome: Allowed, Reason: "No statement of any policy denies the request explicitly."}
	for _, st := range x.trace.statements {
		if st.deny {
			s.Statements = append(s.Statements, st)
		}
	}
	switch x.outcome.deny.truth {
	case yes:
		s.Outcome = ExplicitDeny
		s.Reason = sentence(list(certain(s.Statements)) + verb(certain(s.Statements), " denies", " deny") + " the request; an explicit deny overrides every allow")
	case maybe:
		s.Outcome, s.MissingContext = Unknown, sortedKeys(x.outcome.deny.missing)
		s.Reason = sentence("whether " + list(s.Statements) + verb(s.Statements, " denies", " deny") + " the request depends on " + join(s.MissingContext, "and"))
	}
	return s
}

// stage describes a stage of policies any of which may allow.
func (x *explanation) stage(name string, v verdict, what string, kinds ...policy.Kind) Stage {
	s := Stage{Stage: name, Statements: x.trace.of(kinds...)}
	allows, denies := split(s.Statements)
	switch {
	case v.deny.truth == yes:
		s.Outcome, s.Reason = ExplicitDeny, list(certain(denies))+verb(certain(denies), " denies", " deny")+" the request explicitly"
	case v.allow.truth == no && v.deny.truth == maybe:
		s.Outcome, s.Reason = ImplicitDeny, "no "+what+" allows the request, whether or not "+list(denies)+verb(denies, " denies", " deny")+" it"
	case v.allow.truth == no:
		s.Outcome, s.Reason = ImplicitDeny, "no "+what+" allows the request"
	case v.allow.truth == maybe || v.deny.truth == maybe:
		hangs := finding{maybe, nil}
		if v.allow.truth == maybe {
			hangs.missing = v.allow.missing
		}
		if v.deny.truth == maybe {
			hangs.missing = mergeKeys(hangs.missing, v.deny.missing)
		}
		s.Outcome, s.MissingContext = Unknown, sortedKeys(hangs.missing)
		s.Reason = "whether the request is allowed here depends on " + join(s.MissingContext, "and")
	default:
		s.Outcome, s.Reason = Allowed, list(certain(allows))+verb(certain(allows), " allows", " allow")+" the request"
	}
	s.Reason = sentence(s.Reason)
	return s
}

func notApplicable(name, reason string) Stage {
	return Stage{Stage: name, Outcome: NotApplicable, Reason: sentence(reason)}
}

func (x *explanation) rcpStage() Stage {
	if why := x.set.rcpExemption(x.call); why != "" {
		return notApplicable(StageRCP, "resource control policies do not apply: "+why)
	}
	s := x.stage(StageRCP, x.trace.rcp, "resource control policy", policy.KindRCP)
	if s.Outcome == Allowed {
		s.Reason = "No resource control policy denies the request, and RCPFullAWSAccess, which AWS attaches at every level, allows it."
	}
	return s
}

func (x *explanation) scpStage() Stage {
	if why := x.set.scpExemption(x.call); why != "" {
		return notApplicable(StageSCP, "service control policies do not apply: "+why)
	}
	s := x.stage(StageSCP, x.trace.scp, "service control policy", policy.KindSCP)
	if s.Outcome == Allowed {
		s.Reason = "At every level of the organization a service control policy allows the request."
	}
	if s.Outcome != ImplicitDeny {
		return s
	}
	for level, v := range x.trace.scpLevels {
		if v.allow.truth == no {
			s.Reason = fmt.Sprintf("No service control policy %s allows the request; every level must.", x.levelName(level))
			break
		}
	}
	return s
}

// levelName says which level of the organization a list of SCPs belongs to.
func (x *explanation) levelName(level int) string {
	switch {
	case len(x.set.SCPs) == 1:
		return "that applies"
	case level == 0:
		return "at the organization's root (level 0)"
	case level == len(x.set.SCPs)-1:
		return fmt.Sprintf("at the account (level %d)", level)
	}
	return fmt.Sprintf("at level %d of the organization", level)
}

func (x *explanation) resourceStage() Stage {
	name, what := StageResource, "resource-based policy"
	if x.call.assumesRole() {
		name, what = StageTrust, "role trust policy"
	}
	if x.set.Resource == nil {
		s := notApplicable(name, "no "+what+" was given")
		if x.needsResource() {
			s.Outcome = ImplicitDeny
			s.Reason = sentence("no " + what + " was given, and " + x.whyResource())
		}
		return s
	}
	v := x.trace.resource
	s := x.stage(name, verdict{v.deny, v.allow.any()}, "statement of the "+what, policy.KindResource, policy.KindTrust)
	if s.Outcome == Allowed {
		s.Reason = sentence(strings.TrimSuffix(s.Reason, ".") + "; " + x.namesCaller())
	}
	return s
}

// namesCaller explains what an Allow in the resource's policy is worth.
func (x *explanation) namesCaller() string {
	g := x.trace.resource.allow
	switch {
	case !x.call.principal.hasAccountIdentity():
		return "for a caller that belongs to no account, this alone decides"
	case !x.call.sameAccount():
		return "the caller is of another account, so its own policies must allow the request as well"
	case g.direct.truth == yes:
		return "it names the caller itself or everyone, so that implicit denies in other policies of the account do not matter"
	case g.entity.truth == yes:
		return "it names the role or user behind the session, so that only the permissions boundary and session policies limit it"
	case x.call.needsResourcePolicy():
		return "it names the account, which leaves the decision to identity-based policies"
	}
	return "it names only the account, so identity-based policies must allow the request"
}

func (x *explanation) needsResource() bool {
	return !x.call.principal.hasAccountIdentity() || !x.call.sameAccount() || x.call.needsResourcePolicy()
}

func (x *explanation) whyResource() string {
	switch {
	case x.call.assumesRole():
		return "only a role's trust policy can let somebody assume it"
	case !x.call.principal.hasAccountIdentity():
		return "a caller that belongs to no account needs one that allows the request"
	case !x.call.sameAccount():
		return "access from another account needs one that allows the request"
	}
	return "a KMS key can only be used as far as its key policy allows"
}

func (x *explanation) identityStage() Stage {
	p := x.call.principal
	switch {
	case !p.hasAccountIdentity():
		return notApplicable(StageIdentity, "the caller has no identity-based policies")
	case p.kind == RootUser && x.call.assumesRole():
		return Stage{Stage: StageIdentity, Outcome: ImplicitDeny, Reason: "The root user of an account cannot assume roles."}
	case p.kind == RootUser:
		return Stage{Stage: StageIdentity, Outcome: Allowed, Reason: "The root user has full access to its account and needs no identity-based policy."}
	}
	return x.stage(StageIdentity, x.trace.identity, "identity-based policy", policy.KindIdentity)
}

func (x *explanation) boundaryStage() Stage {
	if !x.set.hasBoundary(x.call) {
		return notApplicable(StageBoundary, "no permissions boundary limits the caller")
	}
	return x.stage(StageBoundary, x.trace.boundary, "statement of the permissions boundary", policy.KindBoundary)
}

func (x *explanation) sessionStage() Stage {
	switch {
	case x.set.hasSessionPolicies(x.call):
		return x.stage(StageSession, x.trace.session, "session policy", policy.KindSession)
	case x.call.principal.kind == FederatedUser:
		return Stage{
			Stage: StageSession, Outcome: ImplicitDeny,
			Reason: "A federated user's session without session policies has only what resource-based policies give to it.",
		}
	}
	return notApplicable(StageSession, "no session policies limit the caller")
}

// certain keeps the statements that apply for certain.
func certain(list []StatementTrace) []StatementTrace {
	var out []StatementTrace
	for _, s := range list {
		if s.truth == yes {
			out = append(out, s)
		}
	}
	return out
}

func split(list []StatementTrace) (allows, denies []StatementTrace) {
	for _, s := range list {
		if s.deny {
			denies = append(denies, s)
		} else {
			allows = append(allows, s)
		}
	}
	return allows, denies
}
