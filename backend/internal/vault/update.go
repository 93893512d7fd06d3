package vault

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Update edits a credential. Replacing the key forgets what AWS said of the
// old one.
func (s *Service) Update(ctx context.Context, sc access.Scope, in api.UpdateCredentialIn) (api.Credential, error) {
	if err := checkTags(in.Body.Tags); err != nil {
		return api.Credential{}, err
	}
	var row *credentialRow
	err := s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.lock(ctx, sc); err != nil {
			return err
		}
		before, err := s.store.byID(ctx, sc, in.ID)
		if err != nil {
			return err
		}
		if err := s.mayChange(ctx, sc, before, in.Body); err != nil {
			return err
		}
		columns, changed, err := s.changes(ctx, sc, in)
		if err != nil {
			return err
		}
		if err := s.changeBase(ctx, sc, *before, in.Body.BaseCredentialID, columns, changed); err != nil {
			return err
		}
		if len(columns) > 0 {
			columns["updated_at"] = db.Now()
			if err := s.store.update(ctx, sc, in.ID, columns); err != nil {
				return err
			}
		}
		if in.Body.Tags != nil {
			if err := s.store.setTags(ctx, sc, in.ID, in.Body.Tags); err != nil {
				return err
			}
			changed["tags"] = "set"
		}
		if row, err = s.store.byID(ctx, sc, in.ID); err != nil || len(changed) == 0 {
			return err
		}
		return s.record(ctx, sc, "vault.credential_changed", row, changed)
	})
	if err != nil {
		return api.Credential{}, err
	}
	return s.viewOf(ctx, sc, row)
}

// mayChange holds an edit against the kind of the credential, and what is under
// way with it.
func (s *Service) mayChange(ctx context.Context, sc access.Scope, before *credentialRow, body api.UpdateCredentialRequest) error {
	key := body.AccessKeyID != nil || body.SecretAccessKey != nil || body.SessionToken != nil
	if key && before.Kind != kindAccessKey {
		return ErrInvalid.Saying("This credential is a role and holds no key of its own.").At("body.access_key_id", "is not a field of a role")
	}
	if body.RoleName != nil && before.Kind != kindIdentityCenter {
		return ErrInvalid.At("body.role_name", "is a field of a credential of IAM Identity Center only")
	}
	if body.BaseCredentialID != nil && before.Kind != kindAssumeRole {
		return ErrInvalid.At("body.base_credential_id", "is a field of a role that is assumed only")
	}
	if body.MFASerial != nil && before.Kind != kindAccessKey {
		return ErrInvalid.At("body.mfa_serial", "is a field of an access key; that of a role is given when it is added")
	}
	if body.ExpiresAt != nil && body.AccessKeyID == nil {
		prefix := before.KeyPrefix
		if before.Kind != kindAccessKey {
			prefix = ""
		}
		if err := checkEnd(prefix, body.ExpiresAt); err != nil {
			return err
		}
	}
	if !key {
		return nil
	}
	open, err := s.store.openRotation(ctx, sc, before.ID)
	if err == nil && open != nil {
		return ErrRotationOpen
	}
	return err
}

// checkEnd wants the end of a session only where there is one.
func checkEnd(keyID string, at *time.Time) error {
	if at != nil && !strings.HasPrefix(keyID, temporaryPrefix) {
		return ErrInvalid.At("body.expires_at", "belongs to a temporary key (ASIA…)")
	}
	return nil
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
		if err := errors.Join(key.check(), checkEnd(key.accessKeyID, body.ExpiresAt)); err != nil {
			return nil, nil, err
		}
		if columns, err = s.seal(ctx, sc, in.ID, key); err != nil {
			return nil, nil, err
		}
		columns["key_prefix"], columns["aws_arn"], columns["aws_account_id"], columns["verified_at"] = key.accessKeyID[:4], "", "", nil
		columns["key_created_at"], columns["expires_at"] = db.Now(), nil
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
	set("mfa_serial", body.MFASerial)
	if body.RoleName != nil {
		columns["sso_role_name"], changed["role_name"] = *body.RoleName, *body.RoleName
	}
	if body.ExpiresAt != nil {
		columns["expires_at"], changed["expires_at"] = body.ExpiresAt.UTC(), body.ExpiresAt.UTC().Format(time.RFC3339)
	}
	return columns, changed, nil
}

// noteExpired remembers that AWS has found a session token to be over, and
// gives the error on.
func (s *Service) noteExpired(ctx context.Context, sc access.Scope, id int64, err error) error {
	f := fault.Of(err)
	if f.AWS() == nil || f.AWS().Code != "ExpiredToken" && f.AWS().Code != "ExpiredTokenException" {
		return err
	}
	row, readErr := s.store.byID(ctx, sc, id)
	if readErr != nil || row.Kind != kindAccessKey || row.KeyPrefix != temporaryPrefix {
		return err
	}
	now := db.Now()
	if row.ExpiresAt != nil && !row.ExpiresAt.After(now) {
		return err
	}
	return errors.Join(err, s.db.Tx(ctx, sc, func(ctx context.Context) error {
		return s.store.update(ctx, sc, id, map[string]any{"expires_at": now})
	}))
}

// endRotation lets a credential be deleted: not while a new key of it is not in
// use yet, since nobody would know that key any more. Where no new key is known,
// and several tries to go on have failed, nothing is held back any longer.
func (s *Service) endRotation(ctx context.Context, sc access.Scope, id int64) error {
	r, err := s.store.openRotation(ctx, sc, id)
	if err != nil || r == nil {
		return err
	}
	hopeless := len(r.EncryptedNewAccessKeyID) == 0 && r.Attempts >= hopelessAfter
	if !r.switched() && !hopeless {
		return ErrRotationOpen
	}
	if r.LeaseUntil.After(db.Now()) {
		return ErrRotating.After(3 * time.Second)
	}
	return s.store.notDue(ctx, sc, dueRotation, r.ID)
}
