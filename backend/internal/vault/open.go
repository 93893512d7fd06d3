package vault

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Open opens a credential to call AWS with; id 0 means the workspace's
// default. purpose says what for, as AWS names it. The opening is recorded
// before the secret is: when it cannot be recorded, nothing is opened. A role is
// assumed, and a role of IAM Identity Center asked for, or its session used again.
func (s *Service) Open(ctx context.Context, sc access.Scope, id int64, purpose string) (gateway.Key, error) {
	row, err := s.use(ctx, sc, id, purpose)
	if err != nil {
		return gateway.Key{}, err
	}
	return s.keyOf(ctx, sc, row)
}

// keyOf is a key to call AWS with, of whatever kind the credential is.
func (s *Service) keyOf(ctx context.Context, sc access.Scope, row *credentialRow) (gateway.Key, error) {
	switch row.Kind {
	case kindAssumeRole:
		return s.assumed(ctx, sc, row)
	case kindIdentityCenter:
		return s.federated(ctx, sc, row)
	default:
		return s.openKey(ctx, sc, row)
	}
}

// use notes that a credential is about to be opened.
func (s *Service) use(ctx context.Context, sc access.Scope, id int64, purpose string) (row *credentialRow, err error) {
	if err := sc.Allow(access.VaultUse); err != nil {
		return nil, err
	}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) (err error) {
		if id == 0 {
			row, err = s.store.defaultOne(ctx, sc)
		} else {
			row, err = s.store.byID(ctx, sc, id)
		}
		if err != nil {
			return err
		}
		if err := s.store.update(ctx, sc, row.ID, map[string]any{"last_used_at": db.Now()}); err != nil {
			return err
		}
		return s.record(ctx, sc, "vault.credential_opened", row, map[string]string{"purpose": purpose})
	})
	return row, err
}

// openKey opens the secrets of an access key.
func (s *Service) openKey(ctx context.Context, sc access.Scope, row *credentialRow) (key gateway.Key, err error) {
	key = gateway.Key{CredentialID: row.ID, Region: row.AWSRegion, AccountID: row.AWSAccountID}
	if key.AccessKeyID, err = s.open(ctx, sc, row.ID, accessKeyIDColumn, row.EncryptedAccessKeyID); err != nil {
		return gateway.Key{}, err
	}
	if key.SecretAccessKey, err = s.open(ctx, sc, row.ID, secretAccessKeyColumn, row.EncryptedSecretAccessKey); err != nil {
		return gateway.Key{}, err
	}
	if len(row.EncryptedSessionToken) > 0 {
		if key.SessionToken, err = s.open(ctx, sc, row.ID, sessionTokenColumn, row.EncryptedSessionToken); err != nil {
			return gateway.Key{}, err
		}
	}
	return key, nil
}

func (s *Service) open(ctx context.Context, sc access.Scope, row int64, column seal.Column, sealed []byte) (string, error) {
	secret, err := s.sealer.Open(ctx, sc, column, row, sealed)
	return string(secret), err
}

// Verify asks AWS whose the key is (sts:GetCallerIdentity, which needs no
// permission) and keeps the account and ARN.
func (s *Service) Verify(ctx context.Context, sc access.Scope, in api.ByID) (api.CallerIdentity, error) {
	key, err := s.Open(ctx, sc, in.ID, "sts:GetCallerIdentity")
	if err != nil {
		return api.CallerIdentity{}, err
	}
	who, err := sts.NewFromConfig(s.gateway.Config(sc, key)).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return api.CallerIdentity{}, s.noteExpired(ctx, sc, in.ID, err)
	}
	out := api.CallerIdentity{AccountID: aws.ToString(who.Account), Arn: aws.ToString(who.Arn), UserID: aws.ToString(who.UserId)}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		now := db.Now()
		err := s.store.update(ctx, sc, in.ID, map[string]any{
			"aws_account_id": out.AccountID, "aws_arn": out.Arn, "verified_at": now, "updated_at": now,
		})
		if err != nil {
			return err
		}
		row, err := s.store.byID(ctx, sc, in.ID)
		if err != nil {
			return err
		}
		if out.Credential, err = s.viewOf(ctx, sc, row); err != nil {
			return err
		}
		return s.record(ctx, sc, "vault.credential_verified", row, map[string]string{"arn": out.Arn})
	})
	if err != nil {
		return api.CallerIdentity{}, err
	}
	return out, nil
}
