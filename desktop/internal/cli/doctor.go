package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// The outcomes of a check.
const (
	checkFine    = "ok"
	checkWarning = "warning"
	checkFailed  = "failed"
)

// checked is the outcome of one check.
type checked struct {
	Name    string `json:"name"`
	Status  string `json:"status"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"` // what to do
}

// examination collects the checks of one run.
type examination struct {
	cmd    *cobra.Command
	target online.Target
	checks []checked
}

func (e *examination) fine(name, format string, args ...any) {
	e.checks = append(e.checks, checked{name, checkFine, fmt.Sprintf(format, args...), ""})
}

func (e *examination) warn(name, hint, format string, args ...any) {
	e.checks = append(e.checks, checked{name, checkWarning, fmt.Sprintf(format, args...), hint})
}

func (e *examination) fail(name, hint, format string, args ...any) {
	e.checks = append(e.checks, checked{name, checkFailed, fmt.Sprintf(format, args...), hint})
}

func (e *examination) failed() bool {
	for _, c := range e.checks {
		if c.Status == checkFailed {
			return true
		}
	}
	return false
}

func doctorCommand() *cobra.Command {
	var target online.Target
	var format exit.Format
	cmd := &cobra.Command{
		Use: "doctor", Short: "Check that everything is in order: keyring, server, clock, AWS profiles", Args: cobra.NoArgs,
		Long: `Check that everything is in order: the data folder, the keyring, the server and its
certificate, the clock, the session, and the profiles of AWS's own files. Nothing is changed.

Exit codes: 0 all is well, or there are warnings only; 1 something fails.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := format.Check(); err != nil {
				return err
			}
			e := &examination{cmd: cmd, target: target}
			e.program()
			e.folder()
			e.keyring()
			e.server()
			e.profiles()
			e.environment()
			if format.Chosen == exit.JSON {
				if err := exit.WriteJSON(cmd.OutOrStdout(), map[string]any{"ok": !e.failed(), "checks": e.checks}); err != nil {
					return err
				}
			} else if err := e.print(); err != nil {
				return err
			}
			if e.failed() {
				return exit.With(exit.FailedAt)
			}
			return nil
		},
	}
	target.AddServer(cmd)
	format.Add(cmd)
	return cmd
}

func (e *examination) print() error {
	var b bytes.Buffer
	for _, c := range e.checks {
		fmt.Fprintf(&b, "%-8s %s: %s\n", c.Status, c.Name, c.Message)
		if c.Hint != "" {
			fmt.Fprintf(&b, "%-8s   → %s\n", "", c.Hint)
		}
	}
	_, err := e.cmd.OutOrStdout().Write(b.Bytes())
	return err
}

// staleAfter is the age at which the AWS catalog misses much.
const staleAfter = 180 * 24 * time.Hour

func (e *examination) program() {
	e.fine("program", "iamcopilot %s (%s/%s, %s)", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	date := catalog.Info().Date
	if day, err := time.Parse(time.DateOnly, date); err != nil || time.Since(day) > staleAfter {
		e.warn("AWS catalog", "iamcopilot catalog update renews it", "it is of %s", date)
		return
	}
	e.fine("AWS catalog", "of %s", date)
}

func (e *examination) folder() {
	const name = "data folder"
	dir, err := settings.DataDir()
	if err != nil {
		e.fail(name, "", "%v", err)
		return
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		e.fine(name, "%s, not made yet", dir)
	case err != nil:
		e.fail(name, "", "%v", err)
	case !info.IsDir():
		e.fail(name, "move it away, or name another folder with "+settings.DataDirVariable, "%s is a file", dir)
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
		e.warn(name, "chmod 700 "+dir, "%s is open to others", dir)
	default:
		e.fine(name, "%s", dir)
	}
}

// probe is how long the keyring may take to answer.
const probe = 3 * time.Second

func (e *examination) keyring() {
	const name = "keyring"
	ctx, cancel := context.WithTimeout(e.cmd.Context(), probe)
	defer cancel()
	_, err := keyring.NewSystem().Get(ctx, "doctor")
	switch {
	case err == nil || errors.Is(err, keyring.ErrNotFound):
		e.fine(name, "it answers")
	case os.Getenv(online.TokenVariable) != "":
		e.fine(name, "there is none; the token in %s needs none", online.TokenVariable)
	case os.Getenv(online.PassphraseVariable) != "":
		e.fine(name, "there is none; the passphrase in %s protects what is kept", online.PassphraseVariable)
	default:
		e.warn(name, "set "+online.PassphraseVariable+", or type the passphrase when you are asked", "%v", err)
	}
}
