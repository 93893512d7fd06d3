package identitycenter

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// Access tells what a person can do in which account, directly and through groups.
func (s *Service) Access(ctx context.Context, sc access.Scope, in api.ICAccessIn) (api.ICUserAccess, error) {
	out := api.ICUserAccess{Access: []api.ICAccess{}}
	i, err := s.open(ctx, sc, in.OnIC, "sso:ListAccountAssignmentsForPrincipal")
	if err != nil {
		return out, err
	}
	if out.User, err = i.user(ctx, in.ID); err != nil {
		return out, explain(err)
	}
	found, err := i.assignmentsOf(ctx, in.ID)
	if err != nil {
		return out, explain(err)
	}
	if in.AccountID != "" {
		found = slices.DeleteFunc(found, func(a assignment) bool { return a.account != in.AccountID })
	}
	names := newNames(i)
	if out.Notes, err = names.accounts(ctx, s, sc, in.CredentialID); err != nil {
		return out, err
	}
	if err := names.learn(ctx, found); err != nil {
		return out, explain(err)
	}
	sets, err := i.sets(ctx, found)
	if err != nil {
		return out, explain(err)
	}
	out.Access = accessOf(found, names, sets)
	seen := map[string]bool{}
	for _, a := range out.Access {
		seen[a.AccountID] = true
		if len(sets[i.setArn(a.PermissionSetID)].Customer) > 0 {
			note := "The permission set " + a.PermissionSetName + " has customer managed policies, which each account has for itself: what they allow is not told."
			if !slices.Contains(out.Notes, note) {
				out.Notes = append(out.Notes, note)
			}
		}
	}
	out.Accounts = len(seen)
	if in.AccountID != "" && len(out.Access) > 0 {
		return out, s.detail(ctx, sc, i, &in, &out, sets)
	}
	return out, nil
}

// assignmentsOf lists the assignments of a person and of the groups that the person
// is in.
func (i *instance) assignmentsOf(ctx context.Context, user string) ([]assignment, error) {
	groups, err := i.groupsOf(ctx, user)
	if err != nil {
		return nil, err
	}
	who := [][2]string{{"USER", user}}
	for _, g := range groups {
		who = append(who, [2]string{"GROUP", g})
	}
	var mu sync.Mutex
	var out []assignment
	err = each(ctx, who, func(ctx context.Context, one [2]string) error {
		found, err := i.assignedTo(ctx, one[0], one[1])
		mu.Lock()
		defer mu.Unlock()
		out = append(out, found...)
		return err
	})
	return out, err
}

// sets reads the permission sets of assignments, each once.
func (i *instance) sets(ctx context.Context, list []assignment) (map[string]*permissionSet, error) {
	var arns []string
	for _, a := range list {
		arns = append(arns, a.set)
	}
	slices.Sort(arns)
	arns = slices.Compact(arns)
	out := make(map[string]*permissionSet, len(arns))
	var mu sync.Mutex
	err := each(ctx, arns, func(ctx context.Context, arn string) error {
		p, err := i.whole(ctx, arn)
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		out[arn] = p
		return nil
	})
	return out, err
}

// accessOf joins the ways to the same permission set in the same account.
func accessOf(list []assignment, n *names, sets map[string]*permissionSet) []api.ICAccess {
	joined := map[[2]string]*api.ICAccess{}
	for _, a := range list {
		key := [2]string{a.account, a.set}
		one := joined[key]
		if one == nil {
			view := n.view(a)
			one = &api.ICAccess{
				AccountID: a.account, AccountName: view.AccountName, PermissionSetID: view.PermissionSetID, PermissionSetName: view.PermissionSetName,
				Through: []string{}, SessionDuration: sets[a.set].SessionDuration, Administrator: sets[a.set].powers().administrator,
			}
			joined[key] = one
		}
		if a.principalType == "USER" {
			one.Direct = true
		} else {
			one.Through = append(one.Through, cmp.Or(n.who[a.principalType+a.principal], a.principal))
			slices.Sort(one.Through)
		}
	}
	out := make([]api.ICAccess, 0, len(joined))
	for _, one := range joined {
		out = append(out, *one)
	}
	slices.SortFunc(out, func(a, b api.ICAccess) int {
		return cmp.Or(strings.Compare(cmp.Or(a.AccountName, a.AccountID), cmp.Or(b.AccountName, b.AccountID)), strings.Compare(a.AccountID, b.AccountID), strings.Compare(a.PermissionSetName, b.PermissionSetName))
	})
	return out
}

// detail tells what each permission set allows in one account, less what SCPs take
// away where they may be read.
func (s *Service) detail(ctx context.Context, sc access.Scope, i *instance, in *api.ICAccessIn, out *api.ICUserAccess, sets map[string]*permissionSet) error {
	scps, management, err := s.organization.Restrictions(ctx, sc, in.CredentialID, in.AccountID)
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		out.Notes = append(out.Notes, "The SCPs of the account could not be read, so what they take away is told as allowed.")
	}
	for j := range out.Access {
		a := &out.Access[j]
		can, err := whatCan(in.AccountID, management, &engine.Snapshot{AccountID: in.AccountID, SCPs: scps}, sets[i.setArn(a.PermissionSetID)])
		if err != nil {
			out.Notes = append(out.Notes, fmt.Sprintf("What %s allows could not be told: %s.", a.PermissionSetName, err.Error()))
			continue
		}
		a.WhatCan = can
	}
	return nil
}

// whatCan asks the engine what a permission set allows in an account.
func whatCan(account, management string, snapshot *engine.Snapshot, p *permissionSet) (*api.WhatCan, error) {
	snapshot.ManagementAccount = management
	set := engine.PermissionSet{Name: p.Name, Arn: p.Arn, ManagedPolicies: p.Managed, InlinePolicy: engine.Text(p.Inline)}
	for _, c := range p.Customer {
		set.CustomerManagedPolicies = append(set.CustomerManagedPolicies, strings.TrimPrefix(c.Path, "/")+c.Name)
	}
	if b := p.Boundary; b != nil {
		set.PermissionsBoundary = b.Managed
		if b.Customer != nil {
			set.PermissionsBoundary = "arn:aws:iam::" + account + ":policy" + b.Customer.Path + b.Customer.Name
		}
	}
	snapshot.IdentityCenter = &engine.IdentityCenter{
		PermissionSets: []engine.PermissionSet{set},
		Assignments:    []engine.Assignment{{PermissionSet: p.Name, PrincipalType: "GROUP", PrincipalName: "somebody", AccountID: account}},
	}
	a, err := engine.New(snapshot)
	if err != nil {
		return nil, err
	}
	all := a.Principals()
	if len(all) != 1 {
		return nil, fmt.Errorf("the engine knows %d roles of it", len(all))
	}
	can, err := a.WhatCan(all[0].ARN, engine.Filter{})
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(can)
	if err != nil {
		return nil, err
	}
	out := &api.WhatCan{}
	return out, json.Unmarshal(text, out)
}
