package credcli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/awsconfig"
	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/desktop/internal/suggest"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// importing is one run of credentials import.
type importing struct {
	target      online.Target
	profiles    []string
	prefix      string
	dryRun, yes bool
	format      exit.Format
}

// imported is what became of a profile.
type imported struct {
	candidate

	CredentialID int64       `json:"credential_id,omitempty"`
	Failed       string      `json:"failed,omitempty"`
	SignIn       *api.SignIn `json:"sign_in,omitempty"`
}

func importCommand() *cobra.Command {
	var i importing
	cmd := &cobra.Command{
		Use: "import", Short: "Put the profiles of AWS's own files into the vault", Args: cobra.NoArgs,
		Long: `Put the profiles of ~/.aws/config and ~/.aws/credentials into the vault: access keys, roles
with what they are assumed with, and roles of IAM Identity Center. AWS_CONFIG_FILE and
AWS_SHARED_CREDENTIALS_FILE name other files.

First it is shown what would be put there; secrets are never shown. The files stay as they
are: iamcopilot credentials write-profile changes a profile to use the vault instead.`,
		Example: `  iamcopilot credentials import --dry-run
  iamcopilot credentials import --profile production --profile staging`,
		RunE: func(cmd *cobra.Command, _ []string) error { return i.run(cmd) },
	}
	i.target.Add(cmd)
	i.format.Add(cmd)
	cmd.Flags().StringArrayVar(&i.profiles, "profile", nil, "only this profile, and what it is assumed with; may be given several times")
	cmd.Flags().StringVar(&i.prefix, "prefix", "", "put this before the labels")
	cmd.Flags().BoolVar(&i.dryRun, "dry-run", false, "show what would be done, and do nothing")
	cmd.Flags().BoolVar(&i.yes, "yes", false, "do not ask")
	return cmd
}

func (i *importing) run(cmd *cobra.Command) error {
	if err := i.format.Check(); err != nil {
		return err
	}
	paths, err := awsconfig.UserPaths()
	if err != nil {
		return exit.Failed(err)
	}
	settings, err := awsconfig.Load(paths)
	if err != nil {
		return err
	}
	for _, name := range i.profiles {
		if _, ok := settings.Profile(name); !ok {
			return suggest.Unknown("profile", name, settings.Names())
		}
	}
	c, err := online.ConnectSignedIn(cmd, i.target)
	if err != nil {
		return err
	}
	defer c.Close()
	server, err := c.Chosen(cmd.Context())
	if err != nil {
		return exit.Failed(err)
	}
	there, err := list(cmd.Context(), server)
	if err != nil {
		return exit.Failed(c.Explain(err))
	}
	plan := i.plan(candidates(settings, i.profiles), there)
	if i.dryRun {
		return i.show(cmd, plan)
	}
	if err := i.agree(cmd, plan); err != nil {
		return err
	}
	for n := range plan {
		if p := &plan[n]; p.Skipped == "" {
			if err := p.store(cmd.Context(), server, plan); err != nil {
				p.Failed = c.Explain(err).Error()
			}
		}
	}
	if err := i.show(cmd, plan); err != nil {
		return err
	}
	for _, p := range plan {
		if p.Failed != "" {
			return exit.With(exit.FailedAt)
		}
	}
	return nil
}

// plan leaves out what the vault has already; roles may be assumed with it.
func (i *importing) plan(found []candidate, there []api.Credential) []imported {
	plan := make([]imported, 0, len(found))
	for _, c := range found {
		p := imported{candidate: c}
		p.Label = i.prefix + c.Label
		for _, credential := range there {
			if p.Skipped == "" && credential.Label == p.Label {
				p.Skipped, p.CredentialID = "the vault has a credential of this label already", credential.ID
			}
		}
		if p.Skipped == "" && len([]rune(p.Label)) > 100 {
			p.Skipped = "its label would be longer than 100 characters"
		}
		plan = append(plan, p)
	}
	return plan
}

