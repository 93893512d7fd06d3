package live

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

// startTime is how long the program may take until it listens.
const startTime = time.Minute

// build is the real program, compiled at most once in a test program.
var build struct {
	sync.Once
	dir, path string
	err       error
}

// Main runs the tests of a package that uses the real program, and deletes it
// afterwards. Call it from TestMain.
func Main(m *testing.M) int {
	dir, err := os.MkdirTemp("", "iamcopilotd-test-")
	if err != nil {
		panic(err)
	}
	build.dir = dir
	defer func() { _ = os.RemoveAll(dir) }()
	return m.Run()
}

// SideBySide lets more tests run in parallel than there are processors: for packages
// whose tests wait most of the time. Call it from TestMain.
func SideBySide() {
	if err := flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))); err != nil {
		panic(err)
	}
}

// Build compiles the real program and gives its path.
func Build(t testing.TB) string {
	t.Helper()
	if build.dir == "" {
		t.Fatal("this package needs: func TestMain(m *testing.M) { os.Exit(live.Main(m)) }")
	}
	build.Do(func() {
		build.path = filepath.Join(build.dir, "iamcopilotd")
		command := exec.CommandContext(context.Background(), "go", "build", "-trimpath", "-buildvcs=false", "-o", build.path, //nolint:gosec // the tests' own folder
			"github.com/iam-copilot/iam-copilot/backend/cmd/iamcopilotd")
		command.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := command.CombinedOutput(); err != nil {
			build.err = errors.Join(err, errors.New(string(out)))
		}
	})
	if build.err != nil {
		t.Fatalf("building iamcopilotd: %v", build.err)
	}
	return build.path
}

// Program is the real program, running.
type Program struct {
	*Server

	Log  *testkit.Log
	Took time.Duration // from its start until it listened

	command *exec.Cmd
	ended   chan struct{} // closed when the program has ended
}

// Serve runs `iamcopilotd serve` on a random port of the loopback interface
// and the given database until the test ends. Its environment is env and the
// settings it cannot do without, nothing else; it works in an empty folder.
func Serve(t testing.TB, d testkit.Database, env ...string) *Program {
	t.Helper()
	work := t.TempDir()
	p := &Program{Server: &Server{DB: d.Open(t), database: d}, Log: &testkit.Log{}, ended: make(chan struct{})}
	p.command = exec.CommandContext(context.Background(), Build(t), "serve") //nolint:gosec // built just now
	p.command.Dir, p.command.Stdout, p.command.Stderr = work, p.Log, p.Log
	p.command.Env = append([]string{
		"HOME=" + work, "HOST=127.0.0.1", "PORT=0", "DATA_DIR=" + filepath.Join(work, "data"), "DATABASE_URL=" + d.URL, "SECRET_KEY=" + Secret,
		"CATALOG_REFRESH=off", // tests call nobody outside
	}, env...)
	start := time.Now()
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.command.Wait() // how it ended is in its state
		close(p.ended)
	}()
	t.Cleanup(func() {
		_ = p.command.Process.Kill()
		<-p.ended
	})
	testkit.Leash(t, p.PID())
	for p.URL = p.address(); p.URL == ""; p.URL = p.address() {
		select {
		case <-p.ended:
			t.Fatalf("iamcopilotd ended at once: %s\n%s", p.command.ProcessState, p.Log)
		case <-time.After(2 * time.Millisecond):
		}
		if time.Since(start) > startTime {
			t.Fatalf("iamcopilotd does not listen\n%s", p.Log)
		}
	}
	p.Took = time.Since(start)
	return p
}

// address is where the program says it listens; empty until it does.
func (p *Program) address() string {
	for line := range strings.Lines(p.Log.String()) {
		var entry struct{ Msg, Address string }
		if json.Unmarshal([]byte(line), &entry) == nil && entry.Msg == "listening" {
			return "http://" + entry.Address
		}
	}
	return ""
}

// PID is the program's process id.
func (p *Program) PID() int { return p.command.Process.Pid }

// Terminate sends SIGTERM, as systems that stop a service do.
func (p *Program) Terminate(t testing.TB) {
	t.Helper()
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
}

// Wait waits for the program's end and gives its exit code.
func (p *Program) Wait(ctx context.Context, t testing.TB) int {
	t.Helper()
	select {
	case <-p.ended:
		return p.command.ProcessState.ExitCode()
	case <-ctx.Done():
		t.Fatalf("iamcopilotd does not end\n%s", p.Log)
		return -1
	}
}

// Kill ends the program at once, as a power failure would.
func (p *Program) Kill(t testing.TB) {
	t.Helper()
	if err := p.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.ended
}
