package api

import "encoding/json"

// OnAWS is the part of an input that says with which credential AWS is asked.
type OnAWS struct {
	CredentialID int64 `header:"X-AWS-Credential-ID" minimum:"1" doc:"AWS credential to use; the workspace's default when left out"`
}

// IAMPage is the part of an IAM list's input that says which piece is wanted.
type IAMPage struct {
	OnAWS
	PathPrefix string `query:"path_prefix" maxLength:"512" doc:"Only what is below this path" example:"/engineering/"`
	Limit      int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many items at most"`
	Cursor     string `query:"cursor" maxLength:"2048" doc:"next_cursor of the piece before"`
}

// IAMNamed names a user, group or role, whichever the address is of.
type IAMNamed struct {
	OnAWS
	Name string `path:"name" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
}

// IAMForcedIn names a user, group, role or policy to delete.
type IAMForcedIn struct {
	IAMNamed
	Force bool `query:"force" doc:"Plan to delete all that hangs on it, too; the plan lists it first"`
}

// CreateIAMUserRequest plans a new user.
type CreateIAMUserRequest struct {
	UserName               string            `json:"user_name" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
	Path                   string            `json:"path,omitempty" maxLength:"512" example:"/engineering/"`
	Tags                   map[string]string `json:"tags,omitempty"`
	PermissionsBoundaryArn string            `json:"permissions_boundary_arn,omitempty" maxLength:"2048"`
}

// CreateIAMUserIn is the input of planning a new user.
type CreateIAMUserIn struct {
	OnAWS
	Body CreateIAMUserRequest
}

// UpdateIAMUserRequest plans another name or path of a user or group.
type UpdateIAMUserRequest struct {
	NewName string `json:"new_name,omitempty" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]*$" patternDescription:"letters, digits and _+=,.@-"`
	NewPath string `json:"new_path,omitempty" maxLength:"512"`
}

// UpdateIAMUserIn is the input of planning another name or path.
type UpdateIAMUserIn struct {
	IAMNamed
	Body UpdateIAMUserRequest
}

// ConsolePasswordRequest plans a console password. It is generated when the plan is
// applied, and shown once.
type ConsolePasswordRequest struct {
	KeepAfterSignIn bool `json:"keep_after_sign_in,omitempty" doc:"The user need not choose another password at the next sign-in"`
}

// ConsolePasswordIn is the input of planning a console password.
type ConsolePasswordIn struct {
	IAMNamed
	Body ConsolePasswordRequest
}

// AccessKeyIn names an access key of a user.
type AccessKeyIn struct {
	IAMNamed
	AccessKeyID string `path:"access_key_id" minLength:"16" maxLength:"128" pattern:"^[A-Z0-9]+$" patternDescription:"capital letters and digits"`
}

// AccessKeyStatusRequest plans to switch an access key on or off.
type AccessKeyStatusRequest struct {
	Status string `json:"status" enum:"Active,Inactive"`
}

// AccessKeyStatusIn is the input of planning to switch an access key.
type AccessKeyStatusIn struct {
	AccessKeyIn
	Body AccessKeyStatusRequest
}

// RotateAccessKeyRequest plans one step of replacing an access key.
type RotateAccessKeyRequest struct {
	Step string `json:"step" enum:"create,deactivate,delete" doc:"create makes the second key; when all programs have it, deactivate the old one, look whether anything fails, and delete it"`
}

// RotateAccessKeyIn is the input of planning a step of a rotation.
type RotateAccessKeyIn struct {
	AccessKeyIn
	Body RotateAccessKeyRequest
}

// MFADeviceIn names an MFA device of a user.
type MFADeviceIn struct {
	IAMNamed
	SerialNumber string `query:"serial_number" required:"true" minLength:"9" maxLength:"256" pattern:"^[A-Za-z0-9_=/:,.@+-]+$" doc:"ARN of a virtual device, or the number of a hardware one"`
}

// IAMTagsRequest plans to set and remove tags.
type IAMTagsRequest struct {
	Set    map[string]string `json:"set,omitempty"`
	Remove []string          `json:"remove,omitempty" maxItems:"50"`
}

// IAMTagsIn is the input of planning tags.
type IAMTagsIn struct {
	IAMNamed
	Body IAMTagsRequest
}

// PermissionsBoundaryRequest plans a permissions boundary.
type PermissionsBoundaryRequest struct {
	PolicyArn string `json:"policy_arn" minLength:"20" maxLength:"2048" doc:"A managed policy"`
}

// PermissionsBoundaryIn is the input of planning a permissions boundary.
type PermissionsBoundaryIn struct {
	IAMNamed
	Body PermissionsBoundaryRequest
}

