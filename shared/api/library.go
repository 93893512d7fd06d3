package api

import (
	"encoding/json"
	"time"
)

// PolicyCase is a request that a stored policy is tried with at every change.
type PolicyCase struct {
	Name           string                     `json:"name" minLength:"1" maxLength:"200" example:"Reports can be read"`
	Expect         string                     `json:"expect" enum:"allowed,denied" doc:"What the policy must say of the request"`
	Principal      string                     `json:"principal,omitempty" maxLength:"2048" doc:"Who asks; a role in the resource's account when left out"`
	Action         string                     `json:"action" minLength:"3" maxLength:"256" example:"s3:GetObject"`
	Resource       string                     `json:"resource,omitempty" maxLength:"2048" doc:"ARN; * or left out for an action on no resource" example:"arn:aws:s3:::reports/2026/q1.pdf"`
	Context        map[string]json.RawMessage `json:"context,omitempty" doc:"Context keys: a value or a list of values each; others are absent"`
	UnknownContext []string                   `json:"unknown_context,omitempty" maxItems:"200" doc:"Context keys that may or may not be there; * for every key not in context"`
}

// StorePolicyRequest puts a policy into the workspace's library.
type StorePolicyRequest struct {
	Name         string          `json:"name" minLength:"1" maxLength:"128" doc:"Unique in the workspace" example:"reports-reader"`
	Description  string          `json:"description,omitempty" maxLength:"1000"`
	PolicyType   string          `json:"policy_type,omitempty" enum:"identity,resource,trust,scp,rcp,boundary,session" doc:"identity when left out"`
	ResourceType string          `json:"resource_type,omitempty" maxLength:"100" doc:"For a resource policy: where it is attached, such as AWS::S3::Bucket"`
	Document     json.RawMessage `json:"document" doc:"The policy: a JSON object, or a string that holds JSON text, which is kept as it is written"`
	Cases        []PolicyCase    `json:"cases,omitempty" maxItems:"100" doc:"Requests that the policy is tried with"`
	Comment      string          `json:"comment,omitempty" maxLength:"500" doc:"What the first version is for"`
}

// StorePolicyIn is the input of storing a policy.
type StorePolicyIn struct{ Body StorePolicyRequest }

// UpdatePolicyRequest changes what is said about a stored policy, not its document.
// Fields left out stay as they are.
type UpdatePolicyRequest struct {
	Name         *string      `json:"name,omitempty" minLength:"1" maxLength:"128"`
	Description  *string      `json:"description,omitempty" maxLength:"1000"`
	ResourceType *string      `json:"resource_type,omitempty" maxLength:"100"`
	Cases        []PolicyCase `json:"cases,omitempty" maxItems:"100" doc:"Replaces all cases; leave out to keep them"`
}

// UpdatePolicyIn is the input of changing a stored policy.
type UpdatePolicyIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body UpdatePolicyRequest
}

// AddPolicyVersionRequest stores a new version of a policy.
type AddPolicyVersionRequest struct {
	Document json.RawMessage `json:"document" doc:"A JSON object, or a string that holds JSON text, which is kept as it is written"`
	Comment  string          `json:"comment,omitempty" maxLength:"500" doc:"What changed, and why"`
	Base     int             `json:"base" minimum:"1" doc:"The version that was edited: refused when somebody has stored another one since"`
}

// AddPolicyVersionIn is the input of storing a new version.
type AddPolicyVersionIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body AddPolicyVersionRequest
}

// RestorePolicyRequest makes the document of an old version the newest again.
type RestorePolicyRequest struct {
	Version int    `json:"version" minimum:"1"`
	Comment string `json:"comment,omitempty" maxLength:"500"`
	Base    int    `json:"base" minimum:"1" doc:"The newest version as the caller knows it"`
}

// RestorePolicyIn is the input of restoring a version.
type RestorePolicyIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body RestorePolicyRequest
}

// PolicyVersionIn names a version of a policy.
type PolicyVersionIn struct {
	ID      int64 `path:"id" minimum:"1"`
	Version int64 `path:"version" minimum:"1"`
}

// ComparePolicyVersionsIn names two versions of a policy.
type ComparePolicyVersionsIn struct {
	ID      int64 `path:"id" minimum:"1"`
	Version int64 `path:"version" minimum:"1"`
	With    int64 `query:"with" minimum:"0" doc:"The version to compare it with; the newest one when left out"`
}

