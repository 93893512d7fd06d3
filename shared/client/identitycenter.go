package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// IdentityCenter is the room that reads and changes IAM Identity Center. What would
// change something gives a plan, which changes nothing until it is applied.
type IdentityCenter struct{ c *Client }

const (
	identityCenter = "/identity-center"
	icSet          = identityCenter + "/permission-sets/{permission_set_id}"
	icUser         = identityCenter + "/users/{user_id}"
	icGroup        = identityCenter + "/groups/{group_id}"
)

// Overview tells which instances there are.
func (i IdentityCenter) Overview(ctx context.Context, in api.OnAWS) (api.ICOverview, error) {
	return call[api.ICOverview](ctx, i.c, signedIn, http.MethodGet, identityCenter, in)
}

// PermissionSets lists the permission sets.
func (i IdentityCenter) PermissionSets(ctx context.Context, in api.ICPermissionSetListIn) (api.ICPermissionSetList, error) {
	return call[api.ICPermissionSetList](ctx, i.c, signedIn, http.MethodGet, identityCenter+"/permission-sets", in)
}

// PermissionSet gives one permission set with all that makes it.
func (i IdentityCenter) PermissionSet(ctx context.Context, in api.ICPermissionSetIn) (api.ICPermissionSetDetail, error) {
	return call[api.ICPermissionSetDetail](ctx, i.c, signedIn, http.MethodGet, icSet, in)
}

// CreatePermissionSet plans a new permission set.
func (i IdentityCenter) CreatePermissionSet(ctx context.Context, in api.CreateICPermissionSetIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, identityCenter+"/permission-sets", in)
}

// UpdatePermissionSet plans what a permission set shall be.
func (i IdentityCenter) UpdatePermissionSet(ctx context.Context, in api.UpdateICPermissionSetIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, icSet, in)
}

// DeletePermissionSet plans to delete a permission set.
func (i IdentityCenter) DeletePermissionSet(ctx context.Context, in api.ICPermissionSetIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, icSet, in)
}

// Provision plans to bring a permission set to the accounts that have it.
func (i IdentityCenter) Provision(ctx context.Context, in api.ProvisionICIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, icSet+"/provision", in)
}

// Users gives a piece of the people.
func (i IdentityCenter) Users(ctx context.Context, in api.ICListIn) (api.ICUserList, error) {
	return call[api.ICUserList](ctx, i.c, signedIn, http.MethodGet, identityCenter+"/users", in)
}

// User gives one person with groups.
func (i IdentityCenter) User(ctx context.Context, in api.ICUserIn) (api.ICUserDetail, error) {
	return call[api.ICUserDetail](ctx, i.c, signedIn, http.MethodGet, icUser, in)
}

// CreateUser plans a new person.
func (i IdentityCenter) CreateUser(ctx context.Context, in api.CreateICUserIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, identityCenter+"/users", in)
}

// UpdateUser plans a change of a person.
func (i IdentityCenter) UpdateUser(ctx context.Context, in api.UpdateICUserIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, icUser, in)
}

// DeleteUser plans to delete a person.
func (i IdentityCenter) DeleteUser(ctx context.Context, in api.ICUserIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, icUser, in)
}

// Access tells what a person can do in which account.
func (i IdentityCenter) Access(ctx context.Context, in api.ICAccessIn) (api.ICUserAccess, error) {
	return call[api.ICUserAccess](ctx, i.c, signedIn, http.MethodGet, icUser+"/access", in)
}

// Groups gives a piece of the groups.
func (i IdentityCenter) Groups(ctx context.Context, in api.ICListIn) (api.ICGroupList, error) {
	return call[api.ICGroupList](ctx, i.c, signedIn, http.MethodGet, identityCenter+"/groups", in)
}

// Group gives one group with its members.
func (i IdentityCenter) Group(ctx context.Context, in api.ICGroupIn) (api.ICGroupDetail, error) {
	return call[api.ICGroupDetail](ctx, i.c, signedIn, http.MethodGet, icGroup, in)
}

// CreateGroup plans a new group.
func (i IdentityCenter) CreateGroup(ctx context.Context, in api.CreateICGroupIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, identityCenter+"/groups", in)
}

// UpdateGroup plans a change of a group.
func (i IdentityCenter) UpdateGroup(ctx context.Context, in api.UpdateICGroupIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, icGroup, in)
}

// DeleteGroup plans to delete a group.
func (i IdentityCenter) DeleteGroup(ctx context.Context, in api.ICGroupIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, icGroup, in)
}

// ChangeMembers plans who joins and leaves a group.
func (i IdentityCenter) ChangeMembers(ctx context.Context, in api.ICMembersIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, icGroup+"/members", in)
}

// Assignments lists the assignments of an account, permission set, person or group.
func (i IdentityCenter) Assignments(ctx context.Context, in api.ICAssignmentListIn) (api.ICAssignmentList, error) {
	return call[api.ICAssignmentList](ctx, i.c, signedIn, http.MethodGet, identityCenter+"/assignments", in)
}

// Assign plans to give a permission set to somebody in accounts.
func (i IdentityCenter) Assign(ctx context.Context, in api.ICAssignIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, identityCenter+"/assignments", in)
}

// Unassign plans to take a permission set away from somebody in accounts.
func (i IdentityCenter) Unassign(ctx context.Context, in api.ICAssignIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, identityCenter+"/assignments/remove", in)
}

// Audit begins to look through IAM Identity Center; the job's result is an
// api.ICAudit.
func (i IdentityCenter) Audit(ctx context.Context, in api.OnIC) (api.Job, error) {
	return call[api.Job](ctx, i.c, signedIn, http.MethodPost, identityCenter+"/audit", in)
}
