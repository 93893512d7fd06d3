package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var trustCodes = []CodeInfo{
	{
		Code: "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", Type: TypeError, Title: "Role trust policy syntax error notprincipal",
		What:    "Role trust policies know no NotPrincipal.",
		Example: `{"Effect": "Allow", "NotPrincipal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}`,
		Fix:     "Name in Principal who may assume the role.",
	},
	{
		Code: "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", Type: TypeError, Title: "Role trust policy unsupported wildcard in principal",
		What:    `A role trust policy cannot have "Principal": "*".`,
		Example: `{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}`,
		Fix:     "Name who may assume the role.",
	},
	{
		Code: "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", Type: TypeError, Title: "Role trust policy syntax error resource",
		What:    "A role trust policy is about the role it belongs to and names no resource.",
		Example: `{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole", "Resource": "*"}`,
		Fix:     "Remove the Resource element.",
	},
	{
		Code: "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", Type: TypeError, Title: "Invalid federated principal syntax in role trust policy",
		What:    "A federated principal is neither a domain name nor the ARN of an identity provider.",
		Example: `{"Effect": "Allow", "Principal": {"Federated": "my idp"}, "Action": "sts:AssumeRoleWithSAML"}`,
		Fix:     "Write the provider's ARN, or the domain name of a built-in provider.",
	},
	{
		Code: "MISMATCHED_ACTION_FOR_PRINCIPAL", Type: TypeError, Title: "Mismatched action for principal",
		What:    "SAML providers go with sts:AssumeRoleWithSAML, OpenID Connect providers with sts:AssumeRoleWithWebIdentity, other principals with sts:AssumeRole.",
		Example: `{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/idp"}, "Action": "sts:AssumeRoleWithWebIdentity"}`,
		Fix:     "Use the action that belongs to the principal.",
	},
	{
		Code: "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY", Type: TypeError, Title: "Missing action for roles anywhere trust policy",
		What:    "IAM Roles Anywhere needs sts:AssumeRole, sts:SetSourceIdentity and sts:TagSession.",
		Example: `{"Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": "sts:AssumeRole"}`,
		Fix:     "Add the missing actions.",
	},
	{
		Code: "MISSING_ACTION_FOR_CONDITION_KEY", Type: TypeError, Title: "Missing action for condition key",
		What:    "The condition needs a value that callers may only set with another action, which the policy does not allow.",
		Example: `{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"sts:SourceIdentity": "*"}}}`,
		Fix:     "Allow sts:SetSourceIdentity or sts:TagSession as well.",
	},
	{
		Code: "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", Type: TypeSuggestion, Title: "Redundant principal in role trust policy",
		What:    "A session is named beside the role it belongs to.",
		Example: `{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::123456789012:role/app", "arn:aws:sts::123456789012:assumed-role/app/s1"]}, "Action": "sts:AssumeRole"}`,
		Fix:     "Remove the session.",
	},
	{
		Code: "UNSUPPORTED_ACTION_IN_POLICY", Type: TypeError, Title: "Unsupported action in policy",
		What:    "The action cannot be allowed by the policy of this resource.",
		Example: `{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "s3:GetObject"}`,
		Fix:     "Move the action to the policy of the resource it acts on, or to an identity-based policy.",
	},
}

// checkTrust checks a statement of a role trust policy.
func (l *linter) checkTrust(s *statement) {
	if s.Element("NotPrincipal") != nil {
		l.add("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", l.path(s, "NotPrincipal"), elementSpan(s.Statement, "NotPrincipal"), "Role trust policies know no NotPrincipal; name who may assume the role.")
	}
	if s.Principal != nil && s.Principal.Any {
		l.add("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", l.path(s, "Principal"), s.Principal.Span, `A role trust policy cannot have "Principal": "*".`)
	}
	l.checkTrustActions(s)
	if s.Principal == nil {
		return
	}
	l.checkFederation(s)
	l.checkRolesAnywhere(s)
	l.checkSessionKeys(s)
	l.checkRedundantSessions(s)
	l.checkOIDC(s)
}

// checkTrustActions checks that only actions of AWS STS are allowed: IAM refuses
// everything else in a trust policy.
func (l *linter) checkTrustActions(s *statement) {
	if s.notAction {
		l.malformed(l.path(s, "NotAction"), elementSpan(s.Statement, "NotAction"), "IAM refuses NotAction in a trust policy; list the actions of AWS STS.")
		return
	}
	for i := range s.actions {
		a := &s.actions[i]
		if a.service != nil && a.service.Prefix != "sts" {
			l.add("UNSUPPORTED_ACTION_IN_POLICY", l.actionPath(s, a), a.value.Span, "%s cannot be allowed by a role trust policy: only actions of AWS STS can.", clip(a.value.Text))
		}
	}
}

func (l *linter) checkFederated(path string, v *policy.Value) {
	if v.Text == "*" || policy.HasWildcard(v.Text) {
		l.add("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", path, v.Span, "%s: an identity provider is named in full.", describe(v.Text))
		return
	}
	if providerKind(v.Text) == providerUnknown {
		l.add("INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", path, v.Span, "%s is neither a domain name nor the ARN of an identity provider.", describe(v.Text))
	}
}

type provider uint8

const (
	providerUnknown provider = iota
	providerSAML
	providerOIDC
)

// providerKind tells what a federated principal is.
func providerKind(s string) provider {
	if strings.HasPrefix(s, "arn:") {
		a, ok := policy.ParseARN(s)
		switch {
		case !ok || a.Service != "iam" || !isPartition(a.Partition) || !policy.IsAccountID(a.Account):
		case namedAfter(a.Resource, "saml-provider/"):
			return providerSAML
		case namedAfter(a.Resource, "oidc-provider/"):
			return providerOIDC
		}
		return providerUnknown
	}
	if isDomain(s) {
		return providerOIDC
	}
	return providerUnknown
}

