package posture

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// isRole tells whether an exposure is that of a role's trust policy.
func isRole(arn string) bool {
	return strings.Contains(arn, ":iam::") && strings.Contains(arn, ":role/")
}

// each gives the ways into roles, or into resources, from outside.
func (a *audit) each(roles bool, see func(*access.Exposure)) error {
	r, err := a.reached()
	if err != nil {
		return err
	}
	for i := range r.exposures {
		if e := &r.exposures[i]; isRole(e.Resource) == roles {
			see(e)
		}
	}
	return nil
}

func told(e *access.Exposure) []Fact {
	evidence := []Fact{fact("who", e.Principal), fact("can", listed(e.Actions))}
	for _, c := range e.Conditions {
		evidence = append(evidence, fact("condition", c.String()))
	}
	return evidence
}

func trustPublic(a *audit) error {
	return a.each(true, func(e *access.Exposure) {
		if e.Reach != access.ReachPublic {
			return
		}
		severity := Critical
		if len(e.Conditions) > 0 {
			severity = Medium
		}
		fix := Fix{Text: "Name the accounts or roles that may assume it instead of everybody."}
		if document, ok := a.onlyThisAccount(e.Resource); ok {
			fix.Document = document
			fix.Text += " The document lets principals of this account in, as far as their own policies let them."
		}
		a.add(severity, e.Resource, fix, told(e), e.Principal)
	})
}

// onlyThisAccount is the trust policy of a role with everybody replaced by the account.
func (a *audit) onlyThisAccount(arn string) (string, bool) {
	i := slices.IndexFunc(a.Snapshot.Roles, func(r access.Role) bool { return r.Arn == arn })
	if i < 0 {
		return "", false
	}
	root := a.rootARN()
	return changedPrincipals(string(a.Snapshot.Roles[i].AssumeRolePolicyDocument), func(name string) string {
		if name == "*" {
			return root
		}
		return name
	})
}

// changedPrincipals writes a document with the AWS principals of its Allow statements
// changed; false when none was.
func changedPrincipals(document string, change func(string) string) (string, bool) {
	var whole map[string]any
	if json.Unmarshal([]byte(document), &whole) != nil {
		return "", false
	}
	statements, list := whole["Statement"].([]any)
	if !list {
		statements = []any{whole["Statement"]}
	}
	changed := false
	text := func(v any) any {
		s, ok := v.(string)
		if !ok {
			return v
		}
		n := change(s)
		changed = changed || n != s
		return n
	}
	for _, s := range statements {
		statement, ok := s.(map[string]any)
		if !ok || statement["Effect"] != "Allow" {
			continue
		}
		switch p := statement["Principal"].(type) {
		case string:
			statement["Principal"] = map[string]any{"AWS": text(p)}
		case map[string]any:
			if names, many := p["AWS"].([]any); many {
				for i := range names {
					names[i] = text(names[i])
				}
			} else if p["AWS"] != nil {
				p["AWS"] = text(p["AWS"])
			}
		}
	}
	if !changed {
		return "", false
	}
	out, err := json.MarshalIndent(whole, "", "  ")
	return string(out), err == nil
}

// known are the condition keys that tell for whom another account acts, or that it is of
// one's own organization ("The confused deputy problem", AWS IAM User Guide).
var known = []string{"sts:externalid", "aws:principalorgid", "aws:principalorgpaths", "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid"}

func trustExternalID(a *audit) error {
	return a.each(true, func(e *access.Exposure) {
		if e.Reach != access.ReachAccount || !assumes(e.Actions) {
			return
		}
		for _, c := range e.Conditions {
			if slices.Contains(known, strings.ToLower(c.Key)) && c.Effect == "Allow" && !strings.HasSuffix(c.Operator, "IfExists") && c.Operator != "Null" {
				return
			}
		}
		severity := Low // a named role or user
		if !strings.Contains(e.Principal, ":role/") && !strings.Contains(e.Principal, ":user/") {
			severity = Medium
		}
		a.add(severity, e.Resource, Fix{Text: "If somebody else runs that account, agree on an external id and ask for it in the trust policy (sts:ExternalId with StringEquals); if it is yours, ask for your organization (aws:PrincipalOrgID)."},
			told(e), e.Principal)
	})
}

func assumes(actions []string) bool {
	return slices.ContainsFunc(actions, func(s string) bool { return strings.EqualFold(s, "sts:AssumeRole") || s == "sts:*" || s == "*" })
}

func trustOIDC(a *audit) error {
	return a.each(true, func(e *access.Exposure) {
		if e.Reach != access.ReachFederated || strings.Contains(e.Principal, ":saml-provider/") {
			return
		}
		subject, audience := unbound, unbound
		for _, c := range e.Conditions {
			if c.Effect != "Allow" {
				continue
			}
			switch key := strings.ToLower(c.Key); {
			case strings.HasSuffix(key, ":sub"), strings.HasSuffix(key, ":amr"):
				subject = max(subject, binding(c))
			case strings.HasSuffix(key, ":aud"), strings.HasSuffix(key, ":app_id"), strings.HasSuffix(key, ":oaud"), strings.HasSuffix(key, ":azp"):
				audience = max(audience, binding(c))
			}
		}
		switch {
		case subject == unbound:
			a.add(High, e.Resource, Fix{Text: "Add a condition on the provider's sub key that names the identities that are meant, such as one repository and branch."}, told(e), e.Principal, "sub")
		case subject == loose:
			a.add(High, e.Resource, Fix{Text: "Write the condition on the sub key more narrowly: its pattern begins with a wildcard, or is one, so that identities of others fit as well."}, told(e), e.Principal, "sub")
		}
		if audience == unbound {
			a.add(Low, e.Resource, Fix{Text: "Add a condition on the provider's aud key that names the audience that your tokens are made for."}, told(e), e.Principal, "aud")
		}
	})
}

// How far a condition binds.
const (
	unbound = iota
	loose   // a pattern that others fit, too
	bound
)

// binding tells how far a condition on a key of a token binds it.
func binding(c access.Condition) int {
	operator := strings.ToLower(c.Operator)
	operator = operator[strings.LastIndex(operator, ":")+1:]
	if strings.HasSuffix(operator, "ifexists") || (operator != "stringequals" && operator != "stringlike" && operator != "stringequalsignorecase") {
		return unbound
	}
	for _, value := range c.Values {
		// "repo:*" names a kind of subject, and nobody's in particular.
		_, rest, _ := strings.Cut(value, ":")
		if operator == "stringlike" && (strings.HasPrefix(value, "*") || strings.HasPrefix(value, "?") || strings.HasPrefix(rest, "*") || strings.HasPrefix(rest, "?")) {
			return loose
		}
	}
	return bound
}

func resourcePublic(a *audit) error {
	return a.each(false, func(e *access.Exposure) {
		if e.Reach != access.ReachPublic {
			return
		}
		severity := High
		if len(e.Conditions) > 0 {
			severity = Medium
		}
		a.add(severity, e.Resource, Fix{Text: "Name the accounts that may use it instead of everybody, or block public access."}, told(e), e.Principal)
	})
}
