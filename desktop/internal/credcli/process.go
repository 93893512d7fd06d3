package credcli

import (
	"encoding/json"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/issued"
)

func processCommand() *cobra.Command {
	var w wish
	cmd := &cobra.Command{
		Use: "credential-process", Short: "Print a session of a credential as AWS's tools want it from a credential process", Args: cobra.NoArgs,
		Long: `Print a session of a credential as AWS's tools want it from a credential process.

Put it into ~/.aws/config, or let iamcopilot credentials write-profile do so:

  [profile production]
  credential_process = iamcopilot credential-process --credential "Production AWS"

The session is kept, sealed, until five minutes before its end. Programs that ask at the
same time wait for one of them to get it.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			session, err := w.get(cmd)
			if err != nil {
				return err
			}
			return json.NewEncoder(cmd.OutOrStdout()).Encode(processAnswer(session)) //nolint:gosec // handing it out is what the command is for
		},
	}
	cmd.Flags().StringVar(&w.label, "credential", "", "label of the credential in the vault")
	_ = cmd.MarkFlagRequired("credential")
	_ = cmd.RegisterFlagCompletionFunc("credential", func(cmd *cobra.Command, _ []string, to string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return w.labels(cmd, nil, to)
	})
	w.add(cmd)
	return cmd
}

// process is the answer of a credential process ("Process credential
// provider", AWS SDKs and Tools Reference Guide).
type process struct {
	Version         int
	AccessKeyID     string `json:"AccessKeyId"`
	SecretAccessKey string
	SessionToken    string
	Expiration      string
	AccountID       string `json:"AccountId,omitempty"`
}

func processAnswer(s issued.Session) process {
	return process{1, s.AccessKeyID, s.SecretAccessKey, s.SessionToken, s.ExpiresAt.UTC().Format(time.RFC3339), s.AccountID}
}
