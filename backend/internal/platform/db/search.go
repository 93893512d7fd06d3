package db

import "strings"

// Contains makes the condition that a column holds the text, A–Z in either case, and its
// argument. The name of the column must not come from outside.
func (d *DB) Contains(column, text string) (condition string, arg any) {
	like := "like" // SQLite's knows no case of A–Z
	if d.dialect == Postgres {
		like = "ilike"
	}
	return column + " " + like + " ? escape '!'", "%" + LikeText(text) + "%"
}

// LikeText makes a text stand for itself in a LIKE pattern with escape '!'.
func LikeText(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
