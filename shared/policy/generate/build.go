package generate

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
)

// buildClause makes the entries of one clause: every verb with every thing.
func (d *draft) buildClause(c *clause, number int) {
	first := len(d.entries)
	var how []string
	for i := range c.things {
		t := &c.things[i]
		where := d.scopeOf(c)
		bound := d.bindings(t, c)
		t.given = slices.ContainsFunc(bound, func(b binding) bool { return b.arn != nil })
		for _, v := range c.verbs {
			chosen, verbName := d.choose(c, t, v)
			if chosen.empty() {
				continue
			}
			d.assume(chosen.note)
			if chosen.how != "" && !slices.Contains(how, chosen.how) {
				how = append(how, chosen.how)
			}
			actions := chosen.actions
			if c.effect == deny {
				actions = d.withOtherWays(withoutReading(actions, verbName))
			}
			if !t.hasNames() && !slices.ContainsFunc(bound, func(b binding) bool { return !b.open }) || len(actions) == 0 {
				actions = append(slices.Clone(actions), chosen.finders...)
			}
			d.addEntries(c, number, t, verbName, actions, chosen.levels, bound, where)
		}
	}
	d.collapse(first)
	if len(d.entries) > first {
		d.explain(c, d.entries[first:], how)
	}
}

// withoutReading drops from a denial what only goes along with the verb: denying to change records must not deny to
// list them.
func withoutReading(actions []string, verbName string) []string {
	if slices.Contains([]string{"read", "view", "list", "get", "describe", "search", "query", "download", "use", "full", "readonly", "readwrite", "connect"}, verbName) {
		return actions
	}
	changes := slices.DeleteFunc(slices.Clone(actions), func(action string) bool {
		a := catalog.LookupAction(action)
		return a != nil && (a.Level == catalog.Read || a.Level == catalog.List)
	})
	if len(changes) == 0 {
		return actions
	}
	return changes
}

// collapse puts actions that access levels chose, for every resource of a service, into one statement on "*": a
// statement for each resource type would say the same at ten times the length.
func (d *draft) collapse(first int) {
	groups := map[string]map[string]bool{}
	for _, e := range d.entries[first:] {
		if e.levels && e.open && len(e.conditions) == 0 {
			if groups[e.service] == nil {
				groups[e.service] = map[string]bool{}
			}
			groups[e.service][strings.Join(e.resources, " ")] = true
		}
	}
	for i := first; i < len(d.entries); i++ {
		e := &d.entries[i]
		if e.levels && e.open && len(e.conditions) == 0 && len(groups[e.service]) > manyStatements {
			e.resources, e.typeName = []string{"*"}, ""
			d.assume("Nothing was named, so the many kinds of resources of " + fullName(e.service) + " are all covered, by \"*\".")
		}
	}
}

// manyStatements is how many statements for one service are written before they are put into one.
const manyStatements = 4

// choose selects the actions for a verb and a thing, and notes what gave none.
func (d *draft) choose(c *clause, t *thing, v verbUse) (selection, string) {
	if v.name == "named" {
		return d.chooseNamed(t, v), "use"
	}
	if v.name == "access" && t.service == "kms" && c.effect == allow {
		v.name = "decrypt"
		d.assume("What kind of access was not said: decrypting is assumed.")
	} else if v.name == "access" && c.effect == deny {
		v.name = "full"
	} else if v.name == "access" {
		d.assume("What kind of access was not said: reading is assumed. Say \"read and write\", \"manage\" or \"full access\" for more.")
		v.name = "read"
	}
	if half, verbName, ok := d.splitCopy(c, t, v); ok {
		return half, verbName
	}
	if t.kind.name == "public access" && (v.name == "full" || v.name == "read") && c.effect == deny {
		v.name = "update"
		d.assume("Denying public access is read as denying to change the settings that block it; whether a bucket is public is decided by its policy and ACLs.")
	}
	use := *t
	// "read, write and delete bucket b" is about its objects throughout.
	if content, ok := kindOf(t.service, t.kind.content); ok && v.name == "delete" && (c.ofContents || c.handlesContents()) {
		holder := use
		use.kind, use.within, use.names, use.arns = content, &holder, nil, nil
	}
	r, wide := findRule(t.service, "", v.name)
	if t.kind.name != "" || !wide || strings.Contains(r.actions, "*") {
		d.adoptKind(&use)
	}
	chosen := selectActions(&use, v)
	if chosen.empty() && use.kind.name != t.kind.name {
		use = *t
		chosen = selectActions(&use, v)
	}
	if chosen.empty() {
		d.missing = append(d.missing, strings.TrimSpace(v.phrase+" "+t.phrase))
		return chosen, v.name
	}
	if use.within == t.within {
		t.kind = use.kind
	}
	return chosen, v.name
}

