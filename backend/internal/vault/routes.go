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
		web.Scoped(access.VaultRead, http.MethodGet, base, http.StatusOK, s.List, doc("The workspace's AWS credentials")),
		web.Scoped(access.VaultRead, http.MethodGet, one, http.StatusOK, s.Get, doc("One AWS credential")),
		web.Scoped(access.VaultWrite, http.MethodPatch, one, http.StatusOK, s.Update, doc("Edit an AWS credential", http.StatusConflict)),
		web.Scoped(access.VaultWrite, http.MethodDelete, one, http.StatusNoContent, s.Delete, doc("Delete an AWS credential")),
		web.Scoped(access.VaultWrite, http.MethodPost, one+"/default", http.StatusOK, s.SetDefault, doc("Use this credential when a request names none")),
		web.Scoped(access.VaultUse, http.MethodPost, one+"/session", http.StatusOK, s.Session, doc("Short-lived keys of the credential, narrowed on request", http.StatusConflict, http.StatusBadGateway)),
		web.Scoped(access.VaultUse, http.MethodPost, one+"/verify", http.StatusOK, s.Verify, doc("Ask AWS whose the credential is", http.StatusBadGateway)),
	}
}
