package api

import (
	"encoding/json"
	"time"
)

// Plan is a change of an AWS account that has been worked out and shown, and not
// made: planning writes nothing. Applying it by its hash makes exactly this change.
type Plan struct {
	ID           int64         `json:"id"`
	State        string        `json:"state" enum:"planned,applying,applied,failed,failed_partially,expired" doc:"failed: nothing was changed; failed_partially: some steps are done, and applying again goes on behind them"`
	Hash         string        `json:"hash" doc:"SHA-256 over account, credential and steps, byte for byte; applying takes it"`
	Title        string        `json:"title"`
	AccountID    string        `json:"account_id"`
	CredentialID int64         `json:"credential_id"`
	Summary      []string      `json:"summary" nullable:"false" doc:"What will happen, as sentences"`
	Steps        []PlanStep    `json:"steps" nullable:"false"`
	Access       PlanAccess    `json:"access"`
	Findings     []PlanFinding `json:"findings" nullable:"false" doc:"What the linter says of the documents in it"`
	Affected     []string      `json:"affected" nullable:"false" doc:"ARNs of the users, groups and roles that it changes something for"`
	Warnings     []string      `json:"warnings" nullable:"false" doc:"What cannot be undone, and what else to think of first"`
	Error        string        `json:"error,omitempty" doc:"What stopped it, as a sentence"`
	UndoOf       int64         `json:"undo_of,omitempty" doc:"The plan that this one takes back"`
	PolicyID     int64         `json:"policy_id,omitempty" doc:"The stored policy that this one deploys"`
	CreatedBy    string        `json:"created_by" doc:"E-mail address; empty when the account is gone"`
	CreatedAt    time.Time     `json:"created_at"`
	ExpiresAt    time.Time     `json:"expires_at" doc:"Applying must begin before"`
	AppliedAt    *time.Time    `json:"applied_at"`
}

// PlanStep is one call of AWS.
type PlanStep struct {
	N          int             `json:"n" doc:"From 1; steps run in this order"`
	Operation  string          `json:"operation" example:"iam:AttachUserPolicy"`
	Target     string          `json:"target" doc:"ARN of what it changes"`
	Input      json.RawMessage `json:"input" doc:"The exact input that is sent, with AWS's own member names"`
	Says       string          `json:"says" doc:"The step as a sentence"`
	Reversible bool            `json:"reversible"`
	State      string          `json:"state" enum:"pending,started,done,failed" doc:"started: sent, and AWS's answer is not known; it is looked up before it would be sent again"`
	Note       string          `json:"note,omitempty"`
	Error      string          `json:"error,omitempty"`
}

// PlanAccess is what a plan changes of who may do what.
type PlanAccess struct {
	Grants  []PlanAccessChange `json:"grants" nullable:"false"`
	Removes []PlanAccessChange `json:"removes" nullable:"false"`
}

// PlanAccessChange is access that is granted or removed.
type PlanAccessChange struct {
	Subject  string         `json:"subject" doc:"Whose access it is"`
	Sentence string         `json:"sentence"`
	Witness  *PolicyWitness `json:"witness,omitempty" doc:"A request that shows the difference; absent when it is not known whether there is one"`
}

// PlanFinding is a finding on a document of a plan.
type PlanFinding struct {
	Document string `json:"document" doc:"Which document"`
	Finding
}

// PlanSummary is a plan in a list.
type PlanSummary struct {
	ID           int64     `json:"id"`
	State        string    `json:"state" enum:"planned,applying,applied,failed,failed_partially,expired"`
	Title        string    `json:"title"`
	AccountID    string    `json:"account_id"`
	CredentialID int64     `json:"credential_id"`
	Steps        int       `json:"steps"`
	UndoOf       int64     `json:"undo_of,omitempty"`
	CreatedBy    string    `json:"created_by"`
	CreatedAt    time.Time `json:"created_at"`
	ExpiresAt    time.Time `json:"expires_at"`
}

// PlanList is a piece of the workspace's plans, newest first.
type PlanList struct {
	Items      []PlanSummary `json:"items" nullable:"false"`
	NextCursor string        `json:"next_cursor" doc:"Empty at the end"`
}

// PlanListIn is the input of listing plans.
type PlanListIn struct {
	Page
	State string `query:"state" enum:"planned,applying,applied,failed,failed_partially" doc:"Only plans in this state"`
}

// ApplyPlanRequest applies a plan that somebody has looked at.
type ApplyPlanRequest struct {
	Hash string `json:"hash" minLength:"64" maxLength:"64" pattern:"^[0-9a-f]+$" patternDescription:"the plan's hash" doc:"The plan's hash, as it was shown"`
}

// ApplyPlanIn is the input of applying a plan.
type ApplyPlanIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body ApplyPlanRequest
}

// PlanSecret is a secret that applying a plan has made. It is in this answer and
// nowhere else.
type PlanSecret struct {
	Step  int    `json:"step"`
	Name  string `json:"name" enum:"access_key_id,secret_access_key,password"`
	Value string `json:"value"`
}

// AppliedPlan is a plan after applying it, with what is shown this once.
type AppliedPlan struct {
	Plan    Plan         `json:"plan"`
	Secrets []PlanSecret `json:"secrets" nullable:"false" doc:"Shown once: they are not stored"`
}
