package api

import "encoding/json"

// SimulateRequest asks whether a request would be allowed. A policy is a JSON
// object, or a string that holds JSON text.
type SimulateRequest struct {
	Principal          string                     `json:"principal" maxLength:"2048" doc:"ARN of a user, role, session or root, a service principal, or * for an anonymous caller" example:"arn:aws:iam::123456789012:role/app"`
	Action             string                     `json:"action" maxLength:"256" example:"s3:GetObject"`
	Resource           string                     `json:"resource,omitempty" maxLength:"2048" doc:"ARN; * or left out for an action on no resource" example:"arn:aws:s3:::my-bucket/key"`
	Context            map[string]json.RawMessage `json:"context,omitempty" doc:"Context keys that are known: a value or a list of values each"`
	UnknownContext     []string                   `json:"unknown_context,omitempty" maxItems:"200" doc:"Context keys that may or may not be there; * for every key not in context"`
	IdentityPolicies   []json.RawMessage          `json:"identity_policies,omitempty" maxItems:"100" doc:"Policies of the user or role: inline, managed, of groups"`
	ResourcePolicy     json.RawMessage            `json:"resource_policy,omitempty" doc:"Policy of the resource; the trust policy where a role is assumed"`
	PermissionBoundary json.RawMessage            `json:"permission_boundary,omitempty" doc:"Permissions boundary of the user or role"`
	SessionPolicies    []json.RawMessage          `json:"session_policies,omitempty" maxItems:"20"`
	SCPs               [][]json.RawMessage        `json:"scps,omitempty" maxItems:"20" doc:"Service control policies by level, from the root to the account"`
	RCPs               [][]json.RawMessage        `json:"rcps,omitempty" maxItems:"20" doc:"Resource control policies by level, likewise"`
	ResourceAccount    string                     `json:"resource_account,omitempty" maxLength:"12" doc:"Account of the resource where its ARN does not tell; the principal's when nothing tells"`
	ManagementAccount  string                     `json:"management_account,omitempty" maxLength:"12" doc:"The organization's management account, which SCPs and RCPs do not restrict"`
	Online             bool                       `json:"online,omitempty" doc:"Ask AWS's policy simulator as well, with the AWS credential; the policies are sent to AWS"`
}

// SimulateIn is the input of simulate.
type SimulateIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"For online: AWS credential to ask with; the workspace's default when left out"`
	Body         SimulateRequest
}

// Simulation is the decision on a request, with its reasons stage by stage.
type Simulation struct {
	Decision       string                `json:"decision" enum:"allowed,explicit_deny,implicit_deny,unknown"`
	Reason         string                `json:"reason" doc:"Why, in one sentence"`
	MissingContext []string              `json:"missing_context" nullable:"false" doc:"Context keys that an unknown decision hangs on"`
	Statements     []SimulationStatement `json:"statements" nullable:"false" doc:"The statements that decided"`
	Stages         []SimulationStage     `json:"stages" nullable:"false" doc:"The stages of the evaluation, in AWS's order"`
	Online         *OnlineSimulation     `json:"online,omitempty" doc:"Where it was asked for"`
}

// SimulationStage is what one stage of the evaluation found.
type SimulationStage struct {
	Stage          string                `json:"stage" enum:"deny,rcp,scp,resource,trust,identity,boundary,session"`
	Outcome        string                `json:"outcome" enum:"allowed,explicit_deny,implicit_deny,unknown,not_applicable"`
	Reason         string                `json:"reason"`
	Statements     []SimulationStatement `json:"statements,omitempty"`
	MissingContext []string              `json:"missing_context,omitempty"`
}

// SimulationStatement is a statement that plays a part in a decision.
type SimulationStatement struct {
	PolicyType     string   `json:"policy_type"`
	Level          *int     `json:"level,omitempty" doc:"Of an SCP or RCP: 0 is the root"`
	PolicyIndex    int      `json:"policy_index" doc:"Place of the policy in its list"`
	PolicyID       string   `json:"policy_id,omitempty"`
	StatementIndex int      `json:"statement_index"`
	Sid            string   `json:"sid,omitempty"`
	Effect         string   `json:"effect"`
	Applies        string   `json:"applies" doc:"yes, or unknown when it hangs on missing context"`
	MissingContext []string `json:"missing_context,omitempty"`
	Names          string   `json:"names,omitempty" doc:"How a resource policy names the caller"`
}
