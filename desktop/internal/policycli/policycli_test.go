package policycli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/iam-copilot/iam-copilot/desktop/internal/cli"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// readAtStart is set when some package has asked the catalog something before the program began.
var readAtStart = catalog.InUse()

func TestCatalogIsNotReadAtStart(t *testing.T) {
	if readAtStart {
		t.Error("a package reads the AWS catalog in the value of a variable: no renewed catalog can be used, and every start waits for it; see GODEBUG=inittrace=1")
	}
}

func TestMain(m *testing.M) {
	// Commands that run in this process must not find what the developer keeps.
	if os.Getenv(settings.DataDirVariable) == "" {
		_ = os.Setenv(settings.DataDirVariable, filepath.Join(os.TempDir(), "iam-copilot-nowhere"))
	}
	testscript.Main(m, map[string]func(){
		"iamcopilot": func() { os.Exit(cli.Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv(settings.DataDirVariable, filepath.Join(env.WorkDir, "data"))
			reference := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(env.WorkDir, "reference"))))
			env.Setenv("REFERENCE", reference.URL)
			env.Defer(reference.Close)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exit": expectExit, "json": checkJSON},
	})
}

// expectExit runs a program and compares its exit code: exit CODE PROGRAM ARG…
// A last argument of the form <FILE is its standard input.
func expectExit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE PROGRAM ARG… [<FILE]")
	}
	stdin := ""
	if last := args[len(args)-1]; strings.HasPrefix(last, "<") {
		stdin, args = ts.ReadFile(last[1:]), args[:len(args)-1]
	}
	var stdout, stderr bytes.Buffer
	// The program's working directory is the test's, so files are named in full.
	for i, a := range args {
		if _, err := os.Stat(ts.MkAbs(a)); err == nil && strings.Contains(a, ".") {
			args[i] = ts.MkAbs(a)
		}
	}
	code := cli.Run(context.Background(), args[2:], strings.NewReader(stdin), &stdout, &stderr)
	_, _ = io.Copy(ts.Stdout(), &stdout)
	_, _ = io.Copy(ts.Stderr(), &stderr)
	if got := fmt.Sprint(code); got != args[0] {
		ts.Fatalf("exit code %s, want %s\n%s%s", got, args[0], stdout.String(), stderr.String())
	}
}

// checkJSON reads each line of a file as JSON and compares members, by their
// path, with what they must be: json FILE LINE PATH VALUE.
func checkJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 4 {
		ts.Fatalf("usage: json FILE LINE PATH VALUE")
	}
	text := ts.ReadFile(args[0])
	if args[1] != "all" {
		var n int
		if _, err := fmt.Sscan(args[1], &n); err != nil {
			ts.Fatalf("line %q: %v", args[1], err)
		}
		lines := strings.Split(strings.TrimSpace(text), "\n")
		if n < 1 || n > len(lines) {
			ts.Fatalf("there is no line %d of %d", n, len(lines))
		}
		text = lines[n-1]
	}
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		ts.Fatalf("%s: %v", args[0], err)
	}
	for _, step := range strings.Split(args[2], ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
		case []any:
			if step == "len" {
				value = len(v)
				continue
			}
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(v) {
				ts.Fatalf("no element %s in %v", step, v)
			}
			value = v[i]
		default:
			ts.Fatalf("no %s in %v", step, value)
		}
	}
	if got := fmt.Sprint(value); (got == args[3]) == neg {
		ts.Fatalf("%s is %s, want %s (not: %t)", args[2], got, args[3], neg)
	}
}
