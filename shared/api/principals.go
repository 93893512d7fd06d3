package api

import (
	"encoding/json"
	"time"
)

// WhoCanRequest asks which users and roles of an account can do something.
type WhoCanRequest struct {
	Action          string                     `json:"action" minLength:"1" maxLength:"256" example:"s3:GetObject"`
	Resource        string                     `json:"resource,omitempty" maxLength:"2048" doc:"ARN; * or left out for an action on no resource" example:"arn:aws:s3:::my-bucket/key"`
	ResourceAccount string                     `json:"resource_account,omitempty" maxLength:"12" doc:"Account of the resource where neither its ARN nor the snapshot tells"`
	Context         map[string]json.RawMessage `json:"context,omitempty" doc:"Context keys that are known: a value or a list of values each; an empty list for a key that is absent"`
	UnknownContext  []string                   `json:"unknown_context,omitempty" maxItems:"200" doc:"Context keys that may or may not be there, all others in neither list being absent; when left out, every key not in context may"`
	OnlyContext     bool                       `json:"only_context,omitempty" doc:"Take every key that is not in context as absent"`
	Snapshot        json.RawMessage            `json:"snapshot,omitempty" doc:"Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential"`
	SnapshotID      int64                      `json:"snapshot_id,omitempty" minimum:"1" doc:"Number of a snapshot that an audit has kept, instead"`
}

// WhoCanIn is the input of who-can.
type WhoCanIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to read the account with; the workspace's default when left out"`
	Body         WhoCanRequest
}

// WhoCan is who can do something.
type WhoCan struct {
	Action   string                `json:"action"`
	Resource string                `json:"resource"`
	Allowed  []PrincipalAccess     `json:"allowed" nullable:"false"`
	Unknown  []UnresolvedPrincipal `json:"unknown" nullable:"false" doc:"Those of whom the account's data does not tell enough"`
	Outside  []AccountExposure     `json:"outside,omitempty" doc:"Callers outside the account whom the resource's policy lets in"`
	Notes    []string              `json:"notes,omitempty" doc:"What the answer takes for granted"`
}

// PrincipalAccess is that a principal is allowed something.
type PrincipalAccess struct {
	PrincipalARN   string            `json:"principal_arn"`
	Conditions     []AccessCondition `json:"conditions" nullable:"false" doc:"What the access hangs on; empty when on nothing"`
	Statements     []AccessStatement `json:"statements" nullable:"false"`
	MissingContext []string          `json:"missing_context,omitempty"`
	AssignedTo     []string          `json:"assigned_to,omitempty" doc:"Who has the role by IAM Identity Center"`
}

// UnresolvedPrincipal is a principal of whom it cannot be said.
type UnresolvedPrincipal struct {
	PrincipalARN    string            `json:"principal_arn"`
	Reason          string            `json:"reason"`
	MissingPolicies []string          `json:"missing_policies,omitempty"`
	Conditions      []AccessCondition `json:"conditions" nullable:"false"`
	Statements      []AccessStatement `json:"statements" nullable:"false"`
}

// AccessCondition is something that access hangs on.
type AccessCondition struct {
	Effect         string   `json:"effect" enum:"Allow,Deny" doc:"With Allow the condition must be met, with Deny it must not"`
	Key            string   `json:"key"`
	Operator       string   `json:"operator,omitempty"`
	Values         []string `json:"values,omitempty"`
	Resource       string   `json:"resource,omitempty" doc:"The resource pattern that the key stands in as a policy variable"`
	PolicyID       string   `json:"policy_id,omitempty"`
	StatementIndex int      `json:"statement_index"`
}

// AccessStatement is a statement of a policy of an account.
type AccessStatement struct {
	PolicyType     string `json:"policy_type"`
	PolicyID       string `json:"policy_id,omitempty"`
	AttachedTo     string `json:"attached_to,omitempty"`
	Level          *int   `json:"level,omitempty" doc:"Of an SCP or RCP: 0 is the root"`
	StatementIndex int    `json:"statement_index"`
	Sid            string `json:"sid,omitempty"`
	Effect         string `json:"effect"`
}

// AccountExposure is that somebody outside the account can get in.
type AccountExposure struct {
	Resource   string            `json:"resource"`
	Principal  string            `json:"principal"`
	Reach      string            `json:"reach" enum:"public,organization,account,federated,canonical,service"`
	Actions    []string          `json:"actions" nullable:"false"`
	Conditions []AccessCondition `json:"conditions" nullable:"false"`
	Statements []AccessStatement `json:"statements" nullable:"false"`
}

