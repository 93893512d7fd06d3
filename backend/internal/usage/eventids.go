package usage

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// Events are told apart by their ids, of which the first eight bytes of a hash are
// kept for each, by account and hour: of a million events, that two are taken for
// one has a chance of one in 30 million.

// idRow has the ids of an hour.
type idRow struct {
	WorkspaceID int64     `gorm:"primaryKey"`
	AccountID   string    `gorm:"primaryKey"`
	Hour        time.Time `gorm:"primaryKey"`
	IDs         []byte    `gorm:"column:ids"`
}

func (idRow) TableName() string { return "usage_event_ids" }

// Bounds of what is kept.
const (
	maxIDs  = 4_000_000 // of an account: 32 MB
	keptFor = 400 * day // AWS's own tracking period ("Refine permissions in AWS using last accessed information", AWS IAM User Guide)
)

// mark is what an event is told by. Old records without an id are told by what they say.
func mark(e *trail.Event) uint64 {
	name := e.ID
	if name == "" {
		name = e.Time + "\x00" + e.Source + "\x00" + e.Name + "\x00" + e.Region + "\x00" + e.Identity.ARN
		for _, r := range e.Resources {
			name += "\x00" + r.ARN
		}
	}
	sum := sha256.Sum256([]byte(name))
	return binary.BigEndian.Uint64(sum[:])
}

// hourIDs are the ids of some hours of an account.
type hourIDs map[int64]*hour // by the hour's beginning, in Unix seconds

type hour struct {
	known map[uint64]bool
	added int
}

func hourOf(at time.Time) int64 { return at.Truncate(time.Hour).Unix() }

// hours reads the ids of hours.
func (s store) hours(ctx context.Context, sc access.Scope, account string, wanted []int64) (hourIDs, error) {
	out := make(hourIDs, len(wanted))
	for _, h := range wanted {
		out[h] = &hour{known: map[uint64]bool{}}
	}
	for chunk := range slices.Chunk(wanted, rowsAtOnce) {
		times := make([]time.Time, len(chunk))
		for i, h := range chunk {
			times[i] = time.Unix(h, 0).UTC()
		}
		var rows []idRow
		if err := s.db.For(ctx, sc).Where("account_id = ? and hour in ?", account, times).Find(&rows).Error; err != nil {
			return nil, err
		}
		for _, r := range rows {
			h := out[r.Hour.UTC().Unix()]
			for ids := r.IDs; len(ids) >= 8; ids = ids[8:] {
				h.known[binary.BigEndian.Uint64(ids)] = true
			}
		}
	}
	return out, nil
}

// add tells whether an event is new, and keeps its id.
func (h hourIDs) add(at time.Time, id uint64) bool {
	of := h[hourOf(at)]
	if of.known[id] {
		return false
	}
	of.known[id] = true
	of.added++
	return true
}

// saveHours writes the hours that have new ids.
func (s store) saveHours(ctx context.Context, sc access.Scope, account string, hours hourIDs) error {
	var rows []idRow
	for at, h := range hours {
		if h.added == 0 {
			continue
		}
		ids := make([]byte, 0, 8*len(h.known))
		for id := range h.known {
			ids = binary.BigEndian.AppendUint64(ids, id)
		}
		rows = append(rows, idRow{AccountID: account, Hour: time.Unix(at, 0).UTC(), IDs: ids})
	}
	for chunk := range slices.Chunk(rows, rowsAtOnce) {
		err := s.db.For(ctx, sc).Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "workspace_id"}, {Name: "account_id"}, {Name: "hour"}}, DoUpdates: clause.AssignmentColumns([]string{"ids"}),
		}).Create(chunk).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// forgetIDs drops what is too old, and the oldest hours of an account that has too
// many: events of those are not counted any more, rather than twice.
func (s store) forgetIDs(ctx context.Context, sc access.Scope, r *trailRow, b *trailBody) error {
	oldest := db.Now().Add(-keptFor)
	if b.IDs <= maxIDs && r.ForgottenBefore != nil && oldest.Sub(*r.ForgottenBefore) < day {
		return nil
	}
	var sizes []struct {
		Hour time.Time
		Size int64
	}
	err := s.db.For(ctx, sc).Model(&idRow{}).Select("hour, length(ids) as size").Where("account_id = ?", r.AccountID).Order("hour").Scan(&sizes).Error
	if err != nil {
		return err
	}
	b.IDs = 0
	for _, x := range sizes {
		b.IDs += x.Size / 8
	}
	before := oldest
	if r.ForgottenBefore != nil && r.ForgottenBefore.After(before) {
		before = *r.ForgottenBefore
	}
	for _, x := range sizes {
		if b.IDs <= maxIDs*9/10 && !x.Hour.UTC().Before(before) {
			break
		}
		b.IDs -= x.Size / 8
		if end := x.Hour.UTC().Add(time.Hour); end.After(before) {
			before = end
		}
	}
	r.ForgottenBefore = &before
	if err := s.db.For(ctx, sc).Where("account_id = ? and hour < ?", r.AccountID, before).Delete(&idRow{}).Error; err != nil {
		return err
	}
	b.forget(oldest)
	gone := s.db.For(ctx, sc).Where("account_id = ? and last_at < ?", r.AccountID, oldest).Delete(&activityRow{})
	b.Rows -= gone.RowsAffected
	return gone.Error
}
