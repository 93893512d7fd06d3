package generate

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// sentence is what parse makes of a description.
type sentence struct {
	clauses   []*clause
	caller    caller
	unmatched []string // words without effect
	notes     []string
}

// caller is who uses the policy, as far as the words tell.
type caller struct {
	service string // prefix of the service whose code calls
	kind    string // "user", "group", "role"
}

// clause is one thing asked for: may do (or may not do) these verbs on these things under these conditions.
type clause struct {
	effect string // allow or deny
	// except marks an exclusion from what came before: "but not", "except".
	except bool
	verbs  []verbUse
	things []thing
	// everything is set for "everything", "all actions": no service is meant in particular.
	everything bool
	conditions []condition
	regions    []string
	// outside are regions in "outside us-east-1": everywhere but there.
	outside  []string
	accounts []string
	words    []string // the clause's own words, for explanations
	number   int      // of the sentence between two full stops, from 0
	// bare is set when only "access" or nothing tells what may be done.
	bare bool
	// passed are services a role is passed to, via those through which a key is used.
	passed, via []string
	// own is set when a thing is the caller's own.
	own bool
	// ofContents is set when "them" stands for what the things of the clause before contain: items put into a table.
	ofContents bool
	// given marks that the caller stood where things stood: "give Lambda …".
	giving bool
}

const (
	allow = "Allow"
	deny  = "Deny"
)

// verbUse is a verb as it was used.
type verbUse struct {
	name, phrase string
	// actions are named outright: s3:GetObject, or "put bucket policy".
	actions []string
	// following are the next words, to find actions such as UpdateFunctionCode.
	following []string
}

// thing is a service, a kind of resource, or both, as it was named.
type thing struct {
	service string // "" when only a kind was named
	kinds   []kind // possible kinds, the usual one first; empty when only a service was named
	names   []string
	arns    []string
	plural  bool
	own     bool
	phrase  string
	prep    class  // what stood before: toClass, fromClass, inClass, byClass, viaClass, or noClass
	implied bool   // not said, but what a named action acts on
	of      bool   // the preposition was "of"
	joined  bool   // after "and" or a comma
	adverb  bool   // the preposition came right after a verb: "delete from"
	after   bool   // stood after a verb of its clause
	said    bool   // the service was named, not only a kind
	wordsAt int    // where its words begin among those of its clause
	given   bool   // ARNs of the request are of this service
	folder  string // "under reports/" for objects and parameters
	within  *thing // what contains it: the bucket of an object
	kind    kind   // chosen by arrange; the zero kind when only a service is meant
}

// kindName is the name of the chosen kind, or of the kind in its container when there is a rule for both.
func (t *thing) kindName(verbName string) string {
	if t.within != nil && t.within.kind.name != "" {
		both := t.kind.name + " in " + t.within.kind.name
		if _, ok := findRule(t.service, both, verbName); ok {
			return both
		}
	}
	return t.kind.name
}

// hasNames tells whether the thing, or what contains it, was named.
func (t *thing) hasNames() bool {
	return len(t.names)+len(t.arns) > 0 || t.folder != "" || t.own || t.within != nil && t.within.hasNames()
}

// arrange decides which service and kind each thing is, and which thing contains which. Services of given ARNs help to
// choose among several kinds.
func (c *clause) arrange(given []arn) {
	named := map[string]bool{}
	for _, t := range c.things {
		if t.service != "" {
			named[t.service] = true
		}
		for _, a := range t.arns {
			if parsed, err := parseARN(a); err == nil {
				named[parsed.service] = true
			}
		}
	}
	for i := range c.things {
		t := &c.things[i]
		t.said = t.service != ""
		if len(t.kinds) > 0 {
			var near []kind
			if i+1 < len(c.things) {
				near = append(near, c.things[i+1].kinds...)
			}
			if i > 0 {
				near = append(near, c.things[i-1].kinds...)
			}
			t.kind = chooseKind(t, near, named, given)
			t.service = t.kind.service
			t.said = t.said || strings.HasPrefix(key(t.phrase), strings.ToLower(shortName(t.service))+" ")
		}
	}
	c.adoptNamed()
	c.logsOfFunctions()
	c.dropImplied()
	c.mergeServices()
	c.dropInstruments()
	c.findContainers()
	c.useContents()
}

// adoptNamed gives things to the service of an action that was named outright, where that action works on such things:
// ssm:StartSession on instances.
func (c *clause) adoptNamed() {
	for i := range c.things {
		t := &c.things[i]
		for _, v := range c.verbs {
			for _, named := range v.actions {
				prefix, _, _ := strings.Cut(strings.ToLower(named), ":")
				a := catalog.LookupAction(named)
				if a == nil || prefix == t.service || slices.ContainsFunc(c.things, func(o thing) bool { return o.service == prefix }) {
					continue
				}
				for _, r := range a.Resources {
					if slices.Contains(t.kind.types, r.Name) {
						t.service, t.kind = prefix, kind{service: prefix, name: r.Name, nouns: t.kind.nouns, types: []string{r.Name}}
						break
					}
				}
			}
		}
	}
}

