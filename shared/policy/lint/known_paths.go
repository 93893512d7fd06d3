package lint

import "slices"

// EscalationPath is a known way to gain permissions one was not given.
type EscalationPath struct {
	// ID is the identifier of the path on pathfinding.cloud, such as "lambda-001".
	ID string
	// Category is how the path works; see the constants.
	Category EscalationCategory
	// Permissions are the actions that open it, in AWS's spelling.
	Permissions []string
	// PassedTo are the service principals that a role is given to on the path, from
	// the service's guide; empty for paths within IAM and STS.
	PassedTo []string
	// LearnMore is the address of the path's description.
	LearnMore string
}

// EscalationCategory is how a path gains permissions.
type EscalationCategory string

// The categories of paths.
const (
	NewPassRole     EscalationCategory = "new_passrole"     // gives a role to a new resource that runs its code
	ExistingRole    EscalationCategory = "existing_role"    // takes over a resource that has a role
	SelfEscalation  EscalationCategory = "self_escalation"  // changes its own permissions
	PrincipalAccess EscalationCategory = "principal_access" // takes over another principal
)

var categoryNames = [...]EscalationCategory{NewPassRole, ExistingRole, SelfEscalation, PrincipalAccess}

// EscalationPaths lists the known paths by identifier. The slice is the caller's.
func EscalationPaths() []EscalationPath {
	out := make([]EscalationPath, 0, len(escalationPaths))
	for _, p := range escalationPaths {
		service := p.service()
		out = append(out, EscalationPath{
			ID: p.id, Category: categoryNames[p.category], Permissions: display(p.permissions),
			PassedTo: slices.Clone(passedTo[service]), LearnMore: escalationCodes[0].LearnMore + p.id,
		})
	}
	return out
}

// service is the service whose resources the path uses: those of EC2 for paths that
// reach into an instance.
func (p *escalationPath) service() string {
	for i := range p.id {
		if p.id[i] == '-' {
			switch s := p.id[:i]; s {
			case "ec2instanceconnect", "ssm":
				return "ec2"
			default:
				return s
			}
		}
	}
	return p.id
}
