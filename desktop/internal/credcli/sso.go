package credcli

import (
	"bytes"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

func ssoCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "sso", Short: "Sign in to IAM Identity Center, and choose an account and a role", Args: cobra.NoArgs,
		Long: `Sign in to IAM Identity Center, and choose an account and a role.

A credential of the vault holds the sign-in. As long as AWS lets it, the server renews it by itself:
exec, credential-process and the others go on without anybody signing in again.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(ssoLoginCommand(), ssoStatusCommand(), ssoAccountsCommand(), ssoRolesCommand(), ssoUseCommand())
	return cmd
}

// ssoCall is a call about the sign-in of one credential.
type ssoCall struct {
	target online.Target
	format exit.Format
}

// with connects, finds the credential, and lets do say what to print.
func (s *ssoCall) with(cmd *cobra.Command, label string, do func(*client.Client, api.Credential) (value any, text [][]string, err error)) error {
	if err := s.format.Check(); err != nil {
		return err
	}
	c, err := online.ConnectSignedIn(cmd, s.target)
	if err != nil {
		return err
	}
	defer c.Close()
	server, err := c.Chosen(cmd.Context())
	if err != nil {
		return exit.Failed(err)
	}
	credential, err := find(cmd.Context(), server, label)
	if err != nil {
		return exit.Failed(c.Explain(err))
	}
	if credential.Kind != "identity_center" {
		return exit.Failed(fmt.Errorf("%q is no credential of IAM Identity Center; such a one is added by `iamcopilot sso login LABEL --start-url URL --sso-region REGION`", label))
	}
	value, rows, err := do(server, credential)
	if err != nil {
		return exit.Failed(c.Explain(err))
	}
	return s.print(cmd, value, rows)
}

func (s *ssoCall) print(cmd *cobra.Command, value any, rows [][]string) error {
	if s.format.Chosen == exit.JSON {
		return exit.WriteJSON(cmd.OutOrStdout(), value)
	}
	var b bytes.Buffer
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				fmt.Fprint(table, "\t")
			}
			fmt.Fprint(table, cell)
		}
		fmt.Fprintln(table)
	}
	_ = table.Flush() // into memory
	_, err := cmd.OutOrStdout().Write(b.Bytes())
	return err
}

// add gives a command what all of them have.
func (s *ssoCall) add(cmd *cobra.Command) *cobra.Command {
	s.target.Add(cmd)
	s.format.Add(cmd)
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return (&wish{target: s.target}).labels(cmd, args, typed)
	}
	return cmd
}

func ssoStatusCommand() *cobra.Command {
	var s ssoCall
	return s.add(&cobra.Command{
		Use: "status LABEL", Short: "Tell how a sign-in stands", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.with(cmd, args[0], func(server *client.Client, credential api.Credential) (any, [][]string, error) {
				now, err := server.Vault.SignIn(cmd.Context(), api.ByID{ID: credential.ID})
				return now, [][]string{{now.Message}}, err
			})
		},
	})
}

func ssoAccountsCommand() *cobra.Command {
	var s ssoCall
	return s.add(&cobra.Command{
		Use: "accounts LABEL", Short: "List the accounts that a sign-in may reach", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.with(cmd, args[0], func(server *client.Client, credential api.Credential) (any, [][]string, error) {
				all, rows := []api.SignInAccount{}, [][]string(nil)
				for in := (api.SignInAccountsIn{ID: credential.ID, Limit: 200}); ; {
					page, err := server.Vault.SignInAccounts(cmd.Context(), in)
					if err != nil {
						return nil, nil, err
					}
					for _, account := range page.Items {
						all, rows = append(all, account), append(rows, []string{account.AccountID, account.Name, account.Email})
					}
					if in.Cursor = page.NextCursor; in.Cursor == "" {
						return all, rows, nil
					}
				}
			})
		},
	})
}

func ssoRolesCommand() *cobra.Command {
	var s ssoCall
	var account string
	cmd := s.add(&cobra.Command{
		Use: "roles LABEL", Short: "List the roles that a sign-in has in an account", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.with(cmd, args[0], func(server *client.Client, credential api.Credential) (any, [][]string, error) {
				if account == "" && credential.AWSAccountID == "" {
					return nil, nil, fmt.Errorf("%q has no account yet; name one with --account (`iamcopilot sso accounts %q` lists them)", credential.Label, credential.Label)
				}
				all, rows := []api.SignInRole{}, [][]string(nil)
				for in := (api.SignInRolesIn{ID: credential.ID, AccountID: account, Limit: 200}); ; {
					page, err := server.Vault.SignInRoles(cmd.Context(), in)
					if err != nil {
						return nil, nil, err
					}
					for _, role := range page.Items {
						all, rows = append(all, role), append(rows, []string{role.RoleName})
					}
					if in.Cursor = page.NextCursor; in.Cursor == "" {
						return all, rows, nil
					}
				}
			})
		},
	})
	cmd.Flags().StringVar(&account, "account", "", "the account, 12 digits; the credential's own when left out")
	return cmd
}

func ssoUseCommand() *cobra.Command {
	var s ssoCall
	var account, role string
	cmd := s.add(&cobra.Command{
		Use: "use LABEL --account ID --role NAME", Short: "Choose the account and the role that sessions are of", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.with(cmd, args[0], func(server *client.Client, credential api.Credential) (any, [][]string, error) {
				changed, err := server.Vault.Update(cmd.Context(), api.UpdateCredentialIn{ID: credential.ID, Body: api.UpdateCredentialRequest{AWSAccountID: &account, RoleName: &role}})
				return changed, [][]string{{fmt.Sprintf("%s is now %s in %s.", args[0], role, account)}}, err
			})
		},
	})
	cmd.Flags().StringVar(&account, "account", "", "the account, 12 digits")
	cmd.Flags().StringVar(&role, "role", "", "the name of the role")
	_ = cmd.MarkFlagRequired("account")
	_ = cmd.MarkFlagRequired("role")
	return cmd
}
