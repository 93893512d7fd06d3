package api

import "time"

// IAMUserListIn is the input of listing IAM users.
type IAMUserListIn struct {
	CredentialID int64  `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to use; the workspace's default when left out"`
	PathPrefix   string `query:"path_prefix" maxLength:"512" doc:"Only users below this path" example:"/engineering/"`
	Limit        int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many items at most"`
	Cursor       string `query:"cursor" maxLength:"2048" doc:"next_cursor of the piece before"`
}

// IAMUserIn is the input of getting one IAM user.
type IAMUserIn struct {
	CredentialID int64  `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to use; the workspace's default when left out"`
	UserName     string `path:"user_name" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
}

// IAMUser is a user of an AWS account.
type IAMUser struct {
	UserName         string     `json:"user_name"`
	UserID           string     `json:"user_id" doc:"AWS's unique id (AIDA…)"`
	Arn              string     `json:"arn"`
	Path             string     `json:"path"`
	CreatedAt        time.Time  `json:"created_at"`
	PasswordLastUsed *time.Time `json:"password_last_used"`
}

// IAMUserList is a piece of the account's users.
type IAMUserList struct {
	Items      []IAMUser `json:"items" nullable:"false"`
	NextCursor string    `json:"next_cursor" doc:"Empty at the end"`
}

// IAMUserDetail is a user with what hangs on it.
type IAMUserDetail struct {
	IAMUser
	PermissionsBoundaryArn string              `json:"permissions_boundary_arn"`
	Tags                   map[string]string   `json:"tags"`
	Groups                 []string            `json:"groups" nullable:"false"`
	AttachedPolicies       []IAMAttachedPolicy `json:"attached_policies" nullable:"false"`
	InlinePolicies         []string            `json:"inline_policies" nullable:"false"`
	AccessKeys             []IAMAccessKey      `json:"access_keys" nullable:"false"`
	MFADevices             []IAMMFADevice      `json:"mfa_devices" nullable:"false"`
	HasConsolePassword     bool                `json:"has_console_password"`
}

// IAMAttachedPolicy is a managed policy attached to somebody.
type IAMAttachedPolicy struct {
	Name string `json:"name"`
	Arn  string `json:"arn"`
}

// IAMAccessKey is an access key of a user, without its secret.
type IAMAccessKey struct {
	AccessKeyID string    `json:"access_key_id"`
	Status      string    `json:"status" doc:"Active or Inactive, as AWS says it"`
	CreatedAt   time.Time `json:"created_at"`
}

// IAMMFADevice is a second factor of a user.
type IAMMFADevice struct {
	SerialNumber string    `json:"serial_number"`
	EnabledAt    time.Time `json:"enabled_at"`
}
