package accounts

import (
	"bytes"
	"testing"
	"time"
)

// Whatever comes as a token, nothing but what was written under the key is taken
// for one, to the letter.
func FuzzTokens(f *testing.F) {
	access, refresh := newTokens(seed, 15*time.Minute), refreshKey(bytes.Repeat([]byte{9}, 32))
	signed, err := access.sign(42, 7, "a@example.com", "pwd", time.Now())
	if err != nil {
		f.Fatal(err)
	}
	personal, err := newPersonal()
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{signed, refresh.write(refreshToken{counter: 3}), personal, "", "rt1.", personalPrefix, "a.b.c", signed + "="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if token, ok := refresh.read(raw); ok && refresh.write(token) != raw {
			t.Errorf("%q is taken for %q", raw, refresh.write(token))
		}
		if of, err := access.check(raw, time.Now()); err == nil && (raw != signed || of.userID != 42) {
			t.Errorf("%q is taken for a token of %+v", raw, of)
		}
		if wellFormed(raw) && personalPreview(raw) == raw {
			t.Errorf("%q is shown whole", raw)
		}
		if len(personalDigest(raw)) != 32 {
			t.Errorf("%q has no digest", raw)
		}
	})
}
