// Package accounts is the room of people: registering, signing in and out, and
// what is a person's own.
package accounts

import (
	"context"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
)

// The faults of the room.
var (
	ErrEmailTaken    = fault.Declare(fault.Conflict, "accounts.email_taken", "There is an account with this e-mail address already. Sign in instead.")
	ErrEmail         = fault.Declare(fault.Invalid, "accounts.bad_email", "That is not an e-mail address.")
	ErrPassword      = fault.Declare(fault.Invalid, "accounts.weak_password", "The password does not meet the rules.")
	ErrCredentials   = fault.Declare(fault.Unauthenticated, "accounts.wrong_credentials", "The e-mail address or the password is not right.")
	ErrWrongPassword = fault.Declare(fault.Forbidden, "accounts.wrong_password", "The current password is not right.")
	ErrRefresh       = fault.Declare(fault.Unauthenticated, "accounts.refresh_refused", "The session has ended. Sign in again.")
	ErrOrigin        = fault.Declare(fault.Forbidden, "accounts.foreign_origin", "This request came from another site, and was refused.")
	ErrTooMany       = fault.Declare(fault.Limited, "accounts.too_many_attempts", "Too many failed attempts. Wait a little, then try again.")
	ErrBusy          = fault.Declare(fault.Limited, "accounts.busy", "Many people are signing in just now. Try again in a moment.")
	ErrClosed        = fault.Declare(fault.Forbidden, "accounts.registration_closed", "This server does not take new accounts. Ask its administrator for an invitation.")
	ErrLink          = fault.Declare(fault.Invalid, "accounts.link_spent", "This link has been used already, or its time is over. Ask for a new one.")
	ErrMFAToken      = fault.Declare(fault.Unauthenticated, "accounts.mfa_token_ended", "The sign-in took too long, or has been used already. Start again with the password.")
	ErrCode          = fault.Declare(fault.Unauthenticated, "accounts.wrong_code", "The code is not right, or has been used already. Wait for the next one.")
	ErrMFAOn         = fault.Declare(fault.Conflict, "accounts.mfa_on", "A second factor is on already. Turn it off first to use another app.")
	ErrMFAOff        = fault.Declare(fault.Conflict, "accounts.mfa_off", "No second factor is on.")
	ErrWrongCode     = fault.Declare(fault.Forbidden, "accounts.wrong_second_factor", "The code is not right, or has been used already. Wait for the next one.")
	ErrNoPasskeys    = fault.Declare(fault.Conflict, "accounts.no_passkeys", "This server takes no passkeys: they need an address with a name, over HTTPS. Ask its administrator to set PUBLIC_URL.")
	ErrPasskey       = fault.Declare(fault.Unauthenticated, "accounts.passkey_refused", "The passkey was not accepted. Try again, or sign in another way.")
	ErrWrongPasskey  = fault.Declare(fault.Forbidden, "accounts.wrong_passkey", "The passkey was not accepted. Try again.")
	ErrCloned        = fault.Declare(fault.Forbidden, "accounts.passkey_cloned", "There seem to be two copies of this passkey, so it was refused. Sign in another way, and delete it.")
	ErrPasskeyOff    = fault.Declare(fault.Conflict, "accounts.no_passkey", "There is no passkey yet.")
	ErrPasskeyGone   = fault.Declare(fault.NotFound, "accounts.passkey_not_found", "There is no such passkey.")
	ErrPasskeyThere  = fault.Declare(fault.Conflict, "accounts.passkey_there", "This passkey has been added already.")
	ErrManyPasskeys  = fault.Declare(fault.Conflict, "accounts.too_many_passkeys", "There are many passkeys already. Delete some that you do not use.")
	ErrLastWayIn     = fault.Declare(fault.Conflict, "accounts.last_way_in", "Nothing else signs in to this account. Set a password, or add another way to sign in, first.")
	ErrStale         = fault.Declare(fault.Forbidden, "accounts.sign_in_again", "This account has no password to ask for, so this takes having signed in within the last five minutes. Sign out and in again.")
	ErrNoProvider    = fault.Declare(fault.NotFound, "accounts.no_provider", "There is no such provider to sign in with.")
	ErrProviderDown  = fault.Declare(fault.Unavailable, "accounts.provider_down", "The provider does not answer. Try again in a moment, or sign in another way.")
	ErrSSOStart      = fault.Declare(fault.Invalid, "accounts.bad_sso_start", "The sign-in cannot begin like that.")
	ErrSSOState      = fault.Declare(fault.Forbidden, "accounts.sso_state", "The sign-in took too long, was used already, or was begun in another browser. Start again.")
	ErrSSORefused    = fault.Declare(fault.Forbidden, "accounts.sso_refused", "The provider did not sign you in. Try again.")
	ErrSSOUnverified = fault.Declare(fault.Forbidden, "accounts.sso_unverified", "The provider has not verified your e-mail address, so it cannot be used here.")
	ErrSSODomain     = fault.Declare(fault.Forbidden, "accounts.sso_domain", "People with this e-mail address may not sign in here this way.")
	ErrSSOTaken      = fault.Declare(fault.Conflict, "accounts.sso_account_there", "There is an account with this e-mail address already. Sign in to it as you did before, then connect the provider in your settings.")
	ErrSSONoAccount  = fault.Declare(fault.Forbidden, "accounts.sso_no_account", "There is no account with this e-mail address yet. Ask for an invitation, or register first.")
	ErrSSOElsewhere  = fault.Declare(fault.Conflict, "accounts.sso_elsewhere", "That account of the provider is connected to another account here.")
	ErrSSOCode       = fault.Declare(fault.Unauthenticated, "accounts.sso_code_spent", "The code has been used already, has ended, or is another program's. Start again.")
	ErrIdentity      = fault.Declare(fault.NotFound, "accounts.identity_not_found", "There is no such connection.")
	ErrInvitedElse   = fault.Declare(fault.Forbidden, "accounts.invited_another", "This invitation is for another e-mail address.")
	ErrScope         = fault.Declare(fault.Invalid, "accounts.unknown_scope", "There is no such scope.")
	ErrManyTokens    = fault.Declare(fault.Conflict, "accounts.too_many_tokens", "There are many personal access tokens already. End some that you do not use.")
	ErrToken         = fault.Declare(fault.NotFound, "accounts.token_not_found", "There is no such personal access token.")
	ErrSession       = fault.Declare(fault.NotFound, "accounts.session_not_found", "There is no such session.")
)

