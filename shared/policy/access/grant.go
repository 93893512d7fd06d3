package access

import (
	"strings"
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
			granting{path: "iam-010", action: "iam:AttachGroupPolicy", target: arn, text: "attaches " + administratorAccess + " to the group " + name + " of"},
			granting{path: "iam-011", action: "iam:PutGroupPolicy", target: arn, text: "writes an administrator's inline policy for the group " + name + " of"})
	}
	own := ":" + x.account.ID + ":policy/"
	for _, at := range p.identity {
		if strings.Contains(at.id, own) {
			out = append(out, granting{path: "iam-001", action: "iam:CreatePolicyVersion", target: at.id, text: "writes a new default version of " + at.id + ", which applies to"})
		}
	}
	if p.Type == TypeUser {
		for _, name := range x.account.groupNames {
			g := x.account.groups[name]
			if len(g.policies) > 0 && !contains(g.members, p) {
				out = append(out, granting{path: "iam-013", action: "iam:AddUserToGroup", target: g.arn, text: "adds to the group " + name + " of administrators", gains: g.policies})
			}
		}
	}
	return out
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

// grant finds how one principal can make another, or itself, an administrator; nil
// when it cannot. What is certain comes first.
func (x *explorer) grant(by, to *Principal) (*Step, error) {
	var best *Step
	for _, g := range x.grantings(to) {
		if !contains(x.view(g.action).candidates, by) {
			continue
		}
		o, err := x.account.may(by, Question{
			Action: g.action, Resource: g.target,
			Context: x.contextOf(to, map[string][]string{"iam:PolicyARN": {x.account.managedARN(administratorAccess)}}),
		})
		if err != nil {
			return nil, err
		}
		if !o.possible() {
			continue
		}
		gains := g.gains
		if gains == nil {
			gains = []attached{x.account.administratorPolicy()}
		}
		after, err := x.account.administrator(to, gains...)
		if err != nil {
			return nil, err
		}
		if o = o.and(after); !o.possible() {
			continue // a permissions boundary, an SCP or a deny keeps it from being one
		}
		s := &Step{From: by.ARN, To: to.ARN, Method: MethodGrant, Path: g.path, Actions: []string{g.action}, Conditions: o.conditions}
		whom := shortName(to.ARN)
		if by == to {
			whom = "itself"
		}
		switch g.path {
		case "iam-013":
			s.finish("%s adds %s to a group of administrators, %s.", shortName(by.ARN), whom, shortName(g.target))
		default:
			s.finish("%s %s %s.", shortName(by.ARN), g.text, whom)
		}
		if s.certain() {
			return s, nil
		}
		if best == nil {
			best = s
		}
	}
	return best, nil
}
