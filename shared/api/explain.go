package api

import "encoding/json"

// ExplainDenialRequest asks why AWS denied a request.
type ExplainDenialRequest struct {
	Message string         `json:"message" minLength:"1" maxLength:"65536" doc:"The access denied message, alone or within other text; a decoded authorization message or a CloudTrail event works too" example:"User: arn:aws:iam::123456789012:user/jane is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::my-bucket/key because no identity-based policy allows the s3:GetObject action"`
	Request *DeniedRequest `json:"request,omitempty" doc:"The policies that apply and the context of the request; without it the message alone is explained"`
}

// DeniedRequest is a simulate request whose principal, action and resource may
// be left out where the message has them.
type DeniedRequest struct {
	Principal          string                     `json:"principal,omitempty" maxLength:"2048" doc:"The message's when left out"`
	Action             string                     `json:"action,omitempty" maxLength:"256" doc:"The message's when left out"`
	Resource           string                     `json:"resource,omitempty" maxLength:"2048" doc:"The message's when left out"`
	Context            map[string]json.RawMessage `json:"context,omitempty" doc:"Context keys that are known: a value or a list of values each"`
	UnknownContext     []string                   `json:"unknown_context,omitempty" maxItems:"200" doc:"Context keys that may or may not be there; * for every key not in context"`
	IdentityPolicies   []json.RawMessage          `json:"identity_policies,omitempty" maxItems:"100" doc:"Policies of the user or role: inline, managed, of groups"`
	ResourcePolicy     json.RawMessage            `json:"resource_policy,omitempty" doc:"Policy of the resource; the trust policy where a role is assumed"`
	PermissionBoundary json.RawMessage            `json:"permission_boundary,omitempty" doc:"Permissions boundary of the user or role"`
	SessionPolicies    []json.RawMessage          `json:"session_policies,omitempty" maxItems:"20"`
	SCPs               [][]json.RawMessage        `json:"scps,omitempty" maxItems:"20" doc:"Service control policies by level, from the root to the account"`
	RCPs               [][]json.RawMessage        `json:"rcps,omitempty" maxItems:"20" doc:"Resource control policies by level, likewise"`
	ResourceAccount    string                     `json:"resource_account,omitempty" maxLength:"12" doc:"Account of the resource where its ARN does not tell"`
	ManagementAccount  string                     `json:"management_account,omitempty" maxLength:"12" doc:"The organization's management account, which SCPs and RCPs do not restrict"`
}

// ExplainDenialIn is the input of explain-denial.
type ExplainDenialIn struct{ Body ExplainDenialRequest }

// DenialExplanation is why a request was denied and what would allow it.
type DenialExplanation struct {
	Principal      string                `json:"principal" doc:"Who was denied; empty when that is not known"`
	Action         string                `json:"action"`
	Resource       string                `json:"resource"`
	Summary        string                `json:"summary" doc:"What denies the request, in one sentence"`
	Effect         string                `json:"effect" enum:"explicit_deny,implicit_deny," doc:"By a Deny statement, or for want of an Allow; empty when that is not known"`
	PolicyType     string                `json:"policy_type" enum:"identity,resource,trust,boundary,session,scp,rcp,vpc_endpoint," doc:"Type of the policy that denies or lacks the Allow; empty when that is not known"`
	PolicyArn      string                `json:"policy_arn" doc:"That policy, where the message names it"`
	Statements     []SimulationStatement `json:"statements" nullable:"false" doc:"The Deny statements that match"`
	Decision       string                `json:"decision" enum:"allowed,explicit_deny,implicit_deny,unknown," doc:"What the policies that were given decide; empty when none were"`
	MissingContext []string              `json:"missing_context" nullable:"false" doc:"Context keys that an unknown decision hangs on"`
	Details        []string              `json:"details" nullable:"false" doc:"Further findings, such as statements that nearly allow"`
	Changes        []PolicyChange        `json:"changes" nullable:"false" doc:"The changes that together would allow the request; none can be left out"`
	Proved         bool                  `json:"proved" doc:"The simulator allows the request after the changes"`
	Assumed        bool                  `json:"assumed" doc:"No policies were given: those of other types are taken to allow the request"`
	Advice         []string              `json:"advice" nullable:"false" doc:"What else to look at or to do"`
}

// PolicyChange is one edit of one policy.
type PolicyChange struct {
	Kind           string   `json:"kind" enum:"add_statement,edit_statement,remove_statement"`
	Title          string   `json:"title" doc:"What is done, as a sentence"`
	PolicyType     string   `json:"policy_type"`
	Level          *int     `json:"level,omitempty" doc:"Of an SCP or RCP: 0 is the root"`
	PolicyIndex    int      `json:"policy_index" doc:"Place of the policy in its list; one past the end for a new policy"`
	PolicyID       string   `json:"policy_id,omitempty"`
	StatementIndex int      `json:"statement_index"`
	Sid            string   `json:"sid,omitempty"`
	Statement      string   `json:"statement" doc:"The statement afterwards; empty when it is removed"`
	Before         string   `json:"before" doc:"The policy before; empty for a new one"`
	After          string   `json:"after" doc:"The policy afterwards"`
	AlsoAllows     []string `json:"also_allows" nullable:"false" doc:"Warnings of what else the change lets happen"`
}
