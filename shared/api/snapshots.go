package api

import "time"

// AccountSnapshot is what an audit has read of who may do what in an account.
type AccountSnapshot struct {
	ID        int64     `json:"id"`
	AccountID string    `json:"account_id"`
	AuditID   int64     `json:"audit_id"`
	At        time.Time `json:"at"`
	Users     int       `json:"users"`
	Groups    int       `json:"groups"`
	Roles     int       `json:"roles"`
	Policies  int       `json:"policies"`
	Size      int64     `json:"size" doc:"Bytes that are kept"`
}

// AccountSnapshotListIn is the input of listing snapshots.
type AccountSnapshotListIn struct {
	Page
	AccountID string `query:"account_id" pattern:"^[0-9]{12}$" doc:"Only snapshots of this account"`
}

// AccountSnapshotList is a piece of the workspace's snapshots, newest first.
type AccountSnapshotList struct {
	Items      []AccountSnapshot `json:"items" nullable:"false"`
	NextCursor string            `json:"next_cursor"`
}

// CompareSnapshotsIn is the input of comparing two snapshots of an account.
type CompareSnapshotsIn struct {
	Body struct {
		BeforeID int64 `json:"before_id" minimum:"1" doc:"Number of the older snapshot"`
		AfterID  int64 `json:"after_id" minimum:"1"`
	}
}

// AccountDiff is how an account changed between two snapshots.
type AccountDiff struct {
	Account      string            `json:"account"`
	Principals   NameChanges       `json:"principals" doc:"Users and roles, by ARN; changed are roles with another trust policy"`
	Groups       NameChanges       `json:"groups"`
	Policies     NameChanges       `json:"policies"`
	Attachments  LinkChanges       `json:"attachments"`
	Organization []string          `json:"organization" nullable:"false" doc:"What changed above the account: scps, rcps"`
	Access       []PrincipalChange `json:"access" nullable:"false" doc:"What the changes mean, for each principal whose access changed"`
	Exposures    ExposureChanges   `json:"exposures"`
}

// NameChanges are names that were added, removed, or that mean something else.
type NameChanges struct {
	Added   []string `json:"added" nullable:"false"`
	Removed []string `json:"removed" nullable:"false"`
	Changed []string `json:"changed" nullable:"false"`
}

// AttachmentLink is that something is attached to a user, group or role.
type AttachmentLink struct {
	To   string `json:"to"`
	Kind string `json:"kind" enum:"managed,inline,boundary,group"`
	Name string `json:"name"`
}

// LinkChanges are attachments that were added, removed or changed.
type LinkChanges struct {
	Added   []AttachmentLink `json:"added" nullable:"false"`
	Removed []AttachmentLink `json:"removed" nullable:"false"`
	Changed []AttachmentLink `json:"changed" nullable:"false"`
}

// ExposureChanges are ways in from outside that were opened or closed.
type ExposureChanges struct {
	Added   []AccountExposure `json:"added" nullable:"false"`
	Removed []AccountExposure `json:"removed" nullable:"false"`
}

// PrincipalChange is how the access of a principal changed.
type PrincipalChange struct {
	PrincipalARN string         `json:"principal_arn"`
	Gained       []AccessChange `json:"gained" nullable:"false"`
	Lost         []AccessChange `json:"lost" nullable:"false"`
	Changed      []AccessChange `json:"changed" nullable:"false" doc:"What it can do under other conditions"`
	Unknown      []string       `json:"unknown,omitempty" doc:"Policies that a snapshot lacks"`
}

// AccessChange is how access to a resource changed.
type AccessChange struct {
	Actions    []string          `json:"actions" nullable:"false"`
	Resource   string            `json:"resource"`
	Example    string            `json:"example"`
	Before     string            `json:"before"`
	After      string            `json:"after"`
	Conditions []AccessCondition `json:"conditions" nullable:"false"`
}
