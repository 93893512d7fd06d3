package accounts

import (
	"context"
	"log/slog"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/telemetry"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Config is what the room needs from outside.
type Config struct {
	DB         *db.DB
	Audit      *audit.Log
	Workspaces Workspaces
	Guard      *access.Guard
	Limiter    *limit.Limiter
	Metrics    *telemetry.Metrics
	Log        *slog.Logger
	Keys       audit.Deriver // signs tokens under labels of its own
	AccessTTL  time.Duration
	Sealer     *seal.Sealer
	Outbox     *mail.Outbox
	Tickets    ticket.Store
	Verify     bool   // addresses are proved before they count
	Page       string // what links in letters begin with
	Open       bool   // anybody may register
	Invited    bool   // whoever has an invitation may register
	Secure     bool   // cookies only over HTTPS
	Origin     string // where the browser's page comes from; empty: wherever it was served
	PerHour    int    // registrations an hour from one address
	HashCost   int    // bcrypt's work factor; BcryptCost but in tests
	// WorkspacesOf lists a piece of the workspaces that the scope's person is in.
	WorkspacesOf func(ctx context.Context, sc access.Scope, cursor string) (api.WorkspaceList, error)
	SSO          *SSO // a provider that people can sign in with; nil for none
}

// Service is the room's door.
type Service struct {
	Config
	store   store
	lookup  *lookup
	hasher  *hasher
	tokens  *tokens
	refresh refreshKey
	codes   []byte // key of the digests of recovery codes
	handles []byte // key of what authenticators know accounts by
	states  []byte // key of what goes to providers and comes back
	relying *webauthn.WebAuthn
	sso     *provider
}

// New opens the room. Close it when the server has stopped.
func New(c Config) (*Service, error) {
	seed, err := c.Keys.Derive("iamcopilot/access-token/ed25519/v1", 32)
	if err != nil {
		return nil, err
	}
	refresh, err := c.Keys.Derive("iamcopilot/refresh-token/v1", 32)
	if err != nil {
		return nil, err
	}
	codes, err := c.Keys.Derive("iamcopilot/recovery-code/v1", 32)
	if err != nil {
		return nil, err
	}
	handles, err := c.Keys.Derive("iamcopilot/passkey-user/v1", 32)
	if err != nil {
		return nil, err
	}
	states, err := c.Keys.Derive("iamcopilot/sso-state/v1", 32)
	if err != nil {
		return nil, err
	}
	relying, err := newRelyingParty(c.Page)
	if err != nil {
		return nil, err
	}
	h, err := newHasher(c.HashCost, c.Metrics.PasswordWait)
	if err != nil {
		return nil, err
	}
	rows := store{c.DB}
	s := &Service{Config: c, store: rows, lookup: newLookup(rows, c.Guard.Public(access.Actor{})), hasher: h, tokens: newTokens(seed, c.AccessTTL), refresh: refresh, codes: codes, handles: handles, states: states, relying: relying, sso: newProvider(c.SSO, c.Page)}
	s.handleLetters()
	return s, nil
}

// Close ends the room's workers.
func (s *Service) Close() {
	s.hasher.close()
	s.lookup.close()
}

// The limits of the room. Only what fails counts against a sign-in, so that
// nobody is slowed by signing in often.
var (
	failuresHere    = limit.Rule{Name: "login_account_address", Burst: 10, Per: 15 * time.Minute}
	failuresAccount = limit.Rule{Name: "login_account", Burst: 100, Per: 15 * time.Minute}
	failuresAddress = limit.Rule{Name: "login_address", Burst: 100, Per: 15 * time.Minute}
	// Codes that did not fit. They come after a right password, so that only
	// somebody who has it can use them up.
	codesHere    = limit.Rule{Name: "mfa_account_address", Burst: 10, Per: 15 * time.Minute}
	codesAccount = limit.Rule{Name: "mfa_account", Burst: 40, Per: 24 * time.Hour}
	// Letters that a stranger can have sent. Beyond the limit of a mailbox
	// nothing is sent, and nobody is told, lest the answer tell of others.
	lettersAddress = limit.Rule{Name: "letters_address", Burst: 60, Per: time.Hour}
	lettersMailbox = limit.Rule{Name: "letters_mailbox", Burst: 5, Per: time.Hour}
)

// Me gives the profile. Authenticate has read it already.
func (s *Service) Me(ctx context.Context, _ access.Scope, _ api.None) (api.User, error) {
	u, ok := ctx.Value(userKey{}).(*userRow)
	if !ok {
		return api.User{}, access.ErrSignIn
	}
	return u.user(), nil
}

// UpdateMe changes the profile.
func (s *Service) UpdateMe(ctx context.Context, sc access.Scope, in api.UpdateMeIn) (api.User, error) {
	userID, err := sc.User()
	if err != nil {
		return api.User{}, err
	}
	columns, changed := map[string]any{}, map[string]string{}
	if in.Body.FullName != nil {
		columns["full_name"], changed["full_name"] = *in.Body.FullName, *in.Body.FullName
	}
	if to := in.Body.DefaultWorkspaceID; to != nil {
		if _, err := s.Workspaces.MembershipOf(ctx, userID, *to); err != nil {
			return api.User{}, err
		}
		columns["default_workspace_id"], changed["default_workspace_id"] = *to, id(*to)
	}
	if len(columns) == 0 {
		return s.Me(ctx, sc, api.None{})
	}
	var row *userRow
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		if err := s.store.updateUser(ctx, own, columns); err != nil {
			return err
		}
		if row, err = s.store.userByID(ctx, own, userID); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.profile_changed", ResourceType: "user", ResourceID: id(userID), Details: changed})
	})
	if err != nil {
		return api.User{}, err
	}
	return row.user(), nil
}

