package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Workspaces is the room of tenants and their members.
type Workspaces struct{ c *Client }

// List gives a piece of the workspaces that the person is a member of.
func (w Workspaces) List(ctx context.Context, in api.Page) (api.WorkspaceList, error) {
	return call[api.WorkspaceList](ctx, w.c, signedIn, http.MethodGet, "/workspaces", in)
}

// Create makes a workspace, whose owner the person becomes.
func (w Workspaces) Create(ctx context.Context, in api.CreateWorkspaceIn) (api.Workspace, error) {
	return call[api.Workspace](ctx, w.c, signedIn, http.MethodPost, "/workspaces", in)
}

// Get gives one workspace.
func (w Workspaces) Get(ctx context.Context, in api.InWorkspace) (api.Workspace, error) {
	return call[api.Workspace](ctx, w.c, signedIn, http.MethodGet, "/workspaces/{workspace_id}", in)
}

// Update changes a workspace; fields left out stay as they are.
func (w Workspaces) Update(ctx context.Context, in api.UpdateWorkspaceIn) (api.Workspace, error) {
	return call[api.Workspace](ctx, w.c, signedIn, http.MethodPatch, "/workspaces/{workspace_id}", in)
}

// Delete removes a workspace with all it holds, for good.
func (w Workspaces) Delete(ctx context.Context, in api.DeleteWorkspaceIn) error {
	_, err := call[api.None](ctx, w.c, signedIn, http.MethodPost, "/workspaces/{workspace_id}/delete", in)
	return err
}

// Members gives a piece of the workspace's members.
func (w Workspaces) Members(ctx context.Context, in api.MemberListIn) (api.MemberList, error) {
	return call[api.MemberList](ctx, w.c, signedIn, http.MethodGet, "/workspaces/{workspace_id}/members", in)
}

// ChangeRole gives a member another role.
func (w Workspaces) ChangeRole(ctx context.Context, in api.ChangeRoleIn) (api.Member, error) {
	return call[api.Member](ctx, w.c, signedIn, http.MethodPatch, "/workspaces/{workspace_id}/members/{user_id}", in)
}

// RemoveMember ends a membership at once.
func (w Workspaces) RemoveMember(ctx context.Context, in api.MemberIn) error {
	_, err := call[api.None](ctx, w.c, signedIn, http.MethodDelete, "/workspaces/{workspace_id}/members/{user_id}", in)
	return err
}

// Leave ends the person's own membership.
func (w Workspaces) Leave(ctx context.Context, in api.InWorkspace) error {
	_, err := call[api.None](ctx, w.c, signedIn, http.MethodPost, "/workspaces/{workspace_id}/leave", in)
	return err
}

// Transfer makes another member the owner.
func (w Workspaces) Transfer(ctx context.Context, in api.TransferIn) (api.Workspace, error) {
	return call[api.Workspace](ctx, w.c, signedIn, http.MethodPost, "/workspaces/{workspace_id}/transfer", in)
}

// Invitations gives a piece of the workspace's open invitations.
func (w Workspaces) Invitations(ctx context.Context, in api.InvitationListIn) (api.InvitationList, error) {
	return call[api.InvitationList](ctx, w.c, signedIn, http.MethodGet, "/workspaces/{workspace_id}/invitations", in)
}

// Invite asks somebody to join.
func (w Workspaces) Invite(ctx context.Context, in api.InviteIn) (api.Invitation, error) {
	return call[api.Invitation](ctx, w.c, signedIn, http.MethodPost, "/workspaces/{workspace_id}/invitations", in)
}

// ResendInvitation sends an invitation again, good for another week.
func (w Workspaces) ResendInvitation(ctx context.Context, in api.InvitationIn) (api.Invitation, error) {
	return call[api.Invitation](ctx, w.c, signedIn, http.MethodPost, "/workspaces/{workspace_id}/invitations/{id}/resend", in)
}

// RevokeInvitation takes an invitation back.
func (w Workspaces) RevokeInvitation(ctx context.Context, in api.InvitationIn) error {
	_, err := call[api.None](ctx, w.c, signedIn, http.MethodDelete, "/workspaces/{workspace_id}/invitations/{id}", in)
	return err
}

// PreviewInvitation tells what an invitation's link is about.
func (w Workspaces) PreviewInvitation(ctx context.Context, in api.InvitationTokenIn) (api.InvitationPreview, error) {
	return call[api.InvitationPreview](ctx, w.c, anonymous, http.MethodPost, "/invitations/preview", in)
}

// AcceptInvitation joins the workspace that an invitation's link is about.
func (w Workspaces) AcceptInvitation(ctx context.Context, in api.InvitationTokenIn) (api.Workspace, error) {
	return call[api.Workspace](ctx, w.c, signedIn, http.MethodPost, "/invitations/accept", in)
}
