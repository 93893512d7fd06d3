package policycli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/rewrite"
)

// rewriteCall is how one of the commands that write a policy anew was called.
type rewriteCall struct {
	kind, format string
	opts         rewrite.Options
	rewrite      func([]byte, rewrite.Options) (rewrite.Result, error)
}

// rewriteCommands are shrink, tidy, expand and split.
func rewriteCommands() []*cobra.Command {
	const proved = `

The result is proved to allow and deny exactly what the original does, among the actions
known today. It goes to standard output, and what was done to standard error. For -,
standard input is read.

Exit codes: 0 done, 2 a wrong call, or a policy that cannot be read.`
	shrink, shrinkCall := rewriteCommand("shrink", "Write a policy in the fewest characters", `Write a policy in the fewest characters: without what is redundant, with statements
merged, and with actions gathered into patterns that match exactly them.`+proved, rewrite.Shrink)
	shrink.Flags().BoolVar(&shrinkCall.opts.Readable, "readable", false, "write only patterns that stand for several actions and show what they are about")
	keepSids(shrink, shrinkCall)
	tidy, tidyCall := rewriteCommand("tidy", "Remove what is redundant in a policy, and merge statements", `Remove what is redundant in a policy and merge its statements. No new patterns are written,
so that the policy does not come to allow actions that AWS adds.`+proved, rewrite.Tidy)
	keepSids(tidy, tidyCall)
	expand, _ := rewriteCommand("expand", "Write the action patterns of a policy out", `Write every action pattern as the list of actions that it matches today. "*" alone stays.`+proved, rewrite.Expand)
	split, splitCall := rewriteCommand("split", "Write a policy as several that each fit a quota", `Write a policy as several that together mean the same and each fit a quota. They are
printed one after the other; with --format json as the list "documents".`+proved, rewrite.Split)
	split.Flags().IntVar(&splitCall.opts.Limit, "limit", 0, "most characters of each, as AWS counts them; that of a managed policy if not set")
	return []*cobra.Command{shrink, tidy, expand, split}
}

func keepSids(cmd *cobra.Command, call *rewriteCall) {
	cmd.Flags().BoolVar(&call.opts.KeepSids, "keep-sids", false, "keep statement ids, and statements with different ids apart")
}

func rewriteCommand(name, short, long string, f func([]byte, rewrite.Options) (rewrite.Result, error)) (*cobra.Command, *rewriteCall) {
	call := &rewriteCall{rewrite: f}
	cmd := &cobra.Command{
		Use: name + " FILE|-", Short: short, Long: long, Example: "  iamcopilot policy " + name + " policy.json > new.json",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one file, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return call.run(cmd, args[0]) },
	}
	cmd.Flags().StringVar(&call.kind, "type", "", "where the policy is used: "+strings.Join(kindNames(), ", "))
	addFormat(cmd, &call.format, formatText, formatJSON)
	_ = cmd.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(kindNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd, call
}

func (c *rewriteCall) run(cmd *cobra.Command, file string) error {
	kind, err := optionalKind(c.kind)
	if err != nil {
		return err
	}
	if err := checkFormat(c.format, formatText, formatJSON); err != nil {
		return err
	}
	if c.opts.Limit < 0 {
		return fmt.Errorf("--limit %d: a policy has at least one character", c.opts.Limit)
	}
	text, err := readFile(cmd, file)
	if err != nil {
		return err
	}
	c.opts.Kind = kind
	result, err := c.rewrite(policyText(text), c.opts)
	if err != nil {
		return fmt.Errorf("%s: %w", displayName(file), err)
	}
	if c.format == formatJSON {
		return writeJSON(cmd.OutOrStdout(), result)
	}
	for _, line := range append(result.Changes, result.Notes...) {
		fmt.Fprintln(cmd.ErrOrStderr(), line)
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%d characters before, %d now.\n", result.SizeBefore, result.Size)
	_, err = io.WriteString(cmd.OutOrStdout(), strings.Join(result.Documents, ""))
	return err
}
