package eval

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// principalForm is what an entry of a Principal element names.
type principalForm uint8

const (
	principalAccount   principalForm = iota // a whole account: its id, or its root ARN
	principalUser                           // a user, by ARN
	principalRole                           // a role, by ARN: all its sessions
	principalSession                        // one assumed-role session, or one federated user
	principalUnique                         // a user or role by its unique id, as AWS shows deleted ones
	principalService                        // an AWS service
	principalProvider                       // a SAML or OIDC identity provider
	principalCanonical                      // a canonical user id, or an origin access identity
	principalEvery                          // every service, or every provider
)

// principalPattern is one entry of a Principal element. Entries hold no wildcards
// but "*" alone ("AWS JSON policy elements: Principal").
type principalPattern struct {
	form      principalForm
	text      string
	partition string // empty: any
	account   string
	name      string // of the role
	of        PrincipalKind
}

// principalSet is a Principal or NotPrincipal element, compiled.
type principalSet struct {
	everyone bool
	entries  []principalPattern
}

func compilePrincipals(set *policy.PrincipalSet) (*principalSet, error) {
	out := &principalSet{everyone: set.Everyone()}
	if set.Text != nil && !set.Any {
		return nil, fmt.Errorf("the Principal %q: a principal written as text can only be \"*\"; write {\"AWS\": …} instead", set.Text.Text)
	}
	for _, entry := range set.Entries {
		for _, v := range entry.Values.Values {
			p, err := compilePrincipal(entry.Type.Text, v.Text)
			if err != nil {
				return nil, err
			}
			out.entries = append(out.entries, p)
		}
	}
	return out, nil
}

func compilePrincipal(kind, text string) (principalPattern, error) {
	p := principalPattern{text: text}
	switch kind {
	case policy.PrincipalAWS:
		return compileAWSPrincipal(text), nil
	case policy.PrincipalService:
		p.form, p.of = principalService, ServicePrincipal
	case policy.PrincipalFederated:
		p.form, p.of = principalProvider, IdentityProvider
	case policy.PrincipalCanonicalUser:
		p.form, p.of = principalCanonical, CanonicalUser
	default:
		return p, fmt.Errorf("the Principal type %q is not one of AWS, Service, Federated and CanonicalUser", kind)
	}
	if text == "*" {
		p.form = principalEvery
	}
	return p, nil
}

// compileAWSPrincipal reads an entry under "AWS". What it cannot read matches
// nobody: AWS refuses it when the policy is saved.
func compileAWSPrincipal(text string) principalPattern {
	p := principalPattern{form: principalUnique, text: text}
	if policy.IsAccountID(text) {
		p.form, p.account = principalAccount, text
		return p
	}
	a, ok := splitARN(text)
	if !ok {
		return p
	}
	p.partition, p.account = a.partition, a.account
	switch {
	case a.service == "iam" && a.resource == "root":
		p.form = principalAccount
	case a.service == "iam" && a.account == "cloudfront":
		p.form = principalCanonical
	case a.service == "iam" && strings.HasPrefix(a.resource, "user/"):
		p.form = principalUser
	case a.service == "iam" && strings.HasPrefix(a.resource, "role/"):
		p.form, p.name = principalRole, lastSegment(a.resource)
	case a.service == "sts":
		p.form = principalSession
	}
	return p
}

// grant tells how a Principal element names the caller. It matters because within
// one account an Allow for a session or user is not limited by implicit denies in
// other policies, one for the role behind a session is limited by boundary and
// session policies, and one for the account only lets the account's own policies
// decide ("Policy evaluation for requests within a single account").
type grant struct {
	direct  finding // the caller itself, or everyone
	entity  finding // the role, or the user who federated, behind the caller
	account finding // the caller's account
}

func (g grant) any() finding { return g.direct.or(g.entity).or(g.account) }

// match tells how the set names the caller.
func (set *principalSet) match(c *Call, sessionOfUser bool) grant {
	if set.everyone {
		return grant{direct: known(yes)}
	}
	var g grant
	for i := range set.entries {
		set.entries[i].match(c, sessionOfUser, &g)
	}
	return g
}

