package generate

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

// FromDenial writes the smallest policy that lacks for a request which AWS denied for want of an Allow. What kind of
// policy that is follows from the message (Result.Kind): identity-based when it does not tell. The error is a
// *NotUnderstoodError when the message names no action, or tells of an explicit deny, which no added policy overrides.
func FromDenial(m denial.Message) (Result, error) {
	if m.Action == "" {
		return Result{}, &NotUnderstoodError{Problem: "The message does not name the action that was denied.", Hint: strings.Join(m.Advice, " ")}
	}
	if m.Effect == denial.Explicit {
		return Result{}, &NotUnderstoodError{
			Problem: "The request is denied explicitly, " + blame(m) + ": no policy that allows it overrides that.",
			Hint:    "Explain the denial to see which Deny statement has to be edited.",
		}
	}
	action := catalog.LookupAction(m.Action)
	if action == nil {
		return Result{}, &NotUnderstoodError{Problem: "AWS has no action " + m.Action + ".", Unmatched: []string{m.Action}}
	}
	d := newDraft(&sentence{}, nil, "")
	s := Statement{Sid: "Allow" + letters(action.Name), Effect: allow, Action: []string{m.Action}, Resource: []string{d.deniedResource(m, action)}}
	kind := policy.KindIdentity
	switch m.PolicyType {
	case denial.Boundary, denial.Session, denial.SCP:
		kind = policy.Kind(m.PolicyType)
	case denial.Resource, denial.VPCEndpoint:
		kind = policy.KindResource
		s.Principal = PrincipalElement(m.Principal)
	case denial.Trust:
		kind = policy.KindTrust
		s.Principal, s.Resource = PrincipalElement(m.Principal), nil
	}
	if (kind == policy.KindResource || kind == policy.KindTrust) && s.Principal == nil {
		return Result{}, &NotUnderstoodError{Problem: "The policy of a resource must name the principal, and the message does not.", Hint: strings.Join(m.Advice, " ")}
	}
	d.assumeDenial(m, kind)
	if kind == policy.KindIdentity {
		for _, need := range dependents(action) {
			d.assume(m.Action + " may also need " + need + ", which was not denied and is left out.")
		}
	}
	d.choices = append(d.choices, Choice{
		Phrase: "is not authorized to perform: " + m.Action, Decision: "Allows the denied action on the denied resource, and nothing else.", Actions: []string{m.Action},
	})
	return Result{
		Document: printDocument([]Statement{s}), Statements: []Statement{s}, Explanations: d.choices, Assumptions: d.assumed,
		Principal: deniedPrincipal(m.Principal), Kind: kind,
	}, nil
}

// dependents lists the actions that an action depends on, whatever it is done to.
func dependents(a *catalog.Action) []string {
	needs := slices.Clone(a.DependentActions)
	for _, r := range a.Resources {
		needs = append(needs, r.DependentActions...)
	}
	slices.Sort(needs)
	return slices.Compact(needs)
}

// blame says where the denial is from.
func blame(m denial.Message) string {
	text := "by a policy of a type that the message does not tell"
	if m.PolicyType != "" {
		text = "by the " + m.PolicyType.Name()
	}
	if m.PolicyARN != "" {
		text += " " + m.PolicyARN
	}
	return text
}

func (d *draft) assumeDenial(m denial.Message, kind policy.Kind) {
	switch {
	case m.PolicyType == "":
		d.assume("The message does not tell which type of policy lacks the Allow: an identity-based one is assumed. If the policy is there already, explain the denial with the policies that apply.")
	case m.PolicyType == denial.VPCEndpoint:
		d.assume("The statement belongs into the policy of the VPC endpoint that the request went through.")
	case kind != policy.KindIdentity:
		d.assume("The statement belongs into the " + m.PolicyType.Name() + "; the identity-based policies must allow the request as well.")
	}
}

// masked are the stars that some services put in place of the digits of an account.
var masked = regexp.MustCompile(`\*{2,}\d*`)

// deniedResource is what the statement names: the ARN of the message where there is one that the action takes.
func (d *draft) deniedResource(m denial.Message, action *catalog.Action) string {
	if len(action.Resources) == 0 {
		return "*"
	}
	text := masked.ReplaceAllString(m.Resource, "*")
	a, err := parseARN(text)
	switch {
	case text == "" || text == "*":
		d.assume("The message names no resource, so " + m.Action + " is allowed on all.")
		return "*"
	case err != nil:
		d.assume(fmt.Sprintf("%q is not an ARN, so %s is allowed on all resources. Put the ARN in place of \"*\".", m.Resource, m.Action))
		return "*"
	case strings.ContainsAny(text, "*?"):
		d.assume("The message names no single resource but " + a.text + ", which is taken as it is.")
	}
	return a.text
}

// assumedRole is the form of a session's ARN ("IAM identifiers").
var assumedRole = regexp.MustCompile(`^arn:([\w-]+):sts::(\d{12}):assumed-role/([^/]+)/.+$`)

// PrincipalElement is the Principal element that names a caller: the role behind a session, whose ARN stays the same from
// session to session; nil for a text that names nobody.
func PrincipalElement(caller string) map[string][]string {
	switch m := assumedRole.FindStringSubmatch(caller); {
	case caller == "":
		return nil
	case caller == "*":
		return map[string][]string{"*": {"*"}}
	case m != nil:
		return map[string][]string{"AWS": {"arn:" + m[1] + ":iam::" + m[2] + ":role/" + m[3]}}
	case strings.HasPrefix(caller, "arn:") && strings.Contains(caller, "-provider/"):
		return map[string][]string{"Federated": {caller}}
	case strings.HasPrefix(caller, "arn:"):
		return map[string][]string{"AWS": {caller}}
	case strings.HasSuffix(caller, ".amazonaws.com"):
		return map[string][]string{"Service": {caller}}
	}
	return nil
}

// deniedPrincipal is a hint where to attach the policy.
func deniedPrincipal(caller string) Principal {
	switch {
	case assumedRole.MatchString(caller), strings.Contains(caller, ":role/"):
		return Principal{Type: "role", Name: "IAM role"}
	case strings.Contains(caller, ":user/"):
		return Principal{Type: "user", Name: "IAM user"}
	}
	return Principal{}
}
