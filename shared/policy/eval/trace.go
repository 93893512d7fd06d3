package eval

import "github.com/iam-copilot/iam-copilot/shared/policy"

// Result is a decision with its reasons.
type Result struct {
	Decision Decision `json:"decision"`
	// Reason says in one sentence why.
	Reason string `json:"reason"`
	// MissingContext names the context keys that an unknown decision hangs on,
	// sorted. It is empty for every other decision.
	MissingContext []string `json:"missing_context"`
	// Statements are the statements that decided: those that deny, those that
	// together allow, or those whose effect is not known. Nothing decides an
	// implicit deny.
	Statements []StatementTrace `json:"statements"`
	// Stages are the stages of the evaluation, in AWS's order.
	Stages []Stage `json:"stages"`
}

// The stages, in the order of "Policy evaluation logic".
const (
	StageDeny     = "deny"     // does any policy deny explicitly?
	StageRCP      = "rcp"      // resource control policies
	StageSCP      = "scp"      // service control policies
	StageResource = "resource" // the policy of the resource
	StageTrust    = "trust"    // instead of resource: the role's trust policy
	StageIdentity = "identity" // policies of the user or role
	StageBoundary = "boundary" // permissions boundary
	StageSession  = "session"  // session policies
)

// NotApplicable is the outcome of a stage that plays no part in a request. The
// other outcomes are the decisions.
const NotApplicable Decision = "not_applicable"

// Stage is what one stage of the evaluation found.
type Stage struct {
	Stage   string   `json:"stage"`
	Outcome Decision `json:"outcome"`
	// Reason is a sentence that explains the outcome.
	Reason string `json:"reason"`
	// Statements are the statements of this stage that apply, or may apply.
	Statements []StatementTrace `json:"statements,omitempty"`
	// MissingContext names the keys that an unknown outcome hangs on, sorted.
	MissingContext []string `json:"missing_context,omitempty"`
}

// StatementTrace identifies a statement that applies to the request, or may.
type StatementTrace struct {
	// PolicyType is the kind of policy: identity, resource, trust, scp, rcp,
	// boundary or session.
	PolicyType policy.Kind `json:"policy_type"`
	// Level is the level of the organization, from 0 for the root; SCPs and RCPs only.
	Level *int `json:"level,omitempty"`
	// PolicyIndex is the place of the policy among those of its kind (and level),
	// from 0.
	PolicyIndex int `json:"policy_index"`
	// PolicyID is the name of the policy, when it has one.
	PolicyID string `json:"policy_id,omitempty"`
	// StatementIndex is the place of the statement in the policy, from 0.
	StatementIndex int    `json:"statement_index"`
	Sid            string `json:"sid,omitempty"`
	Effect         string `json:"effect"`
	// Applies is "yes", or "unknown" when that hangs on MissingContext.
	Applies        string   `json:"applies"`
	MissingContext []string `json:"missing_context,omitempty"`
	// Names tells how a resource-based Allow names the caller: "principal" (the
	// caller itself, or everyone), "role" or "user" (the identity behind a
	// session), or "account".
	Names string `json:"names,omitempty"`

	deny  bool
	truth truth
}

// tracer collects what the stages find.
type tracer struct {
	statements []StatementTrace
	identity   verdict
	resource   resourceVerdict
	boundary   verdict
	session    verdict
	scp, rcp   verdict
	scpLevels  []verdict
}

// record notes a statement that applies or may apply.
func (e *evaluator) record(at place, index int, p *Policy, st *statement, f finding) {
	if e.trace == nil {
		return
	}
	e.trace.add(at, index, p, st, f)
}

func (t *tracer) add(at place, index int, p *Policy, st *statement, f finding) *StatementTrace {
	s := StatementTrace{
		PolicyType: at.kind, PolicyIndex: index, PolicyID: p.id,
		StatementIndex: st.index, Sid: st.sid, Effect: "Allow", Applies: "yes",
		MissingContext: sortedKeys(f.missing), deny: st.deny, truth: f.truth,
	}
	if at.level >= 0 {
		level := at.level
		s.Level = &level
	}
	if st.deny {
		s.Effect = "Deny"
	}
	if f.truth == maybe {
		s.Applies = "unknown"
	}
	t.statements = append(t.statements, s)
	return &t.statements[len(t.statements)-1]
}

// recordGrant notes an Allow of a resource-based policy and how it names the caller.
func (e *evaluator) recordGrant(at place, p *Policy, st *statement, g grant) {
	if e.trace == nil {
		return
	}
	s := e.trace.add(at, 0, p, st, g.any())
	switch s.truth {
	case g.direct.truth:
		s.Names = "principal"
	case g.entity.truth:
		s.Names = "role"
		if e.call.principal.kind == IAMUser || e.call.principal.kind == FederatedUser {
			s.Names = "user"
		}
	default:
		s.Names = "account"
	}
}

// recordLevel notes what the SCPs of one level say.
func (e *evaluator) recordLevel(level int, v verdict) {
	if e.trace != nil && level == len(e.trace.scpLevels) {
		e.trace.scpLevels = append(e.trace.scpLevels, v)
	}
}

// of gives the statements of one kind of policy.
func (t *tracer) of(kinds ...policy.Kind) []StatementTrace {
	var out []StatementTrace
	for _, s := range t.statements {
		for _, k := range kinds {
			if s.PolicyType == k {
				out = append(out, s)
			}
		}
	}
	return out
}

// Explain gives the decision of [Set.Decide] with its reasons.
func (s *Set) Explain(c *Call) Result {
	call := *c
	call.explain = true
	e := evaluator{call: &call, trace: &tracer{}}
	out := s.evaluate(&e)
	x := explanation{set: s, call: &call, trace: e.trace, outcome: out}
	if out.decision == Unknown {
		x.settled = s.settle(&call, out)
		x.outcome.decision = x.settled.decision
	}
	return x.result()
}
