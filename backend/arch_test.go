package backend_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const product = "github.com/iam-copilot/iam-copilot/"

// rings says where every package of the backend stands. A package imports only
// packages of lower rings; within the platform ring its parts lean on each
// other, and Go itself forbids circles. A room stands on the ring of rooms and
// so imports no other room.
var rings = []struct {
	folder string // a folder and what is below it
	ring   int
	open   bool // parts of it may import each other
}{
	{"internal/fault", 0, false},
	{"internal/access", 1, false},
	{"internal/platform", 2, true},
	{"internal/audit", 3, false},
	{"internal/plans", 4, true},
	{"internal/testkit", testOnly, true},
	{"internal", roomRing, false}, // every other folder is a room
	{"server", 6, false},
	{"cmd", 7, false},
	{"e2e", testOnly, false},
	{"bench", testOnly, false},
	{"faults", testOnly, false},
	{"load", testOnly, false},
}

const (
	roomRing = 5
	testOnly = 9 // what only tests import
)

// file is a Go file of the product with what it imports.
type file struct {
	module string // shared, backend, desktop, frontend
	folder string // within the module, "" for its root
	name   string
	test   bool
	set    *token.FileSet
	syntax *ast.File
}

func (f file) imports() []string {
	var out []string
	for _, spec := range f.syntax.Imports {
		target, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			panic(err) // the parser has read it
		}
		out = append(out, target)
	}
	return out
}

func (f file) String() string { return path.Join(f.module, f.folder, f.name) }

