package api

import "time"

// AccessToken is a personal access token, without its secret.
type AccessToken struct {
	ID          int64      `json:"id"`
	Name        string     `json:"name"`
	Preview     string     `json:"preview" doc:"How the token begins" example:"iamcopilot_pat_4fQz…"`
	Scopes      []string   `json:"scopes" nullable:"false" doc:"Permissions that it has, as far as its owner's role has them"`
	WorkspaceID *int64     `json:"workspace_id" doc:"The one workspace it is good for; null: all of its owner's"`
	CreatedAt   time.Time  `json:"created_at"`
	ExpiresAt   time.Time  `json:"expires_at"`
	LastUsedAt  *time.Time `json:"last_used_at" doc:"To the minute; null while it has not been used"`
	LastUsedIP  string     `json:"last_used_ip"`
}

// AccessTokenList is the personal access tokens of a user that are good.
type AccessTokenList struct {
	Items      []AccessToken `json:"items" nullable:"false"`
	NextCursor string        `json:"next_cursor"`
}

// CreateTokenRequest makes a personal access token.
type CreateTokenRequest struct {
	Name            string   `json:"name" minLength:"1" maxLength:"100" doc:"What it is for"`
	Scopes          []string `json:"scopes" minItems:"1" maxItems:"50" nullable:"false" doc:"Permissions, such as policies.use"`
	ExpiresInDays   int      `json:"expires_in_days,omitempty" minimum:"1" maximum:"365" default:"90"`
	WorkspaceID     *int64   `json:"workspace_id,omitempty" minimum:"1" doc:"Keep it to one workspace"`
	CurrentPassword string   `json:"current_password" maxLength:"1024"`
}

// CreateTokenIn is the input of making a personal access token.
type CreateTokenIn struct{ Body CreateTokenRequest }

// CreatedToken is a new token with its secret, which is shown this once.
type CreatedToken struct {
	AccessToken
	Token string `json:"token" doc:"For the Authorization header: Bearer iamcopilot_pat_…"`
}
