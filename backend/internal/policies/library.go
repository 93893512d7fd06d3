package policies

import (
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// The faults of the library.
var (
	ErrNotFound  = fault.Declare(fault.NotFound, "policies.not_found", "There is no such policy.")
	ErrNoVersion = fault.Declare(fault.NotFound, "policies.no_version", "The policy has no such version.")
	ErrNameTaken = fault.Declare(fault.Conflict, "policies.name_taken", "Another policy of this workspace has this name already.")
	ErrNotNewest = fault.Declare(fault.Conflict, "policies.not_newest", "Somebody has stored a newer version of the policy.")
	ErrCase      = fault.Declare(fault.Invalid, "policies.bad_case", "A case cannot be understood.")
)

// maxDocument is the longest document the library keeps, in bytes. The largest that
// AWS takes is a quarter of it.
const maxDocument = 128 << 10

// Library is the door to the workspace's stored policies: documents with their
// history, and the cases they are tried with.
type Library struct {
	db    *db.DB
	store libraryStore
	audit *audit.Log
}

// NewLibrary opens the library.
func NewLibrary(database *db.DB, log *audit.Log) *Library {
	return &Library{database, libraryStore{database}, log}
}

// Routes is the library's part of the interface.
func (l *Library) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "policies", Summary: summary, Errors: errors}
	}
	const base, one, versions = "/policies", "/policies/{id}", "/policies/{id}/versions"
	return []web.Route{
		web.Scoped(access.PoliciesWrite, http.MethodPost, base, http.StatusCreated, l.Store, doc("Store a policy", http.StatusConflict)),
		web.Scoped(access.PoliciesUse, http.MethodGet, base, http.StatusOK, l.List, doc("The workspace's stored policies")),
		web.Scoped(access.PoliciesUse, http.MethodGet, one, http.StatusOK, l.Get, doc("One stored policy with its newest document")),
		web.Scoped(access.PoliciesWrite, http.MethodPatch, one, http.StatusOK, l.Update, doc("Change name, description or cases of a stored policy", http.StatusConflict)),
		web.Scoped(access.PoliciesWrite, http.MethodDelete, one, http.StatusNoContent, l.Delete, doc("Delete a stored policy with its history")),
		web.Scoped(access.PoliciesWrite, http.MethodPost, versions, http.StatusCreated, l.AddVersion, doc("Store a new version of a policy", http.StatusConflict)),
		web.Scoped(access.PoliciesUse, http.MethodGet, versions, http.StatusOK, l.Versions, doc("The history of a stored policy, newest first")),
		web.Scoped(access.PoliciesUse, http.MethodGet, versions+"/{version}", http.StatusOK, l.Version, doc("One version of a stored policy")),
		web.Scoped(access.PoliciesUse, http.MethodGet, versions+"/{version}/compare", http.StatusOK, l.CompareVersions, doc("Tell how two versions of a policy relate by what they allow")),
		web.Scoped(access.PoliciesWrite, http.MethodPost, one+"/restore", http.StatusCreated, l.Restore, doc("Make the document of an old version the newest again", http.StatusConflict)),
		web.Scoped(access.PoliciesUse, http.MethodPost, one+"/tests/run", http.StatusOK, l.RunCases, doc("Try a policy, or an edit of it, with its cases")),
	}
}
