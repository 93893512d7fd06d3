package api

import (
	"encoding/json"
	"time"
)

// OrgOverview is the organization that the credential's account belongs to.
type OrgOverview struct {
	InOrganization      bool         `json:"in_organization" doc:"False when the account belongs to no organization; everything else is empty then"`
	ID                  string       `json:"id,omitempty" example:"o-a1b2c3d4e5"`
	Arn                 string       `json:"arn,omitempty"`
	FeatureSet          string       `json:"feature_set,omitempty" doc:"ALL, or CONSOLIDATED_BILLING, which has no policies"`
	ManagementAccountID string       `json:"management_account_id,omitempty"`
	ManagementEmail     string       `json:"management_email,omitempty"`
	CallerAccountID     string       `json:"caller_account_id" doc:"The account of the credential"`
	PolicyTypes         []string     `json:"policy_types" nullable:"false" doc:"Policy types that are enabled at the root, such as SERVICE_CONTROL_POLICY"`
	DelegatedAdmins     []OrgAccount `json:"delegated_administrators" nullable:"false"`
	Notes               []string     `json:"notes" nullable:"false" doc:"What could not be read, and why, as sentences"`
}

// OrgIn is the input of reading the organization.
type OrgIn struct {
	OnAWS
	ReadAgain bool `query:"read_again" doc:"Ask AWS even though the organization was read a moment ago"`
}

// OrgAccount is an account of the organization.
type OrgAccount struct {
	ID           string     `json:"id" example:"123456789012"`
	Arn          string     `json:"arn"`
	Name         string     `json:"name"`
	Email        string     `json:"email"`
	Status       string     `json:"status" doc:"ACTIVE, SUSPENDED, PENDING_CLOSURE and the like, as AWS says it"`
	JoinedMethod string     `json:"joined_method" doc:"INVITED or CREATED"`
	JoinedAt     *time.Time `json:"joined_at"`
	ParentID     string     `json:"parent_id,omitempty"`
	Path         string     `json:"path,omitempty" doc:"Names from the root down" example:"Root / Workloads / Production"`
	Management   bool       `json:"management" doc:"The management account, which SCPs and RCPs do not restrict"`
	Services     []string   `json:"services,omitempty" doc:"Of a delegated administrator, the service principals it is one for"`
}

// OrgNode is a root, organizational unit or account in the tree.
type OrgNode struct {
	ID       string      `json:"id"`
	Arn      string      `json:"arn"`
	Type     string      `json:"type" enum:"root,organizational_unit,account"`
	Name     string      `json:"name"`
	ParentID string      `json:"parent_id,omitempty"`
	Depth    int         `json:"depth" doc:"0 for a root"`
	Accounts int         `json:"accounts" doc:"How many accounts are below; 1 for an account itself"`
	Account  *OrgAccount `json:"account,omitempty"`
	Policies []OrgPolicy `json:"policies" nullable:"false" doc:"What is attached here itself"`
}

// OrgTree is the whole organization, each node before those below it.
type OrgTree struct {
	ReadAt              time.Time `json:"read_at"`
	ManagementAccountID string    `json:"management_account_id"`
	PolicyTypes         []string  `json:"policy_types" nullable:"false"`
	Nodes               []OrgNode `json:"nodes" nullable:"false"`
	Notes               []string  `json:"notes" nullable:"false" doc:"What could not be read, and why"`
}

// OrgAccountListIn is the input of listing accounts.
type OrgAccountListIn struct {
	OrgIn
	Page
	Query  string `query:"q" maxLength:"100" doc:"Part of the id, name or e-mail address"`
	Status string `query:"status" enum:"ACTIVE,SUSPENDED,PENDING_CLOSURE,PENDING_ACTIVATION,CLOSED" doc:"Only accounts of this status"`
}

// OrgAccountList is a piece of the accounts, by name.
type OrgAccountList struct {
	Items      []OrgAccount `json:"items" nullable:"false"`
	NextCursor string       `json:"next_cursor" doc:"Empty at the end"`
}

