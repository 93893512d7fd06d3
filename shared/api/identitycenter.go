package api

import (
	"encoding/json"
	"time"
)

// ICOverview is IAM Identity Center as the credential's Region has it.
type ICOverview struct {
	Enabled   bool         `json:"enabled" doc:"False when the Region has no instance that the account can see"`
	Region    string       `json:"region" doc:"The Region of the credential, in which was looked"`
	Instances []ICInstance `json:"instances" nullable:"false"`
	Notes     []string     `json:"notes" nullable:"false" doc:"What to do when there is none"`
}

// ICInstance is an instance of IAM Identity Center.
type ICInstance struct {
	Arn             string     `json:"arn"`
	Name            string     `json:"name"`
	IdentityStoreID string     `json:"identity_store_id"`
	OwnerAccountID  string     `json:"owner_account_id"`
	Status          string     `json:"status"`
	CreatedAt       *time.Time `json:"created_at"`
}

// OnIC is the part of an input that says with which credential, and which instance,
// IAM Identity Center is asked.
type OnIC struct {
	OnAWS
	InstanceArn string `query:"instance_arn" maxLength:"224" pattern:"^(arn:[a-z-]+:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16})?$" patternDescription:"the ARN of an instance" doc:"Instance to ask; the only one of the Region when left out"`
}

// ICPermissionSet is a permission set.
type ICPermissionSet struct {
	ID              string     `json:"id" example:"ps-0123456789abcdef"`
	Arn             string     `json:"arn"`
	Name            string     `json:"name"`
	Description     string     `json:"description"`
	SessionDuration string     `json:"session_duration" doc:"ISO 8601" example:"PT1H"`
	RelayState      string     `json:"relay_state"`
	CreatedAt       *time.Time `json:"created_at"`
}

// ICPermissionSetListIn is the input of listing permission sets.
type ICPermissionSetListIn struct {
	OnIC
	Query string `query:"q" maxLength:"100" doc:"Part of the name or description"`
}

// ICPermissionSetList is the instance's permission sets, by name.
type ICPermissionSetList struct {
	Items []ICPermissionSet `json:"items" nullable:"false"`
}

// ICPermissionSetIn names a permission set.
type ICPermissionSetIn struct {
	OnIC
	ID string `path:"permission_set_id" maxLength:"19" pattern:"^ps-[a-zA-Z0-9-.]{16}$" patternDescription:"the id of a permission set, such as ps-0123456789abcdef"`
}

