package accounts

import (
	"crypto/rand"
	"crypto/sha256"
	"hash/crc32"
	"math/big"
	"strings"
)

// A personal access token is "iamcopilot_pat_", 43 signs of 0–9, a–z and A–Z
// that stand for 256 random bits, and 6 such signs that stand for the CRC-32
// of what is before them. The beginning lets scanners of code and logs find
// tokens that have leaked; the end lets them, and the server, tell one from a
// text that only looks like it, without asking anybody.
const (
	personalPrefix   = "iamcopilot_pat_"
	personalSecret   = 43
	personalChecksum = 6
	personalBase     = 62
	// personalShown is how many signs of the secret lists show.
	personalShown = 4
)

// isPersonal tells whether a bearer token wants to be a personal access token.
func isPersonal(token string) bool { return strings.HasPrefix(token, personalPrefix) }

// newPersonal makes a token.
func newPersonal() (string, error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	body := personalPrefix + inBase62(new(big.Int).SetBytes(raw), personalSecret)
	return body + checksum(body), nil
}

// wellFormed tells whether a token could be one of ours.
func wellFormed(token string) bool {
	if !isPersonal(token) || len(token) != len(personalPrefix)+personalSecret+personalChecksum {
		return false
	}
	body := token[:len(token)-personalChecksum]
	return token == body+checksum(body)
}

func checksum(body string) string {
	return inBase62(big.NewInt(int64(crc32.ChecksumIEEE([]byte(body)))), personalChecksum)
}

// inBase62 writes a number with at least so many signs.
func inBase62(n *big.Int, signs int) string {
	text := n.Text(personalBase)
	return strings.Repeat("0", max(0, signs-len(text))) + text
}

// personalPreview is what lists show of a token.
func personalPreview(token string) string { return token[:len(personalPrefix)+personalShown] + "…" }

// personalDigest is what the database holds of a token.
func personalDigest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
