package accesscli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

func diffCommand() *cobra.Command {
	var out output
	cmd := &cobra.Command{
		Use:   "diff OLD.json NEW.json",
		Short: "Tell what changed between two snapshots, and who gained or lost which access",
		Long: `Tell what changed between two snapshots of an account: users, roles, groups, policies
and attachments, and, by user and role, which access was gained and lost.

Exit codes: 0 nothing changed, 1 something did, 2 a wrong call, or a snapshot that
cannot be read.`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			before, err := load(cmd, args[0])
			if err != nil {
				return err
			}
			after, err := load(cmd, args[1])
			if err != nil {
				return err
			}
			d, err := access.Compare(before, after)
			if err != nil {
				return err
			}
			err = out.write(cmd, d, func(b *bytes.Buffer) { writeDiff(b, &d) })
			if err == nil && !d.Empty() {
				err = ended(exitFound)
			}
			return err
		},
	}
	out.add(cmd, formatText, formatJSON)
	return cmd
}

func writeDiff(b *bytes.Buffer, d *access.Diff) {
	if d.Empty() {
		fmt.Fprintf(b, "Account %s did not change.\n", d.Account)
		return
	}
	fmt.Fprintf(b, "Account %s changed.\n", d.Account)
	writeChanges(b, "Users and roles", &d.Principals)
	writeChanges(b, "Groups", &d.Groups)
	writeChanges(b, "Policies", &d.Policies)
	if len(d.Attachments.Added)+len(d.Attachments.Removed)+len(d.Attachments.Changed) > 0 {
		fmt.Fprint(b, "\nAttachments\n")
	}
	for _, l := range d.Attachments.Added {
		fmt.Fprintf(b, "  + %s %s to %s\n", l.Kind, l.Name, l.To)
	}
	for _, l := range d.Attachments.Removed {
		fmt.Fprintf(b, "  - %s %s from %s\n", l.Kind, l.Name, l.To)
	}
	for _, l := range d.Attachments.Changed {
		fmt.Fprintf(b, "  ~ %s %s of %s\n", l.Kind, l.Name, l.To)
	}
	if len(d.Organization) > 0 {
		fmt.Fprintf(b, "\nThe organization's %s changed.\n", strings.Join(d.Organization, " and "))
	}
	for i := range d.Access {
		x := &d.Access[i]
		fmt.Fprintf(b, "\n%s\n", x.PrincipalARN)
		writeActionChanges(b, "gained", x.Gained)
		writeActionChanges(b, "lost", x.Lost)
		writeActionChanges(b, "changed", x.Changed)
		for _, arn := range x.Unknown {
			fmt.Fprintf(b, "  without %s, which a snapshot does not hold\n", arn)
		}
	}
	if len(d.Exposures.Added)+len(d.Exposures.Removed) > 0 {
		fmt.Fprint(b, "\nFrom outside the account\n")
	}
	for i := range d.Exposures.Added {
		fmt.Fprint(b, "  opened\n")
		writeExposure(b, "    ", &d.Exposures.Added[i])
	}
	for i := range d.Exposures.Removed {
		fmt.Fprint(b, "  closed\n")
		writeExposure(b, "    ", &d.Exposures.Removed[i])
	}
}

func writeChanges(b *bytes.Buffer, title string, c *access.Changes) {
	if len(c.Added)+len(c.Removed)+len(c.Changed) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for _, list := range []struct {
		sign  string
		names []string
	}{{"+", c.Added}, {"-", c.Removed}, {"~", c.Changed}} {
		for _, name := range list.names {
			fmt.Fprintf(b, "  %s %s\n", list.sign, name)
		}
	}
}

func writeActionChanges(b *bytes.Buffer, word string, list []access.ActionChange) {
	for i := range list {
		c := &list[i]
		fmt.Fprintf(b, "  %s %s on %s\n", word, actionNames(c.Actions, nil), c.Resource)
		writeConditions(b, "    ", c.Conditions)
	}
}
