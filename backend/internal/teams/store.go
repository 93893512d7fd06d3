package teams

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

type workspaceRow struct {
	ID         int64
	Name       string
	Personal   bool
	RequireMFA bool `gorm:"column:require_mfa"`
	CreatedAt  time.Time
}

func (workspaceRow) TableName() string { return "workspaces" }

func (w *workspaceRow) view(as access.Role) api.Workspace {
	return api.Workspace{ID: w.ID, Name: w.Name, Personal: w.Personal, Role: string(as), RequireMFA: w.RequireMFA, CreatedAt: w.CreatedAt.UTC()}
}

type membershipRow struct {
	WorkspaceID int64 `gorm:"primaryKey;autoIncrement:false"`
	UserID      int64 `gorm:"primaryKey;autoIncrement:false"`
	Role        string
	CreatedAt   time.Time
}

func (membershipRow) TableName() string { return "memberships" }

// CrossTenant tells the database that memberships are found by person, before
// a workspace has been entered. Every statement here names the workspace.
func (membershipRow) CrossTenant() {}

// memberRow is a membership with the person.
type memberRow struct {
	UserID     int64
	Email      string
	FullName   string
	Role       string
	MFAEnabled bool `gorm:"column:mfa_enabled"`
	CreatedAt  time.Time
}

func (m *memberRow) view() api.Member {
	return api.Member{UserID: m.UserID, Email: m.Email, FullName: m.FullName, Role: m.Role, MFAEnabled: m.MFAEnabled, JoinedAt: m.CreatedAt.UTC()}
}

type store struct{ db *db.DB }

// create makes a workspace with its owner, in the running transaction.
func (s store) create(ctx context.Context, sc access.Scope, w workspaceRow, owner int64) (int64, error) {
	if err := s.db.For(ctx, sc).Create(&w).Error; err != nil {
		return 0, err
	}
	return w.ID, s.insertMember(ctx, sc, membershipRow{WorkspaceID: w.ID, UserID: owner, Role: string(access.Owner), CreatedAt: w.CreatedAt})
}

func (s store) insertMember(ctx context.Context, sc access.Scope, m membershipRow) error {
	return s.db.For(ctx, sc).Create(&m).Error
}

// workspace is the scope's workspace; access.ErrNoSuch when it is gone.
func (s store) workspace(ctx context.Context, sc access.Scope) (*workspaceRow, error) {
	return s.take(ctx, sc, false)
}

// lock reads the workspace and makes others who change it or its members wait
// until the end of the transaction. SQLite has one writer anyway.
func (s store) lock(ctx context.Context, sc access.Scope) (*workspaceRow, error) {
	return s.take(ctx, sc, s.db.Dialect() == db.Postgres)
}

