package api

import "time"

// StartUsageRequest asks what a principal of an AWS account has used.
type StartUsageRequest struct {
	PrincipalARN string   `json:"principal_arn" pattern:"^arn:aws[a-z-]*:iam::[0-9]{12}:(user|role)/.+$" maxLength:"2048" doc:"User or role"`
	Days         int      `json:"days,omitempty" minimum:"1" maximum:"400" default:"90" doc:"What was not used for so many days is unused"`
	Keep         []string `json:"keep,omitempty" maxItems:"200" doc:"Actions, or patterns of some, that proposals keep although they are not used"`
}

// StartUsageIn is the input of finding out what a principal has used.
type StartUsageIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to use; the workspace's default when left out"`
	Body         StartUsageRequest
}

// UsedAction is an action whose use AWS tracks.
type UsedAction struct {
	Action   string     `json:"action"`
	LastUsed *time.Time `json:"last_used" doc:"null: not in the tracking period"`
	Region   string     `json:"region,omitempty"`
}

// UsedService is a service that the principal's policies let it call.
type UsedService struct {
	Service  string       `json:"service" doc:"Prefix of its actions"`
	Name     string       `json:"name"`
	LastUsed *time.Time   `json:"last_used" doc:"null: not in the tracking period"`
	Region   string       `json:"region,omitempty"`
	Used     bool         `json:"used" doc:"Within the days that were asked for"`
	Actions  []UsedAction `json:"actions" nullable:"false" doc:"Only actions that AWS tracks; nothing is known of the others"`
}

// UsageStage is a policy with less in it.
type UsageStage struct {
	Stage    int              `json:"stage" doc:"1: without services that are not used; 2: without actions that are not used, too; 3: narrowed to the resources that CloudTrail has seen, too"`
	Document string           `json:"document" doc:"Empty: nothing is left, detach the policy"`
	Removed  []string         `json:"removed" nullable:"false" doc:"Actions, or patterns of some, that are not in it any more"`
	Narrowed []UsageNarrowing `json:"narrowed" nullable:"false" doc:"Actions that it allows on fewer resources"`
	Verified bool             `json:"verified" doc:"Compared with the policy as it is: it allows nothing that that one does not"`
	Relation string           `json:"relation,omitempty" doc:"To the policy as it is: narrower or equivalent"`
	Reason   string           `json:"reason,omitempty" doc:"Why it could not be verified"`
	Size     int              `json:"size" doc:"Characters that AWS counts"`
	Cases    []PolicyCase     `json:"cases" nullable:"false" doc:"Requests that were seen and that the document must allow: each was tried"`
	Failed   []string         `json:"failed" nullable:"false" doc:"Cases that the document does not allow, in words"`
}

// UsageNarrowing is that a policy allows actions on fewer resources than before.
type UsageNarrowing struct {
	Actions   []string `json:"actions" nullable:"false"`
	Resources []string `json:"resources" nullable:"false"`
}

// The states of an action that is granted.
const (
	UsageUsed          = "used"
	UsageUnused        = "unused"
	UsageNotObservable = "not_observable"
)

// UsageGrant is what is known of the use of actions that a policy grants.
type UsageGrant struct {
	Service   string     `json:"service" doc:"Prefix"`
	State     string     `json:"state" enum:"used,unused,not_observable" doc:"unused: it would have been seen; not_observable: it may be used without anybody seeing it"`
	Reason    string     `json:"reason" enum:"seen,service_unused,action_unused,no_events,data_events,not_logged,not_looked" doc:"seen: AWS has tracked it, or CloudTrail has seen it; service_unused: nothing of the service was used; action_unused: AWS tracks the action; no_events: CloudTrail would have recorded it; data_events: no trail that was looked through records its data events; not_logged: CloudTrail does not record it; not_looked: AWS does not track it, and CloudTrail was not looked through for all of the time"`
	Actions   []string   `json:"actions" nullable:"false" doc:"One that is used; all of those that share a state and a reason otherwise. All of a service are written s3:*"`
	Events    int64      `json:"events" doc:"How often CloudTrail has seen it"`
	FirstSeen *time.Time `json:"first_seen,omitempty"`
	LastUsed  *time.Time `json:"last_used,omitempty"`
	Denied    int64      `json:"denied" doc:"How often AWS denied it"`
	Regions   []string   `json:"regions,omitempty"`
	Resources []string   `json:"resources,omitempty" doc:"What it was done to"`
	Many      bool       `json:"many,omitempty" doc:"It was done to more than are listed"`
	From      []string   `json:"from,omitempty" doc:"Who tells: last_accessed, event_history, files"`
}

// UsagePolicy is a policy of the principal with proposals to make it smaller.
type UsagePolicy struct {
	PolicyID   string       `json:"policy_id" doc:"ARN of a managed policy, or name of an inline one"`
	AttachedTo string       `json:"attached_to" doc:"ARN of the user, role or group"`
	Stages     []UsageStage `json:"stages" nullable:"false"`
	Notes      []string     `json:"notes" nullable:"false"`
}

// UsageReportSummary is a report without its details.
type UsageReportSummary struct {
	ID             int64     `json:"id"`
	AccountID      string    `json:"account_id"`
	PrincipalARN   string    `json:"principal_arn"`
	JobID          int64     `json:"job_id"`
	StartedBy      string    `json:"started_by" doc:"E-mail address"`
	At             time.Time `json:"at"`
	Days           int       `json:"days"`
	ServicesUsed   int       `json:"services_used"`
	ServicesUnused int       `json:"services_unused"`
}

// UsageReport tells what a principal has used, and what it could do without.
type UsageReport struct {
	UsageReportSummary
	Services       []UsedService `json:"services" nullable:"false"`
	UnusedServices []string      `json:"unused_services" nullable:"false" doc:"Prefixes"`
	UnusedActions  []string      `json:"unused_actions" nullable:"false" doc:"Tracked actions of services that are used"`
	Grants         []UsageGrant  `json:"grants" nullable:"false" doc:"Of every action that the policies grant: used, unused, or not observable"`
	Trail          UsageCoverage `json:"trail" doc:"What of CloudTrail was looked through"`
	Policies       []UsagePolicy `json:"policies" nullable:"false"`
	Notes          []string      `json:"notes" nullable:"false" doc:"What cannot be observed"`
}

// UsageListIn is the input of listing reports.
type UsageListIn struct {
	Page
	PrincipalARN string `query:"principal_arn" maxLength:"2048" doc:"Only reports about this principal"`
}

// UsageReportList is a piece of the workspace's reports, newest first.
type UsageReportList struct {
	Items      []UsageReportSummary `json:"items" nullable:"false"`
	NextCursor string               `json:"next_cursor"`
}