// ICCustomerPolicy is a customer managed policy that each account has for itself.
type ICCustomerPolicy struct {
	Name string `json:"name" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
	Path string `json:"path,omitempty" maxLength:"512" pattern:"^(/[A-Za-z0-9._~@/=+,-]*)?$" patternDescription:"a path that begins with a slash" doc:"/ when left out"`
}

// ICBoundary is the permissions boundary of a permission set: one of both.
type ICBoundary struct {
	ManagedPolicyArn string            `json:"managed_policy_arn,omitempty" maxLength:"2048"`
	CustomerPolicy   *ICCustomerPolicy `json:"customer_policy,omitempty"`
}

// ICPermissionSetDetail is a permission set with all that makes it.
type ICPermissionSetDetail struct {
	ICPermissionSet
	InlinePolicy     json.RawMessage    `json:"inline_policy,omitempty" doc:"Absent when there is none"`
	ManagedPolicies  []string           `json:"managed_policies" nullable:"false" doc:"ARNs"`
	CustomerPolicies []ICCustomerPolicy `json:"customer_policies" nullable:"false"`
	Boundary         *ICBoundary        `json:"boundary,omitempty"`
	Tags             map[string]string  `json:"tags"`
	Accounts         []string           `json:"accounts" nullable:"false" doc:"Accounts that it is provisioned in"`
	Findings         []Finding          `json:"findings" nullable:"false" doc:"What the linter says of the inline policy"`
	Administrator    bool               `json:"administrator" doc:"It allows everything that was tried, among it changing IAM"`
}

// CreateICPermissionSetRequest plans a new permission set. Its policies are added by
// a plan of their own, once it has an id.
type CreateICPermissionSetRequest struct {
	Name            string            `json:"name" minLength:"1" maxLength:"32" pattern:"^[A-Za-z0-9_+=,.@-]+$" patternDescription:"letters, digits and _+=,.@-"`
	Description     string            `json:"description,omitempty" maxLength:"700"`
	SessionDuration string            `json:"session_duration,omitempty" maxLength:"10" doc:"ISO 8601, from PT1H to PT12H; PT1H when left out" example:"PT4H"`
	RelayState      string            `json:"relay_state,omitempty" maxLength:"240"`
	Tags            map[string]string `json:"tags,omitempty"`
}

// CreateICPermissionSetIn is the input of planning a new permission set.
type CreateICPermissionSetIn struct {
	OnIC
	Body CreateICPermissionSetRequest
}

// UpdateICPermissionSetRequest plans what a permission set shall be; what is left
// out stays as it is.
type UpdateICPermissionSetRequest struct {
	Description        *string             `json:"description,omitempty" maxLength:"700"`
	SessionDuration    *string             `json:"session_duration,omitempty" maxLength:"10" doc:"ISO 8601, from PT1H to PT12H"`
	RelayState         *string             `json:"relay_state,omitempty" maxLength:"240"`
	InlinePolicy       json.RawMessage     `json:"inline_policy,omitempty" doc:"The new inline policy"`
	RemoveInlinePolicy bool                `json:"remove_inline_policy,omitempty"`
	ManagedPolicies    *[]string           `json:"managed_policies,omitempty" maxItems:"20" doc:"ARNs of all managed policies that it shall have"`
	CustomerPolicies   *[]ICCustomerPolicy `json:"customer_policies,omitempty" maxItems:"20" doc:"All customer managed policies that it shall have"`
	Boundary           *ICBoundary         `json:"boundary,omitempty"`
	RemoveBoundary     bool                `json:"remove_boundary,omitempty"`
	Tags               *map[string]string  `json:"tags,omitempty" doc:"All tags that it shall have"`
	Provision          bool                `json:"provision,omitempty" doc:"Plan to bring the change to every account that has the permission set, too"`
}

// UpdateICPermissionSetIn is the input of planning a change of a permission set.
type UpdateICPermissionSetIn struct {
	ICPermissionSetIn
	Body UpdateICPermissionSetRequest
}

// ProvisionICRequest plans to bring a permission set to accounts.
type ProvisionICRequest struct {
	AccountID string `json:"account_id,omitempty" maxLength:"12" pattern:"^([0-9]{12})?$" patternDescription:"the 12 digits of an account" doc:"Every account that has it when left out"`
}

// ProvisionICIn is the input of planning to provision a permission set.
type ProvisionICIn struct {
	ICPermissionSetIn
	Body ProvisionICRequest
}

// ICUser is a person of the identity store.
type ICUser struct {
	ID          string `json:"id"`
	UserName    string `json:"user_name"`
	DisplayName string `json:"display_name"`
	GivenName   string `json:"given_name"`
	FamilyName  string `json:"family_name"`
	Email       string `json:"email"`
	Title       string `json:"title,omitempty"`
	External    bool   `json:"external" doc:"Kept by an external identity provider, which would undo changes made here"`
}

// ICGroup is a group of the identity store.
type ICGroup struct {
	ID          string `json:"id"`
	DisplayName string `json:"display_name"`
	Description string `json:"description"`
	External    bool   `json:"external" doc:"Kept by an external identity provider, which would undo changes made here"`
}

// ICListIn is the input of listing people or groups.
type ICListIn struct {
	OnIC
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50" doc:"How many items at most"`
	Cursor string `query:"cursor" maxLength:"8192" doc:"next_cursor of the piece before"`
	Query  string `query:"q" maxLength:"100" doc:"Part of a name or e-mail address"`
}

