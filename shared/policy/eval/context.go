package eval

import (
	"fmt"
	"slices"
	"strings"
)

// Context is the request context: the condition keys whose values are known, and
// those that may or may not be present. Every other key is absent, unless it
// follows from the request itself. A nil *Context knows nothing.
type Context struct {
	known      map[string][]string // by lower-case name
	unknown    map[string]string   // lower-case name → name as given
	unknownAll bool
}

// NewContext makes a context. Key names are compared without regard to case
// ("IAM JSON policy elements: Condition"), tag keys within them included. A key
// with an empty list of values is absent. unknown lists keys that may or may not
// be present; "*" means every key that is not known. A key in both is known.
// Two known keys that differ only in case are an error, and so are values longer
// than 8,192 bytes.
func NewContext(known map[string][]string, unknown []string) (*Context, error) {
	c := &Context{known: make(map[string][]string, len(known))}
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		key := strings.ToLower(name)
		if _, twice := c.known[key]; twice {
			return nil, fmt.Errorf("context names the key %q twice, in different case; key names do not differ by case", name)
		}
		for _, v := range known[name] {
			if len(v) > maxContextValue {
				return nil, fmt.Errorf("a value of the context key %q is longer than %d bytes", name, maxContextValue)
			}
		}
		c.known[key] = known[name]
	}
	for _, name := range unknown {
		if name == "*" {
			c.unknownAll = true
			continue
		}
		if c.unknown == nil {
			c.unknown = make(map[string]string, len(unknown))
		}
		c.unknown[strings.ToLower(name)] = name
	}
	return c, nil
}

// maxContextValue is the longest value of a context key, in bytes.
const maxContextValue = 8192

// keyState tells what is known of a context key in a request.
type keyState uint8

const (
	keyAbsent keyState = iota
	keyUnknown
	keyKnown
)

// derivation is how the value of a key follows from the request.
type derivation uint8

const (
	derivedNot derivation = iota
	derivedPrincipalARN
	derivedPrincipalAccount
	derivedPrincipalType
	derivedUsername
	derivedUserID
	derivedIsAWSService
	derivedServiceName
	derivedResourceAccount
	derivedKMSCaller
	derivedOfAccount // a property of identities of accounts
	derivedOfSigned  // a property of signed requests
)

// derivations are the keys that follow from principal and resource
// ("AWS global condition context keys", "IAM policy elements: Variables and
// tags", table of principal key values; "AWS KMS condition keys").
var derivations = map[string]derivation{
	"aws:principalarn":          derivedPrincipalARN,
	"aws:principalaccount":      derivedPrincipalAccount,
	"aws:principaltype":         derivedPrincipalType,
	"aws:username":              derivedUsername,
	"aws:userid":                derivedUserID,
	"aws:principalisawsservice": derivedIsAWSService,
	"aws:principalservicename":  derivedServiceName,
	"aws:resourceaccount":       derivedResourceAccount,
	"s3:resourceaccount":        derivedResourceAccount,
	"kms:calleraccount":         derivedKMSCaller,

	"aws:principalorgid":            derivedOfAccount,
	"aws:principalorgpaths":         derivedOfAccount,
	"aws:federatedprovider":         derivedOfSigned,
	"aws:multifactorauthage":        derivedOfSigned,
	"aws:multifactorauthpresent":    derivedOfSigned,
	"aws:principalservicenameslist": derivedOfSigned,
	"aws:sourceidentity":            derivedOfSigned,
	"aws:tokenissuetime":            derivedOfSigned,
}

// contextKey is a key as a policy names it, prepared for lookup.
type contextKey struct {
	name    string // as the policy writes it
	lower   string
	derived derivation
}

func newContextKey(name string) contextKey {
	lower := strings.ToLower(name)
	derived := derivations[lower]
	if strings.HasPrefix(lower, "aws:principaltag/") {
		derived = derivedOfAccount
	}
	return contextKey{name: name, lower: lower, derived: derived}
}

// lookup gives the values of a key. What the caller says of a key comes before
// what follows from the request.
func (c *Call) lookup(k *contextKey) ([]string, keyState) {
	ctx := c.context
	if ctx != nil {
		if values, ok := ctx.known[k.lower]; ok {
			if len(values) == 0 {
				return nil, keyAbsent
			}
			return values, keyKnown
		}
		if ctx.unknown != nil {
			if _, ok := ctx.unknown[k.lower]; ok {
				return nil, keyUnknown
			}
		}
	}
	if k.derived != derivedNot {
		if values, settled := c.derive(k.derived); settled {
			if values == nil {
				return nil, keyAbsent
			}
			return values, keyKnown
		}
	}
	if ctx != nil && ctx.unknownAll {
		return nil, keyUnknown
	}
	return nil, keyAbsent
}

var isServiceFalse, isServiceTrue = []string{"false"}, []string{"true"}

// derive gives the value of a key that follows from the request; nil with settled
// true means that the key is certainly not present.
func (c *Call) derive(d derivation) (values []string, settled bool) {
	p := c.principal
	iam := p.hasAccountIdentity()
	switch d {
	case derivedPrincipalARN:
		if iam || p.kind == Anonymous {
			return p.arnValue, true
		}
	case derivedPrincipalAccount:
		if iam || p.kind == Anonymous {
			return p.accountValue, true
		}
	case derivedPrincipalType:
		if iam || p.kind == Anonymous {
			return p.typeValue, true
		}
	case derivedUsername:
		return p.usernameValue, iam || p.kind == Anonymous || p.kind == ServicePrincipal
	case derivedUserID:
		return p.useridValue, p.useridValue != nil
	case derivedIsAWSService:
		switch {
		case p.kind == ServicePrincipal:
			return isServiceTrue, true
		case iam:
			return isServiceFalse, true
		case p.kind == Anonymous:
			return nil, true
		}
	case derivedServiceName:
		if p.kind == ServicePrincipal {
			return p.textValue, true
		}
		return nil, iam || p.kind == Anonymous
	case derivedResourceAccount:
		return c.accountOfResource, c.accountOfResource != nil
	case derivedOfAccount:
		return nil, p.kind == Anonymous || p.kind == ServicePrincipal
	case derivedOfSigned:
		return nil, p.kind == Anonymous
	case derivedKMSCaller:
		if c.service == "kms" && iam {
			return p.accountValue, true
		}
	}
	return nil, false
}

// nameMissing adds a key to the list of keys a result hangs on, spelled as the
// caller spelled it, else as the policy does. It does nothing, and allocates
// nothing, when the call does not explain.
func (c *Call) nameMissing(list []string, k *contextKey) []string {
	if !c.explain {
		return nil
	}
	name := k.name
	if c.context != nil {
		if given, ok := c.context.unknown[k.lower]; ok {
			name = given
		}
	}
	return mergeKeys(list, []string{name})
}
