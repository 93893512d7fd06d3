package accounts

import (
	"context"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// mostPasskeys is how many passkeys an account has at most.
const mostPasskeys = 25

// PasskeyOptions gives what an authenticator needs to make a passkey, to whoever
// proves to be the account's owner: a thief of an access token must not make a
// lasting way in of it.
func (s *Service) PasskeyOptions(ctx context.Context, sc access.Scope, in api.PasskeyOptionsIn) (out api.PasskeyOptions, err error) {
	if s.relying == nil {
		return out, ErrNoPasskeys
	}
	err = s.asOwner(ctx, sc, "accounts.passkey_asked", proofOf(in.Body), func(ctx context.Context, own access.Scope, row *userRow) error {
		h, err := s.holderOf(ctx, own, row)
		if err != nil {
			return err
		}
		if len(h.passkeys) >= mostPasskeys {
			return ErrManyPasskeys
		}
		options, session, err := s.relying.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.WebAuthnCredentials()).CredentialDescriptors()))
		if err != nil {
			return err
		}
		out, err = s.ask(ctx, own, passkeyAdding, &row.ID, challenge{*session, sc.Actor().SessionID}, options.Response)
		return err
	})
	return out, err
}

// AddPasskey adds the passkey that the authenticator made. When it is the first
// second factor, this session has shown it, and every other one ends.
func (s *Service) AddPasskey(ctx context.Context, sc access.Scope, in api.AddPasskeyIn) (out api.AddedPasskey, err error) {
	actor := sc.Actor()
	session, err := s.answered(ctx, sc, &in.Body.PasskeyAnswer, passkeyAdding, actor.UserID, actor.SessionID)
	if err != nil {
		return out, refusedProof(err)
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(in.Body.Credential)
	if err != nil {
		return out, ErrWrongPasskey.Because(err)
	}
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		row, err := s.store.lockUser(ctx, own)
		if err != nil {
			return err
		}
		h, err := s.holderOf(ctx, own, row)
		if err != nil {
			return err
		}
		if len(h.passkeys) >= mostPasskeys {
			return ErrManyPasskeys
		}
		made, err := s.relying.CreateCredential(h, *session, parsed)
		if err != nil {
			return ErrWrongPasskey.Because(err)
		}
		added := newPasskeyRow(made, row.ID, mail.OneLine(in.Body.Name, 100), db.Now())
		if err := s.store.insertPasskey(ctx, own, &added); err != nil {
			return err
		}
		out.Passkey = added.view()
		if out.RecoveryCodes, err = s.turnOn(ctx, own, row, actor.SessionID); err != nil {
			return err
		}
		if err := s.tell(ctx, own, passkeyAdded, row.Email, map[string]string{"name": added.Name}); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.passkey_added", ResourceType: "passkey", ResourceID: id(added.ID), Details: map[string]string{"name": added.Name},
		})
	})
	if err != nil {
		return api.AddedPasskey{}, err
	}
	return out, nil
}

// Passkeys lists the person's passkeys, oldest first. There are never more than
// fit one piece.
func (s *Service) Passkeys(ctx context.Context, sc access.Scope, _ api.None) (api.PasskeyList, error) {
	rows, err := s.store.passkeys(ctx, sc)
	if err != nil {
		return api.PasskeyList{}, err
	}
	out := api.PasskeyList{Items: make([]api.Passkey, 0, len(rows))}
	for i := range rows {
		out.Items = append(out.Items, rows[i].view())
	}
	return out, nil
}

// RenamePasskey names a passkey.
func (s *Service) RenamePasskey(ctx context.Context, _ access.Scope, in api.RenamePasskeyIn) (out api.Passkey, err error) {
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		row, err := s.store.passkey(ctx, own, in.ID)
		if err != nil {
			return err
		}
		row.Name = mail.OneLine(in.Body.Name, 100)
		if err := s.store.changePasskey(ctx, own, row.ID, map[string]any{"name": row.Name}); err != nil {
			return err
		}
		out = row.view()
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.passkey_renamed", ResourceType: "passkey", ResourceID: id(row.ID), Details: map[string]string{"name": row.Name},
		})
	})
	return out, err
}

// DeletePasskey deletes a passkey, for whoever proves to be the account's owner.
// With the last second factor, sessions count as without one, as when an
// authenticator app is turned off.
func (s *Service) DeletePasskey(ctx context.Context, sc access.Scope, in api.DeletePasskeyIn) (api.None, error) {
	return api.None{}, s.asOwner(ctx, sc, "accounts.passkey_deleted", proofOf(in.Body), func(ctx context.Context, own access.Scope, row *userRow) error {
		gone, err := s.store.passkey(ctx, own, in.ID)
		if err != nil {
			return err
		}
		if left, err := s.waysIn(ctx, own, row); err != nil || left == 1 {
			return firstError(err, ErrLastWayIn)
		}
		if err := s.store.deletePasskeys(ctx, own, gone.ID); err != nil {
			return err
		}
		if err := s.Tickets.Cancel(ctx, own, row.ID, passkeyMFA, passkeyProving); err != nil {
			return err
		}
		if err := s.settle(ctx, own, row); err != nil {
			return err
		}
		return s.tell(ctx, own, passkeyDeleted, row.Email, map[string]string{"name": gone.Name})
	})
}

// PasskeyProof gives what an authenticator needs to prove, instead of a code,
// that the account's owner is there.
func (s *Service) PasskeyProof(ctx context.Context, sc access.Scope, _ api.None) (out api.PasskeyOptions, err error) {
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		row, err := s.store.userByID(ctx, own, sc.Actor().UserID)
		if err != nil {
			return err
		}
		out, err = s.askToSign(ctx, own, row, passkeyProving, sc.Actor().SessionID)
		return err
	})
	return out, err
}

// waysIn counts what an account signs in with: its password, its passkeys, and
// the providers' accounts that are connected to it.
func (s *Service) waysIn(ctx context.Context, own access.Scope, row *userRow) (int, error) {
	passkeys, err := s.store.passkeys(ctx, own)
	if err != nil {
		return 0, err
	}
	identities, err := s.store.identities(ctx, own)
	if err != nil {
		return 0, err
	}
	n := len(passkeys) + len(identities)
	if row.HashedPassword != "" {
		n++
	}
	return n, nil
}
