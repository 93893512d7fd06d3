package eval

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// PrincipalKind is the kind of identity that makes a request
// ("AWS JSON policy elements: Principal").
type PrincipalKind uint8

// The kinds of principals.
const (
	RootUser         PrincipalKind = iota + 1 // the root user of an account
	IAMUser                                   // a user with its own credentials
	IAMRole                                   // some session of a role, whose session name is not known
	RoleSession                               // an assumed-role session
	FederatedUser                             // a session from GetFederationToken
	ServicePrincipal                          // an AWS service acting for itself
	IdentityProvider                          // whoever a SAML or OIDC provider vouches for, before a role is assumed
	CanonicalUser                             // an account or CloudFront identity known only by an opaque id
	Anonymous                                 // nobody: an unsigned request
)

// Principal is who makes a request. Make one with [ParsePrincipal].
type Principal struct {
	kind      PrincipalKind
	text      string // as given
	partition string
	account   string // 12 digits, or empty when the principal belongs to no account
	name      string // name of the user or role, without path
	session   string // role session name, or name of the federated user
	entity    string // ARN of the user or role behind the principal
	// The values of the context keys that follow from the principal, kept as
	// one-element lists so that a lookup allocates nothing.
	arnValue, accountValue, typeValue, usernameValue, useridValue, textValue []string
}

// Kind tells what kind of identity the principal is.
func (p *Principal) Kind() PrincipalKind { return p.kind }

// Account is the 12-digit account of the principal, or empty for services,
// identity providers, canonical users and anonymous callers.
func (p *Principal) Account() string { return p.account }

// String gives the principal as it was written.
func (p *Principal) String() string { return p.text }

// ParsePrincipal reads who makes a request:
//
//   - an ARN of a user, role, assumed-role session, federated user or account root;
//   - a 12-digit account id, meaning its root user;
//   - a service principal such as "lambda.amazonaws.com";
//   - an identity provider: the ARN of a SAML or OIDC provider, or the host name
//     of a built-in web identity provider such as "accounts.google.com";
//   - a canonical user id of 64 hexadecimal digits, or a CloudFront origin access
//     identity;
//   - "*" for an anonymous caller.
//
// A role ARN stands for some session of that role. Anything else is an error: a
// group is no principal, and a wildcard names nobody.
func ParsePrincipal(s string) (*Principal, error) {
	switch {
	case s == "":
		return nil, fmt.Errorf("principal is empty; give an ARN, an account id, a service principal, or \"*\" for an anonymous caller")
	case s == "*":
		return &Principal{
			kind: Anonymous, text: s, accountValue: []string{"anonymous"},
			typeValue: []string{"Anonymous"}, useridValue: []string{"anonymous"},
		}, nil
	case strings.ContainsAny(s, "*?"):
		return nil, fmt.Errorf("principal %q: a request is made by one principal, so it cannot hold a wildcard", s)
	case policy.IsAccountID(s):
		return accountPrincipal("arn:aws:iam::"+s+":root", "aws", s), nil
	case strings.HasPrefix(s, "arn:"):
		return parsePrincipalARN(s)
	case isCanonicalID(s):
		return &Principal{kind: CanonicalUser, text: s}, nil
	case isHostName(s):
		return hostPrincipal(s), nil
	}
	return nil, fmt.Errorf("principal %q is neither an ARN, an account id, a service principal nor \"*\"", s)
}

