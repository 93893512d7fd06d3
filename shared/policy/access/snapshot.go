package access

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Snapshot is what is known of an account. The members with capital letters are
// those of "GetAccountAuthorizationDetails" (AWS IAM API Reference); the others are
// ours, all optional.
type Snapshot struct {
	Users    []User          `json:"UserDetailList,omitempty"`
	Groups   []Group         `json:"GroupDetailList,omitempty"`
	Roles    []Role          `json:"RoleDetailList,omitempty"`
	Policies []ManagedPolicy `json:"Policies,omitempty"`

	// AccountID is the account; when empty, it is taken from the ARNs.
	AccountID string `json:"account_id,omitempty"`
	// ManagementAccount is the organization's management account, whose principals
	// SCPs, and whose resources RCPs, do not restrict.
	ManagementAccount string `json:"management_account,omitempty"`
	// OrganizationID is the value of aws:PrincipalOrgID, such as "o-a1b2c3d4e5".
	OrganizationID string `json:"organization_id,omitempty"`
	// ResourcePolicies are the policies of buckets, keys, queues and so on.
	ResourcePolicies []ResourcePolicy `json:"resource_policies,omitempty"`
	// SCPs are the service control policies by level, from the organization's root
	// to the account.
	SCPs [][]eval.Document `json:"scps,omitempty"`
	// RCPs are the resource control policies by level, likewise.
	RCPs [][]eval.Document `json:"rcps,omitempty"`
	// IdentityCenter holds permission sets and who they are assigned to.
	IdentityCenter *IdentityCenter `json:"identity_center,omitempty"`
}

// User is an IAM user ("UserDetail", AWS IAM API Reference).
type User struct {
	Arn                     string
	UserName                string
	UserID                  string         `json:"UserId"`
	UserPolicyList          []InlinePolicy `json:",omitempty"`
	GroupList               []string       `json:",omitempty"`
	AttachedManagedPolicies []Attachment   `json:",omitempty"`
	PermissionsBoundary     *Boundary      `json:",omitempty"`
	Tags                    []Tag          `json:",omitempty"`
	CreateDate              time.Time      `json:",omitzero"`
}

// Group is an IAM group ("GroupDetail", AWS IAM API Reference).
type Group struct {
	Arn                     string
	GroupName               string
	GroupPolicyList         []InlinePolicy `json:",omitempty"`
	AttachedManagedPolicies []Attachment   `json:",omitempty"`
}

// Role is an IAM role ("RoleDetail", AWS IAM API Reference).
type Role struct {
	Arn                      string
	RoleName                 string
	RoleID                   string            `json:"RoleId"`
	AssumeRolePolicyDocument Text              `json:",omitempty"`
	InstanceProfileList      []InstanceProfile `json:",omitempty"`
	RolePolicyList           []InlinePolicy    `json:",omitempty"`
	AttachedManagedPolicies  []Attachment      `json:",omitempty"`
	PermissionsBoundary      *Boundary         `json:",omitempty"`
	Tags                     []Tag             `json:",omitempty"`
	CreateDate               time.Time         `json:",omitzero"`
	// RoleLastUsed is nil when the snapshot does not tell; its LastUsedDate is zero when
	// the role was not used in the tracking period of 400 days ("RoleLastUsed", AWS IAM API
	// Reference).
	RoleLastUsed *RoleLastUsed `json:",omitempty"`
}

// RoleLastUsed tells when and where a role was used last.
type RoleLastUsed struct {
	LastUsedDate time.Time `json:",omitzero"`
	Region       string    `json:",omitempty"`
}

// InstanceProfile is the way an EC2 instance gets a role.
type InstanceProfile struct {
	Arn string
}

// InlinePolicy is a policy that belongs to one user, group or role.
type InlinePolicy struct {
	PolicyName     string
	PolicyDocument Text
}

// Attachment refers to a managed policy.
type Attachment struct {
	PolicyName string
	PolicyArn  string
}

// Boundary refers to the managed policy that is the permissions boundary.
type Boundary struct {
	PermissionsBoundaryArn string
}

// Tag is a tag of a user or role.
type Tag struct {
	Key, Value string
}

