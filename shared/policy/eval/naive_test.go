package eval

import (
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net"
	"regexp"
	"strings"
	"time"
)

// naive is a second implementation of the evaluation logic, written straight from
// the documentation over decoded JSON, with regular expressions and without any
// preparation, three-valued logic or early exit. It serves to check the compiled
// one; it covers what the random requests of the property tests use.
type naive struct {
	principal string
	action    string
	resource  string
	context   map[string][]string // by lower-case name
	boundary  bool
	sessions  bool
}

// value gives the values of a key: from the context, or implied.
func (n *naive) value(key string) []string {
	key = strings.ToLower(key)
	if v, ok := n.context[key]; ok {
		return v
	}
	parts := strings.Split(n.principal, ":")
	switch {
	case n.principal == "*":
		return map[string][]string{"aws:principaltype": {"Anonymous"}, "aws:principalaccount": {"anonymous"}}[key]
	case len(parts) < 6:
		return map[string][]string{"aws:principalisawsservice": {"true"}}[key]
	}
	kind, name, _ := strings.Cut(parts[5], "/")
	switch key {
	case "aws:principalarn":
		if kind == "assumed-role" {
			return []string{"arn:aws:iam::" + parts[4] + ":role/" + strings.Split(name, "/")[0]}
		}
		return []string{n.principal}
	case "aws:principalaccount":
		return []string{parts[4]}
	case "aws:principalisawsservice":
		return []string{"false"}
	case "aws:username":
		if kind == "user" {
			return []string{name}
		}
	case "aws:principaltype":
		return []string{map[string]string{"user": "User", "role": "AssumedRole", "assumed-role": "AssumedRole", "federated-user": "FederatedUser", "root": "Account"}[kind]}
	}
	return nil
}

// expression turns a policy value into a regular expression; ok is false when a
// variable has no value.
func (n *naive) expression(value string, wild, variables, fold bool) (*regexp.Regexp, bool) {
	var b strings.Builder
	b.WriteString("(?s)^")
	if fold {
		b.WriteString("(?i)")
	}
	for value != "" {
		if variables && strings.HasPrefix(value, "${") {
			if end := strings.Index(value, "}"); end > 0 {
				name := value[2:end]
				value = value[end+1:]
				if name == "*" || name == "?" || name == "$" {
					b.WriteString(regexp.QuoteMeta(name))
					continue
				}
				name, standard, hasDefault := strings.Cut(name, ", ")
				v := n.value(name)
				switch {
				case len(v) == 1:
					b.WriteString(regexp.QuoteMeta(v[0]))
				case len(v) == 0 && hasDefault:
					b.WriteString(regexp.QuoteMeta(strings.Trim(standard, "'")))
				default:
					return nil, false
				}
				continue
			}
		}
		switch r := []rune(value)[0]; {
		case wild && r == '*':
			b.WriteString(".*")
		case wild && r == '?':
			b.WriteString(".")
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
		value = value[len(string([]rune(value)[0])):]
	}
	return regexp.MustCompile(b.String() + "$"), true
}

func (n *naive) like(value, s string, wild, variables, fold bool) bool {
	re, ok := n.expression(value, wild, variables, fold)
	return ok && re.MatchString(s)
}

func strs(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, x.(string))
		}
		return out
	}
	return nil
}

func anyOf(list []string, f func(string) bool) bool {
	for _, s := range list {
		if f(s) {
			return true
		}
	}
	return false
}

// applies tests action, resource and conditions of a statement.
func (n *naive) applies(st map[string]any, variables bool) bool {
	action := func(p string) bool { return n.like(p, n.action, true, false, true) }
	resource := func(p string) bool { return n.like(p, n.resource, true, variables, false) }
	if a, ok := st["Action"]; ok && !anyOf(strs(a), action) {
		return false
	}
	if a, ok := st["NotAction"]; ok && anyOf(strs(a), action) {
		return false
	}
	if r, ok := st["Resource"]; ok && !anyOf(strs(r), resource) {
		return false
	}
	if r, ok := st["NotResource"]; ok && anyOf(strs(r), resource) {
		return false
	}
	block, _ := st["Condition"].(map[string]any)
	for op, keys := range block {
		for key, values := range keys.(map[string]any) {
			if !n.condition(op, n.value(key), strs(values), variables) {
				return false
			}
		}
	}
	return true
}

