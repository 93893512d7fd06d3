package organizations

import (
	"context"
	"maps"
	"slices"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// entryRoles are the roles by which the management account, and AWS Control Tower,
// get into member accounts ("Accessing member accounts in an organization with AWS
// Organizations", AWS Organizations User Guide; "How AWS Control Tower works with
// roles to create and manage accounts", AWS Control Tower User Guide).
var entryRoles = []string{"OrganizationAccountAccessRole", "AWSControlTowerExecution"}

// wayBack are actions of which whoever repairs an account needs one.
var wayBack = []string{"iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"}

// ownActions are those that the author of a plan needs to take it back.
var ownActions = []string{"organizations:DetachPolicy", "organizations:UpdatePolicy"}

// lockouts warns when what is attached to a target afterwards keeps people from
// taking it back, or from getting into the accounts below, and did not before.
func (c *change) lockouts(ctx context.Context, target string, at map[string]attachmentState) error {
	below := c.org.restricted([]string{target})
	if len(below) == 0 {
		return nil
	}
	sample := below[0]
	own := slices.IndexFunc(below, func(n *node) bool { return n.id == c.AccountID })
	if own >= 0 {
		sample = below[own]
	}
	var level []namedText
	for _, id := range slices.Sorted(maps.Keys(at)) {
		level = append(level, namedText{at[id].Name, at[id].Content})
	}
	before, err := c.restrictions(ctx, sample.id, nil)
	if err != nil {
		return err
	}
	after, err := c.restrictions(ctx, sample.id, map[string][]namedText{target: level})
	if err != nil {
		return err
	}
	if own >= 0 {
		for _, action := range ownActions {
			if before.permits(c.CallerArn, action) && !after.permits(c.CallerArn, action) {
				c.Warn("You would lock yourself out: with this, %s may not do %s any more, and cannot take the change back. Only the management account %s can.", c.CallerArn, action, c.org.management)
				break
			}
		}
	}
	for _, role := range entryRoles {
		arn := "arn:" + c.Partition + ":iam::" + sample.id + ":role/" + role
		was, is := before.permitsAny(arn, wayBack), after.permitsAny(arn, wayBack)
		if was && !is {
			c.Warn("The role %s in accounts below %s, by which the organization gets into them, could not change IAM there any more (%s and the like). Exempt it by a condition on aws:PrincipalArn.", role, c.org.title(target), wayBack[0])
		}
	}
	return nil
}

func (c *change) restrictions(ctx context.Context, account string, instead map[string][]namedText) (restrictions, error) {
	levels, err := c.org.scpLevels(ctx, account, instead)
	if err != nil {
		return restrictions{}, err
	}
	r, err := restrict(levels, c.org.management)
	if err != nil {
		return r, ErrDocument.Saying("What is attached on the way to the account %s cannot be understood: %s", account, fault.Sentence(err.Error()))
	}
	return r, nil
}

// permits tells whether SCPs let a principal do something, in some circumstances.
func (r restrictions) permits(principal, action string) bool {
	result, err := r.decide(principal, action, "*", nil, []string{"*"})
	return err == nil && (result.Decision == eval.Allowed || result.Decision == eval.Unknown)
}

func (r restrictions) permitsAny(principal string, actions []string) bool {
	return slices.ContainsFunc(actions, func(action string) bool { return r.permits(principal, action) })
}
