package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// Version is the program's; the build stamps it.
var Version = ""

// version is Version or, where nobody stamped it, what Go knows of the commit.
func version() string {
	if Version != "" {
		return Version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "dev"
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && len(setting.Value) >= 12 {
			return "dev-" + setting.Value[:12]
		}
	}
	return "dev"
}

func versionCommand() *cobra.Command {
	var format exit.Format
	cmd := &cobra.Command{
		Use: "version", Short: "Print the version, and the date of the AWS catalog", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := format.Check(); err != nil {
				return err
			}
			date, platform := catalog.Info().Date, runtime.GOOS+"/"+runtime.GOARCH
			if format.Chosen == exit.JSON {
				return exit.WriteJSON(cmd.OutOrStdout(), map[string]string{"version": version(), "catalog_date": date, "platform": platform, "go": runtime.Version()})
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "iamcopilot %s (%s, AWS catalog of %s)\n", version(), platform, date)
			return err
		},
	}
	format.Add(cmd)
	return cmd
}
