package accesscli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

func whatCanCommand() *cobra.Command {
	var from snapshot
	var out output
	var filter access.Filter
	cmd := &cobra.Command{
		Use:   "what-can --snapshot FILE.json PRINCIPAL",
		Short: "List what a user or role can do, after everything that limits it",
		Long: `List what a user or role can do, by service: what its policies and those of resources
allow, less what permissions boundary, SCPs, RCPs and denies take away. PRINCIPAL is an
ARN, user/NAME, role/NAME, or a name.

Exit codes: 0 the question is answered, 2 a wrong call, or a snapshot that cannot be
read.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			a, err := from.load(cmd)
			if err != nil {
				return err
			}
			answer, err := a.WhatCan(args[0], filter)
			if err != nil {
				return err
			}
			return out.write(cmd, answer, func(b *bytes.Buffer) { writeWhatCan(b, &answer) })
		},
	}
	from.add(cmd)
	out.add(cmd, formatText, formatJSON)
	cmd.Flags().StringVar(&filter.Service, "service", "", "only this service, by its prefix, such as s3")
	cmd.Flags().StringVar(&filter.Resource, "resource", "", "only what reaches this resource")
	return cmd
}

func writeWhatCan(b *bytes.Buffer, w *access.WhatCan) {
	fmt.Fprintf(b, "%s has access to %s.\n", w.PrincipalARN, count(len(w.Services), "service", "services"))
	for _, group := range alike(w.Services) {
		first := group[0]
		switch {
		case len(group) == 1 && first.Name != "":
			fmt.Fprintf(b, "\n%s (%s)\n", first.Service, first.Name)
		case len(group) == 1:
			fmt.Fprintf(b, "\n%s\n", first.Service)
		default:
			fmt.Fprintf(b, "\n%d services alike: %s\n", len(group), shortened(group))
		}
		for i := range first.Grants {
			writeGrant(b, &first.Grants[i], len(group) > 1)
		}
	}
	if len(w.Roles) > 0 {
		fmt.Fprint(b, "\nRoles that it can assume\n")
	}
	for _, r := range w.Roles {
		fmt.Fprintf(b, "  %s\n", r.RoleARN)
		writeConditions(b, "    ", r.Conditions)
	}
	if len(w.Unknown) > 0 {
		fmt.Fprint(b, "\nNot known: policies that apply and that the snapshot does not hold\n")
	}
	for _, arn := range w.Unknown {
		fmt.Fprintf(b, "  %s\n", arn)
	}
}

// alike puts services together whose every action is granted in the same way.
func alike(list []access.ServiceAccess) [][]access.ServiceAccess {
	var out [][]access.ServiceAccess
	at := map[string]int{}
	for _, s := range list {
		key := s.Service
		if !slices.ContainsFunc(s.Grants, func(g access.Grant) bool { return len(g.Actions) != 1 || g.Actions[0] != s.Service+":*" }) {
			var b bytes.Buffer
			for i := range s.Grants {
				writeGrant(&b, &s.Grants[i], true)
			}
			key = "*" + b.String()
		}
		n, seen := at[key]
		if !seen {
			n = len(out)
			at[key] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], s)
	}
	return out
}

// shortened names the first of many services.
func shortened(group []access.ServiceAccess) string {
	var names []string
	for _, s := range group {
		if len(names) == manyNames {
			return strings.Join(names, ", ") + ", …"
		}
		names = append(names, s.Service)
	}
	return strings.Join(names, ", ")
}

func writeGrant(b *bytes.Buffer, g *access.Grant, all bool) {
	actions := actionNames(g.Actions, g.Patterns)
	if all {
		actions = "every action"
	}
	fmt.Fprintf(b, "  %s on %s\n", actions, resourceNames(g.Resources, g.NotResources))
	writeConditions(b, "    ", g.Conditions)
	for _, l := range g.Limits {
		if len(l.AnyOf) == 0 {
			fmt.Fprintf(b, "    as far as the %s allows it as well\n", l.By)
			continue
		}
		fmt.Fprintf(b, "    within the %s, which allows\n", l.By)
		for i := range l.AnyOf {
			writeScope(b, &l.AnyOf[i])
		}
	}
	for i := range g.Except {
		fmt.Fprint(b, "    except\n")
		writeScope(b, &g.Except[i])
	}
	fmt.Fprintf(b, "    by %s\n", g.Statement)
}

func writeScope(b *bytes.Buffer, s *access.Scope) {
	at := ""
	if s.Within != "" {
		at = " at " + s.Within
	}
	fmt.Fprintf(b, "      %s%s, by %s\n", resourceNames(s.Resources, s.NotResources), at, s.Statement)
	for _, c := range s.Conditions {
		fmt.Fprintf(b, "        where %s %s = %s\n", c.Operator, c.Key, strings.Join(c.Values, " | "))
	}
}
