package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// LoginMFA finishes a sign-in that asked for a second factor. Hand the pair to
// SetTokens to make requests with it.
func (a Accounts) LoginMFA(ctx context.Context, in api.LoginMFAIn) (api.TokenPair, error) {
	return call[api.TokenPair](ctx, a.c, anonymous, http.MethodPost, "/auth/login/mfa", in)
}

// MFA tells how the account's second factor stands.
func (a Accounts) MFA(ctx context.Context) (api.MFAStatus, error) {
	return call[api.MFAStatus](ctx, a.c, signedIn, http.MethodGet, "/auth/me/mfa", nil)
}

// EnrolTOTP makes the secret of an authenticator app. It counts once
// ConfirmTOTP has been given a code of it.
func (a Accounts) EnrolTOTP(ctx context.Context, in api.EnrolTOTPIn) (api.TOTPEnrolment, error) {
	return call[api.TOTPEnrolment](ctx, a.c, signedIn, http.MethodPost, "/auth/me/mfa/totp", in)
}

// ConfirmTOTP turns the second factor on and gives its recovery codes. Every
// other session ends.
func (a Accounts) ConfirmTOTP(ctx context.Context, in api.ConfirmTOTPIn) (api.RecoveryCodes, error) {
	return call[api.RecoveryCodes](ctx, a.c, signedIn, http.MethodPost, "/auth/me/mfa/totp/confirm", in)
}

// DisableTOTP turns the second factor off.
func (a Accounts) DisableTOTP(ctx context.Context, in api.PasswordAndCodeIn) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodPost, "/auth/me/mfa/totp/disable", in)
	return err
}

// NewRecoveryCodes replaces the recovery codes, used or not.
func (a Accounts) NewRecoveryCodes(ctx context.Context, in api.PasswordAndCodeIn) (api.RecoveryCodes, error) {
	return call[api.RecoveryCodes](ctx, a.c, signedIn, http.MethodPost, "/auth/me/mfa/recovery-codes", in)
}