// sources parses every Go file of a module, in this process, so that the
// result is never one that was kept from before a change.
func sources(t *testing.T, module string) []file {
	t.Helper()
	root, set := filepath.Join("..", module), token.NewFileSet()
	var out []file
	err := filepath.WalkDir(root, func(at string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name := entry.Name(); at != root && (name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(at, ".go") {
			return nil
		}
		syntax, err := parser.ParseFile(set, at, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		within, err := filepath.Rel(root, at)
		if err != nil {
			return err
		}
		folder, name := path.Split(filepath.ToSlash(within))
		out = append(out, file{module, strings.TrimSuffix(folder, "/"), name, strings.HasSuffix(name, "_test.go"), set, syntax})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// standing finds the ring of a folder of the backend, and which part of the
// ring it is: the room, or the ring's own folder when its parts are open to
// each other.
func standing(folder string) (ring int, part string, known bool) {
	for _, r := range rings {
		rest, below := strings.CutPrefix(folder+"/", r.folder+"/")
		if !below {
			continue
		}
		part = r.folder
		if !r.open {
			first, _, _ := strings.Cut(rest, "/")
			part = path.Join(r.folder, first)
		}
		return r.ring, part, true
	}
	return 0, "", false
}

func TestRings(t *testing.T) {
	files := sources(t, "backend")
	if len(files) < 50 {
		t.Fatalf("only %d files were found: the test looks in the wrong place", len(files))
	}
	for _, f := range files {
		if f.folder == "" {
			if !f.test {
				t.Errorf("%s: the module's root holds no package but this test", f)
			}
			continue
		}
		for _, target := range f.imports() {
			if inside, ours := strings.CutPrefix(target, product+"backend/"); ours {
				if wrong := judge(f.folder, f.test, inside); wrong != "" {
					t.Errorf("%s %s", f, wrong)
				}
			}
		}
	}
}

// judge says what is wrong with an import, "" when nothing is. Tests may lean
// on anything: the compiler keeps circles out.
func judge(folder string, test bool, target string) string {
	ring, part, known := standing(folder)
	targetRing, targetPart, targetKnown := standing(target)
	switch {
	case !known:
		return "is in no ring: give its folder a place in the table of arch_test.go"
	case !targetKnown:
		return "imports " + target + ", which is in no ring: give it a place in the table of arch_test.go"
	case targetPart == part, test, ring == testOnly:
		return ""
	case targetRing == testOnly:
		return "imports " + target + ", which is for tests only"
	case targetRing == ring && ring == roomRing:
		return "imports " + target + ": a room never imports another room; state what it needs as an interface and join them in server"
	case targetRing >= ring:
		return "imports " + target + ": imports point inward only"
	}
	return ""
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		folder string
		test   bool
		target string
		wrong  string // part of it
	}{
		{"internal/vault", false, "internal/audit", ""},
		{"internal/vault", false, "internal/platform/db", ""},
		{"internal/vault/rotation", false, "internal/vault", ""},
		{"internal/vault", false, "internal/iam", "another room"},
		{"internal/vault/rotation", false, "internal/iam", "another room"},
		{"internal/audit", false, "internal/vault", "inward"},
		{"internal/access", false, "internal/fault", ""},
		{"internal/fault", false, "internal/access", "inward"},
		{"internal/platform/seal", false, "internal/platform/db", ""},
		{"internal/platform/db", false, "internal/audit", "inward"},
		{"internal/iam", false, "internal/plans", ""},
		{"internal/plans", false, "internal/audit", ""},
		{"internal/plans", false, "internal/iam", "inward"},
		{"internal/iam", false, "server", "inward"},
		{"server", false, "internal/iam", ""},
		{"server", false, "cmd/iamcopilotd", "inward"},
		{"server", false, "internal/testkit", "tests only"},
		{"cmd/iamcopilotd", false, "internal/testkit/live", "tests only"},
		{"server", true, "internal/testkit/live", ""},
		{"internal/testkit/live", false, "server", ""},
		{"tools", false, "internal/iam", "in no ring"},
		{"server", false, "tools", "in no ring"},
	} {
		got := judge(c.folder, c.test, c.target)
		if (c.wrong == "") != (got == "") || !strings.Contains(got, c.wrong) {
			t.Errorf("%s (test: %t) → %s: %q, want %q", c.folder, c.test, c.target, got, c.wrong)
		}
	}
}

func TestTestOnlyFoldersHoldOnlyTests(t *testing.T) {
	for _, f := range sources(t, "backend") {
		ring, part, _ := standing(f.folder)
		if ring == testOnly && part != "internal/testkit" && !f.test && f.name != "doc.go" {
			t.Errorf("%s: this folder is for tests only", f)
		}
	}
}

// Other modules see of the backend its package server, and nothing of each
// other beyond what the table allows.
func TestModules(t *testing.T) {
	mayImport := map[string][]string{
		"shared":   {"shared"},
		"frontend": {"frontend"},
		"backend":  {"backend", "shared", "frontend"},
		"desktop":  {"desktop", "shared", "frontend", "backend/server"},
	}
	for module, allowed := range mayImport {
		for _, f := range sources(t, module) {
			for _, target := range f.imports() {
				inside, ours := strings.CutPrefix(target, product)
				if !ours {
					continue
				}
				fits := func(a string) bool {
					return inside == a || (a != "backend/server" && strings.HasPrefix(inside, a+"/"))
				}
				if !slices.ContainsFunc(allowed, fits) {
					t.Errorf("%s imports %s: the module %s may import only %s", f, inside, module, strings.Join(allowed, ", "))
				}
			}
		}
	}
}

// The module file of shared names no other module of ours either.
func TestSharedRequiresNoOtherModule(t *testing.T) {
	content, err := os.ReadFile("../shared/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		if strings.Contains(line, product) && !strings.HasPrefix(line, "module ") {
			t.Errorf("shared/go.mod: %s", strings.TrimSpace(line))
		}
	}
}

// impure are packages, and names of packages, that the policy engine must not
// touch: the same question has the same answer everywhere and always.
var impure = map[string][]string{
	"net": nil, "os": nil, "syscall": nil, "unsafe": nil, "database/sql": nil, "log": nil, "log/slog": nil, "plugin": nil,
	"io/ioutil": nil, "math/rand": nil, "math/rand/v2": nil, "crypto/rand": nil, "runtime": nil, "flag": nil,
	"time": {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Local", "LoadLocation"},
}

// pureThough are packages below an impure one that do no more than compute.
var pureThough = []string{"net/netip", "net/url"}

func TestPolicyEngineIsPure(t *testing.T) {
	seen := 0
	for _, f := range sources(t, "shared") {
		if f.test || (f.folder != "policy" && !strings.HasPrefix(f.folder, "policy/")) {
			continue
		}
		if f.syntax.Name.Name == "main" {
			continue // a generator, which the engine cannot import
		}
		seen++
		for _, target := range f.imports() {
			if slices.Contains(pureThough, target) {
				continue
			}
			for name, only := range impure {
				if only == nil && (target == name || strings.HasPrefix(target, name+"/")) {
					t.Errorf("%s imports %s: the policy engine knows no network, no files, no clock and no chance", f, target)
				}
			}
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if selector, ok := n.(*ast.SelectorExpr); ok {
				if base, ok := selector.X.(*ast.Ident); ok && base.Name == "time" && slices.Contains(impure["time"], selector.Sel.Name) {
					t.Errorf("%s uses time.%s: the policy engine has no clock", f.set.Position(selector.Pos()), selector.Sel.Name)
				}
			}
			return true
		})
	}
	if seen < 10 {
		t.Fatalf("only %d files of the policy engine were found", seen)
	}
}

// vague are names that say nothing of what a package is for.
var vague = []string{"util", "utils", "common", "helper", "helpers", "model", "models", "types", "manager", "misc", "base", "lib"}

func TestPackagesAreNamedForWhatTheyHold(t *testing.T) {
	for _, module := range []string{"shared", "backend", "desktop"} {
		for _, f := range sources(t, module) {
			if name := f.syntax.Name.Name; slices.Contains(vague, strings.TrimSuffix(name, "_test")) {
				t.Errorf("%s: the package name %q says nothing", f, name)
			}
		}
	}
}
