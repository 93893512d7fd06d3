package accounts

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"
)

// A refresh token is "rt1." and the base64url of: 32 random bytes that name
// the session, 8 bytes that count its rotations, and an HMAC over both. The
// database holds only the SHA-256 of the random bytes and the count, so a dump
// of it makes no token; and since the next token follows from the count, two
// windows that refresh at once can both be given the same one.
const (
	refreshPrefix   = "rt1."
	refreshSecret   = 32
	refreshBodySize = refreshSecret + 8 + sha256.Size
)

// refreshKey makes and reads refresh tokens.
type refreshKey []byte

// refreshToken is a token that the key has vouched for.
type refreshToken struct {
	secret  [refreshSecret]byte
	counter int64
}

// newSecret makes the random part of a new session's tokens.
func newSecret() (s [refreshSecret]byte, err error) {
	_, err = rand.Read(s[:])
	return s, err
}

// digest is what the database holds of the secret.
func (t refreshToken) digest() []byte {
	sum := sha256.Sum256(t.secret[:])
	return sum[:]
}

func (k refreshKey) write(t refreshToken) string {
	body := make([]byte, 0, refreshBodySize)
	body = append(body, t.secret[:]...)
	body = binary.BigEndian.AppendUint64(body, uint64(t.counter)) //nolint:gosec // counts from 0
	return refreshPrefix + base64.RawURLEncoding.EncodeToString(append(body, k.mac(body)...))
}

// read gives the token, or false when it is none that this key wrote.
func (k refreshKey) read(raw string) (refreshToken, bool) {
	encoded, ok := strings.CutPrefix(raw, refreshPrefix)
	if !ok {
		return refreshToken{}, false
	}
	body, err := base64.RawURLEncoding.Strict().DecodeString(encoded)
	if err != nil || len(body) != refreshBodySize {
		return refreshToken{}, false
	}
	signed, mac := body[:refreshSecret+8], body[refreshSecret+8:]
	if !hmac.Equal(mac, k.mac(signed)) {
		return refreshToken{}, false
	}
	t := refreshToken{counter: int64(binary.BigEndian.Uint64(signed[refreshSecret:]))} //nolint:gosec // written from an int64
	copy(t.secret[:], signed)
	return t, true
}

func (k refreshKey) mac(body []byte) []byte {
	h := hmac.New(sha256.New, k)
	h.Write([]byte("iamcopilot/refresh/v1"))
	h.Write(body)
	return h.Sum(nil)
}
