package api

import (
	"encoding/json"
	"time"
)

// PasskeyOptions asks an authenticator for something: to make a passkey, or to
// sign with one ("Web Authentication: An API for accessing Public Key
// Credentials", W3C).
type PasskeyOptions struct {
	Ticket    string          `json:"ticket" doc:"Goes back with the answer; good once, for five minutes"`
	PublicKey json.RawMessage `json:"public_key" doc:"PublicKeyCredentialCreationOptionsJSON or PublicKeyCredentialRequestOptionsJSON"`
}

// PasskeyAnswer is what the authenticator made of the options.
type PasskeyAnswer struct {
	Ticket     string          `json:"ticket" minLength:"1" maxLength:"200"`
	Credential json.RawMessage `json:"credential" doc:"The PublicKeyCredential as its toJSON() gives it"`
}

// PasskeyOptionsIn is the input of asking for the options of a new passkey: the
// proof that whoever asks is the account's owner.
type PasskeyOptionsIn struct{ Body PasswordRequest }

// AddPasskeyRequest adds the passkey that the authenticator made.
type AddPasskeyRequest struct {
	PasskeyAnswer
	Name string `json:"name" minLength:"1" maxLength:"100" doc:"For its owner to tell it from others"`
}

// AddPasskeyIn is the input of adding a passkey.
type AddPasskeyIn struct{ Body AddPasskeyRequest }

// Passkey is a passkey of an account.
type Passkey struct {
	ID         int64      `json:"id"`
	Name       string     `json:"name"`
	Synced     bool       `json:"synced" doc:"Its provider keeps a copy, so that it works on several devices"`
	CreatedAt  time.Time  `json:"created_at"`
	LastUsedAt *time.Time `json:"last_used_at" doc:"Null while it has not been used"`
}

// AddedPasskey is a new passkey.
type AddedPasskey struct {
	Passkey
	RecoveryCodes []string `json:"recovery_codes,omitempty" doc:"When it is the account's first second factor: shown once. Each signs in once instead of it."`
}

// PasskeyList is the passkeys of an account, oldest first.
type PasskeyList struct {
	Items      []Passkey `json:"items" nullable:"false"`
	NextCursor string    `json:"next_cursor"`
}

// RenamePasskeyRequest names a passkey.
type RenamePasskeyRequest struct {
	Name string `json:"name" minLength:"1" maxLength:"100"`
}

// RenamePasskeyIn is the input of renaming a passkey.
type RenamePasskeyIn struct {
	ByID
	Body RenamePasskeyRequest
}

// DeletePasskeyIn is the input of deleting a passkey.
type DeletePasskeyIn struct {
	ByID
	Body PasswordRequest
}

// LoginPasskeyIn is the input of login/passkey.
type LoginPasskeyIn struct {
	Transport string `header:"X-Token-Transport" enum:"body,cookie" default:"body" doc:"cookie: the refresh token travels in an HttpOnly cookie only"`
	Body      PasskeyAnswer
}

// MFATokenRequest carries what the right password gave.
type MFATokenRequest struct {
	MFAToken string `json:"mfa_token" minLength:"1" maxLength:"200"`
}

// LoginMFAPasskeyIn is the input of login/mfa/passkey.
type LoginMFAPasskeyIn struct{ Body MFATokenRequest }
