package accounts

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	// refreshCookie carries the refresh token of a browser, to the
	// addresses under /auth only.
	refreshCookie = "iamcopilot_refresh"
	// refreshGrace is how long the token before the last one still gives
	// the same successor, for two windows of one browser.
	refreshGrace = 20 * time.Second
)

type userKey struct{}

// Authenticate checks an access token and that its session still lives; the
// same query reads the person.
func (s *Service) Authenticate(ctx context.Context, token string) (context.Context, error) {
	if isPersonal(token) {
		return s.authenticatePersonal(ctx, token)
	}
	b, err := s.tokens.check(token, time.Now())
	if err != nil {
		return nil, access.ErrSignIn.Saying("The access token is not valid, or its time is over. Refresh it or sign in again.").Because(err)
	}
	actor := access.ActorFrom(ctx)
	u, err := s.lookup.user(ctx, b)
	if err != nil {
		return nil, err
	}
	if u == nil {
		return nil, access.ErrSignIn.Saying("The session has ended. Sign in again.")
	}
	actor.UserID, actor.Email, actor.SessionID, actor.MFA, actor.DefaultWorkspace = u.ID, u.Email, b.sessionID, u.sessionMFA, u.DefaultWorkspaceID
	return context.WithValue(access.WithActor(ctx, actor), userKey{}, u), nil
}

// Login signs in. An unknown address and a wrong password get the same answer
// and cost the same time.
func (s *Service) Login(ctx context.Context, sc access.Scope, in api.LoginIn) (api.TokenPair, error) {
	pair, err := s.login(ctx, sc, in)
	if errors.Is(err, errChanged) {
		pair, err = s.login(ctx, sc, in) // against what holds now
	}
	if errors.Is(err, errChanged) {
		err = ErrCredentials
	}
	return pair, err
}

// errChanged is given when the password, or whether there is a second factor,
// was changed while somebody signed in. A session that began then would
// outlive the change that was to end it.
var errChanged = errors.New("accounts: the account was changed during the sign-in")

// unchanged makes changes of the account wait for the running transaction, and
// refuses with errChanged when there was one since row was read.
func (s *Service) unchanged(ctx context.Context, own access.Scope, row *userRow) error {
	now, err := s.store.lockUser(ctx, own)
	if err == nil && (now.HashedPassword != row.HashedPassword || now.MFAEnabled != row.MFAEnabled || !now.IsActive) {
		return errChanged
	}
	return err
}

func (s *Service) login(ctx context.Context, sc access.Scope, in api.LoginIn) (api.TokenPair, error) {
	actor := sc.Actor()
	email, err := normalEmail(in.Body.Email)
	if err != nil {
		email = "" // no account has it; go on, so that it takes as long
	}
	if err := s.mayTry(ctx, email, actor.IP); err != nil {
		s.Metrics.Login("limited")
		return api.TokenPair{}, err
	}
	row, err := s.store.userByEmail(ctx, sc, email)
	if err != nil {
		return api.TokenPair{}, err
	}
	var hashed string
	if row != nil {
		hashed = row.HashedPassword
	}
	ok, err := s.hasher.matches(ctx, hashed, in.Body.Password)
	if err != nil {
		return api.TokenPair{}, err
	}
	if !ok || !row.IsActive {
		return api.TokenPair{}, s.refuseLogin(ctx, row, email, ok, actor)
	}
	actor.UserID, actor.Email = row.ID, row.Email
	own, err := s.Guard.Personal(actor, row.PersonalWorkspaceID)
	if err != nil {
		return api.TokenPair{}, err
	}
	columns := map[string]any{}
	if s.hasher.outdated(row.HashedPassword) {
		if columns["hashed_password"], err = s.hasher.hash(ctx, in.Body.Password); err != nil {
			return api.TokenPair{}, err
		}
	}
	if row.MFAEnabled {
		return s.askForCode(ctx, own, row, columns)
	}
	var begun started
	err = s.DB.Tx(ctx, own, func(ctx context.Context) (err error) {
		if err := s.unchanged(ctx, own, row); err != nil {
			return err
		}
		begun, err = s.begin(ctx, own, columns, byPassword)
		return err
	})
	if err != nil {
		return api.TokenPair{}, err
	}
	s.Metrics.Login("ok")
	return s.pair(ctx, row, begun, in.Transport)
}