func (n *naive) condition(op string, request, values []string, variables bool) bool {
	set, base, qualified := strings.Cut(op, ":")
	if !qualified {
		base = op
	}
	ifExists := strings.HasSuffix(base, "IfExists")
	base = strings.TrimSuffix(base, "IfExists")
	if base == "Null" {
		return anyOf(values, func(v string) bool { return (v == "true") == (len(request) == 0) })
	}
	negated := strings.Contains(base, "Not")
	positive := strings.Replace(base, "Not", "", 1)
	matches := func(r string) bool {
		return anyOf(values, func(v string) bool { return n.matches(positive, v, r, variables) })
	}
	if len(request) == 0 {
		return ifExists || set == "ForAllValues" || (!qualified && negated)
	}
	empty := !anyOf(request, func(r string) bool { return r != "" })
	switch {
	case qualified && set == "ForAllValues":
		return empty || !anyOf(request, func(r string) bool { return matches(r) == negated })
	case qualified:
		return !empty && anyOf(request, func(r string) bool { return matches(r) != negated })
	}
	return anyOf(request, matches) != negated
}

func (n *naive) matches(op, v, r string, variables bool) bool {
	switch {
	case op == "StringEquals":
		return n.like(v, r, false, variables, false)
	case op == "StringEqualsIgnoreCase":
		return n.like(v, r, false, variables, true)
	case op == "StringLike":
		return n.like(v, r, true, variables, false)
	case op == "Bool":
		return strings.EqualFold(v, r)
	case op == "BinaryEquals":
		a, err := base64.StdEncoding.DecodeString(v)
		b, err2 := base64.StdEncoding.DecodeString(r)
		return err == nil && err2 == nil && string(a) == string(b)
	case op == "IpAddress":
		if !strings.Contains(v, "/") {
			return net.ParseIP(v) != nil && net.ParseIP(v).Equal(net.ParseIP(r))
		}
		_, block, err := net.ParseCIDR(v)
		return err == nil && net.ParseIP(r) != nil && block.Contains(net.ParseIP(r))
	case op == "ArnEquals" || op == "ArnLike":
		p, s := strings.SplitN(v, ":", 6), strings.SplitN(r, ":", 6)
		if len(p) != 6 || len(s) != 6 {
			return false
		}
		for i := range p {
			if !n.like(p[i], s[i], true, variables, false) {
				return false
			}
		}
		return true
	case strings.HasPrefix(op, "Numeric"):
		a, ok := new(big.Rat).SetString(r)
		b, ok2 := new(big.Rat).SetString(v)
		return ok && ok2 && ordered(strings.TrimPrefix(op, "Numeric"), a.Cmp(b))
	case strings.HasPrefix(op, "Date"):
		a, err := time.Parse(time.RFC3339, r)
		b, err2 := time.Parse(time.RFC3339, v)
		return err == nil && err2 == nil && ordered(strings.TrimPrefix(op, "Date"), a.Compare(b))
	}
	panic(op)
}

func ordered(how string, order int) bool {
	switch how {
	case "Equals":
		return order == 0
	case "LessThan":
		return order < 0
	case "LessThanEquals":
		return order <= 0
	case "GreaterThan":
		return order > 0
	case "GreaterThanEquals":
		return order >= 0
	}
	panic(how)
}

// effects tells whether any statement of the policies denies, and whether any allows.
func (n *naive) effects(docs []Document) (deny, allow bool) {
	for _, d := range docs {
		for _, st := range statementsOf(d) {
			if n.applies(st.members, st.variables) {
				deny = deny || st.members["Effect"] == "Deny"
				allow = allow || st.members["Effect"] == "Allow"
			}
		}
	}
	return deny, allow
}

type naiveStatement struct {
	members   map[string]any
	variables bool
}

func statementsOf(d Document) []naiveStatement {
	var p struct {
		Version   string
		Statement []map[string]any
	}
	if err := json.Unmarshal([]byte(d.Text), &p); err != nil {
		panic(err)
	}
	var out []naiveStatement
	for _, st := range p.Statement {
		out = append(out, naiveStatement{st, p.Version == "2012-10-17"})
	}
	return out
}

// identities gives the ways a Principal element can name the caller: itself, what
// is behind its session, its account.
func (n *naive) identities() (self, behind, account string) {
	parts := strings.Split(n.principal, ":")
	if len(parts) < 6 {
		return n.principal, "", ""
	}
	account = parts[4]
	kind, name, _ := strings.Cut(parts[5], "/")
	switch kind {
	case "role":
		return "", n.principal, account
	case "assumed-role":
		return n.principal, "arn:aws:iam::" + account + ":role/" + strings.Split(name, "/")[0], account
	case "federated-user":
		return n.principal, "arn:aws:iam::" + account + ":user/" + name, account
	case "user":
		if n.sessions {
			return "", n.principal, account
		}
	}
	return n.principal, "", account
}

