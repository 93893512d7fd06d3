package access

import (
	"context"
	"errors"
	"testing"
)

// memberships knows one person in one workspace.
type memberships struct{ role Role }

func (m memberships) MembershipOf(_ context.Context, userID, workspaceID int64) (Membership, error) {
	if userID != 1 || workspaceID != 10 {
		return Membership{}, ErrNoSuch
	}
	return Membership{Role: m.role}, nil
}

func TestZeroScopeProvesNothing(t *testing.T) {
	var sc Scope
	_, user := sc.User()
	_, workspace := sc.Workspace()
	for what, err := range map[string]error{"valid": sc.Valid(), "user": user, "workspace": workspace} {
		if !errors.Is(err, ErrNoScope) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestEachScopeProvesNoMoreThanItself(t *testing.T) {
	ada := Actor{UserID: 1, DefaultWorkspace: 10}
	g := NewGuard(memberships{Owner})
	self, err := g.Self(ada)
	if err != nil {
		t.Fatal(err)
	}
	entered, err := g.Enter(context.Background(), ada, 0, VaultRead)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		scope           Scope
		user, workspace int64 // 0: refused
	}{
		"public":              {g.Public(Actor{}), 0, 0},
		"public, though told": {g.Public(ada), 0, 0}, // an actor in a public scope is not proved
		"self":                {self, 1, 0},
		"workspace":           {entered, 1, 10},
		"system":              {g.System("rotation", 10), 0, 10},
	} {
		if c.scope.Valid() != nil {
			t.Errorf("%s: %v", name, c.scope.Valid())
		}
		if id, err := c.scope.User(); id != c.user || (err == nil) != (c.user != 0) {
			t.Errorf("%s: user %d, %v", name, id, err)
		}
		if id, err := c.scope.Workspace(); id != c.workspace || (err == nil) != (c.workspace != 0) {
			t.Errorf("%s: workspace %d, %v", name, id, err)
		}
	}
}

func TestEntering(t *testing.T) {
	ada := Actor{UserID: 1, DefaultWorkspace: 10}
	for name, c := range map[string]struct {
		actor     Actor
		role      Role
		workspace int64
		want      error
	}{
		"own":                  {ada, Owner, 10, nil},
		"the default":          {ada, Owner, 0, nil},
		"nobody":               {Actor{}, Owner, 10, ErrSignIn},
		"a system's name":      {Actor{System: "x"}, Owner, 10, ErrSignIn},
		"somebody else's":      {ada, Owner, 11, ErrNoSuch},
		"no default":           {Actor{UserID: 1}, Owner, 0, ErrNoSuch},
		"without the right":    {ada, Viewer, 10, ErrForbidden},
		"a role that is gone":  {ada, Role("janitor"), 10, ErrForbidden},
		"a role that was none": {ada, Role(""), 10, ErrForbidden},
	} {
		sc, err := NewGuard(memberships{c.role}).Enter(context.Background(), c.actor, c.workspace, VaultWrite)
		if !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if err != nil && sc.Valid() == nil {
			t.Errorf("%s: refused, and given a scope", name)
		}
	}
}

// Whoever stands higher may do all that those below may.
func TestRolesAreARow(t *testing.T) {
	for _, pair := range [][2]Role{{Owner, Admin}, {Admin, Operator}, {Admin, Auditor}, {Operator, Viewer}, {Auditor, Viewer}} {
		for permission := range table[pair[1]] {
			if !pair[0].May(permission) {
				t.Errorf("%s may not %s, and %s may", pair[0], permission, pair[1])
			}
		}
	}
	for permission := range table[Owner] {
		if Role("nobody").May(permission) || Role("").May(permission) {
			t.Errorf("a role that is none may %s", permission)
		}
	}
}
