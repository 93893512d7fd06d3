package api

// Health says whether the server is alive or ready.
type Health struct {
	Status string            `json:"status" enum:"ok,unavailable"`
	Checks map[string]string `json:"checks,omitempty" doc:"ok, or what is wrong, for each thing the server leans on"`
}

// ServerInfo is what a client may know before anybody signs in.
type ServerInfo struct {
	Name         string `json:"name" example:"IAM Copilot"`
	Version      string `json:"version"`
	Registration string `json:"registration" enum:"open,invite,closed"`
	Mail         bool   `json:"mail" doc:"The server sends mail: a forgotten password can be reset, and new addresses are proved"`
	CatalogDate  string `json:"catalog_date" doc:"Day of the AWS action data" example:"2026-09-26"`
	Bedrock      bool   `json:"bedrock" doc:"A model drafts policies where it can"`
	// PasskeyRPID is the relying party of "Web Authentication: An API for
	// accessing Public Key Credentials", W3C.
	PasskeyRPID string        `json:"passkey_rp_id" doc:"Domain that passkeys are for; empty when this server takes none"`
	SSO         []SSOProvider `json:"sso" nullable:"false" doc:"Providers that people can sign in with"`
}

// SSOProvider is an OpenID provider that people can sign in with.
type SSOProvider struct {
	ID   string `json:"id" doc:"For the addresses under /auth/sso" example:"example-corp"`
	Name string `json:"name" doc:"For the button" example:"Example Corp"`
}
