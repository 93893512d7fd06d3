package server

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/accounts"
)

var notInAddress = regexp.MustCompile(`[^a-z0-9]+`)

// sso reads the settings OIDC_…; nil when there is no provider.
func (c *Config) sso() (*accounts.SSO, error) {
	bad := func(name, value, want string) error { return fmt.Errorf("setting %s=%q: %s", name, value, want) }
	scopes := strings.Fields(cmp.Or(c.OIDCScopes, "openid email profile"))
	if !slices.Contains(scopes, "openid") {
		return nil, bad("OIDC_SCOPES", c.OIDCScopes, "must hold openid, with blanks between scopes")
	}
	register, join := cmp.Or(c.OIDCRegistration, "open"), cmp.Or(c.OIDCLink, "confirm")
	if register != "open" && register != "existing" {
		return nil, bad("OIDC_REGISTRATION", register, "must be open or existing")
	}
	if join != "confirm" && join != "verified" {
		return nil, bad("OIDC_LINK", join, "must be confirm or verified")
	}
	if c.OIDCIssuer == "" {
		for name, value := range map[string]string{
			"OIDC_CLIENT_ID": c.OIDCClientID, "OIDC_CLIENT_SECRET": c.OIDCClientSecret, "OIDC_NAME": c.OIDCName,
			"OIDC_ALLOWED_DOMAINS": c.OIDCAllowedDomains, "OIDC_TRUSTED_MFA": c.OIDCTrustedMFA,
		} {
			if value != "" {
				return nil, fmt.Errorf("setting %s needs OIDC_ISSUER too: the address of the provider", name)
			}
		}
		return nil, nil // no provider, which is no error
	}
	u, err := url.Parse(c.OIDCIssuer)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil || (u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname()))) {
		return nil, bad("OIDC_ISSUER", c.OIDCIssuer, "must be the https:// address that the provider calls itself by (http:// only on this machine)")
	}
	if c.OIDCClientID == "" {
		return nil, errors.New("setting OIDC_ISSUER needs OIDC_CLIENT_ID too: what the provider knows this server by")
	}
	if c.PublicURL == "" && !c.local() {
		return nil, errors.New("setting OIDC_ISSUER needs PUBLIC_URL too: the address that the provider sends people back to")
	}
	name := cmp.Or(strings.TrimSpace(c.OIDCName), u.Hostname())
	id := strings.Trim(notInAddress.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if len(name) > 60 || id == "" || id == "exchange" {
		return nil, bad("OIDC_NAME", c.OIDCName, "must be a name for a button, of at most 60 characters, with letters a–z or digits in it")
	}
	out := &accounts.SSO{
		ID: id, Name: name, Issuer: c.OIDCIssuer, ClientID: c.OIDCClientID, ClientSecret: c.OIDCClientSecret, Scopes: scopes,
		Register: register == "open", JoinVerified: join == "verified", TrustedMFA: listed(c.OIDCTrustedMFA),
	}
	for _, domain := range listed(strings.ToLower(c.OIDCAllowedDomains)) {
		domain = strings.TrimPrefix(domain, "@")
		if domain == "" || strings.ContainsAny(domain, "@*/: ") {
			return nil, bad("OIDC_ALLOWED_DOMAINS", c.OIDCAllowedDomains, "must be domains such as example.com, with commas between them")
		}
		out.Domains = append(out.Domains, domain)
	}
	return out, nil
}

// listed is the parts of a setting between commas.
func listed(setting string) (out []string) {
	for part := range strings.SplitSeq(setting, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}
