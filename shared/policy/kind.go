package policy

import "fmt"

// Kind says where a policy is used, which decides the elements it may hold and
// what they mean. See "Policies and permissions in AWS Identity and Access
// Management" in the IAM User Guide.
type Kind string

// The kinds of policy.
const (
	KindIdentity Kind = "identity" // attached to a user, group, role or permission set
	KindResource Kind = "resource" // attached to a resource: bucket, queue, key …
	KindTrust    Kind = "trust"    // a role's trust policy: who may assume it
	KindSCP      Kind = "scp"      // an AWS Organizations service control policy
	KindRCP      Kind = "rcp"      // an AWS Organizations resource control policy
	KindBoundary Kind = "boundary" // a permissions boundary of a user or role
	KindSession  Kind = "session"  // passed when a session is made, caps that session
)

// Kinds returns every kind, in the order in which they are documented here.
func Kinds() []Kind {
	return []Kind{KindIdentity, KindResource, KindTrust, KindSCP, KindRCP, KindBoundary, KindSession}
}

// ParseKind returns the kind with the given name, or an error that lists the
// names there are.
func ParseKind(name string) (Kind, error) {
	for _, k := range Kinds() {
		if string(k) == name {
			return k, nil
		}
	}
	return "", fmt.Errorf("unknown policy kind %q: use one of %v", name, Kinds())
}

// HasPrincipal reports whether statements of this kind name a principal.
// Resource policies and trust policies must; a resource control policy must
// name everyone; the other kinds must not name any.
func (k Kind) HasPrincipal() bool {
	return k == KindResource || k == KindTrust || k == KindRCP
}

// IsIdentityLike reports whether the kind follows the grammar of identity-based
// policies: no principal, a resource in every statement.
func (k Kind) IsIdentityLike() bool {
	return k == KindIdentity || k == KindBoundary || k == KindSession
}
