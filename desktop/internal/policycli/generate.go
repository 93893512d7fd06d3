package policycli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// generation is what the command line asks to be written.
type generation struct {
	sentence            string
	resources           []string
	principalType       string
	trail               string
	principal           string
	grantDenied         bool
	denial              string
	levels, services    []string
	mustAllow, mustDeny string
	format              string
}

func generateCommand() *cobra.Command {
	var g generation
	cmd := &cobra.Command{
		Use:   `generate {"SENTENCE" | --levels LEVELS | --from-cloudtrail PATH | --from-denial MESSAGE}`,
		Short: "Write the least policy for a sentence, access levels, observed use or a denied request",
		Long: `Write the least policy that does what is asked, without a model and always the same
for the same input. What is asked is one of

  - an English sentence;
  - access levels (--levels list,read,write,tagging,permissions-management) of services
    or on resources;
  - what CloudTrail has seen (--from-cloudtrail): a log file as CloudTrail delivers it,
    events one a line, an answer of "aws cloudtrail lookup-events", compressed or not,
    or a folder of such files; - for standard input;
  - what AWS has denied (--from-denial): the message of the error.

The policy goes to standard output; what was made of the input, and the findings on the
policy, go to standard error. With --must-allow and --must-deny, files of examples (one
"action resource" a line, or JSON) are checked against the policy.

Exit codes: 0 it is written, 1 it is written but misses an example, 2 a wrong call, or
input that is not understood.`,
		Example: `  iamcopilot policy generate "Allow Lambda to read S3" --resource arn:aws:s3:::my-bucket --resource 'arn:aws:s3:::my-bucket/*' --principal-type role
  iamcopilot policy generate --levels read,list --service s3 --resource 'arn:aws:s3:::my-bucket/*'
  iamcopilot policy generate --from-cloudtrail AWSLogs --principal arn:aws:iam::123456789012:role/app
  iamcopilot policy generate --from-denial "User: … is not authorized to perform: …"`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				g.sentence = args[0]
			}
			return g.run(cmd)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&g.resources, "resource", nil, "ARN the policy is about; may be given several times")
	flags.StringVar(&g.principalType, "principal-type", "", "who will use the policy: user, group, role, or a service such as lambda")
	flags.StringSliceVar(&g.levels, "levels", nil, "access levels: list, read, write, tagging, permissions-management")
	flags.StringSliceVar(&g.services, "service", nil, "with --levels: service prefix such as s3; may be given several times")
	flags.StringVar(&g.trail, "from-cloudtrail", "", "file or folder with events of CloudTrail")
	flags.StringVar(&g.principal, "principal", "", "with --from-cloudtrail: ARN of the user or role whose calls count; all by default")
	flags.BoolVar(&g.grantDenied, "grant-denied", false, "with --from-cloudtrail: also allow what AWS denied")
	flags.StringVar(&g.denial, "from-denial", "", "access denied message of AWS")
	flags.StringVar(&g.mustAllow, "must-allow", "", "file with examples of requests that the policy must allow")
	flags.StringVar(&g.mustDeny, "must-deny", "", "file with examples of requests that the policy must not allow")
	addFormat(cmd, &g.format, formatText, formatJSON)
	return cmd
}

func (g *generation) run(cmd *cobra.Command) error {
	if err := checkFormat(g.format, formatText, formatJSON); err != nil {
		return err
	}
	if err := g.check(); err != nil {
		return err
	}
	mustAllow, err := readExamples(cmd, g.mustAllow)
	if err != nil {
		return err
	}
	mustDeny, err := readExamples(cmd, g.mustDeny)
	if err != nil {
		return err
	}
	result, err := g.write(cmd)
	if err != nil {
		return err
	}
	if len(mustAllow)+len(mustDeny) > 0 && result.Kind.HasPrincipal() {
		return fmt.Errorf("examples are tried with policies of an identity, and this one is of the type %s: use \"policy simulate\"", result.Kind)
	}
	unmet, err := generate.CheckExamples(result.Document, mustAllow, mustDeny)
	if err != nil {
		return err
	}
	findings := lint.Check([]byte(result.Document), lint.Options{Kind: result.Kind})
	if g.format == formatJSON {
		err = writeGenerated(cmd.OutOrStdout(), &result, findings, unmet)
	} else {
		err = showGenerated(cmd, &result, findings, unmet)
	}
	if err == nil && len(unmet) > 0 {
		err = ended(exitFound)
	}
	return err
}

// check refuses calls that ask for nothing, or for two things.
func (g *generation) check() error {
	asked := 0
	for _, given := range []bool{g.sentence != "", len(g.levels) > 0, g.trail != "", g.denial != ""} {
		if given {
			asked++
		}
	}
	switch {
	case asked == 0 && len(g.services) > 0:
		return errors.New("--service goes with --levels")
	case asked != 1:
		return errors.New("give one of a sentence, --levels, --from-cloudtrail and --from-denial")
	case len(g.services) > 0 && len(g.levels) == 0:
		return errors.New("--service goes with --levels")
	case (g.principal != "" || g.grantDenied) && g.trail == "":
		return errors.New("--principal and --grant-denied go with --from-cloudtrail")
	case len(g.resources) > 0 && (g.trail != "" || g.denial != ""):
		return errors.New("--resource goes with a sentence or --levels: events and messages name their resources")
	case g.principalType != "" && g.sentence == "":
		return errors.New("--principal-type goes with a sentence")
	}
	return nil
}

func (g *generation) write(cmd *cobra.Command) (generate.Result, error) {
	switch {
	case g.trail != "":
		return g.fromTrail(cmd)
	case g.denial != "":
		m, err := denial.Parse(g.denial)
		if err != nil {
			return generate.Result{}, err
		}
		return generate.FromDenial(m)
	case len(g.levels) > 0:
		levels, err := generate.ParseLevels(g.levels)
		if err != nil {
			return generate.Result{}, err
		}
		return generate.FromLevels(generate.LevelsRequest{Levels: levels, Services: g.services, ResourceARNs: g.resources})
	}
	return generate.FromSentence(generate.Request{Description: strings.TrimSpace(g.sentence), ResourceARNs: g.resources, PrincipalType: g.principalType})
}

// readExamples reads a file of examples; no name is no examples.
func readExamples(cmd *cobra.Command, name string) ([]generate.Example, error) {
	if name == "" {
		return nil, nil
	}
	text, err := readFile(cmd, name)
	if err != nil {
		return nil, err
	}
	examples, err := generate.ParseExamples(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", displayName(name), err)
	}
	return examples, nil
}