// started is a session that has just begun.
type started struct {
	session int64
	token   refreshToken
	amr     string
}

// begin makes a session in the running transaction and records the sign-in;
// columns are what else changes of the account, and how is what was shown.
func (s *Service) begin(ctx context.Context, own access.Scope, columns map[string]any, how shown) (started, error) {
	secret, err := newSecret()
	if err != nil {
		return started{}, err
	}
	actor, token, now := own.Actor(), refreshToken{secret: secret}, db.Now()
	session := sessionRow{
		UserID: actor.UserID, Token: token.digest(), CreatedAt: now, LastUsed: now, RotatedAt: now,
		ExpiresAt: now.Add(RefreshTTL), UserAgent: short(actor.UserAgent), IPAddress: actor.IP, MFA: how.factor != "", AMR: how.amr,
	}
	if err := s.store.insertSession(ctx, own, &session); err != nil {
		return started{}, err
	}
	columns["last_login"] = now
	if err := s.store.updateUser(ctx, own, columns); err != nil {
		return started{}, err
	}
	entry := audit.Entry{Action: "accounts.login", ResourceType: "session", ResourceID: id(session.ID)}
	entry.Details = map[string]string{"amr": how.amr}
	if how.factor != "" {
		entry.Details["second_factor"] = how.factor
	}
	return started{session.ID, token, how.amr}, s.Audit.Record(ctx, own, entry)
}

// refuseLogin counts and records a failed sign-in.
func (s *Service) refuseLogin(ctx context.Context, row *userRow, email string, passwordRight bool, actor access.Actor) error {
	s.countFailure(ctx, email, actor.IP)
	if row == nil {
		s.Metrics.Login("unknown_user")
		s.Log.InfoContext(ctx, "sign-in refused", "outcome", "unknown_user", "ip", actor.IP, "request_id", actor.RequestID)
		return ErrCredentials
	}
	outcome := "wrong_password"
	if passwordRight {
		outcome = "inactive"
	}
	s.Metrics.Login(outcome)
	actor.UserID, actor.Email = row.ID, row.Email
	own, err := s.Guard.Personal(actor, row.PersonalWorkspaceID)
	if err != nil {
		return err
	}
	err = s.Audit.Record(ctx, own, audit.Entry{
		Action: "accounts.login", ResourceType: "user", ResourceID: id(row.ID),
		Failure: ErrCredentials, Details: map[string]string{"outcome": outcome},
	})
	return firstError(err, ErrCredentials)
}

// mayTry tells whether another password may be tried for the account from the
// address.
func (s *Service) mayTry(ctx context.Context, email, ip string) error {
	wait := max(s.Limiter.Wait(ctx, failuresHere, email+"|"+ip), s.Limiter.Wait(ctx, failuresAccount, email), s.Limiter.Wait(ctx, failuresAddress, ip))
	if wait > 0 {
		s.Metrics.Limited("login")
		return ErrTooMany.After(wait)
	}
	return nil
}

func (s *Service) countFailure(ctx context.Context, email, ip string) {
	s.Limiter.Take(ctx, failuresHere, email+"|"+ip)
	s.Limiter.Take(ctx, failuresAccount, email)
	s.Limiter.Take(ctx, failuresAddress, ip)
}

func id(n int64) string { return strconv.FormatInt(n, 10) }

// short bounds a user agent to what is stored of it.
func short(s string) string { return strings.ToValidUTF8(s[:min(len(s), 300)], "") }

// personalName is how a new account's own workspace is called.
func personalName(u userRow) string {
	if u.FullName != "" {
		return u.FullName
	}
	return u.Email
}
