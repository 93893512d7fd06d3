package audit

import (
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// Routes is the log's part of the interface.
func (l *Log) Routes() []web.Route {
	return []web.Route{
		web.Scoped(access.AuditRead, http.MethodGet, "/auth/audit-log", http.StatusOK, l.List, web.Doc{
			Tag: "audit", Summary: "What has been done in the workspace, newest first",
		}),
		web.Scoped(access.AuditRead, http.MethodGet, "/auth/audit-log/verify", http.StatusOK, l.Verify, web.Doc{
			Tag: "audit", Summary: "Check that no record was changed, moved or removed",
		}),
	}
}
