package api

import "time"

// AgentTriggerRequest starts a look at what a report means for the workspace's policies.
type AgentTriggerRequest struct {
	ReportID     int64 `json:"report_id,omitempty" minimum:"0" doc:"The report of what AWS changed; the newest when left out"`
	CredentialID int64 `json:"credential_id,omitempty" minimum:"0" doc:"Look at the policies of this credential's AWS account too; nothing is ever changed there"`
	AutoApply    bool  `json:"auto_apply,omitempty" doc:"Store edits as new versions at once, where they grant nothing new and break no case of the policy"`
}

// AgentTriggerIn is the input of starting a run.
type AgentTriggerIn struct{ Body AgentTriggerRequest }

// AgentCounts is how many effects there are of each level.
type AgentCounts struct {
	Breaking int `json:"breaking" doc:"They take away what a policy gives, or protects"`
	Review   int `json:"review" doc:"They give more than the author saw"`
	Notes    int `json:"notes" doc:"Good to know"`
}

// AgentRun is a look at what a report means for the workspace's policies.
type AgentRun struct {
	ID           int64       `json:"id"`
	ReportID     int64       `json:"report_id"`
	JobID        int64       `json:"job_id"`
	State        string      `json:"state" enum:"running,completed,failed"`
	CredentialID int64       `json:"credential_id" doc:"0 when no AWS account was looked at"`
	AccountID    string      `json:"account_id"`
	AutoApply    bool        `json:"auto_apply"`
	Policies     int         `json:"policies" doc:"How many were looked at"`
	Affected     int         `json:"affected" doc:"How many of them a change touches"`
	Counts       AgentCounts `json:"counts"`
	Applied      int         `json:"applied" doc:"How many edits were stored"`
	Failure      string      `json:"failure"`
	StartedAt    time.Time   `json:"started_at"`
	EndedAt      *time.Time  `json:"ended_at"`
}

// AgentRunListIn is the input of listing runs.
type AgentRunListIn struct{ Page }

// AgentRunList is a piece of the runs, newest first.
type AgentRunList struct {
	Items      []AgentRun `json:"items" nullable:"false"`
	NextCursor string     `json:"next_cursor"`
}

// AgentRunIn chooses a run, and of its changes those of a level or state.
type AgentRunIn struct {
	Page
	ID    int64  `path:"id" minimum:"1"`
	Level string `query:"level" enum:"breaking,review,note"`
	State string `query:"state" enum:"open,applied,dismissed,stale"`
}

// AgentRunDetail is a run with a piece of its changes.
type AgentRunDetail struct {
	AgentRun
	Changes    []PlannedChange `json:"changes" nullable:"false"`
	NextCursor string          `json:"next_cursor"`
}

// AgentEffect is what AWS's changes mean for one pattern of a policy.
type AgentEffect struct {
	Kind      string   `json:"kind" enum:"removed_action,new_action,dependent_action,removed_condition_key,condition_key_type,removed_resource_type,required_resource_type,access_level,managed_policy"`
	Level     string   `json:"level" enum:"breaking,review,note"`
	Service   string   `json:"service"`
	Statement int      `json:"statement" doc:"Its place in the policy, from 0"`
	Sid       string   `json:"sid"`
	Path      string   `json:"path" doc:"The element in the document"`
	Pattern   string   `json:"pattern" doc:"What the policy says there"`
	Names     []string `json:"names" nullable:"false" doc:"The actions, condition keys or resource types that changed"`
	Detail    string   `json:"detail" doc:"A sentence for people"`
}

// AgentProposal is an edit that answers an effect.
type AgentProposal struct {
	Edit     string         `json:"edit" enum:"remove_action,pin_wildcard,add_actions"`
	Title    string         `json:"title"`
	Document string         `json:"document" doc:"The whole edited policy"`
	Relation string         `json:"relation" enum:"equivalent,broader,narrower,incomparable,unknown" doc:"How the edited policy relates to the one there is"`
	Cases    []PolicyCase   `json:"cases" nullable:"false" doc:"Requests that the edited policy is tried with, and passes"`
	Witness  *PolicyWitness `json:"witness,omitempty" doc:"A request on which the two differ"`
}

