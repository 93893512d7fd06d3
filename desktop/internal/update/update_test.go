package update

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func announcement() Announcement {
	return Announcement{
		Version: "1.4.0", ReleasedAt: now.Add(-time.Hour), ExpiresAt: now.Add(30 * 24 * time.Hour),
		URL: "https://example.com/releases/1.4.0", Notes: "Faster.",
	}
}

func keys(t *testing.T) (ed25519.PublicKey, ed25519.PrivateKey) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return public, private
}

func TestOpen(t *testing.T) {
	public, private := keys(t)
	_, stranger := keys(t)
	raw := func(change func(*Announcement), key ed25519.PrivateKey) []byte {
		a := announcement()
		change(&a)
		out, err := Sign(a, key)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	same := func(*Announcement) {}
	sound := raw(same, private)
	if got, err := Open(sound, public, "", now); err != nil || got.Version != "1.4.0" || got.Notes != "Faster." {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := Open(sound, public, "1.4.0", now); err != nil {
		t.Errorf("the same once more: %v", err)
	}
	// A signature of the same key over the same bytes for another use.
	var s signed
	if err := json.Unmarshal(sound, &s); err != nil {
		t.Fatal(err)
	}
	s.Signature = ed25519.Sign(private, s.Announcement)
	other, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		raw  []byte
		seen string
		want error
	}{
		"another's signature":         {raw(same, stranger), "", ErrForged},
		"a changed byte":              {bytes.Replace(sound, []byte(`"announcement":"eyJ2`), []byte(`"announcement":"eyJ3`), 1), "", ErrForged},
		"no JSON":                     {[]byte("<html>"), "", ErrForged},
		"nothing":                     {nil, "", ErrForged},
		"a signature elsewhere":       {other, "", ErrForged},
		"a page that is no https one": {raw(func(a *Announcement) { a.URL = "file:///etc/passwd" }, private), "", ErrForged},
		"a rollback":                  {sound, "1.5.0", ErrOld},
		"a freeze":                    {raw(func(a *Announcement) { a.ExpiresAt = now.Add(-time.Minute) }, private), "", ErrExpired},
		"one of the future":           {raw(func(a *Announcement) { a.ReleasedAt = now.Add(48 * time.Hour) }, private), "", ErrExpired},
	} {
		if _, err := Open(c.raw, public, c.seen, now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := Open(sound, nil, "", now); !errors.Is(err, ErrForged) {
		t.Errorf("without a key: %v", err)
	}
}

func TestNewer(t *testing.T) {
	for _, c := range []struct {
		version, other string
		want           bool
	}{
		{"1.4.0", "1.3.9", true},
		{"1.10.0", "1.9.9", true},
		{"2.0.0", "1.99.99", true},
		{"v1.4.1", "1.4.0", true},
		{"1.4.0", "1.4.0", false},
		{"1.3.9", "1.4.0", false},
		{"1.4.0", "", true},
		{"", "1.4.0", false},
		{"1.4.0", "dev", false},
		{"1.4", "1.3.0", false},
		{"1.4.x", "1.3.0", false},
		{"-1.0.0", "1.0.0", false},
	} {
		if got := Newer(c.version, c.other); got != c.want {
			t.Errorf("%q newer than %q: %t", c.version, c.other, got)
		}
	}
}

func TestLook(t *testing.T) {
	public, private := keys(t)
	content, err := Sign(announcement(), private)
	if err != nil {
		t.Fatal(err)
	}
	status := http.StatusOK
	var agent string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agent = r.UserAgent()
		w.WriteHeader(status)
		_, _ = w.Write(content)
	}))
	defer server.Close()
	Key, Address = base64.StdEncoding.EncodeToString(public), server.URL
	t.Cleanup(func() { Key, Address = "", "" })
	if got, err := Look(t.Context(), server.Client(), "", now); err != nil || got.Version != "1.4.0" {
		t.Errorf("%+v, %v", got, err)
	}
	if agent != "IAMCopilot-Desktop" {
		t.Errorf("the publisher learns %q", agent)
	}
	status = http.StatusNotFound
	if _, err := Look(t.Context(), server.Client(), "", now); err == nil {
		t.Error("an error page was taken")
	}
}
