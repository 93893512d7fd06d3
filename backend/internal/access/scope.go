// Package access decides who may do what, once, at the door.
//
// A Scope is proof of access: its fields are private and only a Guard fills
// one, so a store method that asks for a Scope cannot be reached by a path
// that forgot to check.
package access

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

// The faults of access.
var (
	ErrSignIn    = fault.Declare(fault.Unauthenticated, "access.sign_in", "Sign in first: this needs a valid access token.")
	ErrForbidden = fault.Declare(fault.Forbidden, "access.forbidden", "Your role in this workspace does not allow that.")
	ErrNoSuch    = fault.Declare(fault.NotFound, "access.workspace_not_found", "There is no such workspace.")
	ErrMFA       = fault.Declare(fault.Forbidden, "access.mfa_required", "This workspace asks for two-factor sign-in. Turn it on in your settings, or sign in again with a code.")
	ErrToken     = fault.Declare(fault.Forbidden, "access.token_scope", "This token is not good for that.")
	ErrSession   = fault.Declare(fault.Forbidden, "access.session_needed", "A personal access token cannot do that. Sign in with your password.")
	ErrNoScope   = fault.Declare(fault.Internal, "access.no_scope", "Something went wrong on our side. It has been logged; quote the request id when you report it.")
)

type kind uint8

const (
	none      kind = iota // the zero Scope: proves nothing
	public                // nobody in particular; no rows of a user or workspace
	self                  // one signed-in person and what is theirs alone
	workspace             // one person (or system job) in one workspace
)

// Scope is proof of access. The zero Scope proves nothing, and every store
// refuses it.
type Scope struct {
	kind      kind
	actor     Actor
	workspace int64
	role      Role
}

// Actor is who the scope was made for.
func (s Scope) Actor() Actor { return s.actor }

// Role is what the actor is in the workspace.
func (s Scope) Role() Role { return s.role }

// Allow refuses what the actor's role does not allow, and what a personal access
// token is not good for. The permission of a route was checked when its scope was
// made; operations that take more of them ask for each.
func (s Scope) Allow(p Permission) error {
	if !s.role.May(p) {
		return ErrForbidden.Saying("Your role in this workspace (%s) does not allow that: it takes the permission %s.", s.role, p)
	}
	if g := s.actor.Grant; g != nil && !g.Permissions[p] {
		return ErrToken.Saying("This token is not good for that: it takes the scope %s.", p)
	}
	return nil
}

// Valid refuses the zero Scope.
func (s Scope) Valid() error {
	if s.kind == none {
		return ErrNoScope
	}
	return nil
}

// User is the signed-in person's id; a scope without one is refused.
func (s Scope) User() (int64, error) {
	if s.kind < self || s.actor.UserID <= 0 {
		return 0, ErrNoScope
	}
	return s.actor.UserID, nil
}

// Workspace is the workspace's id; a scope without one is refused.
func (s Scope) Workspace() (int64, error) {
	if s.kind != workspace || s.workspace <= 0 {
		return 0, ErrNoScope
	}
	return s.workspace, nil
}

// Membership is what a person is in a workspace, and what it asks of them.
type Membership struct {
	Role       Role
	RequireMFA bool // only sessions that have shown a second factor may enter
}

// Memberships is what the guard needs to know of teams.
type Memberships interface {
	// MembershipOf is the user's membership of the workspace, or ErrNoSuch
	// when the user is no member or the workspace does not exist.
	MembershipOf(ctx context.Context, userID, workspaceID int64) (Membership, error)
}

// Guard is the only maker of scopes.
type Guard struct{ members Memberships }

// NewGuard makes a guard that asks members for roles.
func NewGuard(members Memberships) *Guard { return &Guard{members: members} }

// Public makes the scope of an operation that anybody may call.
func (g *Guard) Public(a Actor) Scope { return Scope{kind: public, actor: a} }

