package accountaudit

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/shared/api"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// snapshotRow is what an audit has read of who may do what, packed and sealed.
type snapshotRow struct {
	ID               int64
	WorkspaceID      int64
	AccountID        string
	AuditID          int64
	At               time.Time
	UserCount        int
	GroupCount       int
	RoleCount        int
	PolicyCount      int
	Size             int64
	EncryptedContent []byte
}

func (snapshotRow) TableName() string { return "account_snapshots" }

var snapshotColumn = seal.Register("account_snapshots", "encrypted_content")

// Bounds of snapshots.
const (
	keptSnapshots = 20        // of an account
	maxSnapshot   = 32 << 20  // packed, in bytes: a larger one is not kept
	maxUnpacked   = 512 << 20 // so much is read of one at most
)

func (r *snapshotRow) view() api.AccountSnapshot {
	return api.AccountSnapshot{
		ID: r.ID, AccountID: r.AccountID, AuditID: r.AuditID, At: r.At.UTC(), Users: r.UserCount, Groups: r.GroupCount, Roles: r.RoleCount, Policies: r.PolicyCount, Size: r.Size,
	}
}

// pack writes a snapshot in a small form.
func pack(s *engine.Snapshot) ([]byte, error) {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	err := errors.Join(json.NewEncoder(zip).Encode(s), zip.Close())
	return out.Bytes(), err
}

// keepSnapshot stores what an audit has read, in the transaction of the audit, and
// drops the oldest snapshots of the account.
func (s *Service) keepSnapshot(ctx context.Context, sc access.Scope, of *auditRow, packed []byte) error {
	if len(packed) == 0 || len(packed) > maxSnapshot {
		return nil
	}
	row := &snapshotRow{
		AccountID: of.AccountID, AuditID: of.ID, At: of.At, UserCount: of.UserCount, GroupCount: of.GroupCount, RoleCount: of.RoleCount, PolicyCount: of.PolicyCount, Size: int64(len(packed)),
	}
	if err := s.DB.For(ctx, sc).Create(row).Error; err != nil {
		return err
	}
	sealed, err := s.Sealer.Seal(ctx, sc, snapshotColumn, row.ID, packed)
	if err != nil {
		return err
	}
	if err := s.DB.For(ctx, sc).Model(&snapshotRow{}).Where("id = ?", row.ID).Update("encrypted_content", sealed).Error; err != nil {
		return err
	}
	var old []int64
	err = s.DB.For(ctx, sc).Model(&snapshotRow{}).Where("account_id = ?", of.AccountID).Order("id desc").Offset(keptSnapshots).Limit(1000).Pluck("id", &old).Error
	if err != nil || len(old) == 0 {
		return err
	}
	return s.DB.For(ctx, sc).Where("id in ?", old).Delete(&snapshotRow{}).Error
}

// Snapshots gives a piece of what audits have read, newest first.
func (s *Service) Snapshots(ctx context.Context, sc access.Scope, in api.AccountSnapshotListIn) (out api.AccountSnapshotList, err error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return out, err
	}
	q := s.DB.For(ctx, sc).Omit("encrypted_content")
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	if in.AccountID != "" {
		q = q.Where("account_id = ?", in.AccountID)
	}
	var rows []snapshotRow
	if err := q.Order("id desc").Limit(in.Limit + 1).Find(&rows).Error; err != nil {
		return out, err
	}
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *snapshotRow) int64 { return r.ID }, (*snapshotRow).view)
	return out, nil
}

func (s *Service) snapshot(ctx context.Context, sc access.Scope, id int64) (*snapshotRow, error) {
	var r snapshotRow
	err := s.DB.For(ctx, sc).Where("id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNoSnapshot
	}
	return &r, err
}

// ForgetSnapshot drops a snapshot.
func (s *Service) ForgetSnapshot(ctx context.Context, sc access.Scope, in api.ByID) (api.None, error) {
	return api.None{}, s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		row, err := s.snapshot(ctx, sc, in.ID)
		if err != nil {
			return err
		}
		if err := s.DB.For(ctx, sc).Where("id = ?", in.ID).Delete(&snapshotRow{}).Error; err != nil {
			return err
		}
		return s.Audit.Record(ctx, sc, audit.Entry{Action: "accountaudit.snapshot_forgotten", ResourceType: "account_snapshot", ResourceID: number(in.ID), AWSAccountID: row.AccountID})
	})
}

// Kept gives a snapshot and the time that it is of, for other rooms.
func (s *Service) Kept(ctx context.Context, sc access.Scope, id int64) (*engine.Snapshot, time.Time, error) {
	if err := sc.Allow(access.FindingsRead); err != nil {
		return nil, time.Time{}, err
	}
	row, err := s.snapshot(ctx, sc, id)
	if err != nil {
		return nil, time.Time{}, err
	}
	packed, err := s.Sealer.Open(ctx, sc, snapshotColumn, row.ID, row.EncryptedContent)
	if err != nil {
		return nil, time.Time{}, err
	}
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, time.Time{}, err
	}
	read, err := engine.Read(io.LimitReader(zip, maxUnpacked))
	return read, row.At.UTC(), err
}
