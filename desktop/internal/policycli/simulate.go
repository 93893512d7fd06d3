package policycli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

func simulateCommand() *cobra.Command {
	var file, format string
	var batch bool
	cmd := &cobra.Command{
		Use:   "simulate {--request FILE.json | --batch}",
		Short: "Decide a request by the policies that come with it, with the reasons",
		Long: `Decide a request by the policies that come with it, as AWS does, and say why. The
request is {"principal", "action", "resource", "context", "unknown_context",
"identity_policies", "resource_policy", "permission_boundary", "session_policies",
"scps", "rcps", "resource_account"}; for --request - it is read from standard input.

With --batch, each line of standard input is a request, with an "id" if wanted, and
is answered with a line; the exit code is then 0 unless reading or writing fails.

Exit codes: 0 allowed, 1 denied or unknown, 2 a wrong call, or a request that
cannot be read.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case batch && file != "":
				return errors.New("--batch reads standard input: leave --request out")
			case batch && cmd.Flags().Changed("format") && format != formatJSON:
				return errors.New("--batch answers in JSON: leave --format out")
			case batch:
				return eval.SimulateBatch(cmd.InOrStdin(), cmd.OutOrStdout())
			case file == "":
				return errors.New("name the request with --request FILE.json, or read many with --batch")
			}
			if err := checkFormat(format, formatText, formatJSON); err != nil {
				return err
			}
			return simulate(cmd, file, format)
		},
	}
	cmd.Flags().StringVar(&file, "request", "", "file with the request; - for standard input")
	cmd.Flags().BoolVar(&batch, "batch", false, "read requests from standard input, one JSON object a line")
	addFormat(cmd, &format, formatText, formatJSON)
	_ = cmd.MarkFlagFilename("request", "json")
	return cmd
}

func simulate(cmd *cobra.Command, file, format string) error {
	text, err := readFile(cmd, file)
	if err != nil {
		return err
	}
	request, err := eval.ParseRequest(text)
	if err != nil {
		return fmt.Errorf("%s: %w", displayName(file), err)
	}
	answer, err := eval.Simulate(request)
	if err != nil {
		return fmt.Errorf("%s: %w", displayName(file), err)
	}
	out := cmd.OutOrStdout()
	if format == formatJSON {
		err = writeJSON(out, answer)
	} else {
		err = writeAnswer(out, &answer, colours(out))
	}
	if err == nil && answer.Decision != eval.Allowed {
		err = ended(exitFound)
	}
	return err
}

// writeAnswer says the decision, what decided, and what each stage found.
func writeAnswer(w io.Writer, a *eval.Answer, coloured bool) error {
	var out bytes.Buffer
	decision := string(a.Decision)
	if coloured {
		decision = decisionColour(a.Decision) + decision + plain
	}
	fmt.Fprintf(&out, "%s\n%s\n", decision, a.Reason)
	if len(a.MissingContext) > 0 {
		fmt.Fprintf(&out, "It depends on: %s\n", strings.Join(a.MissingContext, ", "))
	}
	if len(a.Statements) > 0 {
		fmt.Fprint(&out, "\nDecided by\n")
		for i := range a.Statements {
			fmt.Fprintf(&out, "  %s\n", statementName(&a.Statements[i]))
		}
	}
	fmt.Fprint(&out, "\nStages\n")
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	for i := range a.Stages {
		s := &a.Stages[i]
		fmt.Fprintf(table, "  %s\t%s\t%s\n", s.Stage, strings.ReplaceAll(string(s.Outcome), "_", " "), s.Reason)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

func decisionColour(d eval.Decision) string {
	switch d {
	case eval.Allowed:
		return green
	case eval.Unknown:
		return yellow
	}
	return red
}

// statementName says which statement it is, counted from 0 as in JSON.
func statementName(s *eval.StatementTrace) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s by %s policy", s.Effect, s.PolicyType)
	if s.Level != nil {
		fmt.Fprintf(&b, " at level %d", *s.Level)
	}
	fmt.Fprintf(&b, " [%d]", s.PolicyIndex)
	if s.PolicyID != "" {
		fmt.Fprintf(&b, " %q", s.PolicyID)
	}
	fmt.Fprintf(&b, ", statement [%d]", s.StatementIndex)
	if s.Sid != "" {
		fmt.Fprintf(&b, " %q", s.Sid)
	}
	if len(s.MissingContext) > 0 {
		fmt.Fprintf(&b, ", depending on %s", strings.Join(s.MissingContext, ", "))
	}
	return b.String()
}
