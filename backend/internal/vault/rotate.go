package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Rotate changes an access key for a new one of the same IAM user: it makes a
// new key, verifies and stores it, then deactivates and deletes the old one.
// Where it is broken off it goes on when it is asked for again, or by itself.
// It does not stop when the caller goes away.
//
// The key needs iam:ListAccessKeys, iam:CreateAccessKey, iam:UpdateAccessKey
// and iam:DeleteAccessKey for its own user ("Update access keys", IAM User
// Guide).
func (s *Service) Rotate(ctx context.Context, sc access.Scope, in api.RotateIn) (api.Rotation, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stepTime)
	defer cancel()
	if _, err := s.store.byID(ctx, sc, in.ID); err != nil {
		return api.Rotation{}, err
	}
	r, err := s.store.openRotation(ctx, sc, in.ID)
	if err != nil {
		return api.Rotation{}, err
	}
	if r != nil {
		if r, err = s.store.claimRotation(ctx, sc, r.ID, rand.Text(), db.Now()); err != nil {
			return api.Rotation{}, err
		}
	} else {
		keep := 0
		if in.Body != nil {
			keep = in.Body.KeepOldFor
		}
		if r, err = s.startRotation(ctx, sc, in.ID, keep); err != nil {
			return api.Rotation{}, err
		}
	}
	return s.goOn(ctx, sc, r)
}

// Rotation tells how far the newest rotation of a credential has come.
func (s *Service) Rotation(ctx context.Context, sc access.Scope, in api.ByID) (api.RotationState, error) {
	if _, err := s.store.byID(ctx, sc, in.ID); err != nil {
		return api.RotationState{}, err
	}
	r, err := s.store.newestRotation(ctx, sc, in.ID)
	if err != nil || r == nil {
		return api.RotationState{}, err
	}
	view := r.view()
	return api.RotationState{Rotation: &view}, nil
}

// CancelRotation takes a rotation back whose new key is not in use yet: the new
// key is deleted.
func (s *Service) CancelRotation(ctx context.Context, sc access.Scope, in api.ByID) (api.Rotation, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stepTime)
	defer cancel()
	if _, err := s.store.byID(ctx, sc, in.ID); err != nil {
		return api.Rotation{}, err
	}
	r, err := s.store.openRotation(ctx, sc, in.ID)
	if err != nil {
		return api.Rotation{}, err
	}
	if r == nil {
		return api.Rotation{}, ErrNoRotation
	}
	if r, err = s.store.claimRotation(ctx, sc, r.ID, rand.Text(), db.Now()); err != nil {
		return api.Rotation{}, err
	}
	if r.switched() {
		return api.Rotation{}, errors.Join(ErrSwitched, s.release(ctx, sc, r, nil))
	}
	if err := s.step(ctx, sc, r, stepCancelling, nil, nil); err != nil {
		return api.Rotation{}, err
	}
	return s.goOn(ctx, sc, r)
}

// goOn takes a rotation as far as it goes now, and gives the lease back.
func (s *Service) goOn(ctx context.Context, sc access.Scope, r *rotationRow) (api.Rotation, error) {
	var failure error
	for r.FinishedAt == nil && failure == nil {
		if r.Step == stepDeactivated && r.KeepOldUntil != nil && r.KeepOldUntil.After(db.Now()) {
			break
		}
		failure = s.advance(ctx, sc, r)
	}
	if r.FinishedAt != nil {
		return r.view(), failure
	}
	// It is noted also when the time is up.
	if err := s.release(context.WithoutCancel(ctx), sc, r, failure); err != nil {
		return api.Rotation{}, errors.Join(failure, err)
	}
	return r.view(), failure
}

