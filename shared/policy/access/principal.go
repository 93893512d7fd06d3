package access

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// PrincipalType is what a principal of a snapshot is.
type PrincipalType string

// The types of principal.
const (
	TypeUser PrincipalType = "user"
	TypeRole PrincipalType = "role"
)

// Principal is a user or role of the account.
type Principal struct {
	ARN  string
	Type PrincipalType
	Name string
	// ID is the unique id, such as AIDA… of a user or AROA… of a role; may be empty.
	ID   string
	Tags map[string]string // by lower-case key
	// Groups are the names of the user's groups.
	Groups []string
	// InstanceProfile tells that EC2 instances can be given the role.
	InstanceProfile bool
	// AssignedTo tells, of a role that IAM Identity Center made, who may use it.
	AssignedTo []string

	number   int // place in Account.principals
	identity []attached
	boundary *attached
	trust    *document // of a role
	// missing are ARNs of policies that apply to the principal and are not known.
	missing         []string
	direct          int // how many of them are attached to it, not to its groups
	missingBoundary string
	sessionTags     bool // whoever assumes the role may be allowed to pass tags
	who             *eval.Principal
}

// attached is a policy where it is attached.
type attached struct {
	*document
	id string // ARN of a managed policy, name of an inline one
	to string // ARN of the user, role or group
}

// isServiceLinked reports whether only an AWS service uses the role ("Service-linked
// roles", IAM User Guide: path /aws-service-role/).
func (p *Principal) isServiceLinked() bool {
	return p.Type == TypeRole && strings.Contains(p.ARN, ":role/aws-service-role/")
}

// ssoName gives the name of the permission set behind a role that IAM Identity
// Center made, or "" ("Referencing permission sets in resource policies", IAM
// Identity Center User Guide: AWSReservedSSO_name_suffix).
func ssoName(role string) string {
	rest, ok := strings.CutPrefix(role, "AWSReservedSSO_")
	i := strings.LastIndexByte(rest, '_')
	if !ok || i < 0 {
		return ""
	}
	return rest[:i]
}

// Unresolved lists the ARNs of the policies that apply to the principal but are
// neither in the snapshot nor among the AWS managed policies of the catalog.
func (p *Principal) Unresolved() []string {
	out := append([]string(nil), p.missing...)
	if p.missingBoundary != "" {
		out = append(out, p.missingBoundary)
	}
	return out
}
