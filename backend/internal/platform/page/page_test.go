package page

import (
	"encoding/base64"
	"errors"
	"math"
	"testing"
)

func TestCursors(t *testing.T) {
	for _, id := range []int64{1, 35, 36, 1 << 40, math.MaxInt64} {
		if got, err := Position(After(id)); err != nil || got != id {
			t.Errorf("%d came back as %d, %v", id, got, err)
		}
	}
	if got, err := Position(""); got != 0 || err != nil {
		t.Errorf("no cursor: %d, %v", got, err)
	}
	encode := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	for _, bad := range []string{"x", "!", After(1) + "=", encode("a"), encode("b1"), encode("a0"), encode("a-1"), encode("a 1"), encode("azzzzzzzzzzzzzz")} {
		if got, err := Position(bad); !errors.Is(err, ErrCursor) || got != 0 {
			t.Errorf("%q: %d, %v", bad, got, err)
		}
	}
}
