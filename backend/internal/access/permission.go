package access

//go:generate go run ../../cmd/permissions

// Permission is the right to do one kind of thing in a workspace.
type Permission string

// Every permission there is. Names are room.verb.
const (
	VaultRead     Permission = "vault.read"
	VaultUse      Permission = "vault.use"
	VaultWrite    Permission = "vault.write"
	AuditRead     Permission = "audit.read"
	PoliciesUse   Permission = "policies.use"
	PoliciesWrite Permission = "policies.write"
	IAMRead       Permission = "iam.read"
	IAMPlan       Permission = "iam.plan"
	IAMWrite      Permission = "iam.write"

	OrganizationsRead  Permission = "organizations.read"
	OrganizationsPlan  Permission = "organizations.plan"
	IdentityCenterRead Permission = "identitycenter.read"
	IdentityCenterPlan Permission = "identitycenter.plan"

	JobsRead       Permission = "jobs.read"
	JobsWrite      Permission = "jobs.write"
	FindingsRead   Permission = "findings.read"
	FindingsWrite  Permission = "findings.write"
	UsageRead      Permission = "usage.read"
	MonitoringRead Permission = "monitoring.read"
	MonitoringRun  Permission = "monitoring.run"
	WorkspaceRead  Permission = "workspaces.read"
	WorkspaceWrite Permission = "workspaces.write"
	WorkspaceOwn   Permission = "workspaces.own"
	MembersWrite   Permission = "members.write"
)

// Described is a permission with what it lets somebody do.
type Described struct {
	Permission Permission
	Meaning    string
}

// Permissions lists every permission, by room.
func Permissions() []Described {
	return []Described{
		{VaultRead, "see the workspace's AWS credentials, without their secrets"},
		{VaultUse, "make AWS calls with a credential, as far as other permissions go"},
		{VaultWrite, "add, edit and delete credentials"},
		{IAMRead, "read IAM of an AWS account, and the plans of changes"},
		{IAMPlan, "plan changes of an AWS account, which changes nothing yet"},
		{IAMWrite, "apply plans, which changes the AWS account"},
		{OrganizationsRead, "read the organization of an AWS account"},
		{OrganizationsPlan, "plan changes of the organization's policies, which changes nothing yet"},
		{IdentityCenterRead, "read IAM Identity Center: people, groups, permission sets and assignments"},
		{IdentityCenterPlan, "plan changes of IAM Identity Center, which changes nothing yet"},
		{PoliciesUse, "generate, check and simulate policies"},
		{PoliciesWrite, "store and change policies"},
		{FindingsRead, "see the audits of AWS accounts and what they found"},
		{FindingsWrite, "make exceptions from what audits of AWS accounts find"},
		{UsageRead, "see what principals of AWS accounts have used"},
		{MonitoringRead, "see what AWS changed in its services, and which policies that touches"},
		{MonitoringRun, "look now for what AWS changed, and what it means for the policies"},
		{JobsRead, "see the workspace's jobs and their progress"},
		{JobsWrite, "cancel jobs: one's own, and everybody's as an owner or admin"},
		{AuditRead, "read and verify the audit log"},
		{WorkspaceRead, "see the workspace and its members"},
		{WorkspaceWrite, "rename the workspace, and ask its members for two-factor sign-in"},
		{MembersWrite, "invite people, change roles, remove members"},
		{WorkspaceOwn, "hand the workspace over, and delete it with all it holds"},
	}
}

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

// Roles lists the roles, from most to least.
func Roles() []Role { return []Role{Owner, Admin, Operator, Auditor, Viewer} }

// table is the one place that says which role may do what.
var table = map[Role]map[Permission]bool{
	Owner: set(VaultRead, VaultUse, VaultWrite, AuditRead, PoliciesUse, PoliciesWrite, IAMRead, IAMPlan, IAMWrite, OrganizationsRead, OrganizationsPlan, IdentityCenterRead, IdentityCenterPlan,
		FindingsRead, FindingsWrite, UsageRead, MonitoringRead, MonitoringRun, JobsRead, JobsWrite, WorkspaceRead, WorkspaceWrite, MembersWrite, WorkspaceOwn),
	Admin: set(VaultRead, VaultUse, VaultWrite, AuditRead, PoliciesUse, PoliciesWrite, IAMRead, IAMPlan, IAMWrite, OrganizationsRead, OrganizationsPlan, IdentityCenterRead, IdentityCenterPlan,
		FindingsRead, FindingsWrite, UsageRead, MonitoringRead, MonitoringRun, JobsRead, JobsWrite, WorkspaceRead, WorkspaceWrite, MembersWrite),
	Operator: set(VaultRead, VaultUse, PoliciesUse, PoliciesWrite, IAMRead, IAMPlan, OrganizationsRead, OrganizationsPlan, IdentityCenterRead, IdentityCenterPlan,
		FindingsRead, UsageRead, MonitoringRead, MonitoringRun, JobsRead, JobsWrite, WorkspaceRead),
	Auditor: set(VaultRead, AuditRead, PoliciesUse, FindingsRead, UsageRead, MonitoringRead, JobsRead, WorkspaceRead),
	Viewer:  set(PoliciesUse, MonitoringRead, WorkspaceRead),
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