// InlinePolicyIn names an inline policy.
type InlinePolicyIn struct {
	IAMNamed
	PolicyName string `path:"policy_name" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
}

// IAMDocumentRequest carries a policy document.
type IAMDocumentRequest struct {
	Document json.RawMessage `json:"document" doc:"A JSON object, or a string that holds JSON text, which is sent as it is written"`
}

// PutInlinePolicyIn is the input of planning an inline policy.
type PutInlinePolicyIn struct {
	InlinePolicyIn
	Body IAMDocumentRequest
}

// GroupMemberIn names a user as a member of a group.
type GroupMemberIn struct {
	IAMNamed
	UserName string `path:"user_name" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
}

// CreateIAMGroupRequest plans a new group.
type CreateIAMGroupRequest struct {
	GroupName string `json:"group_name" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
	Path      string `json:"path,omitempty" maxLength:"512"`
}

// CreateIAMGroupIn is the input of planning a new group.
type CreateIAMGroupIn struct {
	OnAWS
	Body CreateIAMGroupRequest
}

// CreateIAMRoleRequest plans a new role.
type CreateIAMRoleRequest struct {
	RoleName               string            `json:"role_name" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
	Path                   string            `json:"path,omitempty" maxLength:"512"`
	TrustPolicy            json.RawMessage   `json:"trust_policy" doc:"A JSON object, or a string that holds JSON text, which is sent as it is written"`
	Description            string            `json:"description,omitempty" maxLength:"1000"`
	MaxSessionDuration     int               `json:"max_session_duration,omitempty" minimum:"3600" maximum:"43200" doc:"Seconds; 3600 when left out"`
	PermissionsBoundaryArn string            `json:"permissions_boundary_arn,omitempty" maxLength:"2048"`
	Tags                   map[string]string `json:"tags,omitempty"`
}

// CreateIAMRoleIn is the input of planning a new role.
type CreateIAMRoleIn struct {
	OnAWS
	Body CreateIAMRoleRequest
}

// UpdateIAMRoleRequest plans changes of a role. What is left out stays as it is.
type UpdateIAMRoleRequest struct {
	Description        *string         `json:"description,omitempty" maxLength:"1000"`
	MaxSessionDuration int             `json:"max_session_duration,omitempty" minimum:"3600" maximum:"43200" doc:"Seconds"`
	TrustPolicy        json.RawMessage `json:"trust_policy,omitempty" doc:"A JSON object, or a string that holds JSON text, which is sent as it is written"`
}

// UpdateIAMRoleIn is the input of planning changes of a role.
type UpdateIAMRoleIn struct {
	IAMNamed
	Body UpdateIAMRoleRequest
}

// CreateInstanceProfileRequest plans a new instance profile.
type CreateInstanceProfileRequest struct {
	InstanceProfileName string `json:"instance_profile_name" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
	Path                string `json:"path,omitempty" maxLength:"512"`
	RoleName            string `json:"role_name,omitempty" maxLength:"64" pattern:"^[A-Za-z0-9_+=,.@-]*$" doc:"Put into it at once"`
	// Tags are those of the new instance profile.
	Tags map[string]string `json:"tags,omitempty"`
}

// CreateInstanceProfileIn is the input of planning a new instance profile.
type CreateInstanceProfileIn struct {
	OnAWS
	Body CreateInstanceProfileRequest
}

// InstanceProfileRoleIn names a role of an instance profile.
type InstanceProfileRoleIn struct {
	IAMNamed
	RoleName string `path:"role_name" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
}

// IAMPolicyArn names a managed policy. ARNs hold slashes, so they do not stand in
// the path.
type IAMPolicyArn struct {
	OnAWS
	PolicyArn string `query:"policy_arn" required:"true" minLength:"20" maxLength:"2048" pattern:"^arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy/[!-~]+$" patternDescription:"the ARN of a managed policy"`
}

