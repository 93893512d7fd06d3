// Package update asks whether there is a newer version of the product. It only
// tells: nothing is fetched but the announcement, and nothing is installed.
//
// An announcement is signed with a key whose public half is in the program. One
// that is older than another seen before (a rollback), or whose time is over (a
// freeze, with which somebody hides that there is a newer one), is refused, as
// "The Update Framework Specification" describes these attacks.
package update

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Key is the public key of announcements, in base64. The build stamps it.
var Key string

// Address is where announcements are. The build stamps it; without it no update
// is looked for.
var Address string

// Announcement tells of the newest version.
type Announcement struct {
	// Version is the newest one, such as 1.4.0.
	Version string `json:"version"`
	// ReleasedAt is when it came out.
	ReleasedAt time.Time `json:"released_at"`
	// ExpiresAt is until when the announcement holds.
	ExpiresAt time.Time `json:"expires_at"`
	// URL is the page where the version can be had.
	URL string `json:"url"`
	// Notes says in a sentence or two what is new.
	Notes string `json:"notes"`
}

// signed is the form in which an announcement travels. The signature is of the
// bytes as they are.
type signed struct {
	Announcement []byte `json:"announcement"`
	Signature    []byte `json:"signature"`
}

// context is signed with every announcement, so that no other signature of the
// same key passes for one.
const signatureContext = "iamcopilot/update/v1\x00"

const (
	maxAnswer = 64 << 10
	// skew is how far ahead of this computer's clock the publisher's may be.
	skew = 24 * time.Hour
)

var (
	// ErrForged says that an announcement is not signed by the publisher.
	ErrForged = errors.New("the announcement of updates is not signed by the publisher, and was ignored")
	// ErrOld says that an announcement is older than one that was seen before.
	ErrOld = errors.New("the announcement of updates is older than one that was seen before, and was ignored")
	// ErrExpired says that an announcement's time is over: somebody may hide
	// newer ones.
	ErrExpired = errors.New("the announcement of updates has expired: newer versions may be hidden from this computer")
)

// Sign makes an announcement that Open takes.
func Sign(a Announcement, key ed25519.PrivateKey) ([]byte, error) {
	if _, ok := numbers(a.Version); !ok {
		return nil, fmt.Errorf("%q is no version such as 1.4.0", a.Version)
	}
	content, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	return json.Marshal(signed{Announcement: content, Signature: ed25519.Sign(key, append([]byte(signatureContext), content...))})
}

// Open checks an announcement. newestSeen is the version of the newest one that
// was taken before, or empty.
func Open(raw []byte, key ed25519.PublicKey, newestSeen string, now time.Time) (Announcement, error) {
	var s signed
	if err := json.Unmarshal(raw, &s); err != nil || len(key) != ed25519.PublicKeySize ||
		!ed25519.Verify(key, append([]byte(signatureContext), s.Announcement...), s.Signature) {
		return Announcement{}, ErrForged
	}
	var a Announcement
	if err := json.Unmarshal(s.Announcement, &a); err != nil {
		return Announcement{}, ErrForged
	}
	link, err := url.Parse(a.URL)
	if _, ok := numbers(a.Version); !ok || err != nil || link.Scheme != "https" || link.Host == "" {
		return Announcement{}, ErrForged
	}
	switch {
	case Newer(newestSeen, a.Version):
		return Announcement{}, ErrOld
	case now.After(a.ExpiresAt) || a.ReleasedAt.After(now.Add(skew)):
		return Announcement{}, ErrExpired
	}
	return a, nil
}

// Look fetches the announcement and checks it.
func Look(ctx context.Context, client *http.Client, newestSeen string, now time.Time) (Announcement, error) {
	key, err := base64.StdEncoding.DecodeString(Key)
	if err != nil {
		return Announcement{}, ErrForged
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, Address, nil)
	if err != nil {
		return Announcement{}, err
	}
	// No version, and no name of a system: the publisher need not know who asks.
	request.Header.Set("User-Agent", "IAMCopilot-Desktop")
	answer, err := client.Do(request)
	if err != nil {
		return Announcement{}, fmt.Errorf("the announcement of updates cannot be fetched: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return Announcement{}, fmt.Errorf("the announcement of updates cannot be fetched: %w", err)
	}
	if answer.StatusCode != http.StatusOK {
		return Announcement{}, fmt.Errorf("the announcement of updates cannot be fetched: the server answers %s", answer.Status)
	}
	return Open(raw, ed25519.PublicKey(key), newestSeen, now)
}

// Newer tells whether version is newer than other. What is no version, such as
// that of a build of one's own, is never newer, and nothing is newer than it.
func Newer(version, other string) bool {
	a, ok := numbers(version)
	b, ok2 := numbers(other)
	if !ok || !ok2 {
		return ok && other == ""
	}
	for i := range a {
		if a[i] != b[i] {
			return a[i] > b[i]
		}
	}
	return false
}

// numbers reads a version of three numbers.
func numbers(version string) (out [3]int, ok bool) {
	parts := strings.Split(strings.TrimPrefix(version, "v"), ".")
	if len(parts) != len(out) {
		return out, false
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 31)
		if err != nil {
			return out, false
		}
		out[i] = int(n)
	}
	return out, true
}
