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

// showGenerated writes the policy to standard output and all about it to
// standard error.
func showGenerated(cmd *cobra.Command, r *generate.Result, findings []lint.Finding, unmet []generate.Unmet) error {
	if err := explainGenerated(cmd.ErrOrStderr(), r, findings); err != nil {
		return err
	}
	for _, u := range unmet {
		complain(cmd, fmt.Errorf("%s", u.Problem))
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout(), strings.TrimSpace(r.Document))
	return err
}

// explainGenerated tells what was made of the input.
func explainGenerated(w io.Writer, r *generate.Result, findings []lint.Finding) error {
	for _, c := range r.Explanations {
		fmt.Fprintf(w, "%s: %s\n", c.Phrase, c.Decision)
	}
	for _, d := range r.Denied {
		granted := "not allowed"
		if d.Granted {
			granted = "allowed, as asked"
		}
		resource := ""
		if d.Resource != "" {
			resource = " on " + d.Resource
		}
		fmt.Fprintf(w, "denied by AWS, %s: %s%s (%d times, by %s)\n", granted, d.Action, resource, d.Events, d.Principal)
	}
	for _, a := range r.Assumptions {
		fmt.Fprintf(w, "assumed: %s\n", a)
	}
	for _, u := range r.Unmatched {
		fmt.Fprintf(w, "not used: %s\n", u)
	}
	if r.Kind != policy.KindIdentity {
		fmt.Fprintf(w, "the policy is of the type %s\n", r.Kind)
	}
	if r.Principal.TrustPolicy != "" {
		fmt.Fprintf(w, "trust policy for the role that %s assumes:\n%s\n", r.Principal.Service, strings.TrimSpace(r.Principal.TrustPolicy))
	}
	return writeFindings(w, []lint.FileReport{{File: "policy", Kind: r.Kind, Findings: findings}}, colours(w))
}

// generated is the policy with its reasons, as the HTTP interface has it, and
// what only the command line's sources give.
type generated struct {
	Policy      json.RawMessage      `json:"policy"`
	Document    string               `json:"document"`
	PolicyType  policy.Kind          `json:"policy_type"`
	Parts       []string             `json:"parts,omitempty"`
	Origin      string               `json:"origin"`
	Choices     []choice             `json:"choices"`
	Assumptions []string             `json:"assumptions"`
	Unmatched   []string             `json:"unmatched"`
	Principal   principal            `json:"principal"`
	Uses        []generate.ActionUse `json:"uses,omitempty"`
	Denied      []generate.DeniedUse `json:"denied,omitempty"`
	Unmet       []unmetExample       `json:"unmet_examples"`
	Findings    []lint.Finding       `json:"findings"`
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

type unmetExample struct {
	Example  generate.Example `json:"example"`
	Must     string           `json:"must"`
	Decision string           `json:"decision"`
	Problem  string           `json:"problem"`
}

func writeGenerated(w io.Writer, r *generate.Result, findings []lint.Finding, unmet []generate.Unmet) error {
	out := generated{
		Policy: json.RawMessage(r.Document), Document: r.Document, PolicyType: r.Kind, Parts: r.Parts, Origin: "offline", Choices: []choice{},
		Assumptions: append([]string{}, r.Assumptions...), Unmatched: append([]string{}, r.Unmatched...),
		Principal: principal(r.Principal), Uses: r.Uses, Denied: r.Denied, Unmet: []unmetExample{}, Findings: append([]lint.Finding{}, findings...),
	}
	for _, c := range r.Explanations {
		out.Choices = append(out.Choices, choice{c.Phrase, c.Decision, append([]string{}, c.Actions...)})
	}
	for _, u := range unmet {
		out.Unmet = append(out.Unmet, unmetExample{u.Example, u.Must, string(u.Decision), u.Problem})
	}
	return writeJSON(w, out)
}
