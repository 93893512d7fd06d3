package eval

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// deciding picks the statements that made the decision.
func (x *explanation) deciding() []StatementTrace {
	var out []StatementTrace
	switch x.outcome.decision {
	case ExplicitDeny:
		for _, s := range x.trace.statements {
			// With a decision settled over all cases, each case has its own Deny.
			if s.deny && (s.truth == yes || x.outcome.deny.truth == maybe) {
				out = append(out, s)
			}
		}
	case Allowed:
		allows, _ := split(x.trace.statements)
		for _, s := range allows {
			if x.contributes(s.PolicyType) {
				out = append(out, s)
			}
		}
	case Unknown:
		for _, s := range x.trace.statements {
			if s.truth == maybe {
				out = append(out, s)
			}
		}
	}
	return out
}

// contributes tells whether allows of a kind of policy were needed for a request
// that is allowed: an Allow in the resource's policy that names the caller makes
// the caller's own policies irrelevant within one account.
func (x *explanation) contributes(kind policy.Kind) bool {
	c, g := x.call, x.trace.resource.allow
	if kind == policy.KindSCP || kind == policy.KindRCP || !c.principal.hasAccountIdentity() || !c.sameAccount() {
		return true
	}
	limit := x.trace.boundary.allow.and(x.trace.session.allow).truth
	direct, entity := g.direct.truth != no, g.entity.truth != no && limit != no
	own := x.trace.identity.allow.truth != no && limit != no
	switch kind {
	case policy.KindIdentity:
		return own
	case policy.KindBoundary, policy.KindSession:
		return own || entity
	}
	return direct || entity || c.needsResourcePolicy()
}

// reason says in one sentence why the decision is what it is.
func (x *explanation) reason(decided []StatementTrace) string {
	request := x.call.action + " on " + x.call.resource
	switch x.outcome.decision {
	case ExplicitDeny:
		return sentence(request + " is denied explicitly by " + list(decided))
	case Allowed:
		if len(decided) == 0 {
			return sentence(request + " is allowed: the root user has full access to its account, and nothing denies it")
		}
		return sentence(request + " is allowed by " + list(decided) + ", and nothing denies it")
	case Unknown:
		return sentence("whether " + request + " is allowed depends on " + join(x.settled.missing, "and"))
	}
	if x.outcome.allow.truth == maybe {
		return sentence(request + " is denied: whatever the unknown context keys hold, either a statement denies it or something that must allow it does not")
	}
	return sentence(request + " is denied: " + x.obstacle())
}

// obstacle names the first thing that must allow the request and does not.
func (x *explanation) obstacle() string {
	c, t := x.call, x.trace
	iam := c.principal.hasAccountIdentity()
	switch {
	case t.scp.allow.truth == no:
		return clauseOf(x.scpStage().Reason)
	case x.needsResource() && t.resource.allow.any().truth == no:
		if x.set.Resource == nil {
			return clauseOf(x.resourceStage().Reason)
		}
		return clauseOf(x.resourceStage().Reason) + ", and " + x.whyResource()
	case iam && t.identity.allow.truth == no:
		reason := clauseOf(x.identityStage().Reason)
		if !c.sameAccount() {
			reason += ", which access to another account needs besides the resource-based policy"
		}
		return reason
	case iam && t.boundary.allow.truth == no:
		return clauseOf(x.boundaryStage().Reason) + ", and the boundary caps what the caller can do"
	case iam && t.session.allow.truth == no:
		return clauseOf(x.sessionStage().Reason)
	}
	return "no policy that applies allows it"
}

// list names statements within a sentence; long lists are cut short.
func list(statements []StatementTrace) string {
	const most = 3
	names := make([]string, 0, most+1)
	for i, s := range statements {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(statements)-most))
			break
		}
		names = append(names, s.describe())
	}
	return join(names, "and")
}

// verb fits a verb to the number of statements.
func verb(statements []StatementTrace, one, many string) string {
	if len(statements) == 1 {
		return one
	}
	return many
}

// describe names a statement: its Sid, or its place counted from one.
func (s StatementTrace) describe() string {
	name := fmt.Sprintf("statement %d", s.StatementIndex+1)
	if s.Sid != "" {
		name = fmt.Sprintf("statement %q", s.Sid)
	}
	return name + " of " + s.policyName()
}

func (s StatementTrace) policyName() string {
	var what string
	switch s.PolicyType {
	case policy.KindIdentity:
		what = "identity-based policy"
	case policy.KindResource:
		return "the resource-based policy"
	case policy.KindTrust:
		return "the role trust policy"
	case policy.KindBoundary:
		return "the permissions boundary"
	case policy.KindSession:
		what = "session policy"
	case policy.KindSCP:
		what = "service control policy"
	case policy.KindRCP:
		what = "resource control policy"
	}
	if s.PolicyID != "" {
		what += " " + s.PolicyID
	} else {
		what += fmt.Sprintf(" %d", s.PolicyIndex+1)
	}
	if s.Level != nil {
		what += fmt.Sprintf(" at level %d", *s.Level)
	}
	return what
}

// join writes a list in words.
func join(words []string, last string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// sentence gives text a capital and a full stop. The name of an action, such as
// s3:GetObject, keeps its small letter.
func sentence(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if r, n := utf8.DecodeRuneInString(s); !strings.Contains(first, ":") {
		s = string(unicode.ToUpper(r)) + s[n:]
	}
	return strings.TrimSuffix(s, ".") + "."
}

// clauseOf makes a sentence the end of another one.
func clauseOf(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return strings.TrimSuffix(string(unicode.ToLower(r))+s[n:], ".")
}
