package accounts

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"net"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The purposes of challenges. An answer to one is good for no other.
const (
	passkeyAdding  = "accounts.passkey_adding"
	passkeyLogin   = "accounts.passkey_login"
	passkeyMFA     = "accounts.passkey_mfa"
	passkeyProving = "accounts.passkey_proving"
)

// mostAnswer is how large an authenticator's answer may be, in bytes. With no
// attestation asked for, honest ones stay under a few thousand.
const mostAnswer = 64 << 10

// newRelyingParty makes what checks passkeys for pages of one origin; nil when
// browsers offer none there: only names, not addresses, can have passkeys, and
// only over HTTPS or on this machine ("Web Authentication", W3C, section 5.1.2).
func newRelyingParty(origin string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(origin)
	if err != nil || net.ParseIP(u.Hostname()) != nil || (u.Scheme != "https" && u.Hostname() != "localhost") {
		return nil, nil //nolint:nilerr // no passkeys there, which is no error
	}
	return webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: "IAM Copilot", RPOrigins: []string{origin},
		AttestationPreference: protocol.PreferNoAttestation,
		// Kept in the authenticator, and good only once its owner has shown it a
		// PIN, a finger or a face: such a passkey is two factors by itself.
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
		// Some password managers tell more than they were asked.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
	})
}

// PasskeyRPID is the domain that passkeys are for; empty when there are none.
func (s *Service) PasskeyRPID() string {
	if s.relying == nil {
		return ""
	}
	return s.relying.Config.RPID
}

// holder is an account as the library wants it.
type holder struct {
	*userRow
	handle   []byte
	passkeys []passkeyRow
}

func (h holder) WebAuthnID() []byte          { return h.handle }
func (h holder) WebAuthnName() string        { return h.Email }
func (h holder) WebAuthnDisplayName() string { return personalName(*h.userRow) }
func (h holder) WebAuthnCredentials() []webauthn.Credential {
	out := make([]webauthn.Credential, 0, len(h.passkeys))
	for i := range h.passkeys {
		out = append(out, h.passkeys[i].credential())
	}
	return out
}

// holderOf reads an account's passkeys.
func (s *Service) holderOf(ctx context.Context, own access.Scope, row *userRow) (holder, error) {
	passkeys, err := s.store.passkeys(ctx, own)
	return holder{row, s.passkeyHandle(row.ID), passkeys}, err
}

// passkeyHandle is what authenticators know an account by: it tells nobody who
// that is, and is the same for all its passkeys.
func (s *Service) passkeyHandle(userID int64) []byte {
	mac := hmac.New(sha256.New, s.handles)
	mac.Write([]byte(id(userID)))
	return mac.Sum(nil)
}

// challenge is what is kept of the options until the answer comes: in the
// database, so that any server can take it.
type challenge struct {
	Session webauthn.SessionData `json:"session"`
	// Of is what the challenge is bound to besides the account: the session that
	// asked, or the ticket of the password that was shown.
	Of int64 `json:"of"`
}

// ask keeps a challenge and gives the options that hold it.
func (s *Service) ask(ctx context.Context, sc access.Scope, purpose string, userID *int64, c challenge, options any) (api.PasskeyOptions, error) {
	subject, err := json.Marshal(c)
	if err != nil {
		return api.PasskeyOptions{}, err
	}
	public, err := json.Marshal(options)
	if err != nil {
		return api.PasskeyOptions{}, err
	}
	secret, err := s.Tickets.Issue(ctx, sc, ticket.Ticket{Purpose: purpose, UserID: userID, Subject: string(subject)}, MFATTL)
	return api.PasskeyOptions{Ticket: secret, PublicKey: public}, err
}

// askToSign makes options for signing with one of an account's passkeys.
func (s *Service) askToSign(ctx context.Context, own access.Scope, row *userRow, purpose string, of int64) (api.PasskeyOptions, error) {
	if s.relying == nil {
		return api.PasskeyOptions{}, ErrNoPasskeys
	}
	h, err := s.holderOf(ctx, own, row)
	if err != nil {
		return api.PasskeyOptions{}, err
	}
	if len(h.passkeys) == 0 {
		return api.PasskeyOptions{}, ErrPasskeyOff
	}
	// The password is the other factor here, so a touch will do.
	options, session, err := s.relying.BeginLogin(h, webauthn.WithUserVerification(protocol.VerificationPreferred))
	if err != nil {
		return api.PasskeyOptions{}, err
	}
	return s.ask(ctx, own, purpose, &row.ID, challenge{*session, of}, options.Response)
}

// answered uses a challenge up and gives it: whatever becomes of the answer, it
// is the only one. ErrPasskey when it was for another purpose, account or
// session, or is over.
func (s *Service) answered(ctx context.Context, sc access.Scope, in *api.PasskeyAnswer, purpose string, userID, of int64) (*webauthn.SessionData, error) {
	if s.relying == nil {
		return nil, ErrNoPasskeys
	}
	if len(in.Credential) > mostAnswer {
		return nil, ErrPasskey
	}
	t, err := s.Tickets.Find(ctx, sc, in.Ticket, purpose)
	if err != nil || t == nil {
		return nil, firstError(err, ErrPasskey)
	}
	if userID != 0 && (t.UserID == nil || *t.UserID != userID) {
		return nil, ErrPasskey
	}
	var c challenge
	if err := json.Unmarshal([]byte(t.Subject), &c); err != nil {
		return nil, err
	}
	if c.Of != of {
		return nil, ErrPasskey
	}
	good := false
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) (err error) {
		good, err = s.Tickets.Spend(ctx, sc, t.ID)
		return err
	})
	if err != nil || !good {
		return nil, firstError(err, ErrPasskey)
	}
	return &c.Session, nil
}

// signed is an answer that has yet to be checked, with its challenge.
type signed struct {
	session *webauthn.SessionData
	parsed  *protocol.ParsedCredentialAssertionData
}

// parseSigned reads an answer to a challenge that has been used up.
func parseSigned(in *api.PasskeyAnswer, session *webauthn.SessionData) (*signed, error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes(in.Credential)
	if err != nil {
		return nil, ErrPasskey.Because(err)
	}
	return &signed{session, parsed}, nil
}

// takePasskey checks a signature with one of the account's passkeys and counts
// it, in the running transaction. ErrPasskey when it does not fit; ErrCloned
// when the passkey has counted less than it had before, so that there are two
// of it.
func (s *Service) takePasskey(ctx context.Context, own access.Scope, row *userRow, a *signed) (*passkeyRow, error) {
	h, err := s.holderOf(ctx, own, row)
	if err != nil {
		return nil, err
	}
	var used *webauthn.Credential
	if len(a.session.UserID) == 0 {
		used, err = s.relying.ValidateDiscoverableLogin(func(_, handle []byte) (webauthn.User, error) {
			if !bytes.Equal(handle, h.handle) {
				return nil, ErrPasskey
			}
			return h, nil
		}, *a.session, a.parsed)
	} else {
		used, err = s.relying.ValidateLogin(h, *a.session, a.parsed)
	}
	if err != nil {
		return nil, ErrPasskey.Because(err)
	}
	for i := range h.passkeys {
		p := &h.passkeys[i]
		if !bytes.Equal(p.CredentialID, used.ID) {
			continue
		}
		if used.Authenticator.CloneWarning {
			return p, ErrCloned
		}
		p.SignCount, p.BackedUp = int64(used.Authenticator.SignCount), used.Flags.BackupState
		return p, s.store.usePasskey(ctx, own, p)
	}
	return nil, ErrPasskey
}