// ManagedPolicy is a managed policy with its versions ("ManagedPolicyDetail", AWS
// IAM API Reference).
type ManagedPolicy struct {
	Arn               string
	PolicyName        string
	DefaultVersionID  string          `json:"DefaultVersionId"`
	PolicyVersionList []PolicyVersion `json:",omitempty"`
	CreateDate        time.Time       `json:",omitzero"`
	// AttachmentCount and PermissionsBoundaryUsageCount are what AWS counts; nil when the
	// snapshot does not tell.
	AttachmentCount               *int `json:",omitempty"`
	PermissionsBoundaryUsageCount *int `json:",omitempty"`
}

// PolicyVersion is one version of a managed policy.
type PolicyVersion struct {
	Document         Text
	VersionID        string `json:"VersionId"`
	IsDefaultVersion bool
}

// ResourcePolicy is the policy of one resource.
type ResourcePolicy struct {
	// Resource is the ARN of what the policy is attached to, such as a bucket. It
	// holds for what is in it as well, such as the bucket's objects.
	Resource string `json:"resource"`
	// Account owns the resource, where the ARN does not tell; the snapshot's
	// account when empty.
	Account string `json:"account,omitempty"`
	Policy  Text   `json:"policy"`
}

// IdentityCenter is what IAM Identity Center gives to people in this account
// ("Manage AWS accounts with permission sets", IAM Identity Center User Guide).
type IdentityCenter struct {
	PermissionSets []PermissionSet `json:"permission_sets"`
	Assignments    []Assignment    `json:"assignments"`
}

// PermissionSet is a template for a role in each account that it is assigned in.
type PermissionSet struct {
	Name string `json:"name"`
	Arn  string `json:"arn,omitempty"`
	// ManagedPolicies are ARNs of AWS managed policies, CustomerManagedPolicies
	// names (with path, if it is not "/") of policies in the account.
	ManagedPolicies         []string `json:"managed_policies,omitempty"`
	CustomerManagedPolicies []string `json:"customer_managed_policies,omitempty"`
	InlinePolicy            Text     `json:"inline_policy,omitempty"`
	// PermissionsBoundary is the ARN of a managed policy.
	PermissionsBoundary string `json:"permissions_boundary,omitempty"`
}

// Assignment gives a permission set to a user or group of the directory.
type Assignment struct {
	// PermissionSet is its name or ARN.
	PermissionSet string `json:"permission_set"`
	// PrincipalType is USER or GROUP.
	PrincipalType string `json:"principal_type"`
	PrincipalID   string `json:"principal_id,omitempty"`
	PrincipalName string `json:"principal_name,omitempty"`
	// AccountID is the account the assignment is for; this one when empty.
	AccountID string `json:"account_id,omitempty"`
}

// Text is the JSON text of a policy document. In a snapshot it is the document
// itself, or a string that holds it, plain or URL-encoded as the IAM API returns it.
type Text string

// UnmarshalJSON reads any of the forms.
func (t *Text) UnmarshalJSON(data []byte) error {
	v := jsontext.Value(data)
	switch v.Kind() {
	case '{':
		v = slices.Clone(v)
		if err := v.Compact(); err != nil {
			return err
		}
		*t = Text(v)
		return nil
	case '"':
	default:
		return errors.New("a policy document is a JSON object, or a string that holds one")
	}
	var text string
	if err := json.Unmarshal(v, &text); err != nil {
		return err
	}
	plain, err := Decode(text)
	*t = plain
	return err
}

// Decode gives the text of a policy document that may be URL-encoded.
func Decode(text string) (Text, error) {
	if !strings.HasPrefix(strings.TrimSpace(text), "%7B") {
		return Text(text), nil
	}
	plain, err := url.QueryUnescape(text)
	if err != nil {
		return "", fmt.Errorf("the policy document looks URL-encoded but cannot be decoded: %w", err)
	}
	return Text(plain), nil
}

// MarshalJSON writes the document as an object, or, when it is none, as a string.
func (t Text) MarshalJSON() ([]byte, error) {
	if v := jsontext.Value(t); v.IsValid() && v.Kind() == '{' {
		return v, nil
	}
	return json.Marshal(string(t))
}

