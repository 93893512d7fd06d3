package policycli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
)

// catalogInfo describes the AWS data that the program carries.
type catalogInfo struct {
	catalog.Summary
	ManagedPolicies managed.Summary `json:"managed_policies"`
}

func infoCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "info", Short: "Tell how much of AWS the catalog knows, of which day, and from where", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, formatText, formatJSON); err != nil {
				return err
			}
			info := catalogInfo{catalog.Info(), managed.Info()}
			if format == formatJSON {
				return writeJSON(cmd.OutOrStdout(), info)
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(),
				"AWS catalog of %s: %d services, %d actions, %d resource types, %d condition keys\nAWS managed policies of %s: %d\nSources: %s; %s\n",
				info.Date, info.Services, info.Actions, info.ResourceTypes, info.ConditionKeys,
				info.ManagedPolicies.Date, info.ManagedPolicies.Policies, strings.Join(info.Sources, ", "), info.ManagedPolicies.Source)
			return err
		},
	}
	addFormat(cmd, &format, formatText, formatJSON)
	return cmd
}
