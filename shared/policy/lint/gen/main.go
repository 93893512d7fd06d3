// Command gen writes docs/findings.md. Run it with go generate in the folder of
// package lint.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

func main() {
	path := filepath.Join("..", "..", "..", "docs", "findings.md")
	if err := os.WriteFile(path, lint.Page(), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
