package identitycenter

import (
	"context"
	"slices"

	store "github.com/aws/aws-sdk-go-v2/service/identitystore"
	"github.com/aws/aws-sdk-go-v2/service/identitystore/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// arnOf names a person or group as a plan's target ("Actions, resources, and
// condition keys for AWS Identity Store", Service Authorization Reference).
func (c *change) arnOf(kind, id string) string {
	return "arn:" + c.Partition + ":identitystore:::" + kind + "/" + id
}

const externalWarning = "An external identity provider keeps %s, and would undo the change when it synchronises."

// CreateUser plans a new person.
func (s *Service) CreateUser(ctx context.Context, sc access.Scope, in api.CreateICUserIn) (api.Plan, error) {
	b := &in.Body
	if b.UserName == "" || b.DisplayName == nil || b.GivenName == nil || b.FamilyName == nil {
		return api.Plan{}, ErrInvalid.Saying("A new person needs user_name, display_name, given_name and family_name.")
	}
	c, err := s.begin(ctx, sc, in.OnIC, "Create the user "+b.UserName)
	if err != nil {
		return api.Plan{}, err
	}
	answer, err := c.people.GetUserId(ctx, &store.GetUserIdInput{IdentityStoreId: &c.store, AlternateIdentifier: unique("userName", b.UserName)})
	if err == nil && answer.UserId != nil {
		return api.Plan{}, ErrNames.Saying("There is a user named %s already.", b.UserName).At("body.user_name", "is taken")
	}
	if !lost(err) {
		return api.Plan{}, explain(err)
	}
	input := &store.CreateUserInput{
		IdentityStoreId: &c.store, UserName: &b.UserName, DisplayName: b.DisplayName, Name: &types.Name{GivenName: b.GivenName, FamilyName: b.FamilyName},
	}
	if b.Email != nil {
		kind := "work"
		input.Emails = []types.Email{{Value: b.Email, Type: &kind, Primary: true}}
	}
	c.Step("identitystore:CreateUser", c.arnOf("user", b.UserName), input, nil, "Create the user %s.", b.UserName)
	c.Warn("AWS sends no invitation to a user who is made this way: send one from the console, or let the person reset the password.")
	return c.Save(ctx)
}

// UpdateUser plans a change of a person.
func (s *Service) UpdateUser(ctx context.Context, sc access.Scope, in api.UpdateICUserIn) (api.Plan, error) {
	c, err := s.begin(ctx, sc, in.OnIC, "Change the user "+in.ID)
	if err != nil {
		return api.Plan{}, err
	}
	var u api.ICUser
	if err := c.Read(ctx, readUser, c.about(in.ID, ""), &u); err != nil {
		return api.Plan{}, err
	}
	b := &in.Body
	if b.UserName != "" && b.UserName != u.UserName {
		return api.Plan{}, ErrInvalid.Saying("The user name is not changed here: whoever signs in by it would be locked out.").At("body.user_name", "cannot be changed")
	}
	input, was := updateInput{IdentityStoreID: c.store, UserID: in.ID}, updateInput{IdentityStoreID: c.store, UserID: in.ID}
	set := func(path string, to *string, from string) {
		if to != nil && *to != from {
			input.Operations = append(input.Operations, attributeOperation{path, *to})
			was.Operations = append(was.Operations, attributeOperation{path, textOrNone(from)})
		}
	}
	set("displayName", b.DisplayName, u.DisplayName)
	set("name.givenName", b.GivenName, u.GivenName)
	set("name.familyName", b.FamilyName, u.FamilyName)
	if b.Email != nil && *b.Email != u.Email {
		input.Operations = append(input.Operations, attributeOperation{"emails", emails(*b.Email)})
		was.Operations = append(was.Operations, attributeOperation{"emails", emails(u.Email)})
	}
	if len(input.Operations) == 0 {
		return api.Plan{}, plans.ErrNothing.Saying("There is nothing to change: the user is so already.")
	}
	if u.External {
		c.Warn(externalWarning, "the user "+u.UserName)
	}
	c.Step("identitystore:UpdateUser", c.arnOf("user", in.ID), input, was, "Change the user %s.", u.UserName)
	return c.Save(ctx)
}

// textOrNone is an attribute's value; none takes the attribute away.
func textOrNone(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// emails are the addresses of somebody with one, as the identity store keeps them.
func emails(address string) any {
	if address == "" {
		return nil
	}
	return []any{map[string]any{"value": address, "type": "work", "primary": true}}
}

// DeleteUser plans to delete a person, who loses all assignments and memberships.
func (s *Service) DeleteUser(ctx context.Context, sc access.Scope, in api.ICUserIn) (api.Plan, error) {
	c, err := s.begin(ctx, sc, in.OnIC, "Delete the user "+in.ID)
	if err != nil {
		return api.Plan{}, err
	}
	var u api.ICUser
	var groups []string
	if err := c.Read(ctx, readUser, c.about(in.ID, ""), &u); err != nil {
		return api.Plan{}, err
	}
	if err := c.Read(ctx, readGroups, c.about(in.ID, ""), &groups); err != nil {
		return api.Plan{}, err
	}
	direct, err := c.assignedTo(ctx, "USER", in.ID)
	if err != nil {
		return api.Plan{}, explain(err)
	}
	if len(groups) > 0 {
		c.Warn("%s is in %d groups, and loses what they give.", u.UserName, len(groups))
	}
	if len(direct) > 0 {
		c.Warn("%s has %d assignments that stay behind, naming nobody. Take them away first.", u.UserName, len(direct))
	}
	if u.External {
		c.Warn(externalWarning, "the user "+u.UserName)
	}
	c.Step("identitystore:DeleteUser", c.arnOf("user", in.ID), &store.DeleteUserInput{IdentityStoreId: &c.store, UserId: &in.ID}, nil, "Delete the user %s.", u.UserName)
	return c.Save(ctx)
}

// CreateGroup plans a new group.
func (s *Service) CreateGroup(ctx context.Context, sc access.Scope, in api.CreateICGroupIn) (api.Plan, error) {
	b := &in.Body
	if b.DisplayName == nil {
		return api.Plan{}, ErrInvalid.Saying("A new group needs display_name.").At("body.display_name", "is needed")
	}
	c, err := s.begin(ctx, sc, in.OnIC, "Create the group "+*b.DisplayName)
	if err != nil {
		return api.Plan{}, err
	}
	answer, err := c.people.GetGroupId(ctx, &store.GetGroupIdInput{IdentityStoreId: &c.store, AlternateIdentifier: unique("displayName", *b.DisplayName)})
	if err == nil && answer.GroupId != nil {
		return api.Plan{}, ErrNames.Saying("There is a group named %s already.", *b.DisplayName).At("body.display_name", "is taken")
	}
	if !lost(err) {
		return api.Plan{}, explain(err)
	}
	input := &store.CreateGroupInput{IdentityStoreId: &c.store, DisplayName: b.DisplayName, Description: b.Description}
	c.Step("identitystore:CreateGroup", c.arnOf("group", *b.DisplayName), input, nil, "Create the group %s.", *b.DisplayName)
	return c.Save(ctx)
}

// ofGroup starts a plan about a group.
func (s *Service) ofGroup(ctx context.Context, sc access.Scope, in api.ICGroupIn, verb string) (*change, api.ICGroup, error) {
	var g api.ICGroup
	c, err := s.begin(ctx, sc, in.OnIC, verb+" the group "+in.ID)
	if err != nil {
		return nil, g, err
	}
	if err := c.Read(ctx, readGroup, c.about(in.ID, ""), &g); err != nil {
		return nil, g, err
	}
	if g.External {
		c.Warn(externalWarning, "the group "+g.DisplayName)
	}
	return c, g, nil
}

// UpdateGroup plans another name or description of a group.
func (s *Service) UpdateGroup(ctx context.Context, sc access.Scope, in api.UpdateICGroupIn) (api.Plan, error) {
	c, g, err := s.ofGroup(ctx, sc, in.ICGroupIn, "Change")
	if err != nil {
		return api.Plan{}, err
	}
	input, was := updateInput{IdentityStoreID: c.store, GroupID: in.ID}, updateInput{IdentityStoreID: c.store, GroupID: in.ID}
	for _, m := range []struct {
		path string
		to   *string
		from string
	}{{"displayName", in.Body.DisplayName, g.DisplayName}, {"description", in.Body.Description, g.Description}} {
		if m.to != nil && *m.to != m.from {
			input.Operations = append(input.Operations, attributeOperation{m.path, textOrNone(*m.to)})
			was.Operations = append(was.Operations, attributeOperation{m.path, textOrNone(m.from)})
		}
	}
	if len(input.Operations) == 0 {
		return api.Plan{}, plans.ErrNothing.Saying("There is nothing to change: the group is so already.")
	}
	c.Step("identitystore:UpdateGroup", c.arnOf("group", in.ID), input, was, "Change the group %s.", g.DisplayName)
	return c.Save(ctx)
}

// DeleteGroup plans to delete a group, whose members lose what it gives.
func (s *Service) DeleteGroup(ctx context.Context, sc access.Scope, in api.ICGroupIn) (api.Plan, error) {
	c, g, err := s.ofGroup(ctx, sc, in, "Delete")
	if err != nil {
		return api.Plan{}, err
	}
	members := map[string]string{}
	if err := c.Read(ctx, readMembers, c.about(in.ID, ""), &members); err != nil {
		return api.Plan{}, err
	}
	given, err := c.assignedTo(ctx, "GROUP", in.ID)
	if err != nil {
		return api.Plan{}, explain(err)
	}
	if len(given) > 0 {
		c.Warn("The group has %d assignments: its %d members lose them, and they stay behind, naming nobody. Take them away first.", len(given), len(members))
	}
	c.Step("identitystore:DeleteGroup", c.arnOf("group", in.ID), &store.DeleteGroupInput{IdentityStoreId: &c.store, GroupId: &in.ID}, nil, "Delete the group %s.", g.DisplayName)
	return c.Save(ctx)
}

// ChangeMembers plans who joins and leaves a group.
func (s *Service) ChangeMembers(ctx context.Context, sc access.Scope, in api.ICMembersIn) (api.Plan, error) {
	c, g, err := s.ofGroup(ctx, sc, in.ICGroupIn, "Change")
	if err != nil {
		return api.Plan{}, err
	}
	members := map[string]string{}
	if err := c.Read(ctx, readMembers, c.about(in.ID, ""), &members); err != nil {
		return api.Plan{}, err
	}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(in.Body.Add))) {
		if _, there := members[id]; there {
			continue
		}
		u, err := c.user(ctx, id)
		if err != nil {
			return api.Plan{}, explain(err)
		}
		input := membershipInput{c.store, in.ID, member{id}}
		c.Step("identitystore:CreateGroupMembership", c.arnOf("group", in.ID), input, nil, "Put %s into the group %s.", u.UserName, g.DisplayName)
		c.Affects(c.arnOf("user", id))
	}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(in.Body.Remove))) {
		membership, there := members[id]
		if !there || slices.Contains(in.Body.Add, id) {
			continue
		}
		input := &store.DeleteGroupMembershipInput{IdentityStoreId: &c.store, MembershipId: &membership}
		c.Step("identitystore:DeleteGroupMembership", c.arnOf("group", in.ID), input, membershipInput{c.store, in.ID, member{id}}, "Take the user %s out of the group %s.", id, g.DisplayName)
		c.Affects(c.arnOf("user", id))
	}
	given, err := c.assignedTo(ctx, "GROUP", in.ID)
	if err != nil {
		return api.Plan{}, explain(err)
	}
	c.Say("The group %s has %d assignments, which whoever joins gets and whoever leaves loses.", g.DisplayName, len(given))
	return c.Save(ctx)
}
