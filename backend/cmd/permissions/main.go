// Command permissions writes docs/permissions.md from the table of permissions.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

func main() {
	// go generate runs in the folder of the line that asks for it: internal/access.
	path := filepath.Join("..", "..", "..", "docs", "permissions.md")
	if err := os.WriteFile(path, []byte(access.Page()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
