// Package explain tells why AWS denied a request and what the smallest change is that would allow it. A change is not
// claimed but proved: it is made in a copy of the policies, and the evaluator is asked again.
//
// What it goes by is "Policy evaluation logic" and "Troubleshoot access denied error messages" (IAM User Guide).
package explain

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

// Explanation is why a request was denied.
type Explanation struct {
	// Principal, Action and Resource are the request, from the message and from what came with it.
	Principal string `json:"principal"`
	Action    string `json:"action"`
	Resource  string `json:"resource"`
	// Summary says in one sentence what denies the request.
	Summary string `json:"summary"`
	// Effect is how it is denied: by a Deny statement or for want of an Allow; empty when that is not known.
	Effect denial.Effect `json:"effect"`
	// PolicyType is the type of policy that denies, or lacks the Allow; empty when that is not known.
	PolicyType denial.PolicyType `json:"policy_type"`
	// PolicyARN is the policy's ARN, when the message tells.
	PolicyARN string `json:"policy_arn,omitempty"`
	// Statements are the Deny statements that match, of the policies that were given.
	Statements []eval.StatementTrace `json:"statements"`
	// Decision is what the evaluator makes of the policies that were given; empty when none were.
	Decision eval.Decision `json:"decision,omitempty"`
	// MissingContext are condition keys that the decision hangs on.
	MissingContext []string `json:"missing_context,omitempty"`
	// Details are further findings, each a sentence: statements that nearly allow, contradictions with the message.
	Details []string `json:"details"`
	// Changes are all needed to allow the request, in this order, and none of them can be left out.
	Changes []Change `json:"changes"`
	// Proved is true when the evaluator allows the request after the changes, with the policies that were given; without
	// policies, under the assumption that the policies of other types allow it.
	Proved bool `json:"proved"`
	// Assumed is true when no policies were given, so that the changes are made in empty ones.
	Assumed bool `json:"assumed"`
	// Advice is what else to look at or to do, each a sentence.
	Advice []string `json:"advice"`
}

// What a change does.
const (
	AddStatement    = "add_statement"
	EditStatement   = "edit_statement"
	RemoveStatement = "remove_statement"
)

// Change is one edit of one policy.
type Change struct {
	// Kind is AddStatement, EditStatement or RemoveStatement.
	Kind string `json:"kind"`
	// Title says what is done, as a sentence.
	Title string `json:"title"`
	// PolicyType, Level, PolicyIndex and PolicyID name the policy as a StatementTrace does. PolicyIndex is the number of
	// policies of the type when the change adds one.
	PolicyType  denial.PolicyType `json:"policy_type"`
	Level       *int              `json:"level,omitempty"`
	PolicyIndex int               `json:"policy_index"`
	PolicyID    string            `json:"policy_id,omitempty"`
	// StatementIndex and Sid name the statement, as it was before.
	StatementIndex int    `json:"statement_index"`
	Sid            string `json:"sid,omitempty"`
	// Statement is the statement as it is afterwards, or the one that is added; empty when it is removed.
	Statement string `json:"statement,omitempty"`
	// Before and After are the whole policy. Before is empty for a new policy.
	Before string `json:"before,omitempty"`
	After  string `json:"after"`
	// AlsoAllows warns of what else the change lets happen, each a sentence.
	AlsoAllows []string `json:"also_allows"`
}

// Denial explains a message. given are the policies that apply, with the request's context; its principal, action and
// resource may be left out where the message has them, and win where both do. Without policies (nil) the message alone is
// explained. The error tells of a request that cannot be evaluated, such as a policy that AWS would refuse.
func Denial(m denial.Message, given *eval.Request) (Explanation, error) {
	x := Explanation{
		Effect: m.Effect, PolicyType: m.PolicyType, PolicyARN: m.PolicyARN,
		Statements: []eval.StatementTrace{}, Details: []string{}, Changes: []Change{}, Advice: append([]string{}, m.Advice...),
	}
	r := eval.Request{}
	if given != nil {
		r = clone(*given)
	}
	x.join(&r, m)
	x.Principal, x.Action, x.Resource = r.Principal, r.Action, r.Resource
	if given == nil || !hasPolicies(given) {
		return x.alone(m, r)
	}
	return x.with(m, r)
}

// join fills what the request leaves out from the message, and tells of contradictions.
func (x *Explanation) join(r *eval.Request, m denial.Message) {
	for _, f := range []struct {
		name    string
		ours    *string
		message string
	}{{"principal", &r.Principal, m.Principal}, {"action", &r.Action, m.Action}, {"resource", &r.Resource, m.Resource}} {
		switch {
		case *f.ours == "":
			*f.ours = f.message
		case f.message != "" && !strings.EqualFold(*f.ours, f.message):
			x.Details = append(x.Details, fmt.Sprintf("The message is about the %s %s, the request about %s, which is what is explained.", f.name, f.message, *f.ours))
		}
	}
	if len(m.Context) > 0 && r.Context == nil {
		r.Context = map[string]eval.Values{}
	}
	for key, values := range m.Context {
		if _, known := r.Context[key]; !known {
			r.Context[key] = values
		}
	}
}

