package api

import "time"

// StartAccountAuditRequest says how an AWS account is audited.
type StartAccountAuditRequest struct {
	KeyAgeDays int `json:"key_age_days,omitempty" minimum:"1" maximum:"3650" default:"90" doc:"From which age on access keys are old"`
	UnusedDays int `json:"unused_days,omitempty" minimum:"1" maximum:"400" default:"90" doc:"After how many days without use keys, passwords, users and roles are unused"`
}

// StartAccountAuditIn is the input of auditing the account of a credential.
type StartAccountAuditIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to use; the workspace's default when left out"`
	Body         StartAccountAuditRequest
}

// FindingTally counts findings by severity.
type FindingTally struct {
	Critical int `json:"critical"`
	High     int `json:"high"`
	Medium   int `json:"medium"`
	Low      int `json:"low"`
}

// AccountAuditSummary is an audit without its findings.
type AccountAuditSummary struct {
	ID           int64        `json:"id"`
	AccountID    string       `json:"account_id"`
	JobID        int64        `json:"job_id"`
	CredentialID int64        `json:"credential_id"`
	StartedBy    string       `json:"started_by" doc:"E-mail address"`
	At           time.Time    `json:"at" doc:"The time that ages are judged by"`
	FinishedAt   time.Time    `json:"finished_at"`
	Findings     FindingTally `json:"findings" doc:"Those there are, exceptions included"`
	PreviousID   *int64       `json:"previous_id" doc:"The audit of the account that it was compared with; null at the first"`
	New          int          `json:"new"`
	Unchanged    int          `json:"unchanged"`
	Fixed        int          `json:"fixed"`
	NotChecked   int          `json:"not_checked" doc:"Checks that could not be made: that is not the same as fine"`
	Users        int          `json:"users"`
	Groups       int          `json:"groups"`
	Roles        int          `json:"roles"`
	Policies     int          `json:"policies"`
}

// AccountAuditListIn is the input of listing audits.
type AccountAuditListIn struct {
	Page
	AccountID string `query:"account_id" pattern:"^[0-9]{12}$" doc:"Only audits of this account"`
}

// AccountAuditList is a piece of the workspace's audits, newest first.
type AccountAuditList struct {
	Items      []AccountAuditSummary `json:"items" nullable:"false"`
	NextCursor string                `json:"next_cursor"`
}

// AccountAuditIn is the input of showing an audit with a piece of its findings.
type AccountAuditIn struct {
	ID int64 `path:"id" minimum:"1" doc:"Number of the audit"`
	Page
	Severity string `query:"severity" enum:"critical,high,medium,low" doc:"Only findings of this severity"`
	Code     string `query:"code" maxLength:"100" doc:"Only findings of this check"`
	State    string `query:"state" enum:"new,unchanged,fixed,not_checked" doc:"Only findings in this state"`
	Resource string `query:"resource" maxLength:"2048" doc:"Only findings about this ARN"`
}

// AuditEvidence is a fact that a finding rests on.
type AuditEvidence struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// AuditFix is what to do about a finding.
type AuditFix struct {
	Text     string `json:"text"`
	Document string `json:"document,omitempty" doc:"The policy as it should be, where the repair is a change of one"`
}

// FindingException says who lives with a finding, why, and until when.
type FindingException struct {
	ID        int64     `json:"id"`
	AccountID string    `json:"account_id"`
	Code      string    `json:"code"`
	Resource  string    `json:"resource" doc:"ARN, or * for all"`
	Reason    string    `json:"reason"`
	CreatedBy string    `json:"created_by" doc:"E-mail address"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at"`
}

// AuditFinding is one thing that an audit found.
type AuditFinding struct {
	ID        string            `json:"id" doc:"The same at each audit of the account"`
	Code      string            `json:"code"`
	Severity  string            `json:"severity" enum:"critical,high,medium,low"`
	State     string            `json:"state" enum:"new,unchanged,fixed,not_checked" doc:"Against the audit before; not_checked: it was there, and could not be looked at again"`
	Title     string            `json:"title"`
	Resource  string            `json:"resource" doc:"ARN"`
	Evidence  []AuditEvidence   `json:"evidence" nullable:"false"`
	Why       string            `json:"why"`
	Fix       AuditFix          `json:"fix"`
	Exception *FindingException `json:"exception,omitempty" doc:"The exception that holds for it now"`
}

// AuditMissing is what a check lacked.
type AuditMissing struct {
	Source     string `json:"source"`
	Permission string `json:"permission" doc:"The action that the credential may not do; empty when it was something else"`
	Reason     string `json:"reason"`
}

// AuditCheck is what an audit looked for, or could not.
type AuditCheck struct {
	Code     string         `json:"code"`
	Title    string         `json:"title"`
	Checked  bool           `json:"checked"`
	Findings int            `json:"findings"`
	Missing  []AuditMissing `json:"missing" nullable:"false" doc:"Why it was not checked"`
}

// AccountAudit is an audit with a piece of its findings, the worst first.
type AccountAudit struct {
	AccountAuditSummary
	Excepted   int            `json:"excepted" doc:"Findings for which an exception holds now"`
	Checks     []AuditCheck   `json:"checks" nullable:"false"`
	Notes      []string       `json:"notes" nullable:"false" doc:"What the audit takes for granted"`
	Items      []AuditFinding `json:"items" nullable:"false"`
	NextCursor string         `json:"next_cursor"`
}

// ExceptFindingRequest makes an exception.
type ExceptFindingRequest struct {
	AccountID string    `json:"account_id" pattern:"^[0-9]{12}$"`
	Code      string    `json:"code" minLength:"1" maxLength:"100"`
	Resource  string    `json:"resource" minLength:"1" maxLength:"2048" doc:"ARN, or * for all"`
	Reason    string    `json:"reason" minLength:"10" maxLength:"1000" doc:"Why this is acceptable"`
	ExpiresAt time.Time `json:"expires_at" doc:"Within a year"`
}

// ExceptFindingIn is the input of making an exception.
type ExceptFindingIn struct{ Body ExceptFindingRequest }

// FindingExceptionList is the workspace's exceptions that hold, newest first.
type FindingExceptionList struct {
	Items      []FindingException `json:"items" nullable:"false"`
	NextCursor string             `json:"next_cursor"`
}