// WhatCanRequest asks what a user or role of an account can do.
type WhatCanRequest struct {
	Principal  string          `json:"principal" minLength:"1" maxLength:"2048" doc:"ARN, user/NAME, role/NAME, or a name" example:"role/app"`
	Service    string          `json:"service,omitempty" maxLength:"64" doc:"Only this service, by its prefix" example:"s3"`
	Resource   string          `json:"resource,omitempty" maxLength:"2048" doc:"Only what reaches this resource"`
	Snapshot   json.RawMessage `json:"snapshot,omitempty" doc:"Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential"`
	SnapshotID int64           `json:"snapshot_id,omitempty" minimum:"1" doc:"Number of a snapshot that an audit has kept, instead"`
}

// WhatCanIn is the input of what-can.
type WhatCanIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to read the account with; the workspace's default when left out"`
	Body         WhatCanRequest
}

// WhatCan is what a principal can do.
type WhatCan struct {
	PrincipalARN string          `json:"principal_arn"`
	Services     []ServiceGrants `json:"services" nullable:"false"`
	Roles        []AssumableRole `json:"roles" nullable:"false" doc:"Roles of the account that it can assume, both sides considered"`
	Unknown      []string        `json:"unknown" nullable:"false" doc:"Policies that apply and that are not known"`
}

// ServiceGrants is what a principal can do in one service.
type ServiceGrants struct {
	Service string        `json:"service"`
	Name    string        `json:"name,omitempty"`
	Grants  []AccessGrant `json:"grants" nullable:"false"`
}

// AccessGrant is what one statement allows, after everything that limits it.
type AccessGrant struct {
	Actions      []string          `json:"actions" nullable:"false" doc:"All of a service are written s3:*"`
	Patterns     []string          `json:"patterns,omitempty" doc:"The values with wildcards that name them"`
	Resources    []string          `json:"resources,omitempty" doc:"Patterns; all resources when there are none"`
	NotResources []string          `json:"not_resources,omitempty"`
	Conditions   []AccessCondition `json:"conditions" nullable:"false"`
	Limits       []AccessLimit     `json:"limits,omitempty" doc:"Each must allow as well"`
	Except       []AccessScope     `json:"except,omitempty" doc:"Statements that take some of it away again"`
	Statement    AccessStatement   `json:"statement"`
}

// AccessLimit is what must allow as well.
type AccessLimit struct {
	By    string        `json:"by" example:"permissions boundary"`
	AnyOf []AccessScope `json:"any_of,omitempty" doc:"Statements of which one must allow; empty when the policy is not known"`
}

// AccessScope is what a statement that limits is about.
type AccessScope struct {
	Resources    []string          `json:"resources,omitempty"`
	NotResources []string          `json:"not_resources,omitempty"`
	Within       string            `json:"within,omitempty" doc:"The resource whose policy it is of: it is about that, and what is in it, only"`
	Conditions   []AccessCondition `json:"conditions" nullable:"false"`
	Statement    AccessStatement   `json:"statement"`
}

// AssumableRole is a role that a principal can assume.
type AssumableRole struct {
	RoleARN    string            `json:"role_arn"`
	Conditions []AccessCondition `json:"conditions" nullable:"false"`
}

// AccessGraphIn is the input of the access graph.
type AccessGraphIn struct {
	CredentialID int64  `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to read the account with; the workspace's default when left out"`
	Account      string `path:"account" minLength:"12" maxLength:"12" pattern:"^[0-9]{12}$" patternDescription:"12 digits" doc:"The AWS account, which the credential must be of" example:"123456789012"`
}

// AccessGraph is how the principals of an account get to each other, and to
// controlling it.
type AccessGraph struct {
	Account        string                 `json:"account"`
	Nodes          []AccessNode           `json:"nodes" nullable:"false"`
	Edges          []EscalationStep       `json:"edges" nullable:"false"`
	Administrators []AccountAdministrator `json:"administrators" nullable:"false"`
	Escalations    []Escalation           `json:"escalations" nullable:"false" doc:"The shortest way of everybody else who can become an administrator, the certain ones first"`
	Outside        []OutsideEscalation    `json:"outside" nullable:"false" doc:"Ways in from outside that lead to an administrator"`
	Unknown        []UnresolvedPrincipal  `json:"unknown" nullable:"false"`
	Notes          []string               `json:"notes,omitempty" doc:"What was not looked into"`
}

