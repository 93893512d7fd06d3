package api

import "time"

// RegisterRequest opens an account.
type RegisterRequest struct {
	Email       string `json:"email" format:"email" maxLength:"254" doc:"Address that signs in; upper and lower case are the same"`
	Password    string `json:"password" maxLength:"1024" doc:"At least 8 characters with an upper-case letter, a lower-case letter and a digit; at most 72 bytes"`
	FullName    string `json:"full_name,omitempty" maxLength:"200" doc:"Name to show"`
	AcceptTerms bool   `json:"accept_terms,omitempty" doc:"The person has ticked the terms"`
	Invitation  string `json:"invitation,omitempty" maxLength:"200" doc:"What follows #token= in the link of an invitation: the account joins its workspace, and may be opened where only invited people may"`
}

// RegisterIn is the input of register.
type RegisterIn struct{ Body RegisterRequest }

// User is an account as its owner sees it.
type User struct {
	ID                 int64      `json:"id"`
	Email              string     `json:"email"`
	FullName           string     `json:"full_name"`
	IsActive           bool       `json:"is_active"`
	IsVerified         bool       `json:"is_verified" doc:"The e-mail address has been proved"`
	MFAEnabled         bool       `json:"mfa_enabled" doc:"Signing in with a password takes a second factor, too: a code from an authenticator app, or a passkey"`
	HasPassword        bool       `json:"has_password" doc:"False for an account that signs in otherwise only"`
	CreatedAt          time.Time  `json:"created_at"`
	LastLogin          *time.Time `json:"last_login" doc:"Null before the first sign-in"`
	DefaultWorkspaceID int64      `json:"default_workspace_id" doc:"Used when a request names none"`
}

// Registered is the answer to registering: the account or, on a server that
// wants the address proved first, the promise of a letter.
type Registered struct {
	User
	VerificationRequired bool `json:"verification_required,omitempty" doc:"There is no account yet (id is 0): it is opened by the link in the letter that is on its way. The answer is the same when the address has an account already."`
}

// AnswerStatus is 202 (Accepted) as long as there is no account, else the
// operation's own 201.
func (r Registered) AnswerStatus() int {
	if r.VerificationRequired {
		return 202
	}
	return 0
}

// SecretRequest carries the secret from the link in a letter.
type SecretRequest struct {
	Token string `json:"token" minLength:"1" maxLength:"200" doc:"What follows #token= in the link"`
}

// VerifyEmailIn is the input of verify-email.
type VerifyEmailIn struct{ Body SecretRequest }

// EmailRequest names an address.
type EmailRequest struct {
	Email string `json:"email" format:"email" maxLength:"254"`
}

// EmailIn is the input of verify-email/resend and of forgot-password.
type EmailIn struct{ Body EmailRequest }

// ResetPasswordRequest sets a new password by the link in a letter.
type ResetPasswordRequest struct {
	Token       string `json:"token" minLength:"1" maxLength:"200" doc:"What follows #token= in the link"`
	NewPassword string `json:"new_password" maxLength:"1024"`
}

// ResetPasswordIn is the input of reset-password.
type ResetPasswordIn struct{ Body ResetPasswordRequest }

// LoginRequest signs in.
type LoginRequest struct {
	Email    string `json:"email" maxLength:"254"`
	Password string `json:"password" maxLength:"1024"`
}

// LoginIn is the input of login.
type LoginIn struct {
	Transport string `header:"X-Token-Transport" enum:"body,cookie" default:"body" doc:"cookie: the refresh token travels in an HttpOnly cookie only"`
	Body      LoginRequest
}

// TokenPair is what signing in and refreshing answer. When the account has a
// second factor, signing in answers MFARequired and MFAToken, and no tokens.
type TokenPair struct {
	AccessToken  string `json:"access_token" doc:"JWT for the Authorization header; empty when a second factor is asked for"`
	RefreshToken string `json:"refresh_token,omitempty" doc:"Opaque; absent when it travels as a cookie"`
	TokenType    string `json:"token_type" enum:"bearer"`
	ExpiresIn    int    `json:"expires_in" doc:"Seconds until the access token, or mfa_token, ends" example:"900"`
	MFARequired  bool   `json:"mfa_required,omitempty" doc:"The password was right; go on at login/mfa with mfa_token and a code"`
	MFAToken     string `json:"mfa_token,omitempty" doc:"Stands for the right password, once, for five minutes"`
}

