package generate

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// statements groups the entries: same effect, service, resources and conditions make one statement. What is allowed
// comes first, in the order of the sentence.
func (d *draft) statements() []Statement {
	type group struct {
		entries []entry
		key     string
	}
	var groups []*group
	for _, e := range d.entries {
		slices.Sort(e.resources)
		service := e.service
		if e.notAction {
			service = "not"
		}
		key := strings.Join([]string{e.effect, service, strings.Join(e.resources, " "), conditionKey(e.conditions)}, "\x02")
		i := slices.IndexFunc(groups, func(g *group) bool { return g.key == key })
		if i < 0 {
			groups = append(groups, &group{key: key})
			i = len(groups) - 1
		}
		groups[i].entries = append(groups[i].entries, e)
	}
	slices.SortStableFunc(groups, func(a, b *group) int {
		return boolInt(a.entries[0].effect == deny) - boolInt(b.entries[0].effect == deny)
	})
	var out []Statement
	var sids []string
	for _, g := range groups {
		first := g.entries[0]
		s := Statement{Sid: uniqueSid(statementID(g.entries), sids), Effect: first.effect, Resource: first.resources, Condition: conditionBlock(first.conditions)}
		sids = append(sids, s.Sid)
		var actions []string
		levels := false
		for _, e := range g.entries {
			actions = appendOnce(actions, e.action)
			levels = levels || e.levels
		}
		actions = tidy(actions)
		if levels && len(actions) > manyActions {
			actions = d.shorten(actions)
		}
		if first.notAction {
			s.NotAction = actions
		} else {
			s.Action = actions
		}
		out = append(out, s)
	}
	return out
}

// manyActions is how many actions of a service are listed one by one when access levels chose them.
const manyActions = 25

