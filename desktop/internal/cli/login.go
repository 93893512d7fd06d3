package cli

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/session"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// loginCall is how login was called.
type loginCall struct {
	server, email, code string
	passwordStdin       bool
}

func loginCommand() *cobra.Command {
	var call loginCall
	cmd := &cobra.Command{
		Use: "login", Short: "Sign in to a server", Args: cobra.NoArgs,
		Long: `Sign in to a server.

The session is sealed with a key that your system's keyring holds. Where there is
no keyring, a passphrase protects the key: it is asked for on a terminal, or read
from the environment variable ` + passphraseVariable + `. Without either, the
command refuses.

An account with a second factor needs a code from the authenticator app, or a recovery
code: it is asked for on a terminal, or given with --code.`,
		Example: `  iamcopilot login --server https://iam.example.com --email ada@example.com
  iamcopilot login --email ada@example.com --password-stdin < password.txt`,
		RunE: func(cmd *cobra.Command, _ []string) error { return call.run(cmd) },
	}
	addServer(cmd, &call.server)
	cmd.Flags().StringVar(&call.email, "email", "", "e-mail address of the account")
	cmd.Flags().StringVar(&call.code, "code", "", "code of the second factor")
	cmd.Flags().BoolVar(&call.passwordStdin, "password-stdin", false, "read the password from the first line of standard input")
	return cmd
}

func (l *loginCall) run(cmd *cobra.Command) error {
	file, present := terminal(cmd)
	if !present && (l.email == "" || !l.passwordStdin) {
		return errors.New("without a terminal, name the account with --email and pass the password with --password-stdin")
	}
	c, err := connect(cmd, l.server)
	if err != nil {
		return err
	}
	defer c.Close()
	ctx := cmd.Context()
	// Before a password is asked for, let alone sent.
	if _, err := session.Probe(ctx, c.Server()); err != nil {
		return failed(err)
	}
	if l.email == "" {
		if l.email, err = askLine(cmd, "E-mail: "); err != nil {
			return failed(err)
		}
	}
	var password string
	if l.passwordStdin {
		password, err = readLine(cmd.InOrStdin())
	} else {
		password, err = askSecret(cmd, file, "Password: ")
	}
	if err != nil {
		return failed(fmt.Errorf("the password cannot be read: %w", err))
	}
	var answer api.TokenPair
	if err := c.call(ctx, http.MethodPost, "/auth/login", api.LoginRequest{Email: l.email, Password: password}, &answer); err != nil {
		return failed(err)
	}
	if answer.MFARequired {
		if err := l.secondFactor(cmd, c, answer.MFAToken, present && !l.passwordStdin); err != nil {
			return err
		}
	}
	if !c.SignedIn() {
		return failed(errors.New("the server wants more than a password, which this command cannot give"))
	}
	if err := c.settings.Change(func(v *settings.Values) { v.ServerURL = c.Server().String() }); err != nil {
		return failed(err)
	}
	var me api.User
	if err := c.call(ctx, http.MethodGet, "/auth/me", nil, &me); err != nil {
		return failed(err)
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "Signed in to %s as %s.\n", c.Server(), me.Email)
	return err
}

// secondFactor goes on where the password was right but not enough.
func (l *loginCall) secondFactor(cmd *cobra.Command, c *connection, token string, ask bool) (err error) {
	code := l.code
	switch {
	case code != "":
	case !ask:
		return errors.New("the account has a second factor: give a code from the authenticator app, or a recovery code, with --code")
	default:
		if code, err = askLine(cmd, "Code from your authenticator app, or a recovery code: "); err != nil {
			return failed(fmt.Errorf("the code cannot be read: %w", err))
		}
	}
	return failed(c.call(cmd.Context(), http.MethodPost, "/auth/login/mfa", api.LoginMFARequest{MFAToken: token, Code: code}, nil))
}

func logoutCommand() *cobra.Command {
	var server string
	cmd := &cobra.Command{
		Use: "logout", Short: "Sign out, here and on the server", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := connect(cmd, server)
			if err != nil {
				return err
			}
			defer c.Close()
			if !c.SignedIn() {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), "You were not signed in.")
				return err
			}
			if err := c.call(cmd.Context(), http.MethodPost, "/auth/logout", nil, nil); err != nil {
				return failed(err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "Signed out of %s.\n", c.Server())
			return err
		},
	}
	addServer(cmd, &server)
	return cmd
}

// identity is what whoami prints as JSON.
type identity struct {
	Server           string `json:"server"`
	ID               int64  `json:"id"`
	Email            string `json:"email"`
	FullName         string `json:"full_name"`
	DefaultWorkspace int64  `json:"default_workspace_id"`
}

func whoamiCommand() *cobra.Command {
	var server, format string
	cmd := &cobra.Command{
		Use: "whoami", Short: "Print who is signed in, and where", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			c, err := connect(cmd, server)
			if err != nil {
				return err
			}
			defer c.Close()
			if !c.SignedIn() {
				return failed(errSignedOut)
			}
			var me api.User
			if err := c.call(cmd.Context(), http.MethodGet, "/auth/me", nil, &me); err != nil {
				if !c.SignedIn() {
					err = errors.New("the session has ended; run iamcopilot login")
				}
				return failed(err)
			}
			if format == formatJSON {
				return writeJSON(cmd, identity{c.Server().String(), me.ID, me.Email, me.FullName, me.DefaultWorkspaceID})
			}
			name := me.Email
			if me.FullName != "" {
				name = fmt.Sprintf("%s <%s>", me.FullName, me.Email)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s at %s\n", name, c.Server())
			return err
		},
	}
	addServer(cmd, &server)
	addFormat(cmd, &format)
	return cmd
}
