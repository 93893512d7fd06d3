package accesscli

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

func whoCanCommand() *cobra.Command {
	var from snapshot
	var out output
	var known, unknown []string
	var onlyContext bool
	var owner string
	cmd := &cobra.Command{
		Use:   "who-can --snapshot FILE.json ACTION [RESOURCE]",
		Short: "List the users and roles that can do something, with the conditions",
		Long: `List the users and roles that can do something, with the conditions under which.
Context keys that are not given with --context may hold anything, or be absent: what
hangs on them is listed with its conditions. Name some with --unknown-context to take
all others as absent, or give --only-context to take all as absent.

Exit codes: 0 the question is answered, 2 a wrong call, or a snapshot that cannot be
read.`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			question := access.Question{Action: args[0], ResourceAccount: owner}
			if len(args) > 1 {
				question.Resource = args[1]
			}
			var err error
			if question.Context, err = contextOf(known); err != nil {
				return err
			}
			switch {
			case onlyContext && len(unknown) > 0:
				return errors.New("--only-context takes every key as known, --unknown-context does not: give one of them")
			case onlyContext:
				question.UnknownContext = []string{}
			case len(unknown) > 0:
				question.UnknownContext = unknown
			}
			a, err := from.load(cmd)
			if err != nil {
				return err
			}
			answer, err := a.WhoCan(question)
			if err != nil {
				return err
			}
			return out.write(cmd, answer, func(b *bytes.Buffer) { writeWhoCan(b, &answer, len(a.Principals())) })
		},
	}
	from.add(cmd)
	out.add(cmd, formatText, formatJSON)
	cmd.Flags().StringArrayVar(&known, "context", nil, "context key that is known, as KEY=VALUE, KEY=VALUE,VALUE or KEY= for one that is absent; may be given several times")
	cmd.Flags().StringArrayVar(&unknown, "unknown-context", nil, "context key that may hold anything, all others being absent; may be given several times")
	cmd.Flags().BoolVar(&onlyContext, "only-context", false, "take every context key that is not given as absent")
	cmd.Flags().StringVar(&owner, "resource-account", "", "account that owns the resource, where its ARN does not tell")
	return cmd
}

// contextOf reads KEY=VALUE,VALUE.
func contextOf(list []string) (map[string][]string, error) {
	out := map[string][]string{}
	for _, item := range list {
		key, value, ok := strings.Cut(item, "=")
		if !ok || key == "" {
			return nil, fmt.Errorf("--context %q is not of the form KEY=VALUE", item)
		}
		if _, twice := out[key]; twice {
			return nil, fmt.Errorf("--context names %s twice; separate several values with commas", key)
		}
		out[key] = []string{}
		if value != "" {
			out[key] = strings.Split(value, ",")
		}
	}
	return out, nil
}

func writeWhoCan(b *bytes.Buffer, w *access.WhoCan, of int) {
	fmt.Fprintf(b, "%s on %s: %d of %d users and roles can.\n", w.Action, w.Resource, len(w.Allowed), of)
	for i := range w.Allowed {
		g := &w.Allowed[i]
		fmt.Fprintf(b, "\n%s\n", g.PrincipalARN)
		if len(g.AssignedTo) > 0 {
			fmt.Fprintf(b, "  assigned to %s\n", strings.Join(g.AssignedTo, ", "))
		}
		writeConditions(b, "  ", g.Conditions)
		writeStatements(b, "  by ", g.Statements)
	}
	if len(w.Unknown) > 0 {
		fmt.Fprint(b, "\nNot known\n")
	}
	for i := range w.Unknown {
		u := &w.Unknown[i]
		fmt.Fprintf(b, "  %s\n    %s\n", u.PrincipalARN, u.Reason)
		writeConditions(b, "    ", u.Conditions)
	}
	if len(w.Outside) > 0 {
		fmt.Fprint(b, "\nFrom outside the account\n")
	}
	for i := range w.Outside {
		writeExposure(b, "  ", &w.Outside[i])
	}
	writeNotes(b, w.Notes)
}
