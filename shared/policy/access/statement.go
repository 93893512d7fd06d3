package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Statement is a statement of a policy of the snapshot.
type Statement struct {
	// PolicyType is the kind of policy: identity, resource, trust, scp, rcp or
	// boundary.
	PolicyType policy.Kind `json:"policy_type"`
	// PolicyID is the ARN of a managed policy, the name of an inline one, the ARN
	// of the resource or role of a resource or trust policy.
	PolicyID string `json:"policy_id,omitempty"`
	// AttachedTo is the ARN of the user, role or group that has the identity-based
	// policy.
	AttachedTo string `json:"attached_to,omitempty"`
	// Level is the level of the organization, from 0 for the root; SCPs and RCPs only.
	Level *int `json:"level,omitempty"`
	// StatementIndex is the place of the statement in the policy, from 0.
	StatementIndex int    `json:"statement_index"`
	Sid            string `json:"sid,omitempty"`
	Effect         string `json:"effect"`
}

// String names the statement: `Allow by identity policy "p" of arn:…, statement [0] "Sid"`.
func (s Statement) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s by %s policy", s.Effect, s.PolicyType)
	if s.Level != nil {
		fmt.Fprintf(&b, " at level %d", *s.Level)
	}
	if s.PolicyID != "" {
		fmt.Fprintf(&b, " %q", s.PolicyID)
	}
	if s.AttachedTo != "" {
		fmt.Fprintf(&b, " of %s", s.AttachedTo)
	}
	fmt.Fprintf(&b, ", statement [%d]", s.StatementIndex)
	if s.Sid != "" {
		fmt.Fprintf(&b, " %q", s.Sid)
	}
	return b.String()
}

// same reports whether it is the same statement at the same place.
func (s Statement) same(o Statement) bool {
	level := (s.Level == nil) == (o.Level == nil) && (s.Level == nil || *s.Level == *o.Level)
	s.Level, o.Level = nil, nil
	return level && s == o
}

// Condition is something that access hangs on: a line of a Condition element, or a
// policy variable in a resource.
type Condition struct {
	// Effect is that of the statement: with Allow the condition must be met, with
	// Deny it must not.
	Effect   string   `json:"effect"`
	Key      string   `json:"key"`
	Operator string   `json:"operator,omitempty"`
	Values   []string `json:"values,omitempty"`
	// Resource is the resource pattern that the key stands in as a policy variable.
	Resource string `json:"resource,omitempty"`
	// PolicyID and StatementIndex tell where it stands.
	PolicyID       string `json:"policy_id,omitempty"`
	StatementIndex int    `json:"statement_index"`
}

// String says the condition in words: "if StringEquals aws:SourceVpc = vpc-1".
func (c Condition) String() string {
	word := "if"
	if c.Effect == "Deny" {
		word = "unless"
	}
	switch {
	case c.Operator != "":
		return fmt.Sprintf("%s %s %s = %s", word, c.Operator, c.Key, strings.Join(c.Values, " | "))
	case c.Resource != "":
		return fmt.Sprintf("%s the resource matches %s", word, c.Resource)
	}
	return fmt.Sprintf("%s %s fits", word, c.Key)
}

// conditionsOf gives the lines of a statement's conditions on some keys; nil keys
// mean all lines.
func conditionsOf(d *document, id string, index int, keys []string) []Condition {
	st := d.statement(index)
	if st == nil {
		return nil
	}
	base := Condition{Effect: effect(st), PolicyID: id, StatementIndex: index}
	var out []Condition
	named := make([]bool, len(keys))
	if st.Condition != nil {
		for i := range st.Condition.Operators {
			op := &st.Condition.Operators[i]
			for j := range op.Keys {
				values := texts(&op.Keys[j].Values)
				if keys != nil && !hangsOn(op.Keys[j].Name.Text, values, keys, named) {
					continue
				}
				c := base
				c.Key, c.Operator, c.Values = op.Keys[j].Name.Text, op.Name.Text, values
				out = append(out, c)
			}
		}
	}
	list := st.Resource
	if list == nil {
		list = st.NotResource
	}
	for i, key := range keys {
		if named[i] {
			continue
		}
		c := base
		c.Key = key
		for _, r := range list.Texts() {
			if mentions(r, key) {
				c.Resource = r
			}
		}
		out = append(out, c)
	}
	return out
}

// hangsOn reports whether a line tests one of the keys, or compares with one, and
// marks those.
func hangsOn(name string, values, keys []string, named []bool) bool {
	found := false
	for i, key := range keys {
		if strings.EqualFold(name, key) || slices.ContainsFunc(values, func(v string) bool { return mentions(v, key) }) {
			found, named[i] = true, true
		}
	}
	return found
}

// mentions reports whether a value holds a key as a policy variable.
func mentions(value, key string) bool {
	at := strings.Index(strings.ToLower(value), "${"+strings.ToLower(key))
	if at < 0 {
		return false
	}
	rest := value[at+2+len(key):]
	return strings.HasPrefix(rest, "}") || strings.HasPrefix(strings.TrimSpace(rest), ",")
}

// texts gives the values as text, numbers and Booleans too.
func texts(l *policy.List) []string {
	out := make([]string, len(l.Values))
	for i := range l.Values {
		out[i] = l.Values[i].Text
	}
	return out
}

func effect(st *policy.Statement) string {
	if st.IsDeny() {
		return "Deny"
	}
	return "Allow"
}

// traced is a statement of a decision, with where its policy is attached.
func (q *question) traced(t *eval.StatementTrace, identity []attached, p *Principal) (Statement, *document) {
	s := Statement{
		PolicyType: t.PolicyType, Level: t.Level, StatementIndex: t.StatementIndex, Sid: t.Sid, Effect: t.Effect,
	}
	var at attached
	switch t.PolicyType {
	case policy.KindIdentity:
		at = identity[t.PolicyIndex]
	case policy.KindBoundary:
		at = *p.boundary
	case policy.KindSCP:
		at = q.account.scps.documents[*t.Level][t.PolicyIndex]
	case policy.KindRCP:
		at = q.account.rcps.documents[*t.Level][t.PolicyIndex]
	default:
		at = *q.policy
	}
	if s.PolicyID = at.id; t.PolicyType == policy.KindIdentity {
		s.AttachedTo = at.to
	}
	return s, at.document
}
