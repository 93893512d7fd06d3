package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var oidcCodes = []CodeInfo{
	{
		Code: "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", Type: TypeSecurityWarning, Title: "Missing condition key for oidc principal",
		What:    "Every user of the OpenID Connect provider can assume the role: no claim of their token is tested.",
		Example: `{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/idp.example.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}`,
		Fix:     "Test the provider's aud and sub claims.",
	},
	{
		Code: "MISSING_GITHUB_REPO_CONDITION_KEY", Type: TypeSecurityWarning, Title: "Missing github repo condition key",
		What:    "Every workflow on GitHub can assume the role: no condition tests which repository it runs in.",
		Example: `{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}}`,
		Fix:     "Test token.actions.githubusercontent.com:sub against the repository and branch.",
	},
	{
		Code: "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", Type: TypeWarning, Title: "Specific github repo and branch recommended",
		What:    "The pattern for the workflow's subject leaves the organization, repository or branch open.",
		Example: `{"StringLike": {"token.actions.githubusercontent.com:sub": "repo:example-org/*"}}`,
		Fix:     "Write repo:organization/repository:ref:refs/heads/branch.",
	},
}

// sharedProvider is an OpenID Connect provider that serves many customers, with
// the claim that tells them apart.
type sharedProvider struct {
	issuer string
	claims []string // any of them will do
}

const githubIssuer = "token.actions.githubusercontent.com"

// sharedProviders are those of "Identity-provider controls for shared OIDC
// providers" in the IAM User Guide, and the built-in ones of "Create a role for
// OpenID Connect federation": IAM refuses trust policies that allow them without a
// condition on the claim.
var sharedProviders = []sharedProvider{
	{"cognito-identity.amazonaws.com", []string{"cognito-identity.amazonaws.com:aud"}},
	{"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", []string{"sts:RoleSessionName"}},
	{"agent.buildkite.com", []string{"agent.buildkite.com:sub"}},
	{"oidc.codefresh.io", []string{"oidc.codefresh.io:sub"}},
	{"studio.datachain.ai/api", []string{"studio.datachain.ai/api:sub"}},
	{githubIssuer, []string{githubIssuer + ":sub", githubIssuer + ":job_workflow_ref"}},
	{"oidc-configuration.audit-log.githubusercontent.com", []string{"oidc-configuration.audit-log.githubusercontent.com:sub"}},
	{"vstoken.actions.githubusercontent.com", []string{"vstoken.actions.githubusercontent.com:sub"}},
	{"gitlab.com", []string{"gitlab.com:sub"}},
	{"rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7", []string{"rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7:sub"}},
	{"rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr", []string{"rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr:sub"}},
	{"rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg", []string{"rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg:sub"}},
	{"rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26", []string{"rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26:sub"}},
	{"oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb", []string{"oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb:sub"}},
	{"oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu", []string{"oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu:sub"}},
	{"api.pulumi.com/oidc", []string{"api.pulumi.com/oidc:aud"}},
	{"sandboxes.cloud", []string{"sandboxes.cloud:aud"}},
	{"scalr.io", []string{"scalr.io:sub"}},
	{"tokens.cloud.shisho.dev", []string{"tokens.cloud.shisho.dev:sub"}},
	{"app.terraform.io", []string{"app.terraform.io:sub"}},
	{"proidc.upbound.io", []string{"proidc.upbound.io:sub"}},
	{"oidc.vercel.com", []string{"oidc.vercel.com:aud"}},
	{"accounts.google.com", []string{"accounts.google.com:aud", "accounts.google.com:oaud", "accounts.google.com:sub"}},
	{"www.amazon.com", []string{"www.amazon.com:app_id", "www.amazon.com:sub", "www.amazon.com:user_id"}},
	{"graph.facebook.com", []string{"graph.facebook.com:app_id", "graph.facebook.com:sub", "graph.facebook.com:id"}},
}

func findShared(issuer string) *sharedProvider {
	for i := range sharedProviders {
		if sharedProviders[i].issuer == issuer {
			return &sharedProviders[i]
		}
	}
	return nil
}

// singleAudience reports whether the provider is known to issue tokens for one
// audience.
func singleAudience(prefix string) bool { return findShared(strings.ToLower(prefix)) != nil }