// LoginMFARequest finishes a sign-in with a second factor.
type LoginMFARequest struct {
	MFAToken string `json:"mfa_token" minLength:"1" maxLength:"200"`
	Code     string `json:"code,omitempty" maxLength:"64" doc:"Six digits from the authenticator app, or a recovery code"`
	// Passkey is given instead of a code.
	Passkey *PasskeyAnswer `json:"passkey,omitempty" doc:"Instead of a code: the answer to login/mfa/passkey"`
}

// LoginMFAIn is the input of login/mfa.
type LoginMFAIn struct {
	Transport string `header:"X-Token-Transport" enum:"body,cookie" default:"body" doc:"cookie: the refresh token travels in an HttpOnly cookie only"`
	Body      LoginMFARequest
}

// RefreshRequest carries a refresh token. A browser leaves it out and sends
// its cookie instead.
type RefreshRequest struct {
	RefreshToken string `json:"refresh_token,omitempty" maxLength:"512"`
}

// RefreshIn is the input of refresh.
type RefreshIn struct {
	Transport string          `header:"X-Token-Transport" enum:"body,cookie" default:"body"`
	Cookie    string          `cookie:"iamcopilot_refresh" maxLength:"512"`
	Origin    string          `header:"Origin" maxLength:"512"`
	Host      string          `header:"Host" maxLength:"512" hidden:"true"`
	Body      *RefreshRequest `required:"false"`
}

// LogoutIn is the input of logout: the refresh token (body or cookie), or the
// access token, of the session to end.
type LogoutIn struct {
	RefreshIn
	Authorization string `header:"Authorization" maxLength:"4096"`
}

// UpdateMeRequest changes the profile. Fields left out stay as they are.
type UpdateMeRequest struct {
	FullName           *string `json:"full_name,omitempty" maxLength:"200"`
	DefaultWorkspaceID *int64  `json:"default_workspace_id,omitempty" minimum:"1"`
}

// UpdateMeIn is the input of patch me.
type UpdateMeIn struct{ Body UpdateMeRequest }

// DeleteMeRequest closes the account.
type DeleteMeRequest struct {
	CurrentPassword string `json:"current_password" maxLength:"1024"`
	Code            string `json:"code,omitempty" maxLength:"64" doc:"Where a second factor is on: six digits from the authenticator app, or a recovery code"`
	// Passkey is given instead of a code.
	Passkey *PasskeyAnswer `json:"passkey,omitempty" doc:"Instead of a code: the answer to me/passkeys/proof"`
}

// DeleteMeIn is the input of closing the account.
type DeleteMeIn struct{ Body DeleteMeRequest }

// ChangePasswordRequest replaces the password; every other session ends.
type ChangePasswordRequest struct {
	CurrentPassword string `json:"current_password" maxLength:"1024"`
	NewPassword     string `json:"new_password" maxLength:"1024"`
}

// ChangePasswordIn is the input of change-password.
type ChangePasswordIn struct{ Body ChangePasswordRequest }

// ChangeEmailRequest replaces the address that signs in. On a server that
// wants addresses proved, it is replaced once the link in the letter to the
// new address is opened.
type ChangeEmailRequest struct {
	Email           string `json:"email" format:"email" maxLength:"254"`
	CurrentPassword string `json:"current_password" maxLength:"1024"`
}

// ChangeEmailIn is the input of change-email.
type ChangeEmailIn struct{ Body ChangeEmailRequest }

// Session is one signed-in device.
type Session struct {
	ID        int64     `json:"id"`
	Device    string    `json:"device" doc:"What people call it, as far as it tells" example:"Firefox on Windows"`
	UserAgent string    `json:"user_agent"`
	IPAddress string    `json:"ip_address"`
	CreatedAt time.Time `json:"created_at"`
	LastUsed  time.Time `json:"last_used"`
	ExpiresAt time.Time `json:"expires_at"`
	Current   bool      `json:"current" doc:"The session that asks"`
}

// SessionList is the signed-in devices of a user.
type SessionList struct {
	Items      []Session `json:"items" nullable:"false"`
	NextCursor string    `json:"next_cursor"`
}
