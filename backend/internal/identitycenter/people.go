package identitycenter

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/identitystore"
	"github.com/aws/aws-sdk-go-v2/service/identitystore/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// mostLooked is how many pages of AWS one search looks through.
const mostLooked = 20

func userView(u *types.User) api.ICUser {
	out := api.ICUser{
		ID: aws.ToString(u.UserId), UserName: aws.ToString(u.UserName), DisplayName: aws.ToString(u.DisplayName), Title: aws.ToString(u.Title),
		External: len(u.ExternalIds) > 0,
	}
	if u.Name != nil {
		out.GivenName, out.FamilyName = aws.ToString(u.Name.GivenName), aws.ToString(u.Name.FamilyName)
	}
	for _, e := range u.Emails {
		if out.Email == "" || e.Primary {
			out.Email = aws.ToString(e.Value)
		}
	}
	return out
}

func groupView(g *types.Group) api.ICGroup {
	return api.ICGroup{ID: aws.ToString(g.GroupId), DisplayName: aws.ToString(g.DisplayName), Description: aws.ToString(g.Description), External: len(g.ExternalIds) > 0}
}

func cursorOf(token *string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(aws.ToString(token)))
}

func tokenOf(cursor string) (*string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, page.ErrCursor
	}
	if len(raw) == 0 {
		return nil, nil
	}
	return aws.String(string(raw)), nil
}

// gather takes pieces of AWS until there are enough items that fit, or enough was
// looked through; next is the cursor of what comes after.
func gather[T any](in *api.ICListIn, piece func(token *string) ([]T, *string, error), text func(T) string) (items []T, next string, err error) {
	token, err := tokenOf(in.Cursor)
	if err != nil {
		return nil, "", err
	}
	wanted := strings.ToLower(strings.TrimSpace(in.Query))
	items = []T{}
	for looked := 1; ; looked++ {
		found, more, err := piece(token)
		if err != nil {
			return nil, "", explain(err)
		}
		for _, one := range found {
			if strings.Contains(strings.ToLower(text(one)), wanted) {
				items = append(items, one)
			}
		}
		if token = more; token == nil || *token == "" {
			return items, "", nil
		}
		if len(items) > 0 && (wanted == "" || len(items) >= in.Limit) || looked >= mostLooked {
			return items, cursorOf(token), nil
		}
	}
}

// Users gives a piece of the people.
func (s *Service) Users(ctx context.Context, sc access.Scope, in api.ICListIn) (api.ICUserList, error) {
	i, err := s.open(ctx, sc, in.OnIC, "identitystore:ListUsers")
	if err != nil {
		return api.ICUserList{}, err
	}
	items, next, err := gather(&in, func(token *string) ([]api.ICUser, *string, error) {
		answer, err := i.people.ListUsers(ctx, &identitystore.ListUsersInput{IdentityStoreId: &i.store, NextToken: token, MaxResults: aws.Int32(int32(in.Limit))}) //nolint:gosec // at most 100
		if err != nil {
			return nil, nil, err
		}
		out := make([]api.ICUser, len(answer.Users))
		for j := range answer.Users {
			out[j] = userView(&answer.Users[j])
		}
		return out, answer.NextToken, nil
	}, func(u api.ICUser) string {
		return strings.Join([]string{u.UserName, u.DisplayName, u.GivenName, u.FamilyName, u.Email, u.ID}, "\x00")
	})
	return api.ICUserList{Items: items, NextCursor: next}, err
}

// Groups gives a piece of the groups.
func (s *Service) Groups(ctx context.Context, sc access.Scope, in api.ICListIn) (api.ICGroupList, error) {
	i, err := s.open(ctx, sc, in.OnIC, "identitystore:ListGroups")
	if err != nil {
		return api.ICGroupList{}, err
	}
	items, next, err := gather(&in, func(token *string) ([]api.ICGroup, *string, error) {
		answer, err := i.people.ListGroups(ctx, &identitystore.ListGroupsInput{IdentityStoreId: &i.store, NextToken: token, MaxResults: aws.Int32(int32(in.Limit))}) //nolint:gosec // at most 100
		if err != nil {
			return nil, nil, err
		}
		out := make([]api.ICGroup, len(answer.Groups))
		for j := range answer.Groups {
			out[j] = groupView(&answer.Groups[j])
		}
		return out, answer.NextToken, nil
	}, func(g api.ICGroup) string { return strings.Join([]string{g.DisplayName, g.Description, g.ID}, "\x00") })
	return api.ICGroupList{Items: items, NextCursor: next}, err
}

