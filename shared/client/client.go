// Package client speaks the HTTP interface from Go: the desktop application,
// the command line and the end-to-end tests use it.
//
// Operations are grouped by room and mirror the server's own methods: each
// takes the operation's input type of package api and gives its answer.
//
//	c, err := client.New("https://iam-copilot.example.com")
//	pair, err := c.Accounts.Login(ctx, api.LoginIn{Body: api.LoginRequest{Email: e, Password: p}})
//	c.SetTokens(pair)
//	list, err := c.Vault.List(ctx, api.CredentialListIn{})
//
// An answer that is no success is an *Error, which carries the server's
// *api.Problem: use errors.As for either, and switch on the problem's Code.
package client

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// defaultTimeout bounds one request, a slow call of AWS included. The server
// gives up after 60 seconds.
const defaultTimeout = 75 * time.Second

// Client speaks to one server. It is safe for concurrent use. Make one with New.
type Client struct {
	Accounts   Accounts
	Workspaces Workspaces
	Vault      Vault
	Library    Library
	Audit      Audit
	Policies   Policies
	IAM        IAM
	Plans      Plans

	Organizations  Organizations
	IdentityCenter IdentityCenter

	Monitoring Monitoring
	Agent      Agent
	Jobs       Jobs

	AccountAudits AccountAudits
	Usage         Usage
	Server        Server

	base      string // without a slash at the end
	http      *http.Client
	userAgent string
	workspace int64
	session   *session
}

// Option changes how a client is made.
type Option func(*Client)

// WithHTTPClient uses h's transport and timeout instead of the default ones.
// Redirects are never followed, whatever h says: the interface has none, and a
// token must not travel to where one points.
func WithHTTPClient(h *http.Client) Option {
	return func(c *Client) { c.http = h }
}

// WithUserAgent names the program in the server's list of sessions and in the
// audit log.
func WithUserAgent(name string) Option {
	return func(c *Client) { c.userAgent = name }
}

// WithTokens starts with tokens that an earlier sign-in gave. With a refresh
// token among them, the client renews the access token by itself.
func WithTokens(pair api.TokenPair) Option {
	return func(c *Client) { c.session.pair = pair }
}

// WithWorkspace makes every request act in this workspace instead of the
// user's default one.
func WithWorkspace(id int64) Option {
	return func(c *Client) { c.workspace = id }
}

// WithTokensChanged calls fn whenever the client itself has changed its
// tokens: after renewing them, so that the new refresh token can be stored
// (the old one is spent), and with an empty pair when the server has ended the
// session. Calls come one at a time; fn must not call the client.
func WithTokensChanged(fn func(api.TokenPair)) Option {
	return func(c *Client) { c.session.changed = fn }
}

// New makes a client of the server at baseURL, such as https://example.com or
// http://localhost:8000; the interface's own path is added.
func New(baseURL string, options ...Option) (*Client, error) {
	u, err := url.Parse(baseURL)
	if err != nil {
		return nil, fmt.Errorf("the server's address cannot be read: %w", err)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("the server's address %q must begin with http:// or https:// and name a host", baseURL)
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("the server's address must hold no user name, query or fragment")
	}
	c := &Client{
		base: strings.TrimSuffix(u.String(), "/") + api.Base, http: &http.Client{Timeout: defaultTimeout},
		userAgent: "iam-copilot-go", session: newSession(),
	}
	for _, option := range options {
		option(c)
	}
	own := *c.http
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.http = &own
	c.join()
	return c, nil
}

// InWorkspace is a client that acts in another workspace and shares
// everything else, tokens included; 0 means the user's default workspace.
func (c *Client) InWorkspace(id int64) *Client {
	other := *c
	other.workspace = id
	other.join()
	return &other
}

// join hands the client to its rooms.
func (c *Client) join() {
	c.Accounts, c.Workspaces, c.Vault, c.Library, c.Audit = Accounts{c}, Workspaces{c}, Vault{c}, Library{c}, Audit{c}
	c.Plans = Plans{c}
	c.Policies, c.IAM, c.Jobs, c.Server = Policies{c}, IAM{c}, Jobs{c}, Server{c}
	c.Organizations, c.IdentityCenter = Organizations{c}, IdentityCenter{c}
	c.Monitoring, c.Agent = Monitoring{c}, Agent{c}
	c.AccountAudits, c.Usage = AccountAudits{c}, Usage{c}
}