// Times that tokens live. The refresh token's is counted from its last use.
const (
	DefaultAccessTTL = 15 * time.Minute
	RefreshTTL       = 30 * 24 * time.Hour
	ResetTTL         = time.Hour
	VerifyTTL        = 24 * time.Hour
	MFATTL           = 5 * time.Minute
)

// Workspaces is what the room needs of teams.
type Workspaces interface {
	// CreatePersonal makes the workspace of a new account, with the account
	// as its owner, and gives its id. It joins the running transaction.
	CreatePersonal(ctx context.Context, sc access.Scope, userID int64, name string) (int64, error)
	// MembershipOf is the user's membership of a workspace, or access.ErrNoSuch.
	MembershipOf(ctx context.Context, userID, workspaceID int64) (access.Membership, error)
	// Invited gives the address that an invitation is for, and whether
	// whoever has its secret has thereby proved to read that mailbox.
	Invited(ctx context.Context, sc access.Scope, secret string) (email string, proved bool, err error)
	// CloseFor ends every membership of the scope's person and deletes the
	// scope's workspace, the personal one, in the running transaction. It is
	// refused as long as the person owns a workspace of a team.
	CloseFor(ctx context.Context, own access.Scope) error
	// AcceptNew accepts an invitation for an account that has just been opened.
	AcceptNew(ctx context.Context, a access.Actor, secret string) error
}

// normalEmail is the form in which addresses are stored and compared.
func normalEmail(email string) (string, error) {
	normal, ok := mail.Normal(email)
	if !ok {
		return "", ErrEmail.At("body.email", "must be an e-mail address")
	}
	return normal, nil
}