// isDomain reports whether s is a host name with a dot, perhaps with a path.
func isDomain(s string) bool {
	host, _, _ := strings.Cut(s, "/")
	labels := strings.Split(host, ".")
	if len(labels) < 2 || len(host) > 253 {
		return false
	}
	for _, label := range labels {
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := 0; i < len(label); i++ {
			if !isAlphanumeric(label[i]) && label[i] != '-' {
				return false
			}
		}
	}
	return true
}

// checkFederation compares the actions with the kinds of principal.
func (l *linter) checkFederation(s *statement) {
	if !s.allow || s.notAction {
		return
	}
	var saml, oidc, other bool
	for i := range s.Principal.Entries {
		e := &s.Principal.Entries[i]
		for j := range e.Values.Values {
			switch {
			case e.Type.Text != policy.PrincipalFederated:
				other = true
			case providerKind(e.Values.Values[j].Text) == providerSAML:
				saml = true
			case providerKind(e.Values.Values[j].Text) == providerOIDC:
				oidc = true
			}
		}
	}
	if !saml && !oidc && !other {
		return
	}
	for i := range s.actions {
		a := &s.actions[i]
		fits := true
		switch strings.ToLower(a.value.Text) {
		case "sts:assumerolewithsaml":
			fits = saml
		case "sts:assumerolewithwebidentity":
			fits = oidc
		case "sts:assumerole":
			fits = other
		}
		if !fits {
			l.add("MISMATCHED_ACTION_FOR_PRINCIPAL", l.actionPath(s, a), a.value.Span,
				"%s does not go with these principals: SAML providers use sts:AssumeRoleWithSAML, OpenID Connect providers sts:AssumeRoleWithWebIdentity, others sts:AssumeRole.", clip(a.value.Text))
		}
	}
}

var rolesAnywhereActions = [...]string{"sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"}

// checkRolesAnywhere checks that IAM Roles Anywhere is allowed all it needs, in
// this or another statement.
func (l *linter) checkRolesAnywhere(s *statement) {
	const service = "rolesanywhere.amazonaws.com"
	if !s.allow || !namesService(s.Statement, service) {
		return
	}
	var missing []string
	for _, action := range rolesAnywhereActions {
		granted := false
		for i := range l.st {
			if o := &l.st[i]; o.allow && namesService(o.Statement, service) && o.grants(strings.ToLower(action)) {
				granted = true
				break
			}
		}
		if !granted {
			missing = append(missing, action)
		}
	}
	if len(missing) > 0 {
		l.add("MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY", l.path(s, "Action"), elementSpan(s.Statement, "Action"), "IAM Roles Anywhere also needs %s.", some(missing))
	}
}

func namesService(st *policy.Statement, service string) bool {
	if st.Principal == nil {
		return false
	}
	for i := range st.Principal.Entries {
		e := &st.Principal.Entries[i]
		if e.Type.Text != policy.PrincipalService {
			continue
		}
		for j := range e.Values.Values {
			if e.Values.Values[j].Text == service {
				return true
			}
		}
	}
	return false
}

// checkSessionKeys finds conditions on what callers set for their session where
// the trust policy does not let them set it: see "Passing session tags in AWS STS"
// and "Monitor and control actions taken with assumed roles".
func (l *linter) checkSessionKeys(s *statement) {
	if !s.allow || s.notAction {
		return
	}
	for i := range s.conditions {
		c := &s.conditions[i]
		if !c.needsKey() {
			continue
		}
		var need string
		switch {
		case c.is("sts:SourceIdentity"):
			need = "sts:SetSourceIdentity"
		case c.info.tag == "RequestTag", c.is("aws:TagKeys", "sts:TransitiveTagKeys"):
			need = "sts:TagSession"
		default:
			continue
		}
		granted := false
		for j := range l.st {
			granted = granted || l.st[j].allow && l.st[j].grants(strings.ToLower(need))
		}
		if !granted {
			l.add("MISSING_ACTION_FOR_CONDITION_KEY", l.conditionPath(s, c, -1), c.key.Name.Span, "Callers can only set %s with %s; allow it as well.", clip(c.key.Name.Text), need)
		}
	}
}

// checkRedundantSessions finds sessions named beside their role.
func (l *linter) checkRedundantSessions(s *statement) {
	for i := range s.Principal.Entries {
		e := &s.Principal.Entries[i]
		if e.Type.Text != policy.PrincipalAWS || len(e.Values.Values) < 2 {
			continue
		}
		roles := map[string]string{} // account and name of a role → its ARN
		for j := range e.Values.Values {
			a, ok := policy.ParseARN(e.Values.Values[j].Text)
			if name, isRole := strings.CutPrefix(a.Resource, "role/"); ok && isRole && a.Service == "iam" {
				roles[a.Account+"/"+name[strings.LastIndexByte(name, '/')+1:]] = e.Values.Values[j].Text
			}
		}
		for j := range e.Values.Values {
			v := &e.Values.Values[j]
			a, _ := policy.ParseARN(v.Text)
			session, ok := strings.CutPrefix(a.Resource, "assumed-role/")
			if !ok || a.Service != "sts" {
				continue
			}
			name, _, _ := strings.Cut(session, "/")
			if role, named := roles[a.Account+"/"+name]; named {
				f := l.add("REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", l.principalPath(s, "Principal", e, j), v.Span, "The session %s belongs to the role %s, which is listed too.", clip(v.Text), clip(role))
				f.Fix = removeValue(&e.Values, j, "Remove the session")
			}
		}
	}
}
