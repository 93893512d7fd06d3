package online

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
)

// How long the keyring may take: somebody at a terminal may have to unlock it.
const (
	patience   = 30 * time.Second
	impatience = 3 * time.Second
)

// OpenKey opens the key that seals what is kept on this computer: with the
// keyring, else with the passphrase from the environment or the terminal.
func OpenKey(cmd *cobra.Command, holder *masterkey.Holder) ([]byte, error) {
	file, present := Terminal(cmd)
	wait := impatience
	if present {
		wait = patience
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), wait)
	defer cancel()
	err := holder.Open(ctx, os.Getenv(PassphraseVariable))
	if err == nil {
		return holder.Key(), nil
	}
	_, reason, _ := holder.State()
	switch {
	case errors.Is(err, masterkey.ErrWrongPassphrase) || errors.Is(err, masterkey.ErrWeakPassphrase):
		return nil, fmt.Errorf("%s: %w", PassphraseVariable, err)
	case reason != masterkey.NeedsPassphrase && reason != masterkey.NeedsNewPassphrase:
		return nil, err
	case !present:
		return nil, fmt.Errorf("the session cannot be kept safely, so nothing was done: no keyring is available; set %s to a passphrase that protects it instead, or give a personal access token in %s, which keeps nothing", PassphraseVariable, TokenVariable)
	}
	passphrase, err := askPassphrase(cmd, file, reason == masterkey.NeedsNewPassphrase)
	if err != nil {
		return nil, err
	}
	ctx, cancel = context.WithTimeout(cmd.Context(), impatience)
	defer cancel()
	if err := holder.Open(ctx, passphrase); err != nil {
		return nil, err
	}
	return holder.Key(), nil
}

func askPassphrase(cmd *cobra.Command, file *os.File, isNew bool) (string, error) {
	if !isNew {
		return AskSecret(cmd, file, "Passphrase: ")
	}
	fmt.Fprintln(cmd.ErrOrStderr(), "No keyring is available. Choose a passphrase that protects the session on this computer.")
	first, err := AskSecret(cmd, file, "New passphrase: ")
	if err != nil {
		return "", err
	}
	second, err := AskSecret(cmd, file, "Once more: ")
	if err != nil {
		return "", err
	}
	if first != second {
		return "", errors.New("the two passphrases are not the same")
	}
	return first, nil
}