func hasPolicies(r *eval.Request) bool {
	return len(r.IdentityPolicies)+len(r.SessionPolicies)+len(r.SCPs)+len(r.RCPs) > 0 || r.ResourcePolicy != nil || r.TrustPolicy != nil || r.PermissionBoundary != nil
}

// with explains a denial by the policies that apply.
func (x Explanation) with(m denial.Message, r eval.Request) (Explanation, error) {
	if x.Action == "" || x.Principal == "" {
		x.Summary = "The request is not known well enough to evaluate the policies: the message does not tell its principal or its action."
		x.advise("Give the principal and the action in the request.")
		return x, nil
	}
	if r.Resource == "" {
		r.Resource, x.Resource = "*", "*"
	}
	answer, err := eval.Simulate(r)
	if err != nil {
		return x, err
	}
	x.Decision, x.MissingContext = answer.Decision, answer.MissingContext
	switch answer.Decision {
	case eval.Allowed:
		x.Summary = "The policies that were given allow the request, so what denies it is not among them" + blamed(m) + "."
		x.notGiven(r)
		return x, nil
	case eval.Unknown:
		x.Summary = answer.Reason
		x.advise("Say in the request's context what " + strings.Join(answer.MissingContext, " and ") + " held.")
		x.nearMisses(r, answer)
		return x, nil
	}
	x.Summary = answer.Reason
	x.settle(m, r, answer)
	if err := x.mend(m, r, answer); err != nil {
		return x, err
	}
	return x, nil
}

// settle says what denies by the policies, and where that differs from the message.
func (x *Explanation) settle(m denial.Message, r eval.Request, answer eval.Answer) {
	x.Effect = denial.Effect(answer.Decision)
	if answer.Decision == eval.ExplicitDeny {
		x.Statements = append(x.Statements, answer.Statements...)
		x.PolicyType = denial.PolicyType(answer.Statements[0].PolicyType)
	} else if kinds := lacking(answer, m); len(kinds) > 0 {
		x.PolicyType = denial.PolicyType(kinds[0])
		x.nearMisses(r, answer)
	}
	if m.PolicyType != "" && m.PolicyType != x.PolicyType || m.Effect != denial.Unsaid && m.Effect != x.Effect {
		x.PolicyARN = ""
		x.Details = append(x.Details, fmt.Sprintf("AWS blames %s; by the policies that were given, %s. The policies may not be those of the denied request.", verdict(m.Effect, m.PolicyType), verdict(x.Effect, x.PolicyType)))
	}
}

func verdict(effect denial.Effect, t denial.PolicyType) string {
	what := "a policy of an untold type"
	if t != "" {
		what = "the " + t.Name()
	}
	switch effect {
	case denial.Explicit:
		return "a Deny in " + what
	case denial.Implicit:
		return "the want of an Allow in " + what
	}
	return what
}

// blamed names what the message blames, as the end of a sentence.
func blamed(m denial.Message) string {
	if m.PolicyType == "" && m.PolicyARN == "" {
		return ""
	}
	text := ": AWS blames " + verdict(m.Effect, m.PolicyType)
	if m.PolicyARN != "" {
		text += ", " + m.PolicyARN
	}
	return text
}

// notGiven lists the types of policies that the request lacks.
func (x *Explanation) notGiven(r eval.Request) {
	var missing []string
	for _, t := range []struct {
		policyType denial.PolicyType
		given      bool
	}{
		{denial.Identity, len(r.IdentityPolicies) > 0},
		{denial.Resource, r.ResourcePolicy != nil || r.TrustPolicy != nil},
		{denial.Boundary, r.PermissionBoundary != nil},
		{denial.Session, len(r.SessionPolicies) > 0},
		{denial.SCP, len(r.SCPs) > 0},
		{denial.RCP, len(r.RCPs) > 0},
	} {
		if !t.given {
			missing = append(missing, t.policyType.Name())
		}
	}
	missing = append(missing, denial.VPCEndpoint.Name())
	x.advise("Not among the policies that were given: " + strings.Join(missing, ", ") + ". Add those that apply, and see that context keys have the values of the denied request.")
}

func (x *Explanation) advise(sentence string) {
	for _, a := range x.Advice {
		if a == sentence {
			return
		}
	}
	x.Advice = append(x.Advice, sentence)
}

// lacking lists the kinds of policies without an Allow that the request needs one of, what the message blames first.
func lacking(answer eval.Answer, m denial.Message) []policy.Kind {
	kindOf := map[string]policy.Kind{
		eval.StageSCP: policy.KindSCP, eval.StageIdentity: policy.KindIdentity, eval.StageBoundary: policy.KindBoundary,
		eval.StageSession: policy.KindSession, eval.StageResource: policy.KindResource, eval.StageTrust: policy.KindTrust,
	}
	outcome := map[policy.Kind]eval.Decision{}
	for _, s := range answer.Stages {
		if k := kindOf[s.Stage]; k != "" {
			outcome[k] = s.Outcome
		}
	}
	order := []policy.Kind{policy.Kind(m.PolicyType), policy.KindSCP, policy.KindTrust, policy.KindIdentity, policy.KindBoundary, policy.KindSession, policy.KindResource}
	var out []policy.Kind
	for i, k := range order {
		if outcome[k] == eval.ImplicitDeny && (i == 0 || k != order[0]) {
			out = append(out, k)
		}
	}
	return out
}
