package legacy

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// The layout of a Fernet token ("Fernet Spec", github.com/fernet/spec): version,
// big-endian seconds, initialization vector, AES-128-CBC ciphertext, and an
// HMAC-SHA256 over all before it.
const (
	fernetVersion = 0x80
	fernetKeySize = 32 // the first half signs, the second encrypts
	fernetHead    = 1 + 8 + aes.BlockSize
	fernetLeast   = fernetHead + aes.BlockSize + sha256.Size
)

// ErrToken is given when a token does not open with any of the keys. It tells
// no more: a token that was changed and one of another key look the same.
var ErrToken = errors.New("it does not open with the Fernet keys that were given")

// fernetKeys open tokens, the first one that fits. They print as nothing.
type fernetKeys []fernetKey

type fernetKey struct {
	signing []byte
	block   cipher.Block
}

// String keeps keys out of texts.
func (fernetKeys) String() string { return "fernetKeys(hidden)" }

// GoString keeps keys out of texts.
func (fernetKeys) GoString() string { return "fernetKeys(hidden)" }

// parseFernetKeys reads keys with commas between them, as MultiFernet of
// Python's cryptography takes a list. Errors hold no key.
func parseFernetKeys(text string) (fernetKeys, error) {
	var keys fernetKeys
	for i, one := range strings.Split(text, ",") {
		raw, err := unbase64(strings.TrimSpace(one))
		if err != nil || len(raw) != fernetKeySize {
			return nil, fmt.Errorf("the Fernet key %d: it must be 32 bytes in base64url, 44 signs, as Fernet.generate_key() makes it", i+1)
		}
		block, err := aes.NewCipher(raw[fernetKeySize/2:])
		if err != nil {
			return nil, err
		}
		keys = append(keys, fernetKey{raw[:fernetKeySize/2], block})
	}
	return keys, nil
}

// open decrypts a token, however old it is.
func (k fernetKeys) open(token string) ([]byte, error) {
	raw, err := unbase64(strings.TrimSpace(token))
	if err != nil || len(raw) < fernetLeast || raw[0] != fernetVersion {
		return nil, ErrToken
	}
	signed, mac := raw[:len(raw)-sha256.Size], raw[len(raw)-sha256.Size:]
	ciphertext := signed[fernetHead:]
	if len(ciphertext)%aes.BlockSize != 0 {
		return nil, ErrToken
	}
	for _, key := range k {
		h := hmac.New(sha256.New, key.signing)
		h.Write(signed)
		if !hmac.Equal(h.Sum(nil), mac) {
			continue
		}
		plain := make([]byte, len(ciphertext))
		cipher.NewCBCDecrypter(key.block, signed[fernetHead-aes.BlockSize:fernetHead]).CryptBlocks(plain, ciphertext)
		return unpad(plain)
	}
	return nil, ErrToken
}

// unpad takes the padding off ("Cryptographic Message Syntax", RFC 5652, section
// 6.3), in a time that does not hang on what it is.
func unpad(plain []byte) ([]byte, error) {
	n := int(plain[len(plain)-1])
	good := subtle.ConstantTimeLessOrEq(1, n) & subtle.ConstantTimeLessOrEq(n, aes.BlockSize)
	for i := 1; i <= aes.BlockSize; i++ {
		inside := subtle.ConstantTimeLessOrEq(i, n)
		same := subtle.ConstantTimeByteEq(plain[len(plain)-i], byte(n)) //nolint:gosec // it was a byte
		good &= subtle.ConstantTimeSelect(inside, same, 1)
	}
	if good != 1 {
		return nil, ErrToken
	}
	return plain[:len(plain)-n], nil
}

// unbase64 reads base64url with or without its padding, and nothing besides.
func unbase64(text string) ([]byte, error) {
	return base64.RawURLEncoding.Strict().DecodeString(strings.TrimRight(text, "="))
}