// AccessNode is a principal in a graph.
type AccessNode struct {
	ID            string `json:"id" doc:"ARN; of a caller outside, what the policy names"`
	Type          string `json:"type" enum:"user,role,outside"`
	Administrator bool   `json:"administrator"`
	Escalates     bool   `json:"escalates" doc:"It can become an administrator"`
}

// AccountAdministrator is a user or role that controls the account.
type AccountAdministrator struct {
	PrincipalARN string            `json:"principal_arn"`
	Conditions   []AccessCondition `json:"conditions" nullable:"false"`
	AssignedTo   []string          `json:"assigned_to,omitempty"`
}

// Escalation is a way to become an administrator.
type Escalation struct {
	PrincipalARN string           `json:"principal_arn"`
	Certain      bool             `json:"certain" doc:"No step hangs on conditions, or on something that is not known"`
	Steps        []EscalationStep `json:"steps" nullable:"false"`
	AssignedTo   []string         `json:"assigned_to,omitempty"`
}

// EscalationStep is one step of an escalation.
type EscalationStep struct {
	From       string            `json:"from"`
	To         string            `json:"to"`
	Method     string            `json:"method" enum:"assume_role,edit_trust,create_credentials,pass_role,existing_role,grant"`
	Path       string            `json:"path" doc:"Identifier on pathfinding.cloud" example:"lambda-001"`
	Actions    []string          `json:"actions" nullable:"false"`
	Service    string            `json:"service,omitempty" doc:"The service that the role is given to"`
	Text       string            `json:"text" doc:"The step in words"`
	Conditions []AccessCondition `json:"conditions" nullable:"false"`
	Assumes    string            `json:"assumes,omitempty" doc:"What must exist besides, which is not known"`
}

// OutsideEscalation is a way into the account that leads to an administrator.
type OutsideEscalation struct {
	Exposure AccountExposure  `json:"exposure"`
	Steps    []EscalationStep `json:"steps" nullable:"false"`
}

// AccountOutlineRequest asks whom an account has.
type AccountOutlineRequest struct {
	Snapshot   json.RawMessage `json:"snapshot,omitempty" doc:"Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential"`
	SnapshotID int64           `json:"snapshot_id,omitempty" minimum:"1" doc:"Number of a snapshot that an audit has kept, instead"`
	ReadAgain  bool            `json:"read_again,omitempty" doc:"Ask AWS even when the account was read within the last five minutes"`
}

// AccountOutlineIn is the input of the outline of an account.
type AccountOutlineIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to read the account with; the workspace's default when left out"`
	Body         AccountOutlineRequest
}

// AccountOutline is whom an account has.
type AccountOutline struct {
	Account    string             `json:"account"`
	ReadAt     time.Time          `json:"read_at" doc:"When AWS was asked; of a snapshot, now"`
	Principals []AccountPrincipal `json:"principals" nullable:"false" doc:"Users and roles, by ARN"`
}

// AccountPrincipal is a user or role of an account.
type AccountPrincipal struct {
	PrincipalARN string `json:"principal_arn"`
	Type         string `json:"type" enum:"user,role"`
	Name         string `json:"name"`
}

// SnapshotGraphRequest asks for the access graph of a snapshot.
type SnapshotGraphRequest struct {
	Snapshot   json.RawMessage `json:"snapshot,omitempty" doc:"Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential"`
	SnapshotID int64           `json:"snapshot_id,omitempty" minimum:"1" doc:"Number of a snapshot that an audit has kept, instead"`
}

// SnapshotGraphIn is the input of the access graph of a snapshot.
type SnapshotGraphIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to read the account with; the workspace's default when left out"`
	Body         SnapshotGraphRequest
}

// ExposuresRequest asks who outside an account gets in.
type ExposuresRequest struct {
	Services   bool            `json:"services,omitempty" doc:"AWS services too, which most trust policies let in"`
	Snapshot   json.RawMessage `json:"snapshot,omitempty" doc:"Output of GetAccountAuthorizationDetails, or a list of its pages, with sections of ours; when left out, the account is read with the credential"`
	SnapshotID int64           `json:"snapshot_id,omitempty" minimum:"1" doc:"Number of a snapshot that an audit has kept, instead"`
}

// ExposuresIn is the input of the exposures of an account.
type ExposuresIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to read the account with; the workspace's default when left out"`
	Body         ExposuresRequest
}

// AccountExposures is who outside an account gets in, the widest first.
type AccountExposures struct {
	Account   string            `json:"account"`
	Exposures []AccountExposure `json:"exposures" nullable:"false"`
}
