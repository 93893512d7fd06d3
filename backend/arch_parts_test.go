package backend_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The server is plain Go: no C, nothing unsafe, no programs started, no code
// loaded while it runs. What only tests import may do otherwise.
func TestTheServerIsPlainGo(t *testing.T) {
	looked := 0
	for _, f := range sources(t, "backend") {
		if f.test || strings.HasPrefix(f.folder, "internal/testkit") {
			continue
		}
		looked++
		for _, target := range f.imports() {
			if slices.Contains([]string{"unsafe", "C", "os/exec", "plugin"}, target) {
				t.Errorf("%s imports %s", f, target)
			}
		}
	}
	if looked < 100 {
		t.Fatalf("only %d files were looked at", looked)
	}
}

// Every part that the product is made of has one version and a checksum, or at
// least one version, in a file of this repository.
func TestEveryPartHasOneVersion(t *testing.T) {
	read := func(name string) string {
		t.Helper()
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	sums := read("go.sum")
	required := regexp.MustCompile(`(?m)^\t(?:require )?(\S+) (v\S+)`).FindAllStringSubmatch(read("go.mod"), -1)
	for _, module := range required {
		if module[2] != "v0.0.0" && !strings.Contains(sums, module[1]+" "+module[2]+" h1:") && !strings.Contains(sums, module[1]+" "+module[2]+"/go.mod h1:") {
			t.Errorf("go.sum lacks %s %s", module[1], module[2])
		}
	}
	var locked struct {
		Packages map[string]struct{ Version, Integrity string }
	}
	if err := json.Unmarshal([]byte(read("../frontend/package-lock.json")), &locked); err != nil {
		t.Fatal(err)
	}
	for name, p := range locked.Packages {
		if name != "" && (p.Version == "" || p.Integrity == "") {
			t.Errorf("package-lock.json: %s has no version or no checksum", name)
		}
	}
	pinned := 0
	for line := range strings.Lines(read("../build/requirements.txt")) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if pinned++; !regexp.MustCompile(`^[A-Za-z0-9._\[\]-]+==[0-9][A-Za-z0-9.]*`).MatchString(line) {
			t.Errorf("requirements.txt: %s has no exact version", line)
		}
	}
	if len(required) < 40 || len(locked.Packages) < 100 || pinned < 10 {
		t.Errorf("%d modules, %d packages, %d of Python: this looks in the wrong place", len(required), len(locked.Packages), pinned)
	}
}

// How soon a weakness of a part is mended is written for each severity, the
// worse the sooner.
func TestUpdatesHaveTimes(t *testing.T) {
	page, err := os.ReadFile("../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	before := 0
	for _, severity := range []string{"critical", "high", "medium", "low"} {
		row := regexp.MustCompile(`(?m)^\| ` + severity + ` \| (\d+) days \|$`).FindSubmatch(page)
		if row == nil {
			t.Fatalf("SECURITY.md gives no time for what is %s", severity)
		}
		days, err := strconv.Atoi(string(row[1]))
		if err != nil || days <= before {
			t.Errorf("what is %s is mended within %s days, what is worse within %d", severity, row[1], before)
		}
		before = days
	}
}
