// Package online is how a command reaches a server: which one, as whom, and
// with what key it keeps secrets on this computer.
package online

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/sealed"
	"github.com/iam-copilot/iam-copilot/desktop/internal/session"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// The environment variables of the online commands.
const (
	ServerVariable     = "IAM_COPILOT_SERVER"
	WorkspaceVariable  = "IAM_COPILOT_WORKSPACE"
	TokenVariable      = "IAM_COPILOT_TOKEN"
	PassphraseVariable = "IAM_COPILOT_PASSPHRASE"
)

// Version names the program to servers; package cli sets it before a command runs.
var Version = "dev"

// ErrSignedOut says that nobody is signed in to the server.
var ErrSignedOut = errors.New("you are not signed in; run iamcopilot login")

// Target is the flags that choose server and workspace.
type Target struct{ Server, Workspace string }

// Add gives a command both flags.
func (t *Target) Add(cmd *cobra.Command) {
	t.AddServer(cmd)
	cmd.Flags().StringVar(&t.Workspace, "workspace", "", "name or number of the workspace (or "+WorkspaceVariable+"; your default one when left out)")
}

// AddServer gives a command the flag that names the server.
func (t *Target) AddServer(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.Server, "server", "", "address of the server, such as https://iam.example.com (or "+ServerVariable+"; the last one signed in to is remembered)")
}

// Connection is a session with a server, for one run of a command.
type Connection struct {
	// Client speaks to the server as whoever is signed in, in their default
	// workspace: see Chosen.
	Client *client.Client
	// Workspace is the one that was asked for, by name or number; empty: the
	// default one.
	Workspace string
	// Dir is the data folder, Key what seals files in it.
	Dir string
	Key []byte

	server   *url.URL
	session  *session.Session // nil with a token of the environment
	settings *settings.File
}

// Connect opens the session with the server that is named by the flag, the
// environment, or the last sign-in. A personal access token in the environment
// (IAM_COPILOT_TOKEN) comes before a session, and needs no keyring.
func Connect(cmd *cobra.Command, target Target) (*Connection, error) {
	return connect(cmd, target, os.Getenv(TokenVariable))
}

// ConnectSignedIn is Connect, and refuses where nobody is signed in.
func ConnectSignedIn(cmd *cobra.Command, target Target) (*Connection, error) {
	c, err := Connect(cmd, target)
	if err != nil {
		return nil, err
	}
	if !c.SignedIn() {
		c.Close()
		return nil, exit.Failed(ErrSignedOut)
	}
	return c, nil
}

// ConnectSession is Connect for what changes the session on this computer: a
// token of the environment is left alone.
func ConnectSession(cmd *cobra.Command, target Target) (*Connection, error) {
	return connect(cmd, target, "")
}

