// Package clitest holds what the command line's test scripts share. It is for
// tests only.
package clitest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/iam-copilot/iam-copilot/desktop/internal/cli"
)

// Main runs a package's tests, with the command line as the program
// "iamcopilot" of their scripts.
func Main(m testscript.TestingM) {
	testscript.Main(m, map[string]func(){
		"iamcopilot": func() { os.Exit(cli.Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// Commands are the scripts' own commands: exit, json and holds.
func Commands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){"exit": exit, "json": member, "holds": holds}
}

// exit runs the command line in this process and compares its exit code:
// exit CODE iamcopilot ARG…. A last argument of the form <FILE is its standard
// input.
func exit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || args[1] != "iamcopilot" {
		ts.Fatalf("usage: exit CODE iamcopilot ARG… [<FILE]")
	}
	stdin := ""
	if last := args[len(args)-1]; strings.HasPrefix(last, "<") {
		stdin, args = ts.ReadFile(last[1:]), args[:len(args)-1]
	}
	// The program's working directory is the test's, so files are named in full.
	for i, a := range args {
		if _, err := os.Stat(ts.MkAbs(a)); err == nil && strings.Contains(a, ".") {
			args[i] = ts.MkAbs(a)
		}
	}
	var stdout, stderr bytes.Buffer
	code := cli.Run(context.Background(), args[2:], strings.NewReader(stdin), &stdout, &stderr)
	_, _ = ts.Stdout().Write(stdout.Bytes())
	_, _ = ts.Stderr().Write(stderr.Bytes())
	if got := fmt.Sprint(code); got != args[0] {
		ts.Fatalf("exit code %s, want %s\n%s%s", got, args[0], stdout.String(), stderr.String())
	}
}

// member compares a member of a line of JSON, by its path, with what it must
// be: json FILE LINE PATH VALUE. The line "all" is the whole file, the step
// len counts a list.
func member(ts *testscript.TestScript, neg bool, args []string) {
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
	for step := range strings.SplitSeq(args[2], ".") {
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

// holds looks for a text in every file below a folder: holds FOLDER TEXT.
func holds(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: holds folder text")
	}
	found, files := "", 0
	err := filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(args[1])) {
			found = path
		}
		return err
	})
	ts.Check(err)
	if files == 0 {
		ts.Fatalf("%s is empty", args[0])
	}
	if neg == (found != "") {
		ts.Fatalf("%q in %s: %q", args[1], args[0], found)
	}
}
