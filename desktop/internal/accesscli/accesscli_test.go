package accesscli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/iam-copilot/iam-copilot/desktop/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"iamcopilot": func() { os.Exit(cli.Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exit": expectExit, "json": checkJSON},
	})
}

// expectExit runs the command line and compares its exit code: exit CODE ARG… A last
// argument of the form <FILE is its standard input.
func expectExit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE ARG… [<FILE]")
	}
	stdin := ""
	if last := args[len(args)-1]; strings.HasPrefix(last, "<") {
		stdin, args = ts.ReadFile(last[1:]), args[:len(args)-1]
	}
	// The program's working directory is the test's, so files are named in full.
	for i, a := range args {
		if _, err := os.Stat(ts.MkAbs(a)); err == nil && strings.HasSuffix(a, ".json") {
			args[i] = ts.MkAbs(a)
		}
	}
	var stdout, stderr bytes.Buffer
	code := cli.Run(context.Background(), args[1:], strings.NewReader(stdin), &stdout, &stderr)
	_, _ = io.Copy(ts.Stdout(), bytes.NewReader(stdout.Bytes()))
	_, _ = io.Copy(ts.Stderr(), bytes.NewReader(stderr.Bytes()))
	if got := fmt.Sprint(code); got != args[0] {
		ts.Fatalf("exit code %s, want %s\n%s%s", got, args[0], stdout.String(), stderr.String())
	}
}

// checkJSON compares a member of a JSON file, by its path, with what it must be: json
// FILE PATH VALUE. The step len counts a list.
func checkJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json FILE PATH VALUE")
	}
	var value any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &value); err != nil {
		ts.Fatalf("%s: %v", args[0], err)
	}
	for _, step := range strings.Split(args[1], ".") {
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
	if got := fmt.Sprint(value); (got == args[2]) == neg {
		ts.Fatalf("%s is %s, want %s (not: %t)", args[1], got, args[2], neg)
	}
}
