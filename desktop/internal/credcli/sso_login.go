package credcli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/browser"
	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/issued"
	"github.com/iam-copilot/iam-copilot/desktop/internal/loopback"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// cameBack is the path that the server registers with AWS for browsers to come back to.
const cameBack = "/oauth/callback"

// ssoLogin is a call of sso login.
type ssoLogin struct {
	ssoCall
	device, browser, noBrowser, again bool
	fresh                             api.AddIdentityCenterRequest
}

func ssoLoginCommand() *cobra.Command {
	var l ssoLogin
	cmd := l.add(&cobra.Command{
		Use: "login LABEL", Short: "Sign in to IAM Identity Center", Args: cobra.ExactArgs(1),
		Long: `Sign in to IAM Identity Center with a credential of the vault, which is added when there is none and
--start-url says where.

On a computer with a browser, that brings the sign-in back to this computer (authorization code with
PKCE). Over SSH, or without a display, a code is shown that can be confirmed in any browser; AWS cannot
tell whose browser that is: confirm only a code that you have asked for yourself.`,
		RunE: func(cmd *cobra.Command, args []string) error { return l.run(cmd, args[0]) },
	})
	f := cmd.Flags()
	f.BoolVar(&l.device, "device", false, "with a code, in any browser")
	f.BoolVar(&l.browser, "browser", false, "in a browser on this computer, whatever it looks like")
	f.BoolVar(&l.noBrowser, "no-browser", false, "only print the address")
	f.BoolVar(&l.again, "again", false, "sign in even when somebody is signed in")
	f.StringVar(&l.fresh.StartURL, "start-url", "", "the AWS access portal of a new credential, such as https://d-1234567890.awsapps.com/start")
	f.StringVar(&l.fresh.SSORegion, "sso-region", "", "where Identity Center is, with --start-url")
	f.StringVar(&l.fresh.AWSAccountID, "account", "", "the account of a new credential; may be chosen later with sso use")
	f.StringVar(&l.fresh.RoleName, "role", "", "the role of a new credential; may be chosen later")
	cmd.MarkFlagsMutuallyExclusive("device", "browser")
	cmd.MarkFlagsRequiredTogether("start-url", "sso-region")
	return cmd
}

func (l *ssoLogin) run(cmd *cobra.Command, label string) error {
	if err := l.format.Check(); err != nil {
		return err
	}
	c, err := online.ConnectSignedIn(cmd, l.target)
	if err != nil {
		return err
	}
	defer c.Close()
	server, err := c.Chosen(cmd.Context())
	if err != nil {
		return exit.Failed(err)
	}
	state, err := l.signIn(cmd, server, label)
	if err != nil {
		return exit.Failed(c.Explain(err))
	}
	// Sessions of before may be of somebody else.
	if err := issued.Open(c.Dir, c.Key, c.Server().String()).Clear(); err != nil {
		return exit.Failed(err)
	}
	return l.print(cmd, state, [][]string{{state.Message}})
}

// signIn begins a sign-in, adds the credential for it when there is none, and
// waits until somebody has agreed.
func (l *ssoLogin) signIn(cmd *cobra.Command, server *client.Client, label string) (api.SignIn, error) {
	ctx := cmd.Context()
	credential, err := find(ctx, server, label)
	var unknown *unknownCredential
	isNew := errors.As(err, &unknown)
	switch {
	case isNew && l.fresh.StartURL == "":
		return api.SignIn{}, fmt.Errorf("%w; to add it, say where with --start-url and --sso-region", err)
	case err != nil && !isNew:
		return api.SignIn{}, err
	case !isNew && l.fresh.StartURL != "":
		return api.SignIn{}, fmt.Errorf("there is a credential %q already; leave --start-url out to sign in with it", label)
	case !isNew && !l.again:
		if now, err := server.Vault.SignIn(ctx, api.ByID{ID: credential.ID}); err != nil || now.State == "signed_in" {
			return now, err
		}
	}

	wanted := api.SignInRequest{Flow: "device"}
	var back *loopback.Return
	if l.inBrowser() {
		if back, err = loopback.ListenAt(ctx, "the terminal", cameBack); err != nil {
			return api.SignIn{}, err
		}
		defer back.Close(ctx)
		wanted = api.SignInRequest{Flow: "browser", RedirectURI: back.Redirect()}
	}
	var begun api.SignIn
	if isNew {
		l.fresh.Label, l.fresh.SignInRequest = label, wanted
		added, err := server.Vault.AddIdentityCenter(ctx, api.AddIdentityCenterIn{Body: l.fresh})
		if err != nil {
			return api.SignIn{}, err
		}
		credential, begun = added.Credential, added.SignIn
	} else if begun, err = server.Vault.StartSignIn(ctx, api.SignInIn{ID: credential.ID, Body: &wanted}); err != nil {
		return api.SignIn{}, err
	}
	if back != nil {
		return l.complete(cmd, server, credential.ID, begun, back)
	}
	address := cmp.Or(begun.VerificationURIComplete, begun.VerificationURI)
	fmt.Fprintf(cmd.ErrOrStderr(), "Open this address in any browser, and confirm that it shows the code %s:\n\n  %s\n\n", begun.UserCode, address)
	return agreed(ctx, server, credential.ID, begun)
}

// complete sends the browser to AWS, and what it brings back to the server.
func (l *ssoLogin) complete(cmd *cobra.Command, server *client.Client, id int64, begun api.SignIn, back *loopback.Return) (api.SignIn, error) {
	address, err := url.Parse(begun.AuthorizationURL)
	if err != nil || address.Query().Get("state") == "" {
		return api.SignIn{}, errors.New("the server gave no address to sign in at")
	}
	back.Expect(address.Query().Get("state"))
	fmt.Fprintf(cmd.ErrOrStderr(), "Sign in to AWS in your browser:\n\n  %s\n\n", address)
	if !l.noBrowser {
		if err := browser.Open(cmd.Context(), address.String()); err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "%v; open the address yourself on this computer, or use --device.\n", err)
		}
	}
	code, err := back.Code(cmd.Context())
	if err != nil {
		return api.SignIn{}, err
	}
	return server.Vault.CompleteSignIn(cmd.Context(), api.CompleteSignInIn{ID: id, Body: api.CompleteSignInRequest{Code: code, State: address.Query().Get("state")}})
}

// agreed asks the server, as often as AWS lets it, until somebody has answered.
func agreed(ctx context.Context, server *client.Client, id int64, now api.SignIn) (api.SignIn, error) {
	for now.State == "pending" {
		select {
		case <-ctx.Done():
			return now, context.Cause(ctx)
		case <-time.After(time.Duration(max(now.PollAfterSeconds, 1)) * time.Second):
		}
		var err error
		if now, err = server.Vault.SignIn(ctx, api.ByID{ID: id}); err != nil {
			return now, err
		}
	}
	if now.State != "signed_in" {
		return now, errors.New(now.Message)
	}
	return now, nil
}

// inBrowser tells whether a browser on this computer can be seen by whoever
// sits before the terminal.
func (l *ssoLogin) inBrowser() bool {
	switch {
	case l.device:
		return false
	case l.browser:
		return true
	case os.Getenv("SSH_CONNECTION") != "" || os.Getenv("SSH_TTY") != "":
		return false
	case runtime.GOOS == "windows" || runtime.GOOS == "darwin":
		return true
	}
	return cmp.Or(os.Getenv("DISPLAY"), os.Getenv("WAYLAND_DISPLAY"), os.Getenv(browser.Variable)) != ""
}