// agree asks whether to go on.
func (i *importing) agree(cmd *cobra.Command, plan []imported) error {
	n := 0
	for _, p := range plan {
		if p.Skipped == "" {
			n++
		}
	}
	if i.yes || n == 0 {
		return nil
	}
	if _, present := online.Terminal(cmd); !present {
		return errors.New("without a terminal, look with --dry-run first, then add --yes")
	}
	var b bytes.Buffer
	writePlan(&b, plan)
	fmt.Fprint(cmd.ErrOrStderr(), b.String())
	answer, err := online.AskLine(cmd, fmt.Sprintf("Put %d of them into the vault? [y/N] ", n))
	if answer = strings.ToLower(strings.TrimSpace(answer)); err != nil || answer != "y" && answer != "yes" {
		return exit.Failed(errors.New("nothing was done"))
	}
	return nil
}

// store puts one into the vault.
func (p *imported) store(ctx context.Context, server *client.Client, plan []imported) error {
	v := p.values
	switch p.Kind {
	case kindKey:
		made, err := server.Vault.Add(ctx, api.AddCredentialIn{Body: api.AddCredentialRequest{
			Label: p.Label, AccessKeyID: v["aws_access_key_id"], SecretAccessKey: v["aws_secret_access_key"], SessionToken: v["aws_session_token"], AWSRegion: p.region(), MFASerial: p.device(),
		}})
		p.CredentialID = made.ID
		return err
	case kindRole:
		base := plan[p.base]
		if base.CredentialID == 0 {
			return fmt.Errorf("it is assumed with %q, which could not be put there", base.Label)
		}
		made, err := server.Vault.AddRole(ctx, api.AddRoleCredentialIn{Body: api.AddRoleCredentialRequest{
			Label: p.Label, BaseCredentialID: base.CredentialID, RoleArn: v["role_arn"], ExternalID: v["external_id"], DurationSeconds: p.seconds(),
			RoleSessionName: v["role_session_name"], MFASerial: v["mfa_serial"], AWSRegion: p.region(),
		}})
		p.CredentialID = made.ID
		return err
	default:
		made, err := server.Vault.AddIdentityCenter(ctx, api.AddIdentityCenterIn{Body: api.AddIdentityCenterRequest{
			Label: p.Label, StartURL: p.session["sso_start_url"], SSORegion: p.session["sso_region"], AWSAccountID: v["sso_account_id"], RoleName: v["sso_role_name"],
			AWSRegion: p.region(),
		}})
		if p.CredentialID = made.Credential.ID; err == nil {
			p.SignIn = &made.SignIn
		}
		return err
	}
}

// device is the MFA device of a key. That of a profile with a role is the role's, and a
// temporary key has had its code already.
func (c *candidate) device() string {
	if c.values["role_arn"] != "" || c.values["aws_session_token"] != "" {
		return ""
	}
	return c.values["mfa_serial"]
}

// show tells what became, or would become, of each profile.
func (i *importing) show(cmd *cobra.Command, plan []imported) error {
	if i.format.Chosen == exit.JSON {
		return exit.WriteJSON(cmd.OutOrStdout(), plan)
	}
	var b bytes.Buffer
	writePlan(&b, plan)
	_, err := cmd.OutOrStdout().Write(b.Bytes())
	return err
}

func writePlan(b *bytes.Buffer, plan []imported) {
	if len(plan) == 0 {
		b.WriteString("There are no profiles.\n")
		return
	}
	table := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	for _, p := range plan {
		outcome := p.Details
		switch {
		case p.Failed != "":
			outcome = "FAILED: " + p.Failed
		case p.Skipped != "":
			outcome = "left out: " + p.Skipped
		case p.CredentialID != 0:
			outcome = "in the vault: " + p.Details
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", p.Label, p.Kind, outcome)
		for _, note := range p.Notes {
			fmt.Fprintf(table, "\t\tnote: %s\n", note)
		}
		if p.SignIn != nil {
			fmt.Fprintf(table, "\t\tsign in at %s (code %s)\n", p.SignIn.VerificationURIComplete, p.SignIn.UserCode)
		}
	}
	_ = table.Flush() // into memory
}
