package legacy

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// row is one row of the earlier system by column. Deployments differ in columns
// and in how their drivers give values, so both are read leniently.
type row map[string]any

// text is the first of the columns that has a value, as text.
func (r row) text(columns ...string) string {
	for _, column := range columns {
		switch v := r[column].(type) {
		case nil:
		case string:
			if v != "" {
				return v
			}
		case []byte:
			if len(v) > 0 {
				return string(v)
			}
		case time.Time:
			return v.UTC().Format(time.RFC3339Nano)
		case map[string]any, []any:
			if written, err := json.Marshal(v); err == nil {
				return string(written)
			}
		default:
			return fmt.Sprint(v)
		}
	}
	return ""
}

// flag is a truth value; otherwise when the column is missing or null.
func (r row) flag(column string, otherwise bool) bool {
	switch v := r[column].(type) {
	case bool:
		return v
	case int64:
		return v != 0
	}
	if b, err := strconv.ParseBool(strings.ToLower(r.text(column))); err == nil {
		return b
	}
	return otherwise
}

// times are the forms in which the earlier system's databases give times out.
// Those without a zone are in UTC, as its program wrote them.
var times = []string{
	time.RFC3339Nano, "2006-01-02 15:04:05.999999999-07:00", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999 -0700 MST",
	"2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999", "2006-01-02",
}

// time is the first of the columns that holds a time; zero when none does.
func (r row) time(columns ...string) time.Time {
	for _, column := range columns {
		if at, ok := r[column].(time.Time); ok {
			return at.UTC().Truncate(time.Microsecond)
		}
		value := r.text(column)
		for _, form := range times {
			if at, err := time.Parse(form, value); err == nil {
				return at.UTC().Truncate(time.Microsecond)
			}
		}
	}
	return time.Time{}
}

// id is how a report names the row.
func (r row) id() string { return r.text("id") }
