package cli_test

import (
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const product = "github.com/iam-copilot/iam-copilot/"

// heavy are what the command line must not link: it starts many times a minute, in pipelines and as a credential
// process, and answers in milliseconds because it carries neither server nor window.
var heavy = []string{
	product + "backend", product + "frontend",
	"github.com/wailsapp/", "github.com/gofiber/", "gorm.io/", "modernc.org/", "github.com/glebarez/", "github.com/aws/",
	"github.com/danielgtaylor/huma", "github.com/redis/", "github.com/prometheus/",
	"github.com/trustelem/zxcvbn", // builds its tables at every start
}

// TestCommandLineIsLight follows the imports of the command line through the product's own packages.
func TestCommandLineIsLight(t *testing.T) {
	seen := map[string]bool{}
	var follow func(folder string, way []string)
	follow = func(folder string, way []string) {
		if seen[folder] {
			return
		}
		seen[folder] = true
		for _, target := range imports(t, filepath.Join("../../..", filepath.FromSlash(folder))) {
			for _, h := range heavy {
				if strings.HasPrefix(target, h) {
					t.Errorf("the command line links %s by way of %s", target, strings.Join(append(way, folder), " → "))
				}
			}
			if own, ok := strings.CutPrefix(target, product); ok {
				follow(own, append(way[:len(way):len(way)], folder))
			}
		}
	}
	follow("desktop/cmd/iamcopilot", nil)
	for _, want := range []string{"desktop/internal/cli", "shared/policy/lint", "shared/catalog"} {
		if !seen[want] {
			t.Errorf("%s was not looked at", want)
		}
	}
}

// imports lists what the files of a folder import, whatever system they are for, tests left out.
func imports(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".go" || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, e.Name()), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, target)
		}
	}
	return out
}
