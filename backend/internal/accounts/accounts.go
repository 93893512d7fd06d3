// Package accounts is the room of people: registering, signing in and out, and
// what is a person's own.
package accounts

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
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
	// RoleIn is the user's role in a workspace, or access.ErrNoSuch.
	RoleIn(ctx context.Context, userID, workspaceID int64) (access.Role, error)
}

// normalEmail is the form in which addresses are stored and compared.
func normalEmail(email string) (string, error) {
	email = strings.ToLower(norm.NFKC.String(strings.TrimSpace(email)))
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > 254 {
		return "", ErrEmail.At("body.email", "must be an e-mail address")
	}
	return email, nil
}
