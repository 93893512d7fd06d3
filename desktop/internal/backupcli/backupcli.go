// Package backupcli is what the desktop program does without a window: it backs
// this computer up and restores it, for scheduled jobs and for a system whose
// window does not open.
package backupcli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/backup"
	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/desktop/internal/restored"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// Wanted tells whether the arguments of the program, its name left out, ask for
// one of these commands and not for a window.
func Wanted(args []string) bool {
	return len(args) > 0 && (args[0] == "backup" || args[0] == "restore" || args[0] == "help" || args[0] == "--help")
}

// Run runs a command and gives the exit code: 0 it went well, 1 it failed, 2
// the call was wrong.
func Run(ctx context.Context, version string, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use: "iam-copilot", Short: "IAM Copilot in a window", SilenceUsage: true, SilenceErrors: true,
		Long: "Without a command, or with a link such as iamcopilot://policies/12, the window opens.",
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(backupCommand(version), restoreCommand(version))
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return exit.Code(root.ExecuteContext(ctx), stderr)
}

const passphraseHelp = `

The passphrase of the backup is asked for on a terminal, and is otherwise the first line of
standard input. The key to this computer's data is opened by the keyring or, where a passphrase
protects it, by the environment variable ` + online.PassphraseVariable + ` or on the terminal.`

func backupCommand(version string) *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Save everything of this computer in one sealed file", Args: cobra.ExactArgs(1),
		Long:    "Save accounts, credentials, policies and the audit log of this computer in one file, sealed\nunder a passphrase. The window may stay open." + passphraseHelp,
		Example: "  iam-copilot backup mine" + backup.Extension + " < passphrase.txt",
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := settings.DataDir()
			if err != nil {
				return exit.Failed(err)
			}
			if err := restored.Finish(dir); err != nil {
				return exit.Failed(err)
			}
			passphrase, err := askPassphrase(cmd, true)
			if err != nil {
				return exit.Failed(err)
			}
			key, err := online.OpenKey(cmd, masterkey.New(dir, keyring.NewSystem()))
			if err != nil {
				return exit.Failed(err)
			}
			made, err := backup.Create(cmd.Context(), backup.Source{DataDir: dir, MasterKey: key, Version: version}, args[0], passphrase)
			if err != nil {
				return exit.Failed(err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "Saved %d bytes of data in %s.\n", made.Bytes, args[0])
			return err
		},
	}
}

func restoreCommand(version string) *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "Put a backup in the place of what is on this computer", Args: cobra.ExactArgs(1),
		Long:    "Put a backup in the place of what is on this computer. The whole backup is checked first, and\nwhat is there now is kept in a folder beside it. The window must be closed." + passphraseHelp,
		Example: "  iam-copilot restore mine" + backup.Extension,
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := settings.DataDir()
			if err != nil {
				return exit.Failed(err)
			}
			passphrase, err := askPassphrase(cmd, false)
			if err != nil {
				return exit.Failed(err)
			}
			done, err := backup.Restore(cmd.Context(), dir, keyring.NewSystem(), args[0], passphrase, version)
			if err != nil {
				return exit.Failed(err)
			}
			if _, err = fmt.Fprintf(cmd.OutOrStdout(), "Restored what was backed up on %s.\n", done.MadeAt.Format("2 January 2006, 15:04 UTC")); err == nil && done.Kept != "" {
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "What was here before is kept in %s.\n", done.Kept)
			}
			return err
		},
	}
}

// askPassphrase asks twice for a new one.
func askPassphrase(cmd *cobra.Command, isNew bool) (string, error) {
	file, present := online.Terminal(cmd)
	if !present {
		passphrase, err := online.ReadLine(cmd.InOrStdin())
		if err != nil {
			return "", fmt.Errorf("the passphrase of the backup cannot be read: %w", err)
		}
		return passphrase, nil
	}
	first, err := online.AskSecret(cmd, file, "Passphrase of the backup: ")
	if err != nil || !isNew {
		return first, err
	}
	second, err := online.AskSecret(cmd, file, "Once more: ")
	if err == nil && first != second {
		err = errors.New("the two passphrases are not the same")
	}
	return first, err
}
