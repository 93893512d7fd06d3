package audit

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// errHeld is given when another server sends to a destination.
var errHeld = errors.New("audit: another server sends there")

// placeRow is how far a workspace's records have been sent to a destination.
type placeRow struct {
	Destination string `gorm:"primaryKey"`
	WorkspaceID int64  `gorm:"primaryKey"`
	Seq         int64
}

func (placeRow) TableName() string { return "audit_forwarding" }

// unsent is a workspace with records to be sent.
type unsent struct {
	WorkspaceID int64
	Sent        int64 // the last record that has been sent
	Last        int64 // the last record that there is
}

// hold takes a destination for this holder until then, or keeps it; errHeld when
// another one has it.
func (s store) hold(ctx context.Context, sc access.Scope, name, holder string, until time.Time) error {
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		done := s.db.For(ctx, sc).Exec(`insert into audit_destinations (name, holder, held_until) values (?, ?, ?)
			on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until
			where audit_destinations.holder = excluded.holder or audit_destinations.held_until < ?`, name, holder, until, db.Now())
		if done.Error == nil && done.RowsAffected == 0 {
			return errHeld
		}
		return done.Error
	})
}

// unsent lists workspaces that have records which a destination has not got.
func (s store) unsent(ctx context.Context, keeper access.Scope, destination string, limit int) (all []unsent, err error) {
	err = s.db.Maintain(ctx, keeper, func(tx *gorm.DB) error {
		return tx.Raw(`select h.workspace_id, coalesce(f.seq, 0) as sent, h.seq as last
			from audit_heads h left join audit_forwarding f on f.destination = ? and f.workspace_id = h.workspace_id
			where h.seq > coalesce(f.seq, 0) order by h.workspace_id limit ?`, destination, limit).Scan(&all).Error
	})
	return all, err
}

// place is the last record that a destination has; 0 when it has none.
func (s store) place(ctx context.Context, sc access.Scope, destination string) (int64, error) {
	var rows []placeRow
	err := s.db.For(ctx, sc).Where("destination = ?", destination).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].Seq, nil
}

// advance notes that a destination has the records up to one. Another server that
// has come further, or not as far, meanwhile is left alone.
func (s store) advance(ctx context.Context, sc access.Scope, destination string, from, to int64) error {
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		h := s.db.For(ctx, sc)
		if from == 0 {
			err := h.Clauses(clause.OnConflict{DoNothing: true}).Create(&placeRow{Destination: destination, Seq: 0}).Error
			if err != nil {
				return err
			}
		}
		return h.Model(&placeRow{}).Where("destination = ? and seq = ?", destination, from).Update("seq", to).Error
	})
}
