package api

import "time"

// AddIdentityCenterRequest stores a role of an account that a sign-in to IAM
// Identity Center gives, and begins the sign-in ("RegisterClient",
// "StartDeviceAuthorization", IAM Identity Center OIDC API reference). Account
// and role may be chosen after it.
type AddIdentityCenterRequest struct {
	Label        string            `json:"label" minLength:"1" maxLength:"100" doc:"Unique in the workspace" example:"Production by Identity Center"`
	StartURL     string            `json:"start_url" maxLength:"512" pattern:"^https://[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+(/[A-Za-z0-9._~/#-]*)?$" patternDescription:"the address of an AWS access portal" example:"https://d-1234567890.awsapps.com/start"`
	SSORegion    string            `json:"sso_region" pattern:"^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$" patternDescription:"an AWS Region such as us-east-1" maxLength:"32" doc:"Where Identity Center is"`
	AWSAccountID string            `json:"account_id,omitempty" pattern:"^([0-9]{12})?$" patternDescription:"12 digits" doc:"Can be chosen after the sign-in"`
	RoleName     string            `json:"role_name,omitempty" maxLength:"64" pattern:"^[A-Za-z0-9+=,.@_-]*$" patternDescription:"the name of a role" doc:"Can be chosen after the sign-in"`
	AWSRegion    string            `json:"aws_region,omitempty" pattern:"^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$" patternDescription:"an AWS Region such as us-east-1" maxLength:"32" doc:"Where AWS is called; sso_region when left out"`
	IsDefault    bool              `json:"is_default,omitempty" doc:"Used when a request names no credential"`
	Tags         map[string]string `json:"tags,omitempty" doc:"At most 50"`
	SignInRequest
}

// AddIdentityCenterIn is the input of adding such a role.
type AddIdentityCenterIn struct{ Body AddIdentityCenterRequest }

// SignInRequest says how somebody will sign in.
type SignInRequest struct {
	Flow        string `json:"flow,omitempty" enum:"device,browser" doc:"device (when left out): with a code, in any browser; browser: with PKCE, in a browser on the computer that redirect_uri leads back to"`
	RedirectURI string `json:"redirect_uri,omitempty" maxLength:"128" pattern:"^(http://127[.]0[.]0[.]1:[0-9]{2,5}/oauth/callback)?$" patternDescription:"http://127.0.0.1:port/oauth/callback" doc:"Only with browser"`
}

// SignInIn is the input of beginning a sign-in again.
type SignInIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body *SignInRequest
}

// CompleteSignInRequest is what came back to the redirect address.
type CompleteSignInRequest struct {
	Code  string `json:"code" minLength:"1" maxLength:"8192"`
	State string `json:"state" minLength:"1" maxLength:"128"`
}

// CompleteSignInIn is the input of ending a sign-in with a browser.
type CompleteSignInIn struct {
	ID   int64 `path:"id" minimum:"1"`
	Body CompleteSignInRequest
}

// SignIn is a sign-in to IAM Identity Center. The code and the addresses are
// shown only to whoever began it.
type SignIn struct {
	State                   string     `json:"state" enum:"none,pending,signed_in,expired,denied,failed" doc:"pending: somebody has yet to agree; expired: the code or the sign-in is over; denied: somebody said no; failed: AWS refused it"`
	Message                 string     `json:"message" doc:"What it means, in a sentence"`
	Flow                    string     `json:"flow,omitempty" enum:"device,browser"`
	UserCode                string     `json:"user_code,omitempty" doc:"To be compared with what the page shows"`
	VerificationURI         string     `json:"verification_uri,omitempty"`
	VerificationURIComplete string     `json:"verification_uri_complete,omitempty" doc:"With the code in it"`
	AuthorizationURL        string     `json:"authorization_url,omitempty" doc:"Only in the answer that begins a sign-in with a browser"`
	PendingUntil            *time.Time `json:"pending_until" doc:"When the code is over"`
	PollAfterSeconds        int        `json:"poll_after_seconds" doc:"How long to wait before asking again; 0: there is nothing to wait for"`
	SignedInAt              *time.Time `json:"signed_in_at"`
	ExpiresAt               *time.Time `json:"expires_at" doc:"When somebody has to sign in again, at the latest"`
}

// AddedIdentityCenter is a new credential with its sign-in under way.
type AddedIdentityCenter struct {
	Credential Credential `json:"credential"`
	SignIn     SignIn     `json:"sign_in"`
}

// IdentityCenterRole is where the key of such a credential comes from.
type IdentityCenterRole struct {
	StartURL    string `json:"start_url"`
	SSORegion   string `json:"sso_region"`
	RoleName    string `json:"role_name" doc:"Empty until one is chosen"`
	SignInState string `json:"sign_in_state" enum:"none,pending,signed_in,expired,denied,failed"`
}

// SignInAccountsIn is the input of listing what a sign-in may reach.
type SignInAccountsIn struct {
	ID     int64  `path:"id" minimum:"1"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"100" doc:"How many items at most"`
	Cursor string `query:"cursor" maxLength:"4096" doc:"next_cursor of the piece before"`
}

// SignInRolesIn is the input of listing the roles that a sign-in has in an account.
type SignInRolesIn struct {
	ID        int64  `path:"id" minimum:"1"`
	AccountID string `query:"account_id" pattern:"^([0-9]{12})?$" patternDescription:"12 digits" doc:"That of the credential when left out"`
	Limit     int    `query:"limit" minimum:"1" maximum:"200" default:"100" doc:"How many items at most"`
	Cursor    string `query:"cursor" maxLength:"4096" doc:"next_cursor of the piece before"`
}

// SignInAccount is an account that a sign-in may reach.
type SignInAccount struct {
	AccountID string `json:"account_id"`
	Name      string `json:"name"`
	Email     string `json:"email"`
}

// SignInAccountList is a piece of the accounts that a sign-in may reach.
type SignInAccountList struct {
	Items      []SignInAccount `json:"items" nullable:"false"`
	NextCursor string          `json:"next_cursor" doc:"Empty at the end"`
}

// SignInRole is a role that a sign-in has in an account.
type SignInRole struct {
	RoleName string `json:"role_name"`
}

// SignInRoleList is a piece of the roles that a sign-in has in an account.
type SignInRoleList struct {
	Items      []SignInRole `json:"items" nullable:"false"`
	NextCursor string       `json:"next_cursor" doc:"Empty at the end"`
}
