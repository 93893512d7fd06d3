package cli

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/issued"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/desktop/internal/session"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// loginCall is how login was called.
type loginCall struct {
	target                    online.Target
	email, code, provider     string
	passwordStdin, tokenStdin bool
	sso, noBrowser            bool
	format                    exit.Format
}

func loginCommand() *cobra.Command {
	var call loginCall
	cmd := &cobra.Command{
		Use: "login", Short: "Sign in to a server", Args: cobra.NoArgs,
		Long: `Sign in to a server: with a password, with a provider in your browser (--sso), or with
a personal access token (--token-stdin), as pipelines do. You can be signed in to several servers;
the last one is used when a command names none.

The session is sealed with a key that your system's keyring holds. Where there is
no keyring, a passphrase protects the key: it is asked for on a terminal, or read
from the environment variable ` + online.PassphraseVariable + `. Without either, the
command refuses. A pipeline can do without signing in: with a personal access token in
` + online.TokenVariable + ` and the server in ` + online.ServerVariable + ` every command works, and no session is kept.

An account with a second factor needs a code from the authenticator app, or a recovery
code: it is asked for on a terminal, or given with --code.`,
		Example: `  iamcopilot login --server https://iam.example.com --email ada@example.com
  iamcopilot login --server https://iam.example.com --sso
  iamcopilot login --email ada@example.com --password-stdin < password.txt
  iamcopilot login --token-stdin < token.txt`,
		RunE: func(cmd *cobra.Command, _ []string) error { return call.run(cmd) },
	}
	call.target.AddServer(cmd)
	call.format.Add(cmd)
	cmd.Flags().StringVar(&call.email, "email", "", "e-mail address of the account")
	cmd.Flags().StringVar(&call.code, "code", "", "code of the second factor")
	cmd.Flags().BoolVar(&call.passwordStdin, "password-stdin", false, "read the password from the first line of standard input")
	cmd.Flags().BoolVar(&call.tokenStdin, "token-stdin", false, "read a personal access token from the first line of standard input")
	cmd.Flags().BoolVar(&call.sso, "sso", false, "sign in with the server's provider, in the browser")
	cmd.Flags().StringVar(&call.provider, "provider", "", "which provider, where the server has several (implies --sso)")
	cmd.Flags().BoolVar(&call.noBrowser, "no-browser", false, "with --sso: only print the address, to be opened in a browser on this computer")
	cmd.MarkFlagsMutuallyExclusive("password-stdin", "token-stdin", "sso")
	cmd.MarkFlagsMutuallyExclusive("token-stdin", "email")
	return cmd
}

func (l *loginCall) run(cmd *cobra.Command) error {
	if err := l.format.Check(); err != nil {
		return err
	}
	l.sso = l.sso || l.provider != ""
	file, present := online.Terminal(cmd)
	if !present && !l.sso && !l.tokenStdin && (l.email == "" || !l.passwordStdin) {
		return errors.New("without a terminal, name the account with --email and pass the password with --password-stdin, or a token with --token-stdin")
	}
	c, err := online.ConnectSession(cmd, l.target)
	if err != nil {
		return err
	}
	defer c.Close()
	// Before a password is asked for, let alone sent.
	server, err := session.Probe(cmd.Context(), c.Server())
	if err != nil {
		return exit.Failed(err)
	}
	switch {
	case l.sso:
		err = l.withProvider(cmd, c, server.SSO)
	case l.tokenStdin:
		err = l.withToken(cmd, c)
	default:
		err = l.withPassword(cmd, c, file, present)
	}
	if err != nil {
		return err
	}
	if !c.SignedIn() {
		return exit.Failed(errors.New("the server wants more than a password, which this command cannot give"))
	}
	// What was issued to whoever was signed in before is not for this one.
	if err := errors.Join(issued.Open(c.Dir, c.Key, c.Server().String()).Clear(), c.Remember()); err != nil {
		return exit.Failed(err)
	}
	me, err := c.Client.Accounts.Me(cmd.Context())
	if err != nil {
		return exit.Failed(c.Explain(err))
	}
	if l.format.Chosen == exit.JSON {
		err = exit.WriteJSON(cmd.OutOrStdout(), identityOf(c, me))
	} else {
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "Signed in to %s as %s.\n", c.Server(), me.Email)
	}
	if err != nil {
		return err
	}
	if os.Getenv(online.TokenVariable) != "" {
		fmt.Fprintf(cmd.ErrOrStderr(), "Note: %s is set; other commands use that token, not this session.\n", online.TokenVariable)
	}
	return nil
}

// withToken makes a personal access token the session, when the server takes
// it: a wrong one must not end a session that is good.
func (l *loginCall) withToken(cmd *cobra.Command, c *online.Connection) error {
	token, err := online.ReadLine(cmd.InOrStdin())
	if err != nil {
		return exit.Failed(fmt.Errorf("the token cannot be read: %w", err))
	}
	try, err := client.New(c.Server().String(), client.WithTokens(api.TokenPair{AccessToken: token}),
		client.WithHTTPClient(&http.Client{Transport: session.NewTransport(c.Server()), Timeout: time.Minute}))
	if err != nil {
		return exit.Failed(err)
	}
	var problem *api.Problem
	if _, err := try.Accounts.Me(cmd.Context()); errors.As(err, &problem) && problem.Status == http.StatusUnauthorized {
		return exit.Failed(errors.New("the server does not accept this token; make one under Settings → Access tokens"))
	} else if err != nil {
		return exit.Failed(c.Explain(err))
	}
	return exit.Failed(c.UseToken(cmd.Context(), token))
}

func (l *loginCall) withPassword(cmd *cobra.Command, c *online.Connection, file *os.File, present bool) (err error) {
	if l.email == "" {
		if l.email, err = online.AskLine(cmd, "E-mail: "); err != nil {
			return exit.Failed(err)
		}
	}
	var password string
	if l.passwordStdin {
		password, err = online.ReadLine(cmd.InOrStdin())
	} else {
		password, err = online.AskSecret(cmd, file, "Password: ")
	}
	if err != nil {
		return exit.Failed(fmt.Errorf("the password cannot be read: %w", err))
	}
	answer, err := c.Client.Accounts.Login(cmd.Context(), api.LoginIn{Body: api.LoginRequest{Email: l.email, Password: password}})
	if err != nil {
		return exit.Failed(refusal(err))
	}
	if answer.MFARequired {
		return l.secondFactor(cmd, c, answer.MFAToken, present && !l.passwordStdin)
	}
	return nil
}

// refusal is the server's sentence, without method and path before it.
func refusal(err error) error {
	var problem *api.Problem
	if errors.As(err, &problem) {
		return problem
	}
	return err
}

// secondFactor goes on where the password was right but not enough.
func (l *loginCall) secondFactor(cmd *cobra.Command, c *online.Connection, token string, ask bool) (err error) {
	code := l.code
	switch {
	case code != "":
	case !ask:
		return errors.New("the account has a second factor: give a code from the authenticator app, or a recovery code, with --code")
	default:
		if code, err = online.AskLine(cmd, "Code from your authenticator app, or a recovery code: "); err != nil {
			return exit.Failed(fmt.Errorf("the code cannot be read: %w", err))
		}
	}
	if _, err := c.Client.Accounts.LoginMFA(cmd.Context(), api.LoginMFAIn{Body: api.LoginMFARequest{MFAToken: token, Code: code}}); err != nil {
		return exit.Failed(refusal(err))
	}
	return nil
}
