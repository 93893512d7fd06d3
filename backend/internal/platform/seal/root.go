package seal

import (
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// Root is the secret that the server's keys for signing and chaining come from.
// It is kept in the database, wrapped by the master key, so that they outlive a
// change of the master key: audit chains stay whole and sessions go on. Whoever
// knows the master key alone, without the database, knows none of them.
type Root struct{ secret []byte }

// rootName is the root's row among the server's keys.
const rootName = "root"

// Derive makes n bytes for one purpose, named by label (HKDF with SHA-256, RFC 5869).
func (r *Root) Derive(label string, n int) ([]byte, error) {
	return hkdf.Key(sha256.New, r.secret, nil, label, n)
}

type serverKeyRow struct {
	Name        string `gorm:"primaryKey"`
	MasterKeyID string
	WrappedKey  []byte
	CreatedAt   time.Time
}

func (serverKeyRow) TableName() string { return "server_keys" }

func rootPlace() []byte { return []byte("iamcopilot/server-key/v1/" + rootName) }

// LoadRoot opens the database's root, or makes it at the first start; sc is a
// scope of no workspace. A database that was in use before there were roots
// keeps the keys it has: its root is the secret of the master key.
func LoadRoot(ctx context.Context, db database, sc access.Scope, keys *Keyring) (*Root, error) {
	row, err := rootRow(ctx, db, sc)
	if err != nil {
		return nil, fmt.Errorf("seal: reading the server's root key: %w", err)
	}
	if row == nil {
		if row, err = makeRoot(ctx, db, sc, keys); err != nil {
			return nil, fmt.Errorf("seal: making the server's root key: %w", err)
		}
	}
	secret, err := keys.open(row.MasterKeyID, rootPlace(), row.WrappedKey, "the server's root key")
	if err != nil {
		return nil, err
	}
	return &Root{secret}, nil
}

func rootRow(ctx context.Context, db database, sc access.Scope) (*serverKeyRow, error) {
	return serverKey(ctx, db, sc, rootName)
}

// serverKey is one of the server's keys; nil when it is not there yet.
func serverKey(ctx context.Context, db database, sc access.Scope, name string) (*serverKeyRow, error) {
	var rows []serverKeyRow
	err := db.For(ctx, sc).Where("name = ?", name).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// makeRoot stores a root unless another server was faster, and gives whichever
// is stored.
func makeRoot(ctx context.Context, db database, sc access.Scope, keys *Keyring) (row *serverKeyRow, err error) {
	master := keys.current
	err = db.Tx(ctx, sc, func(ctx context.Context) error {
		var used int64
		if err := db.For(ctx, sc).Raw(`select count(*) from (select 1 from workspaces limit 1) one`).Scan(&used).Error; err != nil {
			return err
		}
		secret := make([]byte, keySize)
		if used == 0 {
			if _, err := rand.Read(secret); err != nil {
				return err
			}
		} else {
			old := keys.secret()
			if old == nil {
				return errors.New("the database is from before there was one: give its SECRET_KEY once more, besides MASTER_KEY")
			}
			secret = old.secret
		}
		wrapped, err := master.wrap(rootPlace(), secret)
		if err != nil {
			return err
		}
		made := serverKeyRow{Name: rootName, MasterKeyID: master.ID(), WrappedKey: wrapped, CreatedAt: now()}
		if err := db.For(ctx, sc).Clauses(clause.OnConflict{DoNothing: true}).Create(&made).Error; err != nil {
			return err
		}
		row, err = rootRow(ctx, db, sc)
		return err
	})
	return row, err
}

// RewrapRoot wraps the root by the current master key; it tells whether another
// one did before.
func RewrapRoot(ctx context.Context, db database, sc access.Scope, keys *Keyring) (changed bool, err error) {
	err = db.Tx(ctx, sc, func(ctx context.Context) error {
		row, err := rootRow(ctx, db, sc)
		if err != nil || row == nil || row.MasterKeyID == keys.current.ID() {
			return err
		}
		secret, err := keys.open(row.MasterKeyID, rootPlace(), row.WrappedKey, "the server's root key")
		if err != nil {
			return err
		}
		wrapped, err := keys.current.wrap(rootPlace(), secret)
		if err != nil {
			return err
		}
		done := db.For(ctx, sc).Model(&serverKeyRow{}).Where("name = ? and master_key_id = ?", rootName, row.MasterKeyID).
			Updates(map[string]any{"master_key_id": keys.current.ID(), "wrapped_key": wrapped})
		changed = done.RowsAffected > 0
		return done.Error
	})
	return changed, err
}
