package policycli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/ndjson"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// lintCall is how lint was called.
type lintCall struct {
	kind, resourceType, format, failOn string
	batch                              bool
}

func lintCommand() *cobra.Command {
	var call lintCall
	cmd := &cobra.Command{
		Use:   "lint [FILE…|-]",
		Short: "Check policies as IAM Access Analyzer does, and for more",
		Long: `Check policies as IAM Access Analyzer does, and for privilege escalation, exposure
and contradictions besides. Without a file, or for -, standard input is read. A
file holds a policy: a JSON object, or a JSON string that holds its text.

With --batch, each line of standard input is {"id", "policy", "type"} and is
answered with {"id", "findings"}, or {"id", "error"} when it cannot be understood;
the exit code is then 0 unless reading or writing fails.

Exit codes: 0 no findings, 1 findings, 2 a wrong call, or a file that cannot be
read or is not JSON.`,
		Example: `  iamcopilot policy lint policy.json
  iamcopilot policy lint --type trust --format sarif roles/*.json > lint.sarif
  aws iam get-role --role-name app --query Role.AssumeRolePolicyDocument | iamcopilot policy lint --type trust -`,
		RunE: func(cmd *cobra.Command, args []string) error { return call.run(cmd, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&call.kind, "type", string(policy.KindIdentity), "where the policies are used: "+strings.Join(kindNames(), ", "))
	flags.StringVar(&call.resourceType, "resource-type", "", "for resource policies: the CloudFormation type of the resource, such as AWS::S3::Bucket")
	flags.StringVar(&call.failOn, "fail-on", lint.TypeSuggestion, "least type of finding that makes the exit code 1: "+strings.Join(failLevels, ", "))
	flags.BoolVar(&call.batch, "batch", false, "read policies from standard input, one JSON object a line")
	addFormat(cmd, &call.format, formatText, formatJSON, formatSARIF)
	_ = cmd.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(kindNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions(failLevels, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// failLevels are the types of finding from the gravest on, and none.
var failLevels = []string{lint.TypeError, lint.TypeSecurityWarning, lint.TypeWarning, lint.TypeSuggestion, "none"}

func kindNames() []string {
	var names []string
	for _, k := range policy.Kinds() {
		names = append(names, string(k))
	}
	return names
}

func (c *lintCall) run(cmd *cobra.Command, files []string) error {
	kind, err := policy.ParseKind(c.kind)
	if err != nil {
		return err
	}
	if err := checkFormat(c.format, formatText, formatJSON, formatSARIF); err != nil {
		return err
	}
	if !slices.Contains(failLevels, c.failOn) {
		return fmt.Errorf("--fail-on %q is not known; use %s", c.failOn, strings.Join(failLevels, ", "))
	}
	opt := lint.Options{Kind: kind, ResourceType: c.resourceType}
	if c.batch {
		return c.runBatch(cmd, files, opt)
	}
	if len(files) == 0 {
		if isTerminal(cmd.InOrStdin()) {
			return errors.New("name the files to check, or - for standard input")
		}
		files = []string{standardInput}
	}
	return c.runFiles(cmd, files, opt)
}

func (c *lintCall) runFiles(cmd *cobra.Command, files []string, opt lint.Options) error {
	reports := make([]lint.FileReport, 0, len(files))
	unreadable, found, stdinRead := false, false, false
	for _, name := range files {
		if name == standardInput && stdinRead {
			return errors.New("standard input can be read once: name - once")
		}
		stdinRead = stdinRead || name == standardInput
		text, err := readFile(cmd, name)
		if err != nil {
			complain(cmd, err)
			unreadable = true
			continue
		}
		doc := policy.Parse(policyText(text))
		report := lint.FileReport{File: displayName(name), Kind: opt.Kind, Findings: lint.CheckDocument(doc, opt)}
		if doc.Incomplete() {
			complain(cmd, fmt.Errorf("%s: %w", report.File, doc.Err()))
			unreadable = true
		}
		found = found || slices.ContainsFunc(report.Findings, c.fails)
		reports = append(reports, report)
	}
	if err := c.write(cmd.OutOrStdout(), reports); err != nil {
		return err
	}
	switch {
	case unreadable:
		return ended(exitUnreadable)
	case found:
		return ended(exitFound)
	}
	return nil
}

// fails reports whether a finding makes the exit code 1.
func (c *lintCall) fails(f lint.Finding) bool {
	return slices.Index(failLevels, f.Type) <= slices.Index(failLevels, c.failOn) && c.failOn != "none"
}

func (c *lintCall) write(w io.Writer, reports []lint.FileReport) error {
	switch c.format {
	case formatJSON:
		return lint.WriteJSON(w, reports)
	case formatSARIF:
		return lint.WriteSARIF(w, reports)
	}
	var out bytes.Buffer
	if err := writeFindings(&out, reports, colours(w)); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

// findingColours are the colours of the types of finding.
var findingColours = map[string]string{
	lint.TypeError: red, lint.TypeSecurityWarning: magenta, lint.TypeWarning: yellow, lint.TypeSuggestion: cyan,
}

// writeFindings writes a line for each finding, its type in colour if wanted.
func writeFindings(w io.Writer, reports []lint.FileReport, coloured bool) error {
	if !coloured {
		return lint.WriteText(w, reports)
	}
	for _, r := range reports {
		for i := range r.Findings {
			var line strings.Builder
			one := lint.FileReport{File: r.File, Kind: r.Kind, Findings: r.Findings[i : i+1]}
			if err := lint.WriteText(&line, []lint.FileReport{one}); err != nil {
				return err
			}
			typ := r.Findings[i].Type
			if _, err := io.WriteString(w, strings.Replace(line.String(), ": "+typ+": ", ": "+findingColours[typ]+typ+plain+": ", 1)); err != nil {
				return err
			}
		}
	}
	return nil
}

// lintLine is a line of a batch.
type lintLine struct {
	ID           json.RawMessage `json:"id"`
	Policy       json.RawMessage `json:"policy"`
	Type         string          `json:"type"`
	ResourceType string          `json:"resource_type"`
}

// lintAnswer is the answer to one; findings is never null.
type lintAnswer struct {
	ID       json.RawMessage `json:"id"`
	Findings []lint.Finding  `json:"findings"`
}

func (c *lintCall) runBatch(cmd *cobra.Command, files []string, opt lint.Options) error {
	if len(files) > 0 {
		return errors.New("--batch reads standard input: name no files with it")
	}
	if cmd.Flags().Changed("format") && c.format != formatJSON {
		return errors.New("--batch answers in JSON: leave --format out")
	}
	return ndjson.Answer(cmd.InOrStdin(), cmd.OutOrStdout(), func(line []byte) any { return lintBatchLine(line, opt) })
}

func lintBatchLine(text []byte, opt lint.Options) any {
	var line lintLine
	if err := json.Unmarshal(text, &line); err != nil {
		return ndjson.Error{ID: ndjson.ID(text), Error: "the line is not a JSON object of id, policy and type: " + err.Error()}
	}
	if len(line.Policy) == 0 || bytes.Equal(line.Policy, []byte("null")) {
		return ndjson.Error{ID: line.ID, Error: "the line has no policy"}
	}
	if first := line.Policy[0]; first != '{' && first != '"' {
		return ndjson.Error{ID: line.ID, Error: "the policy must be a JSON object, or a string that holds JSON text"}
	}
	if line.Type != "" {
		kind, err := policy.ParseKind(line.Type)
		if err != nil {
			return ndjson.Error{ID: line.ID, Error: err.Error()}
		}
		opt.Kind = kind
	}
	if line.ResourceType != "" {
		opt.ResourceType = line.ResourceType
	}
	findings := lint.Check(policyText(line.Policy), opt)
	if findings == nil {
		findings = []lint.Finding{}
	}
	return lintAnswer{line.ID, findings}
}
