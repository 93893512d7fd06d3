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
		web.Scoped(access.AuditRead, http.MethodGet, "/auth/audit-log/export", http.StatusOK, l.Export, web.Doc{
			Tag: "audit", Summary: "Everything that matches, oldest first, as a file",
			Description: "The file is made while it is sent: an answer that breaks off is not whole. It ends with the last record before the export, " +
				"which is itself recorded. In CSV, a field that a spreadsheet could take for a formula (it begins with = + - @, a tab or a line break) begins with an apostrophe.",
			Media: []string{ndjson, csvType},
		}),
		web.Scoped(access.AuditRead, http.MethodGet, "/auth/audit-log/verify", http.StatusOK, l.Verify, web.Doc{
			Tag: "audit", Summary: "Check that no record was changed, moved or removed",
		}),
		web.Scoped(access.AuditRead, http.MethodPost, "/auth/audit-log/verify", http.StatusOK, l.VerifyFrom, web.Doc{
			Tag: "audit", Summary: "Check the records against a checkpoint that was kept elsewhere",
			Description: "Finds what the records alone cannot show: that the newest ones were removed together with the head of the chain.",
		}),
		web.Scoped(access.AuditRead, http.MethodGet, "/auth/audit-log/checkpoint", http.StatusOK, l.Checkpoint, web.Doc{
			Tag: "audit", Summary: "A signed note of the newest record, to be kept elsewhere",
		}),
	}
}
