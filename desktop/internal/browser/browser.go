// Package browser opens addresses in the browser of the person who runs the
// program.
package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// Variable names the programs to open addresses with, as other programs on
// Unix know it: a list like PATH, of which the first that is there is taken.
const Variable = "BROWSER"

// ErrNone says that there is no browser to open.
var ErrNone = errors.New("no browser could be opened")

// started is how long a program is watched for failing at once.
const started = 2 * time.Second

// Open shows an address of the web. It does not wait until the browser ends.
// The error is ErrNone with its cause.
func Open(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return fmt.Errorf("%w: this is no address of the web", ErrNone)
	}
	program, args, err := opener()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNone, err)
	}
	// The browser outlives this program.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), program, append(args, u.String())...) //nolint:gosec // the person's own browser; the address is parsed
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%w: %w", ErrNone, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrNone, filepath.Base(program), err)
		}
	case <-time.After(started):
	}
	return nil
}

// opener is the program that opens addresses, and its first arguments.
func opener() (program string, args []string, err error) {
	for _, named := range filepath.SplitList(os.Getenv(Variable)) {
		if path, err := exec.LookPath(named); err == nil && runtime.GOOS != "windows" {
			return path, nil, nil
		}
	}
	switch runtime.GOOS {
	case "darwin":
		return "/usr/bin/open", nil, nil
	case "windows":
		return filepath.Join(os.Getenv("SystemRoot"), "System32", "rundll32.exe"), []string{"url.dll,FileProtocolHandler"}, nil
	}
	program, err = exec.LookPath("xdg-open")
	return program, nil, err
}
