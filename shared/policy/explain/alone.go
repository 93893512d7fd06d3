package explain

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

// The policies that stand in for those that were not given.
const (
	allowsAll  = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}`
	allowsNone = `{"Version": "2012-10-17", "Statement": []}`
)

// alone explains a message without the policies: the type that it blames is taken to be empty, and all others to allow.
func (x Explanation) alone(m denial.Message, r eval.Request) (Explanation, error) {
	x.Assumed = true
	x.Summary = summary(m, r)
	if m.Effect == denial.Explicit {
		x.explicitAlone(m)
		return x, nil
	}
	if x.Action == "" {
		return x, nil
	}
	m.Principal, m.Action, m.Resource = r.Principal, r.Action, r.Resource
	written, err := generate.FromDenial(m)
	if err != nil {
		x.advise(err.Error())
		return x, nil
	}
	x.implicitAlone(m, r, written)
	return x, nil
}

// summary says what a message says.
func summary(m denial.Message, r eval.Request) string {
	who, what, where := r.Principal, r.Action, ""
	if who == "" {
		who = "The caller"
	}
	if what == "" {
		what = "the request"
	}
	if r.Resource != "" && r.Resource != "*" {
		where = " on " + r.Resource
	}
	text := who + " may not do " + what + where
	switch {
	case m.Effect == denial.Explicit && m.PolicyType != "":
		text += ": a Deny statement in the " + m.PolicyType.Name()
		if m.PolicyARN != "" {
			text += " " + m.PolicyARN
		}
		return text + " matches, and no Allow overrides that."
	case m.Effect == denial.Explicit:
		return text + ": a Deny statement matches, in a policy of a type that the message does not tell, and no Allow overrides that."
	case m.Effect == denial.Implicit && m.PolicyType != "":
		return text + ": no statement of the " + m.PolicyType.Name() + " allows it."
	case m.Effect == denial.Implicit:
		return text + ": no statement allows it."
	case m.Encoded != "":
		return text + "; why is in the encoded message, which only AWS can decode."
	}
	return text + "; the message does not tell which type of policy denies."
}

// explicitAlone says what to look for, as the statement itself is not known.
func (x *Explanation) explicitAlone(m denial.Message) {
	where := "the policies that apply"
	switch {
	case m.PolicyARN != "":
		where = m.PolicyARN
	case m.PolicyType != "":
		where = "the " + m.PolicyType.Name()
	}
	if len(m.Statements) > 0 {
		x.Details = append(x.Details, "The statements that match have the ids "+strings.Join(m.Statements, ", ")+".")
	}
	x.advise("Look in " + where + " for Deny statements whose Action matches " + orWord(x.Action, "the action") + " (or whose NotAction does not), and whose conditions the request met; then explain the denial again with that policy in the request to get the smallest edit.")
	switch m.PolicyType {
	case denial.SCP, denial.RCP:
		x.advise("Only an administrator of the organization can edit it. Often it denies by Region, by a missing MFA or by the caller's role, so that the request can be made otherwise: read its conditions first.")
	case denial.Identity, denial.Session, denial.Boundary:
		x.advise("Often a Deny hangs on a condition such as MFA or a source address, so that the request can be made otherwise: read its conditions first.")
	}
}

func orWord(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// implicitAlone proposes the statement that lacks, and proves it in an empty policy.
func (x *Explanation) implicitAlone(m denial.Message, r eval.Request, written generate.Result) {
	for _, a := range written.Assumptions {
		x.advise(a)
	}
	if m.PolicyType == "" {
		x.PolicyType = denial.Identity
	}
	s := written.Statements[0]
	c := Change{
		Kind: AddStatement, PolicyType: x.PolicyType, Title: "Add a statement that allows " + x.Action + " to the " + x.PolicyType.Name() + ".",
		Statement: statementText(s), After: generate.Print(written.Statements), AlsoAllows: x.warnAdded(s, written.Kind),
	}
	if x.PolicyType == denial.VPCEndpoint {
		x.advise("The policy of a VPC endpoint is not evaluated here, so the change is not proved.")
		x.Changes = append(x.Changes, c)
		return
	}
	before, after := assumed(r, written.Kind, allowsNone), assumed(r, written.Kind, c.After)
	denied, err := eval.Simulate(before)
	if err != nil {
		x.advise("The change could not be proved: " + err.Error() + ".")
		x.Changes = append(x.Changes, c)
		return
	}
	allowed, err := eval.Simulate(after)
	x.Proved = err == nil && denied.Decision == eval.ImplicitDeny && allowed.Decision == eval.Allowed
	x.Changes = append(x.Changes, c)
}

// assumed is the request with one kind of policy as given and the others allowing all.
func assumed(r eval.Request, kind policy.Kind, text string) eval.Request {
	if r.Principal == "" {
		account := "123456789012"
		if a, ok := policy.ParseARN(r.Resource); ok && len(a.Account) == len(account) {
			account = a.Account
		}
		r.Principal = "arn:aws:iam::" + account + ":role/caller"
	}
	doc, all := eval.Document{Text: text}, eval.Document{Text: allowsAll}
	r.IdentityPolicies = []eval.Document{all}
	switch kind {
	case policy.KindIdentity:
		r.IdentityPolicies = []eval.Document{doc}
	case policy.KindBoundary:
		r.PermissionBoundary = &doc
	case policy.KindSession:
		r.SessionPolicies = []eval.Document{doc}
	case policy.KindSCP:
		r.SCPs = [][]eval.Document{{doc}}
	case policy.KindTrust, policy.KindResource:
		r.ResourcePolicy = &doc
		// Where the account's own policies would do, only the resource's is looked at.
		r.IdentityPolicies = []eval.Document{}
		if who, err := eval.ParsePrincipal(r.Principal); err == nil && who.Account() != "" {
			if a, ok := policy.ParseARN(r.Resource); ok && a.Account != "" && a.Account != who.Account() || kind == policy.KindTrust {
				r.IdentityPolicies = []eval.Document{all}
			}
		}
	}
	if kind != policy.KindTrust && kind != policy.KindResource && needsResource(r) {
		if who, err := eval.ParsePrincipal(r.Principal); err == nil && who.Account() != "" {
			r.ResourcePolicy = &eval.Document{Text: open(r.Action, who.Account())}
		}
	}
	return r
}

// needsResource tells whether the request is refused without a policy of the resource that allows it.
func needsResource(r eval.Request) bool {
	answer, err := eval.Simulate(eval.Request{
		Principal: r.Principal, Action: r.Action, Resource: r.Resource, Context: r.Context, IdentityPolicies: []eval.Document{{Text: allowsAll}},
		ResourceAccount: r.ResourceAccount,
	})
	return err == nil && answer.Decision == eval.ImplicitDeny
}

// open is a resource's policy that leaves an action to the policies of an account: it names the account, not the caller.
func open(action, account string) string {
	s := generate.Statement{Sid: "Open", Effect: "Allow", Principal: map[string][]string{"AWS": {account}}, Action: []string{action}}
	if !strings.HasPrefix(strings.ToLower(action), "sts:assumerole") {
		s.Resource = []string{"*"}
	}
	return generate.Print([]generate.Statement{s})
}
