package access

import (
	"slices"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// granting is a way to give permissions to a principal.
type granting struct {
	path, action string
	// target is the ARN that the action works on.
	target string
	text   string
	// gains are the policies that the principal gets; the administrator's when nil.
	gains []attached
}

// grantings lists the ways to give permissions to a principal: policies of its own,
// of its groups, and new versions of managed policies that it has.
func (x *explorer) grantings(p *Principal) []granting {
	if out, known := x.given[p]; known {
		return out
	}
	out := x.listGrantings(p)
	x.given[p] = out
	return out
}

func (x *explorer) listGrantings(p *Principal) []granting {
	var out []granting
	if p.fixed() {
		return nil
	}
	if p.Type == TypeUser {
		out = append(out,
			granting{path: "iam-007", action: "iam:PutUserPolicy", target: p.ARN, text: "writes an administrator's inline policy for"},
			granting{path: "iam-008", action: "iam:AttachUserPolicy", target: p.ARN, text: "attaches " + administratorAccess + " to"})
	} else {
		out = append(out,
			granting{path: "iam-005", action: "iam:PutRolePolicy", target: p.ARN, text: "writes an administrator's inline policy for"},
			granting{path: "iam-009", action: "iam:AttachRolePolicy", target: p.ARN, text: "attaches " + administratorAccess + " to"})
	}
	for _, name := range p.Groups {
		arn := x.account.groups[name].arn
		out = append(out,
			granting{path: "iam-010", action: "iam:AttachGroupPolicy", target: arn, text: "attaches " + administratorAccess + " to a group of"},
			granting{path: "iam-011", action: "iam:PutGroupPolicy", target: arn, text: "writes an administrator's inline policy for a group of"})
	}
	for i := range p.identity {
		if arn := p.identity[i].id; x.account.manages(arn) {
			out = append(out, granting{path: "iam-001", action: "iam:CreatePolicyVersion", target: arn, text: "writes a new default version of a managed policy of"})
		}
	}
	if p.Type == TypeUser {
		for _, name := range x.account.groupNames {
			g := x.account.groups[name]
			if len(g.policies) > 0 && !contains(g.members, p) {
				out = append(out, granting{path: "iam-013", action: "iam:AddUserToGroup", target: g.arn, text: "adds to a group of administrators", gains: g.policies})
			}
		}
	}
	return out
}

// manages reports whether it is a managed policy of the account's own.
func (a *Account) manages(arn string) bool {
	return strings.HasPrefix(arn, "arn:") && strings.Contains(arn, "::"+a.ID+":policy/")
}

func contains(list []*Principal, p *Principal) bool {
	for _, q := range list {
		if q == p {
			return true
		}
	}
	return false
}

// grantActions are the actions of grantings.
var grantActions = []string{
	"iam:PutUserPolicy", "iam:AttachUserPolicy", "iam:PutRolePolicy", "iam:AttachRolePolicy",
	"iam:AttachGroupPolicy", "iam:PutGroupPolicy", "iam:CreatePolicyVersion", "iam:AddUserToGroup",
}

// giver is a principal with the statements that let it give permissions.
type giver struct {
	*Principal
	statements map[string][]*outline // by action
	reaches    bool                  // its own policies may let it become others
}

// reachActions are the actions of which one must be among a principal's own, unless a
// trust policy names it, to become another. They are put together on first use:
// the paths are written with the catalog, which must not be read while a program starts.
var reachActions = sync.OnceValue(func() []string {
	out := []string{"sts:assumerole", "iam:updateassumerolepolicy", "iam:passrole", "iam:createaccesskey", "iam:createloginprofile", "iam:updateloginprofile"}
	for _, p := range lint.EscalationPaths() {
		if p.Category == lint.ExistingRole || p.Category == lint.NewPassRole && !slices.Contains(p.Permissions, "iam:PassRole") {
			out = append(out, strings.ToLower(p.Permissions[0]))
		}
	}
	return out
})

// giver collects the statements of a principal that let it give permissions.
func (x *explorer) giver(p *Principal) giver {
	g := giver{Principal: p, statements: make(map[string][]*outline, len(grantActions))}
	for i := range p.identity {
		for j := range p.identity[i].outlines {
			o := &p.identity[i].outlines[j]
			g.reaches = g.reaches || !o.deny && slices.ContainsFunc(reachActions(), o.coversAction)
			for _, action := range grantActions {
				if !o.deny && o.coversAction(strings.ToLower(action)) && x.reachesTargets(o, action) {
					g.statements[action] = append(g.statements[action], o)
				}
			}
		}
	}
	return g
}

// reachesTargets reports whether a statement can be about a target of an action in
// this account.
func (x *explorer) reachesTargets(o *outline, action string) bool {
	if o.everywhere || o.notResource {
		return true
	}
	kind := "policy"
	for _, k := range []string{"User", "Role", "Group"} {
		if strings.HasSuffix(action, k+"Policy") || action == "iam:AddUserTo"+k {
			kind = strings.ToLower(k)
		}
	}
	return slices.ContainsFunc(o.resources, func(g textPattern) bool {
		// No name in IAM holds a colon, so that the parts can be compared one by one.
		arn, complete := policy.ParseARN(g.text)
		return !complete || intersects(arn.Account, x.account.ID) && intersects(arn.Resource, kind+"/*")
	})
}

// mayBecome tells quickly whether it is worth asking if the giver can become another.
func (g *giver) mayBecome(to *Principal) bool {
	return g.reaches || to.trust != nil &&
		(to.trust.public || slices.Contains(to.trust.names, g.ARN) || g.ID != "" && slices.Contains(to.trust.names, g.ID))
}

// mayGive tells quickly whether it is worth asking.
func (g *giver) mayGive(way *granting) bool {
	for _, o := range g.statements[way.action] {
		if o.mayCover(way.target) {
			return true
		}
	}
	return false
}

// grant finds how one principal can make another, or itself, an administrator; nil
// when it cannot. What is certain comes first.
func (x *explorer) grant(by *giver, to *Principal) (*Step, error) {
	var best *Step
	ways := x.grantings(to)
	for i := range ways {
		g := &ways[i]
		if !by.mayGive(g) {
			continue
		}
		after, err := x.after(to, g.gains)
		if err != nil {
			return nil, err
		}
		if !after.possible() {
			continue // a permissions boundary, an SCP or a deny keeps it from being one
		}
		o, err := x.account.may(by.Principal, Question{
			Action: g.action, Resource: g.target,
			Context: x.contextOf(to, map[string][]string{"iam:PolicyARN": {x.account.managedARN(administratorAccess)}}),
		})
		if err != nil {
			return nil, err
		}
		if o = o.and(after); !o.possible() {
			continue
		}
		s := &Step{From: by.ARN, To: to.ARN, Method: MethodGrant, Path: g.path, Actions: []string{g.action}, Conditions: o.conditions}
		whom := shortName(to.ARN)
		if by.Principal == to {
			whom = "itself"
		}
		if g.target != to.ARN {
			whom += " (" + g.target + ")"
		}
		s.finish("%s %s %s.", shortName(by.ARN), g.text, whom)
		if s.certain() {
			return s, nil
		}
		if best == nil {
			best = s
		}
	}
	return best, nil
}

// after tells whether a principal is an administrator when it gets more policies;
// nil stands for those of an administrator.
func (x *explorer) after(to *Principal, gains []attached) (outcome, error) {
	if gains != nil {
		for i := range gains {
			if _, allows := gains[i].relevant("iam:updateassumerolepolicy", "*"); allows {
				return x.account.administrator(to, gains...)
			}
		}
		return outcome{decision: eval.ImplicitDeny}, nil
	}
	if o, known := x.raised[to]; known {
		return o, nil
	}
	o, err := x.account.administrator(to, x.account.administratorPolicy())
	x.raised[to] = o
	return o, err
}