func (s store) take(ctx context.Context, sc access.Scope, lock bool) (*workspaceRow, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	q := s.db.For(ctx, sc).Where("id = ?", workspace)
	if lock {
		q = q.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	var w workspaceRow
	err = q.Take(&w).Error
	if db.NoRows(err) {
		return nil, access.ErrNoSuch
	}
	return &w, err
}

func (s store) update(ctx context.Context, sc access.Scope, columns map[string]any) error {
	workspace, err := sc.Workspace()
	if err != nil {
		return err
	}
	return s.db.For(ctx, sc).Model(&workspaceRow{}).Where("id = ?", workspace).Updates(columns).Error
}

// delete removes the workspace; what belongs to it goes with it.
func (s store) delete(ctx context.Context, sc access.Scope) error {
	workspace, err := sc.Workspace()
	if err != nil {
		return err
	}
	return s.db.For(ctx, sc).Where("id = ?", workspace).Delete(&workspaceRow{}).Error
}

// workspaceOfUser is a workspace with what a person is in it.
type workspaceOfUser struct {
	ID         int64
	Name       string
	Personal   bool
	RequireMFA bool `gorm:"column:require_mfa"`
	CreatedAt  time.Time
	Role       string
}

func (w *workspaceOfUser) view() api.Workspace {
	row := workspaceRow{w.ID, w.Name, w.Personal, w.RequireMFA, w.CreatedAt}
	return row.view(access.Role(w.Role))
}

// ofUser lists the workspaces of the scope's person beyond the id after.
func (s store) ofUser(ctx context.Context, sc access.Scope, after int64, limit int) ([]workspaceOfUser, error) {
	userID, err := sc.User()
	if err != nil {
		return nil, err
	}
	var rows []workspaceOfUser
	err = s.db.For(ctx, sc).Raw(`select w.id, w.name, w.personal, w.require_mfa, m.role, w.created_at
		from memberships m join workspaces w on w.id = m.workspace_id
		where m.user_id = ? and w.id > ? order by w.id limit ?`, userID, after, limit).Scan(&rows).Error
	return rows, err
}

const selectMember = `select m.user_id, u.email, u.full_name, m.role, u.mfa_enabled, m.created_at
	from memberships m join users u on u.id = m.user_id where m.workspace_id = ?`

// members lists the workspace's members beyond the person after.
func (s store) members(ctx context.Context, sc access.Scope, after int64, limit int) ([]memberRow, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	var rows []memberRow
	err = s.db.For(ctx, sc).Raw(selectMember+` and m.user_id > ? order by m.user_id limit ?`, workspace, after, limit).Scan(&rows).Error
	return rows, err
}

// member is one of the workspace's members; nil when the person is none.
func (s store) member(ctx context.Context, sc access.Scope, userID int64) (*memberRow, error) {
	return s.oneMember(ctx, sc, ` and m.user_id = ?`, userID)
}

// hasMember tells whether an address is that of a member.
func (s store) hasMember(ctx context.Context, sc access.Scope, email string) (bool, error) {
	m, err := s.oneMember(ctx, sc, ` and u.email = ?`, email)
	return m != nil, err
}

func (s store) oneMember(ctx context.Context, sc access.Scope, condition string, arg any) (*memberRow, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	var rows []memberRow
	err = s.db.For(ctx, sc).Raw(selectMember+condition, workspace, arg).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (s store) setRole(ctx context.Context, sc access.Scope, userID int64, role access.Role) error {
	workspace, err := sc.Workspace()
	if err != nil {
		return err
	}
	done := s.db.For(ctx, sc).Model(&membershipRow{}).Where("workspace_id = ? and user_id = ?", workspace, userID).Update("role", string(role))
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrMember // the person has closed the account meanwhile
	}
	return done.Error
}

// lockMemberships makes changes of the person's roles, in any workspace, wait
// for the running transaction, and tells whether one of them is that of an
// owner of a team's workspace.
func (s store) lockMemberships(ctx context.Context, own access.Scope) (owns bool, err error) {
	userID, err := own.User()
	if err != nil {
		return false, err
	}
	query := `select m.role = 'owner' and not w.personal as owns from memberships m join workspaces w on w.id = m.workspace_id where m.user_id = ?`
	if s.db.Dialect() == db.Postgres {
		query += ` for update of m`
	}
	var rows []struct{ Owns bool }
	if err := s.db.For(ctx, own).Raw(query, userID).Scan(&rows).Error; err != nil {
		return false, err
	}
	for _, r := range rows {
		owns = owns || r.Owns
	}
	return owns, nil
}

// deleteMemberships ends every membership of the scope's person.
func (s store) deleteMemberships(ctx context.Context, own access.Scope) error {
	userID, err := own.User()
	if err != nil {
		return err
	}
	return s.db.For(ctx, own).Where("user_id = ?", userID).Delete(&membershipRow{}).Error
}

func (s store) deleteMember(ctx context.Context, sc access.Scope, userID int64) error {
	workspace, err := sc.Workspace()
	if err != nil {
		return err
	}
	return s.db.For(ctx, sc).Where("workspace_id = ? and user_id = ?", workspace, userID).Delete(&membershipRow{}).Error
}

// forgetDefaults gives a person, or everybody when userID is 0, whose default
// workspace this was, their personal one instead.
func (s store) forgetDefaults(ctx context.Context, sc access.Scope, userID int64) error {
	workspace, err := sc.Workspace()
	if err != nil {
		return err
	}
	return s.db.For(ctx, sc).Exec(`update users set default_workspace_id = personal_workspace_id
		where default_workspace_id = ? and (id = ? or ? = 0)`, workspace, userID, userID).Error
}