// RunPolicyCasesRequest tries a policy, or an edit of it, with its cases.
type RunPolicyCasesRequest struct {
	Document json.RawMessage `json:"document,omitempty" doc:"An edit that is not stored yet; the newest version when left out"`
	Cases    []PolicyCase    `json:"cases,omitempty" maxItems:"100" doc:"Instead of the stored cases"`
}

// RunPolicyCasesIn is the input of running the cases.
type RunPolicyCasesIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body RunPolicyCasesRequest
}

// PolicyCaseResult is what a policy says of one case.
type PolicyCaseResult struct {
	Name     string `json:"name"`
	Expect   string `json:"expect" enum:"allowed,denied"`
	Decision string `json:"decision" enum:"allowed,explicit_deny,implicit_deny,unknown"`
	Passed   bool   `json:"passed"`
	Reason   string `json:"reason" doc:"Why, in one sentence"`
}

// PolicyCaseRun is what a policy says of all its cases.
type PolicyCaseRun struct {
	Passed  int                `json:"passed"`
	Failed  int                `json:"failed"`
	Results []PolicyCaseResult `json:"results" nullable:"false"`
}

// FindingCounts tells how many findings of each type a policy has.
type FindingCounts struct {
	Errors           int `json:"errors"`
	SecurityWarnings int `json:"security_warnings"`
	Warnings         int `json:"warnings"`
	Suggestions      int `json:"suggestions"`
}

// StoredPolicySummary is a stored policy in a list: without its document.
type StoredPolicySummary struct {
	ID           int64         `json:"id"`
	Name         string        `json:"name"`
	Description  string        `json:"description"`
	PolicyType   string        `json:"policy_type" enum:"identity,resource,trust,scp,rcp,boundary,session"`
	ResourceType string        `json:"resource_type"`
	Version      int           `json:"version" doc:"The newest version"`
	Size         PolicySize    `json:"size"`
	Findings     FindingCounts `json:"findings" doc:"Of the newest version, when it was stored"`
	Cases        int           `json:"cases" doc:"How many cases the policy is tried with"`
	CreatedAt    time.Time     `json:"created_at"`
	UpdatedAt    time.Time     `json:"updated_at"`
}

// StoredPolicy is a policy of the library with its newest document.
type StoredPolicy struct {
	StoredPolicySummary
	Document  string       `json:"document" doc:"The text as it was written"`
	CaseList  []PolicyCase `json:"case_list" nullable:"false"`
	UpdatedBy string       `json:"updated_by" doc:"E-mail address of who stored the newest version; empty when the account is gone"`
}

// PolicyListIn is the input of listing stored policies.
type PolicyListIn struct {
	Page
	Q          string `query:"q" maxLength:"200" doc:"Part of the name or the description"`
	PolicyType string `query:"policy_type" enum:"identity,resource,trust,scp,rcp,boundary,session"`
}

// PolicyVersionsIn is the input of listing the versions of a policy.
type PolicyVersionsIn struct {
	ID int64 `path:"id" minimum:"1"`
	Page
}

// StoredPolicyList is a piece of the library.
type StoredPolicyList struct {
	Items      []StoredPolicySummary `json:"items" nullable:"false"`
	NextCursor string                `json:"next_cursor" doc:"Empty at the end"`
}

// PolicyVersionSummary is one version in the history of a policy.
type PolicyVersionSummary struct {
	Version   int           `json:"version"`
	Comment   string        `json:"comment"`
	Size      int           `json:"size" doc:"Characters as AWS counts them"`
	Findings  FindingCounts `json:"findings"`
	CreatedAt time.Time     `json:"created_at"`
	CreatedBy string        `json:"created_by" doc:"E-mail address; empty when the account is gone"`
}

// PolicyVersion is one version with its document.
type PolicyVersion struct {
	PolicyVersionSummary
	Document string `json:"document" doc:"The text as it was written"`
}

// PolicyVersionList is a piece of a policy's history, newest first.
type PolicyVersionList struct {
	Items      []PolicyVersionSummary `json:"items" nullable:"false"`
	NextCursor string                 `json:"next_cursor" doc:"Empty at the end"`
}
