package db

import "testing"

func TestStatementsAreToldWithoutValues(t *testing.T) {
	for _, c := range []struct{ text, table, verb, named string }{
		{`select id from workspaces where id = $1 for update`, "", "SELECT", "workspaces"},
		{`insert into "audit_logs" (a) values ('x@example.com')`, "", "INSERT", "audit_logs"},
		{"UPDATE users SET a = 1", "", "UPDATE", "users"},
		{"delete from only refresh_tokens", "", "DELETE", "refresh_tokens"},
		{"with last as (select * from audit_heads) insert into audit_logs select 1", "", "WITH", "audit_heads"},
		{`select set_config('app.workspace_id', '7', true)`, "", "SELECT", ""},
		{"-- name: JobInsert :many\nWITH raw AS (\n  SELECT\n unnest($1)\n)\nINSERT INTO \"river\".river_job(args) SELECT 1", "", "WITH", "river_job"},
		{"SELECT\n  1\nFROM river.river_queue", "", "SELECT", "river_queue"},
		{"begin", "", "OTHER", ""},
		{"\n  (select 1)", "jobs", "SELECT", "jobs"},
		{"secret@example.com is no statement", "", "OTHER", ""},
	} {
		if verb, named := readOff(c.text, c.table); verb != c.verb || named != c.named {
			t.Errorf("%s: %s %s, want %s %s", c.text, verb, named, c.verb, c.named)
		}
	}
}
