package policycli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

func generateCommand() *cobra.Command {
	var request generate.Request
	var format string
	cmd := &cobra.Command{
		Use:   `generate "SENTENCE"`,
		Short: "Write the least policy that does what a sentence says",
		Long: `Write the least policy that does what an English sentence says, without a model and
always the same for the same words. The policy goes to standard output; what was
made of which words, and the findings on the policy, go to standard error.

Exit codes: 0 it is written, 2 a wrong call, or a sentence that is not understood.`,
		Example: `  iamcopilot policy generate "Allow Lambda to read S3" --resource arn:aws:s3:::my-bucket --resource 'arn:aws:s3:::my-bucket/*' --principal-type role`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format, formatText, formatJSON); err != nil {
				return err
			}
			request.Description = args[0]
			result, err := generate.FromSentence(request)
			if err != nil {
				return err
			}
			findings := lint.Check([]byte(result.Document), lint.Options{Kind: policy.KindIdentity})
			if format == formatJSON {
				return writeGenerated(cmd.OutOrStdout(), &result, findings)
			}
			if err := explainGenerated(cmd.ErrOrStderr(), &result, findings); err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), strings.TrimSpace(result.Document))
			return err
		},
	}
	cmd.Flags().StringArrayVar(&request.ResourceARNs, "resource", nil, "ARN the policy is about; may be given several times")
	cmd.Flags().StringVar(&request.PrincipalType, "principal-type", "", "who will use the policy: user, group, role, or a service such as lambda")
	addFormat(cmd, &format, formatText, formatJSON)
	return cmd
}

// explainGenerated tells what was made of the words.
func explainGenerated(w io.Writer, r *generate.Result, findings []lint.Finding) error {
	for _, c := range r.Explanations {
		fmt.Fprintf(w, "%s: %s\n", c.Phrase, c.Decision)
	}
	for _, a := range r.Assumptions {
		fmt.Fprintf(w, "assumed: %s\n", a)
	}
	for _, u := range r.Unmatched {
		fmt.Fprintf(w, "not used: %s\n", u)
	}
	if r.Principal.TrustPolicy != "" {
		fmt.Fprintf(w, "trust policy for the role that %s assumes:\n%s\n", r.Principal.Service, strings.TrimSpace(r.Principal.TrustPolicy))
	}
	return writeFindings(w, []lint.FileReport{{File: "policy", Kind: policy.KindIdentity, Findings: findings}}, colours(w))
}

// generated is the policy with its reasons, as the HTTP interface has it.
type generated struct {
	Policy      json.RawMessage `json:"policy"`
	Document    string          `json:"document"`
	Origin      string          `json:"origin"`
	Choices     []choice        `json:"choices"`
	Assumptions []string        `json:"assumptions"`
	Unmatched   []string        `json:"unmatched"`
	Principal   principal       `json:"principal"`
	Findings    []lint.Finding  `json:"findings"`
}

type choice struct {
	Phrase   string   `json:"phrase"`
	Decision string   `json:"decision"`
	Actions  []string `json:"actions"`
}

type principal struct {
	Type        string `json:"type"`
	Service     string `json:"service"`
	Name        string `json:"name"`
	TrustPolicy string `json:"trust_policy"`
}

func writeGenerated(w io.Writer, r *generate.Result, findings []lint.Finding) error {
	out := generated{
		Policy: json.RawMessage(r.Document), Document: r.Document, Origin: "offline", Choices: []choice{},
		Assumptions: append([]string{}, r.Assumptions...), Unmatched: append([]string{}, r.Unmatched...),
		Principal: principal(r.Principal), Findings: append([]lint.Finding{}, findings...),
	}
	for _, c := range r.Explanations {
		out.Choices = append(out.Choices, choice{c.Phrase, c.Decision, append([]string{}, c.Actions...)})
	}
	return writeJSON(w, out)
}
