package audit

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// retentionRow notes where a workspace's records begin after a month was removed.
type retentionRow struct {
	WorkspaceID int64 `gorm:"primaryKey"`
	Month       int   `gorm:"primaryKey"`
	LastSeq     int64
	LastHash    []byte
	Records     int64
	SealedAt    time.Time
	Seal        []byte
}

func (retentionRow) TableName() string { return "audit_retention" }

// monthEnd is the last record that a workspace has in a month.
type monthEnd struct {
	WorkspaceID int64
	LastSeq     int64
	Records     int64
}

// Of the partitions on Postgres.
const (
	monthsAhead = 3
	lockTime    = "3s" // a partition is made and dropped another time, rather than keep everybody waiting
	keeperLock  = 0x1a3c0b12
)

// retained is the newest note; the zero row when nothing was removed yet.
func (s store) retained(ctx context.Context, sc access.Scope) (retentionRow, error) {
	var rows []retentionRow
	err := s.db.For(ctx, sc).Order("last_seq desc").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return retentionRow{}, err
	}
	return rows[0], nil
}

// prepareMonths makes the partitions of this month and the next ones.
func (s store) prepareMonths(ctx context.Context, keeper access.Scope, now time.Time) error {
	if s.db.Dialect() != db.Postgres {
		return nil
	}
	for n := range monthsAhead + 1 {
		month := addMonths(monthOf(now), n)
		err := s.db.Maintain(ctx, keeper, func(tx *gorm.DB) error {
			there, err := hasPartition(tx, month)
			if err != nil || there {
				return err
			}
			// First of all, since locks are never raised: two who do would wait
			// for each other.
			if err := alone(tx); err != nil {
				return err
			}
			// Records that are among the others already stay there.
			var others int64
			if err := tx.Raw(`select count(*) from (select 1 from audit_months.others where month = ? limit 1) x`, month).Scan(&others).Error; err != nil || others > 0 {
				return err
			}
			return tx.Exec(fmt.Sprintf(`create table if not exists audit_months.m%d partition of audit_logs for values in (%d)`, month, month)).Error
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// alone keeps other servers' keepers away until the end of the transaction, and
// bounds the wait for everybody else.
func alone(tx *gorm.DB) error {
	if err := tx.Exec(`set local lock_timeout = '` + lockTime + `'`).Error; err != nil {
		return err
	}
	return tx.Exec(`select pg_advisory_xact_lock(?)`, keeperLock).Error
}

func hasPartition(tx *gorm.DB, month int) (bool, error) {
	var there bool
	err := tx.Raw(`select to_regclass(?) is not null`, fmt.Sprintf("audit_months.m%d", month)).Scan(&there).Error
	return there, err
}

// oldestMonth is the oldest month before limit that has records or a partition;
// 0 when there is none.
func (s store) oldestMonth(ctx context.Context, keeper access.Scope, limit int) (month int, err error) {
	query := `select coalesce(min(month), 0) from audit_logs where month > 0 and month < ?`
	args := []any{limit}
	if s.db.Dialect() == db.Postgres {
		query = `select coalesce(min(month), 0) from (
			select substr(c.relname, 2)::integer as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
			where i.inhparent = 'audit_logs'::regclass and c.relname ~ '^m[0-9]{6}$'
			union all select month from audit_months.others where month > 0) months where month < ?`
	}
	err = s.db.Maintain(ctx, keeper, func(tx *gorm.DB) error { return tx.Raw(query, args...).Scan(&month).Error })
	return month, err
}

// ends gives the last record of each workspace in a month.
func (s store) ends(ctx context.Context, keeper access.Scope, month int) (all []monthEnd, err error) {
	err = s.db.Maintain(ctx, keeper, func(tx *gorm.DB) error {
		return tx.Raw(`select workspace_id, max(seq) as last_seq, count(*) as records from audit_logs where month = ? group by workspace_id order by workspace_id`, month).Scan(&all).Error
	})
	return all, err
}

// closeMonth stores the note, and has the next record come after the month. It
// tells false when another server was faster, and fails when a record was written
// into the month meanwhile.
func (s store) closeMonth(ctx context.Context, sc access.Scope, workspace int64, note retentionRow) (first bool, err error) {
	head, err := s.lockHead(ctx, sc, workspace)
	if err != nil {
		return false, err
	}
	h := s.db.For(ctx, sc)
	var last, before int64
	if err := h.Model(&retentionRow{}).Where("month = ?", note.Month).Count(&before).Error; err != nil || before > 0 {
		return false, err
	}
	if err := h.Model(&logRow{}).Where("month = ?", note.Month).Select("coalesce(max(seq), 0)").Scan(&last).Error; err != nil {
		return false, err
	}
	if last != note.LastSeq {
		return false, fmt.Errorf("record %d was written into the month meanwhile", last)
	}
	if head.Month <= note.Month {
		if err := h.Model(&headRow{}).Where("seq = ?", head.Seq).Update("month", addMonths(note.Month, 1)).Error; err != nil {
			return false, err
		}
	}
	return true, h.Create(&note).Error
}

// dropPiece is how many records one statement removes where there are no
// partitions.
const dropPiece = 5000

// dropMonth removes the records of a month, all of which must be sealed.
func (s store) dropMonth(ctx context.Context, keeper access.Scope, month int) error {
	for {
		var more bool
		err := s.db.Maintain(ctx, keeper, func(tx *gorm.DB) (err error) {
			if s.db.Dialect() == db.Postgres {
				if err := alone(tx); err != nil {
					return err
				}
			}
			var open int64
			err = tx.Raw(`select count(*) from (select workspace_id, max(seq) as last from audit_logs where month = ? group by workspace_id) x
				where not exists (select 1 from audit_retention r where r.workspace_id = x.workspace_id and r.last_seq >= x.last)`, month).Scan(&open).Error
			if err != nil {
				return err
			}
			if open > 0 {
				return fmt.Errorf("%d workspaces have records that are not sealed", open)
			}
			more, err = s.dropSealed(tx, month)
			return err
		})
		if err != nil || !more {
			return err
		}
	}
}

// dropSealed removes records of a month, and tells whether there may be more.
func (s store) dropSealed(tx *gorm.DB, month int) (more bool, err error) {
	if s.db.Dialect() != db.Postgres {
		done := tx.Exec(`delete from audit_logs where rowid in (select rowid from audit_logs where month = ? limit ?)`, month, dropPiece)
		return done.RowsAffected == dropPiece, done.Error
	}
	there, err := hasPartition(tx, month)
	if err != nil {
		return false, err
	}
	if there {
		return false, tx.Exec(fmt.Sprintf(`drop table audit_months.m%d`, month)).Error
	}
	return false, tx.Exec(`delete from audit_logs where month = ?`, month).Error
}
