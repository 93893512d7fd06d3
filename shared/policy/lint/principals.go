package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var principalCodes = []CodeInfo{
	{
		Code: "INVALID_PRINCIPAL_FORMAT", Type: TypeError, Title: "Invalid principal format",
		What:    `A principal is written in a form AWS does not know: a bare string other than "*", or a value that is no account, ARN or id.`,
		Example: `{"Effect": "Allow", "Principal": "123456789012", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     `Write a map: "Principal": {"AWS": "123456789012"}.`,
	},
	{
		Code: "INVALID_PRINCIPAL_KEY", Type: TypeError, Title: "Invalid principal key",
		What:    "A principal's kind is none of AWS, Service, Federated and CanonicalUser. The kinds are case-sensitive.",
		Example: `{"Effect": "Allow", "Principal": {"aws": "123456789012"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     "Correct the kind.",
	},
	{
		Code: "UNSUPPORTED_WILDCARD_IN_PRINCIPAL", Type: TypeError, Title: "Unsupported wildcard in principal",
		What:    `Principals are named in full. "*" alone means everyone; it cannot stand for part of a name.`,
		Example: `{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/app-*"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     "Name the principals, or allow the account and test aws:PrincipalArn in a condition.",
	},
	{
		Code: "EMPTY_ARRAY_PRINCIPAL", Type: TypeSuggestion, Title: "Empty array principal",
		What:    "A list of principals is empty, so the statement is about nobody.",
		Example: `{"Effect": "Allow", "Principal": {"AWS": []}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     "Name the principals, or remove the statement.",
	},
	{
		Code: "EMPTY_OBJECT_PRINCIPAL", Type: TypeSuggestion, Title: "Empty object principal",
		What:    "The principal is an empty object, so the statement is about nobody.",
		Example: `{"Effect": "Allow", "Principal": {}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     "Name the principals, or remove the statement.",
	},
	{
		Code: "FEDERATED_PRINCIPAL_NOT_SUPPORTED", Type: TypeError, Title: "Federated principal not supported",
		What:    "Identity providers can be principals of role trust policies only.",
		Example: `{"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     "Allow the role that federated users assume.",
	},
	{
		Code: "INVALID_ROLE_REFERENCE", Type: TypeWarning, Title: "Invalid role reference",
		What:    "The principal is the unique id of a role, which AWS shows when the role has been deleted.",
		Example: `{"Effect": "Allow", "Principal": {"AWS": "AROAEXAMPLEID1234567"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     "Write the role's ARN, or remove the principal.",
	},
	{
		Code: "INVALID_USER_REFERENCE", Type: TypeWarning, Title: "Invalid user reference",
		What:    "The principal is the unique id of a user, which AWS shows when the user has been deleted.",
		Example: `{"Effect": "Allow", "Principal": {"AWS": "AIDAEXAMPLEID1234567"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     "Write the user's ARN, or remove the principal.",
	},
	{
		Code: "ALLOW_WITH_NOT_PRINCIPAL", Type: TypeSecurityWarning, Title: "Allow with NotPrincipal",
		What:    "The statement allows everyone but those named, anonymous callers included.",
		Example: `{"Effect": "Allow", "NotPrincipal": {"AWS": "123456789012"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     "Name those who are allowed in Principal; deny the others in a second statement.",
	},
	{
		Code: "INVALID_SERVICE_PRINCIPAL_FORMAT", Type: TypeError, Title: "Invalid service principal format",
		What:    "A service principal is written in another form than service.amazonaws.com.",
		Example: `{"Effect": "Allow", "Principal": {"Service": "lambda"}, "Action": "sts:AssumeRole"}`,
		Fix:     "Write the service principal in full and in lower case: lambda.amazonaws.com.",
	},
}

// principalTypes are the keys of a principal map.
var principalTypes = [...]string{policy.PrincipalAWS, policy.PrincipalService, policy.PrincipalFederated, policy.PrincipalCanonicalUser}

func (l *linter) checkPrincipals(s *statement) {
	if !l.kind.HasPrincipal() {
		return
	}
	if l.kind != policy.KindRCP {
		l.checkPrincipalSet(s, "Principal", s.Principal)
		if l.kind != policy.KindTrust {
			l.checkPrincipalSet(s, "NotPrincipal", s.NotPrincipal)
		}
	}
	if s.allow && s.Element("NotPrincipal") != nil && l.kind == policy.KindResource {
		l.add("ALLOW_WITH_NOT_PRINCIPAL", l.path(s, "NotPrincipal"), elementSpan(s.Statement, "NotPrincipal"),
			"Allow with NotPrincipal lets in everyone who is not listed, anonymous callers included.")
	}
}

func (l *linter) checkPrincipalSet(s *statement, element string, p *policy.PrincipalSet) {
	if p == nil || p.Any {
		return
	}
	if p.Text != nil {
		l.checkBarePrincipal(s, element, p.Text)
		return
	}
	if len(p.Entries) == 0 {
		if l.doc.Source()[p.Span.Offset] == '{' {
			l.add("EMPTY_OBJECT_PRINCIPAL", l.path(s, element), p.Span, "%s is an empty object: the statement is about nobody.", element)
			if l.isIAM() {
				l.malformed(l.path(s, element), p.Span, "IAM refuses a trust policy without a principal.")
			}
		}
		return
	}
	for i := range p.Entries {
		e := &p.Entries[i]
		path := l.path(s, element, e.Type.Text)
		if !isPrincipalType(e.Type.Text) {
			l.checkPrincipalKey(path, &e.Type)
			continue
		}
		if len(e.Values.Values) == 0 {
			l.add("EMPTY_ARRAY_PRINCIPAL", path, e.Values.Span, "The list of %s principals is empty.", e.Type.Text)
			if l.isIAM() {
				l.malformed(path, e.Values.Span, "IAM refuses an empty list of principals.")
			}
		}
		if e.Type.Text == policy.PrincipalFederated && l.kind != policy.KindTrust {
			l.add("FEDERATED_PRINCIPAL_NOT_SUPPORTED", path, e.Type.Span, "Only role trust policies can name an identity provider as principal.")
			continue
		}
		for j := range e.Values.Values {
			if v := &e.Values.Values[j]; v.IsString() {
				l.checkPrincipal(l.principalPath(s, element, e, j), e.Type.Text, v)
			}
		}
	}
}

// principalPath names one principal of an entry of Principal or NotPrincipal.
func (l *linter) principalPath(s *statement, element string, e *policy.PrincipalEntry, i int) string {
	path := l.path(s, element, e.Type.Text)
	if e.Values.Single {
		return path
	}
	return policy.JoinPath(path, i)
}

// checkBarePrincipal reports a principal written as a string.
func (l *linter) checkBarePrincipal(s *statement, element string, v *policy.Value) {
	f := l.add("INVALID_PRINCIPAL_FORMAT", l.path(s, element), v.Span, `%s must be "*" or an object such as {"AWS": "123456789012"}.`, element)
	switch {
	case policy.IsAccountID(v.Text) || strings.HasPrefix(v.Text, "arn:"):
		f.Fix = replace(v.Span, `{"AWS": `+quote(v.Text)+`}`, "Write as an AWS principal")
	case servicePrincipal(v.Text):
		f.Fix = replace(v.Span, `{"Service": `+quote(v.Text)+`}`, "Write as a service principal")
	}
}

func isPrincipalType(s string) bool {
	for _, t := range principalTypes {
		if t == s {
			return true
		}
	}
	return false
}

func (l *linter) checkPrincipalKey(path string, key *policy.Value) {
	f := l.add("INVALID_PRINCIPAL_KEY", path, key.Span, "%s is no kind of principal; use AWS, Service, Federated or CanonicalUser.", describe(key.Text))
	for _, t := range principalTypes {
		if strings.EqualFold(t, key.Text) {
			f.Fix = replaceText(key, t, "Write "+t)
		}
	}
}

func (l *linter) checkPrincipal(path, kind string, v *policy.Value) {
	switch kind {
	case policy.PrincipalAWS:
		l.checkAWSPrincipal(path, v)
	case policy.PrincipalService:
		if policy.HasWildcard(v.Text) {
			l.add("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", path, v.Span, "%s: a service principal has no wildcards.", describe(v.Text))
		} else if !servicePrincipal(v.Text) {
			l.badServicePrincipal(path, v)
		}
	case policy.PrincipalFederated:
		l.checkFederated(path, v)
	case policy.PrincipalCanonicalUser:
		if policy.HasWildcard(v.Text) {
			l.add("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", path, v.Span, "%s: a canonical user id has no wildcards.", describe(v.Text))
		} else if !isHex(v.Text, 64) {
			l.add("INVALID_PRINCIPAL_FORMAT", path, v.Span, "%s is not a canonical user id of 64 hexadecimal digits.", describe(v.Text))
		}
	}
}

func (l *linter) badServicePrincipal(path string, v *policy.Value) {
	f := l.add("INVALID_SERVICE_PRINCIPAL_FORMAT", path, v.Span, "%s is not a service principal; write service.amazonaws.com.", describe(v.Text))
	if low := strings.ToLower(v.Text); servicePrincipal(low) {
		f.Fix = replaceText(v, low, "Write in lower case")
	}
}

// servicePrincipal reports whether s has the form of a service principal. Most
// end in amazonaws.com; a few services have their own domains. See "AWS JSON
// policy elements: Principal", section "AWS service principals".
func servicePrincipal(s string) bool {
	host := strings.TrimSuffix(s, ".cn")
	var name string
	found := false
	for _, domain := range [...]string{".amazonaws.com", ".aws.internal", ".amazon.com", ".amazonaws.eu", ".c2s.ic.gov", ".sc2s.sgov.gov"} {
		if name, found = strings.CutSuffix(host, domain); found {
			break
		}
	}
	if !found || name == "" {
		return false
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_') {
			return false
		}
	}
	return true
}

func isHex(s string, length int) bool {
	if len(s) != length {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := lower(s[i])
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f') {
			return false
		}
	}
	return true
}

// checkAWSPrincipal checks an account, user, role, session or everyone.
func (l *linter) checkAWSPrincipal(path string, v *policy.Value) {
	text := v.Text
	switch {
	case text == "*" || policy.IsAccountID(text):
		return
	case policy.HasWildcard(text):
		l.add("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", path, v.Span, "%s: a wildcard cannot stand for part of a principal.", clip(text))
		return
	case uniqueID(text, "AROA"):
		l.add("INVALID_ROLE_REFERENCE", path, v.Span, "%s is the unique id of a role; write its ARN.", clip(text))
		return
	case uniqueID(text, "AIDA"):
		l.add("INVALID_USER_REFERENCE", path, v.Span, "%s is the unique id of a user; write its ARN.", clip(text))
		return
	case uniqueID(text, "ABIA"), uniqueID(text, "ACCA"), uniqueID(text, "APKA"), uniqueID(text, "AGPA"), uniqueID(text, "ANPA"):
		l.add("INVALID_PRINCIPAL_FORMAT", path, v.Span, "%s is not the id of a user or role.", clip(text))
		return
	}
	arn, ok := policy.ParseARN(text)
	if ok && strings.Contains(text, "${") {
		return // reported where variables are checked
	}
	if !ok || !isPartition(arn.Partition) || !principalARN(arn) {
		l.add("INVALID_PRINCIPAL_FORMAT", path, v.Span, "%s is not an account, a user, a role or a session.", describe(text))
	}
}

// uniqueID reports whether s has the form of an IAM unique id with that prefix:
// see "IAM identifiers" in the IAM User Guide.
func uniqueID(s, prefix string) bool {
	if !strings.HasPrefix(s, prefix) || len(s) < 16 || len(s) > 128 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !('A' <= c && c <= 'Z' || '0' <= c && c <= '9') {
			return false
		}
	}
	return true
}

// principalARN reports whether ARNs of this form can be AWS principals.
func principalARN(a policy.ARN) bool {
	if a.Region != "" {
		return false
	}
	switch a.Service {
	case "iam":
		if a.Account == "cloudfront" {
			return strings.HasPrefix(a.Resource, "user/CloudFront Origin Access Identity ")
		}
		return policy.IsAccountID(a.Account) && (a.Resource == "root" || namedAfter(a.Resource, "user/") || namedAfter(a.Resource, "role/"))
	case "sts":
		return policy.IsAccountID(a.Account) && (namedAfter(a.Resource, "assumed-role/") || namedAfter(a.Resource, "federated-user/") || a.Resource == "self")
	}
	return false
}

func namedAfter(s, prefix string) bool {
	return strings.HasPrefix(s, prefix) && len(s) > len(prefix)
}
