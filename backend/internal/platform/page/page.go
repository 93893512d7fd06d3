// Package page makes and reads the opaque cursors of lists.
package page

import (
	"encoding/base64"
	"strconv"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

// ErrCursor is given for a cursor that no list has handed out.
var ErrCursor = fault.Declare(fault.Invalid, "page.bad_cursor", "The cursor is not one that this list gave. Start again without it.").
	At("query.cursor", "is not a cursor that this list gave")

// After makes the cursor of what comes after the row with this id.
func After(id int64) string {
	return base64.RawURLEncoding.EncodeToString([]byte("a" + strconv.FormatInt(id, 36)))
}

// Position reads a cursor that After made; 0 for an empty one.
func Position(cursor string) (int64, error) {
	if cursor == "" {
		return 0, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) < 2 || raw[0] != 'a' {
		return 0, ErrCursor
	}
	id, err := strconv.ParseInt(string(raw[1:]), 36, 64)
	if err != nil || id <= 0 {
		return 0, ErrCursor
	}
	return id, nil
}

// Cut makes a piece of a list of rows that were read one beyond the limit: what is shown
// of at most limit rows, never nil, and the cursor of what comes after; empty at the end.
// place is the position of a row in the list.
func Cut[Row, Item any](rows []Row, limit int, place func(*Row) int64, show func(*Row) Item) (items []Item, next string) {
	if len(rows) > limit {
		rows = rows[:limit]
		next = After(place(&rows[limit-1]))
	}
	items = make([]Item, len(rows))
	for i := range rows {
		items[i] = show(&rows[i])
	}
	return items, next
}
