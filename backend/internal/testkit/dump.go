package testkit

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Dump is everything that the database holds, as a thief of it would find it:
// the bytes of SQLite's files, the write-ahead log among them, or what pg_dump
// writes.
func (d Database) Dump(t testing.TB) []byte {
	t.Helper()
	if d.Dialect == Postgres {
		out, err := exec.CommandContext(t.Context(), pgDump(t), "--dbname="+d.source, "--inserts").Output() //nolint:gosec // the tests' own program
		if err != nil {
			t.Fatalf("pg_dump: %v", err)
		}
		return out
	}
	path, err := url.PathUnescape(strings.TrimPrefix(d.URL, "sqlite:///"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no database files: %v", err)
	}
	var all []byte
	for _, name := range files {
		content, err := os.ReadFile(name) //nolint:gosec // the tests' own file
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, content...)
	}
	return all
}

// pgDump finds the program of the newest Postgres: Debian keeps the programs of
// each version apart, off the PATH.
func pgDump(t testing.TB) string {
	t.Helper()
	if path, err := exec.LookPath("pg_dump"); err == nil {
		return path
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_dump")
	if len(found) == 0 {
		t.Fatal("pg_dump is not installed: run build/setup.sh")
	}
	return slices.Max(found)
}
