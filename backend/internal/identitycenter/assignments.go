package identitycenter

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// assignment gives a permission set in an account to somebody.
type assignment struct {
	account, set, principalType, principal string
}

// in lists the assignments of a permission set in an account.
func (i *instance) assignedIn(ctx context.Context, account, set string) (out []assignment, err error) {
	in := &ssoadmin.ListAccountAssignmentsInput{InstanceArn: &i.arn, AccountId: &account, PermissionSetArn: &set, MaxResults: aws.Int32(100)}
	for p := ssoadmin.NewListAccountAssignmentsPaginator(i.sso, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, a := range answer.AccountAssignments {
			out = append(out, assignment{account, set, string(a.PrincipalType), aws.ToString(a.PrincipalId)})
		}
	}
	return out, nil
}

// assignedTo lists the assignments of a person or group itself.
func (i *instance) assignedTo(ctx context.Context, principalType, principal string) (out []assignment, err error) {
	in := &ssoadmin.ListAccountAssignmentsForPrincipalInput{InstanceArn: &i.arn, PrincipalId: &principal, PrincipalType: types.PrincipalType(principalType), MaxResults: aws.Int32(100)}
	for p := ssoadmin.NewListAccountAssignmentsForPrincipalPaginator(i.sso, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, a := range answer.AccountAssignments {
			// Those that a person has through groups are listed too, and told apart.
			if string(a.PrincipalType) == principalType && aws.ToString(a.PrincipalId) == principal {
				out = append(out, assignment{aws.ToString(a.AccountId), aws.ToString(a.PermissionSetArn), principalType, principal})
			}
		}
	}
	return out, nil
}

// setsIn lists the permission sets that are provisioned in an account.
func (i *instance) setsIn(ctx context.Context, account string) (out []string, err error) {
	in := &ssoadmin.ListPermissionSetsProvisionedToAccountInput{InstanceArn: &i.arn, AccountId: &account, MaxResults: aws.Int32(100)}
	for p := ssoadmin.NewListPermissionSetsProvisionedToAccountPaginator(i.sso, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, answer.PermissionSets...)
	}
	return out, nil
}

// allOf lists the assignments of pairs of account and permission set, in order.
func (i *instance) allOf(ctx context.Context, pairs [][2]string) ([]assignment, error) {
	var mu sync.Mutex
	var out []assignment
	err := each(ctx, pairs, func(ctx context.Context, pair [2]string) error {
		found, err := i.assignedIn(ctx, pair[0], pair[1])
		mu.Lock()
		defer mu.Unlock()
		out = append(out, found...)
		return err
	})
	slices.SortFunc(out, func(a, b assignment) int {
		return cmp.Or(strings.Compare(a.account, b.account), strings.Compare(a.set, b.set), strings.Compare(a.principalType, b.principalType), strings.Compare(a.principal, b.principal))
	})
	return out, err
}

// Assignments lists the assignments of an account, a permission set, a person or a
// group. Those that a person has through groups are told by Access.
func (s *Service) Assignments(ctx context.Context, sc access.Scope, in api.ICAssignmentListIn) (api.ICAssignmentList, error) {
	var out api.ICAssignmentList
	given := 0
	for _, filter := range []string{in.AccountID, in.UserID, in.GroupID} {
		if filter != "" {
			given++
		}
	}
	if given > 1 || given == 0 && in.PermissionSetID == "" {
		return out, ErrInvalid.Saying("Give one of account_id, permission_set_id, user_id and group_id; permission_set_id may narrow the others.")
	}
	i, err := s.open(ctx, sc, in.OnIC, "sso:ListAccountAssignments")
	if err != nil {
		return out, err
	}
	found, err := i.matching(ctx, &in)
	if err != nil {
		return out, explain(err)
	}
	out.Notes = []string{}
	names := newNames(i)
	if out.Notes, err = names.accounts(ctx, s, sc, in.CredentialID); err != nil {
		return out, err
	}
	if err := names.learn(ctx, found); err != nil {
		return out, explain(err)
	}
	out.Items = make([]api.ICAssignment, 0, len(found))
	for _, a := range found {
		out.Items = append(out.Items, names.view(a))
	}
	slices.SortStableFunc(out.Items, func(a, b api.ICAssignment) int {
		return cmp.Or(strings.Compare(cmp.Or(a.AccountName, a.AccountID), cmp.Or(b.AccountName, b.AccountID)), strings.Compare(a.PermissionSetName, b.PermissionSetName), strings.Compare(a.PrincipalName, b.PrincipalName))
	})
	return out, nil
}

