package api

import "encoding/json"

// ComparePoliciesRequest asks how two policies relate by what they allow.
type ComparePoliciesRequest struct {
	A          json.RawMessage `json:"a" doc:"A policy: a JSON object, or a string that holds JSON text"`
	B          json.RawMessage `json:"b" doc:"The policy to compare it with"`
	PolicyType string          `json:"policy_type,omitempty" enum:"identity,resource,trust,scp,rcp,boundary,session" doc:"When left out: resource where a statement names a principal, else identity"`
	Denies     bool            `json:"denies,omitempty" doc:"Compare what the policies deny instead of what they allow"`
}

// ComparePoliciesIn is the input of compare.
type ComparePoliciesIn struct{ Body ComparePoliciesRequest }

// PolicyComparison is how policy A relates to policy B.
type PolicyComparison struct {
	Relation     string         `json:"relation" enum:"equivalent,broader,narrower,incomparable,unknown" doc:"broader: A allows all that B does, and more"`
	Witness      *PolicyWitness `json:"witness,omitempty" doc:"A request that shows the difference: one that A allows and B does not, save for narrower"`
	OtherWitness *PolicyWitness `json:"other_witness,omitempty" doc:"For incomparable: a request that B allows and A does not"`
	Reason       string         `json:"reason,omitempty" doc:"Why the relation is unknown"`
}

// PolicyWitness is a request that one policy allows and another does not. It can be
// simulated as it is.
type PolicyWitness struct {
	AllowedBy       string              `json:"allowed_by" enum:"a,b"`
	Principal       string              `json:"principal"`
	Action          string              `json:"action"`
	Resource        string              `json:"resource"`
	Context         map[string][]string `json:"context,omitempty" doc:"Condition keys of the request; one with an empty list is absent"`
	ResourceAccount string              `json:"resource_account,omitempty"`
}

// CheckNewAccessRequest asks whether a policy allows what its predecessor did not.
type CheckNewAccessRequest struct {
	New        json.RawMessage `json:"new" doc:"The new policy"`
	Existing   json.RawMessage `json:"existing" doc:"The policy that it replaces"`
	PolicyType string          `json:"policy_type,omitempty" enum:"identity,resource,trust,scp,rcp,boundary,session"`
	Online     bool            `json:"online,omitempty" doc:"Ask IAM Access Analyzer as well, with the AWS credential; AWS charges for each check"`
}

// CheckNewAccessIn is the input of check-no-new-access.
type CheckNewAccessIn struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"For online: AWS credential to ask with; the workspace's default when left out"`
	Body         CheckNewAccessRequest
}

// CheckAccessGrantedRequest asks whether a policy allows any of some actions on any of some
// resources.
type CheckAccessGrantedRequest struct {
	Document   json.RawMessage `json:"document"`
	Actions    []string        `json:"actions,omitempty" maxItems:"100" doc:"Actions, with wildcards if wanted; all when left out"`
	Resources  []string        `json:"resources,omitempty" maxItems:"100" doc:"ARNs, with wildcards if wanted; all when left out"`
	PolicyType string          `json:"policy_type,omitempty" enum:"identity,resource,trust,scp,rcp,boundary,session"`
}

// CheckAccessGrantedIn is the input of check-access-not-granted.
type CheckAccessGrantedIn struct{ Body CheckAccessGrantedRequest }

// CheckPublicAccessRequest asks whether a resource-based policy allows anybody in.
type CheckPublicAccessRequest struct {
	Document   json.RawMessage `json:"document"`
	PolicyType string          `json:"policy_type,omitempty" enum:"resource,trust" doc:"resource when left out"`
}

// CheckPublicAccessIn is the input of check-no-public-access.
type CheckPublicAccessIn struct{ Body CheckPublicAccessRequest }

// AccessCheck is the outcome of a check.
type AccessCheck struct {
	Result  string         `json:"result" enum:"PASS,FAIL,UNKNOWN" doc:"FAIL when the policy allows what it should not"`
	Witness *PolicyWitness `json:"witness,omitempty" doc:"A request that the policy allows and should not"`
	Message string         `json:"message"`

	Online *OnlineAccessCheck `json:"online,omitempty" doc:"For check-no-new-access, where it was asked for"`
}

// RewritePolicyRequest asks for a policy written anew that means the same.
type RewritePolicyRequest struct {
	Document   json.RawMessage `json:"document" doc:"The policy: a JSON object, or a string that holds JSON text"`
	PolicyType string          `json:"policy_type,omitempty" enum:"identity,resource,trust,scp,rcp,boundary,session" doc:"When left out: resource where a statement names a principal, else identity"`
	KeepSids   bool            `json:"keep_sids,omitempty" doc:"Keep statement ids, and statements with different ids apart"`
	Readable   bool            `json:"readable,omitempty" doc:"For shrink: only patterns that stand for several actions and show what they are about"`
	Limit      int             `json:"limit,omitempty" minimum:"1" maximum:"131072" doc:"For split: most characters of each policy; that of a managed policy when left out"`
}

// RewritePolicyIn is the input of shrink, tidy, expand and split.
type RewritePolicyIn struct{ Body RewritePolicyRequest }

// RewrittenPolicy is a policy written anew, proved to allow and deny the same.
type RewrittenPolicy struct {
	Documents  []string `json:"documents" nullable:"false" doc:"Indented JSON text; more than one only from split"`
	Size       int      `json:"size" doc:"Characters of the longest document, as AWS counts them"`
	SizeBefore int      `json:"size_before"`
	Changes    []string `json:"changes" nullable:"false" doc:"What was done, as sentences"`
	Notes      []string `json:"notes" nullable:"false" doc:"What could not be done, or needs thought"`
}
