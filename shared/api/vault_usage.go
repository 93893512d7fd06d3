package api

import "time"

// CredentialWarning is something about a credential that somebody should look
// at. Clients switch on the code.
type CredentialWarning struct {
	Code    string `json:"code" enum:"key_old,session_expired,session_expiring,unused,never_verified,sign_in_needed,sign_in_expiring,no_role,rotation_stuck"`
	Message string `json:"message"`
}

// CredentialListIn is the input of listing credentials.
type CredentialListIn struct {
	Page
	Tag string `query:"tag" maxLength:"400" doc:"Only credentials with this tag: a key, or key=value"`
}

// CredentialUsageIn is the input of asking what a credential was used for.
type CredentialUsageIn struct {
	ID   int64     `path:"id" minimum:"1"`
	From time.Time `query:"from" doc:"30 days before to, when left out"`
	To   time.Time `query:"to" doc:"Now, when left out; at most 366 days after from"`
}

// CredentialUsage is what AWS was asked with a credential, as the audit log has it.
type CredentialUsage struct {
	From        time.Time        `json:"from"`
	To          time.Time        `json:"to"`
	Calls       int64            `json:"calls"`
	Failed      int64            `json:"failed" doc:"Calls that AWS refused or did not answer"`
	ByDay       []DayUsage       `json:"by_day" nullable:"false" doc:"Days in UTC with calls, oldest first"`
	ByOperation []OperationUsage `json:"by_operation" nullable:"false" doc:"Most called first, at most 200"`
	ByUser      []UserUsage      `json:"by_user" nullable:"false" doc:"Most calls first, at most 200"`
}

// DayUsage is the calls of a day.
type DayUsage struct {
	Day    string `json:"day" example:"2026-03-01"`
	Calls  int64  `json:"calls"`
	Failed int64  `json:"failed"`
}

// OperationUsage is the calls of an operation.
type OperationUsage struct {
	Operation string    `json:"operation" example:"iam:ListUsers"`
	Calls     int64     `json:"calls"`
	Failed    int64     `json:"failed"`
	LastAt    time.Time `json:"last_at"`
}

// UserUsage is the calls that somebody made.
type UserUsage struct {
	UserID *int64    `json:"user_id" doc:"null: the server itself"`
	Email  string    `json:"email" doc:"As it was at the last call; system:… for the server itself"`
	Calls  int64     `json:"calls"`
	Failed int64     `json:"failed"`
	LastAt time.Time `json:"last_at"`
}
