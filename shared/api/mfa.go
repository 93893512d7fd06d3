package api

import "time"

// MFAStatus says how an account's second factor stands.
type MFAStatus struct {
	Enabled           bool       `json:"enabled" doc:"Signing in with a password takes a second factor, too"`
	EnabledAt         *time.Time `json:"enabled_at" doc:"Null while it is off"`
	TOTP              bool       `json:"totp" doc:"An authenticator app is one"`
	Passkeys          int        `json:"passkeys" doc:"Passkeys, each of which is one"`
	RecoveryCodesLeft int        `json:"recovery_codes_left" doc:"Recovery codes that have not been used"`
}

// PasswordRequest proves once more who is there: with the password and, where
// a second factor is on, with that too.
type PasswordRequest struct {
	CurrentPassword string         `json:"current_password" maxLength:"1024" doc:"Empty for an account without a password, which must have signed in within the last five minutes"`
	Code            string         `json:"code,omitempty" maxLength:"64" doc:"Six digits from the authenticator app, or a recovery code"`
	Passkey         *PasskeyAnswer `json:"passkey,omitempty" doc:"Instead of a code: the answer to me/passkeys/proof"`
}

// EnrolTOTPIn is the input of enrolling an authenticator app.
type EnrolTOTPIn struct{ Body PasswordRequest }

// TOTPEnrolment is what an authenticator app needs to know. It is shown once;
// nothing is asked for at sign-in before a code has confirmed it.
type TOTPEnrolment struct {
	Secret     string `json:"secret" doc:"Base32, to type in"`
	OTPAuthURL string `json:"otpauth_url" doc:"The same for programs"`
	QRCode     string `json:"qr_code" doc:"The same as a picture: a data: URL of a PNG"`
}

// CodeRequest carries a code from the authenticator app.
type CodeRequest struct {
	Code string `json:"code" minLength:"1" maxLength:"64" doc:"Six digits"`
}

// ConfirmTOTPIn is the input of confirming an authenticator app.
type ConfirmTOTPIn struct{ Body CodeRequest }

// RecoveryCodes are shown once. Each signs in once instead of a code from the
// app.
type RecoveryCodes struct {
	RecoveryCodes []string `json:"recovery_codes" nullable:"false"`
}

// PasswordAndCodeRequest proves both factors once more.
type PasswordAndCodeRequest struct {
	CurrentPassword string         `json:"current_password" maxLength:"1024" doc:"Empty for an account without a password, which must have signed in within the last five minutes"`
	Code            string         `json:"code,omitempty" maxLength:"64" doc:"Six digits from the authenticator app, or a recovery code"`
	Passkey         *PasskeyAnswer `json:"passkey,omitempty" doc:"Instead of a code: the answer to me/passkeys/proof"`
}

// PasswordAndCodeIn is the input of disabling the second factor and of making
// new recovery codes.
type PasswordAndCodeIn struct{ Body PasswordAndCodeRequest }