func connect(cmd *cobra.Command, target Target, token string) (*Connection, error) {
	dir, err := settings.DataDir()
	if err != nil {
		return nil, exit.Failed(err)
	}
	file, err := settings.OpenCommandLine(dir)
	if err != nil {
		return nil, exit.Failed(err)
	}
	server, err := chooseServer(target.Server, os.Getenv(ServerVariable), file.Values().ServerURL)
	if err != nil {
		return nil, err
	}
	if err := settings.Prepare(dir); err != nil {
		return nil, exit.Failed(err)
	}
	c := &Connection{Dir: dir, Workspace: first(target.Workspace, os.Getenv(WorkspaceVariable)), server: server, settings: file}
	if token != "" {
		return c, exit.Failed(c.useToken(token))
	}
	if c.Key, err = OpenKey(cmd, masterkey.New(dir, keyring.NewSystem())); err != nil {
		return nil, exit.Failed(err)
	}
	kept, err := sealed.New(SessionFile(dir, server), c.Key, "session of the command line")
	if err != nil {
		return nil, exit.Failed(err)
	}
	c.session, err = session.Open(session.Config{
		Server: server, Transport: session.NewTransport(server), File: kept, KeepAccess: true,
		UserAgent: session.UserAgent("iamcopilot", Version),
		Log:       slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		return nil, exit.Failed(err)
	}
	return c, exit.Failed(c.speak(c.session))
}

// Named is the server that is named by the flag, the environment, or the last
// sign-in.
func Named(target Target) (*url.URL, error) {
	dir, err := settings.DataDir()
	if err != nil {
		return nil, err
	}
	file, err := settings.OpenCommandLine(dir)
	if err != nil {
		return nil, err
	}
	return chooseServer(target.Server, os.Getenv(ServerVariable), file.Values().ServerURL)
}

// timeout bounds one request, a slow call of AWS included: the server gives up
// after 60 seconds by itself.
const timeout = 75 * time.Second

func (c *Connection) speak(through http.RoundTripper, options ...client.Option) (err error) {
	options = append(options, client.WithHTTPClient(&http.Client{Transport: through, Timeout: timeout}), client.WithUserAgent(session.UserAgent("iamcopilot", Version)))
	c.Client, err = client.New(c.server.String(), options...)
	return err
}

// useToken acts by a personal access token. What is kept on this computer is
// sealed under a key that comes from it, since no other is at hand: the token
// has 256 random bits.
func (c *Connection) useToken(token string) (err error) {
	if c.Key, err = hkdf.Key(sha256.New, []byte(token), nil, "iamcopilot/command-line-token/v1", 32); err != nil {
		return err
	}
	return c.speak(session.NewTransport(c.server), client.WithTokens(api.TokenPair{AccessToken: token}))
}

// SessionFile is where the session with a server is kept.
func SessionFile(dir string, server *url.URL) string {
	sum := sha256.Sum256([]byte(server.String()))
	return filepath.Join(dir, "session-command-line-"+hex.EncodeToString(sum[:6])+".sealed")
}

// Server is the origin of the server.
func (c *Connection) Server() *url.URL { return c.server }

// SignedIn tells whether there is a session or a token. Whether the server
// still accepts it shows at the next request.
func (c *Connection) SignedIn() bool { return c.session == nil || c.session.SignedIn() }

// ByToken tells whether a token of the environment is used.
func (c *Connection) ByToken() bool { return c.session == nil }

// UseToken makes a personal access token the session with the server.
func (c *Connection) UseToken(ctx context.Context, token string) error {
	return c.session.UseToken(ctx, token)
}

// Close waits until nothing is under way any more.
func (c *Connection) Close() {
	if c.session != nil {
		c.session.Close()
	}
}

// Explain makes a sentence of a refusal that the session has ended with.
func (c *Connection) Explain(err error) error {
	var problem *api.Problem
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &problem):
		return err
	case problem.Status == http.StatusUnauthorized && c.ByToken():
		return fmt.Errorf("the server does not accept the token in %s: %w", TokenVariable, problem)
	case !c.SignedIn():
		return errors.New("the session has ended; run iamcopilot login")
	}
	return problem // its sentence, without method and path
}

// Remember notes that this server is signed in to, and is the one to use when
// none is named.
func (c *Connection) Remember() error {
	return c.settings.Change(func(v *settings.Values) {
		v.ServerURL = c.server.String()
		if !slices.Contains(v.Servers, v.ServerURL) {
			v.Servers = append(v.Servers, v.ServerURL)
		}
	})
}

// Forget notes that this server is not signed in to any more. It stays the one
// that is used when none is named, unless there is another.
func (c *Connection) Forget() error {
	origin := c.server.String()
	return c.settings.Change(func(v *settings.Values) {
		v.Servers = slices.DeleteFunc(v.Servers, func(s string) bool { return s == origin })
		if v.ServerURL == origin && len(v.Servers) > 0 {
			v.ServerURL = v.Servers[len(v.Servers)-1]
		}
	})
}

// Servers are the origins that the command line is signed in to.
func Servers() ([]string, error) {
	dir, err := settings.DataDir()
	if err != nil {
		return nil, err
	}
	file, err := settings.OpenCommandLine(dir)
	return file.Values().Servers, err
}

// Chosen gives a client that acts in the workspace that was asked for.
func (c *Connection) Chosen(ctx context.Context) (*client.Client, error) {
	if c.Workspace == "" {
		return c.Client, nil
	}
	if id, err := strconv.ParseInt(c.Workspace, 10, 64); err == nil && id > 0 {
		return c.Client.InWorkspace(id), nil
	}
	var names []string
	page := api.Page{Limit: 200}
	for {
		list, err := c.Client.Workspaces.List(ctx, page)
		if err != nil {
			return nil, c.Explain(err)
		}
		for _, w := range list.Items {
			if strings.EqualFold(w.Name, c.Workspace) {
				return c.Client.InWorkspace(w.ID), nil
			}
			names = append(names, w.Name)
		}
		if page.Cursor = list.NextCursor; page.Cursor == "" {
			return nil, fmt.Errorf("there is no workspace %q; yours are: %s", c.Workspace, strings.Join(names, ", "))
		}
	}
}

func first(named ...string) string {
	for _, n := range named {
		if n != "" {
			return n
		}
	}
	return ""
}

func chooseServer(named ...string) (*url.URL, error) {
	raw := first(named...)
	if raw == "" {
		return nil, errors.New("name the server with --server, such as --server https://iam.example.com")
	}
	server, err := session.ParseServer(raw)
	if err != nil {
		return nil, fmt.Errorf("the server %q: %w", raw, err)
	}
	return server, nil
}
