// Package testkit starts what the tests run against: real databases and an AWS
// emulator. Its package live starts the server itself. Only tests import them.
//
// What it uses comes from the environment, as `make test` sets it:
//
//	TEST_POSTGRES_URL  superuser of a Postgres cluster
//	TEST_REDIS_URL     a Redis
//	MOTO_SERVER        program that serves the AWS emulator; each test that asks
//	                   for AWS gets an emulator of its own
//	TEST_AWS_ENDPOINT, TEST_AWS_ACCESS_KEY_ID, TEST_AWS_SECRET_ACCESS_KEY
//	                   a running emulator, used when MOTO_SERVER is not set
package testkit

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/glebarez/sqlite" // the driver "sqlite"
	_ "github.com/jackc/pgx/v5/stdlib"
)

// The dialects of the databases.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Database is an empty database that one test has for itself.
type Database struct {
	Dialect string
	// URL is what the server is given. On Postgres its login is no superuser
	// and may make no roles, as a careful operator would have it.
	URL string

	driver, source string // of a login that row security does not bind
}

// sqliteOnly tells that the person who runs the tests wants to do without
// Postgres.
func sqliteOnly() bool { return os.Getenv("IAMCOPILOT_TEST_SQLITE_ONLY") == "1" }

// unlessWanted ends a test that is about Postgres or Redis alone when they are
// meant to be left out. `make test` never does.
func unlessWanted(t testing.TB) {
	t.Helper()
	if sqliteOnly() {
		t.Skip("IAMCOPILOT_TEST_SQLITE_ONLY=1")
	}
}

// Databases runs fn on SQLite and on Postgres, each time on a new database.
func Databases(t *testing.T, fn func(t *testing.T, d Database)) {
	t.Helper()
	t.Run(SQLite, func(t *testing.T) { fn(t, NewSQLite(t)) })
	if sqliteOnly() {
		return
	}
	t.Run(Postgres, func(t *testing.T) { fn(t, NewPostgres(t)) })
}

// NewSQLite makes a database in a file that goes with the test.
func NewSQLite(t testing.TB) Database {
	t.Helper()
	file := url.URL{Path: filepath.Join(t.TempDir(), "test.sqlite")} // the names of repeated tests have a #
	path := file.EscapedPath()
	return Database{
		Dialect: SQLite, URL: "sqlite:///" + path, driver: "sqlite",
		source: "file:" + path + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&_time_format=sqlite&_txlock=immediate",
	}
}

// clusterLock is the advisory lock under which roles are made: they belong to
// the whole cluster, which several test programs use at once.
const clusterLock = 0x7e57

// NewPostgres makes a database in the cluster of TEST_POSTGRES_URL, owned by a
// login role of its own. Both go with the test.
func NewPostgres(t testing.TB) Database {
	t.Helper()
	admin := os.Getenv("TEST_POSTGRES_URL")
	if admin == "" {
		unlessWanted(t)
		t.Fatal("TEST_POSTGRES_URL is not set: run the tests with `make test`, which starts Postgres, or set IAMCOPILOT_TEST_SQLITE_ONLY=1 to do without it")
	}
	return newPostgresIn(t, admin)
}

// newPostgresIn makes a database in the cluster of the superuser's address.
func newPostgresIn(t testing.TB, admin string) Database {
	t.Helper()
	name, password := "test_"+random(t), random(t)+random(t)
	cluster := openSQL(t, "pgx", admin)
	under(t, cluster, `do $$ begin
		if not exists (select from pg_roles where rolname = 'iamcopilot_app') then
			create role iamcopilot_app nologin nosuperuser nobypassrls;
		end if; end $$`,
		`create role `+name+` login nosuperuser nocreatedb nocreaterole password '`+password+`'`,
		`grant iamcopilot_app to `+name)
	under(t, cluster, `create database `+name+` owner `+name)
	t.Cleanup(func() { under(t, cluster, `drop database `+name+` with (force)`, `drop role `+name) })
	d := Database{Dialect: Postgres, driver: "pgx", source: inDatabase(t, admin, name, nil)}
	d.URL = inDatabase(t, admin, name, url.UserPassword(name, password))
	return d
}

// Redis is the address of a Redis that other tests use, too: keys must be of
// the test's own.
func Redis(t testing.TB) string {
	t.Helper()
	address := os.Getenv("TEST_REDIS_URL")
	if address == "" {
		unlessWanted(t)
		t.Fatal("TEST_REDIS_URL is not set: run the tests with `make test`, which starts Redis")
	}
	return address
}

// under executes statements one by one while it holds the cluster's lock.
func under(t testing.TB, cluster *sql.DB, statements ...string) {
	t.Helper()
	ctx := context.Background() // the test's own has ended when it is cleaned up
	conn, err := cluster.Conn(ctx)
	if err != nil {
		t.Fatalf("connecting to TEST_POSTGRES_URL: %v", err)
	}
	defer func() { _ = conn.Close() }()
	statements = append([]string{fmt.Sprintf(`select pg_advisory_lock(%d)`, clusterLock)}, statements...)
	statements = append(statements, fmt.Sprintf(`select pg_advisory_unlock(%d)`, clusterLock))
	for _, statement := range statements {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// inDatabase is the address of another database of the same cluster.
func inDatabase(t testing.TB, cluster, name string, login *url.Userinfo) string {
	t.Helper()
	u, err := url.Parse(cluster)
	if err != nil {
		t.Fatalf("TEST_POSTGRES_URL cannot be read: %v", err)
	}
	u.Path = "/" + name
	if login != nil {
		u.User = login
	}
	return u.String()
}

// AdminURL is the address for programs such as pg_dump; Postgres only.
func (d Database) AdminURL() string { return d.source }

// Handle reads and writes a database past the server: no row security, no
// workspace, the tables as they are. In its statements ? stands for a value.
type Handle struct {
	db      *sql.DB
	dialect string
}

// Open gives a handle that lives as long as the test.
func (d Database) Open(t testing.TB) *Handle {
	t.Helper()
	return &Handle{openSQL(t, d.driver, d.source), d.Dialect}
}

func openSQL(t testing.TB, driver, source string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// Exec executes a statement that must succeed, and tells how many rows it
// changed.
func (h *Handle) Exec(t testing.TB, statement string, args ...any) int64 {
	t.Helper()
	done, err := h.db.ExecContext(context.Background(), h.bind(statement), args...)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	n, err := done.RowsAffected()
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return n
}

// Int gives the one number that a query answers.
func (h *Handle) Int(t testing.TB, query string, args ...any) int64 {
	t.Helper()
	var n int64
	h.scan(t, &n, query, args)
	return n
}

// Text gives the one text that a query answers.
func (h *Handle) Text(t testing.TB, query string, args ...any) string {
	t.Helper()
	var s string
	h.scan(t, &s, query, args)
	return s
}

func (h *Handle) scan(t testing.TB, into any, query string, args []any) {
	t.Helper()
	if err := h.db.QueryRowContext(context.Background(), h.bind(query), args...).Scan(into); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// bind writes each ? as the dialect wants it. No statement of the tests holds
// one in a text.
func (h *Handle) bind(statement string) string {
	if h.dialect != Postgres {
		return statement
	}
	var out strings.Builder
	n := 0
	for part := range strings.SplitSeq(statement, "?") {
		if n > 0 {
			out.WriteString("$" + strconv.Itoa(n))
		}
		out.WriteString(part)
		n++
	}
	return out.String()
}

func random(t testing.TB) string {
	t.Helper()
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(b)
}