// issuer returns the issuer a federated principal stands for.
func issuer(principal string) string {
	if a, ok := policy.ParseARN(principal); ok {
		principal = strings.TrimPrefix(a.Resource, "oidc-provider/")
	}
	return principal
}

// checkOIDC checks that web identities are limited by a claim of their token.
func (l *linter) checkOIDC(s *statement) {
	if !s.allow || !s.grants("sts:assumerolewithwebidentity") {
		return
	}
	for i := range s.Principal.Entries {
		e := &s.Principal.Entries[i]
		if e.Type.Text != policy.PrincipalFederated {
			continue
		}
		for j := range e.Values.Values {
			v := &e.Values.Values[j]
			if providerKind(v.Text) == providerOIDC {
				l.checkProviderClaims(s, l.principalPath(s, "Principal", e, j), v)
			}
		}
	}
	l.checkGitHubSubject(s)
}

func (l *linter) checkProviderClaims(s *statement, path string, v *policy.Value) {
	name := issuer(v.Text)
	shared := findShared(name)
	github := strings.HasPrefix(name, githubIssuer)
	if shared == nil && github {
		shared = &sharedProvider{name, []string{name + ":sub", name + ":job_workflow_ref"}}
	}
	if shared != nil && !l.limited(s, shared, github) {
		l.malformed(path, v.Span, "IAM refuses to store the policy: %s serves many customers, so a condition must test %s.", clip(name), strings.Join(shared.claims, " or "))
	}
	switch {
	case github:
		if !s.has(name+":sub", name+":job_workflow_ref") {
			l.add("MISSING_GITHUB_REPO_CONDITION_KEY", path, v.Span, "Every workflow on GitHub can assume the role: test %s:sub.", name)
		}
	case !l.testsClaims(s, name) && (shared == nil || !s.has(shared.claims...)):
		l.add("MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", path, v.Span, "Every user of %s can assume the role: test claims such as %s:sub and %s:aud.", clip(name), clip(name), clip(name))
	}
}

// testsClaims reports whether any condition tests a claim of the provider.
func (l *linter) testsClaims(s *statement, issuer string) bool {
	for i := range s.conditions {
		if strings.EqualFold(s.conditions[i].info.prefix, issuer) {
			return true
		}
	}
	return false
}

// limited reports whether the statement has the condition IAM asks for: a claim
// compared by a positive string operator with something other than "*".
func (l *linter) limited(s *statement, p *sharedProvider, github bool) bool {
	for i := range s.conditions {
		c := &s.conditions[i]
		if c.family != familyString || c.negated || c.ifExists || !c.is(p.claims...) {
			continue
		}
		open := false
		for j := range c.key.Values.Values {
			text := c.key.Values.Values[j].Text
			open = open || text == "*" || github && (strings.HasPrefix(text, "*") || strings.TrimSpace(text) == "")
		}
		if !open {
			return true
		}
	}
	return false
}

// checkGitHubSubject looks at patterns for the subject of GitHub workflows.
func (l *linter) checkGitHubSubject(s *statement) {
	for i := range s.conditions {
		c := &s.conditions[i]
		if !c.is(githubIssuer+":sub") || !c.like || c.negated {
			continue
		}
		for j := range c.key.Values.Values {
			v := &c.key.Values.Values[j]
			if policy.HasWildcard(v.Text) && !specificSubject(v.Text, s.has(githubIssuer+":ref")) {
				l.add("SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", l.conditionPath(s, c, j), v.Span, "%s leaves the repository or branch open; write repo:organization/repository:ref:refs/heads/branch.", describe(v.Text))
			}
		}
	}
}

// specificSubject reports whether a pattern names the repository in full, and the
// branch where no other condition does.
func specificSubject(pattern string, branchElsewhere bool) bool {
	repo, rest, _ := strings.Cut(strings.TrimPrefix(pattern, "repo:"), ":")
	if policy.HasWildcard(repo) || !strings.Contains(repo, "/") {
		return false
	}
	return branchElsewhere || rest != "" && !isWild(rest[0]) && !strings.HasSuffix(rest, "/*") && !strings.HasSuffix(rest, ":*")
}