// tidy sorts actions and drops those that a wildcard of the same statement covers.
func tidy(actions []string) []string {
	var out []string
	for _, a := range actions {
		if !slices.ContainsFunc(actions, func(o string) bool { return o != a && strings.ContainsAny(o, "*?") && (o == "*" || matches(o, a)) }) {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return out
}

// shorten replaces long lists by wildcards that stand for exactly the same actions today.
func (d *draft) shorten(actions []string) []string {
	prefix, _, _ := strings.Cut(actions[0], ":")
	service := catalog.Lookup(prefix)
	chosen := map[string]bool{}
	for _, a := range actions {
		_, name, _ := strings.Cut(a, ":")
		chosen[name] = true
	}
	var out []string
	done := map[string]bool{}
	for _, a := range actions {
		_, name, _ := strings.Cut(a, ":")
		if done[name] {
			continue
		}
		words := nameWords(name)
		pattern := ""
		for n := 1; n <= len(words); n++ {
			stem := name[:lengthOf(words[:n])]
			all := service.Match(stem + "*")
			if len(all) >= 3 && !slices.ContainsFunc(all, func(m *catalog.Action) bool { return !chosen[m.Name] }) {
				pattern = stem + "*"
				for _, m := range all {
					done[m.Name] = true
				}
				break
			}
		}
		if pattern == "" {
			pattern = name
			done[name] = true
		}
		out = appendOnce(out, prefix+":"+pattern)
	}
	if len(out) < len(actions) {
		d.assume("The " + strconv.Itoa(len(actions)) + " actions of " + fullName(prefix) + " are written with wildcards that match just those today; actions that AWS adds later may match too.")
	}
	return out
}

func lengthOf(words []string) int {
	n := 0
	for _, w := range words {
		n += len(w)
	}
	return n
}

// conditionBlock joins conditions by operator and key. The same key asked for twice must hold both times, so only equal
// lists are joined.
func conditionBlock(conditions []condition) map[string]map[string][]string {
	if len(conditions) == 0 {
		return nil
	}
	block := map[string]map[string][]string{}
	for _, c := range conditions {
		if block[c.operator] == nil {
			block[c.operator] = map[string][]string{}
		}
		for _, v := range c.values {
			block[c.operator][c.key] = appendOnce(block[c.operator][c.key], v)
		}
	}
	return block
}

// statementID makes a readable statement id of letters and digits: "ReadS3Object".
func statementID(entries []entry) string {
	first := entries[0]
	var id strings.Builder
	if first.effect == deny {
		id.WriteString("Deny")
	}
	if first.notAction {
		id.WriteString("AllBut")
		if len(entries) == 1 {
			id.WriteString(shortName(first.service))
		}
		return id.String()
	}
	if first.action == "*" {
		if first.effect == allow {
			id.WriteString("Allow")
		}
		return id.String() + "Everything"
	}
	if first.dependent {
		_, name, _ := strings.Cut(first.action, ":")
		id.WriteString(letters(title(name)))
		if first.service != first.verb && first.action != "kms:Decrypt" {
			id.WriteString("For" + shortName(first.verb))
		}
		return id.String()
	}
	var verbNames []string
	for _, e := range entries {
		if !e.dependent {
			verbNames = appendOnce(verbNames, sidVerb(e.verb))
		}
	}
	if len(verbNames) > 3 {
		verbNames = []string{"Use"}
	}
	short := shortName(first.service)
	id.WriteString(strings.Join(verbNames, "") + short)
	for _, word := range nameWords(first.typeName) {
		if !strings.Contains(strings.ToLower(short), word) {
			id.WriteString(letters(title(word)))
		}
	}
	return id.String()
}

func sidVerb(verb string) string {
	switch verb {
	case "readonly":
		return "Read"
	case "readwrite":
		return "ReadWrite"
	case "full":
		return "FullAccess"
	}
	return title(verb)
}

// letters keeps what a Sid may hold.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func uniqueSid(id string, taken []string) string {
	for n := 2; ; n++ {
		if !slices.Contains(taken, id) {
			return id
		}
		id = strings.TrimRight(id, "0123456789") + strconv.Itoa(n)
	}
}

// Print writes a policy of statements as indented JSON, in AWS's usual order of elements.
func Print(statements []Statement) string { return printDocument(statements) }

// printDocument writes the document, indented by four spaces, elements in AWS's usual order.
func printDocument(statements []Statement) string {
	var out bytes.Buffer
	out.WriteString("{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n")
	for i, s := range statements {
		out.WriteString("        {\n            \"Sid\": " + quote(s.Sid) + ",\n            \"Effect\": " + quote(s.Effect))
		printPrincipal(&out, s.Principal)
		if len(s.NotAction) > 0 {
			printList(&out, "NotAction", s.NotAction)
		} else {
			printList(&out, "Action", s.Action)
		}
		if len(s.Resource) > 0 {
			printList(&out, "Resource", s.Resource)
		}
		if len(s.Condition) > 0 {
			out.WriteString(",\n            \"Condition\": {")
			for j, operator := range slices.Sorted(maps.Keys(s.Condition)) {
				if j > 0 {
					out.WriteString(",")
				}
				out.WriteString("\n                " + quote(operator) + ": {")
				for k, key := range slices.Sorted(maps.Keys(s.Condition[operator])) {
					if k > 0 {
						out.WriteString(",")
					}
					out.WriteString("\n                    " + quote(key) + ": " + values(s.Condition[operator][key], "                    "))
				}
				out.WriteString("\n                }")
			}
			out.WriteString("\n            }")
		}
		out.WriteString("\n        }")
		if i < len(statements)-1 {
			out.WriteString(",")
		}
		out.WriteString("\n")
	}
	out.WriteString("    ]\n}\n")
	return out.String()
}

// printPrincipal writes "*" for everyone, else the types with their names.
func printPrincipal(out *bytes.Buffer, principal map[string][]string) {
	switch {
	case len(principal) == 0:
		return
	case len(principal["*"]) > 0:
		out.WriteString(",\n            \"Principal\": \"*\"")
		return
	}
	out.WriteString(",\n            \"Principal\": {")
	for i, kind := range slices.Sorted(maps.Keys(principal)) {
		if i > 0 {
			out.WriteString(",")
		}
		out.WriteString("\n                " + quote(kind) + ": " + values(principal[kind], "                "))
	}
	out.WriteString("\n            }")
}

func printList(out *bytes.Buffer, name string, list []string) {
	out.WriteString(",\n            " + quote(name) + ": " + values(list, "            "))
}

// values writes one value as a string, several as a list.
func values(list []string, indent string) string {
	if len(list) == 1 {
		return quote(list[0])
	}
	var out strings.Builder
	out.WriteString("[")
	for i, v := range list {
		if i > 0 {
			out.WriteString(",")
		}
		out.WriteString("\n" + indent + "    " + quote(v))
	}
	out.WriteString("\n" + indent + "]")
	return out.String()
}

// quote writes a JSON string and leaves <, > and & as they are.
func quote(s string) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return strconv.Quote(s) // strings always encode
	}
	return strings.TrimSuffix(out.String(), "\n")
}