// logsOfFunctions reads "logs of the function billing" as those of its log group, /aws/lambda/billing ("Viewing CloudWatch
// logs for Lambda functions", AWS Lambda Developer Guide).
func (c *clause) logsOfFunctions() {
	for i := len(c.things) - 1; i > 0; i-- {
		logs, function := &c.things[i-1], &c.things[i]
		if logs.kind.service != "logs" || logs.hasNames() || function.service != "lambda" || function.kind.name != "function" || !function.of {
			continue
		}
		group, _ := kindOf("logs", "log-group")
		holder := thing{service: "logs", kinds: []kind{group}, kind: group, phrase: group.nouns[0], prep: inClass, after: true}
		for _, name := range function.names {
			holder.names = append(holder.names, "/aws/lambda/"+name)
		}
		if len(holder.names) == 0 {
			holder.names = []string{"/aws/lambda/*"}
		}
		c.things[i] = holder
	}
}

// findOutside finds the container of things in the clause before: "read bucket b but not delete objects".
func (c *clause) findOutside(before *clause) {
	for i := range c.things {
		t := &c.things[i]
		if t.hasNames() || t.within != nil || t.kind.name == "" {
			continue
		}
		for k := range before.things {
			holder := &before.things[k]
			if holds(holder, t) && holder.hasNames() {
				t.within = holder
			} else if holder.within != nil && holder.kind.name == t.kind.name && holder.service == t.service && holder.within.hasNames() {
				t.within = holder.within
			}
		}
	}
}

func chooseKind(t *thing, near []kind, named map[string]bool, given []arn) kind {
	for _, k := range t.kinds {
		if t.service == k.service {
			return k
		}
	}
	for _, k := range t.kinds {
		if t.service == "" && named[k.service] {
			return k
		}
	}
	for _, k := range t.kinds {
		if t.service == "" && slices.ContainsFunc(near, func(n kind) bool { return n.name != k.name && (relates(k, n) || relates(n, k)) }) {
			return k
		}
	}
	for _, k := range t.kinds {
		if t.service == "" && slices.ContainsFunc(given, func(a arn) bool { return a.service == k.service && a.isOf(k) }) {
			return k
		}
	}
	if t.service != "" {
		// A word for a service and for another service's kind: the service was meant.
		return kind{service: t.service}
	}
	return t.kinds[0]
}

// mergeServices drops "S3" from "S3 bucket" and "buckets in S3".
func (c *clause) mergeServices() {
	var kept []thing
	for i, t := range c.things {
		if t.kind.name != "" || t.service == "" {
			kept = append(kept, t)
			continue
		}
		other := slices.IndexFunc(c.things, func(o thing) bool { return o.kind.name != "" && sameService(o.service, t.service) })
		// A name after the service belongs to the kind: "in S3 my-bucket".
		switch {
		case other < 0:
			kept = append(kept, t)
		case other < i:
			c.things[other].said = true
			for k := range kept {
				kept[k].said = kept[k].said || sameService(kept[k].service, t.service)
				if kept[k].phrase == c.things[other].phrase && kept[k].folder == "" {
					kept[k].folder = t.folder
				}
				if kept[k].phrase == c.things[other].phrase && len(kept[k].names) == 0 {
					kept[k].names = append(kept[k].names, t.names...)
					kept[k].arns = append(kept[k].arns, t.arns...)
				}
			}
		default:
			c.things[other].said = true
			c.things[other].names = append(c.things[other].names, t.names...)
			c.things[other].arns = append(c.things[other].arns, t.arns...)
			if c.things[other].prep == noClass {
				c.things[other].prep, c.things[other].adverb = t.prep, t.adverb
			}
			c.things[other].joined = t.joined
		}
	}
	// "SNS" twice is once.
	c.things = kept[:0]
	for _, t := range kept {
		if t.kind.name == "" && t.service != "" {
			if at := slices.IndexFunc(c.things, func(o thing) bool { return o.service == t.service && o.kind.name == "" }); at >= 0 {
				c.things[at].names = append(c.things[at].names, t.names...)
				c.things[at].arns = append(c.things[at].arns, t.arns...)
				continue
			}
		}
		c.things = append(c.things, t)
	}
}

// dropImplied drops what a named action acts on when the sentence names it.
func (c *clause) dropImplied() {
	all := slices.Clone(c.things)
	c.things = slices.DeleteFunc(c.things, func(t thing) bool {
		return t.implied && len(t.names) == 0 && slices.ContainsFunc(all, func(o thing) bool { return !o.implied && o.service == t.service })
	})
}

// sameService also joins prefixes that people do not tell apart.
func sameService(a, b string) bool {
	return a == b || a == "execute-api" && b == "apigateway" || a == "logs" && b == "cloudwatch"
}

