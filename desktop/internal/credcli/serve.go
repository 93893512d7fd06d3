package credcli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/containercreds"
	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/issued"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
)

func serveCommand() *cobra.Command {
	var w wish
	var port int
	var format exit.Format
	cmd := &cobra.Command{
		Use: "serve-credentials LABEL", Short: "Give sessions of a credential to programs on this computer, as Amazon ECS does", Args: cobra.ExactArgs(1),
		Long: `Give sessions of a credential to programs on this computer, as Amazon ECS gives them to
containers. Every SDK of AWS asks such an endpoint, and again before a session ends.

The endpoint listens on the loopback address only; containers reach it where they share the
host's network (docker run --network host). What to set in their environment is printed: an
address, and a token without which nobody gets anything. Ctrl-C ends it.`,
		Example: `  iamcopilot serve-credentials production --port 9911
  docker run --network host -e AWS_CONTAINER_CREDENTIALS_FULL_URI -e AWS_CONTAINER_AUTHORIZATION_TOKEN …`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := format.Check(); err != nil {
				return err
			}
			if port < 0 || port > 65535 {
				return fmt.Errorf("the port %d is not between 0 and 65535", port)
			}
			w.label = args[0]
			endpoint, done, err := w.endpoint(cmd, port)
			if err != nil {
				return err
			}
			defer done()
			if err := writeVariables(cmd.OutOrStdout(), format.Chosen, endpointVariables(endpoint)); err != nil {
				return err
			}
			return exit.Failed(endpoint.Serve(cmd.Context()))
		},
	}
	cmd.ValidArgsFunction = w.labels
	w.add(cmd)
	cmd.Flags().IntVar(&port, "port", 0, "port to listen on; any that is free when left out")
	format.Add(cmd, formSh, formFish, formPowerShell, exit.JSON)
	return cmd
}

func endpointVariables(e *containercreds.Endpoint) []variable {
	return []variable{{containercreds.AddressVariable, e.URL()}, {containercreds.TokenVariable, e.Token()}}
}

// endpoint opens an endpoint that gives sessions. The first session is made
// now: what is wrong shows at once, and a code is asked for while somebody is
// there.
func (w *wish) endpoint(cmd *cobra.Command, port int) (_ *containercreds.Endpoint, done func(), err error) {
	if err := w.check(); err != nil {
		return nil, nil, err
	}
	c, err := online.ConnectSignedIn(cmd, w.target)
	if err != nil {
		return nil, nil, err
	}
	if _, err := w.from(cmd, c); err != nil {
		c.Close()
		return nil, nil, err
	}
	w.anew, w.mfaCode, w.alone = false, "", true
	next := *w
	endpoint, err := containercreds.Listen(cmd.Context(), port, func(context.Context) (issued.Session, error) { return next.from(cmd, c) })
	if err != nil {
		c.Close()
		return nil, nil, exit.Failed(err)
	}
	return endpoint, c.Close, nil
}

// runRenewed runs a program that gets its sessions from an endpoint.
func (w *wish) runRenewed(cmd *cobra.Command, program string, args []string) error {
	endpoint, done, err := w.endpoint(cmd, 0)
	if err != nil {
		return err
	}
	defer done()
	session, err := w.get(cmd) // the one that is kept
	if err != nil {
		return err
	}
	// The endpoint lives as long as the program, which may take its time after a
	// signal.
	ctx, end := context.WithCancel(context.WithoutCancel(cmd.Context()))
	served := make(chan error, 1)
	go func() { served <- endpoint.Serve(ctx) }()
	err = run(cmd, program, args, environment(os.Environ(), w.label, append(endpointVariables(endpoint), regionOf(session)...)))
	end()
	if failed := <-served; failed != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "iamcopilot:", failed)
	}
	return err
}
