package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/backend/server"
)

// fernetVariable holds the Fernet keys when the command line, which others on
// the machine can see, does not.
const fernetVariable = "LEGACY_FERNET_KEY"

func importLegacy() *cobra.Command {
	var o server.LegacyImport
	command := &cobra.Command{
		Use: "import-legacy", Short: "Bring accounts, AWS credentials and history of the earlier system over; exit 1 when some were skipped", Args: cobra.NoArgs,
		Long: "Read the earlier system's tables users, user_aws_credentials and audit_logs, and bring over who is not here yet: each person with all that is theirs, or not at all. " +
			"Passwords stay what they are. Refresh tokens are not taken. Nothing is written there, and it can be run again at any time.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.FernetKeys == "" {
				o.FernetKeys = os.Getenv(fernetVariable)
			}
			if o.FernetKeys == "" {
				return errors.New("the Fernet key of the earlier system is needed: set " + fernetVariable + ", or --fernet-key")
			}
			return withServer(cmd.Context(), func(s *server.Server) error {
				report, err := s.ImportLegacy(cmd.Context(), o, cmd.OutOrStdout())
				if err != nil {
					return failure{err}
				}
				if report.Skipped > 0 {
					return failure{fmt.Errorf("%d people were skipped", report.Skipped)}
				}
				return nil
			})
		},
	}
	flags := command.Flags()
	flags.StringVar(&o.From, "from", "", "the earlier database: postgresql://…, sqlite:///… or the path of a SQLite file")
	flags.StringVar(&o.FernetKeys, "fernet-key", "", "its Fernet key, or several with commas between them; better in "+fernetVariable)
	flags.BoolVar(&o.DryRun, "dry-run", false, "try everything and keep nothing")
	if err := command.MarkFlagRequired("from"); err != nil {
		panic(err) // the flag is defined just above
	}
	return command
}
