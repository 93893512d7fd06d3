// Command iam-copilot is the desktop application.
package main

import (
	"os"

	"github.com/iam-copilot/iam-copilot/desktop/internal/window"
)

// version is stamped by the build.
var version = "dev"

func main() { os.Exit(window.Run(version)) }
