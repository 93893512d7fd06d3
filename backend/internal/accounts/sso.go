package accounts

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// SSO is the setting of an OpenID provider that people can sign in with
// ("OpenID Connect Core 1.0").
type SSO struct {
	ID           string // in addresses
	Name         string // on buttons
	Issuer       string
	ClientID     string
	ClientSecret string // empty: a public client
	Scopes       []string
	Domains      []string // of addresses that may sign in; empty: all
	Register     bool     // opens accounts for people who have none
	JoinVerified bool     // joins an account whose own address was proved here
	// TrustedMFA are values of amr or acr with which the provider says that it
	// has asked for a second factor itself.
	TrustedMFA []string
}

const (
	// providerTime bounds what the provider is waited for at a time.
	providerTime = 10 * time.Second
	// providerKnown is how long what the provider said of itself holds.
	providerKnown = 24 * time.Hour
	// providerPause is how long a provider that did not answer is left alone, so
	// that people who sign in then do not queue behind each other.
	providerPause = 3 * time.Second
)

// provider is an OpenID provider. It is asked about itself when somebody first
// signs in with it, so that the server starts without it.
type provider struct {
	SSO
	callback string
	client   *http.Client

	mu     sync.Mutex
	about  *about
	failed time.Time
}

// about is what a provider says of itself.
type about struct {
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
	provider *oidc.Provider
	until    time.Time
}

func newProvider(c *SSO, page string) *provider {
	if c == nil {
		return nil
	}
	return &provider{
		SSO: *c, callback: page + api.Base + "/auth/sso/" + c.ID + "/callback",
		client: &http.Client{Timeout: providerTime},
	}
}

// SSOProviders are the providers for the page that signs in.
func (s *Service) SSOProviders() []api.SSOProvider {
	if s.sso == nil {
		return []api.SSOProvider{}
	}
	return []api.SSOProvider{{ID: s.sso.ID, Name: s.sso.Name}}
}

// provider is the one with this id.
func (s *Service) provider(id string) (*provider, error) {
	if s.sso == nil || s.sso.ID != id {
		return nil, ErrNoProvider
	}
	return s.sso, nil
}

// known asks the provider about itself, or knows.
func (p *provider) known(ctx context.Context) (*about, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.about != nil && time.Now().Before(p.about.until) {
		return p.about, nil
	}
	if time.Since(p.failed) < providerPause {
		return nil, p.unavailable(errors.New("it did not answer a moment ago"))
	}
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), p.Issuer)
	if err != nil {
		if ctx.Err() == nil {
			p.failed = time.Now()
		}
		return nil, p.unavailable(err)
	}
	p.about = &about{
		oauth: oauth2.Config{
			ClientID: p.ClientID, ClientSecret: p.ClientSecret, Endpoint: found.Endpoint(), RedirectURL: p.callback, Scopes: p.Scopes,
		},
		verifier: found.Verifier(&oidc.Config{ClientID: p.ClientID}), provider: found, until: time.Now().Add(providerKnown),
	}
	return p.about, nil
}

func (p *provider) unavailable(cause error) error {
	return ErrProviderDown.Saying("%s does not answer. Try again in a moment, or sign in another way.", p.Name).After(providerPause).Because(cause)
}

// told is what the provider says of whoever signed in there.
type told struct {
	Subject  string   `json:"sub"`
	Email    string   `json:"email"`
	Verified verified `json:"email_verified"`
	Name     string   `json:"name"`
	AMR      []string `json:"amr"`
	ACR      string   `json:"acr"`
}

// verified is true or "true": some providers send it as a text.
type verified bool

func (v *verified) UnmarshalJSON(b []byte) error {
	*v = strings.Trim(string(b), `"`) == "true"
	return nil
}

// redeem exchanges the code for what the provider says. nonce and verifier are
// those of the browser's own beginning.
func (p *provider) redeem(ctx context.Context, code, nonce, verifier string) (*told, error) {
	known, err := p.known(ctx)
	if err != nil {
		return nil, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := known.oauth.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	var refused *oauth2.RetrieveError
	switch {
	case errors.As(err, &refused) && refused.Response != nil && refused.Response.StatusCode < http.StatusInternalServerError:
		return nil, ErrSSORefused.Because(err)
	case err != nil:
		return nil, p.unavailable(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := known.verifier.Verify(ctx, raw)
	if err != nil {
		return nil, ErrSSORefused.Because(err)
	}
	if !hmac.Equal([]byte(id.Nonce), []byte(nonce)) {
		return nil, ErrSSORefused.Because(errors.New("the ID token is of another sign-in: its nonce differs"))
	}
	var who told
	if err := id.Claims(&who); err != nil {
		return nil, ErrSSORefused.Because(err)
	}
	if who.Email == "" {
		if err := p.more(ctx, known, token, &who); err != nil {
			return nil, err
		}
	}
	return &who, nil
}

// more asks the provider's userinfo for what its ID tokens do not hold. It must
// be about the same person ("OpenID Connect Core 1.0", section 5.3.2).
func (p *provider) more(ctx context.Context, known *about, token *oauth2.Token, who *told) error {
	if known.provider.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := known.provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return p.unavailable(err)
	}
	if info.Subject != who.Subject {
		return ErrSSORefused.Because(errors.New("the provider's userinfo is about somebody else"))
	}
	var rest told
	if err := info.Claims(&rest); err != nil {
		return ErrSSORefused.Because(err)
	}
	who.Email, who.Verified = rest.Email, rest.Verified
	if who.Name == "" {
		who.Name = rest.Name
	}
	return nil
}

// how is what somebody has shown by signing in with the provider.
func (p *provider) how(who *told) shown {
	for _, value := range p.TrustedMFA {
		if value == who.ACR || slices.Contains(who.AMR, value) {
			return shown{amr: "fed mfa", factor: "provider"}
		}
	}
	return shown{amr: "fed"}
}

// mayEnter gives the address that the provider vouches for, normal; empty when
// it vouches for none. Where only some domains may sign in, it must be in one.
func (p *provider) mayEnter(who *told) (string, error) {
	email, err := normalEmail(who.Email)
	if err != nil || !bool(who.Verified) {
		email = ""
	}
	if len(p.Domains) == 0 {
		return email, nil
	}
	if email == "" {
		return "", ErrSSOUnverified
	}
	if !slices.Contains(p.Domains, email[strings.LastIndexByte(email, '@')+1:]) {
		return "", ErrSSODomain
	}
	return email, nil
}

// secretFor derives what goes to the provider from the secret of a beginning, so
// that the database holds none of it.
func (s *Service) secretFor(what, state string) string {
	mac := hmac.New(sha256.New, s.states)
	mac.Write([]byte(what + "/" + state))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// s256 is the challenge of a verifier ("Proof Key for Code Exchange", RFC 7636).
func s256(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// written is a value as a ticket keeps it.
func written(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
