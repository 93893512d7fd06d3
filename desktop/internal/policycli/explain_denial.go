package policycli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/explain"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

func explainDenialCommand() *cobra.Command {
	var file, format string
	cmd := &cobra.Command{
		Use:   `explain-denial {"MESSAGE" | -}`,
		Short: "Tell why AWS denied a request, and the smallest change that would allow it",
		Long: `Tell why AWS denied a request, from the message of the error: which type of policy
denies, by which statement or for want of which, and the smallest change that would
allow the request, with a warning of what else it would allow. The message may stand in
other text, such as a log line, or be a decoded authorization message or an event of
CloudTrail; for - it is read from standard input.

With --request, the policies that apply come with it, in the form of "policy simulate";
principal, action and resource may be left out where the message has them. Every change
is proved: it is made in a copy of the policies and the request is decided again.

Exit codes: 0 it is explained, 2 a wrong call, or a message that is not understood.`,
		Example: `  iamcopilot policy explain-denial "User: arn:aws:iam::123456789012:user/jane is not authorized to perform: s3:GetObject on resource: …"
  iamcopilot policy explain-denial - --request request.json <error.txt`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format, formatText, formatJSON); err != nil {
				return err
			}
			return explainDenial(cmd, args[0], file, format)
		},
	}
	cmd.Flags().StringVar(&file, "request", "", "file with the policies that apply and the context of the request")
	addFormat(cmd, &format, formatText, formatJSON)
	_ = cmd.MarkFlagFilename("request", "json")
	return cmd
}

func explainDenial(cmd *cobra.Command, message, file, format string) error {
	if message == standardInput {
		if file == standardInput {
			return fmt.Errorf("standard input cannot be both the message and the request")
		}
		text, err := readFile(cmd, message)
		if err != nil {
			return err
		}
		message = string(text)
	}
	m, err := denial.Parse(message)
	if err != nil {
		return err
	}
	var given *eval.Request
	if file != "" {
		text, err := readFile(cmd, file)
		if err != nil {
			return err
		}
		request, err := eval.ParseRequest(text)
		if err != nil {
			return fmt.Errorf("%s: %w", displayName(file), err)
		}
		given = &request
	}
	x, err := explain.Denial(m, given)
	if err != nil {
		return fmt.Errorf("%s: %w", displayName(file), err)
	}
	if format == formatJSON {
		return writeJSON(cmd.OutOrStdout(), x)
	}
	return writeExplanation(cmd.OutOrStdout(), &x)
}

// writeExplanation says what denies, what would allow, and what else to know.
func writeExplanation(w io.Writer, x *explain.Explanation) error {
	var out bytes.Buffer
	fmt.Fprintln(&out, x.Summary)
	for _, d := range x.Details {
		fmt.Fprintf(&out, "  %s\n", d)
	}
	if len(x.Changes) > 0 {
		fmt.Fprintf(&out, "\n%s\n", proof(x))
	}
	for i := range x.Changes {
		c := &x.Changes[i]
		fmt.Fprintf(&out, "\n%d. %s\n", i+1, c.Title)
		if c.Statement != "" {
			fmt.Fprintf(&out, "   %s\n", strings.ReplaceAll(c.Statement, "\n", "\n   "))
		}
		for _, a := range c.AlsoAllows {
			fmt.Fprintf(&out, "   Mind: %s\n", a)
		}
	}
	if len(x.Advice) > 0 {
		fmt.Fprint(&out, "\nAlso\n")
		for _, a := range x.Advice {
			fmt.Fprintf(&out, "  %s\n", a)
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

// proof says what the changes are good for.
func proof(x *explain.Explanation) string {
	what := "This change"
	if len(x.Changes) > 1 {
		what = "These changes together"
	}
	switch {
	case x.Proved && x.Assumed:
		return what + " would allow the request, if the policies of all other types do (proved with those):"
	case x.Proved:
		return what + " would allow the request (proved with the policies that were given):"
	}
	return what + " would help, but could not be proved to allow the request:"
}
