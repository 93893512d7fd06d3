// Package api holds the wire types of the HTTP interface: what client and
// server must agree on, and nothing else. The OpenAPI document, the TypeScript
// types and the Go client are derived from these structs; struct tags carry
// the validation rules, so the package imports nothing beyond the standard
// library's time and encoding/json.
//
// Naming: XxxRequest is a body that a client sends, XxxIn is everything an
// operation takes (path, query, headers, body), and a plain noun is what comes
// back.
package api

// Base is the path under which every operation lives.
const Base = "/api/v1"

// Headers that the interface gives a meaning to.
const (
	// HeaderWorkspace chooses the workspace of a request; without it the
	// user's default workspace is used.
	HeaderWorkspace = "X-Workspace-ID"
	// HeaderCredential chooses the AWS credential of a request; without it
	// the workspace's default is used.
	HeaderCredential = "X-AWS-Credential-ID"
	// HeaderTokenTransport set to "cookie" asks that the refresh token travel
	// only in an HttpOnly cookie, as a browser wants it.
	HeaderTokenTransport = "X-Token-Transport"
	// HeaderRequestID names a request in answers and logs.
	HeaderRequestID = "X-Request-ID"
	// HeaderIdempotencyKey names one wish to create something: the wish is
	// fulfilled once, however often the request is sent within a day.
	HeaderIdempotencyKey = "Idempotency-Key"
	// HeaderReplayed is "true" on an answer that was given before.
	HeaderReplayed = "Idempotency-Replayed"
)

// None is the body of an operation that takes or answers nothing.
type None struct{}

// ByID is the input of an operation on one thing.
type ByID struct {
	ID int64 `path:"id" minimum:"1" doc:"Number of the thing"`
}

// Page is the part of a list's input that says which piece is wanted.
type Page struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many items at most"`
	Cursor string `query:"cursor" maxLength:"512" doc:"next_cursor of the piece before"`
}

// Message is an answer that only needs a sentence.
type Message struct {
	Message string `json:"message" doc:"A sentence for people"`
}