func (i *instance) user(ctx context.Context, id string) (api.ICUser, error) {
	answer, err := i.people.DescribeUser(ctx, &identitystore.DescribeUserInput{IdentityStoreId: &i.store, UserId: &id})
	if err != nil {
		return api.ICUser{}, err
	}
	return userView(&types.User{
		UserId: answer.UserId, UserName: answer.UserName, DisplayName: answer.DisplayName, Title: answer.Title, ExternalIds: answer.ExternalIds,
		Name: answer.Name, Emails: answer.Emails,
	}), nil
}

func (i *instance) group(ctx context.Context, id string) (api.ICGroup, error) {
	answer, err := i.people.DescribeGroup(ctx, &identitystore.DescribeGroupInput{IdentityStoreId: &i.store, GroupId: &id})
	if err != nil {
		return api.ICGroup{}, err
	}
	return groupView(&types.Group{GroupId: answer.GroupId, DisplayName: answer.DisplayName, Description: answer.Description, ExternalIds: answer.ExternalIds}), nil
}

// groupsOf lists the ids of a person's groups.
func (i *instance) groupsOf(ctx context.Context, user string) (out []string, err error) {
	in := &identitystore.ListGroupMembershipsForMemberInput{IdentityStoreId: &i.store, MemberId: &types.MemberIdMemberUserId{Value: user}}
	for p := identitystore.NewListGroupMembershipsForMemberPaginator(i.people, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, m := range answer.GroupMemberships {
			out = append(out, aws.ToString(m.GroupId))
		}
	}
	slices.Sort(out)
	return out, nil
}

// membersOf gives the ids of a group's members, each with the id of the membership.
func (i *instance) membersOf(ctx context.Context, group string) (map[string]string, error) {
	out := map[string]string{}
	in := &identitystore.ListGroupMembershipsInput{IdentityStoreId: &i.store, GroupId: &group, MaxResults: aws.Int32(100)}
	for p := identitystore.NewListGroupMembershipsPaginator(i.people, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, m := range answer.GroupMemberships {
			if user, ok := m.MemberId.(*types.MemberIdMemberUserId); ok {
				out[user.Value] = aws.ToString(m.MembershipId)
			}
		}
	}
	return out, nil
}

// User gives one person with groups.
func (s *Service) User(ctx context.Context, sc access.Scope, in api.ICUserIn) (api.ICUserDetail, error) {
	i, err := s.open(ctx, sc, in.OnIC, "identitystore:DescribeUser")
	if err != nil {
		return api.ICUserDetail{}, err
	}
	user, err := i.user(ctx, in.ID)
	if err != nil {
		return api.ICUserDetail{}, explain(err)
	}
	out := api.ICUserDetail{ICUser: user, Groups: []api.ICGroup{}}
	ids, err := i.groupsOf(ctx, in.ID)
	if err != nil {
		return out, explain(err)
	}
	var mu sync.Mutex
	err = each(ctx, ids, func(ctx context.Context, id string) error {
		g, err := i.group(ctx, id)
		mu.Lock()
		defer mu.Unlock()
		out.Groups = append(out.Groups, g)
		return err
	})
	slices.SortFunc(out.Groups, func(a, b api.ICGroup) int { return strings.Compare(a.DisplayName+a.ID, b.DisplayName+b.ID) })
	return out, explain(err)
}

// Group gives one group with its members.
func (s *Service) Group(ctx context.Context, sc access.Scope, in api.ICGroupIn) (api.ICGroupDetail, error) {
	i, err := s.open(ctx, sc, in.OnIC, "identitystore:DescribeGroup")
	if err != nil {
		return api.ICGroupDetail{}, err
	}
	group, err := i.group(ctx, in.ID)
	if err != nil {
		return api.ICGroupDetail{}, explain(err)
	}
	out := api.ICGroupDetail{ICGroup: group, Members: []api.ICUser{}}
	members, err := i.membersOf(ctx, in.ID)
	if err != nil {
		return out, explain(err)
	}
	ids := make([]string, 0, len(members))
	for id := range members {
		ids = append(ids, id)
	}
	var mu sync.Mutex
	err = each(ctx, ids, func(ctx context.Context, id string) error {
		u, err := i.user(ctx, id)
		mu.Lock()
		defer mu.Unlock()
		out.Members = append(out.Members, u)
		return err
	})
	slices.SortFunc(out.Members, func(a, b api.ICUser) int { return strings.Compare(a.UserName+a.ID, b.UserName+b.ID) })
	return out, explain(err)
}
