package seal

import (
	"bytes"
	"context"
	"crypto/cipher"
	"crypto/rand"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// database is the part of db.DB that data keys are kept in.
type database interface {
	For(ctx context.Context, sc access.Scope) *gorm.DB
	Tx(ctx context.Context, sc access.Scope, fn func(ctx context.Context) error) error
}

type dataKeyRow struct {
	WorkspaceID int64
	Version     uint32
	MasterKeyID string
	WrappedKey  []byte
	CreatedAt   time.Time
}

func (dataKeyRow) TableName() string { return "data_keys" }

// now is the time as both databases can hold it.
func now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

type keyStore struct{ db database }

// newest is the workspace's data key that new seals use; nil when it has none.
func (k keyStore) newest(ctx context.Context, sc access.Scope) (*dataKeyRow, error) {
	var rows []dataKeyRow
	err := k.db.For(ctx, sc).Order("version desc").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (k keyStore) version(ctx context.Context, sc access.Scope, version uint32) (*dataKeyRow, error) {
	var row dataKeyRow
	err := k.db.For(ctx, sc).Where("version = ?", version).Take(&row).Error
	return &row, err
}

// add stores the first key unless another server was faster, and returns
// whichever is stored.
func (k keyStore) add(ctx context.Context, sc access.Scope, row dataKeyRow) (*dataKeyRow, error) {
	var stored *dataKeyRow
	err := k.db.Tx(ctx, sc, func(ctx context.Context) error {
		err := k.db.For(ctx, sc).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
		if err != nil {
			return err
		}
		stored, err = k.version(ctx, sc, row.Version)
		return err
	})
	return stored, err
}

// current is the data key for new seals, made when the workspace has none.
func (s *Sealer) current(ctx context.Context, sc access.Scope, workspace int64) (keyID, cipher.AEAD, error) {
	row, err := s.store.newest(ctx, sc)
	if err != nil {
		return keyID{}, nil, fmt.Errorf("seal: reading the data key: %w", err)
	}
	if row == nil {
		if row, err = s.create(ctx, sc, keyID{workspace, 1}); err != nil {
			return keyID{}, nil, fmt.Errorf("seal: making the data key: %w", err)
		}
	}
	id := keyID{workspace, row.Version}
	aead, err := s.ready(id, row)
	return id, aead, err
}

func (s *Sealer) create(ctx context.Context, sc access.Scope, id keyID) (*dataKeyRow, error) {
	key := make([]byte, keySize)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	wrapped, err := s.keys.current.wrap(wrapPlace(id), key)
	if err != nil {
		return nil, err
	}
	return s.store.add(ctx, sc, dataKeyRow{
		Version: id.version, MasterKeyID: s.keys.current.ID(), WrappedKey: wrapped, CreatedAt: now(),
	})
}

func (s *Sealer) cached(id keyID) (unwrapped, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	known, ok := s.cache[id]
	return known, ok
}

// ready unwraps the row's key, or finds it unwrapped in memory.
func (s *Sealer) ready(id keyID, row *dataKeyRow) (cipher.AEAD, error) {
	if known, ok := s.cached(id); ok && bytes.Equal(known.wrapped, row.WrappedKey) {
		return known.aead, nil
	}
	key, err := s.unwrapRow(id, row)
	if err != nil {
		return nil, err
	}
	aead, err := newAEAD(key)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.cache) >= cacheLimit {
		clear(s.cache) // rare, and cheaper than keeping an order of use
	}
	s.cache[id] = unwrapped{aead, row.WrappedKey}
	return aead, nil
}
