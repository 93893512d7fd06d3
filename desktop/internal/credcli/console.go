package credcli

import (
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/browser"
	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/federation"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
)

// consoleFor is how long somebody may stay in the console at most.
const consoleFor = 12 * time.Hour

// partitionOf tells where the console of a Region is. Tests change it.
var partitionOf = federation.PartitionOf

func consoleCommand() *cobra.Command {
	w := wish{federated: true}
	var service, region string
	var stay time.Duration
	var show bool
	var format exit.Format
	cmd := &cobra.Command{
		Use: "console LABEL", Short: "Sign in to the AWS Management Console with a credential", Args: cobra.ExactArgs(1),
		Long: `Sign in to the AWS Management Console with a session of a credential, in your browser.

An access key signs in as a federated user with what the key may do; IAM and STS can then be used
only as far as AWS allows such sessions. The address works for 15 minutes, and whoever has it is
in: with --print or --json, take care where it goes.`,
		Example: `  iamcopilot console production
  iamcopilot console production --service s3 --region eu-central-1
  iamcopilot console production --read-only --print`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := format.Check(); err != nil {
				return err
			}
			if stay != 0 && (stay < 15*time.Minute || stay > consoleFor) {
				return fmt.Errorf("the time %s is not between 15m and 12h", stay)
			}
			w.label = args[0]
			session, err := w.get(cmd)
			if err != nil {
				return err
			}
			partition := partitionOf(session.AWSRegion)
			if region == "" {
				region = session.AWSRegion
			}
			destination, err := partition.Destination(service, region)
			if err != nil {
				return err
			}
			if session.Kind != "assume_role" {
				stay = 0 // AWS takes no wish for these
			}
			transport := &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true, ResponseHeaderTimeout: 30 * time.Second}
			defer transport.CloseIdleConnections()
			link, err := partition.Link(cmd.Context(), transport, federation.Session{ID: session.AccessKeyID, Key: session.SecretAccessKey, Token: session.SessionToken},
				stay, issuerOf(cmd, w.target), destination)
			if err != nil {
				return exit.Failed(err)
			}
			if format.Chosen == exit.JSON {
				return exit.WriteJSON(cmd.OutOrStdout(), map[string]string{"url": link})
			}
			if show {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), link)
				return err
			}
			if err := browser.Open(cmd.Context(), link); err != nil {
				return exit.Failed(fmt.Errorf("%w; --print prints the address instead", err))
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "The console of %s opens in your browser.\n", w.label)
			return err
		},
	}
	cmd.ValidArgsFunction = w.labels
	w.add(cmd)
	format.Add(cmd)
	cmd.Flags().StringVar(&service, "service", "", "page of a service, named as in the console's addresses, such as s3")
	cmd.Flags().StringVar(&region, "region", "", "Region of the page; the credential's own when left out")
	cmd.Flags().DurationVar(&stay, "stay", 0, "how long you stay signed in, for roles; AWS's own when left out")
	cmd.Flags().BoolVar(&show, "print", false, "print the address, and open no browser")
	return cmd
}

// issuerOf is where the console sends people whose time is over.
func issuerOf(cmd *cobra.Command, target online.Target) string {
	server, err := online.Named(target)
	if err != nil {
		return ""
	}
	return server.String()
}