func parsePrincipalARN(s string) (*Principal, error) {
	a, ok := splitARN(s)
	if !ok {
		return nil, fmt.Errorf("principal %q is not a complete ARN (arn:partition:service:region:account:resource)", s)
	}
	kind, rest, _ := strings.Cut(a.resource, "/")
	p := &Principal{text: s, partition: a.partition, account: a.account}
	switch {
	case a.service == "iam" && a.account == "cloudfront" && kind == "user":
		return &Principal{kind: CanonicalUser, text: s}, nil
	case a.service == "iam" && (kind == "saml-provider" || kind == "oidc-provider") && rest != "":
		return &Principal{kind: IdentityProvider, text: s}, nil
	case !policy.IsAccountID(a.account):
		return nil, fmt.Errorf("principal %q: %q is not a 12-digit account id", s, a.account)
	case a.service == "iam" && a.resource == "root":
		return accountPrincipal(s, a.partition, a.account), nil
	case a.service == "iam" && kind == "user" && lastSegment(rest) != "":
		p.kind, p.name, p.entity = IAMUser, lastSegment(rest), s
		p.typeValue, p.usernameValue = []string{"User"}, []string{p.name}
	case a.service == "iam" && kind == "role" && lastSegment(rest) != "":
		p.kind, p.name, p.entity = IAMRole, lastSegment(rest), s
		p.typeValue = []string{"AssumedRole"}
	case a.service == "sts" && kind == "assumed-role":
		if p.name, p.session, ok = strings.Cut(rest, "/"); !ok || p.name == "" || p.session == "" {
			return nil, fmt.Errorf("principal %q: an assumed-role ARN ends in role name and session name", s)
		}
		p.kind, p.entity = RoleSession, "arn:"+a.partition+":iam::"+a.account+":role/"+reservedPath(p.name)+p.name
		p.typeValue = []string{"AssumedRole"}
	case a.service == "sts" && kind == "federated-user" && rest != "":
		p.kind, p.session, p.name = FederatedUser, rest, rest
		p.entity = "arn:" + a.partition + ":iam::" + a.account + ":user/" + rest
		p.typeValue, p.useridValue = []string{"FederatedUser"}, []string{a.account + ":" + rest}
		p.arnValue = []string{s}
	default:
		return nil, fmt.Errorf("principal %q is not a user, role, session or account root", s)
	}
	if p.arnValue == nil {
		p.arnValue = []string{p.entity}
	}
	p.accountValue = []string{p.account}
	return p, nil
}

// reservedPath gives the path of the roles that IAM Identity Center makes, which a
// session's ARN does not carry ("Referencing permission sets in resource policies,
// Amazon EKS Cluster config maps, and AWS KMS key policies"). Where Identity Center
// is not in us-east-1 the path goes on with the Region, which nothing here tells;
// give aws:PrincipalArn in the context where that matters.
func reservedPath(role string) string {
	if strings.HasPrefix(role, "AWSReservedSSO_") {
		return "aws-reserved/sso.amazonaws.com/"
	}
	return ""
}

func accountPrincipal(arn, partition, account string) *Principal {
	return &Principal{
		kind: RootUser, text: arn, partition: partition, account: account, entity: arn,
		arnValue: []string{arn}, accountValue: []string{account},
		typeValue: []string{"Account"}, useridValue: []string{account},
	}
}

// webIdentityHosts are the identity providers that IAM knows without an OIDC
// provider of one's own ("AWS JSON policy elements: Principal", OIDC federated
// principals). cognito-identity.amazonaws.com, which is a service principal too,
// counts as a provider when it calls sts:AssumeRoleWithWebIdentity.
var webIdentityHosts = map[string]bool{
	"accounts.google.com": true, "graph.facebook.com": true, "www.amazon.com": true,
}

func hostPrincipal(host string) *Principal {
	kind := ServicePrincipal
	if webIdentityHosts[host] {
		kind = IdentityProvider
	}
	return &Principal{kind: kind, text: host, textValue: []string{host}}
}

// hasAccountIdentity reports whether the principal is an identity of an account,
// to which identity-based policies and SCPs can apply.
func (p *Principal) hasAccountIdentity() bool { return p.kind <= FederatedUser }

// isServiceLinkedRole recognises a role that only AWS services use, by its path;
// a session ARN carries no path, there the name decides
// ("IAM roles: service-linked roles": path /aws-service-role/, name AWSServiceRoleFor…).
func (p *Principal) isServiceLinkedRole(roleARN string) bool {
	switch p.kind {
	case IAMRole:
		return strings.Contains(p.entity, ":role/aws-service-role/")
	case RoleSession:
		if roleARN != p.entity {
			return strings.Contains(roleARN, ":role/aws-service-role/")
		}
		return strings.HasPrefix(p.name, "AWSServiceRoleFor")
	}
	return false
}

func isCanonicalID(s string) bool {
	if len(s) != 64 {
		return false
	}
	return strings.Trim(s, "0123456789abcdefABCDEF") == ""
}

func isHostName(s string) bool {
	if !strings.Contains(s, ".") || strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".") {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.') {
			return false
		}
	}
	return true
}
