package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

const principalPage = elementPage + "principal.html"

// hoverPrincipal explains a type of principal or a principal.
func (c *completer) hoverPrincipal(text string) (Hover, bool) {
	h := Hover{Kind: ItemPrincipal, Title: text, LearnMore: principalPage}
	if c.at.place == PlacePrincipalType {
		h.Text = principalDocs[text]
		h.Detail = "type of principal"
		return h, h.Text != ""
	}
	typ := ""
	if c.at.types != none {
		typ = c.t.text(c.at.types)
	}
	switch {
	case text == "*" && (typ == "" || typ == policy.PrincipalAWS):
		h.Detail = "everyone"
		h.Text = "Everyone, anonymous callers included, as far as the conditions of the statement let them."
		return h, true
	case typ == policy.PrincipalService:
		s, ok := principalByName(text)
		h.Detail, h.Text = "service principal", sentence(s.about)
		return h, ok
	case typ == policy.PrincipalFederated:
		h.Detail, h.Text = describeProvider(text)
		return h, h.Detail != ""
	case typ == policy.PrincipalAWS:
		h.Detail, h.Text = describePrincipal(text)
		return h, h.Detail != ""
	}
	return Hover{}, false
}

// describePrincipal says what an AWS principal is.
func describePrincipal(text string) (detail, about string) {
	if policy.IsAccountID(text) {
		return "account", "The whole account " + text + ": whoever its administrators allow, not only the root user."
	}
	arn, ok := policy.ParseARN(text)
	if !ok {
		switch {
		case strings.HasPrefix(text, "AROA"):
			return "unique id of a role", "AWS shows the unique id where the role has been deleted; a new role of the same name is not meant."
		case strings.HasPrefix(text, "AIDA"):
			return "unique id of a user", "AWS shows the unique id where the user has been deleted; a new user of the same name is not meant."
		}
		return "", ""
	}
	kind, id := arn.ResourceType()
	switch {
	case arn.Resource == "root":
		return "account", "The whole account " + arn.Account + ": whoever its administrators allow, not only the root user."
	case arn.Service == "iam" && kind == "role":
		return "role", "The role " + id + " of account " + arn.Account + ", in every session of it. AWS stores its unique id: a role made anew under the name is not meant."
	case arn.Service == "iam" && kind == "user":
		return "user", "The user " + id + " of account " + arn.Account + ". AWS stores its unique id: a user made anew under the name is not meant."
	case arn.Service == "sts" && kind == "assumed-role":
		return "role session", "One session of a role in account " + arn.Account + ", by role and session name: " + id + "."
	case arn.Service == "sts" && kind == "federated-user":
		return "federated user session", "A session that account " + arn.Account + " made with GetFederationToken for " + id + "."
	}
	return "", ""
}

// describeProvider says what a federated principal is.
func describeProvider(text string) (detail, about string) {
	for _, p := range builtinProviders {
		if p.value == text {
			return "identity provider", p.about
		}
	}
	if arn, ok := policy.ParseARN(text); ok {
		switch kind, id := arn.ResourceType(); kind {
		case "oidc-provider":
			return "OpenID Connect provider", "The provider at https://" + id + ", as registered in account " + arn.Account + "."
		case "saml-provider":
			return "SAML provider", "The SAML provider " + id + " of account " + arn.Account + "."
		}
	}
	return "", ""
}
