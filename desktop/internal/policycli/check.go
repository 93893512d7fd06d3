package policycli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// checkCall is how one of the checks was called.
type checkCall struct {
	kind, format       string
	actions, resources []string
}

// checkAnswer is the outcome of a check as JSON.
type checkAnswer struct {
	Result  string           `json:"result"` // PASS, FAIL or UNKNOWN
	Message string           `json:"message"`
	Witness *compare.Witness `json:"witness,omitempty"`
}

const checkCodes = `

Exit codes: 0 it does not, 1 it does, or that is not known, 2 a wrong call, or a policy
that cannot be read.`

// checkCommands are the questions about what a policy allows, named as AWS names them
// ("Validate policies with IAM Access Analyzer custom policy checks", IAM User Guide).
func checkCommands() []*cobra.Command {
	var newer, granted, public checkCall
	noNewAccess := &cobra.Command{
		Use:   "check-no-new-access NEW.json EXISTING.json",
		Short: "Check that a policy allows nothing that the one it replaces does not",
		Long:  "Check that a policy allows nothing that the one it replaces does not; if it does, show such\na request." + checkCodes,
		Args:  cobra.ExactArgs(2),
		RunE:  func(cmd *cobra.Command, args []string) error { return newer.noNewAccess(cmd, args) },
	}
	notGranted := &cobra.Command{
		Use:   "check-access-not-granted {--action ACTION… | --resource ARN…} FILE|-",
		Short: "Check that a policy does not allow some actions or resources",
		Long:  "Check that a policy allows none of the actions on any of the resources, which may hold\nwildcards; if it does, show such a request." + checkCodes,
		Example: `  iamcopilot policy check-access-not-granted --action iam:PassRole --action 'kms:Schedule*' policy.json
  iamcopilot policy check-access-not-granted --resource 'arn:aws:s3:::payroll/*' policy.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return granted.notGranted(cmd, args[0]) },
	}
	notGranted.Flags().StringArrayVar(&granted.actions, "action", nil, "an action, with wildcards if wanted; may be given again")
	notGranted.Flags().StringArrayVar(&granted.resources, "resource", nil, "a resource, with wildcards if wanted; may be given again")
	noPublic := &cobra.Command{
		Use:   "check-no-public-access FILE|-",
		Short: "Check that a resource-based policy is not public",
		Long:  "Check that a resource-based or trust policy lets nobody in whom it does not name, in\ncircumstances that it does not fix; if it does, show such a request." + checkCodes,
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return public.noPublicAccess(cmd, args[0]) },
	}
	for cmd, call := range map[*cobra.Command]*checkCall{noNewAccess: &newer, notGranted: &granted, noPublic: &public} {
		cmd.Flags().StringVar(&call.kind, "type", "", "where the policy is used: "+strings.Join(kindNames(), ", "))
		addFormat(cmd, &call.format, formatText, formatJSON)
		_ = cmd.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(kindNames(), cobra.ShellCompDirectiveNoFileComp))
	}
	return []*cobra.Command{noNewAccess, notGranted, noPublic}
}

func (c *checkCall) noNewAccess(cmd *cobra.Command, files []string) error {
	if files[0] == standardInput && files[1] == standardInput {
		return errors.New("standard input can be read once: name - once")
	}
	policies, err := c.read(cmd, "", files...)
	if err != nil {
		return err
	}
	w, err := compare.Exceeds(policies[:1], policies[1:], compare.Options{})
	return c.answer(cmd, w, err, files[0]+" allows nothing that "+files[1]+" does not.", files[0]+" allows what "+files[1]+" does not.")
}

func (c *checkCall) notGranted(cmd *cobra.Command, file string) error {
	if len(c.actions) == 0 && len(c.resources) == 0 {
		return errors.New("name what must not be granted with --action, --resource or both")
	}
	if err := compare.CheckActions(c.actions); err != nil {
		return err
	}
	policies, err := c.read(cmd, "", file)
	if err != nil {
		return err
	}
	w, err := compare.Grants(policies, c.actions, c.resources, compare.Options{})
	return c.answer(cmd, w, err, "The policy allows none of it.", "The policy allows some of it.")
}

func (c *checkCall) noPublicAccess(cmd *cobra.Command, file string) error {
	policies, err := c.read(cmd, policy.KindResource, file)
	if err != nil {
		return err
	}
	w, err := compare.Public(policies, compare.Options{})
	return c.answer(cmd, w, err, "The policy allows no public access.", "The policy allows anybody in.")
}

// read compiles files as policies of one kind: the one that was named, else usual, else
// what the documents look like.
func (c *checkCall) read(cmd *cobra.Command, usual policy.Kind, files ...string) ([]*eval.Policy, error) {
	kind, err := optionalKind(c.kind)
	if err != nil {
		return nil, err
	}
	if err := checkFormat(c.format, formatText, formatJSON); err != nil {
		return nil, err
	}
	docs := make(map[string]*policy.Document, len(files))
	for _, name := range files {
		text, err := readFile(cmd, name)
		if err != nil {
			return nil, err
		}
		docs[name] = policy.Parse(policyText(text))
	}
	kind = cmp.Or(kind, usual, compare.KindOf(slices.Collect(maps.Values(docs))...))
	out := make([]*eval.Policy, 0, len(files))
	for _, name := range files {
		p, err := eval.Compile(docs[name], kind, "")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", displayName(name), err)
		}
		out = append(out, p)
	}
	return out, nil
}

// answer says the outcome: a witness fails the check.
func (c *checkCall) answer(cmd *cobra.Command, w *compare.Witness, unknown error, pass, fail string) error {
	a := checkAnswer{Result: "PASS", Message: pass}
	switch {
	case unknown != nil:
		a = checkAnswer{Result: "UNKNOWN", Message: "It is not known: " + unknown.Error() + "."}
	case w != nil:
		a = checkAnswer{Result: "FAIL", Message: fail, Witness: w}
	}
	var err error
	if out := cmd.OutOrStdout(); c.format == formatJSON {
		err = writeJSON(out, a)
	} else {
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n%s\n", a.Result, a.Message)
		if w != nil {
			b.WriteString("\nFor instance:\n")
			writeRequest(&b, w)
		}
		_, err = io.WriteString(out, b.String())
	}
	if err == nil && a.Result != "PASS" {
		err = ended(exitFound)
	}
	return err
}
