// Command iam-copilot is the desktop application. With the command backup or
// restore it opens no window.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/iam-copilot/iam-copilot/desktop/internal/backupcli"
	"github.com/iam-copilot/iam-copilot/desktop/internal/window"
)

// version is stamped by the build.
var version = "dev"

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	if !backupcli.Wanted(args) {
		return window.Run(version)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return backupcli.Run(ctx, version, args, os.Stdin, os.Stdout, os.Stderr)
}