// ICUserList is a piece of the people. With q a piece may hold fewer than there are
// on later ones.
type ICUserList struct {
	Items      []ICUser `json:"items" nullable:"false"`
	NextCursor string   `json:"next_cursor" doc:"Empty at the end"`
}

// ICGroupList is a piece of the groups.
type ICGroupList struct {
	Items      []ICGroup `json:"items" nullable:"false"`
	NextCursor string    `json:"next_cursor" doc:"Empty at the end"`
}

// ICUserIn names a person.
type ICUserIn struct {
	OnIC
	ID string `path:"user_id" minLength:"1" maxLength:"47" pattern:"^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$" patternDescription:"the id of a user"`
}

// ICGroupIn names a group.
type ICGroupIn struct {
	OnIC
	ID string `path:"group_id" minLength:"1" maxLength:"47" pattern:"^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$" patternDescription:"the id of a group"`
}

// ICUserDetail is a person with groups.
type ICUserDetail struct {
	ICUser
	Groups []ICGroup `json:"groups" nullable:"false"`
}

// ICGroupDetail is a group with its members.
type ICGroupDetail struct {
	ICGroup
	Members []ICUser `json:"members" nullable:"false"`
}

// ICUserRequest plans a new person, or what a person shall be; in a change, what is
// left out stays.
type ICUserRequest struct {
	UserName    string  `json:"user_name,omitempty" maxLength:"128" doc:"Needed for a new person, and never changed"`
	DisplayName *string `json:"display_name,omitempty" minLength:"1" maxLength:"1024"`
	GivenName   *string `json:"given_name,omitempty" minLength:"1" maxLength:"1024"`
	FamilyName  *string `json:"family_name,omitempty" minLength:"1" maxLength:"1024"`
	Email       *string `json:"email,omitempty" minLength:"3" maxLength:"320"`
}

// CreateICUserIn is the input of planning a new person.
type CreateICUserIn struct {
	OnIC
	Body ICUserRequest
}

// UpdateICUserIn is the input of planning a change of a person.
type UpdateICUserIn struct {
	ICUserIn
	Body ICUserRequest
}

// ICGroupRequest plans a new group, or what a group shall be.
type ICGroupRequest struct {
	DisplayName *string `json:"display_name,omitempty" minLength:"1" maxLength:"1024" doc:"Needed for a new group"`
	Description *string `json:"description,omitempty" maxLength:"1024"`
}

// CreateICGroupIn is the input of planning a new group.
type CreateICGroupIn struct {
	OnIC
	Body ICGroupRequest
}

// UpdateICGroupIn is the input of planning a change of a group.
type UpdateICGroupIn struct {
	ICGroupIn
	Body ICGroupRequest
}

// ICMembersRequest plans who joins and leaves a group.
type ICMembersRequest struct {
	Add    []string `json:"add,omitempty" maxItems:"100" doc:"Ids of people"`
	Remove []string `json:"remove,omitempty" maxItems:"100" doc:"Ids of people"`
}

// ICMembersIn is the input of planning who joins and leaves a group.
type ICMembersIn struct {
	ICGroupIn
	Body ICMembersRequest
}

// ICAssignment gives a permission set in an account to a person or group.
type ICAssignment struct {
	AccountID         string `json:"account_id"`
	AccountName       string `json:"account_name,omitempty"`
	PermissionSetID   string `json:"permission_set_id"`
	PermissionSetName string `json:"permission_set_name"`
	PrincipalType     string `json:"principal_type" enum:"USER,GROUP"`
	PrincipalID       string `json:"principal_id"`
	PrincipalName     string `json:"principal_name" doc:"Empty when the person or group is gone"`
}