// handlesContents tells whether the verbs of a clause are about what its things contain.
func (c *clause) handlesContents() bool {
	contents := false
	for _, v := range c.verbs {
		switch v.name {
		case "create", "manage", "describe":
			return false
		case "read", "write", "get", "put", "send", "receive", "upload", "download", "publish", "query", "scan", "add", "readwrite":
			contents = true
		}
	}
	return contents
}

// chooseNamed takes actions named outright, if the catalog has them.
func (d *draft) chooseNamed(t *thing, v verbUse) selection {
	s := selection{how: "the action that was named"}
	for _, named := range v.actions {
		prefix, name, _ := strings.Cut(named, ":")
		service := catalog.Lookup(prefix)
		if service == nil || service.Prefix != t.service && !(service.Prefix == "sts" && t.service == "iam") {
			continue
		}
		switch {
		case strings.ContainsAny(name, "*?"):
			if len(service.Match(name)) > 0 {
				s.actions = append(s.actions, service.Prefix+":"+name)
				continue
			}
		case service.Action(name) != nil:
			s.actions = append(s.actions, service.Prefix+":"+service.Action(name).Name)
			continue
		}
		d.missing = append(d.missing, named)
		if d.failure == nil {
			d.failure = &NotUnderstoodError{
				Problem: "AWS has no action " + named + ".", Suggestions: suggestActions(service, name), Unmatched: []string{named},
				Hint: "Write the action as AWS does, or say what should be possible in words.",
			}
		}
	}
	return s
}

// adoptKind lets a given ARN tell the kind of thing when only its service was named, where the tables have no rule for
// the service as a whole or only a wide one.
func (d *draft) adoptKind(t *thing) {
	if t.kind.name != "" {
		return
	}
	for _, a := range d.given {
		typeName, _ := a.typeOf(t.service)
		if typeName == "" {
			continue
		}
		if k, ok := kindOf(t.service, typeName); ok {
			t.kind = k
			// "delete in S3" with a bucket's ARN still means its objects.
			if content, ok := kindOf(t.service, k.content); ok && t.service == "s3" {
				t.kind = content
			}
		} else {
			t.kind = kind{service: t.service, name: typeName, types: []string{typeName}}
		}
		return
	}
	if t.service == "s3" || len(t.names) == 0 {
		return
	}
	if k, ok := primaryKind(t.service); ok {
		t.kind = k
	}
}

// splitCopy reads "copy from bucket a to bucket b" as reading the first and writing the second.
func (d *draft) splitCopy(c *clause, t *thing, v verbUse) (selection, string, bool) {
	if !slices.Contains([]string{"copy", "move", "sync", "replicate", "import", "export"}, v.name) || t.service != "s3" && t.service != "dynamodb" || len(c.things) < 2 {
		return selection{}, "", false
	}
	prep := t.prep
	if t.within != nil {
		prep = t.within.prep
	}
	switch prep {
	case fromClass:
		s := selectActions(t, verbUse{name: "read"})
		if v.name == "move" {
			s.actions = append(s.actions, selectActions(t, verbUse{name: "delete"}).actions...)
		}
		return s, "read", true
	case toClass, inClass:
		return selectActions(t, verbUse{name: "write"}), "write", true
	}
	return selection{}, "", false
}

// addEntries gives each action its resources and conditions.
func (d *draft) addEntries(c *clause, number int, t *thing, verbName string, actions []string, levels bool, bound []binding, where scope) {
	for _, action := range actions {
		prefix, name, _ := strings.Cut(action, ":")
		// Actions of another service act on what that service makes of the names.
		use, useBound := t, bound
		if prefix != t.service {
			other := *t
			other.service = prefix
			use = &other
			useBound = d.rebind(t, prefix, bound)
		}
		found := d.locate(action, use, useBound, where, levels)
		if len(found.resources) == 0 {
			continue
		}
		if action == "s3:ListBucket" {
			var ok bool
			if found, ok = d.listPrefixes(found, bound); !ok {
				continue
			}
		}
		if t.kind.name == "policy" && t.within != nil && prefix == "iam" {
			found.conditions = append(slices.Clone(found.conditions), policyCondition(t, where)...)
		}
		for _, part := range d.limit(c, action, found) {
			if part.open {
				d.assumeOpen(t, part)
			}
			d.addEntry(entry{
				effect: c.effect, action: action, resources: part.resources, conditions: part.conditions, service: prefix, verb: verbName,
				typeName: part.typeName, clause: number, levels: levels, types: found.types, open: found.open,
			})
		}
		if prefix == "s3" && name == "*" && len(bound) > 0 && bound[0].typeName == "object" {
			d.addEntries(c, number, t, verbName, []string{"s3:ListBucket"}, false, bound, where)
		}
	}
}

