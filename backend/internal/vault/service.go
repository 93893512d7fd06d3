package vault

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Config is what the room needs.
type Config struct {
	DB      *db.DB
	Sealer  *seal.Sealer
	Audit   *audit.Log
	Gateway *gateway.Gateway
	Outbox  *mail.Outbox
	Keepers Keepers
	Page    string // what links in letters begin with
}

// Service is the room's door.
type Service struct {
	db      *db.DB
	store   store
	sealer  *seal.Sealer
	audit   *audit.Log
	gateway *gateway.Gateway
	outbox  *mail.Outbox
	keepers Keepers
	page    string

	sessions *gateway.Sessions
}

// New opens the room.
func New(c Config) *Service {
	s := &Service{
		db: c.DB, store: store{c.DB}, sealer: c.Sealer, audit: c.Audit, gateway: c.Gateway, outbox: c.Outbox, keepers: c.Keepers, page: c.Page,
		sessions: gateway.NewSessions(time.Now),
	}
	s.handleLetters()
	return s
}

// Add stores a credential. The workspace's first one becomes its default.
func (s *Service) Add(ctx context.Context, sc access.Scope, in api.AddCredentialIn) (api.Credential, error) {
	userID, err := sc.User()
	if err != nil {
		return api.Credential{}, err
	}
	body := in.Body
	key := secrets{body.AccessKeyID, body.SecretAccessKey, body.SessionToken}
	if err := key.check(); err != nil {
		return api.Credential{}, err
	}
	if err := checkEnd(body.AccessKeyID, body.ExpiresAt); err != nil {
		return api.Credential{}, err
	}
	if body.MFASerial != "" && strings.HasPrefix(body.AccessKeyID, temporaryPrefix) {
		return api.Credential{}, ErrInvalid.At("body.mfa_serial", "belongs to a long-term key (AKIA…)")
	}
	if err := checkTags(body.Tags); err != nil {
		return api.Credential{}, err
	}
	now := db.Now()
	row := credentialRow{
		UserID: userID, Label: body.Label, Kind: kindAccessKey, KeyPrefix: body.AccessKeyID[:4],
		EncryptedAccessKeyID: []byte{}, EncryptedSecretAccessKey: []byte{},
		AWSRegion: orDefault(body.AWSRegion), AWSAccountID: body.AWSAccountID, CreatedAt: now, UpdatedAt: now,
		ExpiresAt: db.UTC(body.ExpiresAt), MFASerial: body.MFASerial,
	}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		// The row's id is part of what the seal binds, so it comes first.
		if err := s.insertFirst(ctx, sc, &row, body.IsDefault, body.Tags); err != nil {
			return err
		}
		columns, err := s.seal(ctx, sc, row.ID, key)
		if err != nil {
			return err
		}
		if err := s.store.update(ctx, sc, row.ID, columns); err != nil {
			return err
		}
		return s.record(ctx, sc, "vault.credential_added", &row, nil)
	})
	if err != nil {
		return api.Credential{}, err
	}
	return s.viewOf(ctx, sc, &row)
}

// insertFirst stores a new row in the running transaction, with its tags. The
// workspace's first one becomes its default.
func (s *Service) insertFirst(ctx context.Context, sc access.Scope, row *credentialRow, isDefault bool, tags map[string]string) error {
	if err := s.store.lock(ctx, sc); err != nil {
		return err
	}
	others, err := s.store.list(ctx, sc, 0, 1)
	if err != nil {
		return err
	}
	if err := s.store.insert(ctx, sc, row); err != nil {
		return err
	}
	if row.IsDefault = isDefault || len(others) == 0; row.IsDefault {
		if err := s.store.setDefault(ctx, sc, row.ID); err != nil {
			return err
		}
	}
	return s.store.setTags(ctx, sc, row.ID, tags)
}

