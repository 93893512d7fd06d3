package web

import (
	"strings"
	"testing"
)

func TestDepth(t *testing.T) {
	for body, want := range map[string]int{
		``: 0, `1`: 0, `"{[{["`: 0, `{}`: 1, `{"a":[{"b":[]}]}`: 4, `{"a":"\"{{{"}`: 1, `[[],[],[[]]]`: 3,
		`}}}}{{`: 0, strings.Repeat("[", 1000): 1000, `{"a":"\\"}{`: 1,
	} {
		if got := depth([]byte(body)); got != want {
			t.Errorf("depth(%.40q) = %d, want %d", body, got, want)
		}
	}
}

func TestEscapedNUL(t *testing.T) {
	for body, want := range map[string]bool{
		`{"a":"\u0000"}`: true, `{"a":"\\u0000"}`: false, `{"a":"\\\u0000"}`: true, `{"a":"\u0001"}`: false,
		`\\u0000 \u0000`: true, ``: false, `u0000`: false,
	} {
		if got := escapedNUL([]byte(body)); got != want {
			t.Errorf("escapedNUL(%q) = %v, want %v", body, got, want)
		}
	}
}

func FuzzDepth(f *testing.F) {
	f.Add([]byte(`{"a":[1,"\\\"",{}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if d := depth(body); d < 0 || d > len(body) {
			t.Fatalf("depth %d of %d bytes", d, len(body))
		}
		escapedNUL(body)
	})
}
