package backend_test

import (
	"go/ast"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// shown is how docs/asvs.md names a test: its file below backend, and its name.
var shown = regexp.MustCompile("`([a-z0-9_/]+_test\\.go):([A-Za-z0-9_]+)`")

// Every test that the page of security requirements names is there, and every
// requirement names one.
func TestASVSNamesTestsThatExist(t *testing.T) {
	there := map[string]bool{}
	for _, f := range sources(t, "backend") {
		for _, declared := range f.syntax.Decls {
			if function, ok := declared.(*ast.FuncDecl); ok && f.test {
				there[path.Join(f.folder, f.name)+":"+function.Name.Name] = true
			}
		}
	}
	page, err := os.ReadFile("../docs/asvs.md")
	if err != nil {
		t.Fatal(err)
	}
	requirements := 0
	before, _, _ := strings.Cut(string(page), "## Deviations")
	for line := range strings.Lines(before) {
		if !regexp.MustCompile(`^\| \d+\.\d+\.\d+ \|`).MatchString(line) {
			continue
		}
		requirements++
		tests := shown.FindAllStringSubmatch(line, -1)
		if len(tests) == 0 {
			t.Errorf("no test shows this: %s", line)
		}
		for _, test := range tests {
			if name := test[1] + ":" + test[2]; !there[name] {
				t.Errorf("there is no test %s: %s", name, line)
			}
		}
	}
	if requirements < 100 {
		t.Errorf("only %d requirements were found", requirements)
	}
}
