package api

// DeployPolicyRequest plans to put a stored policy into an AWS account.
type DeployPolicyRequest struct {
	As            string `json:"as" enum:"managed,inline"`
	Version       int    `json:"version,omitempty" minimum:"1" doc:"Version of the stored policy; the newest one when left out"`
	PolicyName    string `json:"policy_name" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-" doc:"In AWS. A managed policy that has this name gets a new version, which is put in force"`
	Path          string `json:"path,omitempty" maxLength:"512" doc:"Of a new managed policy"`
	Description   string `json:"description,omitempty" maxLength:"1000" doc:"Of a new managed policy"`
	PruneOldest   bool   `json:"prune_oldest,omitempty" doc:"Delete the oldest version that is not in force when there are five already"`
	PrincipalType string `json:"principal_type,omitempty" enum:"user,group,role" doc:"For inline"`
	PrincipalName string `json:"principal_name,omitempty" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]*$" patternDescription:"letters, digits and _+=,.@-" doc:"For inline"`
}

// DeployPolicyIn is the input of planning to deploy a stored policy.
type DeployPolicyIn struct {
	OnAWS
	ID   int64 `path:"id" minimum:"1"`
	Body DeployPolicyRequest
}

// ApplyPolicyRequest applies a plan that deploys a stored policy.
type ApplyPolicyRequest struct {
	PlanID int64  `json:"plan_id" minimum:"1"`
	Hash   string `json:"hash" minLength:"64" maxLength:"64" pattern:"^[0-9a-f]+$" patternDescription:"the plan's hash" doc:"The plan's hash, as it was shown"`
}

// ApplyPolicyIn is the input of applying a plan that deploys a stored policy.
type ApplyPolicyIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body ApplyPolicyRequest
}
