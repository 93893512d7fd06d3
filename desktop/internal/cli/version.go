package cli

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

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
	var format string
	cmd := &cobra.Command{
		Use: "version", Short: "Print the version, and the date of the AWS catalog", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			date, platform := catalog.Info().Date, runtime.GOOS+"/"+runtime.GOARCH
			if format == formatJSON {
				return writeJSON(cmd, map[string]string{"version": version(), "catalog_date": date, "platform": platform, "go": runtime.Version()})
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "iamcopilot %s (%s, AWS catalog of %s)\n", version(), platform, date)
			return err
		},
	}
	addFormat(cmd, &format)
	return cmd
}

// The output formats that every command knows.
const (
	formatText = "text"
	formatJSON = "json"
)

func addFormat(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", formatText, "output format: text or json")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{formatText, formatJSON}, cobra.ShellCompDirectiveNoFileComp))
}

func checkFormat(format string) error {
	if format != formatText && format != formatJSON {
		return fmt.Errorf("the format %q is not known; use text or json", format)
	}
	return nil
}

func writeJSON(cmd *cobra.Command, value any) error {
	encoder := json.NewEncoder(cmd.OutOrStdout())
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