// CreateIAMPolicyRequest plans a new managed policy.
type CreateIAMPolicyRequest struct {
	PolicyName  string            `json:"policy_name" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
	Path        string            `json:"path,omitempty" maxLength:"512"`
	Description string            `json:"description,omitempty" maxLength:"1000" doc:"AWS does not let it be changed later"`
	Document    json.RawMessage   `json:"document" doc:"A JSON object, or a string that holds JSON text, which is sent as it is written"`
	Tags        map[string]string `json:"tags,omitempty"`
	// AttachTo is whom the same plan attaches the policy to.
	AttachTo []AttachPolicyRequest `json:"attach_to,omitempty" maxItems:"20" doc:"Users, groups and roles that the same plan attaches it to"`
}

// CreateIAMPolicyIn is the input of planning a new managed policy.
type CreateIAMPolicyIn struct {
	OnAWS
	Body CreateIAMPolicyRequest
}

// CreateIAMPolicyVersionRequest plans a new version of a managed policy.
type CreateIAMPolicyVersionRequest struct {
	Document    json.RawMessage `json:"document" doc:"A JSON object, or a string that holds JSON text, which is sent as it is written"`
	NotDefault  bool            `json:"not_default,omitempty" doc:"Keep the version in force that is so now"`
	PruneOldest bool            `json:"prune_oldest,omitempty" doc:"Delete the oldest version that is not in force when there are five already, which is AWS's limit"`
}

// CreateIAMPolicyVersionIn is the input of planning a new version.
type CreateIAMPolicyVersionIn struct {
	IAMPolicyArn
	Body CreateIAMPolicyVersionRequest
}

// IAMPolicyVersionIn names a version of a managed policy.
type IAMPolicyVersionIn struct {
	IAMPolicyArn
	VersionID string `path:"version_id" minLength:"2" maxLength:"64" pattern:"^v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?$" patternDescription:"such as v3"`
}

// DeleteIAMPolicyIn names a managed policy to delete.
type DeleteIAMPolicyIn struct {
	IAMPolicyArn
	Force bool `query:"force" doc:"Plan to detach it and delete its other versions, too; the plan lists it first"`
}

// IAMPolicyTagsIn is the input of planning the tags of a managed policy.
type IAMPolicyTagsIn struct {
	IAMPolicyArn
	Body IAMTagsRequest
}

// AttachPolicyRequest names a user, group or role to attach a policy to, or to
// detach it from.
type AttachPolicyRequest struct {
	PrincipalType string `json:"principal_type" enum:"user,group,role"`
	PrincipalName string `json:"principal_name" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
}

// AttachPolicyIn is the input of planning to attach or detach a managed policy.
type AttachPolicyIn struct {
	IAMPolicyArn
	Body AttachPolicyRequest
}

// AccountAliasRequest plans the account's alias.
type AccountAliasRequest struct {
	Alias string `json:"alias" minLength:"3" maxLength:"63" pattern:"^[a-z0-9][a-z0-9-]*[a-z0-9]$" patternDescription:"lower-case letters, digits and single hyphens within"`
}

// AccountAliasIn is the input of planning the account's alias.
type AccountAliasIn struct {
	OnAWS
	Body AccountAliasRequest
}

// PasswordPolicyRequest plans changes of the password policy. What is left out stays
// as it is, although AWS itself would set it back.
type PasswordPolicyRequest struct {
	MinimumPasswordLength      *int  `json:"minimum_password_length,omitempty" minimum:"6" maximum:"128"`
	RequireSymbols             *bool `json:"require_symbols,omitempty"`
	RequireNumbers             *bool `json:"require_numbers,omitempty"`
	RequireUppercaseCharacters *bool `json:"require_uppercase_characters,omitempty"`
	RequireLowercaseCharacters *bool `json:"require_lowercase_characters,omitempty"`
	AllowUsersToChangePassword *bool `json:"allow_users_to_change_password,omitempty"`
	MaxPasswordAge             *int  `json:"max_password_age,omitempty" minimum:"0" maximum:"1095" doc:"Days; 0: passwords do not expire"`
	PasswordReusePrevention    *int  `json:"password_reuse_prevention,omitempty" minimum:"0" maximum:"24" doc:"How many earlier passwords cannot be used again; 0: none"`
	HardExpiry                 *bool `json:"hard_expiry,omitempty" doc:"Somebody whose password has expired cannot set a new one"`
}

// PasswordPolicyIn is the input of planning changes of the password policy.
type PasswordPolicyIn struct {
	OnAWS
	Body PasswordPolicyRequest
}

// BoundarySetRequest sets a permissions boundary, in the shape of the earlier system.
type BoundarySetRequest struct {
	ResourceType      string `json:"resource_type" enum:"user,role"`
	ResourceName      string `json:"resource_name" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
	BoundaryPolicyArn string `json:"boundary_policy_arn" minLength:"20" maxLength:"2048"`
}

// BoundarySetIn is the input of the earlier system's permissions-boundary/set.
type BoundarySetIn struct {
	OnAWS
	Body BoundarySetRequest
}

// BoundaryDeleteRequest removes a permissions boundary, in the shape of the earlier
// system.
type BoundaryDeleteRequest struct {
	ResourceType string `json:"resource_type" enum:"user,role"`
	ResourceName string `json:"resource_name" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
}

// BoundaryDeleteIn is the input of the earlier system's permissions-boundary/delete.
type BoundaryDeleteIn struct {
	OnAWS
	Body BoundaryDeleteRequest
}

// BoundaryPlanned is the earlier system's answer, with the plan that has yet to be
// applied.
type BoundaryPlanned struct {
	Success           bool    `json:"success" doc:"The change was planned; it happens when the plan is applied"`
	Message           string  `json:"message"`
	ResourceType      string  `json:"resource_type"`
	ResourceName      string  `json:"resource_name"`
	BoundaryPolicyArn *string `json:"boundary_policy_arn"`
	Plan              Plan    `json:"plan"`
}
