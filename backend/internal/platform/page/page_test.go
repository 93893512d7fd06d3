package page

import (
	"encoding/base64"
	"errors"
	"math"
	"strconv"
	"strings"
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

func TestCut(t *testing.T) {
	type row struct{ id int64 }
	place := func(r *row) int64 { return r.id }
	show := func(r *row) string { return strconv.FormatInt(r.id, 10) }
	rows := []row{{4}, {7}, {9}}
	for limit, want := range map[int]string{2: "4 7", 3: "4 7 9", 5: "4 7 9"} {
		items, next := Cut(rows, limit, place, show)
		if got := strings.Join(items, " "); got != want {
			t.Errorf("limit %d: %s", limit, got)
		}
		after, err := Position(next)
		if more := limit < len(rows); err != nil || (next != "") != more || more && after != 7 {
			t.Errorf("limit %d: the cursor %q is at %d, %v", limit, next, after, err)
		}
	}
	if items, next := Cut(nil, 5, place, show); items == nil || len(items) != 0 || next != "" {
		t.Errorf("of nothing: %v, %q", items, next)
	}
}
