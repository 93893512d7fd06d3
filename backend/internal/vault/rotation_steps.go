package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
)

// startRotation finds out whose key it is and whether AWS will make another,
// and notes that a rotation begins. Nothing is changed in AWS yet.
func (s *Service) startRotation(ctx context.Context, sc access.Scope, id int64, keepOldFor int) (*rotationRow, error) {
	user, err := sc.User()
	if err != nil {
		return nil, err
	}
	row, err := s.use(ctx, sc, id, "rotation")
	if err != nil {
		return nil, err
	}
	if row.Kind != kindAccessKey || row.KeyPrefix == temporaryPrefix {
		return nil, ErrCannotRotate
	}
	key, err := s.openKey(ctx, sc, row)
	if err != nil {
		return nil, err
	}
	calls := s.keyCalls(sc, key)
	arn, err := calls.whose(ctx)
	if err != nil {
		return nil, err
	}
	name, err := userOf(arn)
	if err != nil {
		return nil, err
	}
	listed, err := calls.list(ctx, name)
	if err != nil {
		return nil, err
	}
	if len(listed) > 1 {
		return nil, ErrTwoKeys.Saying("The IAM user %s has two access keys already, and AWS allows no third: %s. Delete the one that nobody uses, then try again.", name, described(listed, key.AccessKeyID))
	}
	now := db.Now()
	r := &rotationRow{
		CredentialID: id, StartedBy: user, Step: stepCreating, UserName: name, AWSArn: arn, KeepOldFor: keepOldFor,
		EncryptedOldAccessKeyID: []byte{}, Lease: rand.Text(), LeaseUntil: now.Add(leaseTime), StartedAt: now, UpdatedAt: now,
	}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.lock(ctx, sc); err != nil {
			return err
		}
		current, err := s.store.byID(ctx, sc, id)
		if err != nil {
			return err
		}
		if !current.UpdatedAt.Equal(row.UpdatedAt) {
			return ErrRotating.After(time.Second) // edited, or rotated, meanwhile
		}
		if err := s.store.insertRotation(ctx, sc, r); err != nil {
			return err
		}
		sealed, err := s.sealer.Seal(ctx, sc, oldKeyIDColumn, r.ID, []byte(key.AccessKeyID))
		if err != nil {
			return err
		}
		if err := s.store.updateRotation(ctx, sc, r, map[string]any{oldKeyIDColumn.Name: sealed}); err != nil {
			return err
		}
		r.EncryptedOldAccessKeyID = sealed
		if err := s.record(ctx, sc, "vault.rotation_started", row, map[string]string{"user_name": name, "keep_old_for_days": fmt.Sprint(keepOldFor)}); err != nil {
			return err
		}
		return s.store.due(ctx, sc, dueRotation, r.ID, r.LeaseUntil)
	})
	return r, err
}

// userOf is the name of the IAM user of an ARN ("IAM ARNs", IAM User Guide).
func userOf(arn string) (string, error) {
	_, resource, _ := strings.Cut(arn, ":iam::")
	_, resource, _ = strings.Cut(resource, ":")
	path, found := strings.CutPrefix(resource, "user/")
	if !found {
		return "", ErrCannotRotate.Saying("This key belongs to %s. Only the key of an IAM user can be rotated: AWS advises to have none of the root user at all.", arn)
	}
	return path[strings.LastIndexByte(path, '/')+1:], nil
}

// described tells of keys what helps to choose between them.
func described(keys []types.AccessKeyMetadata, own string) string {
	var out []string
	for _, k := range keys {
		id, whose := aws.ToString(k.AccessKeyId), ""
		if id == own {
			whose = "this one, "
		}
		made := ""
		if k.CreateDate != nil {
			made = ", made on " + k.CreateDate.UTC().Format(time.DateOnly)
		}
		out = append(out, fmt.Sprintf("%s (%s%s%s)", preview(id), whose, strings.ToLower(string(k.Status)), made))
	}
	return strings.Join(out, " and ")
}

// preview is the kind of a key and its last four signs, as AWS's console
// shortens it for those who have to tell two apart.
func preview(id string) string {
	if len(id) < 12 {
		return "…"
	}
	return id[:4] + "…" + id[len(id)-4:]
}

