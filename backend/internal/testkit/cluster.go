package testkit

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// service is a program that a test stops and starts again at the same address.
type service struct {
	name    string
	command func() *exec.Cmd
	ready   func() error

	running *exec.Cmd
	log     Log
}

// start runs the program until it is ready.
func (s *service) start(t testing.TB) {
	t.Helper()
	s.running = s.command()
	s.running.Stdout, s.running.Stderr = &s.log, &s.log
	if err := s.running.Start(); err != nil {
		t.Fatalf("starting %s: %v", s.name, err)
	}
	Leash(t, s.running.Process.Pid)
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		err := s.ready()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s does not answer: %v\n%s", s.name, err, s.log.String())
		}
	}
}

// stop sends a signal and waits for the program's end.
func (s *service) stop(signal syscall.Signal) {
	if s.running != nil {
		_ = s.running.Process.Signal(signal)
		_ = s.running.Wait()
		s.running = nil
	}
}

// Cluster is a Postgres that one test has for itself, to stop and start.
type Cluster struct {
	service

	url string
}

// StartCluster makes and starts an empty cluster, which goes with the test.
func StartCluster(t testing.TB) *Cluster {
	t.Helper()
	unlessWanted(t)
	bin, port := filepath.Dir(pgProgram(t, "initdb")), freePort(t)
	home, err := os.MkdirTemp("", "iamc-pg-") // the path of a unix socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	as := postgresUser(t, home)
	data := filepath.Join(home, "data")
	program := func(name string, args ...string) *exec.Cmd {
		command := exec.CommandContext(context.Background(), filepath.Join(bin, name), args...) //nolint:gosec // the tests' own programs
		command.Dir, command.Env, command.SysProcAttr = home, append(os.Environ(), "HOME="+home), as
		return command
	}
	if out, err := program("initdb", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-D", data).CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	c := &Cluster{url: "postgresql://postgres@127.0.0.1:" + port + "/postgres?sslmode=disable"}
	c.name = "Postgres"
	c.command = func() *exec.Cmd {
		return program("postgres", "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="+home, "-c", "fsync=off")
	}
	c.ready = func() error {
		pool, err := sql.Open("pgx", c.url)
		if err != nil {
			return err
		}
		defer func() { _ = pool.Close() }()
		return pool.PingContext(context.Background())
	}
	t.Cleanup(func() { c.stop(syscall.SIGQUIT) })
	c.start(t)
	return c
}

// Database makes a database in the cluster. The cluster must run when the test
// ends, which drops it.
func (c *Cluster) Database(t testing.TB) Database {
	t.Helper()
	return newPostgresIn(t, c.url)
}

// Stop ends the cluster at once, as a crash does: connections are cut, and what
// was under way is not finished.
func (c *Cluster) Stop() { c.stop(syscall.SIGQUIT) }

// Start starts the cluster again and waits until it answers.
func (c *Cluster) Start(t testing.TB) { c.start(t) }

// postgresUser is who may run Postgres: it refuses to be run by root, and then
// runs as the user of Debian's package, who is given the folder.
func postgresUser(t testing.TB, home string) *syscall.SysProcAttr {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		if account, err = user.Lookup("nobody"); err != nil {
			t.Fatal(err)
		}
	}
	uid, _ := strconv.ParseUint(account.Uid, 10, 32)
	gid, _ := strconv.ParseUint(account.Gid, 10, 32)
	if err := os.Chown(home, int(uid), int(gid)); err != nil {
		t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

// pgProgram finds a program of the newest Postgres: Debian keeps the programs
// of each version apart, off the PATH.
func pgProgram(t testing.TB, name string) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) > 0 {
		return slices.Max(found)
	}
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is not installed: run build/setup.sh", name)
	}
	return path
}

// OwnRedis is a Redis that one test has for itself, to stop and start.
type OwnRedis struct {
	service

	URL string
}

// StartRedis starts an empty Redis, which goes with the test.
func StartRedis(t testing.TB) *OwnRedis {
	t.Helper()
	unlessWanted(t)
	port, dir := freePort(t), t.TempDir()
	r := &OwnRedis{URL: "redis://127.0.0.1:" + port + "/0"}
	r.name = "Redis"
	r.command = func() *exec.Cmd {
		return exec.CommandContext(context.Background(), "redis-server", "--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", dir) //nolint:gosec // the tests' own program
	}
	r.ready = func() error {
		return exec.CommandContext(context.Background(), "redis-cli", "-e", "-h", "127.0.0.1", "-p", port, "ping").Run() //nolint:gosec // the tests' own program
	}
	t.Cleanup(func() { r.stop(syscall.SIGKILL) })
	r.start(t)
	return r
}

// Stop ends Redis at once.
func (r *OwnRedis) Stop() { r.stop(syscall.SIGKILL) }

// Start starts Redis again, empty.
func (r *OwnRedis) Start(t testing.TB) { r.start(t) }

// Keys is how many keys Redis holds.
func (r *OwnRedis) Keys(t testing.TB) int {
	t.Helper()
	options, err := redis.ParseURL(r.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	defer func() { _ = client.Close() }()
	n, err := client.DBSize(context.Background()).Result()
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}