// Read reads a snapshot: one JSON object, several one after another (pages, one a
// line), or a list of them. Pages are joined. A member of ours that does not exist
// is an error, because a misspelt section would change answers without a word;
// members that AWS adds are passed over.
func Read(r io.Reader) (*Snapshot, error) {
	in := jsontext.NewDecoder(r)
	out, pages := &Snapshot{}, 0
	list := in.PeekKind() == '['
	if list {
		if _, err := in.ReadToken(); err != nil {
			return nil, fmt.Errorf("the snapshot is not JSON: %w", err)
		}
	}
	for {
		if list && in.PeekKind() == ']' {
			if _, err := in.ReadToken(); err != nil {
				return nil, fmt.Errorf("the snapshot is not JSON: %w", err)
			}
			list = false
		}
		value, err := in.ReadValue()
		if errors.Is(err, io.EOF) && !list {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("the snapshot is not JSON: %w", err)
		}
		if err := out.add(value); err != nil {
			if pages > 0 || list {
				err = fmt.Errorf("page %d: %w", pages+1, err)
			}
			return nil, err
		}
		pages++
	}
	if pages == 0 {
		return nil, errors.New("the snapshot is empty; it is the output of: aws iam get-account-authorization-details")
	}
	return out, nil
}

// pageMembers are the members of a page that must be there in at least one form,
// and ours.
var pageMembers = []string{
	"account_id", "management_account", "organization_id", "resource_policies",
	"scps", "rcps", "identity_center",
}

// add joins a page.
func (s *Snapshot) add(value jsontext.Value) error {
	if value.Kind() != '{' {
		return errors.New("a snapshot is a JSON object with UserDetailList, GroupDetailList, RoleDetailList and Policies")
	}
	if err := checkMembers(value); err != nil {
		return err
	}
	var page Snapshot
	if err := json.Unmarshal(value, &page); err != nil {
		return readable(err)
	}
	return s.Join(&page)
}

// Join adds another page of the same snapshot. What may stand on one page only must
// not be on both.
func (s *Snapshot) Join(page *Snapshot) error {
	s.Users = append(s.Users, page.Users...)
	s.Groups = append(s.Groups, page.Groups...)
	s.Roles = append(s.Roles, page.Roles...)
	s.Policies = append(s.Policies, page.Policies...)
	s.ResourcePolicies = append(s.ResourcePolicies, page.ResourcePolicies...)
	for _, f := range []struct {
		name     string
		to, from *string
	}{
		{"account_id", &s.AccountID, &page.AccountID},
		{"management_account", &s.ManagementAccount, &page.ManagementAccount},
		{"organization_id", &s.OrganizationID, &page.OrganizationID},
	} {
		if *f.from != "" && *f.to != "" && *f.from != *f.to {
			return fmt.Errorf("%s is %q here and %q on an earlier page", f.name, *f.from, *f.to)
		}
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	switch {
	case page.SCPs != nil && s.SCPs != nil, page.RCPs != nil && s.RCPs != nil, page.IdentityCenter != nil && s.IdentityCenter != nil:
		return errors.New("scps, rcps and identity_center may stand on one page only")
	}
	if page.SCPs != nil {
		s.SCPs = page.SCPs
	}
	if page.RCPs != nil {
		s.RCPs = page.RCPs
	}
	if page.IdentityCenter != nil {
		s.IdentityCenter = page.IdentityCenter
	}
	return nil
}

// checkMembers looks for misspelt members, and for something that is no snapshot.
func checkMembers(value jsontext.Value) error {
	in := jsontext.NewDecoder(bytes.NewReader(value))
	if _, err := in.ReadToken(); err != nil {
		return err
	}
	known := false
	for in.PeekKind() != '}' {
		token, err := in.ReadToken()
		if err != nil {
			return err
		}
		name := token.String()
		switch {
		case slices.Contains(pageMembers, name), strings.HasSuffix(name, "DetailList"), name == "Policies":
			known = true
		case name != "" && name[0] >= 'a' && name[0] <= 'z':
			return fmt.Errorf("the snapshot has a member %q, which does not exist; beside AWS's own there are %s", name, strings.Join(pageMembers, ", "))
		}
		if err := in.SkipValue(); err != nil {
			return err
		}
	}
	if !known {
		return errors.New("this is no snapshot: it has none of UserDetailList, GroupDetailList, RoleDetailList and Policies; it is the output of: aws iam get-account-authorization-details")
	}
	return nil
}

// readable names the place of an error as a path in the snapshot.
func readable(err error) error {
	var semantic *json.SemanticError
	if !errors.As(err, &semantic) {
		return err
	}
	place := strings.TrimPrefix(strings.ReplaceAll(string(semantic.JSONPointer), "/", "."), ".")
	switch {
	case place == "":
		return err
	case semantic.Err != nil:
		return fmt.Errorf("%s: %w", place, semantic.Err)
	}
	return fmt.Errorf("%s: a %s does not belong here", place, semantic.JSONKind)
}