func (i *instance) matching(ctx context.Context, in *api.ICAssignmentListIn) (found []assignment, err error) {
	set := ""
	if in.PermissionSetID != "" {
		set = i.setArn(in.PermissionSetID)
	}
	switch {
	case in.UserID != "":
		found, err = i.assignedTo(ctx, "USER", in.UserID)
	case in.GroupID != "":
		found, err = i.assignedTo(ctx, "GROUP", in.GroupID)
	case in.AccountID != "":
		sets := []string{set}
		if set == "" {
			if sets, err = i.setsIn(ctx, in.AccountID); err != nil {
				return nil, err
			}
		}
		var pairs [][2]string
		for _, one := range sets {
			pairs = append(pairs, [2]string{in.AccountID, one})
		}
		return i.allOf(ctx, pairs)
	default:
		accounts, err := i.accountsOf(ctx, set)
		if err != nil {
			return nil, err
		}
		var pairs [][2]string
		for _, account := range accounts {
			pairs = append(pairs, [2]string{account, set})
		}
		return i.allOf(ctx, pairs)
	}
	return slices.DeleteFunc(found, func(a assignment) bool { return set != "" && a.set != set }), err
}

// names are the names of what assignments tell by id.
type names struct {
	i       *instance
	mu      sync.Mutex
	account map[string]api.OrgAccount
	set     map[string]api.ICPermissionSet
	who     map[string]string
}

func newNames(i *instance) *names {
	return &names{i: i, account: map[string]api.OrgAccount{}, set: map[string]api.ICPermissionSet{}, who: map[string]string{}}
}

// accounts learns the accounts' names; the notes tell when that may not be.
func (n *names) accounts(ctx context.Context, s *Service, sc access.Scope, credential int64) ([]string, error) {
	members, err := s.organization.Members(ctx, sc, credential)
	if err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		return []string{"The names of accounts could not be read from the organization."}, nil
	}
	for _, a := range members {
		n.account[a.ID] = a
	}
	return []string{}, nil
}

// learn looks up permission sets, people and groups. One that is gone has no name.
func (n *names) learn(ctx context.Context, list []assignment) error {
	type unknown struct{ kind, id string }
	wanted := map[unknown]bool{}
	for _, a := range list {
		wanted[unknown{"SET", a.set}] = true
		wanted[unknown{a.principalType, a.principal}] = true
	}
	var all []unknown
	for one := range wanted {
		all = append(all, one)
	}
	return each(ctx, all, func(ctx context.Context, one unknown) error {
		var err error
		var set api.ICPermissionSet
		name := ""
		switch one.kind {
		case "SET":
			d, describeErr := n.i.describe(ctx, one.id)
			if err = describeErr; err == nil {
				set = setView(d)
			}
		case "USER":
			u, describeErr := n.i.user(ctx, one.id)
			err, name = describeErr, u.UserName
		default:
			g, describeErr := n.i.group(ctx, one.id)
			err, name = describeErr, g.DisplayName
		}
		if missing(err) {
			err = nil
		}
		n.mu.Lock()
		defer n.mu.Unlock()
		if one.kind == "SET" {
			n.set[one.id] = set
		} else {
			n.who[one.kind+one.id] = name
		}
		return err
	})
}

func (n *names) view(a assignment) api.ICAssignment {
	return api.ICAssignment{
		AccountID: a.account, AccountName: n.account[a.account].Name, PermissionSetID: setID(a.set), PermissionSetName: n.set[a.set].Name,
		PrincipalType: a.principalType, PrincipalID: a.principal, PrincipalName: n.who[a.principalType+a.principal],
	}
}