// release gives the lease back, and says when to go on and what is wrong.
func (s *Service) release(ctx context.Context, sc access.Scope, r *rotationRow, failure error) error {
	if errors.Is(failure, errLeaseLost) {
		return nil
	}
	now := db.Now()
	next := now
	if failure != nil {
		r.Attempts++
		r.Problem = clean(failure)
		next = now.Add(retryAfter(r.Attempts))
	} else if r.KeepOldUntil != nil {
		next = *r.KeepOldUntil
	}
	r.NextAttemptAt, r.LeaseUntil = &next, now
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		err := s.store.updateRotation(ctx, sc, r, map[string]any{
			"lease_until": now, "attempts": r.Attempts, "problem": r.Problem, "next_attempt_at": next,
		})
		if err != nil {
			return err
		}
		return s.store.due(ctx, sc, dueRotation, r.ID, next)
	})
}

// clean is what may be kept of an error.
func clean(err error) string { return fault.Of(err).Detail() }

// step notes that the rotation has come to a step: the row, what else changes
// with it, and the audit record are one transaction.
func (s *Service) step(ctx context.Context, sc access.Scope, r *rotationRow, to string, columns map[string]any, with func(ctx context.Context) error) error {
	now := db.Now()
	all := map[string]any{"step": to, "updated_at": now, "attempts": 0, "problem": "", "next_attempt_at": nil, "lease_until": now.Add(leaseTime)}
	done := to == stepDeleted || to == stepCancelled || to == stepFailed
	if done {
		all["finished_at"], all["lease_until"] = now, now
		all[newKeyIDColumn.Name], all[newSecretColumn.Name] = nil, nil
	}
	for name, value := range columns {
		all[name] = value
	}
	err := s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.lock(ctx, sc); err != nil {
			return err
		}
		if err := s.store.updateRotation(ctx, sc, r, all); err != nil {
			return err
		}
		if with != nil {
			if err := with(ctx); err != nil {
				return err
			}
		}
		row, err := s.store.byID(ctx, sc, r.CredentialID)
		if err != nil {
			return err
		}
		if err := s.record(ctx, sc, "vault.rotation_"+to, row, map[string]string{"user_name": r.UserName}); err != nil {
			return err
		}
		if done {
			return s.store.notDue(ctx, sc, dueRotation, r.ID)
		}
		return s.store.due(ctx, sc, dueRotation, r.ID, now.Add(leaseTime))
	})
	if err != nil {
		return err
	}
	fresh, err := s.store.rotation(ctx, sc, r.ID)
	if err != nil {
		return err
	}
	*r = *fresh
	return nil
}

// dueAtOnce is how many rotations a server takes at a time.
const dueAtOnce = 20

// GoOnRotating goes on with the rotations that stand still and are due, in every
// workspace. as is the system in a workspace.
func (s *Service) GoOnRotating(ctx context.Context, public access.Scope, as func(workspace int64) access.Scope, log *slog.Logger) error {
	rows, err := s.store.allDue(ctx, public, dueRotation, db.Now(), dueAtOnce)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if ctx.Err() != nil {
			break // the rest goes on later
		}
		s.goOnByItself(ctx, as(row.OfWorkspaceID), row, log)
	}
	return nil //nolint:nilerr // what is left goes on at the next turn
}

func (s *Service) goOnByItself(ctx context.Context, sc access.Scope, row dueRow, log *slog.Logger) {
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), stepTime)
	defer cancel()
	r, err := s.store.claimRotation(bounded, sc, row.SubjectID, rand.Text(), db.Now())
	switch {
	case errors.Is(err, ErrRotating):
		// Another server has it, or it is done: it is looked at again later, or never.
		err = s.forgetDone(bounded, sc, row)
	case err == nil:
		_, err = s.goOn(bounded, sc, r)
	}
	if err != nil {
		log.WarnContext(ctx, "a rotation does not go on", "workspace", row.OfWorkspaceID, "rotation", row.SubjectID, "error", err)
	}
}

// forgetDone takes a rotation that is over or gone from what is due.
func (s *Service) forgetDone(ctx context.Context, sc access.Scope, row dueRow) error {
	r, err := s.store.rotation(ctx, sc, row.SubjectID)
	if errors.Is(err, ErrNoRotation) || err == nil && r.FinishedAt != nil {
		return s.db.Tx(ctx, sc, func(ctx context.Context) error { return s.store.notDue(ctx, sc, row.Kind, row.SubjectID) })
	}
	return err
}

// pause waits, or gives up with the context.
func pause(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