// ICAssignmentListIn is the input of listing assignments: those of one account, of
// one permission set, or of one person or group.
type ICAssignmentListIn struct {
	OnIC
	AccountID       string `query:"account_id" maxLength:"12" pattern:"^([0-9]{12})?$" patternDescription:"the 12 digits of an account"`
	PermissionSetID string `query:"permission_set_id" maxLength:"19" pattern:"^(ps-[a-zA-Z0-9-.]{16})?$" patternDescription:"the id of a permission set"`
	UserID          string `query:"user_id" maxLength:"47"`
	GroupID         string `query:"group_id" maxLength:"47"`
}

// ICAssignmentList is assignments, by account and permission set.
type ICAssignmentList struct {
	Items []ICAssignment `json:"items" nullable:"false"`
	Notes []string       `json:"notes" nullable:"false" doc:"What could not be read, and why"`
}

// ICAssignRequest plans to give a permission set to somebody in accounts, or to take
// it away.
type ICAssignRequest struct {
	PermissionSetID string   `json:"permission_set_id" maxLength:"19" pattern:"^ps-[a-zA-Z0-9-.]{16}$" patternDescription:"the id of a permission set"`
	PrincipalType   string   `json:"principal_type" enum:"USER,GROUP"`
	PrincipalID     string   `json:"principal_id" minLength:"1" maxLength:"47" pattern:"^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$" patternDescription:"the id of a user or group"`
	AccountIDs      []string `json:"account_ids" minItems:"1" maxItems:"200" nullable:"false"`
}

// ICAssignIn is the input of planning assignments.
type ICAssignIn struct {
	OnIC
	Body ICAssignRequest
}

// ICAccessIn asks what a person can do.
type ICAccessIn struct {
	ICUserIn
	AccountID string `query:"account_id" maxLength:"12" pattern:"^([0-9]{12})?$" patternDescription:"the 12 digits of an account" doc:"Only this account, and in it what each permission set allows, action by action"`
}

// ICAccess is what a person gets by one permission set in one account.
type ICAccess struct {
	AccountID         string   `json:"account_id"`
	AccountName       string   `json:"account_name,omitempty"`
	PermissionSetID   string   `json:"permission_set_id"`
	PermissionSetName string   `json:"permission_set_name"`
	Through           []string `json:"through" nullable:"false" doc:"Names of groups; empty when it is assigned to the person alone"`
	Direct            bool     `json:"direct" doc:"Assigned to the person"`
	SessionDuration   string   `json:"session_duration"`
	Administrator     bool     `json:"administrator" doc:"It allows everything that was tried, among it changing IAM"`
	WhatCan           *WhatCan `json:"what_can,omitempty" doc:"When one account was asked about"`
}

// ICUserAccess is what a person can do where.
type ICUserAccess struct {
	User     ICUser     `json:"user"`
	Accounts int        `json:"accounts" doc:"How many accounts the person gets into"`
	Access   []ICAccess `json:"access" nullable:"false"`
	Notes    []string   `json:"notes" nullable:"false" doc:"What could not be read, and so was not respected"`
}

// ICFinding is something about IAM Identity Center that should be looked at.
type ICFinding struct {
	Code       string   `json:"code" example:"IC_ADMIN_WIDE"`
	Severity   string   `json:"severity" enum:"high,medium,low,info"`
	Title      string   `json:"title"`
	Detail     string   `json:"detail"`
	Subjects   []string `json:"subjects" nullable:"false" doc:"Names of permission sets, people, groups or ids of accounts that it is about"`
	Suggestion string   `json:"suggestion,omitempty"`
}

// ICAudit is what an audit of IAM Identity Center found, the worst first: the result
// of a job of the kind identitycenter.audit.
type ICAudit struct {
	InstanceArn    string      `json:"instance_arn"`
	ReadAt         time.Time   `json:"read_at"`
	PermissionSets int         `json:"permission_sets"`
	Assignments    int         `json:"assignments"`
	Users          int         `json:"users"`
	Groups         int         `json:"groups"`
	Findings       []ICFinding `json:"findings" nullable:"false"`
	Notes          []string    `json:"notes" nullable:"false"`
}