// ChangePassword replaces the password and ends every other session.
func (s *Service) ChangePassword(ctx context.Context, sc access.Scope, in api.ChangePasswordIn) (api.None, error) {
	row, err := s.proveOwner(ctx, sc, "accounts.password_changed", in.Body.CurrentPassword)
	if err != nil {
		return api.None{}, err
	}
	if err := checkPassword("body.new_password", in.Body.NewPassword, row.Email, row.FullName); err != nil {
		return api.None{}, err
	}
	hashed, err := s.hasher.hash(ctx, in.Body.NewPassword)
	if err != nil {
		return api.None{}, err
	}
	return api.None{}, s.own(ctx, func(ctx context.Context, own access.Scope) error {
		if _, err := s.stillProved(ctx, own, row); err != nil {
			return err
		}
		if err := s.store.updateUser(ctx, own, map[string]any{"hashed_password": hashed}); err != nil {
			return err
		}
		ended, err := s.store.revoke(ctx, own, "password changed", "id <> ?", sc.Actor().SessionID)
		if err != nil {
			return err
		}
		if err := s.Tickets.Cancel(ctx, own, row.ID, resetPassword, mfaLogin, passkeyAdding, passkeyMFA, passkeyProving, ssoConnecting); err != nil {
			return err
		}
		if err := s.tell(ctx, own, passwordChanged, row.Email, nil); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.password_changed", ResourceType: "user", ResourceID: id(row.ID),
			Details: map[string]string{"sessions_ended": id(ended)},
		})
	})
}

// proveOwner asks for the password again before something that a stolen
// access token must not do. Failures count like those of a sign-in. An account
// without a password proves itself by having signed in just now.
func (s *Service) proveOwner(ctx context.Context, sc access.Scope, action, password string) (*userRow, error) {
	userID, err := sc.User()
	if err != nil {
		return nil, err
	}
	row, err := s.store.userByID(ctx, sc, userID)
	if err != nil {
		return nil, err
	}
	if row.HashedPassword == "" {
		lately, err := s.beganLately(ctx, sc)
		if err != nil || !lately {
			return nil, firstError(err, ErrStale)
		}
		return row, nil
	}
	if err := s.mayTry(ctx, row.Email, sc.Actor().IP); err != nil {
		return nil, err
	}
	ok, err := s.hasher.matches(ctx, row.HashedPassword, password)
	if err != nil {
		return nil, err
	}
	if !ok {
		s.countFailure(ctx, row.Email, sc.Actor().IP)
		refused := ErrWrongPassword.At("body.current_password", "is not right")
		err := s.own(ctx, func(ctx context.Context, own access.Scope) error {
			return s.Audit.Record(ctx, own, audit.Entry{Action: action, ResourceType: "user", ResourceID: id(userID), Failure: refused})
		})
		return nil, firstError(err, refused)
	}
	return row, nil
}

// stillProved makes changes of the account wait for the running transaction,
// and refuses when the password that proveOwner has seen holds no more: of two
// who have the old password, the one who changes it first wins.
func (s *Service) stillProved(ctx context.Context, own access.Scope, proved *userRow) (*userRow, error) {
	now, err := s.store.lockUser(ctx, own)
	if err == nil && (now.HashedPassword != proved.HashedPassword || !now.IsActive) {
		return nil, ErrWrongPassword.At("body.current_password", "is not right any more")
	}
	return now, err
}

// Prove asks for the password again, for another room.
func (s *Service) Prove(ctx context.Context, sc access.Scope, action, password string) error {
	_, err := s.proveOwner(ctx, sc, action, password)
	return err
}

// own runs fn in a transaction of the signed-in person's personal workspace,
// where what happens to the account is recorded.
func (s *Service) own(ctx context.Context, fn func(ctx context.Context, own access.Scope) error) error {
	_, own, err := s.myself(ctx)
	if err != nil {
		return err
	}
	return s.DB.Tx(ctx, own, func(ctx context.Context) error { return fn(ctx, own) })
}

// myself is the signed-in person's account, and the scope of its own things.
func (s *Service) myself(ctx context.Context) (*userRow, access.Scope, error) {
	u, ok := ctx.Value(userKey{}).(*userRow)
	if !ok {
		return nil, access.Scope{}, access.ErrSignIn
	}
	own, err := s.Guard.Personal(access.ActorFrom(ctx), u.PersonalWorkspaceID)
	return u, own, err
}

func firstError(err error, otherwise *fault.Fault) error {
	if err != nil {
		return err
	}
	return otherwise
}
