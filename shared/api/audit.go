package api

import "time"

// AuditListIn filters the audit log. Times are RFC 3339.
type AuditListIn struct {
	Page
	From         time.Time `query:"from" doc:"Not before"`
	To           time.Time `query:"to" doc:"Before"`
	Action       string    `query:"action" maxLength:"100" doc:"Exactly this action, or a whole room with a dot at the end (vault.)"`
	ResourceType string    `query:"resource_type" maxLength:"100"`
	UserID       int64     `query:"user_id" minimum:"1"`
	Success      string    `query:"success" enum:"true,false" doc:"Only what worked, or only what failed"`
	AWSAccountID string    `query:"aws_account_id" pattern:"^[0-9]{12}$" patternDescription:"12 digits"`
	Q            string    `query:"q" maxLength:"100" doc:"Part of the action, resource, person or message"`
}

// AuditExportIn says what is written out of the audit log, and how. The filters
// are those of the list.
type AuditExportIn struct {
	Format       string    `query:"format" enum:"ndjson,csv" default:"ndjson" doc:"One JSON object to a line, or a table for spreadsheets"`
	From         time.Time `query:"from" doc:"Not before"`
	To           time.Time `query:"to" doc:"Before"`
	Action       string    `query:"action" maxLength:"100" doc:"Exactly this action, or a whole room with a dot at the end (vault.)"`
	ResourceType string    `query:"resource_type" maxLength:"100"`
	UserID       int64     `query:"user_id" minimum:"1"`
	Success      string    `query:"success" enum:"true,false" doc:"Only what worked, or only what failed"`
	AWSAccountID string    `query:"aws_account_id" pattern:"^[0-9]{12}$" patternDescription:"12 digits"`
	Q            string    `query:"q" maxLength:"100" doc:"Part of the action, resource, person or message"`
}

// AuditRecord is one thing that somebody did, or tried to do.
type AuditRecord struct {
	ID           int64             `json:"id" doc:"Counts up without gaps within the workspace"`
	At           time.Time         `json:"at"`
	UserID       *int64            `json:"user_id" doc:"Null for the system itself"`
	UserEmail    string            `json:"user_email"`
	Action       string            `json:"action" doc:"room.verb, such as vault.credential_added" example:"accounts.login"`
	ResourceType string            `json:"resource_type" example:"credential"`
	ResourceID   string            `json:"resource_id"`
	Success      bool              `json:"success"`
	ErrorMessage string            `json:"error_message"`
	IPAddress    string            `json:"ip_address"`
	UserAgent    string            `json:"user_agent"`
	RequestID    string            `json:"request_id"`
	AWSAccountID string            `json:"aws_account_id"`
	AWSRegion    string            `json:"aws_region"`
	Details      map[string]string `json:"details,omitempty" doc:"What else is worth knowing; never a secret"`
}

// AuditList is a piece of the audit log, newest first.
type AuditList struct {
	Items      []AuditRecord `json:"items" nullable:"false"`
	NextCursor string        `json:"next_cursor" doc:"Empty at the end"`
}

// AuditVerification is the outcome of checking the hash chain.
type AuditVerification struct {
	Valid   bool   `json:"valid"`
	Records int64  `json:"records" doc:"How many records were checked"`
	FirstID int64  `json:"first_id" doc:"The first record that was checked: 1, or the first behind the months that were removed for their age"`
	BadID   *int64 `json:"bad_id" doc:"First record that was changed, moved or removed"`
	Reason  string `json:"reason" doc:"What is wrong with it, in words"`
	// HoldsCheckpoint is nil when no checkpoint was given.
	HoldsCheckpoint *bool `json:"holds_checkpoint" doc:"Whether the record of the checkpoint that was given is still there, with all before it; null when none was given, or when it is older than the records that are kept"`
}

// AuditCheckpoint is a signed note of where a workspace's audit log ended. Keep
// it outside of the server: it shows later that nothing up to there is missing.
type AuditCheckpoint struct {
	WorkspaceID int64     `json:"workspace_id" minimum:"1"`
	ID          int64     `json:"id" minimum:"0" doc:"The newest record; 0 before the first"`
	Hash        string    `json:"hash" maxLength:"128" pattern:"^[0-9a-f]*$" patternDescription:"hexadecimal digits" doc:"The record's place in the chain"`
	At          time.Time `json:"at" doc:"When the note was made"`
	KeyID       string    `json:"key_id" maxLength:"64" doc:"Which key signed"`
	Signature   string    `json:"signature" maxLength:"256" pattern:"^[0-9a-f]*$" patternDescription:"hexadecimal digits" doc:"Ed25519"`
}

// AuditVerifyRequest says what the audit log is checked against.
type AuditVerifyRequest struct {
	Checkpoint *AuditCheckpoint `json:"checkpoint,omitempty" doc:"One that this server gave out for the workspace"`
}

// AuditVerifyIn is the input of checking the audit log.
type AuditVerifyIn struct{ Body AuditVerifyRequest }