// dropInstruments drops what only tells how: Aurora in "query Aurora with the RDS Data API", the database in "connect to
// the database as database user u".
func (c *clause) dropInstruments() {
	has := func(service string) bool {
		return slices.ContainsFunc(c.things, func(t thing) bool { return t.service == service })
	}
	c.things = slices.DeleteFunc(c.things, func(t thing) bool {
		return t.service == "rds" && (has("rds-data") || has("rds-db") && (t.kind.name == "db" || t.kind.name == "cluster" || t.kind.name == "")) ||
			t.service == "redshift" && has("redshift-data") && t.kind.name == ""
	})
}

// findContainers makes the bucket in "objects in bucket b" the container of the objects.
func (c *clause) findContainers() {
	used := make([]bool, len(c.things))
	for i := range c.things {
		t := &c.things[i]
		if i+1 < len(c.things) {
			next := &c.things[i+1]
			made := next.of || c.makes() && (next.prep == fromClass || next.prep == byClass) // "create a snapshot from the volume"
			if (holds(next, t) || made && next.service == t.service && next.kind.name != "" && next.kind.name != t.kind.name && t.kind.name != "") && next.prep != noClass && next.prep != viaClass && !next.joined {
				t.within, used[i+1] = next, true
				continue
			}
			// "files to their own folder", "logs in bucket b": what is meant is told by the second.
			if next.prep != noClass && next.prep != byClass && next.prep != viaClass && !next.joined && !t.hasNames() &&
				(next.kind.name != "" && next.kind.name == t.kind.name && next.service == t.service || next.service != t.service && t.isContent() && !t.said) {
				used[i] = true
				next.joined = t.joined
				continue
			}
			// "table Orders items", "bucket b and its objects"
			if holds(t, next) && t.hasNames() && len(next.names)+len(next.arns) == 0 && next.within == nil && next.prep == noClass {
				next.within = t
				used[i] = used[i] || !next.joined
			}
		}
	}
	// "read and write objects in bucket a and bucket b": the second bucket is a container of the same objects.
	var kept []thing
	for i := range c.things {
		t := c.things[i]
		if used[i] {
			continue
		}
		if i > 0 && used[i-1] && t.joined && t.kind.name == c.things[i-1].kind.name && t.service == c.things[i-1].service && t.hasNames() && len(kept) > 0 {
			again := kept[len(kept)-1]
			again.within = &c.things[i]
			kept = append(kept, again)
			used[i] = true
			continue
		}
		kept = append(kept, t)
	}
	c.things = kept
}

// makes tells whether the verbs of a clause make something out of something else.
func (c *clause) makes() bool {
	return len(c.verbs) > 0 && !slices.ContainsFunc(c.verbs, func(v verbUse) bool {
		return !slices.Contains([]string{"create", "backup", "restore", "copy", "generate"}, v.name)
	})
}

// isContent tells whether a thing is what some resource holds, such as messages, not a resource itself.
func (t *thing) isContent() bool {
	return t.kind.name != "" && len(t.kind.types) > 0 && !slices.Contains(t.kind.types, t.kind.name)
}

// holds tells whether a contains b.
func holds(a, b *thing) bool {
	if a.kind.service == "ec2" && a.kind.name == "instance" && b.kind.service == "ssm" && slices.Contains(b.kind.types, "instance") {
		return true // commands and sessions on instances
	}
	return a.kind.name != "" && b.kind.name != "" && a.service == b.service && a.kind.name != b.kind.name && relates(b.kind, a.kind)
}

// relates tells whether things of kind b can contain things of kind a.
func relates(a, b kind) bool {
	if a.service != b.service {
		return false
	}
	if b.content == a.name || slices.Contains(a.types, b.name) {
		return true
	}
	for _, r := range curated[a.service] {
		if r.kind == a.name+" in "+b.name {
			return true
		}
	}
	if len(a.types) > 0 {
		if holder := placeholderOf(b.service, b.name); holder != "" {
			for _, pattern := range arnPatterns(a.service, a.types[0]) {
				if strings.Contains(pattern, "${"+holder+"}") {
					return true
				}
			}
		}
	}
	return false
}

// useContents reads "delete from the table" as deleting items, not the table.
func (c *clause) useContents() {
	changes := slices.ContainsFunc(c.verbs, func(v verbUse) bool {
		return slices.Contains([]string{"delete", "update", "add", "get", "create", "terminate"}, v.name)
	})
	for i := range c.things {
		t := &c.things[i]
		if !changes || !t.adverb || t.kind.content == "" || t.within != nil || t.prep == byClass {
			continue
		}
		content, ok := kindOf(t.service, t.kind.content)
		if !ok {
			continue
		}
		holder := *t
		t.kind, t.within, t.names, t.arns = content, &holder, nil, nil
	}
}
