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
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Service is the room's door.
type Service struct {
	db      *db.DB
	store   store
	sealer  *seal.Sealer
	audit   *audit.Log
	gateway *gateway.Gateway

	sessions *gateway.Sessions
}

// New opens the room.
func New(database *db.DB, sealer *seal.Sealer, log *audit.Log, g *gateway.Gateway) *Service {
	return &Service{database, store{database}, sealer, log, g, gateway.NewSessions(time.Now)}
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
	now := db.Now()
	row := credentialRow{
		UserID: userID, Label: body.Label, Kind: kindAccessKey, KeyPrefix: body.AccessKeyID[:4],
		EncryptedAccessKeyID: []byte{}, EncryptedSecretAccessKey: []byte{},
		AWSRegion: orDefault(body.AWSRegion), AWSAccountID: body.AWSAccountID, CreatedAt: now, UpdatedAt: now,
	}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.lock(ctx, sc); err != nil {
			return err
		}
		others, err := s.store.list(ctx, sc, 0, 1)
		if err != nil {
			return err
		}
		// The row's id is part of what the seal binds, so it comes first.
		if err := s.store.insert(ctx, sc, &row); err != nil {
			return err
		}
		columns, err := s.seal(ctx, sc, row.ID, key)
		if err != nil {
			return err
		}
		if err := s.store.update(ctx, sc, row.ID, columns); err != nil {
			return err
		}
		if row.IsDefault = body.IsDefault || len(others) == 0; row.IsDefault {
			if err := s.store.setDefault(ctx, sc, row.ID); err != nil {
				return err
			}
		}
		return s.record(ctx, sc, "vault.credential_added", &row, nil)
	})
	if err != nil {
		return api.Credential{}, err
	}
	return row.view(), nil
}

// ListIn is the input of List.
type ListIn struct{ api.Page }

// List gives the workspace's credentials, oldest first.
func (s *Service) List(ctx context.Context, sc access.Scope, in ListIn) (api.CredentialList, error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return api.CredentialList{}, err
	}
	rows, err := s.store.list(ctx, sc, after, in.Limit+1)
	if err != nil {
		return api.CredentialList{}, err
	}
	var out api.CredentialList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *credentialRow) int64 { return r.ID }, (*credentialRow).view)
	return out, nil
}

// Get gives one credential without its secrets.
func (s *Service) Get(ctx context.Context, sc access.Scope, in api.ByID) (api.Credential, error) {
	row, err := s.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.Credential{}, err
	}
	return row.view(), nil
}

// Update edits a credential. Replacing the key forgets what AWS said of the
// old one.
func (s *Service) Update(ctx context.Context, sc access.Scope, in api.UpdateCredentialIn) (api.Credential, error) {
	var row *credentialRow
	err := s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.lock(ctx, sc); err != nil {
			return err
		}
		before, err := s.store.byID(ctx, sc, in.ID)
		if err != nil {
			return err
		}
		if before.Kind == kindAssumeRole && (in.Body.AccessKeyID != nil || in.Body.SecretAccessKey != nil || in.Body.SessionToken != nil) {
			return ErrInvalid.Saying("This credential is a role and holds no key. Replace the key of the credential that it is assumed with.").
				At("body.access_key_id", "is not a field of a role")
		}
		columns, changed, err := s.changes(ctx, sc, in)
		if err != nil {
			return err
		}
		if len(columns) > 0 {
			columns["updated_at"] = db.Now()
			if err := s.store.update(ctx, sc, in.ID, columns); err != nil {
				return err
			}
		}
		if row, err = s.store.byID(ctx, sc, in.ID); err != nil || len(columns) == 0 {
			return err
		}
		return s.record(ctx, sc, "vault.credential_changed", row, changed)
	})
	if err != nil {
		return api.Credential{}, err
	}
	return row.view(), nil
}

// changes are the columns that an edit sets, and what the audit log says of it.
func (s *Service) changes(ctx context.Context, sc access.Scope, in api.UpdateCredentialIn) (columns map[string]any, changed map[string]string, err error) {
	columns, changed = map[string]any{}, map[string]string{}
	body := in.Body
	switch {
	case body.AccessKeyID != nil && body.SecretAccessKey != nil:
		key := secrets{accessKeyID: *body.AccessKeyID, secretAccessKey: *body.SecretAccessKey}
		if body.SessionToken != nil {
			key.sessionToken = *body.SessionToken
		}
		if err := key.check(); err != nil {
			return nil, nil, err
		}
		if columns, err = s.seal(ctx, sc, in.ID, key); err != nil {
			return nil, nil, err
		}
		columns["key_prefix"], columns["aws_arn"], columns["aws_account_id"], columns["verified_at"] = key.accessKeyID[:4], "", "", nil
		changed["key"] = "replaced"
	case body.AccessKeyID != nil:
		return nil, nil, ErrInvalid.At("body.secret_access_key", "is needed to replace the key")
	case body.SecretAccessKey != nil || body.SessionToken != nil:
		return nil, nil, ErrInvalid.At("body.access_key_id", "is needed to replace the key")
	}
	set := func(column string, value *string) {
		if value != nil {
			columns[column], changed[column] = *value, *value
		}
	}
	set("label", body.Label)
	set("aws_region", body.AWSRegion)
	set("aws_account_id", body.AWSAccountID)
	return columns, changed, nil
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
	return row.view(), nil
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
