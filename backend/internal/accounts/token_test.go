package accounts

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

var seed = bytes.Repeat([]byte{7}, 32)

func TestTokenSaysWhoseItIs(t *testing.T) {
	ts, now := newTokens(seed, 15*time.Minute), time.Now()
	raw, err := ts.sign(42, 7, "a@example.com", "pwd", now)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"checked", "known by its digest"} {
		b, err := ts.check(raw, now)
		if err != nil || b.userID != 42 || b.sessionID != 7 {
			t.Fatalf("%s: got %+v, %v", name, b, err)
		}
	}
	var payload map[string]any
	body, _ := base64.RawURLEncoding.DecodeString(strings.Split(raw, ".")[1])
	if err := json.Unmarshal(body, &payload); err != nil {
		t.Fatal(err)
	}
	if payload["sub"] != "42" || payload["email"] != "a@example.com" {
		t.Errorf("the token must include user id and e-mail, got %v", payload)
	}
	if got := payload["exp"].(float64) - payload["iat"].(float64); got != 900 {
		t.Errorf("the token lives %v s, want 900", got)
	}
}

func TestTokenEndsWithItsTimeEvenWhenKnown(t *testing.T) {
	ts, now := newTokens(seed, time.Minute), time.Now()
	raw, err := ts.sign(1, 1, "", "pwd", now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ts.check(raw, now); err != nil {
		t.Fatal(err)
	}
	if _, err := ts.check(raw, now.Add(2*time.Minute)); err == nil {
		t.Error("a token that is known by its digest was accepted after its time")
	}
}

// TestForgedTokens is what an attacker would try: each must be refused.
func TestForgedTokens(t *testing.T) {
	ts, now := newTokens(seed, time.Minute), time.Now()
	other := newTokens(bytes.Repeat([]byte{8}, 32), time.Minute)
	good := func() *jwt.Token {
		token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{SID: 1, RegisteredClaims: jwt.RegisteredClaims{
			Issuer: tokenIssuer, Audience: jwt.ClaimStrings{tokenAudience}, Subject: "1",
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(time.Minute)),
		}})
		token.Header["kid"], token.Header["typ"] = ts.kid, tokenType
		return token
	}
	claim := func(change func(*claims)) *jwt.Token {
		token := good()
		c := token.Claims.(claims)
		change(&c)
		token.Claims = c
		return token
	}
	header := func(name string, value any) *jwt.Token {
		token := good()
		token.Header[name] = value
		return token
	}
	sign := func(token *jwt.Token, key any) string {
		raw, err := token.SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	if _, err := ts.check(sign(good(), ts.private), now); err != nil {
		t.Fatalf("the pattern itself is refused: %v", err)
	}
	none := good()
	none.Method, none.Header["alg"] = jwt.SigningMethodNone, "none"
	hmacToken := good()
	hmacToken.Method, hmacToken.Header["alg"] = jwt.SigningMethodHS256, "HS256"
	whole := sign(good(), ts.private)
	cases := map[string]string{
		"not a token":                  "x",
		"empty":                        "",
		"no signature":                 whole[:strings.LastIndex(whole, ".")+1],
		"alg none":                     sign(none, jwt.UnsafeAllowNoneSignatureType),
		"HMAC with the public key":     sign(hmacToken, []byte(ts.private.Public().(ed25519.PublicKey))),
		"another server's key":         sign(good(), other.private),
		"another kid":                  sign(header("kid", "x"), ts.private),
		"no kid":                       sign(header("kid", nil), ts.private),
		"an id token":                  sign(header("typ", "JWT"), ts.private),
		"another audience":             sign(claim(func(c *claims) { c.Audience = jwt.ClaimStrings{"x"} }), ts.private),
		"another issuer":               sign(claim(func(c *claims) { c.Issuer = "x" }), ts.private),
		"no end":                       sign(claim(func(c *claims) { c.ExpiresAt = nil }), ts.private),
		"over":                         sign(claim(func(c *claims) { c.ExpiresAt = jwt.NewNumericDate(now.Add(-time.Second)) }), ts.private),
		"from the future":              sign(claim(func(c *claims) { c.IssuedAt = jwt.NewNumericDate(now.Add(time.Hour)) }), ts.private),
		"not yet":                      sign(claim(func(c *claims) { c.NotBefore = jwt.NewNumericDate(now.Add(time.Hour)) }), ts.private),
		"no session":                   sign(claim(func(c *claims) { c.SID = 0 }), ts.private),
		"a person that is no number":   sign(claim(func(c *claims) { c.Subject = "1 or 1=1" }), ts.private),
		"a person with a negative id":  sign(claim(func(c *claims) { c.Subject = "-1" }), ts.private),
		"changed payload, same rest":   swapPayload(whole, sign(claim(func(c *claims) { c.Subject = "2" }), other.private)),
		"a refresh token in its place": refreshKey(seed).write(refreshToken{}),
	}
	for name, raw := range cases {
		if b, err := ts.check(raw, now); err == nil {
			t.Errorf("%s: accepted as %+v", name, b)
		}
	}
}

func swapPayload(into, from string) string {
	a, b := strings.Split(into, "."), strings.Split(from, ".")
	return a[0] + "." + b[1] + "." + a[2]
}

func TestKnownTokensAreBounded(t *testing.T) {
	ts := newTokens(seed, time.Minute)
	for i := range knownLimit {
		ts.known[[32]byte{byte(i), byte(i >> 8), byte(i >> 16)}] = bearerOf{}
	}
	raw, err := ts.sign(1, 1, "", "pwd", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ts.check(raw, time.Now()); err != nil {
		t.Fatal(err)
	}
	if len(ts.known) > knownLimit {
		t.Errorf("%d tokens are remembered, at most %d may be", len(ts.known), knownLimit)
	}
}

func TestRefreshTokenRoundTrip(t *testing.T) {
	key := refreshKey(seed)
	secret, err := newSecret()
	if err != nil {
		t.Fatal(err)
	}
	want := refreshToken{secret: secret, counter: 1 << 40}
	got, ok := key.read(key.write(want))
	if !ok || got != want {
		t.Fatalf("got %+v, %v", got, ok)
	}
	if bytes.Contains([]byte(key.write(want)), want.digest()) {
		t.Error("the token holds what the database holds")
	}
}

// TestForgedRefreshTokens changes every byte of a good token, and more.
func TestForgedRefreshTokens(t *testing.T) {
	key := refreshKey(seed)
	good := key.write(refreshToken{counter: 3})
	body, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(good, refreshPrefix))
	if err != nil {
		t.Fatal(err)
	}
	for i := range body {
		changed := bytes.Clone(body)
		changed[i] ^= 1
		if _, ok := key.read(refreshPrefix + base64.RawURLEncoding.EncodeToString(changed)); ok {
			t.Fatalf("a token with byte %d changed was accepted", i)
		}
	}
	for name, raw := range map[string]string{
		"empty": "", "prefix alone": refreshPrefix, "no prefix": strings.TrimPrefix(good, refreshPrefix),
		"cut": good[:len(good)-4], "longer": good + "AAAA", "padded": good + "=", "not base64": refreshPrefix + "!!!!",
		"another server's": refreshKey("another key of thirty-two bytes!").write(refreshToken{counter: 3}),
	} {
		if _, ok := key.read(raw); ok {
			t.Errorf("%s: accepted", name)
		}
	}
}
