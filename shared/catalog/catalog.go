// Package catalog knows what AWS publishes about the vocabulary of IAM: every service prefix, its actions with their
// access levels, the resource types they take, and the condition keys that apply.
//
// The data is a snapshot of AWS's "Service Authorization Reference", embedded in the program and read one service at a
// time: nothing is decoded until a service is first looked up. What Lookup returns is shared between callers and must
// not be changed. Every function is safe for concurrent use.
//
// `make gen-catalog` renews the snapshot (see the folder gen); Info tells its date and source.
package catalog

import "strings"

// AccessLevel is the class AWS gives an action ("Understanding access level summaries within policy summaries", IAM
// User Guide). Each action has exactly one; where AWS publishes two ("Tagging, Write") it is the narrower class.
type AccessLevel string

// The five access levels.
const (
	List                  AccessLevel = "List"
	Read                  AccessLevel = "Read"
	Write                 AccessLevel = "Write"
	PermissionsManagement AccessLevel = "Permissions management"
	Tagging               AccessLevel = "Tagging"
)

// Service is one service prefix, with everything sorted by name without regard to case.
type Service struct {
	// Prefix is what stands before the colon in an action, in lower case: "s3".
	Prefix string `json:"prefix"`
	// Name is the service's name as AWS writes it: "Amazon S3".
	Name string `json:"name"`
	// RCPSupported tells whether resource control policies can name the service's actions ("Resource control policies
	// (RCPs)", AWS Organizations User Guide: list of services that support RCPs).
	RCPSupported bool `json:"rcp_supported,omitempty"`

	Actions       []Action       `json:"actions,omitempty"`
	ResourceTypes []ResourceType `json:"resource_types,omitempty"`
	ConditionKeys []ConditionKey `json:"condition_keys,omitempty"`

	templated []int // condition keys with a variable part, by index
}

// Action is one operation that a policy can allow or deny.
type Action struct {
	// Name has no prefix and the case AWS writes: "GetObject".
	Name        string      `json:"name"`
	Level       AccessLevel `json:"access_level"`
	Description string      `json:"description,omitempty"`
	// Resources are the resource types the action can be limited to; empty when only "*" works.
	Resources []ActionResource `json:"resources,omitempty"`
	// ConditionKeys apply to the action whatever its resource; some are global keys (aws:…).
	ConditionKeys []string `json:"condition_keys,omitempty"`
	// DependentActions are needed too for the action to succeed, as "prefix:Name".
	DependentActions []string `json:"dependent_actions,omitempty"`
	// PermissionOnly is true for actions that no API operation stands for, such as iam:PassRole.
	PermissionOnly bool `json:"permission_only,omitempty"`
}

// ActionResource is a resource type as one action takes it.
type ActionResource struct {
	// Name is that of one of the service's resource types.
	Name string `json:"name"`
	// Required is true where AWS marks the type with an asterisk: a policy that lists ARNs must cover it.
	Required bool `json:"required,omitempty"`
	// ConditionKeys apply to the action with this type of resource.
	ConditionKeys []string `json:"condition_keys,omitempty"`
	// DependentActions are needed too when this type of resource is involved.
	DependentActions []string `json:"dependent_actions,omitempty"`
}

// ResourceType is a kind of resource that policies can name by ARN.
type ResourceType struct {
	Name string `json:"name"`
	// ARN is the pattern as published: "arn:${Partition}:s3:::${BucketName}/${ObjectName}". For a few types AWS
	// publishes several patterns, separated by a comma and a space: see ARNs.
	ARN string `json:"arn"`
	// ConditionKeys can be used with any action on this type.
	ConditionKeys []string `json:"condition_keys,omitempty"`
}

// ARNs are the patterns that an ARN of this type may follow; nearly always one.
func (t *ResourceType) ARNs() []string { return strings.Split(t.ARN, ", ") }

// ConditionKey is a key of the request's context that a Condition element can test.
type ConditionKey struct {
	// Name is the key as published; a variable part is written ${TagKey} or <key>.
	Name string `json:"name"`
	// Type is String, ARN, Numeric, Bool, Date, IPAddress or Binary, with "ArrayOf" before it for multivalued keys.
	Type        string `json:"type"`
	Description string `json:"description,omitempty"`
}

// Multivalued tells whether a request can carry several values for the key, so that a policy should use a set operator
// (ForAnyValue, ForAllValues) with it.
func (k *ConditionKey) Multivalued() bool { return strings.HasPrefix(k.Type, arrayOf) }

// ElementType is the type of one value: Type without "ArrayOf".
func (k *ConditionKey) ElementType() string { return strings.TrimPrefix(k.Type, arrayOf) }

const arrayOf = "ArrayOf"

// Summary describes the snapshot.
type Summary struct {
	// Date is the day of the newest source, as YYYY-MM-DD.
	Date string `json:"date"`
	// Sources names where the data comes from, newest first.
	Sources []string `json:"sources"`
	// Counts over all services.
	Services      int `json:"services"`
	Actions       int `json:"actions"`
	ResourceTypes int `json:"resource_types"`
	ConditionKeys int `json:"condition_keys"`
}
