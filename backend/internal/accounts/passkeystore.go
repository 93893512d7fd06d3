package accounts

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// passkeyRow is a public key that signs in.
type passkeyRow struct {
	ID             int64
	UserID         int64
	CredentialID   []byte
	PublicKey      []byte // COSE
	AAGUID         []byte `gorm:"column:aaguid"` // the authenticator's model
	SignCount      int64
	Transports     string // separated by blanks
	BackupEligible bool
	BackedUp       bool
	Name           string
	CreatedAt      time.Time
	LastUsedAt     *time.Time
}

func (passkeyRow) TableName() string { return "passkeys" }

func newPasskeyRow(c *webauthn.Credential, userID int64, name string, now time.Time) passkeyRow {
	transports := make([]string, 0, len(c.Transport))
	for _, t := range c.Transport {
		transports = append(transports, string(t))
	}
	return passkeyRow{
		UserID: userID, CredentialID: c.ID, PublicKey: c.PublicKey, AAGUID: append([]byte{}, c.Authenticator.AAGUID...),
		SignCount: int64(c.Authenticator.SignCount), Transports: strings.Join(transports, " "),
		BackupEligible: c.Flags.BackupEligible, BackedUp: c.Flags.BackupState, Name: name, CreatedAt: now,
	}
}

// credential is the passkey as the library wants it.
func (r *passkeyRow) credential() webauthn.Credential {
	c := webauthn.Credential{
		ID: r.CredentialID, PublicKey: r.PublicKey,
		Flags:         webauthn.CredentialFlags{UserPresent: true, UserVerified: true, BackupEligible: r.BackupEligible, BackupState: r.BackedUp},
		Authenticator: webauthn.Authenticator{AAGUID: r.AAGUID, SignCount: uint32(r.SignCount)}, //nolint:gosec // stored from one
	}
	for _, t := range strings.Fields(r.Transports) {
		c.Transport = append(c.Transport, protocol.AuthenticatorTransport(t))
	}
	return c
}

func (r *passkeyRow) view() api.Passkey {
	out := api.Passkey{ID: r.ID, Name: r.Name, Synced: r.BackedUp, CreatedAt: r.CreatedAt.UTC()}
	if r.LastUsedAt != nil {
		at := r.LastUsedAt.UTC()
		out.LastUsedAt = &at
	}
	return out
}

// passkeys are those of the scope's person, oldest first.
func (s store) passkeys(ctx context.Context, sc access.Scope) ([]passkeyRow, error) {
	userID, err := sc.User()
	if err != nil {
		return nil, err
	}
	var rows []passkeyRow
	err = s.db.For(ctx, sc).Where("user_id = ?", userID).Order("id").Limit(mostPasskeys).Find(&rows).Error
	return rows, err
}

// passkeyOwner is whose passkey a credential id names; 0 for nobody's.
func (s store) passkeyOwner(ctx context.Context, sc access.Scope, credentialID []byte) (int64, error) {
	var rows []passkeyRow
	err := s.db.For(ctx, sc).Where("credential_id = ?", credentialID).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].UserID, nil
}

// passkey is one of the scope's person, or ErrPasskeyGone.
func (s store) passkey(ctx context.Context, own access.Scope, id int64) (*passkeyRow, error) {
	userID, err := own.User()
	if err != nil {
		return nil, err
	}
	var rows []passkeyRow
	err = s.db.For(ctx, own).Where("user_id = ? and id = ?", userID, id).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, firstError(err, ErrPasskeyGone)
	}
	return &rows[0], nil
}

func (s store) insertPasskey(ctx context.Context, own access.Scope, r *passkeyRow) error {
	err := s.db.For(ctx, own).Create(r).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrPasskeyThere
	}
	return err
}

// usePasskey notes a use.
func (s store) usePasskey(ctx context.Context, own access.Scope, r *passkeyRow) error {
	return s.changePasskey(ctx, own, r.ID, map[string]any{"sign_count": r.SignCount, "backed_up": r.BackedUp, "last_used_at": db.Now()})
}

func (s store) changePasskey(ctx context.Context, own access.Scope, id int64, columns map[string]any) error {
	userID, err := own.User()
	if err != nil {
		return err
	}
	return s.db.For(ctx, own).Model(&passkeyRow{}).Where("user_id = ? and id = ?", userID, id).Updates(columns).Error
}

// deletePasskeys forgets one of the scope's person, or all of them when id is 0.
func (s store) deletePasskeys(ctx context.Context, own access.Scope, id int64) error {
	userID, err := own.User()
	if err != nil {
		return err
	}
	q := s.db.For(ctx, own).Where("user_id = ?", userID)
	if id != 0 {
		q = q.Where("id = ?", id)
	}
	return q.Delete(&passkeyRow{}).Error
}