// match adds how one entry names the caller. sessionOfUser tells that a user acts
// in a session with session policies.
func (p *principalPattern) match(c *Call, sessionOfUser bool, g *grant) {
	who := c.principal
	switch p.form {
	case principalEvery:
		g.direct = g.direct.or(known(truthOf(who.kind == p.of)))
	case principalService, principalProvider:
		g.direct = g.direct.or(known(truthOf(who.kind == p.of && who.text == p.text)))
	case principalCanonical:
		g.direct = g.direct.or(known(truthOf(who.kind == CanonicalUser && strings.EqualFold(who.text, p.text))))
	case principalUnique:
		p.matchUnique(c, sessionOfUser, g)
	default:
		if who.hasAccountIdentity() && who.account == p.account && (p.partition == "" || p.partition == who.partition) {
			p.matchIdentity(who, sessionOfUser, g)
		}
	}
}

// matchIdentity tests an entry that names an identity of the caller's account.
func (p *principalPattern) matchIdentity(who *Principal, sessionOfUser bool, g *grant) {
	switch {
	case p.form == principalAccount && who.kind == RootUser:
		g.direct = known(yes)
	case p.form == principalAccount:
		g.account = known(yes)
	case p.form == principalUser && who.kind == IAMUser && who.text == p.text:
		if sessionOfUser {
			g.entity = known(yes)
		} else {
			g.direct = known(yes)
		}
	case p.form == principalUser && who.kind == FederatedUser && lastSegment(p.text) == who.name:
		g.entity = known(yes)
	// Role names are unique within an account whatever the path, and a session's
	// ARN does not carry the path.
	case p.form == principalRole && who.kind == RoleSession && who.name == p.name,
		p.form == principalRole && who.kind == IAMRole && who.text == p.text:
		g.entity = known(yes)
	case p.form == principalSession && (who.kind == RoleSession || who.kind == FederatedUser) && who.text == p.text:
		g.direct = known(yes)
	}
}

// matchUnique tests an entry that is a unique id (AIDA… of a user, AROA… of a
// role) against aws:userid, which is the user's id, or role id, colon, session name.
func (p *principalPattern) matchUnique(c *Call, sessionOfUser bool, g *grant) {
	kind := c.principal.kind
	if kind != IAMUser && kind != IAMRole && kind != RoleSession {
		return
	}
	if !strings.HasPrefix(p.text, "AIDA") && !strings.HasPrefix(p.text, "AROA") {
		return
	}
	key := &userIDKey
	values, state := c.lookup(key)
	switch state {
	case keyUnknown:
		f := finding{maybe, c.nameMissing(nil, key)}
		if kind == IAMUser && !sessionOfUser {
			g.direct = g.direct.or(f)
		} else {
			g.entity = g.entity.or(f)
		}
	case keyKnown:
		id, _, session := strings.Cut(values[0], ":")
		switch {
		case values[0] == p.text && kind == IAMUser && !sessionOfUser, values[0] == p.text && session:
			g.direct = known(yes)
		case id == p.text:
			g.entity = known(yes)
		}
	}
}

var userIDKey = newContextKey("aws:userid")

// excepts tells whether a NotPrincipal element spares the caller from a Deny.
// AWS checks the account, then the user or role, then the session, and each of
// them must be listed; an unlisted account denies everybody in it ("AWS JSON
// policy elements: NotPrincipal"). all is that; some is whether any part of the
// caller's identity is listed, which is what an Allow with NotPrincipal spares.
func (set *principalSet) excepts(c *Call) (all, some finding) {
	if set.everyone {
		return known(yes), known(yes)
	}
	g := set.match(c, false)
	some = g.any()
	switch c.principal.kind {
	case IAMRole:
		return g.account.and(g.entity), some
	case IAMUser, FederatedUser:
		return g.account.and(g.direct), some
	case RoleSession:
		return g.account.and(g.entity).and(g.direct), some
	}
	return g.direct, some
}