// advance does the next step.
func (s *Service) advance(ctx context.Context, sc access.Scope, r *rotationRow) error {
	row, err := s.use(ctx, sc, r.CredentialID, "rotation")
	if err != nil {
		return err
	}
	key, err := s.openKey(ctx, sc, row)
	if err != nil {
		return err
	}
	calls := s.keyCalls(sc, key)
	switch r.Step {
	case stepCreating:
		return s.create(ctx, sc, r, calls)
	case stepCreated:
		return s.verifyNew(ctx, sc, r)
	case stepVerified:
		return s.switchKeys(ctx, sc, r)
	case stepSwitched:
		return s.deactivateOld(ctx, sc, r, calls)
	case stepDeactivated:
		old, err := s.open(ctx, sc, r.ID, oldKeyIDColumn, r.EncryptedOldAccessKeyID)
		if err != nil {
			return err
		}
		if err := calls.delete(ctx, r.UserName, old); err != nil {
			return err
		}
		return s.step(ctx, sc, r, stepDeleted, nil, nil)
	case stepCancelling:
		return s.takeBack(ctx, sc, r, calls)
	default:
		return fmt.Errorf("vault: a rotation at the unknown step %q", r.Step)
	}
}

// create asks AWS for the new key, and seals it before anything else. That AWS
// is asked is noted first: whoever finds the note and no key knows that there
// may be one whose secret nobody has.
func (s *Service) create(ctx context.Context, sc access.Scope, r *rotationRow, calls keyCalls) error {
	if r.CreateSentAt != nil {
		if err := s.dropLost(ctx, sc, r, calls); err != nil {
			return err
		}
	}
	sent := db.Now()
	if err := s.store.updateRotation(ctx, sc, r, map[string]any{"create_sent_at": sent}); err != nil {
		return err
	}
	r.CreateSentAt = &sent
	made, err := calls.create(ctx, r.UserName)
	if err != nil {
		if !refusedForSure(err) {
			return err
		}
		return errors.Join(err, s.step(ctx, sc, r, stepFailed, map[string]any{"problem": clean(err), "create_sent_at": nil}, nil))
	}
	id, secret := aws.ToString(made.AccessKeyId), aws.ToString(made.SecretAccessKey)
	keep := context.WithoutCancel(ctx) // there is a key now: it is kept, whatever else happens
	err = s.db.Tx(keep, sc, func(ctx context.Context) error {
		sealedID, err := s.sealer.Seal(ctx, sc, newKeyIDColumn, r.ID, []byte(id))
		if err != nil {
			return err
		}
		sealedSecret, err := s.sealer.Seal(ctx, sc, newSecretColumn, r.ID, []byte(secret))
		if err != nil {
			return err
		}
		return s.step(ctx, sc, r, stepCreated, map[string]any{
			newKeyIDColumn.Name: sealedID, newSecretColumn.Name: sealedSecret, "new_key_created_at": db.UTC(made.CreateDate), "create_sent_at": nil,
		}, nil)
	})
	if err != nil { // it cannot be kept: better none than one that nobody knows
		return errors.Join(err, calls.delete(keep, r.UserName, id))
	}
	return nil
}

// refusedForSure tells whether AWS has certainly not done what it was asked.
func refusedForSure(err error) bool {
	f := fault.Of(err)
	if f.AWS() == nil {
		return false
	}
	switch f.AWS().Code { // "Common error types", IAM API reference
	case "InternalFailure", "ServiceFailure", "ServiceUnavailable", "RequestTimeout", "InternalError", "UnknownError":
		return false
	}
	return true
}

// dropLost deletes a key that was made for this rotation and whose secret was
// lost on the way here. A key that may be somebody else's is left alone.
func (s *Service) dropLost(ctx context.Context, sc access.Scope, r *rotationRow, calls keyCalls) error {
	if wait := time.Until(r.CreateSentAt.Add(settleTime)); wait > 0 {
		if err := pause(ctx, min(wait, settleTime)); err != nil {
			return err
		}
	}
	old, err := s.open(ctx, sc, r.ID, oldKeyIDColumn, r.EncryptedOldAccessKeyID)
	if err != nil {
		return err
	}
	listed, err := calls.list(ctx, r.UserName)
	if err != nil {
		return err
	}
	for _, k := range listed {
		id := aws.ToString(k.AccessKeyId)
		if id == old {
			continue
		}
		ours := k.CreateDate != nil && k.CreateDate.After(r.CreateSentAt.Add(-clockSkew)) && k.CreateDate.Before(r.CreateSentAt.Add(clockSkew))
		if ours {
			used, err := calls.used(ctx, id)
			if err != nil {
				return err
			}
			ours = !used
		}
		if !ours {
			return ErrUnsureKey.Saying("The answer of AWS to iam:CreateAccessKey was lost, and the IAM user %s has another key now, %s, that may be somebody else's. Delete it if nobody uses it, then go on.", r.UserName, preview(id))
		}
		if err := calls.delete(ctx, r.UserName, id); err != nil {
			return err
		}
	}
	return s.store.updateRotation(ctx, sc, r, map[string]any{"create_sent_at": nil})
}

