package accounts

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	tokenIssuer   = "iam-copilot"
	tokenAudience = "iam-copilot-api"
	tokenType     = "at+jwt" // RFC 9068: only ever an access token
)

// claims is what an access token says. The e-mail address is for display;
// nothing is decided by it.
type claims struct {
	Email string `json:"email"`
	SID   int64  `json:"sid"`
	// AMR is how the session was begun ("Authentication Method Reference
	// Values", RFC 8176): pwd, otp, pop (a passkey), fed (a provider), mfa.
	AMR []string `json:"amr,omitempty"`
	jwt.RegisteredClaims
}

// bearerOf is a checked token: whose it is, of which session, until when.
type bearerOf struct {
	userID, sessionID int64
	expires           time.Time
}

// tokens signs and checks access tokens (JWT, Ed25519).
type tokens struct {
	private ed25519.PrivateKey
	kid     string
	ttl     time.Duration
	parser  *jwt.Parser

	mu    sync.RWMutex
	known map[[sha256.Size]byte]bearerOf // tokens whose signature has been checked
}

// knownLimit bounds the memory of checked tokens (about 100 bytes each).
const knownLimit = 20_000

var errToken = errors.New("accounts: the token is not one of ours")

func newTokens(seed []byte, ttl time.Duration) *tokens {
	private := ed25519.NewKeyFromSeed(seed)
	digest := sha256.Sum256(private.Public().(ed25519.PublicKey))
	return &tokens{
		private: private, kid: hex.EncodeToString(digest[:8]), ttl: ttl,
		parser: jwt.NewParser(jwt.WithValidMethods([]string{"EdDSA"}), jwt.WithIssuer(tokenIssuer),
			jwt.WithAudience(tokenAudience), jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(clockSkew)),
		known: map[[sha256.Size]byte]bearerOf{},
	}
}

// clockSkew is how far ahead of this server's clock that of the server may be
// which signed a token.
const clockSkew = time.Minute

// sign makes the access token of a session.
func (t *tokens) sign(userID, sessionID int64, email, amr string, now time.Time) (string, error) {
	id := make([]byte, 16)
	if _, err := rand.Read(id); err != nil {
		return "", err
	}
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		Email: email, SID: sessionID, AMR: strings.Fields(amr),
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: tokenIssuer, Audience: jwt.ClaimStrings{tokenAudience}, Subject: strconv.FormatInt(userID, 10),
			ID: base64.RawURLEncoding.EncodeToString(id), IssuedAt: jwt.NewNumericDate(now),
			NotBefore: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(t.ttl)),
		},
	})
	token.Header["kid"], token.Header["typ"] = t.kid, tokenType
	return token.SignedString(t.private)
}

// check tells whose token it is. A token that has been checked before is known
// by its digest, which spares the signature but not the end of its time.
func (t *tokens) check(raw string, now time.Time) (bearerOf, error) {
	digest := sha256.Sum256([]byte(raw))
	t.mu.RLock()
	b, ok := t.known[digest]
	t.mu.RUnlock()
	if ok {
		if !now.Before(b.expires) {
			return bearerOf{}, errToken
		}
		return b, nil
	}
	var c claims
	token, err := t.parser.ParseWithClaims(raw, &c, t.key)
	if err != nil {
		return bearerOf{}, err
	}
	userID, err := strconv.ParseInt(c.Subject, 10, 64)
	if err != nil || !token.Valid || userID <= 0 || c.SID <= 0 {
		return bearerOf{}, errToken
	}
	if !now.Before(c.ExpiresAt.Time) { // the end is exact: it is the beginning that clocks may disagree about
		return bearerOf{}, errToken
	}
	b = bearerOf{userID, c.SID, c.ExpiresAt.Time}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.known) >= knownLimit {
		clear(t.known)
	}
	t.known[digest] = b
	return b, nil
}

// key is the one key, for a token that says it is an access token signed by it.
func (t *tokens) key(token *jwt.Token) (any, error) {
	if token.Header["kid"] != t.kid || token.Header["typ"] != tokenType {
		return nil, errToken
	}
	return t.private.Public(), nil
}
