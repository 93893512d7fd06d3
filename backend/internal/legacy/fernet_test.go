package legacy

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// python runs a program of the test environment's Python and gives what it says
// in JSON.
func python(t *testing.T, program string, out any, args ...string) {
	t.Helper()
	interpreter := os.Getenv("TEST_PYTHON")
	if interpreter == "" {
		t.Fatal("TEST_PYTHON is not set: run the tests with `make test`, which starts the services")
	}
	command := exec.CommandContext(t.Context(), interpreter, append([]string{"-c", program}, args...)...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	said, err := command.Output()
	if err != nil {
		t.Fatalf("python: %v\n%s", err, &stderr)
	}
	if err := json.Unmarshal(said, out); err != nil {
		t.Fatalf("python said %q: %v", said, err)
	}
}

// made are tokens by Python's cryptography: of each length of a plaintext up to
// 49 bytes, under two keys.
type made struct {
	Keys   []string
	Texts  []string
	Tokens [][]string // by key
}

const makeTokens = `
import json
from cryptography.fernet import Fernet
keys = [Fernet.generate_key() for _ in range(2)]
texts = [("wJalrXUtnFEMI/K7MDENG+bPxRfiCY\u00e9" * 2).encode()[:n].decode(errors="ignore") for n in range(50)]
print(json.dumps({"Keys": [k.decode() for k in keys], "Texts": texts,
                  "Tokens": [[Fernet(k).encrypt_at_time(t.encode(), 1700000000 + i).decode() for i, t in enumerate(texts)] for k in keys]}))
`

func TestTokensOfPython(t *testing.T) {
	var m made
	python(t, makeTokens, &m)
	both, err := parseFernetKeys(m.Keys[0] + " , " + m.Keys[1])
	if err != nil {
		t.Fatal(err)
	}
	second, err := parseFernetKeys(strings.TrimRight(m.Keys[1], "="))
	if err != nil {
		t.Fatal(err)
	}
	for k, tokens := range m.Tokens {
		for i, token := range tokens {
			if got, err := both.open(token); err != nil || string(got) != m.Texts[i] {
				t.Fatalf("key %d, text %d: %q, %v", k, i, got, err)
			}
			if _, err := second.open(token); (err == nil) != (k == 1) {
				t.Errorf("key %d, text %d with the second key alone: %v", k, i, err)
			}
		}
	}
	token := m.Tokens[0][20]
	raw, err := base64.URLEncoding.DecodeString(token)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw {
		changed := bytes.Clone(raw)
		changed[i] ^= 1
		if got, err := both.open(base64.URLEncoding.EncodeToString(changed)); err != ErrToken { //nolint:errorlint // it must be this very one
			t.Fatalf("with byte %d changed: %q, %v", i, got, err)
		}
	}
	for n := range raw {
		if _, err := both.open(base64.URLEncoding.EncodeToString(raw[:n])); err == nil {
			t.Fatalf("cut to %d bytes it opens", n)
		}
	}
	for _, text := range []string{"", "gAAAAA", "not a token at all", token + "x", token[:10] + "!" + token[11:], strings.ReplaceAll(token, "A", "+")} {
		if _, err := both.open(text); err == nil && text != token {
			t.Errorf("%.20q opens", text)
		}
	}
}

func TestFernetKeysThatAreNone(t *testing.T) {
	for _, text := range []string{"", "hunter2", "aHVudGVyMg==", strings.Repeat("A", 43) + ",", strings.Repeat("A", 44) + "AA", strings.Repeat("ff", 32)} {
		if keys, err := parseFernetKeys(text); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v, %v", text, keys, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	keys, err := parseFernetKeys(strings.Repeat("A", 43))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("gAAAAABlU_EAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")
	f.Fuzz(func(t *testing.T, token string) {
		if plain, err := keys.open(token); err == nil && len(plain) > len(token) {
			t.Errorf("%q gives %d bytes", token, len(plain))
		}
	})
}
