package access

import "context"

// Actor is who a request comes from: a person with a session, nobody yet, or
// a named part of the system. The zero Actor is nobody.
type Actor struct {
	UserID           int64 // 0 when nobody has signed in
	Email            string
	SessionID        int64
	MFA              bool // a second factor was shown, too
	DefaultWorkspace int64
	Grant            *Grant // what a personal access token may; nil: a session, which may all that the person may
	System           string // name of the system job, instead of a person or on behalf of one

	IP        string
	UserAgent string
	RequestID string
}

// Grant is what a personal access token is good for: less than its owner may,
// never more.
type Grant struct {
	TokenID     int64 // 0 when it is no token's
	Workspace   int64 // the one it is kept to; 0: all of its owner's
	Permissions map[Permission]bool
}

// SignedIn tells whether a person has proved who they are.
func (a Actor) SignedIn() bool { return a.UserID > 0 }

type actorKey struct{}

// WithActor puts the actor of a request into its context.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorFrom gives the actor of a request; the zero Actor when there is none.
func ActorFrom(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	return a
}