// List gives the workspace's credentials, oldest first.
func (s *Service) List(ctx context.Context, sc access.Scope, in api.CredentialListIn) (api.CredentialList, error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return api.CredentialList{}, err
	}
	rows, err := s.store.tagged(ctx, sc, in.Tag, after, in.Limit+1)
	if err != nil {
		return api.CredentialList{}, err
	}
	kept, next := page.Cut(rows, in.Limit, func(r *credentialRow) int64 { return r.ID }, func(r *credentialRow) credentialRow { return *r })
	items, err := s.views(ctx, sc, kept)
	return api.CredentialList{Items: items, NextCursor: next}, err
}

// Get gives one credential without its secrets.
func (s *Service) Get(ctx context.Context, sc access.Scope, in api.ByID) (api.Credential, error) {
	row, err := s.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.Credential{}, err
	}
	return s.viewOf(ctx, sc, row)
}

// SetDefault makes a credential the one that is used when a request names none.
func (s *Service) SetDefault(ctx context.Context, sc access.Scope, in api.ByID) (api.Credential, error) {
	var row *credentialRow
	err := s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.lock(ctx, sc); err != nil {
			return err
		}
		if _, err := s.store.byID(ctx, sc, in.ID); err != nil {
			return err
		}
		if err := s.store.setDefault(ctx, sc, in.ID); err != nil {
			return err
		}
		var err error
		if row, err = s.store.byID(ctx, sc, in.ID); err != nil {
			return err
		}
		return s.record(ctx, sc, "vault.default_set", row, nil)
	})
	if err != nil {
		return api.Credential{}, err
	}
	return s.viewOf(ctx, sc, row)
}

// Delete removes a credential for good. When it was the default, the oldest
// one that is left becomes the default.
func (s *Service) Delete(ctx context.Context, sc access.Scope, in api.ByID) (api.None, error) {
	return api.None{}, s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.lock(ctx, sc); err != nil {
			return err
		}
		row, err := s.store.byID(ctx, sc, in.ID)
		if err != nil {
			return err
		}
		roles, err := s.store.rolesOf(ctx, sc, in.ID)
		if err != nil {
			return err
		}
		if len(roles) > 0 {
			return ErrInUse.Saying("Roles are assumed with this credential: %s. Delete them first.", labels(roles))
		}
		if err := s.endRotation(ctx, sc, in.ID); err != nil {
			return err
		}
		if err := s.store.delete(ctx, sc, in.ID); err != nil {
			return err
		}
		if row.IsDefault {
			if err := s.store.setDefault(ctx, sc, 0); err != nil {
				return err
			}
		}
		return s.record(ctx, sc, "vault.credential_deleted", row, nil)
	})
}

// labels names a few credentials.
func labels(rows []credentialRow) string {
	var names []string
	for i := range rows {
		if i == 3 {
			return strings.Join(names, ", ") + " and " + strconv.Itoa(len(rows)-i) + " more"
		}
		names = append(names, rows[i].Label)
	}
	return strings.Join(names, ", ")
}

// seal makes the sealed columns of a key.
func (s *Service) seal(ctx context.Context, sc access.Scope, row int64, key secrets) (map[string]any, error) {
	columns := map[string]any{sessionTokenColumn.Name: nil}
	for _, part := range []struct {
		column seal.Column
		secret string
	}{{accessKeyIDColumn, key.accessKeyID}, {secretAccessKeyColumn, key.secretAccessKey}, {sessionTokenColumn, key.sessionToken}} {
		if part.secret == "" {
			continue
		}
		sealed, err := s.sealer.Seal(ctx, sc, part.column, row, []byte(part.secret))
		if err != nil {
			return nil, err
		}
		columns[part.column.Name] = sealed
	}
	return columns, nil
}

func (s *Service) record(ctx context.Context, sc access.Scope, action string, row *credentialRow, details map[string]string) error {
	all := map[string]string{"label": row.Label}
	for k, v := range details {
		all[k] = v
	}
	return s.audit.Record(ctx, sc, audit.Entry{
		Action: action, ResourceType: "credential", ResourceID: strconv.FormatInt(row.ID, 10),
		AWSAccountID: row.AWSAccountID, AWSRegion: row.AWSRegion, Details: all,
	})
}
