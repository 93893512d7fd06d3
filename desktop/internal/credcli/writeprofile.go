package credcli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/awsconfig"
	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
)

// rivals are the settings that give a profile other credentials, all of which
// AWS's tools look at before credential_process, or beside it.
var rivals = []string{
	"aws_access_key_id", "aws_secret_access_key", "aws_session_token", "role_arn", "source_profile", "credential_source", "external_id", "mfa_serial",
	"role_session_name", "duration_seconds", "web_identity_token_file", "sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name",
	"sso_registration_scopes",
}

// profileName is what every tool takes as a profile's name.
var profileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 ._/@:+-]*$`)

// unsafe are signs that shells read something into between double quotes.
const unsafe = "\"$`\\!%\r\n"

type profileWriting struct {
	wish

	region  string
	program string
	replace bool
	format  exit.Format
}

func writeProfileCommand() *cobra.Command {
	var p profileWriting
	cmd := &cobra.Command{
		Use: "write-profile PROFILE", Short: "Let a profile of ~/.aws/config use a credential of the vault", Args: cobra.ExactArgs(1),
		Long: `Let a profile of ~/.aws/config use a credential of the vault, by a line credential_process.

Every other line of the file stays as it is, and the file before is kept beside it. A profile
that has a key or a role of its own is changed only with --replace, which takes these out of
both files; the backup then still holds the key: delete it when all works.`,
		Example: `  iamcopilot credentials write-profile production --credential "Production AWS"
  iamcopilot credentials write-profile production --credential production --read-only --replace`,
		RunE: func(cmd *cobra.Command, args []string) error { return p.run(cmd, args[0]) },
	}
	f := cmd.Flags()
	p.target.Add(cmd)
	p.format.Add(cmd)
	f.StringVar(&p.label, "credential", "", "label of the credential in the vault")
	_ = cmd.MarkFlagRequired("credential")
	f.DurationVar(&p.duration, "duration", 0, "how long sessions last, such as 1h")
	f.BoolVar(&p.readOnly, "read-only", false, "only what AWS's managed policy ReadOnlyAccess allows")
	f.StringVar(&p.policyFile, "policy", "", "file with a policy: only what it allows")
	f.StringVar(&p.region, "region", "", "Region of the profile; the credential's where it has none")
	f.StringVar(&p.program, "program", "", "the command line as the profile starts it; where this one lies when left out")
	f.BoolVar(&p.replace, "replace", false, "take the profile's own keys and roles out")
	cmd.MarkFlagsMutuallyExclusive("read-only", "policy")
	_ = cmd.RegisterFlagCompletionFunc("credential", func(cmd *cobra.Command, _ []string, to string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return p.labels(cmd, nil, to)
	})
	return cmd
}

// written is what was done.
type written struct {
	Profile string   `json:"profile"`
	File    string   `json:"file"`
	Backups []string `json:"backups"`
	Process string   `json:"credential_process"`
}

func (p *profileWriting) run(cmd *cobra.Command, profile string) error {
	if err := p.format.Check(); err != nil {
		return err
	}
	switch {
	case !profileName.MatchString(profile):
		return fmt.Errorf("%q is no name for a profile: use letters, digits and . _ / @ : + -", profile)
	case p.region != "" && !regionName.MatchString(p.region):
		return fmt.Errorf("%q is no Region; one is us-east-1", p.region)
	}
	if err := p.check(); err != nil {
		return err
	}
	c, err := online.ConnectSignedIn(cmd, p.target)
	if err != nil {
		return err
	}
	defer c.Close()
	server, err := c.Chosen(cmd.Context())
	if err != nil {
		return exit.Failed(err)
	}
	credential, err := find(cmd.Context(), server, p.label)
	if err != nil {
		return exit.Failed(c.Explain(err))
	}
	process, err := p.process(c)
	if err != nil {
		return err
	}
	paths, err := awsconfig.UserPaths()
	if err != nil {
		return exit.Failed(err)
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(c.Dir, "aws-config.lock")).Lock()
	if err != nil {
		return exit.Failed(err)
	}
	defer unlock()
	out := written{Profile: profile, File: paths.Config, Process: process, Backups: []string{}}
	// First the file that holds keys: should the second fail, the profile has no
	// credentials, and not the wrong ones.
	for _, file := range []struct {
		path        string
		credentials bool
		change      func(*awsconfig.File) error
	}{
		{paths.Credentials, true, func(f *awsconfig.File) error { return p.clear(f, paths.Credentials, profile) }},
		{paths.Config, false, func(f *awsconfig.File) error { return p.write(f, paths.Config, profile, process, credential.AWSRegion) }},
	} {
		backup, err := awsconfig.Edit(file.path, file.credentials, file.change)
		if err != nil {
			return exit.Failed(err)
		}
		if backup != "" {
			out.Backups = append(out.Backups, backup)
		}
	}
	return p.tell(cmd, out)
}

// clear takes the profile's other credentials out of a file.
func (p *profileWriting) clear(f *awsconfig.File, path, profile string) error {
	found := f.Has(profile, rivals...)
	if len(found) > 0 && !p.replace {
		return fmt.Errorf("the profile %q has %s in %s, which would come before the vault; --replace takes them out", profile, strings.Join(found, ", "), path)
	}
	f.Remove(profile, rivals...)
	return nil
}

func (p *profileWriting) write(f *awsconfig.File, path, profile, process, region string) error {
	if err := p.clear(f, path, profile); err != nil {
		return err
	}
	f.Set(profile, "credential_process", process)
	switch {
	case p.region != "":
		f.Set(profile, "region", p.region)
	case region != "" && len(f.Has(profile, "region")) == 0:
		f.Set(profile, "region", region)
	}
	return nil
}

// process is the command of the profile. AWS's tools split it as a shell does.
func (p *profileWriting) process(c *online.Connection) (string, error) {
	program := p.program
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return "", exit.Failed(fmt.Errorf("this program does not know where it lies; name it with --program: %w", err))
		}
	}
	words := []string{program, "credential-process", "--credential", p.label, "--server", c.Server().String()}
	if c.Workspace != "" {
		words = append(words, "--workspace", c.Workspace)
	}
	if p.duration != 0 {
		words = append(words, "--duration", p.duration.String())
	}
	if p.readOnly {
		words = append(words, "--read-only")
	}
	if p.policyFile != "" {
		path, err := filepath.Abs(p.policyFile)
		if err != nil {
			return "", exit.Failed(err)
		}
		words = append(words, "--policy", path)
	}
	for i, word := range words {
		signs := unsafe
		if filepath.Separator == '\\' {
			signs = strings.ReplaceAll(signs, `\`, "") // it stands in every path, and AWS's tools leave it alone
		}
		if word == "" || strings.ContainsAny(word, signs) {
			return "", fmt.Errorf("%q cannot stand in a profile: the tools' shells read something into its signs", word)
		}
		if strings.Trim(word, plain) != "" {
			words[i] = `"` + word + `"`
		}
	}
	return strings.Join(words, " "), nil
}

// plain are signs that need no quotes.
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@+"

func (p *profileWriting) tell(cmd *cobra.Command, out written) error {
	if p.format.Chosen == exit.JSON {
		return exit.WriteJSON(cmd.OutOrStdout(), out)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "The profile %q in %s uses the vault:\n\n  credential_process = %s\n", out.Profile, out.File, out.Process)
	for _, backup := range out.Backups {
		fmt.Fprintf(cmd.OutOrStdout(), "\nThe file before: %s\n", backup)
	}
	if p.replace && len(out.Backups) > 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "Delete the files before when all works: they may hold keys.")
	}
	return nil
}
