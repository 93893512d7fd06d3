// Package teams is the room of workspaces and their members.
package teams

import (
	"context"
	"net/http"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Service is the room's door.
type Service struct{ store store }

// New opens the room.
func New(database *db.DB) *Service { return &Service{store{database}} }

// CreatePersonal makes the workspace of a new account, with the account as its
// owner, in the running transaction.
func (s *Service) CreatePersonal(ctx context.Context, sc access.Scope, userID int64, name string) (int64, error) {
	w := workspaceRow{Name: name, Personal: true, CreatedAt: db.Now()}
	if err := s.store.insert(ctx, sc, &w); err != nil {
		return 0, err
	}
	return w.ID, s.store.insertMember(ctx, sc, membershipRow{WorkspaceID: w.ID, UserID: userID, Role: string(access.Owner), CreatedAt: w.CreatedAt})
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
	out := api.WorkspaceList{Items: make([]api.Workspace, 0, len(rows))}
	for i, r := range rows {
		if i == in.Limit {
			out.NextCursor = page.After(rows[i-1].ID)
			break
		}
		out.Items = append(out.Items, api.Workspace{ID: r.ID, Name: r.Name, Personal: r.Personal, Role: r.Role, CreatedAt: r.CreatedAt.UTC()})
	}
	return out, nil
}

// ListIn is the input of List.
type ListIn struct{ api.Page }

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	return []web.Route{
		web.SignedIn(http.MethodGet, "/workspaces", http.StatusOK, s.List, web.Doc{Tag: "teams", Summary: "The workspaces that you are a member of"}),
	}
}

type workspaceRow struct {
	ID        int64
	Name      string
	Personal  bool
	CreatedAt time.Time
}

func (workspaceRow) TableName() string { return "workspaces" }

type membershipRow struct {
	WorkspaceID int64 `gorm:"primaryKey;autoIncrement:false"`
	UserID      int64 `gorm:"primaryKey;autoIncrement:false"`
	Role        string
	CreatedAt   time.Time
}

func (membershipRow) TableName() string { return "memberships" }

// CrossTenant tells the database that memberships are found by person, before
// a workspace has been entered.
func (membershipRow) CrossTenant() {}
