package vault

import (
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "vault", Summary: summary, Errors: errors}
	}
	const base, one = "/auth/aws-credentials", "/auth/aws-credentials/{id}"
	return []web.Route{
		web.Scoped(access.VaultWrite, http.MethodPost, base, http.StatusCreated, s.Add, doc("Add an AWS credential", http.StatusConflict)),
		web.Scoped(access.VaultWrite, http.MethodPost, base+"/assume-role", http.StatusCreated, s.AddRole, doc("Add a role that is assumed with another credential", http.StatusConflict)),
		web.Scoped(access.VaultWrite, http.MethodPost, base+"/identity-center", http.StatusCreated, s.AddIdentityCenter, doc("Add a role of IAM Identity Center, and begin the sign-in", http.StatusConflict, http.StatusBadGateway)),
		web.Scoped(access.VaultRead, http.MethodGet, base, http.StatusOK, s.List, doc("The workspace's AWS credentials")),
		web.Scoped(access.VaultRead, http.MethodGet, one, http.StatusOK, s.Get, doc("One AWS credential")),
		web.Scoped(access.VaultWrite, http.MethodPatch, one, http.StatusOK, s.Update, doc("Edit an AWS credential", http.StatusConflict)),
		web.Scoped(access.VaultWrite, http.MethodDelete, one, http.StatusNoContent, s.Delete, doc("Delete an AWS credential")),
		web.Scoped(access.VaultWrite, http.MethodPost, one+"/default", http.StatusOK, s.SetDefault, doc("Use this credential when a request names none")),
		web.Scoped(access.VaultWrite, http.MethodPost, one+"/rotate", http.StatusOK, s.Rotate, doc("Change an access key for a new one, or go on with it", http.StatusConflict, http.StatusBadGateway)),
		web.Scoped(access.VaultRead, http.MethodGet, one+"/rotation", http.StatusOK, s.Rotation, doc("How far the newest rotation of the key has come")),
		web.Scoped(access.VaultWrite, http.MethodDelete, one+"/rotation", http.StatusOK, s.CancelRotation, doc("Take back a rotation whose new key is not in use yet", http.StatusConflict, http.StatusBadGateway)),
		web.Scoped(access.VaultWrite, http.MethodPost, one+"/sign-in", http.StatusOK, s.StartSignIn, doc("Begin a sign-in to IAM Identity Center", http.StatusConflict, http.StatusBadGateway)),
		web.Scoped(access.VaultUse, http.MethodGet, one+"/sign-in", http.StatusOK, s.SignIn, doc("How the sign-in stands; AWS is asked when it is time to", http.StatusBadGateway)),
		web.Scoped(access.VaultWrite, http.MethodPost, one+"/sign-in/complete", http.StatusOK, s.CompleteSignIn, doc("End a sign-in with what the browser brought back", http.StatusConflict, http.StatusBadGateway)),
		web.Scoped(access.VaultUse, http.MethodGet, one+"/sign-in/accounts", http.StatusOK, s.SignInAccounts, doc("The accounts that the sign-in may reach", http.StatusConflict, http.StatusBadGateway)),
		web.Scoped(access.VaultUse, http.MethodGet, one+"/sign-in/roles", http.StatusOK, s.SignInRoles, doc("The roles that the sign-in has in an account", http.StatusConflict, http.StatusBadGateway)),
		web.Scoped(access.VaultRead, http.MethodGet, one+"/usage", http.StatusOK, s.Usage, doc("What AWS was asked with the credential, by day, operation and person")),
		web.Scoped(access.VaultUse, http.MethodPost, one+"/session", http.StatusOK, s.Session, doc("Short-lived keys of the credential, narrowed on request", http.StatusConflict, http.StatusBadGateway)),
		web.Scoped(access.VaultUse, http.MethodPost, one+"/verify", http.StatusOK, s.Verify, doc("Ask AWS whose the credential is", http.StatusBadGateway)),
	}
}
