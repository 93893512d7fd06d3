package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// keyPrefix is what stands before the last colon of a condition key: the service,
// or the address of an identity provider.
func keyPrefix(name string) string {
	return name[:max(0, strings.LastIndexByte(name, ':'))]
}

// isProvider reports whether a key's prefix is that of an identity provider.
func isProvider(prefix string) bool {
	return strings.Contains(prefix, ".") || prefix == "saml"
}

// providerOf is the prefix of the keys about a federated principal: saml, or the
// address of an OpenID Connect provider. See "Available keys for AWS web identity
// federation" in the IAM User Guide.
func providerOf(federated string) string {
	switch _, after, found := strings.Cut(federated, ":oidc-provider/"); {
	case found:
		return after
	case strings.Contains(federated, ":saml-provider/"):
		return "saml"
	}
	return federated
}

// providerFits reports whether a key can be in requests of the statement's
// principals: a claim of an identity provider only when it is named, or when what
// was typed asks for it.
func (c *completer) providerFits(key string) bool {
	prefix := keyPrefix(key)
	if !isProvider(prefix) {
		return true
	}
	for _, federated := range c.statement().federated {
		if overlap(globbed(prefix), providerOf(federated)) {
			return true
		}
	}
	return len(c.typed) > 1 && len(c.statement().federated) == 0
}

// Claims that every OpenID Connect token has, and AWS makes keys of.
var commonClaims = [...][2]string{
	{"aud", "The audience the token was issued for: the client that the provider knows."},
	{"sub", "The subject of the token: whom the provider issued it to."},
	{"amr", "How the user was authenticated."},
}

// providerKey is a claim of an identity provider, known or common to all.
func providerKey(name string) *catalog.ConditionKey {
	if sts := catalog.Lookup("sts"); sts != nil {
		if key := sts.ConditionKey(name); key != nil {
			return key
		}
	}
	for _, claim := range commonClaims {
		if strings.HasSuffix(name, ":"+claim[0]) {
			return &catalog.ConditionKey{Name: name, Type: typeString, Description: claim[1]}
		}
	}
	return nil
}

// providerKeys offers audience and subject of the OpenID Connect providers that
// the statement names.
func (c *completer) providerKeys(offer func(*catalog.ConditionKey, string)) {
	for _, federated := range c.statement().federated {
		provider := providerOf(federated)
		if provider == "saml" || !isProvider(provider) || strings.ContainsAny(provider, "*?\"\\") {
			continue
		}
		for _, claim := range commonClaims[:2] {
			offer(providerKey(provider+":"+claim[0]), "")
		}
	}
}
