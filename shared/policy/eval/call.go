package eval

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// maxResource is the longest resource a request may name, in bytes: the longest
// ARN there is ("IAM identifiers").
const maxResource = 2048

// Call is one request to AWS, prepared for evaluation: a principal asks for one
// action on one resource. Make one with [NewCall]. It is not changed by a decision.
type Call struct {
	principal         *Principal
	action            string // as given
	actionLower       string
	service           string // prefix of the action, lower case
	resource          string
	resourceARN       arnFields
	resourceAccount   string   // owner of the resource; the principal's account when nothing tells
	accountOfResource []string // the same as the value of aws:ResourceAccount; nil when nothing tells
	roleARN           string   // role behind a session, with its path when the context tells it
	context           *Context
	explain           bool // collect the keys that a maybe hangs on
}

// NewCall prepares a request.
//
// action is one action, such as "s3:GetObject", in any case. resource is an ARN,
// or "*" (also when empty) for actions that work on no resource. resourceAccount
// is the 12-digit account that owns the resource; when empty, the account in the
// ARN, and where that has none (as for S3) the principal's own account.
// ctx may be nil.
func NewCall(who *Principal, action, resource, resourceAccount string, ctx *Context) (*Call, error) {
	if who == nil {
		return nil, fmt.Errorf("a request needs a principal")
	}
	service, name, ok := strings.Cut(action, ":")
	switch {
	case action == "":
		return nil, fmt.Errorf("action is empty; give one action such as \"s3:GetObject\"")
	case strings.ContainsAny(action, "*?"):
		return nil, fmt.Errorf("action %q: a request asks for one action, so it cannot hold a wildcard", action)
	case !ok || service == "" || name == "" || strings.ContainsAny(action, " \t\r\n"):
		return nil, fmt.Errorf("action %q is not of the form service:Action", action)
	case len(action) > 256:
		return nil, fmt.Errorf("action is longer than 256 bytes")
	case !utf8.ValidString(resource):
		return nil, fmt.Errorf("resource is not valid UTF-8")
	case len(resource) > maxResource:
		return nil, fmt.Errorf("resource is longer than %d bytes", maxResource)
	case resourceAccount != "" && !policy.IsAccountID(resourceAccount):
		return nil, fmt.Errorf("resource account %q is not a 12-digit account id", resourceAccount)
	}
	if resource == "" {
		resource = "*"
	}
	c := &Call{
		action: action, actionLower: strings.ToLower(action),
		service: strings.ToLower(service), resource: resource, context: ctx,
	}
	c.setPrincipal(who)
	c.resourceARN, _ = splitARN(resource)
	c.setResourceAccount(resourceAccount)
	return c, nil
}

// For gives the same request made by another principal, in the same context. It
// serves "who can do this", where one request is asked of many principals.
func (c *Call) For(who *Principal) *Call {
	d := *c
	d.setPrincipal(who)
	if d.accountOfResource == nil {
		d.resourceAccount = who.account
	}
	return &d
}

// setPrincipal settles what only principal and request together tell: whether a
// host name such as cognito-identity.amazonaws.com, which is both a service and
// an identity provider, calls as the one or the other; and the path of the role
// behind a session, which the session's ARN does not carry but aws:PrincipalArn
// in the context does.
func (c *Call) setPrincipal(who *Principal) {
	c.principal, c.roleARN = who, who.entity
	if who.kind == ServicePrincipal && c.isFederation() {
		provider := *who
		provider.kind = IdentityProvider
		c.principal = &provider
	}
	if who.kind != RoleSession || c.context == nil {
		return
	}
	values := c.context.known["aws:principalarn"]
	if len(values) != 1 {
		return
	}
	a, ok := splitARN(values[0])
	if ok && a.account == who.account && strings.HasPrefix(a.resource, "role/") && lastSegment(a.resource) == who.name {
		c.roleARN = values[0]
	}
}

func (c *Call) setResourceAccount(given string) {
	switch {
	case given != "":
		c.resourceAccount = given
	case policy.IsAccountID(c.resourceARN.account):
		c.resourceAccount = c.resourceARN.account
	default:
		c.resourceAccount = c.principal.account
		return
	}
	c.accountOfResource = []string{c.resourceAccount}
}

// isFederation reports whether the action is made with an identity provider's
// assertion instead of AWS credentials ("AssumeRoleWithSAML" and
// "AssumeRoleWithWebIdentity", AWS STS API Reference).
func (c *Call) isFederation() bool {
	return c.actionLower == "sts:assumerolewithsaml" || c.actionLower == "sts:assumerolewithwebidentity"
}

// sameAccount reports whether principal and resource belong to one account.
func (c *Call) sameAccount() bool { return c.principal.account == c.resourceAccount }
