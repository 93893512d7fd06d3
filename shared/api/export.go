package api

import "time"

// AccountExport is what the product holds of a person, without secrets. Their
// AWS credentials and policies belong to workspaces, and are exported there.
type AccountExport struct {
	ExportedAt   time.Time     `json:"exported_at"`
	Profile      User          `json:"profile"`
	SecondFactor MFAStatus     `json:"second_factor"`
	Sessions     []Session     `json:"sessions"`
	Tokens       []AccessToken `json:"tokens"`
	Passkeys     []Passkey     `json:"passkeys"`
	Identities   []Identity    `json:"identities"`
	Workspaces   []Workspace   `json:"workspaces"`
	// Records stands last: it is written while it is read.
	Records []ExportedRecord `json:"audit_records"`
}

// ExportedRecord is a record of the audit log of what the person did.
type ExportedRecord struct {
	WorkspaceID int64 `json:"workspace_id"`
	AuditRecord
}