// OrgPolicy is a policy of the organization without its document.
type OrgPolicy struct {
	ID          string `json:"id" example:"p-examplepolicyid111"`
	Arn         string `json:"arn"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Type        string `json:"type" doc:"SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY, TAG_POLICY and the like"`
	AWSManaged  bool   `json:"aws_managed"`
}

// OrgTarget is where a policy is attached.
type OrgTarget struct {
	ID   string `json:"id"`
	Arn  string `json:"arn"`
	Name string `json:"name"`
	Type string `json:"type" enum:"root,organizational_unit,account"`
}

// OrgPolicyListIn is the input of listing policies.
type OrgPolicyListIn struct {
	OrgIn
	Type  string `query:"type" maxLength:"64" pattern:"^[A-Z_0-9]*$" patternDescription:"a policy type" doc:"Only policies of this type; every enabled type when left out" example:"SERVICE_CONTROL_POLICY"`
	Query string `query:"q" maxLength:"100" doc:"Part of the name or description"`
}

// OrgPolicyListed is a policy in a list.
type OrgPolicyListed struct {
	OrgPolicy
	Attachments int `json:"attachments" doc:"To how many roots, units and accounts it is attached"`
}

// OrgPolicyList is the organization's policies, by type and name.
type OrgPolicyList struct {
	Items []OrgPolicyListed `json:"items" nullable:"false"`
	Notes []string          `json:"notes" nullable:"false" doc:"What could not be read, and why"`
}

// OrgPolicyIn names a policy.
type OrgPolicyIn struct {
	OnAWS
	PolicyID string `path:"policy_id" maxLength:"130" pattern:"^p-[0-9a-zA-Z_]{8,128}$" patternDescription:"the id of a policy, such as p-examplepolicyid111"`
}

// OrgPolicyDetail is a policy with its document and targets.
type OrgPolicyDetail struct {
	OrgPolicy
	Document json.RawMessage `json:"document"`
	Size     int             `json:"size" doc:"Characters, as AWS counts them"`
	Quota    int             `json:"quota" doc:"Characters at most; 0 when it is not known for the type"`
	Targets  []OrgTarget     `json:"targets" nullable:"false"`
	Findings []Finding       `json:"findings" nullable:"false" doc:"What the linter says of an SCP or RCP"`
}

// CreateOrgPolicyRequest plans a new SCP or RCP.
type CreateOrgPolicyRequest struct {
	Type        string          `json:"type" enum:"SERVICE_CONTROL_POLICY,RESOURCE_CONTROL_POLICY"`
	Name        string          `json:"name" minLength:"1" maxLength:"128"`
	Description string          `json:"description,omitempty" maxLength:"512"`
	Document    json.RawMessage `json:"document"`
}

// CreateOrgPolicyIn is the input of planning a new policy.
type CreateOrgPolicyIn struct {
	OnAWS
	Body CreateOrgPolicyRequest
}

// UpdateOrgPolicyRequest plans a change of an SCP or RCP; what is left out stays.
type UpdateOrgPolicyRequest struct {
	Name        *string         `json:"name,omitempty" minLength:"1" maxLength:"128"`
	Description *string         `json:"description,omitempty" maxLength:"512"`
	Document    json.RawMessage `json:"document,omitempty"`
}

// UpdateOrgPolicyIn is the input of planning a change of a policy.
type UpdateOrgPolicyIn struct {
	OrgPolicyIn
	Body UpdateOrgPolicyRequest
}

// DeleteOrgPolicyIn is the input of planning to delete a policy.
type DeleteOrgPolicyIn struct {
	OrgPolicyIn
	Force bool `query:"force" doc:"Plan to detach it first from wherever it is attached"`
}

// OrgTargetRequest names a root, organizational unit or account.
type OrgTargetRequest struct {
	TargetID string `json:"target_id" maxLength:"68" pattern:"^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|[0-9]{12})$" patternDescription:"the id of a root (r-…), organizational unit (ou-…) or account"`
}

// OrgAttachIn is the input of planning to attach or detach a policy.
type OrgAttachIn struct {
	OrgPolicyIn
	Body OrgTargetRequest
}

// OrgAccountIn names an account of the organization.
type OrgAccountIn struct {
	OrgIn
	AccountID string `path:"account_id" minLength:"12" maxLength:"12" pattern:"^[0-9]+$" patternDescription:"the 12 digits of an account"`
}

// OrgLevel is what is attached at one level on the way to an account.
type OrgLevel struct {
	Target   OrgTarget         `json:"target"`
	Policies []OrgPolicyDetail `json:"policies" nullable:"false"`
}

// OrgEffective is every policy of the organization that acts on an account.
type OrgEffective struct {
	Account   OrgAccount             `json:"account"`
	Exempt    bool                   `json:"exempt" doc:"The management account: SCPs and RCPs do not restrict it"`
	SCPs      []OrgLevel             `json:"scps" nullable:"false" doc:"By level, the root first: each level must allow, and no policy deny. Empty when the type is not enabled"`
	RCPs      []OrgLevel             `json:"rcps" nullable:"false" doc:"By level, likewise"`
	Effective []OrgEffectiveDocument `json:"effective" nullable:"false" doc:"Of types that AWS merges itself, such as tag policies, what comes of them"`
	Notes     []string               `json:"notes" nullable:"false" doc:"What could not be read, and why"`
}

// OrgEffectiveDocument is what AWS has merged for an account.
type OrgEffectiveDocument struct {
	Type      string          `json:"type"`
	Document  json.RawMessage `json:"document"`
	UpdatedAt *time.Time      `json:"updated_at"`
}

// OrgFinding is something about the organization that should be looked at.
type OrgFinding struct {
	Code       string   `json:"code" example:"ORG_NO_SCP"`
	Severity   string   `json:"severity" enum:"high,medium,low,info"`
	Title      string   `json:"title"`
	Detail     string   `json:"detail" doc:"What was found, and what to do about it"`
	Targets    []string `json:"targets" nullable:"false" doc:"Ids of accounts, units and policies that it is about"`
	LearnMore  string   `json:"learn_more,omitempty" doc:"Page of the AWS documentation"`
	Suggestion string   `json:"suggestion,omitempty"`
}

// OrgAudit is what an audit of the organization found, the worst first.
type OrgAudit struct {
	ReadAt   time.Time    `json:"read_at"`
	Accounts int          `json:"accounts"`
	Units    int          `json:"organizational_units"`
	Policies int          `json:"policies"`
	Findings []OrgFinding `json:"findings" nullable:"false"`
	Notes    []string     `json:"notes" nullable:"false" doc:"What could not be read, and so was not looked at"`
}

// SCPPreviewRequest asks which real calls a change of SCPs, or of RCPs, would deny. Without
// policy_id it is about a new policy with the document, attached to attach_to. With
// policy_id it is about that policy: document replaces its content, attach_to and
// detach_from change where it is.
type SCPPreviewRequest struct {
	Type       string          `json:"type,omitempty" enum:"SERVICE_CONTROL_POLICY,RESOURCE_CONTROL_POLICY" doc:"When left out: that of policy_id, and for a new policy SERVICE_CONTROL_POLICY"`
	PolicyID   string          `json:"policy_id,omitempty" maxLength:"130" pattern:"^(p-[0-9a-zA-Z_]{8,128})?$" patternDescription:"the id of a policy"`
	Document   json.RawMessage `json:"document,omitempty" doc:"The proposed document"`
	AttachTo   []string        `json:"attach_to,omitempty" maxItems:"50" doc:"Ids of roots, units and accounts"`
	DetachFrom []string        `json:"detach_from,omitempty" maxItems:"50" doc:"Ids of roots, units and accounts"`
	Events     json.RawMessage `json:"events,omitempty" doc:"Events of CloudTrail: a list of records, a log file with Records, or an answer of LookupEvents. When left out, CloudTrail is asked"`
	// EventsCredentialID chooses the account whose CloudTrail is asked.
	EventsCredentialID int64    `json:"events_credential_id,omitempty" minimum:"0" doc:"Credential of the account whose recent events CloudTrail is asked for; that of the request when left out"`
	Days               int      `json:"days,omitempty" minimum:"0" maximum:"90" doc:"How many days back CloudTrail is asked for; 7 when left out"`
	Regions            []string `json:"regions,omitempty" maxItems:"20" doc:"Regions that CloudTrail is asked in; that of the credential and us-east-1 when left out"`
}

// SCPPreviewIn is the input of a preview.
type SCPPreviewIn struct {
	OrgIn
	Body SCPPreviewRequest
}

// SCPPreviewUse is calls of one principal with one action that came to the same.
type SCPPreviewUse struct {
	Principal  string   `json:"principal"`
	AccountID  string   `json:"account_id"`
	Action     string   `json:"action"`
	Resource   string   `json:"resource,omitempty" doc:"One of those it was done to, where the event tells"`
	Count      int      `json:"count"`
	First      string   `json:"first,omitempty"`
	Last       string   `json:"last,omitempty"`
	Regions    []string `json:"regions,omitempty"`
	By         string   `json:"by,omitempty" doc:"The policy, and statement, that denies; or the level at which nothing allows"`
	MissingKey []string `json:"missing_keys,omitempty" doc:"Condition keys that the outcome hangs on and that events do not tell"`
	Reason     string   `json:"reason,omitempty"`
}

// SCPExempt is calls that SCPs have no say in.
type SCPExempt struct {
	Principal string `json:"principal"`
	Count     int    `json:"count"`
	Reason    string `json:"reason"`
}

// SCPPreview is what a change would have done to the calls that were seen.
type SCPPreview struct {
	Events        int             `json:"events" doc:"How many events were read"`
	Replayed      int             `json:"replayed" doc:"How many of them are calls of principals that the change reaches"`
	Truncated     bool            `json:"truncated" doc:"CloudTrail has more events than were read"`
	From          string          `json:"from,omitempty" doc:"When the first event was"`
	To            string          `json:"to,omitempty"`
	Accounts      []string        `json:"accounts" nullable:"false" doc:"Accounts that the change reaches"`
	Denied        []SCPPreviewUse `json:"denied" nullable:"false" doc:"Calls that the policies allow now and would deny, most frequent first"`
	Allowed       []SCPPreviewUse `json:"newly_allowed" nullable:"false" doc:"Calls that the policies deny now and would not"`
	AlreadyDenied []SCPPreviewUse `json:"already_denied" nullable:"false" doc:"Calls that the policies deny now and would deny still"`
	Unknown       []SCPPreviewUse `json:"unknown" nullable:"false" doc:"Calls whose outcome events do not tell"`
	Exempt        []SCPExempt     `json:"exempt" nullable:"false" doc:"Calls that the policies have no say in"`
	Unmatched     []string        `json:"unmatched" nullable:"false" doc:"Calls that no action is known for"`
	Notes         []string        `json:"notes" nullable:"false"`
}
