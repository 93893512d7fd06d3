// Command aws-permissions writes docs/aws-permissions.md from the table of what each
// feature asks of AWS.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/iam-copilot/iam-copilot/backend/internal/iam"
)

func main() {
	// go generate runs in the folder of the line that asks for it: internal/iam.
	path := filepath.Join("..", "..", "..", "docs", "aws-permissions.md")
	if err := os.WriteFile(path, []byte(iam.PermissionsPage()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
