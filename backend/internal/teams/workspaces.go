package teams

import (
	"context"
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func id(n int64) string { return strconv.FormatInt(n, 10) }

// CreatePersonal makes the workspace of a new account, with the account as its
// owner, in the running transaction.
func (s *Service) CreatePersonal(ctx context.Context, sc access.Scope, userID int64, name string) (int64, error) {
	return s.store.create(ctx, sc, workspaceRow{Name: name, Personal: true, CreatedAt: db.Now()}, userID)
}

// Create makes a workspace for a team, whose owner the person becomes.
func (s *Service) Create(ctx context.Context, sc access.Scope, in api.CreateWorkspaceIn) (api.Workspace, error) {
	userID, err := sc.User()
	if err != nil {
		return api.Workspace{}, err
	}
	name, err := plainName(in.Body.Name)
	if err != nil {
		return api.Workspace{}, err
	}
	if wait := s.Limiter.Take(ctx, workspacesPerson, id(userID)); wait > 0 {
		return api.Workspace{}, ErrTooMany.After(wait)
	}
	row := workspaceRow{Name: name, CreatedAt: db.Now()}
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		if row.ID, err = s.store.create(ctx, sc, row, userID); err != nil {
			return err
		}
		own, err := s.Guard.Personal(sc.Actor(), row.ID)
		if err != nil {
			return err
		}
		if ctx, err = s.DB.Adopt(ctx, own); err != nil {
			return err
		}
		return s.record(ctx, own, "teams.workspace_created", "workspace", id(row.ID), map[string]string{"name": name})
	})
	if err != nil {
		return api.Workspace{}, err
	}
	return row.view(access.Owner), nil
}

// plainName is a name as it is stored: one line, without blanks around it.
func plainName(name string) (string, error) {
	if name = mail.OneLine(name, 100); name == "" {
		return "", ErrName.Saying("The workspace needs a name.").At("body.name", "must not be blank")
	}
	return name, nil
}

// List gives the workspaces that the person is a member of, oldest first.
func (s *Service) List(ctx context.Context, sc access.Scope, in ListIn) (api.WorkspaceList, error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return api.WorkspaceList{}, err
	}
	rows, err := s.store.ofUser(ctx, sc, after, in.Limit+1)
	if err != nil {
		return api.WorkspaceList{}, err
	}
	var out api.WorkspaceList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *workspaceOfUser) int64 { return r.ID }, (*workspaceOfUser).view)
	return out, nil
}

// ListIn is the input of List.
type ListIn struct{ api.Page }

// Get gives the workspace.
func (s *Service) Get(ctx context.Context, sc access.Scope, _ api.InWorkspace) (api.Workspace, error) {
	w, err := s.store.workspace(ctx, sc)
	if err != nil {
		return api.Workspace{}, err
	}
	return w.view(sc.Role()), nil
}

// Update renames the workspace, and says whether it asks for a second factor.
func (s *Service) Update(ctx context.Context, sc access.Scope, in api.UpdateWorkspaceIn) (api.Workspace, error) {
	columns, changed := map[string]any{}, map[string]string{}
	if in.Body.Name != nil {
		name, err := plainName(*in.Body.Name)
		if err != nil {
			return api.Workspace{}, err
		}
		columns["name"], changed["name"] = name, name
	}
	if wanted := in.Body.RequireMFA; wanted != nil {
		if *wanted && !sc.Actor().MFA {
			return api.Workspace{}, ErrOwnMFA
		}
		columns["require_mfa"], changed["require_mfa"] = *wanted, strconv.FormatBool(*wanted)
	}
	var w *workspaceRow
	err := s.changing(ctx, sc, access.WorkspaceWrite, func(ctx context.Context, now *workspaceRow) error {
		if w = now; len(columns) == 0 {
			return nil
		}
		if err := s.store.update(ctx, sc, columns); err != nil {
			return err
		}
		var err error
		if w, err = s.store.workspace(ctx, sc); err != nil {
			return err
		}
		return s.record(ctx, sc, "teams.workspace_changed", "workspace", id(w.ID), changed)
	})
	if err != nil {
		return api.Workspace{}, err
	}
	return w.view(sc.Role()), nil
}

// Delete removes the workspace with all it holds, credentials included. Its
// audit records stay.
func (s *Service) Delete(ctx context.Context, sc access.Scope, in api.DeleteWorkspaceIn) (api.None, error) {
	const action = "teams.workspace_deleted"
	if err := s.Prove(ctx, sc, action, in.Body.CurrentPassword); err != nil {
		return api.None{}, err
	}
	return api.None{}, s.changing(ctx, sc, access.WorkspaceOwn, func(ctx context.Context, w *workspaceRow) error {
		switch {
		case w.Personal:
			return ErrPersonal
		case !strings.EqualFold(strings.TrimSpace(in.Body.Name), w.Name):
			return ErrName.At("body.name", "is not the workspace's name")
		}
		if err := s.record(ctx, sc, action, "workspace", id(w.ID), map[string]string{"name": w.Name}); err != nil {
			return err
		}
		if err := s.store.forgetDefaults(ctx, sc, 0); err != nil {
			return err
		}
		return s.store.delete(ctx, sc)
	})
}

// Transfer makes another member the owner; whoever was it becomes an admin.
func (s *Service) Transfer(ctx context.Context, sc access.Scope, in api.TransferIn) (api.Workspace, error) {
	const action = "teams.workspace_transferred"
	if err := s.Prove(ctx, sc, action, in.Body.CurrentPassword); err != nil {
		return api.Workspace{}, err
	}
	userID, err := sc.User()
	if err != nil {
		return api.Workspace{}, err
	}
	var w *workspaceRow
	err = s.changing(ctx, sc, access.WorkspaceOwn, func(ctx context.Context, now *workspaceRow) error {
		if w = now; w.Personal {
			return ErrPersonal
		}
		to, err := s.store.member(ctx, sc, in.Body.UserID)
		switch {
		case err != nil:
			return err
		case to == nil:
			return ErrMember.At("body.user_id", "is not a member of this workspace")
		case to.UserID == userID:
			return ErrOwner.Saying("You are the owner already.")
		}
		if err := s.store.setRole(ctx, sc, userID, access.Admin); err != nil {
			return err
		}
		if err := s.store.setRole(ctx, sc, to.UserID, access.Owner); err != nil {
			return err
		}
		if err := s.tell(ctx, sc, roleLetter, to.Email, map[string]string{"workspace": w.Name, "role": string(access.Owner)}); err != nil {
			return err
		}
		return s.record(ctx, sc, action, "user", id(to.UserID), map[string]string{"to": to.Email})
	})
	if err != nil {
		return api.Workspace{}, err
	}
	return w.view(access.Admin), nil
}