// newKey opens the new key that is sealed in the row.
func (s *Service) newKey(ctx context.Context, sc access.Scope, r *rotationRow) (gateway.Key, error) {
	row, err := s.store.byID(ctx, sc, r.CredentialID)
	if err != nil {
		return gateway.Key{}, err
	}
	key := gateway.Key{CredentialID: row.ID, Region: row.AWSRegion, AccountID: row.AWSAccountID}
	if key.AccessKeyID, err = s.open(ctx, sc, r.ID, newKeyIDColumn, r.EncryptedNewAccessKeyID); err != nil {
		return gateway.Key{}, err
	}
	key.SecretAccessKey, err = s.open(ctx, sc, r.ID, newSecretColumn, r.EncryptedNewSecretAccessKey)
	return key, err
}

func (s *Service) verifyNew(ctx context.Context, sc access.Scope, r *rotationRow) error {
	key, err := s.newKey(ctx, sc, r)
	if err != nil {
		return err
	}
	arn, err := s.keyCalls(sc, key).whoseNew(ctx)
	if err != nil {
		return err
	}
	if arn != r.AWSArn {
		return ErrOtherUser.Saying("AWS says that the new key belongs to %s, not to %s.", arn, r.AWSArn)
	}
	return s.step(ctx, sc, r, stepVerified, nil, nil)
}

// switchKeys makes the new key the credential's, in one transaction.
func (s *Service) switchKeys(ctx context.Context, sc access.Scope, r *rotationRow) error {
	key, err := s.newKey(ctx, sc, r)
	if err != nil {
		return err
	}
	none := map[string]any{newKeyIDColumn.Name: nil, newSecretColumn.Name: nil}
	return s.step(ctx, sc, r, stepSwitched, none, func(ctx context.Context) error {
		columns, err := s.seal(ctx, sc, r.CredentialID, secrets{accessKeyID: key.AccessKeyID, secretAccessKey: key.SecretAccessKey})
		if err != nil {
			return err
		}
		now := db.Now()
		columns["key_prefix"], columns["aws_arn"], columns["aws_account_id"] = key.AccessKeyID[:4], r.AWSArn, accountOf(r.AWSArn)
		columns["verified_at"], columns["updated_at"] = now, now
		columns["key_created_at"] = r.NewKeyCreatedAt
		return s.store.update(ctx, sc, r.CredentialID, columns)
	})
}

func (s *Service) deactivateOld(ctx context.Context, sc access.Scope, r *rotationRow, calls keyCalls) error {
	old, err := s.open(ctx, sc, r.ID, oldKeyIDColumn, r.EncryptedOldAccessKeyID)
	if err != nil {
		return err
	}
	if err := calls.deactivate(ctx, r.UserName, old); err != nil {
		return err
	}
	until := db.Now().AddDate(0, 0, r.KeepOldFor)
	return s.step(ctx, sc, r, stepDeactivated, map[string]any{"keep_old_until": until}, nil)
}

// takeBack deletes the new key, whether its secret is known or not.
func (s *Service) takeBack(ctx context.Context, sc access.Scope, r *rotationRow, calls keyCalls) error {
	if r.CreateSentAt != nil {
		if err := s.dropLost(ctx, sc, r, calls); err != nil {
			return err
		}
	}
	if len(r.EncryptedNewAccessKeyID) > 0 {
		id, err := s.open(ctx, sc, r.ID, newKeyIDColumn, r.EncryptedNewAccessKeyID)
		if err != nil {
			return err
		}
		err = calls.deleteOnce(ctx, r.UserName, id)
		if err != nil && unknownKey(err) { // the old key is gone meanwhile: the new one can delete itself
			key, openErr := s.newKey(ctx, sc, r)
			if openErr != nil {
				return openErr
			}
			err = s.keyCalls(sc, key).delete(ctx, r.UserName, id)
		}
		if err != nil {
			return err
		}
	}
	return s.step(ctx, sc, r, stepCancelled, nil, nil)
}
