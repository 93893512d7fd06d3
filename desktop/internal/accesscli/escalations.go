package accesscli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

func escalationsCommand() *cobra.Command {
	var from snapshot
	var out output
	cmd := &cobra.Command{
		Use:   "escalations --snapshot FILE.json",
		Short: "Find the ways to become an administrator of the account",
		Long: `Find the ways to become an administrator of the account: by assuming roles, giving
roles to services, making credentials for users and changing policies, as far as
boundaries, SCPs, denies and trust policies let them. For each user and role the
shortest way is told, step by step; paths are those of pathfinding.cloud.

Exit codes: 0 there are none, 1 there are some, 2 a wrong call, or a snapshot that
cannot be read.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := out.check(); err != nil {
				return err
			}
			a, err := from.load(cmd)
			if err != nil {
				return err
			}
			answer, err := a.Escalations()
			if err != nil {
				return err
			}
			if out.format == formatDOT {
				graph := answer.Graph(a)
				err = graph.WriteDOT(cmd.OutOrStdout())
			} else {
				err = out.write(cmd, answer, func(b *bytes.Buffer) { writeEscalations(b, &answer) })
			}
			if err == nil && len(answer.Escalations)+len(answer.Outside) > 0 {
				err = ended(exitFound)
			}
			return err
		},
	}
	from.add(cmd)
	out.add(cmd, formatText, formatJSON, formatDOT)
	return cmd
}

func writeEscalations(b *bytes.Buffer, e *access.Escalations) {
	fmt.Fprintf(b, "Account %s has %s, and %s can become one.\n", e.Account,
		count(len(e.Administrators), "administrator", "administrators"), count(len(e.Escalations), "other user or role", "other users and roles"))
	if len(e.Administrators) > 0 {
		fmt.Fprint(b, "\nAdministrators\n")
	}
	for _, a := range e.Administrators {
		fmt.Fprintf(b, "  %s\n", a.PrincipalARN)
		if len(a.AssignedTo) > 0 {
			fmt.Fprintf(b, "    assigned to %s\n", strings.Join(a.AssignedTo, ", "))
		}
		writeConditions(b, "    ", a.Conditions)
	}
	for i := range e.Escalations {
		x := &e.Escalations[i]
		certain := ""
		if !x.Certain {
			certain = ", perhaps"
		}
		fmt.Fprintf(b, "\n%s (%s%s)\n", x.PrincipalARN, count(len(x.Steps), "step", "steps"), certain)
		if len(x.AssignedTo) > 0 {
			fmt.Fprintf(b, "  assigned to %s\n", strings.Join(x.AssignedTo, ", "))
		}
		writeSteps(b, x.Steps)
	}
	if len(e.Outside) > 0 {
		fmt.Fprint(b, "\nFrom outside the account\n")
	}
	for i := range e.Outside {
		writeExposure(b, "  ", &e.Outside[i].Exposure)
		writeSteps(b, e.Outside[i].Steps)
	}
	if len(e.Unknown) > 0 {
		fmt.Fprint(b, "\nNot known\n")
	}
	for i := range e.Unknown {
		fmt.Fprintf(b, "  %s\n    %s\n", e.Unknown[i].PrincipalARN, e.Unknown[i].Reason)
	}
	writeNotes(b, e.Notes)
}

func writeSteps(b *bytes.Buffer, steps []access.Step) {
	for i := range steps {
		s := &steps[i]
		fmt.Fprintf(b, "  %d. %s [%s: %s]\n", i+1, s.Text, s.Path, strings.Join(s.Actions, ", "))
		if s.Assumes != "" {
			fmt.Fprintf(b, "     if %s\n", s.Assumes)
		}
		writeConditions(b, "     ", s.Conditions)
	}
}
