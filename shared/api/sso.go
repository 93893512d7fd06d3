package api

import "time"

// SSOStartIn is the input of sso/{provider}/start. A browser gives return_to or
// nothing; a program gives redirect_uri and code_challenge ("OAuth 2.0 for
// Native Apps", RFC 8252; "Proof Key for Code Exchange", RFC 7636).
type SSOStartIn struct {
	Provider      string `path:"provider" maxLength:"60"`
	ReturnTo      string `query:"return_to" maxLength:"1000" doc:"Page of this server to go to afterwards, such as /policies"`
	RedirectURI   string `query:"redirect_uri" maxLength:"300" doc:"A program's own http://127.0.0.1:PORT/…, which is given a code for sso/exchange"`
	CodeChallenge string `query:"code_challenge" maxLength:"43" doc:"The program's: base64url of the SHA-256 of its code_verifier"`
	State         string `query:"state" maxLength:"200" doc:"The program's: comes back beside the code"`
	Accept        string `header:"Accept" maxLength:"1000" hidden:"true"`
}

// SSOCallbackIn is what the provider's answer carries.
type SSOCallbackIn struct {
	Provider string `path:"provider" maxLength:"60"`
	Code     string `query:"code" maxLength:"4096"`
	State    string `query:"state" maxLength:"200"`
	Error    string `query:"error" maxLength:"200"`
	Issuer   string `query:"iss" maxLength:"500"`
	Cookie   string `cookie:"iamcopilot_sso" maxLength:"200"`
}

// SSOExchangeRequest gives a program tokens for the code that its loopback
// address was given.
type SSOExchangeRequest struct {
	Code         string `json:"code" minLength:"1" maxLength:"200"`
	CodeVerifier string `json:"code_verifier" minLength:"43" maxLength:"128"`
	RedirectURI  string `json:"redirect_uri" maxLength:"300" doc:"The same as at the start"`
}

// SSOExchangeIn is the input of sso/exchange.
type SSOExchangeIn struct{ Body SSOExchangeRequest }

// Identity is a provider's account that signs in to the account here.
type Identity struct {
	ID         int64      `json:"id"`
	Provider   string     `json:"provider" doc:"Name of the provider, or its address when it is not set up any more"`
	Email      string     `json:"email" doc:"What the provider said last"`
	CreatedAt  time.Time  `json:"created_at"`
	LastUsedAt *time.Time `json:"last_used_at" doc:"Null while it has not been used"`
}

// IdentityList is the providers' accounts that sign in to an account.
type IdentityList struct {
	Items      []Identity `json:"items" nullable:"false"`
	NextCursor string     `json:"next_cursor"`
}

// ConnectRequest asks to connect a provider's account.
type ConnectRequest struct {
	PasswordRequest
	Provider string `json:"provider" minLength:"1" maxLength:"60"`
}

// ConnectIn is the input of connecting a provider's account.
type ConnectIn struct{ Body ConnectRequest }

// ConnectAt says where connecting goes on.
type ConnectAt struct {
	URL string `json:"url" doc:"The provider's page, for the browser that asked"`
}

// DisconnectIn is the input of disconnecting a provider's account.
type DisconnectIn struct {
	ByID
	Body PasswordRequest
}
