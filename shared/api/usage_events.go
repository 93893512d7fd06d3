package api

import "time"

// LookupEventsRequest asks what CloudTrail's event history has of an account.
type LookupEventsRequest struct {
	Days    int      `json:"days,omitempty" minimum:"1" maximum:"90" default:"90" doc:"How far back; the event history keeps 90 days"`
	Regions []string `json:"regions,omitempty" maxItems:"40" doc:"Regions to look through; the credential's and us-east-1, where services without Regions record, when left out"`
	Most    int      `json:"most,omitempty" minimum:"50" maximum:"1000000" default:"200000" doc:"Events of a Region to read at most, the newest first. AWS gives 100 a second"`
}

// LookupEventsIn is the input of reading CloudTrail's event history.
type LookupEventsIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to use; the workspace's default when left out"`
	Body         LookupEventsRequest
}

// LookupEventsResult is the result of the job that reads the event history.
type LookupEventsResult struct {
	AccountID string         `json:"account_id"`
	Regions   []LookedRegion `json:"regions" nullable:"false"`
	Tally     EventTally     `json:"tally"`
}

// LookedRegion is what was read of a Region.
type LookedRegion struct {
	Region string    `json:"region"`
	From   time.Time `json:"from" doc:"All events since were read"`
	To     time.Time `json:"to"`
	Events int64     `json:"events"`
	More   bool      `json:"more" doc:"There are older ones, which were not read"`
	Denied string    `json:"denied,omitempty" doc:"Why nothing was read"`
}

// EventTally says what became of events.
type EventTally struct {
	Events     int64 `json:"events" doc:"That were read"`
	Counted    int64 `json:"counted" doc:"That are part of what principals have used"`
	Duplicates int64 `json:"duplicates" doc:"That were counted before"`
	NoCall     int64 `json:"no_call" doc:"Sign-ins, insights, what services do by themselves, calls that need no permission, and callers that no ARN names"`
	Unknown    int64 `json:"unknown" doc:"Calls that no IAM action is known for"`
	TooOld     int64 `json:"too_old" doc:"From before the time of which events can be told apart"`
	TooMany    int64 `json:"too_many" doc:"Of principals or actions beyond what is kept of an account"`
	Bad        int64 `json:"bad" doc:"Records that cannot be read"`
}

// EventFilesIn is the input of uploading log files of CloudTrail.
type EventFilesIn struct {
	ContentType string `header:"Content-Type" doc:"multipart/form-data"`
	RawBody     []byte `contentType:"multipart/form-data"`
}

// BadRecord is a record that could not be read.
type BadRecord struct {
	Index  int64  `json:"index" doc:"Place in the file; the first is 0"`
	Reason string `json:"reason"`
}

// EventFile is what became of a file.
type EventFile struct {
	Name    string      `json:"name"`
	Tally   EventTally  `json:"tally"`
	Failure string      `json:"failure,omitempty" doc:"Why the file was not read to its end; what was read before counts"`
	Bad     []BadRecord `json:"bad" nullable:"false" doc:"The first that could not be read; tally.bad counts all"`
}

// EventFiles is what became of an upload.
type EventFiles struct {
	Files    []EventFile `json:"files" nullable:"false"`
	Tally    EventTally  `json:"tally"`
	Accounts []string    `json:"accounts" nullable:"false" doc:"AWS accounts that the files told something of"`
	Unknown  []string    `json:"unknown" nullable:"false" doc:"Some of the calls that no IAM action is known for"`
}

// UsageCoverage is what of CloudTrail was looked through for an account.
type UsageCoverage struct {
	Regions []CoveredRegion `json:"regions" nullable:"false"`
	Data    []string        `json:"data" nullable:"false" doc:"Services of which data events were seen"`
}

// CoveredRegion is the time of which a Region's events were read.
type CoveredRegion struct {
	Region   string    `json:"region"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Complete bool      `json:"complete" doc:"By the event history, which has all management events; files may lack some"`
}

// ActivityIn is the input of listing who has done something by CloudTrail.
type ActivityIn struct {
	Page
	AccountID    string `query:"account_id" pattern:"^[0-9]{12}$" doc:"Only of this account"`
	PrincipalARN string `query:"principal_arn" maxLength:"2048" doc:"Only what this principal did; a service by its name"`
	Kind         string `query:"kind" enum:"user,role,root,service,federated" doc:"Only principals of this kind"`
	Service      string `query:"service" maxLength:"64" pattern:"^[a-z0-9-]+$" patternDescription:"the prefix of a service" doc:"Only actions of this service, by its prefix"`
	Denied       bool   `query:"denied" doc:"Only what AWS denied"`
}

// Activity is that a principal did something.
type Activity struct {
	ID           int64      `json:"id"`
	AccountID    string     `json:"account_id"`
	PrincipalARN string     `json:"principal_arn" doc:"User or role, the role of a session; a service by its name"`
	Kind         string     `json:"kind" enum:"user,role,root,service,federated"`
	Action       string     `json:"action" doc:"The IAM action, which may be called otherwise than CloudTrail's event"`
	Used         int64      `json:"used" doc:"How often"`
	Denied       int64      `json:"denied" doc:"How often AWS denied it, which is no use"`
	First        time.Time  `json:"first"`
	Last         time.Time  `json:"last"`
	LastUsed     *time.Time `json:"last_used" doc:"null: it was always denied"`
	LastDenied   *time.Time `json:"last_denied"`
	Resources    []string   `json:"resources" nullable:"false"`
	Many         bool       `json:"many" doc:"There are more resources than are listed, or some are not told"`
	Regions      []string   `json:"regions" nullable:"false"`
	From         []string   `json:"from" nullable:"false" doc:"Who tells: event_history, files"`
}

// ActivityList is a piece of what was done, by principal and action.
type ActivityList struct {
	Items      []Activity `json:"items" nullable:"false"`
	NextCursor string     `json:"next_cursor"`
}

// ActiveAccount is an account of which CloudTrail has told.
type ActiveAccount struct {
	AccountID  string        `json:"account_id"`
	Principals int64         `json:"principals"`
	Actions    int64         `json:"actions"`
	UpdatedAt  time.Time     `json:"updated_at"`
	Trail      UsageCoverage `json:"trail"`
}

// ActiveAccountList is the accounts of which CloudTrail has told.
type ActiveAccountList struct {
	Items []ActiveAccount `json:"items" nullable:"false"`
}

// ForgetActivityIn names an account of which what CloudTrail told is forgotten.
type ForgetActivityIn struct {
	Account string `path:"account" pattern:"^[0-9]{12}$" patternDescription:"12 digits"`
}
