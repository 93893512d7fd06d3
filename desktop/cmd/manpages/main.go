// Command manpages writes a page of the manual for every command of the
// command line: manpages FOLDER VERSION.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra/doc"

	"github.com/iam-copilot/iam-copilot/desktop/internal/cli"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: manpages FOLDER VERSION")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "manpages:", err)
		os.Exit(1)
	}
}

// write writes the pages. Their date is that of the AWS catalog, so that the
// same sources give the same pages.
func write(dir, version string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // for everybody to read
		return err
	}
	date, err := time.Parse(time.DateOnly, catalog.Info().Date)
	if err != nil {
		return err
	}
	root := cli.Root()
	root.DisableAutoGenTag = true
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Date: &date, Source: "IAM Copilot " + version, Manual: "IAM Copilot"}, dir)
}
