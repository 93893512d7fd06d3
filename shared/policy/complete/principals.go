package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// What the types of principal are: "AWS JSON policy elements: Principal" in the
// IAM User Guide.
var principalDocs = map[string]string{
	policy.PrincipalAWS:           "Accounts, users, roles and sessions: by ARN, by account id, or * for everyone.",
	policy.PrincipalService:       "AWS services that act on their own or on behalf of a resource.",
	policy.PrincipalFederated:     "Identity providers whose users assume the role.",
	policy.PrincipalCanonicalUser: "Accounts by the canonical user id that Amazon S3 gives them.",
}

// principalPatterns are the ARNs that can be AWS principals.
var principalPatterns = func() []pattern {
	var out []pattern
	for _, p := range [...][3]string{
		{"arn:${Partition}:iam::${Account}:role/${RoleName}", "role", "A role of the account, in every session of it."},
		{"arn:${Partition}:iam::${Account}:user/${UserName}", "user", "A user of the account."},
		{"arn:${Partition}:iam::${Account}:root", "account", "The whole account: whoever its administrators allow, not only the root user."},
		{"arn:${Partition}:sts::${Account}:assumed-role/${RoleName}/${SessionName}", "role session", "One session of a role."},
		{"arn:${Partition}:sts::${Account}:federated-user/${UserName}", "federated user session", "A session made with GetFederationToken."},
	} {
		if form, ok := newPattern(p[0], p[1], p[2]); ok {
			form.kind = ItemPrincipal
			out = append(out, form)
		}
	}
	return out
}()

var providerPatterns = func() []pattern {
	var out []pattern
	for _, p := range [...][3]string{
		{"arn:${Partition}:iam::${Account}:oidc-provider/${ProviderAddress}", "OpenID Connect provider", "A provider registered in the account, by its address without https://."},
		{"arn:${Partition}:iam::${Account}:saml-provider/${ProviderName}", "SAML provider", "A SAML provider registered in the account."},
	} {
		if form, ok := newPattern(p[0], p[1], p[2]); ok {
			form.kind = ItemPrincipal
			out = append(out, form)
		}
	}
	return out
}()

// builtinProviders can be named without being registered in the account.
var builtinProviders = [...]choice{
	{"cognito-identity.amazonaws.com", "Amazon Cognito identity pools."},
	{"accounts.google.com", "Google."},
	{"graph.facebook.com", "Facebook."},
	{"www.amazon.com", "Login with Amazon."},
}

// principals offers what can stand for the whole of Principal.
func (c *completer) principals() {
	if c.typed == "" {
		for _, typ := range principalTypesOf(c.opt.Kind) {
			text := `{"` + typ + `": ""}`
			c.add(c.json(Item{
				Label: text, Kind: ItemPrincipal, Documentation: principalDocs[typ], Insert: text, Stops: emptyStrings(text),
			}), rankPrefix)
		}
	}
	if c.opt.Kind != policy.KindTrust {
		c.offer(Item{
			Label: "*", Kind: ItemPrincipal, Detail: "everyone", Insert: "*",
			Documentation: "Everyone, anonymous callers included. Limit it with a condition unless the resource is public.",
		})
	}
}

// principalTypesOf are the types of principal that policies of the kind can name.
func principalTypesOf(kind policy.Kind) []string {
	switch kind {
	case policy.KindTrust:
		return []string{policy.PrincipalAWS, policy.PrincipalService, policy.PrincipalFederated}
	case policy.KindResource:
		return []string{policy.PrincipalAWS, policy.PrincipalService, policy.PrincipalCanonicalUser}
	case policy.KindRCP:
		return nil
	}
	return []string{policy.PrincipalAWS, policy.PrincipalService, policy.PrincipalFederated, policy.PrincipalCanonicalUser}
}

func (c *completer) principalTypes() {
	for _, typ := range principalTypesOf(c.opt.Kind) {
		if r := match(typ, c.typed); r != rankNo && !c.present(c.t.at.container, typ) {
			c.add(c.name(Item{Label: typ, Kind: ItemPrincipal, Documentation: principalDocs[typ], Insert: typ}, `""`), r)
		}
	}
}

// principalValues offers principals of the type that the key names.
func (c *completer) principalValues() {
	switch principalType(c.t.text(c.at.types)) {
	case policy.PrincipalAWS:
		c.awsPrincipals()
	case policy.PrincipalService:
		c.servicePrincipals()
	case policy.PrincipalFederated:
		c.arns(providerPatterns)
		for _, p := range builtinProviders {
			c.offer(Item{Label: p.value, Kind: ItemPrincipal, Detail: "identity provider", Documentation: p.about, Insert: p.value})
		}
	case policy.PrincipalCanonicalUser:
		const form = "${CanonicalUserId}"
		c.offer(Item{Label: form, Kind: ItemPrincipal, Insert: form, Stops: blanks(form), Documentation: "64 hexadecimal digits."})
	}
}

func (c *completer) awsPrincipals() {
	c.arns(principalPatterns)
	if strings.HasPrefix(c.typed, "arn:") {
		return
	}
	account := c.filled().account
	if account == "" {
		account = "${Account}"
	}
	c.offer(Item{
		Label: account, Kind: ItemPrincipal, Detail: "account", Insert: account, Stops: blanks(account),
		Documentation: "The whole account, by its 12 digits: whoever its administrators allow.",
	})
	if c.opt.Kind != policy.KindTrust {
		c.offer(Item{
			Label: "*", Kind: ItemPrincipal, Detail: "everyone", Insert: "*",
			Documentation: "Everyone, anonymous callers included. Limit it with a condition unless the resource is public.",
		})
	}
}

// servicePrincipals offers AWS services by what was typed of their principal or of
// their name.
func (c *completer) servicePrincipals() {
	for _, s := range servicePrincipals {
		r := match(s.value, c.typed)
		if len(c.typed) > 1 {
			if byName := match(s.about, c.typed); byName <= rankWord && r == rankNo {
				r = rankWord
			}
		}
		if c.listed(s.value) {
			continue
		}
		c.add(c.value(Item{Label: s.value, Kind: ItemPrincipal, Detail: s.about, Insert: s.value}), r)
	}
}
