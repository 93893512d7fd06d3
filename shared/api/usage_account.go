package api

import "time"

// StartAccountUsageRequest asks what all users and roles of an account have used.
type StartAccountUsageRequest struct {
	Days int `json:"days,omitempty" minimum:"1" maximum:"400" default:"90" doc:"What was not used for so many days is unused"`
}

// StartAccountUsageIn is the input of finding out what a whole account has used.
type StartAccountUsageIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to use; the workspace's default when left out"`
	Body         StartAccountUsageRequest
}

// AccountUsageSummary is a run over an account without its details.
type AccountUsageSummary struct {
	ID               int64      `json:"id"`
	AccountID        string     `json:"account_id"`
	CredentialID     int64      `json:"credential_id"`
	JobID            int64      `json:"job_id"`
	StartedBy        string     `json:"started_by" doc:"E-mail address"`
	At               time.Time  `json:"at" doc:"The time that use is judged by"`
	FinishedAt       *time.Time `json:"finished_at" doc:"null: it is under way, or has failed"`
	Days             int        `json:"days"`
	Principals       int        `json:"principals" doc:"That were asked about so far"`
	UnusedPrincipals int        `json:"unused_principals"`
	PreviousID       *int64     `json:"previous_id" doc:"The run of the account that it was compared with"`
}

// AccountUsageChange is how a run differs from the one before.
type AccountUsageChange struct {
	Added        []string `json:"added" nullable:"false" doc:"ARNs of principals that were not there; at most 200 of each"`
	Gone         []string `json:"gone" nullable:"false"`
	BecameUnused []string `json:"became_unused" nullable:"false"`
	UsedAgain    []string `json:"used_again" nullable:"false"`
	Less         int      `json:"less" doc:"Principals that have less that they do not use"`
	More         int      `json:"more"`
}

// UnusedService is a service that principals may use.
type UnusedService struct {
	Service  string     `json:"service" doc:"Prefix"`
	Granted  int        `json:"granted" doc:"To so many principals"`
	Unused   int        `json:"unused" doc:"By so many of them"`
	LastUsed *time.Time `json:"last_used" doc:"By any of them; null: not in the tracking period"`
	Weight   int64      `json:"weight" doc:"Of what is granted and not used, over all of them"`
}

// UnusedAction is an action that AWS tracks and that principals do not use.
type UnusedAction struct {
	Action string `json:"action"`
	Level  string `json:"access_level"`
	Unused int    `json:"unused" doc:"By so many principals that may do it and that use its service"`
	Weight int64  `json:"weight"`
}

// AccountUsage is what all users and roles of an account have used.
type AccountUsage struct {
	AccountUsageSummary
	Services []UnusedService    `json:"services" nullable:"false" doc:"The heaviest first"`
	Actions  []UnusedAction     `json:"actions" nullable:"false" doc:"The heaviest first, at most 500"`
	Change   AccountUsageChange `json:"change"`
	Notes    []string           `json:"notes" nullable:"false"`
}

// AccountUsageListIn is the input of listing runs over accounts.
type AccountUsageListIn struct {
	Page
	AccountID string `query:"account_id" pattern:"^[0-9]{12}$" doc:"Only runs over this account"`
}

// AccountUsageList is a piece of the runs over accounts, newest first.
type AccountUsageList struct {
	Items      []AccountUsageSummary `json:"items" nullable:"false"`
	NextCursor string                `json:"next_cursor"`
}

// AccountUsagePrincipalsIn is the input of listing the principals of a run.
type AccountUsagePrincipalsIn struct {
	ID int64 `path:"id" minimum:"1" doc:"Number of the run"`
	Page
	Unused bool   `query:"unused" doc:"Only those that were not used at all"`
	Change string `query:"change" enum:"new,unchanged,more,less" doc:"Only those that changed so"`
}

// UnusedGrants is what a user or role may do and does not.
type UnusedGrants struct {
	PrincipalARN   string     `json:"principal_arn"`
	Type           string     `json:"type" enum:"user,role"`
	CreatedAt      *time.Time `json:"created_at"`
	LastUsed       *time.Time `json:"last_used" doc:"Of any service; null: not in the tracking period"`
	Unused         bool       `json:"unused" doc:"Nothing was used within the days"`
	Services       int        `json:"services" doc:"That it may use"`
	UnusedServices []string   `json:"unused_services" nullable:"false"`
	UnusedActions  []string   `json:"unused_actions" nullable:"false" doc:"That AWS tracks, of services that are used"`
	Weight         int64      `json:"weight" doc:"Of each action that is granted and not used: 10 where it manages permissions, 3 where it writes, 1 otherwise"`
	Change         string     `json:"change" enum:"new,unchanged,more,less" doc:"Against the run before: more is more that is not used"`
	Failure        string     `json:"failure,omitempty" doc:"Why AWS told nothing of it"`
}

// UnusedGrantsList is a piece of a run's principals, the heaviest first.
type UnusedGrantsList struct {
	Items      []UnusedGrants `json:"items" nullable:"false"`
	NextCursor string         `json:"next_cursor"`
}

// ExportAccountUsageIn is the input of exporting a run.
type ExportAccountUsageIn struct {
	ID     int64  `path:"id" minimum:"1" doc:"Number of the run"`
	Format string `query:"format" enum:"csv,ndjson" default:"csv"`
}
