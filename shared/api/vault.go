package api

import (
	"encoding/json"
	"time"
)

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

	MFASerial string            `json:"mfa_serial,omitempty" maxLength:"256" pattern:"^([A-Za-z0-9_+=/:,.@-]{9,})?$" patternDescription:"the serial number or ARN of an MFA device" doc:"With one, whole sessions of the key take a code of this device of its IAM user; only with a long-term key"`
	ExpiresAt *time.Time        `json:"expires_at,omitempty" doc:"When the session token ends, where that is known; only with a temporary key"`
	Tags      map[string]string `json:"tags,omitempty" doc:"At most 50"`
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

	MFASerial *string `json:"mfa_serial,omitempty" maxLength:"256" pattern:"^([A-Za-z0-9_+=/:,.@-]{9,})?$" patternDescription:"the serial number or ARN of an MFA device" doc:"The MFA device of an access key's IAM user; empty takes it away"`

	ExpiresAt        *time.Time `json:"expires_at,omitempty" doc:"When the session token ends; only with a temporary key"`
	BaseCredentialID *int64     `json:"base_credential_id,omitempty" minimum:"1" doc:"What the role is assumed with from now on; only for the kind assume_role"`

	RoleName *string           `json:"role_name,omitempty" maxLength:"64" pattern:"^[A-Za-z0-9+=,.@_-]*$" patternDescription:"the name of a role" doc:"Only for the kind identity_center"`
	Tags     map[string]string `json:"tags,omitzero" required:"false" doc:"All tags, instead of those that it has; {} takes them away"`
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
	Kind               string     `json:"kind" enum:"access_key,assume_role,identity_center"`
	AWSRegion          string     `json:"aws_region"`
	AWSAccountID       string     `json:"aws_account_id" doc:"Empty until given or verified"`
	AWSArn             string     `json:"aws_arn" doc:"Who AWS says the key belongs to; empty until verified"`
	IsDefault          bool       `json:"is_default"`
	AccessKeyIDPreview string     `json:"access_key_id_preview" doc:"The kind of key and nothing else; empty for a role" example:"AKIA..."`
	Temporary          bool       `json:"temporary" doc:"Has a session token, or gets one"`
	CreatedAt          time.Time  `json:"created_at"`
	UpdatedAt          time.Time  `json:"updated_at"`
	VerifiedAt         *time.Time `json:"verified_at" doc:"Last time AWS accepted it"`
	LastUsedAt         *time.Time `json:"last_used_at"`

	MFASerial  string              `json:"mfa_serial,omitempty" doc:"The MFA device of an access key's IAM user, whose code whole sessions of the key take"`
	KeyAgeDays *int                `json:"key_age_days" doc:"Since the key was made, or was stored here when that is not known; null for kinds without a key of their own"`
	ExpiresAt  *time.Time          `json:"expires_at" doc:"When the session token, or the sign-in, ends at the latest, where that is known"`
	Tags       map[string]string   `json:"tags" nullable:"false"`
	Warnings   []CredentialWarning `json:"warnings" nullable:"false"`

	AssumeRole     *AssumedRole        `json:"assume_role,omitempty" doc:"Only for the kind assume_role"`
	IdentityCenter *IdentityCenterRole `json:"identity_center,omitempty" doc:"Only for the kind identity_center"`
}

// AssumedRole is a role that is assumed with another credential.
type AssumedRole struct {
	BaseCredentialID int64  `json:"base_credential_id" doc:"The credential that it is assumed with"`
	RoleArn          string `json:"role_arn"`
	ExternalID       string `json:"external_id"`
	DurationSeconds  int    `json:"duration_seconds"`
	RoleSessionName  string `json:"role_session_name" doc:"Empty: the product's name, or for a session that somebody asks for, theirs"`
	MFASerial        string `json:"mfa_serial" doc:"With one, the role is assumed only for sessions that somebody asks for with a code"`
}

// AddRoleCredentialRequest stores a role that is assumed with another
// credential of the workspace ("AssumeRole", AWS STS API reference).
type AddRoleCredentialRequest struct {
	Label            string `json:"label" minLength:"1" maxLength:"100" doc:"Unique in the workspace" example:"Production, read only"`
	BaseCredentialID int64  `json:"base_credential_id" minimum:"1" doc:"What it is assumed with: an access key, a role of IAM Identity Center, or another role. At most four roles are assumed one with another"`
	RoleArn          string `json:"role_arn" maxLength:"2048" pattern:"^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[!-~]+$" patternDescription:"the ARN of an IAM role" example:"arn:aws:iam::123456789012:role/Auditor"`
	ExternalID       string `json:"external_id,omitempty" maxLength:"1224" pattern:"^([A-Za-z0-9_+=,.@:/-]{2,})?$" patternDescription:"letters, digits and +=,.@:/-_, at least 2"`
	DurationSeconds  int    `json:"duration_seconds,omitempty" minimum:"900" maximum:"43200" doc:"How long sessions last; an hour when left out. No longer than the role allows, and at most an hour unless it is assumed with an access key"`
	RoleSessionName  string `json:"role_session_name,omitempty" maxLength:"64" pattern:"^([A-Za-z0-9_+=,.@-]{2,})?$" patternDescription:"letters, digits and +=,.@-_, at least 2"`
	MFASerial        string `json:"mfa_serial,omitempty" maxLength:"256" pattern:"^([A-Za-z0-9_+=/:,.@-]{9,})?$" patternDescription:"the serial number or ARN of an MFA device" doc:"With one, the role is assumed only for sessions that somebody asks for with a code"`
	AWSRegion        string `json:"aws_region,omitempty" pattern:"^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$" patternDescription:"an AWS Region such as us-east-1" maxLength:"32" doc:"That of the base when left out"`
	IsDefault        bool   `json:"is_default,omitempty" doc:"Used when a request names no credential"`

	Tags map[string]string `json:"tags,omitempty" doc:"At most 50"`
}

// AddRoleCredentialIn is the input of adding a role.
type AddRoleCredentialIn struct{ Body AddRoleCredentialRequest }

// SessionRequest asks for short-lived keys.
type SessionRequest struct {
	DurationSeconds int             `json:"duration_seconds,omitempty" minimum:"900" maximum:"43200" doc:"An hour, or what the role's credential says, when left out"`
	ReadOnly        bool            `json:"read_only,omitempty" doc:"Only what AWS's managed policy ReadOnlyAccess allows, of what the credential may do"`
	SessionPolicy   json.RawMessage `json:"session_policy,omitempty" doc:"Only what this policy allows, of what the credential may do: a policy document, or a text that holds one"`
	MFASerial       string          `json:"mfa_serial,omitempty" maxLength:"256" pattern:"^([A-Za-z0-9_+=/:,.@-]{9,})?$" patternDescription:"the serial number or ARN of an MFA device" doc:"That of the role's credential when left out"`
	MFACode         string          `json:"mfa_code,omitempty" pattern:"^([0-9]{6})?$" patternDescription:"6 digits" doc:"What the MFA device shows now"`
}

// SessionIn is the input of asking for short-lived keys.
type SessionIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body SessionRequest
}

// SessionCredentials are short-lived keys. They are not stored.
type SessionCredentials struct {
	AccessKeyID     string    `json:"access_key_id"`
	SecretAccessKey string    `json:"secret_access_key"`
	SessionToken    string    `json:"session_token"`
	ExpiresAt       time.Time `json:"expires_at"`
	AWSRegion       string    `json:"aws_region"`
	ReadOnly        bool      `json:"read_only"`
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
