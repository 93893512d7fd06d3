package api

import "time"

// Workspace is a tenant: what it holds is seen by its members only.
type Workspace struct {
	ID         int64     `json:"id"`
	Name       string    `json:"name"`
	Personal   bool      `json:"personal" doc:"Made with the account; holds one person"`
	Role       string    `json:"role" enum:"owner,admin,operator,auditor,viewer" doc:"What the asking user is in it"`
	RequireMFA bool      `json:"require_mfa" doc:"Only sessions with a second factor may enter"`
	CreatedAt  time.Time `json:"created_at"`
}

// WorkspaceList is the workspaces of the asking user.
type WorkspaceList struct {
	Items      []Workspace `json:"items" nullable:"false"`
	NextCursor string      `json:"next_cursor" doc:"Empty at the end"`
}

// InWorkspace is the part of an input that names the workspace in the path.
type InWorkspace struct {
	WorkspaceID int64 `path:"workspace_id" minimum:"1" doc:"Number of the workspace"`
}

// CreateWorkspaceRequest makes a workspace.
type CreateWorkspaceRequest struct {
	Name string `json:"name" minLength:"1" maxLength:"100"`
}

// CreateWorkspaceIn is the input of making a workspace.
type CreateWorkspaceIn struct{ Body CreateWorkspaceRequest }

// UpdateWorkspaceRequest changes a workspace. Fields left out stay as they are.
type UpdateWorkspaceRequest struct {
	Name       *string `json:"name,omitempty" minLength:"1" maxLength:"100"`
	RequireMFA *bool   `json:"require_mfa,omitempty" doc:"Only sessions with a second factor may enter; turn your own on first"`
}

// UpdateWorkspaceIn is the input of changing a workspace.
type UpdateWorkspaceIn struct {
	InWorkspace
	Body UpdateWorkspaceRequest
}

// DeleteWorkspaceRequest says twice that all the workspace holds is to go.
type DeleteWorkspaceRequest struct {
	Name            string `json:"name" maxLength:"100" doc:"The workspace's name, typed once more"`
	CurrentPassword string `json:"current_password" maxLength:"1024"`
}

// DeleteWorkspaceIn is the input of deleting a workspace.
type DeleteWorkspaceIn struct {
	InWorkspace
	Body DeleteWorkspaceRequest
}

// Member is a person in a workspace.
type Member struct {
	UserID     int64     `json:"user_id"`
	Email      string    `json:"email"`
	FullName   string    `json:"full_name"`
	Role       string    `json:"role" enum:"owner,admin,operator,auditor,viewer"`
	MFAEnabled bool      `json:"mfa_enabled" doc:"The person signs in with a second factor"`
	JoinedAt   time.Time `json:"joined_at"`
}

// MemberList is the members of a workspace.
type MemberList struct {
	Items      []Member `json:"items" nullable:"false"`
	NextCursor string   `json:"next_cursor" doc:"Empty at the end"`
}

// MemberListIn is the input of listing members.
type MemberListIn struct {
	InWorkspace
	Page
}

// MemberIn names a member.
type MemberIn struct {
	InWorkspace
	UserID int64 `path:"user_id" minimum:"1" doc:"Number of the person"`
}

// ChangeRoleRequest gives a member another role. There is one owner: to make
// somebody else it, hand the workspace over.
type ChangeRoleRequest struct {
	Role string `json:"role" enum:"admin,operator,auditor,viewer"`
}

// ChangeRoleIn is the input of changing a role.
type ChangeRoleIn struct {
	MemberIn
	Body ChangeRoleRequest
}

// TransferRequest hands a workspace over.
type TransferRequest struct {
	UserID          int64  `json:"user_id" minimum:"1" doc:"The member who becomes the owner; you become an admin"`
	CurrentPassword string `json:"current_password" maxLength:"1024"`
}

// TransferIn is the input of handing a workspace over.
type TransferIn struct {
	InWorkspace
	Body TransferRequest
}

// Invitation asks somebody to join a workspace.
type Invitation struct {
	ID        int64     `json:"id"`
	Email     string    `json:"email"`
	Role      string    `json:"role" enum:"admin,operator,auditor,viewer"`
	InvitedBy string    `json:"invited_by" doc:"Address of the member who asks"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at"`
	Link      string    `json:"link,omitempty" doc:"Hand it to the invited person yourself: this server sends no mail. Shown once."`
}

// InvitationList is the open invitations of a workspace.
type InvitationList struct {
	Items      []Invitation `json:"items" nullable:"false"`
	NextCursor string       `json:"next_cursor" doc:"Empty at the end"`
}

// InvitationListIn is the input of listing invitations.
type InvitationListIn struct {
	InWorkspace
	Page
}

// InviteRequest invites somebody.
type InviteRequest struct {
	Email string `json:"email" format:"email" maxLength:"254"`
	Role  string `json:"role" enum:"admin,operator,auditor,viewer"`
}

// InviteIn is the input of inviting somebody.
type InviteIn struct {
	InWorkspace
	Body InviteRequest
}

// InvitationIn names an invitation.
type InvitationIn struct {
	InWorkspace
	ID int64 `path:"id" minimum:"1" doc:"Number of the invitation"`
}

// InvitationTokenIn is the input of looking at and accepting an invitation.
type InvitationTokenIn struct{ Body SecretRequest }

// InvitationPreview is what whoever has an invitation's link may know of it.
type InvitationPreview struct {
	WorkspaceName string    `json:"workspace_name"`
	Email         string    `json:"email" doc:"The address that the invitation is for"`
	Role          string    `json:"role" enum:"admin,operator,auditor,viewer"`
	InvitedBy     string    `json:"invited_by"`
	ExpiresAt     time.Time `json:"expires_at"`
}
