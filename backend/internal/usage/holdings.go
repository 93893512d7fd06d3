package usage

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// held is a policy that a principal has.
type held struct {
	id, attachedTo string
	text           engine.Text
}

// holdings tell which policies the principals of an account have.
type holdings struct {
	managed map[string]engine.Text
	groups  map[string]*engine.Group
	users   map[string]*engine.User
	roles   map[string]*engine.Role
}

func holdingsOf(s *engine.Snapshot) *holdings {
	h := &holdings{managed: map[string]engine.Text{}, groups: map[string]*engine.Group{}, users: map[string]*engine.User{}, roles: map[string]*engine.Role{}}
	for i := range s.Policies {
		for _, v := range s.Policies[i].PolicyVersionList {
			if v.IsDefaultVersion || v.VersionID == s.Policies[i].DefaultVersionID {
				h.managed[s.Policies[i].Arn] = v.Document
			}
		}
	}
	for i := range s.Groups {
		h.groups[s.Groups[i].GroupName] = &s.Groups[i]
	}
	for i := range s.Users {
		h.users[s.Users[i].Arn] = &s.Users[i]
	}
	for i := range s.Roles {
		h.roles[s.Roles[i].Arn] = &s.Roles[i]
	}
	return h
}

// of lists the identity-based policies of a user or role, those of its groups too.
// Policies of AWS that the snapshot lacks are left out.
func (h *holdings) of(arn string) (out []held, found bool) {
	add := func(owner string, inline []engine.InlinePolicy, attached []engine.Attachment) {
		for _, p := range inline {
			out = append(out, held{p.PolicyName, owner, p.PolicyDocument})
		}
		for _, p := range attached {
			if text, known := h.managed[p.PolicyArn]; known {
				out = append(out, held{p.PolicyArn, owner, text})
			}
		}
	}
	if r := h.roles[arn]; r != nil {
		add(arn, r.RolePolicyList, r.AttachedManagedPolicies)
		return out, true
	}
	u := h.users[arn]
	if u == nil {
		return nil, false
	}
	add(arn, u.UserPolicyList, u.AttachedManagedPolicies)
	for _, name := range u.GroupList {
		if g := h.groups[name]; g != nil {
			add(g.Arn, g.GroupPolicyList, g.AttachedManagedPolicies)
		}
	}
	return out, true
}

// granted are the patterns of actions that policies allow, and, for statements that
// allow by NotAction, what each leaves out. Deny, conditions and boundaries are not
// looked at: what they take away is granted in vain, and unused all the same.
type granted struct {
	patterns []string
	except   [][]string
}

func grantedBy(policies []held) (g granted) {
	for _, p := range policies {
		var d document
		if json.Unmarshal([]byte(p.text), &d) != nil {
			continue
		}
		for _, s := range d.Statement {
			if s.Effect != "Allow" {
				continue
			}
			g.patterns = append(g.patterns, s.Action...)
			var not words
			if len(s.NotAction) > 0 && json.Unmarshal(s.NotAction, &not) == nil {
				g.except = append(g.except, not)
			}
		}
	}
	slices.Sort(g.patterns)
	g.patterns = slices.Compact(g.patterns)
	return g
}

// key names all that is granted, for a cache.
func (g granted) key() string {
	out := strings.Join(g.patterns, " ")
	for _, not := range g.except {
		out += "\x00" + strings.Join(not, " ")
	}
	return out
}

// actions lists what is granted of the catalog's actions, by service.
func (g granted) actions() map[string][]string {
	seen, out := map[string]bool{}, map[string][]string{}
	add := func(action string) {
		if !seen[action] {
			seen[action] = true
			prefix := serviceOf(action)
			out[prefix] = append(out[prefix], action)
		}
	}
	for _, pattern := range g.patterns {
		for _, action := range catalog.Expand(pattern) {
			add(action)
		}
	}
	for _, not := range g.except {
		for _, action := range catalog.Expand("*") {
			if !slices.ContainsFunc(not, func(p string) bool { return policy.MatchAction(p, action) }) {
				add(action)
			}
		}
	}
	for prefix := range out {
		slices.Sort(out[prefix])
	}
	return out
}
