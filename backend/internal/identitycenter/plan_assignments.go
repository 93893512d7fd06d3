package identitycenter

import (
	"context"
	"slices"

	sso "github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Assign plans to give a permission set to somebody in accounts.
func (s *Service) Assign(ctx context.Context, sc access.Scope, in api.ICAssignIn) (api.Plan, error) {
	return s.assigning(ctx, sc, in, true)
}

// Unassign plans to take a permission set away from somebody in accounts.
func (s *Service) Unassign(ctx context.Context, sc access.Scope, in api.ICAssignIn) (api.Plan, error) {
	return s.assigning(ctx, sc, in, false)
}

func (s *Service) assigning(ctx context.Context, sc access.Scope, in api.ICAssignIn, give bool) (api.Plan, error) {
	b := &in.Body
	for _, account := range b.AccountIDs {
		if !policy.IsAccountID(account) {
			return api.Plan{}, ErrInvalid.Saying("%q is not the id of an account, which has 12 digits.", account).At("body.account_ids", "must be 12-digit ids")
		}
	}
	verb := "Assign"
	if !give {
		verb = "Take away"
	}
	c, err := s.begin(ctx, sc, in.OnIC, verb+" the permission set "+b.PermissionSetID)
	if err != nil {
		return api.Plan{}, err
	}
	arn := c.setArn(b.PermissionSetID)
	p := &permissionSet{}
	if err := c.Read(ctx, readSet, c.about(arn, ""), p); err != nil {
		return api.Plan{}, err
	}
	who, err := c.principal(ctx, b)
	if err != nil {
		if give || !missing(err) {
			return api.Plan{}, explain(err)
		}
		who = b.PrincipalID + ", who is gone" // what such an assignment leaves behind can be cleared away
	}
	if err := s.checkMembers(ctx, sc, c, b.AccountIDs, give); err != nil {
		return api.Plan{}, err
	}
	for _, account := range slices.Compact(slices.Sorted(slices.Values(b.AccountIDs))) {
		var there []string
		if err := c.Read(ctx, readPair, c.about(arn, account), &there); err != nil {
			return api.Plan{}, err
		}
		if slices.Contains(there, b.PrincipalType+" "+b.PrincipalID) == give {
			continue
		}
		target := "arn:" + c.Partition + ":sso:::account/" + account
		if give {
			c.Step("sso:CreateAccountAssignment", target, &sso.CreateAccountAssignmentInput{
				InstanceArn: &c.arn, PermissionSetArn: &arn, PrincipalId: &b.PrincipalID, PrincipalType: types.PrincipalType(b.PrincipalType), TargetId: &account, TargetType: types.TargetTypeAwsAccount,
			}, nil, "Give %s the permission set %s in the account %s.", who, p.Name, account)
		} else {
			c.Step("sso:DeleteAccountAssignment", target, &sso.DeleteAccountAssignmentInput{
				InstanceArn: &c.arn, PermissionSetArn: &arn, PrincipalId: &b.PrincipalID, PrincipalType: types.PrincipalType(b.PrincipalType), TargetId: &account, TargetType: types.TargetTypeAwsAccount,
			}, nil, "Take the permission set %s in the account %s away from %s.", p.Name, account, who)
		}
		c.Affects("arn:" + c.Partition + ":iam::" + account + ":root")
	}
	if c.Steps() == 0 {
		return api.Plan{}, plans.ErrNothing.Saying("There is nothing to change: it is so already in every one of these accounts.")
	}
	if give && p.powers().administrator {
		c.Warn("The permission set %s makes administrators.", p.Name)
	}
	if give && b.PrincipalType == "USER" {
		c.Warn("It is given to one person directly. Through a group it would be easier to see, and to end.")
	}
	return c.Save(ctx)
}

// principal names whom an assignment is for, and looks whether there is somebody.
func (c *change) principal(ctx context.Context, b *api.ICAssignRequest) (string, error) {
	if b.PrincipalType == "USER" {
		var u api.ICUser
		err := c.Read(ctx, readUser, c.about(b.PrincipalID, ""), &u)
		return "the user " + u.UserName, err
	}
	var g api.ICGroup
	err := c.Read(ctx, readGroup, c.about(b.PrincipalID, ""), &g)
	return "the group " + g.DisplayName, err
}

// checkMembers looks whether the accounts can be given anything, as far as the
// organization may be read.
func (s *Service) checkMembers(ctx context.Context, sc access.Scope, c *change, accounts []string, give bool) error {
	members, err := s.organization.Members(ctx, sc, c.credential)
	if err != nil || !give {
		return ctx.Err()
	}
	for _, account := range accounts {
		i := slices.IndexFunc(members, func(a api.OrgAccount) bool { return a.ID == account })
		switch {
		case i < 0:
			return ErrNoSuch.Saying("The organization has no account %s.", account).At("body.account_ids", account+" is not in the organization")
		case members[i].Status == "SUSPENDED":
			c.Warn("The account %s is suspended: AWS may refuse.", account)
		case members[i].Management:
			c.Warn("The account %s is the management account, which no SCP restricts.", account)
		}
	}
	return nil
}