// PlannedChange is one effect on one policy, with what can be done.
type PlannedChange struct {
	ID             int64          `json:"id"`
	RunID          int64          `json:"run_id"`
	PolicyID       int64          `json:"policy_id" doc:"In the library; 0 for what is in an AWS account"`
	Subject        string         `json:"subject" doc:"The policy's name, or its ARN"`
	SubjectKind    string         `json:"subject_kind" enum:"stored_policy,managed_policy,inline_policy,trust_policy,attachment"`
	Version        int            `json:"version" doc:"The stored policy's version that was looked at"`
	Effect         AgentEffect    `json:"effect"`
	Proposal       *AgentProposal `json:"proposal,omitempty"`
	Advice         string         `json:"advice" doc:"What to do where there is no edit"`
	State          string         `json:"state" enum:"open,applied,dismissed,stale" doc:"stale: the policy has changed, and the effect is gone"`
	AppliedVersion int            `json:"applied_version"`
	DecidedAt      *time.Time     `json:"decided_at"`
}

// PlannedChangeIn names a change of a run.
type PlannedChangeIn struct {
	Run    int64 `path:"run" minimum:"1"`
	Change int64 `path:"change" minimum:"1"`
}

// AgentServiceIn names a service.
type AgentServiceIn struct {
	Service string `path:"service" maxLength:"100" example:"s3"`
}

// AgentServiceAnalysis is what the newest changes of a service mean for the stored policies. Nothing is kept.
type AgentServiceAnalysis struct {
	Service  string          `json:"service"`
	ReportID int64           `json:"report_id"`
	Policies int             `json:"policies" doc:"How many were looked at"`
	Changes  []PlannedChange `json:"changes" nullable:"false"`
	More     bool            `json:"more" doc:"There are more than are listed: start a run"`
}

// AgentOperationIn names an operation.
type AgentOperationIn struct {
	Service   string `path:"service" maxLength:"100" example:"s3"`
	Operation string `path:"operation" maxLength:"200" example:"GetObject"`
}

// AgentOperation is what AWS has of an operation, and who of the stored policies is about it.
type AgentOperation struct {
	Action           string             `json:"action"`
	Status           string             `json:"status" enum:"current,accepted,removed,unknown" doc:"accepted: AWS takes it in policies though it does not list it"`
	AccessLevel      string             `json:"access_level"`
	Description      string             `json:"description"`
	ResourceTypes    []string           `json:"resource_types" nullable:"false"`
	ConditionKeys    []string           `json:"condition_keys" nullable:"false"`
	DependentActions []string           `json:"dependent_actions" nullable:"false"`
	CatalogDate      string             `json:"catalog_date"`
	Similar          []string           `json:"similar" nullable:"false" doc:"Actions with the same name in other services, when this one has none"`
	Policies         []AgentOperationBy `json:"policies" nullable:"false"`
	More             bool               `json:"more"`
}

// AgentOperationBy is a stored policy that names an operation, or reaches it by a wildcard.
type AgentOperationBy struct {
	PolicyID int64  `json:"policy_id"`
	Name     string `json:"name"`
	Effect   string `json:"effect" enum:"Allow,Deny"`
	Pattern  string `json:"pattern" example:"s3:Get*"`
}

// AgentHealth tells whether the workspace's policies keep up with AWS.
type AgentHealth struct {
	Status       string    `json:"status" enum:"ok,pending,behind,never" doc:"pending: changes wait for a decision; behind: there is a report that no run has looked at"`
	LatestReport int64     `json:"latest_report"`
	LastRun      *AgentRun `json:"last_run,omitempty"`
	Open         int64     `json:"open" doc:"Changes that wait for a decision, notes left out"`
}
