package vault

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// errLeaseLost is for whoever has taken too long: somebody else works on the
// rotation now.
var errLeaseLost = errors.New("vault: the lease of a rotation is lost")

// insertRotation begins a rotation; ErrRotating when another one is open.
func (s store) insertRotation(ctx context.Context, sc access.Scope, r *rotationRow) error {
	err := s.db.For(ctx, sc).Create(r).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrRotating.After(3 * time.Second)
	}
	return err
}

// newestRotation is the last rotation of a credential; nil when there is none.
func (s store) newestRotation(ctx context.Context, sc access.Scope, credential int64) (*rotationRow, error) {
	var rows []rotationRow
	err := s.db.For(ctx, sc).Where("credential_id = ?", credential).Order("id desc").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// openRotation is the rotation of a credential that is under way; nil when none is.
func (s store) openRotation(ctx context.Context, sc access.Scope, credential int64) (*rotationRow, error) {
	r, err := s.newestRotation(ctx, sc, credential)
	if err != nil || r == nil || r.FinishedAt != nil {
		return nil, err
	}
	return r, nil
}

// stuckRotations tells what is wrong with those of the credentials that stand still.
func (s store) stuckRotations(ctx context.Context, sc access.Scope, credentials []int64) (map[int64]string, error) {
	var rows []rotationRow
	err := s.db.For(ctx, sc).Select("credential_id", "problem").
		Where("credential_id in ? and finished_at is null and problem <> ''", credentials).Find(&rows).Error
	out := make(map[int64]string, len(rows))
	for i := range rows {
		out[rows[i].CredentialID] = rows[i].Problem
	}
	return out, err
}

func (s store) rotation(ctx context.Context, sc access.Scope, id int64) (*rotationRow, error) {
	var r rotationRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNoRotation
	}
	return &r, err
}

// claimRotation takes the rotation for whoever names the lease, when nobody
// works on it.
func (s store) claimRotation(ctx context.Context, sc access.Scope, id int64, lease string, now time.Time) (*rotationRow, error) {
	var r *rotationRow
	err := s.db.Tx(ctx, sc, func(ctx context.Context) error {
		done := s.db.For(ctx, sc).Model(&rotationRow{}).Where("id = ? and finished_at is null and lease_until <= ?", id, now).
			Updates(map[string]any{"lease": lease, "lease_until": now.Add(leaseTime)})
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return ErrRotating.After(3 * time.Second)
		}
		var err error
		if r, err = s.rotation(ctx, sc, id); err != nil {
			return err
		}
		return s.due(ctx, sc, dueRotation, r.ID, r.LeaseUntil)
	})
	return r, err
}

// updateRotation changes the row of whoever has the lease.
func (s store) updateRotation(ctx context.Context, sc access.Scope, r *rotationRow, columns map[string]any) error {
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		done := s.db.For(ctx, sc).Model(&rotationRow{}).Where("id = ? and lease = ? and finished_at is null", r.ID, r.Lease).Updates(columns)
		if done.Error == nil && done.RowsAffected == 0 {
			return errLeaseLost
		}
		return done.Error
	})
}

// dueRotation is the kind of what is due: a rotation that has to go on.
const dueRotation = "rotation"

// dueRow says that something of a workspace is to be looked at.
type dueRow struct {
	Kind          string `gorm:"primaryKey"`
	SubjectID     int64  `gorm:"primaryKey"`
	OfWorkspaceID int64
	DueAt         time.Time
}

func (dueRow) TableName() string { return "vault_due" }

// due says when the subject is to be looked at next.
func (s store) due(ctx context.Context, sc access.Scope, kind string, subject int64, at time.Time) error {
	workspace, err := sc.Workspace()
	if err != nil {
		return err
	}
	return s.db.For(ctx, sc).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "kind"}, {Name: "subject_id"}}, DoUpdates: clause.AssignmentColumns([]string{"due_at"}),
	}).Create(&dueRow{kind, subject, workspace, at}).Error
}

// notDue says that the subject need not be looked at any more.
func (s store) notDue(ctx context.Context, sc access.Scope, kind string, subject int64) error {
	return s.db.For(ctx, sc).Where("kind = ? and subject_id = ?", kind, subject).Delete(&dueRow{}).Error
}

// allDue gives what is due in any workspace, the longest waiting first.
func (s store) allDue(ctx context.Context, public access.Scope, kind string, now time.Time, limit int) ([]dueRow, error) {
	var rows []dueRow
	err := s.db.For(ctx, public).Where("kind = ? and due_at <= ?", kind, now).Order("due_at").Limit(limit).Find(&rows).Error
	return rows, err
}