// policyCondition limits attaching and detaching to the policies that were named.
func policyCondition(t *thing, where scope) []condition {
	var arns []string
	for _, name := range t.names {
		if p, ok := managed.Lookup(name); ok {
			arns = append(arns, strings.Replace(p.ARN, "arn:aws:", "arn:"+where.partition+":", 1))
			continue
		}
		arns = append(arns, "arn:"+where.partition+":iam::"+accountOf(where)+":policy/"+name)
	}
	arns = append(arns, t.arns...)
	if len(arns) == 0 {
		return nil
	}
	return []condition{{operator: "ArnLike", key: "iam:PolicyARN", values: arns, local: true, about: "key", words: "policy"}}
}

// addEntry adds an action, or widens the entry that has the same action and conditions.
func (d *draft) addEntry(e entry) {
	if d.index == nil {
		d.index = make(map[string]int, len(d.entries))
		for i := range d.entries {
			d.index[d.entries[i].key()] = i
		}
	}
	key := e.key()
	if i, ok := d.index[key]; ok {
		for _, r := range e.resources {
			d.entries[i].resources = appendOnce(d.entries[i].resources, r)
		}
		return
	}
	d.index[key] = len(d.entries)
	d.entries = append(d.entries, e)
}

// key is equal for entries that differ in their resources only.
func (e *entry) key() string {
	effect := e.effect
	if e.notAction {
		effect += " not"
	}
	return effect + " " + e.action + " " + conditionKey(e.conditions)
}

// rebind is for actions of another service: names bound for a role serve sts:AssumeRole as well.
func (d *draft) rebind(t *thing, prefix string, bound []binding) []binding {
	var out []binding
	for _, b := range bound {
		if prefix == "rds-db" {
			return []binding{{vars: map[string]string{"DbiResourceId": "*", "DbUserName": "*"}, open: true}}
		}
		if b.arn != nil {
			if typeName, vars := b.arn.typeOf(prefix); typeName != "" {
				b.typeName, b.vars = typeName, vars
			}
		}
		out = append(out, b)
	}
	return out
}

// listPrefixes limits listing a bucket to the prefixes of the objects that were named, and leaves it out for single
// objects, which need no listing.
func (d *draft) listPrefixes(found target, bound []binding) (target, bool) {
	var prefixes []string
	single := len(bound) > 0
	for _, b := range bound {
		object, ok := b.vars["ObjectName"]
		if !ok || object == "*" || b.open {
			return found, true
		}
		if strings.HasSuffix(object, "*") {
			single = false
			prefixes = append(prefixes, object)
		}
	}
	if single {
		d.assume("Single objects were named, so listing the bucket (s3:ListBucket) is left out.")
		return found, false
	}
	if len(prefixes) > 0 {
		found.conditions = append(slices.Clone(found.conditions), condition{operator: "StringLike", key: "s3:prefix", values: prefixes, local: true, about: "key", words: "prefix"})
	}
	return found, true
}

// assumeOpen tells that nothing was named.
func (d *draft) assumeOpen(t *thing, found target) {
	if len(found.resources) == 0 || found.resources[0] == "*" {
		return
	}
	one, many := "resource", fullName(t.service)+" resources"
	if k := nameKind(t); k.name != "" {
		if len(k.types) > 0 && (k.types[0] != k.name || k.service == "s3") {
			if holder, ok := kindOf(k.service, k.types[len(k.types)-1]); ok && k.service != "logs" {
				k = holder
			}
		}
		one, many = k.nouns[0], plural(k.nouns[0])
	}
	d.assume("No " + one + " was named, so all " + many + " are covered. Name them, or give their ARNs, to narrow the policy.")
}

// scopeOf tells where the resources of a clause are.
func (d *draft) scopeOf(c *clause) scope {
	s := scope{partition: "aws", regions: c.regions, accounts: c.accounts}
	switch {
	case len(c.regions) > 0 && strings.HasPrefix(c.regions[0], "cn-"):
		s.partition = "aws-cn"
	case len(c.regions) > 0 && strings.HasPrefix(c.regions[0], "us-gov-"):
		s.partition = "aws-us-gov"
	case len(d.given) > 0:
		s.partition = d.given[0].partition
	}
	return s
}
