package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryCommandHasAPage(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"iamcopilot", "iamcopilot-login", "iamcopilot-policy-lint", "iamcopilot-exec", "iamcopilot-credentials-import", "iamcopilot-doctor"} {
		page, err := os.ReadFile(filepath.Join(dir, name+".1"))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{".TH", "IAM Copilot 1.2.3", "SYNOPSIS"} {
			if !strings.Contains(string(page), want) {
				t.Errorf("%s holds no %q", name, want)
			}
		}
	}
}
