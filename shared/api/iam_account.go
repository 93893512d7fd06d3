package api

import "time"

// IAMGroup is a group of an AWS account.
type IAMGroup struct {
	GroupName string    `json:"group_name"`
	GroupID   string    `json:"group_id" doc:"AWS's unique id (AGPA…)"`
	Arn       string    `json:"arn"`
	Path      string    `json:"path"`
	CreatedAt time.Time `json:"created_at"`
}

// IAMGroupList is a piece of the account's groups.
type IAMGroupList struct {
	Items      []IAMGroup `json:"items" nullable:"false"`
	NextCursor string     `json:"next_cursor" doc:"Empty at the end"`
}

// IAMGroupDetail is a group with its members and policies.
type IAMGroupDetail struct {
	IAMGroup
	Members          []IAMUser           `json:"members" nullable:"false"`
	AttachedPolicies []IAMAttachedPolicy `json:"attached_policies" nullable:"false"`
	InlinePolicies   []string            `json:"inline_policies" nullable:"false"`
}

// IAMRole is a role of an AWS account.
type IAMRole struct {
	RoleName           string     `json:"role_name"`
	RoleID             string     `json:"role_id" doc:"AWS's unique id (AROA…)"`
	Arn                string     `json:"arn"`
	Path               string     `json:"path"`
	Description        string     `json:"description"`
	MaxSessionDuration int        `json:"max_session_duration" doc:"Seconds"`
	CreatedAt          time.Time  `json:"created_at"`
	LastUsedAt         *time.Time `json:"last_used_at" doc:"Only of one role, not in lists; null when it was not used within AWS's tracking period"`
}

// IAMRoleList is a piece of the account's roles.
type IAMRoleList struct {
	Items      []IAMRole `json:"items" nullable:"false"`
	NextCursor string    `json:"next_cursor" doc:"Empty at the end"`
}

// IAMRoleDetail is a role with what hangs on it.
type IAMRoleDetail struct {
	IAMRole
	TrustPolicy            string              `json:"trust_policy" doc:"JSON text"`
	PermissionsBoundaryArn string              `json:"permissions_boundary_arn"`
	Tags                   map[string]string   `json:"tags"`
	AttachedPolicies       []IAMAttachedPolicy `json:"attached_policies" nullable:"false"`
	InlinePolicies         []string            `json:"inline_policies" nullable:"false"`
	InstanceProfiles       []string            `json:"instance_profiles" nullable:"false"`
}

// IAMPolicyListIn is the input of listing managed policies.
type IAMPolicyListIn struct {
	IAMPage
	Scope        string `query:"scope" enum:"All,AWS,Local" default:"All" doc:"Local: the account's own"`
	OnlyAttached bool   `query:"only_attached"`
}

// IAMPolicy is a managed policy.
type IAMPolicy struct {
	PolicyName       string    `json:"policy_name"`
	PolicyID         string    `json:"policy_id" doc:"AWS's unique id (ANPA…)"`
	Arn              string    `json:"arn"`
	Path             string    `json:"path"`
	Description      string    `json:"description" doc:"Only of one policy, not in lists"`
	DefaultVersionID string    `json:"default_version_id"`
	AttachmentCount  int       `json:"attachment_count"`
	BoundaryCount    int       `json:"boundary_count" doc:"How many users and roles have it as their permissions boundary"`
	CreatedAt        time.Time `json:"created_at"`
	UpdatedAt        time.Time `json:"updated_at"`
}

// IAMPolicyList is a piece of the managed policies.
type IAMPolicyList struct {
	Items      []IAMPolicy `json:"items" nullable:"false"`
	NextCursor string      `json:"next_cursor" doc:"Empty at the end"`
}

// IAMPolicyDetail is a managed policy with the document that is in force.
type IAMPolicyDetail struct {
	IAMPolicy
	Document string             `json:"document" doc:"JSON text of the default version"`
	Tags     map[string]string  `json:"tags"`
	Versions []IAMPolicyVersion `json:"versions" nullable:"false" doc:"Newest first; AWS keeps five at most"`
}

// IAMPolicyVersion is a version of a managed policy.
type IAMPolicyVersion struct {
	VersionID string    `json:"version_id"`
	IsDefault bool      `json:"is_default"`
	CreatedAt time.Time `json:"created_at"`
}

// IAMPolicyVersionList is every version of a managed policy, newest first.
type IAMPolicyVersionList struct {
	Items []IAMPolicyVersion `json:"items" nullable:"false"`
}

