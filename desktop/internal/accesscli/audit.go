package accesscli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
	"github.com/iam-copilot/iam-copilot/shared/policy/posture"
)

func auditCommand() *cobra.Command {
	var from snapshot
	var out output
	var report, at string
	var keyAge, unused int
	cmd := &cobra.Command{
		Use:   "audit --snapshot FILE.json [--credential-report FILE.csv]",
		Short: "Audit the account: users, keys, roles, trust and policies",
		Long: `Audit the account of a snapshot: who administers it and who could, whom roles trust,
what policies get wrong, what nobody uses. With the credential report passwords, MFA
and access keys are looked at, too:

  aws iam generate-credential-report
  aws iam get-credential-report --query Content --output text | base64 -d > report.csv

What the files do not tell is listed as not checked, which does not mean that it is
fine.

Exit codes: 0 nothing was found, 1 something was, 2 a wrong call, or a file that
cannot be read.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := out.check(); err != nil {
				return err
			}
			now := time.Now()
			if at != "" {
				given, err := time.Parse(time.RFC3339, at)
				if err != nil {
					return fmt.Errorf("--at %q is not a time such as 2026-03-01T12:00:00Z", at)
				}
				now = given
			}
			if keyAge < 1 || unused < 1 {
				return errors.New("--key-age and --unused take a number of days from 1 on")
			}
			in, err := auditInput(cmd, &from, report)
			if err != nil {
				return err
			}
			in.Now, in.Limits = now.UTC(), posture.DefaultLimits()
			in.Limits.KeyAge, in.Limits.Unused = time.Duration(keyAge)*posture.Day, time.Duration(unused)*posture.Day
			answer := posture.Audit(*in)
			err = out.write(cmd, answer, func(b *bytes.Buffer) { writeAudit(b, &answer) })
			if err == nil && len(answer.Findings) > 0 {
				err = ended(exitFound)
			}
			return err
		},
	}
	from.add(cmd)
	out.add(cmd, formatText, formatJSON)
	cmd.Flags().StringVar(&report, "credential-report", "", "file with the account's credential report (CSV)")
	cmd.Flags().StringVar(&at, "at", "", "time that ages are judged by, such as 2026-03-01T12:00:00Z; now when left out")
	cmd.Flags().IntVar(&keyAge, "key-age", 90, "days after which access keys are old")
	cmd.Flags().IntVar(&unused, "unused", 90, "days without use after which keys, passwords, users and roles are unused")
	_ = cmd.MarkFlagFilename("credential-report", "csv")
	return cmd
}

// auditInput reads the files. What they do not hold is missing.
func auditInput(cmd *cobra.Command, from *snapshot, report string) (*posture.Input, error) {
	s, err := from.read(cmd)
	if err != nil {
		return nil, err
	}
	in := &posture.Input{Snapshot: s}
	if in.Account, err = access.New(s); err != nil {
		return nil, fmt.Errorf("%s: %w", from.names(), err)
	}
	absent := []posture.Source{posture.Summary, posture.PasswordRules, posture.VirtualDevices, posture.SAML, posture.OIDC, posture.Certificates}
	if report == "" {
		absent = append(absent, posture.Credentials, posture.RootUse)
	} else if in.Users, err = readReport(report); err != nil {
		return nil, fileError(report, err)
	}
	for _, source := range absent {
		reason := "The snapshot does not hold it."
		if source == posture.Credentials || source == posture.RootUse {
			reason = "Give the credential report with --credential-report."
		}
		in.Missing = append(in.Missing, posture.Missing{Source: source, Permission: posture.Permissions[source], Reason: reason})
	}
	return in, nil
}

func readReport(name string) ([]posture.Credential, error) {
	file, err := os.Open(name) //nolint:gosec // the file that the person names
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	return posture.ReadCredentialReport(io.LimitReader(file, maxFile))
}

func writeAudit(b *bytes.Buffer, r *posture.Report) {
	counts := r.Count()
	fmt.Fprintf(b, "Account %s: %d critical, %d high, %d medium, %d low.\n", r.Account,
		counts[posture.Critical], counts[posture.High], counts[posture.Medium], counts[posture.Low])
	for i := range r.Findings {
		f := &r.Findings[i]
		fmt.Fprintf(b, "\n%s: %s [%s]\n  %s\n", f.Severity, f.Title, f.Code, f.Resource)
		for _, e := range f.Evidence {
			fmt.Fprintf(b, "  %s: %s\n", e.Name, e.Value)
		}
		fmt.Fprintf(b, "  Why: %s\n  Fix: %s\n", f.Why, f.Fix.Text)
	}
	first := true
	for i := range r.Checks {
		c := &r.Checks[i]
		if c.Checked {
			continue
		}
		if first {
			fmt.Fprint(b, "\nNot checked\n")
			first = false
		}
		fmt.Fprintf(b, "  %s: %s\n", c.Code, c.Title)
		for _, m := range c.Missing {
			permission := ""
			if m.Permission != "" {
				permission = " (" + m.Permission + ")"
			}
			fmt.Fprintf(b, "    %s%s\n", m.Reason, permission)
		}
	}
	writeNotes(b, r.Notes)
}
