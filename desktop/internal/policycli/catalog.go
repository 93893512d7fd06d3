package policycli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
)

// catalogInfo describes the AWS data that the program uses.
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

// The catalogs that need no file.
const (
	embeddedCatalog = "embedded"
	currentCatalog  = "current"
)

// diffCall is how diff was called.
type diffCall struct {
	format, failOn    string
	services, impacts []string
}

func diffCommand() *cobra.Command {
	var call diffCall
	cmd := &cobra.Command{
		Use:   "diff BEFORE [AFTER]",
		Short: "Tell what changed in AWS between two catalog snapshots",
		Long: `Tell what changed between two catalog snapshots: services, actions, resource types,
condition keys and AWS managed policies. Each change is breaking (it can take away
what policies grant, or make them ineffective), an enhancement (policies can name
it, or wildcards in them reach it) or neutral.

A snapshot is a file that catalog export or catalog update --output wrote, the
word embedded for the catalog that this program carries, or the word current for
the one in use, which is also what AFTER is when it is left out.

Exit codes: 0 nothing breaks, 1 there are breaking changes (or those that
--fail-on names), 2 a wrong call, or a file that is not a snapshot.`,
		Example: `  iamcopilot catalog diff 2026-06.json.gz 2026-09.json.gz --impact breaking
  iamcopilot catalog diff embedded --service s3 --format json`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error { return call.run(cmd, args) },
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&call.services, "service", nil, "only these services, by their prefixes")
	flags.StringSliceVar(&call.impacts, "impact", nil, "only changes of these impacts: "+strings.Join(impactNames(), ", "))
	flags.StringVar(&call.failOn, "fail-on", string(diff.Breaking), "least impact that makes the exit code 1: "+strings.Join(impactNames(), ", ")+", none")
	addFormat(cmd, &call.format, formatText, formatJSON)
	_ = cmd.RegisterFlagCompletionFunc("impact", cobra.FixedCompletions(impactNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions(append(impactNames(), "none"), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func impactNames() []string {
	var names []string
	for _, i := range diff.Impacts() {
		names = append(names, string(i))
	}
	return names
}

func (c *diffCall) run(cmd *cobra.Command, args []string) error {
	if err := checkFormat(c.format, formatText, formatJSON); err != nil {
		return err
	}
	if c.failOn != "none" && !slices.Contains(impactNames(), c.failOn) {
		return fmt.Errorf("--fail-on %q is not known; use %s or none", c.failOn, strings.Join(impactNames(), ", "))
	}
	var impacts []diff.Impact
	for _, name := range c.impacts {
		if !slices.Contains(impactNames(), name) {
			return fmt.Errorf("--impact %q is not known; use %s", name, strings.Join(impactNames(), ", "))
		}
		impacts = append(impacts, diff.Impact(name))
	}
	before, err := readSnapshot(args[0])
	if err != nil {
		return err
	}
	after := currentCatalog
	if len(args) == 2 {
		after = args[1]
	}
	now, err := readSnapshot(after)
	if err != nil {
		return err
	}
	report := diff.Compare(before, now).Filter(c.services, impacts)
	if c.format == formatJSON {
		err = writeJSON(cmd.OutOrStdout(), report)
	} else {
		err = report.WriteText(cmd.OutOrStdout())
	}
	if err != nil {
		return err
	}
	for _, impact := range diff.Impacts() {
		if c.failOn == "none" {
			break
		}
		if report.Counts.Of(impact) > 0 {
			return ended(exitFound)
		}
		if string(impact) == c.failOn {
			break
		}
	}
	return nil
}

func readSnapshot(name string) (*snapshot.Snapshot, error) {
	switch name {
	case embeddedCatalog:
		return snapshot.Embedded()
	case currentCatalog:
		return snapshot.Current(), nil
	}
	file, err := os.Open(name) //nolint:gosec // the person names the file
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	s, err := snapshot.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

func exportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "export FILE|-",
		Short: "Write the catalog in use to a file that catalog diff reads",
		Long: `Write the catalog in use, with the AWS managed policies, as JSON: to a file, which is
compressed when its name ends in .gz, or to standard output for -.`,
		Example: `  iamcopilot catalog export 2026-09.json.gz`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == standardInput {
				return snapshot.Current().Write(cmd.OutOrStdout(), false)
			}
			return writeSnapshot(args[0], snapshot.Current())
		},
	}
}

func writeSnapshot(name string, s *snapshot.Snapshot) (err error) {
	file, err := os.Create(name) //nolint:gosec // the person names the file
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return s.Write(file, strings.HasSuffix(name, ".gz"))
}
