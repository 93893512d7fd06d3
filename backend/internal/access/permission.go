package access

// Permission is the right to do one kind of thing in a workspace.
type Permission string

// Every permission there is. Names are room.verb.
const (
	VaultRead     Permission = "vault.read"      // see credentials, without their secrets
	VaultUse      Permission = "vault.use"       // make AWS calls with a credential
	VaultWrite    Permission = "vault.write"     // add, edit, delete credentials
	AuditRead     Permission = "audit.read"      // read and verify the audit log
	PoliciesUse   Permission = "policies.use"    // generate, check, simulate
	PoliciesWrite Permission = "policies.write"  // store and change policies
	IAMRead       Permission = "iam.read"        // read IAM through AWS
	WorkspaceRead Permission = "workspaces.read" // see the workspace and its members
)

// Role is what a member is in a workspace.
type Role string

// The roles, from most to least.
const (
	Owner    Role = "owner"
	Admin    Role = "admin"
	Operator Role = "operator"
	Auditor  Role = "auditor"
	Viewer   Role = "viewer"
)

// table is the one place that says which role may do what.
var table = map[Role]map[Permission]bool{
	Owner:    set(VaultRead, VaultUse, VaultWrite, AuditRead, PoliciesUse, PoliciesWrite, IAMRead, WorkspaceRead),
	Admin:    set(VaultRead, VaultUse, VaultWrite, AuditRead, PoliciesUse, PoliciesWrite, IAMRead, WorkspaceRead),
	Operator: set(VaultRead, VaultUse, PoliciesUse, PoliciesWrite, IAMRead, WorkspaceRead),
	Auditor:  set(VaultRead, AuditRead, PoliciesUse, WorkspaceRead),
	Viewer:   set(PoliciesUse, WorkspaceRead),
}

func set(permissions ...Permission) map[Permission]bool {
	m := make(map[Permission]bool, len(permissions))
	for _, p := range permissions {
		m[p] = true
	}
	return m
}

// May tells whether the role has the permission. An unknown role has none.
func (r Role) May(p Permission) bool { return table[r][p] }

// Valid tells whether the role exists.
func (r Role) Valid() bool { return table[r] != nil }

// Known tells whether some role has the permission, so that a misspelt one is
// found when routes are declared.
func (p Permission) Known() bool { return table[Owner][p] }
