package accesscli

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

func exposureCommand() *cobra.Command {
	var from snapshot
	var out output
	var options access.ExposureOptions
	cmd := &cobra.Command{
		Use:   "exposure --snapshot FILE.json",
		Short: "List who outside the account can get in",
		Long: `List who outside the account can assume its roles and use its resources, as far as
trust policies and the resource policies of the snapshot let them, with the conditions
that narrow it.

Exit codes: 0 nobody, 1 somebody, 2 a wrong call, or a snapshot that cannot be read.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := out.check(); err != nil {
				return err
			}
			a, err := from.load(cmd)
			if err != nil {
				return err
			}
			list, err := a.Exposures(options)
			if err != nil {
				return err
			}
			answer := struct {
				Account   string            `json:"account"`
				Exposures []access.Exposure `json:"exposures"`
			}{a.ID, list}
			err = out.write(cmd, answer, func(b *bytes.Buffer) {
				fmt.Fprintf(b, "Account %s has %s.\n", a.ID, count(len(list), "way in from outside", "ways in from outside"))
				for i := range list {
					writeExposure(b, "", &list[i])
				}
			})
			if err == nil && len(list) > 0 {
				err = ended(exitFound)
			}
			return err
		},
	}
	from.add(cmd)
	out.add(cmd, formatText, formatJSON)
	cmd.Flags().BoolVar(&options.Services, "services", false, "list AWS services too")
	return cmd
}

func writeExposure(b *bytes.Buffer, indent string, e *access.Exposure) {
	fmt.Fprintf(b, "%s%s: %s can %s on %s\n", indent, e.Reach, e.Principal, actionNames(e.Actions, nil), e.Resource)
	writeConditions(b, indent+"  ", e.Conditions)
}
