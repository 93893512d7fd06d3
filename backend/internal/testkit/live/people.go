package live

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// Password is the password of everybody in the tests.
const Password = "Quiet-Harbour-77"

// passwordHash is bcrypt of Password at the cost of the tests' servers, so that
// people can be put into the database without hashing anything.
const passwordHash = "$2a$04$K3AKKXAv5yxvgJYRSuIPeuZO5Fh3OC4P280Dm8bdA5OEMO4tE0q/u"

// Person is somebody with an account, a workspace and a session.
type Person struct {
	*client.Client

	Email     string
	ID        int64
	Workspace int64 // the personal one
	Session   int64
	Token     string // access token of the session
}

// Register opens an account over the interface and signs in.
func (s *Server) Register(t testing.TB, email string, options ...client.Option) *Person {
	t.Helper()
	ctx, c := context.Background(), s.Client(t, options...)
	user, err := c.Accounts.Register(ctx, api.RegisterIn{Body: api.RegisterRequest{Email: email, Password: Password, FullName: "Test Person", AcceptTerms: true}})
	if err != nil {
		t.Fatalf("registering %s: %v", email, err)
	}
	pair := Login(t, c, email)
	session := s.DB.Int(t, `select max(id) from refresh_tokens where user_id = ?`, user.ID)
	return &Person{c, user.Email, user.ID, user.DefaultWorkspaceID, session, pair.AccessToken}
}

// Login signs in with the password that everybody has, and makes the client
// use the tokens.
func Login(t testing.TB, c *client.Client, email string) api.TokenPair {
	t.Helper()
	pair, err := c.Accounts.Login(context.Background(), api.LoginIn{Body: api.LoginRequest{Email: email, Password: Password}})
	if err != nil {
		t.Fatalf("signing %s in: %v", email, err)
	}
	c.SetTokens(pair)
	return pair
}

// Seed puts a person straight into the database, which costs no hashing, with
// a session and an access token for it. There is no refresh token.
func (s *Server) Seed(t testing.TB, email string) *Person {
	t.Helper()
	now := time.Now().UTC().Truncate(time.Microsecond)
	workspace := s.DB.Int(t, `insert into workspaces (name, personal, created_at) values (?, ?, ?) returning id`, email, true, now)
	user := s.DB.Int(t, `insert into users (email, hashed_password, full_name, is_active, is_verified, personal_workspace_id, default_workspace_id, created_at, updated_at)
		values (?, ?, 'Test Person', ?, ?, ?, ?, ?, ?) returning id`, email, passwordHash, true, false, workspace, workspace, now, now)
	p := &Person{Email: email, ID: user, Workspace: workspace}
	s.Join(t, p, workspace, "owner")
	p.Session = s.NewSession(t, p)
	p.Token = s.Sign(t, p.Claims())
	p.Client = s.Client(t, client.WithTokens(api.TokenPair{AccessToken: p.Token}))
	return p
}

// As is the person at another server with the same database.
func (s *Server) As(t testing.TB, p *Person) *Person {
	t.Helper()
	other := *p
	other.Client = s.Client(t, client.WithTokens(p.Tokens()))
	return &other
}

// Join makes the person a member of a workspace.
func (s *Server) Join(t testing.TB, p *Person, workspace int64, role string) {
	t.Helper()
	s.DB.Exec(t, `insert into memberships (workspace_id, user_id, role, created_at) values (?, ?, ?, ?)`,
		workspace, p.ID, role, time.Now().UTC().Truncate(time.Microsecond))
}

// NewSession puts another session of the person into the database.
func (s *Server) NewSession(t testing.TB, p *Person) int64 {
	t.Helper()
	token := make([]byte, 32)
	if _, err := rand.Read(token); err != nil {
		t.Fatal(err)
	}
	now := time.Now().UTC().Truncate(time.Microsecond)
	return s.DB.Int(t, `insert into refresh_tokens (user_id, token, created_at, last_used, rotated_at, expires_at) values (?, ?, ?, ?, ?, ?) returning id`,
		p.ID, token, now, now, now, now.Add(30*24*time.Hour))
}

// Token makes a personal access token; workspace 0 is for all of the person's.
func (s *Server) Token(t testing.TB, p *Person, workspace int64, scopes ...string) api.CreatedToken {
	t.Helper()
	in := api.CreateTokenRequest{Name: "A token", Scopes: scopes, CurrentPassword: Password}
	if workspace != 0 {
		in.WorkspaceID = &workspace
	}
	created, err := p.Accounts.CreateToken(context.Background(), api.CreateTokenIn{Body: in})
	if err != nil {
		t.Fatalf("making a token: %v", err)
	}
	return created
}

// Claims are those of an access token of the person's session, as the server
// itself would sign them now.
func (p *Person) Claims() jwt.MapClaims {
	now := time.Now()
	return jwt.MapClaims{
		"iss": "iam-copilot", "aud": []string{"iam-copilot-api"}, "sub": strconv.FormatInt(p.ID, 10), "email": p.Email, "sid": p.Session,
		"jti": rand.Text(), "iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(15 * time.Minute).Unix(),
	}
}

// roots are the root keys of databases, by their address.
var roots sync.Map

// rootKey opens the key that a server with Secret derives its own from.
func (s *Server) rootKey(t testing.TB) *seal.Root {
	t.Helper()
	if known, ok := roots.Load(s.database.URL); ok {
		return known.(*seal.Root)
	}
	master, err := seal.NewMaster(Secret)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := db.Open(context.Background(), s.database.URL, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = opened.Close() }()
	root, err := seal.LoadRoot(context.Background(), opened, access.NewGuard(nil).Public(access.Actor{}), seal.NewKeyring(master))
	if err != nil {
		t.Fatal(err)
	}
	roots.Store(s.database.URL, root)
	return root
}

// Sign makes an access token under the key that a server with Secret has.
func (s *Server) Sign(t testing.TB, claims jwt.MapClaims) string {
	t.Helper()
	seed, err := s.rootKey(t).Derive("iamcopilot/access-token/ed25519/v1", ed25519.SeedSize)
	if err != nil {
		t.Fatal(err)
	}
	private := ed25519.NewKeyFromSeed(seed)
	digest := sha256.Sum256(private.Public().(ed25519.PublicKey))
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims)
	token.Header["kid"], token.Header["typ"] = hex.EncodeToString(digest[:8]), "at+jwt"
	signed, err := token.SignedString(private)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}
