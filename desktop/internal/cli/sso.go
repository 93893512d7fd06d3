package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/browser"
	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/loopback"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// withProvider signs in with a provider in the person's browser.
func (l *loginCall) withProvider(cmd *cobra.Command, c *online.Connection, known []api.SSOProvider) error {
	provider, err := chooseProvider(l.provider, known)
	if err != nil {
		return err
	}
	back, err := loopback.Listen(cmd.Context(), "the terminal")
	if err != nil {
		return exit.Failed(err)
	}
	defer back.Close(cmd.Context())
	address := back.Start(c.Server(), provider.ID)
	fmt.Fprintf(cmd.ErrOrStderr(), "Sign in with %s in your browser:\n\n  %s\n\n", provider.Name, address)
	if !l.noBrowser {
		if err := browser.Open(cmd.Context(), address); err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "%v; open the address yourself.\n", err)
		}
	}
	wanted, err := back.Wait(cmd.Context())
	if err != nil {
		return exit.Failed(err)
	}
	_, err = c.Client.Accounts.SSOExchange(cmd.Context(), api.SSOExchangeIn{Body: wanted})
	return exit.Failed(c.Explain(err))
}

func chooseProvider(named string, known []api.SSOProvider) (api.SSOProvider, error) {
	var names []string
	for _, p := range known {
		if strings.EqualFold(named, p.ID) || strings.EqualFold(named, p.Name) || named == "" && len(known) == 1 {
			return p, nil
		}
		names = append(names, p.ID)
	}
	switch {
	case len(known) == 0:
		return api.SSOProvider{}, exit.Failed(errors.New("the server has no provider to sign in with; use a password or a token"))
	case named == "":
		return api.SSOProvider{}, fmt.Errorf("choose the provider with --provider: %s", strings.Join(names, ", "))
	}
	return api.SSOProvider{}, fmt.Errorf("there is no provider %q; the server has: %s", named, strings.Join(names, ", "))
}
