package policycli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/ndjson"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
)

// The differences that make the exit code 1.
const (
	failDifferent = "different"
	failBroader   = "broader"
)

// compareCall is how compare was called.
type compareCall struct {
	kind, format, failOn string
	denies, batch        bool
}

func compareCommand() *cobra.Command {
	var call compareCall
	cmd := &cobra.Command{
		Use:   "compare {A.json B.json | --batch}",
		Short: "Tell how two policies relate by what they allow",
		Long: `Tell whether policy A allows the same as policy B, more (broader), less (narrower),
or each something that the other does not (incomparable), however they are written;
with a request that shows the difference. "unknown" comes with the reason.

The policies are taken as resource-based ones when one of them names principals, else
as identity-based ones, unless --type says otherwise.

With --batch, each line of standard input is {"id", "a", "b", "type"} and is answered
with {"id", "relation", "witness", "other_witness", "reason"}, or {"id", "error"}; the
exit code is then 0 unless reading or writing fails.

Exit codes: 0 equivalent (with --fail-on broader: A allows nothing that B does not),
1 not so, or not known, 2 a wrong call, or a policy that cannot be read.`,
		Example: `  iamcopilot policy compare new.json old.json
  git show main:policy.json | iamcopilot policy compare --fail-on broader policy.json -`,
		RunE: func(cmd *cobra.Command, args []string) error { return call.run(cmd, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&call.kind, "type", "", "where the policies are used: "+strings.Join(kindNames(), ", "))
	flags.BoolVar(&call.denies, "denies", false, "compare what the policies deny instead")
	flags.StringVar(&call.failOn, "fail-on", failDifferent, "what makes the exit code 1: "+failDifferent+", "+failBroader)
	flags.BoolVar(&call.batch, "batch", false, "read pairs of policies from standard input, one JSON object a line")
	addFormat(cmd, &call.format, formatText, formatJSON)
	_ = cmd.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(kindNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions([]string{failDifferent, failBroader}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (c *compareCall) run(cmd *cobra.Command, files []string) error {
	kind, err := optionalKind(c.kind)
	if err != nil {
		return err
	}
	switch {
	case c.batch && len(files) > 0:
		return errors.New("--batch reads standard input: name no files with it")
	case c.batch && cmd.Flags().Changed("format") && c.format != formatJSON:
		return errors.New("--batch answers in JSON: leave --format out")
	case c.batch:
		return ndjson.Answer(cmd.InOrStdin(), cmd.OutOrStdout(), func(line []byte) any { return c.batchLine(line, kind) })
	case len(files) != 2:
		return errors.New("name the two policies to compare; one of them may be - for standard input")
	case files[0] == standardInput && files[1] == standardInput:
		return errors.New("standard input can be read once: name - once")
	case c.failOn != failDifferent && c.failOn != failBroader:
		return fmt.Errorf("--fail-on %q is not known; use %s or %s", c.failOn, failDifferent, failBroader)
	}
	if err := checkFormat(c.format, formatText, formatJSON); err != nil {
		return err
	}
	return c.files(cmd, files, kind)
}

// optionalKind reads a kind of policy; empty stays empty.
func optionalKind(name string) (policy.Kind, error) {
	if name == "" {
		return "", nil
	}
	return policy.ParseKind(name)
}

func (c *compareCall) files(cmd *cobra.Command, files []string, kind policy.Kind) error {
	var texts [2][]byte
	for i, name := range files {
		text, err := readFile(cmd, name)
		if err != nil {
			return err
		}
		texts[i] = policyText(text)
	}
	result, err := compare.Texts(texts[0], texts[1], kind, compare.Options{Denies: c.denies})
	if err != nil {
		return err
	}
	if c.format == formatJSON {
		err = writeJSON(cmd.OutOrStdout(), result)
	} else {
		err = writeComparison(cmd.OutOrStdout(), result, colours(cmd.OutOrStdout()), c.denies)
	}
	passes := []compare.Relation{compare.Equivalent}
	if c.failOn == failBroader {
		passes = append(passes, compare.Narrower)
	}
	if err == nil && !slices.Contains(passes, result.Relation) {
		err = ended(exitFound)
	}
	return err
}

// relationSentences say what each relation means, with the verb for several and for one.
var relationSentences = map[compare.Relation]string{
	compare.Equivalent:   "A and B %[1]s exactly the same.",
	compare.Broader:      "A %[2]s everything that B does, and more.",
	compare.Narrower:     "A %[2]s less than B: B does all that A does, and more.",
	compare.Incomparable: "A and B each %[1]s something that the other does not.",
	compare.Unknown:      "It is not known whether A and B %[1]s the same.",
}

// writeComparison says the relation and shows the requests that make the difference.
func writeComparison(w io.Writer, r compare.Result, coloured, denies bool) error {
	verb, verbs := "allow", "allows"
	if denies {
		verb, verbs = "deny", "denies"
	}
	var out strings.Builder
	relation := string(r.Relation)
	if coloured {
		colour := map[compare.Relation]string{compare.Equivalent: green, compare.Narrower: cyan, compare.Unknown: yellow}[r.Relation]
		if colour == "" {
			colour = red
		}
		relation = colour + relation + plain
	}
	fmt.Fprintln(&out, relation)
	fmt.Fprintf(&out, relationSentences[r.Relation]+"\n", verb, verbs)
	if r.Reason != "" {
		fmt.Fprintf(&out, "Reason: %s.\n", r.Reason)
	}
	for _, witness := range []*compare.Witness{r.Witness, r.OtherWitness} {
		if witness != nil {
			writeWitness(&out, witness, denies)
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// writeWitness shows a request that makes a difference.
func writeWitness(out *strings.Builder, w *compare.Witness, denies bool) {
	what := "Allowed"
	if denies {
		what = "Denied"
	}
	fmt.Fprintf(out, "\n%s by %s only:\n", what, strings.ToUpper(w.AllowedBy))
	writeRequest(out, w)
}

// writeRequest shows what is asked, by whom and in which circumstances.
func writeRequest(out *strings.Builder, w *compare.Witness) {
	fmt.Fprintf(out, "  action     %s\n  resource   %s\n  principal  %s\n", w.Action, w.Resource, w.Principal)
	if w.ResourceAccount != "" {
		fmt.Fprintf(out, "  resource's account  %s\n", w.ResourceAccount)
	}
	for _, name := range sortedNames(w.Context) {
		if values := w.Context[name]; len(values) > 0 {
			fmt.Fprintf(out, "  %s = %s\n", name, strings.Join(values, ", "))
		} else {
			fmt.Fprintf(out, "  %s is absent\n", name)
		}
	}
}

func sortedNames(context map[string][]string) []string {
	names := make([]string, 0, len(context))
	for name := range context {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// compareLine is a line of a batch.
type compareLine struct {
	ID   json.RawMessage `json:"id"`
	A    json.RawMessage `json:"a"`
	B    json.RawMessage `json:"b"`
	Type string          `json:"type"`
}

// compareAnswer is the answer to one.
type compareAnswer struct {
	ID json.RawMessage `json:"id"`
	compare.Result
}

func (c *compareCall) batchLine(text []byte, kind policy.Kind) any {
	var line compareLine
	if err := json.Unmarshal(text, &line); err != nil {
		return ndjson.Error{ID: ndjson.ID(text), Error: "the line is not a JSON object of id, a, b and type: " + err.Error()}
	}
	if len(line.A) == 0 || len(line.B) == 0 {
		return ndjson.Error{ID: line.ID, Error: "the line needs the two policies a and b"}
	}
	if line.Type != "" {
		var err error
		if kind, err = policy.ParseKind(line.Type); err != nil {
			return ndjson.Error{ID: line.ID, Error: err.Error()}
		}
	}
	result, err := compare.Texts(policyText(line.A), policyText(line.B), kind, compare.Options{Denies: c.denies})
	if err != nil {
		return ndjson.Error{ID: line.ID, Error: err.Error()}
	}
	return compareAnswer{line.ID, result}
}