// IAMPolicyDocument is a policy with its text.
type IAMPolicyDocument struct {
	Name      string `json:"name" doc:"Name of an inline policy, or ARN of a managed one"`
	VersionID string `json:"version_id,omitempty"`
	Document  string `json:"document" doc:"JSON text"`
}

// IAMPolicyEntities are the users, groups and roles that have a managed policy.
type IAMPolicyEntities struct {
	Users         []string `json:"users" nullable:"false"`
	Groups        []string `json:"groups" nullable:"false"`
	Roles         []string `json:"roles" nullable:"false"`
	BoundaryUsers []string `json:"boundary_users" nullable:"false" doc:"Users that have it as their permissions boundary"`
	BoundaryRoles []string `json:"boundary_roles" nullable:"false"`
}

// IAMAccessKeyDetail is an access key with its last use.
type IAMAccessKeyDetail struct {
	IAMAccessKey
	LastUsedAt      *time.Time `json:"last_used_at"`
	LastUsedService string     `json:"last_used_service"`
	LastUsedRegion  string     `json:"last_used_region"`
}

// IAMAccessKeyList is every access key of a user.
type IAMAccessKeyList struct {
	Items []IAMAccessKeyDetail `json:"items" nullable:"false"`
}

// IAMMFADeviceList is every MFA device of a user.
type IAMMFADeviceList struct {
	Items []IAMMFADevice `json:"items" nullable:"false"`
}

// IAMInstanceProfile is what carries a role onto an EC2 instance.
type IAMInstanceProfile struct {
	InstanceProfileName string    `json:"instance_profile_name"`
	InstanceProfileID   string    `json:"instance_profile_id" doc:"AWS's unique id (AIPA…)"`
	Arn                 string    `json:"arn"`
	Path                string    `json:"path"`
	Roles               []string  `json:"roles" nullable:"false" doc:"One at most"`
	CreatedAt           time.Time `json:"created_at"`
}

// IAMInstanceProfileDetail is an instance profile with its tags.
type IAMInstanceProfileDetail struct {
	IAMInstanceProfile
	Tags map[string]string `json:"tags"`
}

// IAMInstanceProfileList is a piece of the instance profiles.
type IAMInstanceProfileList struct {
	Items      []IAMInstanceProfile `json:"items" nullable:"false"`
	NextCursor string               `json:"next_cursor" doc:"Empty at the end"`
}

// IAMAccount is what the account holds, against its quotas.
type IAMAccount struct {
	AccountID string         `json:"account_id"`
	Alias     string         `json:"alias" doc:"Empty when there is none"`
	Summary   map[string]int `json:"summary" doc:"Numbers by the names that AWS gives them, such as Users and UsersQuota"`
}

// IAMPasswordPolicy is what the account asks of console passwords.
type IAMPasswordPolicy struct {
	Exists                     bool `json:"exists" doc:"false: AWS's defaults hold"`
	MinimumPasswordLength      int  `json:"minimum_password_length"`
	RequireSymbols             bool `json:"require_symbols"`
	RequireNumbers             bool `json:"require_numbers"`
	RequireUppercaseCharacters bool `json:"require_uppercase_characters"`
	RequireLowercaseCharacters bool `json:"require_lowercase_characters"`
	AllowUsersToChangePassword bool `json:"allow_users_to_change_password"`
	ExpirePasswords            bool `json:"expire_passwords"`
	MaxPasswordAge             int  `json:"max_password_age" doc:"Days; 0: passwords do not expire"`
	PasswordReusePrevention    int  `json:"password_reuse_prevention"`
	HardExpiry                 bool `json:"hard_expiry"`
}

// CredentialReport is AWS's list of the account's users and the state of their
// credentials. AWS makes one at most every four hours.
type CredentialReport struct {
	State       string              `json:"state" enum:"ready,being_made" doc:"being_made: ask again in a few seconds"`
	GeneratedAt *time.Time          `json:"generated_at"`
	Rows        []map[string]string `json:"rows" nullable:"false" doc:"By the names of AWS's columns"`
}

// RequiredPermissionsIn is the input of asking which AWS permissions features need.
type RequiredPermissionsIn struct {
	Features string `query:"features" maxLength:"1000" doc:"Names with commas between them; all when left out" example:"iam.read,iam.users.write"`
}

// RequiredPermissions is what the AWS credential must allow.
type RequiredPermissions struct {
	Features []FeaturePermissions `json:"features" nullable:"false"`
	Policy   string               `json:"policy" doc:"An identity policy that allows it, as JSON text"`
}

// FeaturePermissions is what one feature needs.
type FeaturePermissions struct {
	Feature string   `json:"feature" example:"iam.users.write"`
	Title   string   `json:"title"`
	Actions []string `json:"actions" nullable:"false"`
}
