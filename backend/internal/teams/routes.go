package teams

import (
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "teams", Summary: summary, Errors: errors}
	}
	const one = "/workspaces/{workspace_id}"
	return []web.Route{
		web.SignedIn(http.MethodGet, "/workspaces", http.StatusOK, s.List, doc("The workspaces that you are a member of")).ForTokens(),
		web.SignedIn(http.MethodPost, "/workspaces", http.StatusCreated, s.Create, doc("Make a workspace")),
		web.Scoped(access.WorkspaceRead, http.MethodGet, one, http.StatusOK, s.Get, doc("One workspace")),
		web.Scoped(access.WorkspaceWrite, http.MethodPatch, one, http.StatusOK, s.Update, doc("Rename it, or ask for two-factor sign-in", http.StatusConflict)),
		web.Scoped(access.WorkspaceOwn, http.MethodPost, one+"/delete", http.StatusNoContent, s.Delete, doc("Delete it with all it holds", http.StatusConflict)),
		web.Scoped(access.WorkspaceOwn, http.MethodPost, one+"/transfer", http.StatusOK, s.Transfer, doc("Hand it over to another member", http.StatusConflict)),
		web.Scoped(access.WorkspaceRead, http.MethodPost, one+"/leave", http.StatusNoContent, s.Leave, doc("Leave it", http.StatusConflict)),
		web.Scoped(access.WorkspaceRead, http.MethodGet, one+"/members", http.StatusOK, s.Members, doc("Its members")),
		web.Scoped(access.MembersWrite, http.MethodPatch, one+"/members/{user_id}", http.StatusOK, s.ChangeRole, doc("Give a member another role", http.StatusConflict)),
		web.Scoped(access.MembersWrite, http.MethodDelete, one+"/members/{user_id}", http.StatusNoContent, s.Remove, doc("Remove a member, at once", http.StatusConflict)),
		web.Scoped(access.MembersWrite, http.MethodGet, one+"/invitations", http.StatusOK, s.Invitations, doc("Its open invitations")),
		web.Scoped(access.MembersWrite, http.MethodPost, one+"/invitations", http.StatusCreated, s.Invite, doc("Invite somebody", http.StatusConflict)),
		web.Scoped(access.MembersWrite, http.MethodPost, one+"/invitations/{id}/resend", http.StatusOK, s.Resend, doc("Send an invitation again")),
		web.Scoped(access.MembersWrite, http.MethodDelete, one+"/invitations/{id}", http.StatusNoContent, s.Revoke, doc("Take an invitation back")),
		web.Public(http.MethodPost, "/invitations/preview", http.StatusOK, s.Preview, doc("What an invitation's link is about")),
		web.SignedIn(http.MethodPost, "/invitations/accept", http.StatusOK, s.Accept, doc("Join by an invitation's link", http.StatusForbidden, http.StatusConflict)),
	}
}
