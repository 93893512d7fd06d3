package api

import "time"

// AddCredentialRequest stores an AWS access key. Its secret parts are sealed
// before they touch the database and never come back out.
type AddCredentialRequest struct {
	Label           string `json:"label" minLength:"1" maxLength:"100" doc:"Unique in the workspace" example:"Production AWS"`
	AccessKeyID     string `json:"access_key_id" doc:"AKIA… for a long-term key, ASIA… for a temporary one" pattern:"^(AKIA|ASIA)[A-Z0-9]{12,124}$" patternDescription:"an AWS access key id: AKIA or ASIA and at least 12 upper-case letters and digits" maxLength:"128"`
	SecretAccessKey string `json:"secret_access_key" minLength:"16" maxLength:"256"`
	SessionToken    string `json:"session_token,omitempty" maxLength:"8192" doc:"Needed with a temporary key (ASIA…)"`
	AWSRegion       string `json:"aws_region,omitempty" pattern:"^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$" patternDescription:"an AWS Region such as us-east-1" maxLength:"32" doc:"us-east-1 when left out"`
	AWSAccountID    string `json:"aws_account_id,omitempty" pattern:"^([0-9]{12})?$" patternDescription:"12 digits" doc:"Filled in by verify when left out"`
	IsDefault       bool   `json:"is_default,omitempty" doc:"Used when a request names no credential; the first one always is"`
}

// AddCredentialIn is the input of adding a credential.
type AddCredentialIn struct{ Body AddCredentialRequest }

// UpdateCredentialRequest edits a credential. Fields left out stay as they
// are; a new secret comes only with its access key id.
type UpdateCredentialRequest struct {
	Label           *string `json:"label,omitempty" minLength:"1" maxLength:"100"`
	AccessKeyID     *string `json:"access_key_id,omitempty" pattern:"^(AKIA|ASIA)[A-Z0-9]{12,124}$" patternDescription:"an AWS access key id: AKIA or ASIA and at least 12 upper-case letters and digits" maxLength:"128"`
	SecretAccessKey *string `json:"secret_access_key,omitempty" minLength:"16" maxLength:"256"`
	SessionToken    *string `json:"session_token,omitempty" maxLength:"8192"`
	AWSRegion       *string `json:"aws_region,omitempty" pattern:"^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$" patternDescription:"an AWS Region such as us-east-1" maxLength:"32"`
	AWSAccountID    *string `json:"aws_account_id,omitempty" pattern:"^([0-9]{12})?$" patternDescription:"12 digits"`
}

// UpdateCredentialIn is the input of editing a credential.
type UpdateCredentialIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body UpdateCredentialRequest
}

// Credential is a stored AWS credential without its secrets.
type Credential struct {
	ID                 int64      `json:"id"`
	Label              string     `json:"label"`
	Kind               string     `json:"kind" enum:"access_key"`
	AWSRegion          string     `json:"aws_region"`
	AWSAccountID       string     `json:"aws_account_id" doc:"Empty until given or verified"`
	AWSArn             string     `json:"aws_arn" doc:"Who AWS says the key belongs to; empty until verified"`
	IsDefault          bool       `json:"is_default"`
	AccessKeyIDPreview string     `json:"access_key_id_preview" doc:"The kind of key and nothing else" example:"AKIA..."`
	Temporary          bool       `json:"temporary" doc:"Has a session token"`
	CreatedAt          time.Time  `json:"created_at"`
	UpdatedAt          time.Time  `json:"updated_at"`
	VerifiedAt         *time.Time `json:"verified_at" doc:"Last time AWS accepted it"`
	LastUsedAt         *time.Time `json:"last_used_at"`
}

// CredentialList is a piece of the workspace's credentials.
type CredentialList struct {
	Items      []Credential `json:"items" nullable:"false"`
	NextCursor string       `json:"next_cursor" doc:"Empty at the end"`
}

// CallerIdentity is what sts:GetCallerIdentity says of a credential.
type CallerIdentity struct {
	Credential Credential `json:"credential"`
	AccountID  string     `json:"account_id"`
	Arn        string     `json:"arn"`
	UserID     string     `json:"user_id"`
}