// Self makes the scope of what is the signed-in person's own. A personal access
// token is not the person: it changes no password and makes no other token.
func (g *Guard) Self(a Actor) (Scope, error) {
	if a.Grant != nil {
		return Scope{}, ErrSession
	}
	return g.SelfOrToken(a)
}

// SelfOrToken makes the scope of what a person's tokens may see of them, too:
// who they are, and which workspaces they have.
func (g *Guard) SelfOrToken(a Actor) (Scope, error) {
	if !a.SignedIn() {
		return Scope{}, ErrSignIn
	}
	return Scope{kind: self, actor: a}, nil
}

// Enter makes the scope of a workspace after checking membership and
// permission. id 0 means the actor's default workspace. Somebody else's
// workspace and a missing one are the same ErrNoSuch.
func (g *Guard) Enter(ctx context.Context, a Actor, id int64, p Permission) (Scope, error) {
	if !a.SignedIn() {
		return Scope{}, ErrSignIn
	}
	if id == 0 {
		id = a.DefaultWorkspace
	}
	if a.Grant != nil && a.Grant.Workspace != 0 && a.Grant.Workspace != id {
		return Scope{}, ErrNoSuch
	}
	m, err := g.members.MembershipOf(ctx, a.UserID, id)
	if err != nil {
		return Scope{}, err
	}
	if m.RequireMFA && !a.MFA {
		return Scope{}, ErrMFA
	}
	sc := Scope{kind: workspace, actor: a, workspace: id, role: m.Role}
	if err := sc.Allow(p); err != nil {
		return Scope{}, err
	}
	return sc, nil
}

// Invited makes the scope in which whoever has the secret of an invitation to a
// workspace looks at it and accepts it: it has no role. Only the teams room has
// a use for it, and checks the invitation within it before anything else.
func (g *Guard) Invited(a Actor, workspaceID int64) (Scope, error) {
	if workspaceID <= 0 {
		return Scope{}, ErrNoSuch
	}
	return Scope{kind: workspace, actor: a, workspace: workspaceID}, nil
}

// Personal makes the scope of a workspace that the person has as its owner, as
// the caller has just read or made so: the personal one, in which an account's
// own events are recorded, or one that is being made. Only the accounts and
// teams rooms have a use for it.
func (g *Guard) Personal(a Actor, workspaceID int64) (Scope, error) {
	if !a.SignedIn() || workspaceID <= 0 {
		return Scope{}, ErrSignIn
	}
	return Scope{kind: workspace, actor: a, workspace: workspaceID, role: Owner}, nil
}

// System makes the scope of a named system job in one workspace.
func (g *Guard) System(name string, workspaceID int64) Scope {
	return Scope{kind: workspace, actor: Actor{System: name}, workspace: workspaceID, role: Owner}
}

// OnBehalf makes the scope in which a named job of the system goes on with what a
// person has begun in a workspace: as the person, whose membership must still
// allow it, with these permissions and no others. Somebody who is no member any
// more gets ErrNoSuch.
func (g *Guard) OnBehalf(ctx context.Context, job string, a Actor, workspaceID int64, permissions ...Permission) (Scope, error) {
	if job == "" || !a.SignedIn() {
		return Scope{}, ErrSignIn
	}
	m, err := g.members.MembershipOf(ctx, a.UserID, workspaceID)
	if err != nil {
		return Scope{}, err
	}
	grant := &Grant{Workspace: workspaceID, Permissions: make(map[Permission]bool, len(permissions))}
	if a.Grant != nil {
		grant.TokenID = a.Grant.TokenID
	}
	for _, p := range permissions {
		grant.Permissions[p] = true
	}
	a.System, a.Grant = job, grant
	sc := Scope{kind: workspace, actor: a, workspace: workspaceID, role: m.Role}
	for _, p := range permissions {
		if err := sc.Allow(p); err != nil {
			return Scope{}, err
		}
	}
	return sc, nil
}
