package accounts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The purposes of what is kept while somebody is at the provider, and of the
// code for a program.
const (
	ssoSigningIn  = "accounts.sso_signing_in"
	ssoConnecting = "accounts.sso_connecting"
	ssoCode       = "accounts.sso_code"
)

const (
	// ssoCookie ties a beginning to the browser that made it.
	ssoCookie = "iamcopilot_sso"
	// ssoTTL is how long somebody may take at the provider.
	ssoTTL = 10 * time.Minute
	// ssoCodeTTL is how long a program may take to exchange its code.
	ssoCodeTTL = time.Minute
)

// ssoAddress bounds how many beginnings strangers can have kept.
var ssoAddress = limit.Rule{Name: "sso_address", Burst: 300, Per: 15 * time.Minute}

// beginning is what is kept while somebody is at the provider.
type beginning struct {
	Browser       []byte `json:"browser"`             // SHA-256 of the cookie
	ReturnTo      string `json:"return_to,omitempty"` // a page of ours
	RedirectURI   string `json:"redirect_uri,omitempty"`
	CodeChallenge string `json:"code_challenge,omitempty"`
	State         string `json:"state,omitempty"`   // the program's own
	Session       int64  `json:"session,omitempty"` // that connects
}

// SSOStart sends a browser to the provider. A person who opened the address is
// sent back to the page that signs in when that cannot be.
func (s *Service) SSOStart(ctx context.Context, sc access.Scope, in api.SSOStartIn) (web.Redirect, error) {
	to, err := s.ssoStart(ctx, sc, in)
	if err != nil && strings.Contains(in.Accept, "text/html") {
		s.Log.WarnContext(ctx, "a sign-in with a provider could not begin", "error", err, "request_id", sc.Actor().RequestID)
		return web.Redirect{To: loginWith("sso_error", fault.Of(err).Code())}, nil
	}
	return web.Redirect{To: to}, err
}

func (s *Service) ssoStart(ctx context.Context, sc access.Scope, in api.SSOStartIn) (string, error) {
	p, err := s.provider(in.Provider)
	if err != nil {
		return "", err
	}
	b := beginning{ReturnTo: in.ReturnTo, RedirectURI: in.RedirectURI, CodeChallenge: in.CodeChallenge, State: in.State}
	switch {
	case in.RedirectURI != "" && !isLoopback(in.RedirectURI):
		return "", ErrSSOStart.At("query.redirect_uri", "must be http://127.0.0.1:PORT/… or http://[::1]:PORT/…")
	case in.RedirectURI != "" && len(in.CodeChallenge) != 43:
		return "", ErrSSOStart.At("query.code_challenge", "must be the base64url of a SHA-256, 43 characters")
	case in.RedirectURI == "" && (in.CodeChallenge != "" || in.State != ""):
		return "", ErrSSOStart.At("query.redirect_uri", "is needed beside code_challenge and state")
	case in.ReturnTo != "" && !isOwnPage(in.ReturnTo):
		return "", ErrSSOStart.At("query.return_to", "must be a page of this server, such as /policies")
	}
	if wait := s.Limiter.Take(ctx, ssoAddress, sc.Actor().IP); wait > 0 {
		s.Metrics.Limited(ssoAddress.Name)
		return "", ErrTooMany.After(wait)
	}
	return s.leave(ctx, sc, p, ticket.Ticket{Purpose: ssoSigningIn}, b)
}

// leave keeps a beginning, ties it to the browser, and gives the address at the
// provider.
func (s *Service) leave(ctx context.Context, sc access.Scope, p *provider, t ticket.Ticket, b beginning) (string, error) {
	known, err := p.known(ctx)
	if err != nil {
		return "", err
	}
	browser := rand.Text()
	sum := sha256.Sum256([]byte(browser))
	b.Browser = sum[:]
	if t.Subject, err = written(b); err != nil {
		return "", err
	}
	state, err := s.Tickets.Issue(ctx, sc, t, ssoTTL)
	if err != nil {
		return "", err
	}
	s.setSSOCookie(ctx, browser, int(ssoTTL.Seconds()))
	return known.oauth.AuthCodeURL(state, oidc.Nonce(s.secretFor("nonce", state)), oauth2.S256ChallengeOption(s.secretFor("verifier", state))), nil
}

// setSSOCookie ties a beginning to the browser. The provider sends the browser
// back from another site, so Strict would keep the cookie away.
func (s *Service) setSSOCookie(ctx context.Context, value string, maxAge int) {
	web.SetCookie(ctx, &http.Cookie{ //nolint:gosec // Secure unless people reach the server over plain HTTP, on their own machine
		Name: ssoCookie, Value: value, Path: api.Base + "/auth/sso", MaxAge: maxAge,
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// isOwnPage tells whether a browser that is sent to a path stays here: it must
// not be able to read another host into it, nor go on to the interface.
func isOwnPage(path string) bool {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsFunc(path, func(r rune) bool { return r == '\\' || r <= ' ' || r == 0x7f }) {
		return false
	}
	u, err := url.Parse(path)
	return err == nil && u.Scheme == "" && u.Host == "" && u.User == nil && !strings.HasPrefix(u.Path, "//") && !strings.HasPrefix(u.Path, "/api")
}

// isLoopback tells whether an address is one of a program on the browser's own
// machine ("OAuth 2.0 for Native Apps", RFC 8252, section 7.3). The name
// localhost could be somebody else's.
func isLoopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Port() == "" || strings.ContainsAny(address, "\\#?") {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return err == nil && ip.IsLoopback()
}

// loginWith is the page that signs in, told something in the fragment, which
// browsers send to nobody.
func loginWith(name, value string, more ...string) string {
	v := url.Values{name: {value}}
	for i := 0; i+1 < len(more); i += 2 {
		if more[i+1] != "" {
			v.Set(more[i], more[i+1])
		}
	}
	return "/login#" + v.Encode()
}