// names tells how a Principal element names the caller.
func (n *naive) names(principal any) (direct, entity, inAccount bool) {
	if principal == "*" {
		return true, false, false
	}
	self, behind, account := n.identities()
	for kind, values := range principal.(map[string]any) {
		for _, v := range strs(values) {
			if kind != "AWS" {
				direct = direct || v == n.principal
				continue
			}
			isAccount := account != "" && (v == account || v == "arn:aws:iam::"+account+":root")
			root := strings.HasSuffix(n.principal, ":root")
			direct = direct || v == "*" || v == self && !isAccount || isAccount && root
			entity = entity || v == behind
			inAccount = inAccount || isAccount && !root
		}
	}
	return direct, entity, inAccount
}

func everyone(principal any) bool {
	m, _ := principal.(map[string]any)
	return principal == "*" || m["AWS"] == "*"
}

// naively is the whole evaluation.
func (r Request) naively(context map[string][]string) Decision {
	n := &naive{
		principal: r.Principal, action: r.Action, resource: r.Resource, context: map[string][]string{},
		boundary: r.PermissionBoundary != nil, sessions: len(r.SessionPolicies) > 0,
	}
	for k, v := range context {
		n.context[strings.ToLower(k)] = v
	}
	_, _, account := n.identities()
	root := strings.HasSuffix(r.Principal, ":root")
	if root {
		n.boundary, n.sessions = false, false
	}

	var idDeny, idAllow bool
	if account != "" {
		idDeny, idAllow = n.effects(r.IdentityPolicies)
	}
	if root {
		idDeny, idAllow = false, r.Action != "sts:AssumeRole"
	}
	capDeny, capAllow := false, true
	if account != "" && n.boundary {
		deny, allow := n.effects([]Document{*r.PermissionBoundary})
		capDeny, capAllow = capDeny || deny, capAllow && allow
	}
	if account != "" && n.sessions {
		deny, allow := n.effects(r.SessionPolicies)
		capDeny, capAllow = capDeny || deny, capAllow && allow
	} else if strings.Contains(r.Principal, ":federated-user/") {
		capAllow = false
	}
	scpDeny, scpAllow := false, true
	if account != "" && account != r.ManagementAccount {
		for _, level := range r.SCPs {
			deny, allow := n.effects(level)
			scpDeny, scpAllow = scpDeny || deny, scpAllow && allow
		}
	}
	owner := r.ResourceAccount
	if parts := strings.Split(r.Resource, ":"); owner == "" && len(parts) > 4 && parts[4] != "" {
		owner = parts[4]
	}
	if owner == "" {
		owner = account
	}
	rcpDeny := false
	if service := strings.Split(r.Action, ":")[0]; rcpServices[service] && (r.ManagementAccount == "" || owner != r.ManagementAccount) {
		for _, level := range r.RCPs {
			deny, _ := n.effects(level)
			rcpDeny = rcpDeny || deny
		}
	}
	resDeny, direct, entity, inAccount := n.ownPolicy(r, account)

	if idDeny || capDeny || scpDeny || rcpDeny || resDeny {
		return ExplicitDeny
	}
	var allow bool
	switch {
	case account == "":
		allow = direct
	case account != owner:
		allow = idAllow && capAllow && (direct || entity || inAccount)
	case r.Action == "sts:AssumeRole" || r.Action == "kms:Decrypt" && strings.Contains(r.Resource, ":key/"):
		allow = direct || entity && capAllow || inAccount && idAllow && capAllow
	default:
		allow = direct || entity && capAllow || idAllow && capAllow
	}
	if allow && scpAllow {
		return Allowed
	}
	return ImplicitDeny
}

// ownPolicy evaluates the resource-based policy.
func (n *naive) ownPolicy(r Request, account string) (deny, direct, entity, inAccount bool) {
	if r.ResourcePolicy == nil {
		return
	}
	for _, st := range statementsOf(*r.ResourcePolicy) {
		if !n.applies(st.members, st.variables) {
			continue
		}
		isDeny := st.members["Effect"] == "Deny"
		if except, ok := st.members["NotPrincipal"]; ok {
			d, e, a := n.names(except)
			if isDeny {
				self, behind, _ := n.identities()
				listed := (self == "" || d || account != "" && self == n.principal && strings.HasSuffix(self, ":root") && d) &&
					(behind == "" || strings.Contains(self, ":federated-user/") || e)
				if account != "" && !strings.HasSuffix(n.principal, ":root") {
					listed = listed && a
				}
				if n.principal == "*" {
					listed = d
				}
				if n.sessions && strings.Contains(n.principal, ":user/") {
					listed = e && a
				}
				listed = listed || everyone(except)
				deny = deny || !listed || account != "" && n.boundary
			} else if !d && !e && !a {
				direct = true
			}
			continue
		}
		d, e, a := n.names(st.members["Principal"])
		if isDeny {
			deny = deny || d || e || a
			continue
		}
		direct, entity, inAccount = direct || d, entity || e, inAccount || a
	}
	return deny, direct, entity, inAccount
}
