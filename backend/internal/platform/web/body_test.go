package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
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

// TestAPackedBodyIsNotUnpacked sends a bomb: a megabyte of zeros that comes as
// a kilobyte.
func TestAPackedBodyIsNotUnpacked(t *testing.T) {
	app := NewApp(Config{Log: slog.New(slog.DiscardHandler), Observe: func(string, string, int, time.Duration) {}})
	app.Post("/", func(c *fiber.Ctx) error { return c.SendString("reached") })
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(make([]byte, 1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, encoding := range []string{"gzip", "deflate", "br", "zstd", "gzip, gzip", "GZIP"} {
		request := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(packed.Bytes()))
		request.Header.Set("Content-Encoding", encoding)
		answer, err := app.Test(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusUnsupportedMediaType || !strings.Contains(string(body), "web.encoding") {
			t.Errorf("%s: %d %s (%v)", encoding, answer.StatusCode, body, err)
		}
	}
}
