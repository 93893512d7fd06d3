package complete

import (
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// keyUse is a condition key with how many of the statement's actions have it.
type keyUse struct {
	key   *catalog.ConditionKey
	count int
	last  int // the action that counted last
}

// keyUses lists the condition keys that requests for the statement's actions can
// carry, in the order in which they are found, and how many actions were looked
// at. Keys of resource types count where a resource of the statement can be of
// the type.
func (f *statementFacts) keyUses() (uses []*keyUse, total int) {
	if f.notAction {
		return nil, 0
	}
	index := make(map[string]*keyUse)
	left := maxMatches
	for i := range f.actions {
		a := &f.actions[i]
		if a.service == nil {
			continue
		}
		total++
		note := func(name string) {
			u := index[name]
			if u == nil {
				key := a.service.ConditionKey(name)
				if key == nil {
					key = catalog.GlobalKey(name)
				}
				if key == nil {
					return
				}
				u = &keyUse{key: key, last: -1}
				index[name] = u
				uses = append(uses, u)
			}
			if u.last != i {
				u.last = i
				u.count++
			}
		}
		if a.name == "*" && f.all {
			for j := range a.service.ConditionKeys {
				note(a.service.ConditionKeys[j].Name)
			}
			continue
		}
		seen := make(map[string]bool) // resource types of this action
		for _, known := range a.matches() {
			if left--; left < 0 {
				return uses, total
			}
			f.noteKeys(a.service, known, seen, note)
		}
	}
	return uses, total
}

// noteKeys calls note for the keys of one action of the catalog.
func (f *statementFacts) noteKeys(s *catalog.Service, a *catalog.Action, seen map[string]bool, note func(string)) {
	for _, name := range a.ConditionKeys {
		note(name)
	}
	for i := range a.Resources {
		r := &a.Resources[i]
		typ := s.ResourceType(r.Name)
		if typ != nil && !f.fits(s, typ) {
			continue
		}
		for _, name := range r.ConditionKeys {
			note(name)
		}
		if typ == nil || seen[r.Name] {
			continue
		}
		seen[r.Name] = true
		for _, name := range typ.ConditionKeys {
			note(name)
		}
	}
}

// keys offers condition keys: those of the statement's actions and resources, then
// the global ones. Keys of a type that the operator does not compare are left out,
// keys with several values stand first under a set operator and last without one.
func (c *completer) keys() {
	facts := c.statement()
	op := parseOperator(c.t.text(c.at.operator))
	uses, total := facts.keyUses()
	seen := make(nameList, 0, len(uses)+len(globalKeys))
	var later []Item
	offer := func(key *catalog.ConditionKey, detail string) {
		if !seen.add(key.Name) {
			return
		}
		if !c.keySuits(key, op) {
			return
		}
		it := keyItem(key, detail)
		if key.Multivalued() != (op.set != "") && op.Type() != typeNull {
			if op.set != "" {
				return // a set operator on a single value hides mistakes
			}
			it.Documentation += " A request can have several values: use ForAnyValue: or ForAllValues: with it."
			later = append(later, it)
			return
		}
		c.offerKey(it)
	}
	c.providerKeys(offer)
	for _, all := range [...]bool{true, false} {
		for _, u := range uses {
			if (u.count == total) != all || !c.providerFits(u.key.Name) {
				continue
			}
			detail := ""
			if !all {
				detail = "of " + strconv.Itoa(u.count) + " of " + strconv.Itoa(total) + " actions"
			}
			offer(u.key, detail)
		}
	}
	if total == 0 {
		c.serviceKeys(offer)
	}
	for i := range globalKeys {
		offer(&globalKeys[i], "global")
	}
	c.tagKeys(op)
	for _, it := range later {
		c.offerKey(it)
	}
}

// nameList is a list of names without repetitions, in any case. It is short.
type nameList []string

// add adds a name and reports whether it is new.
func (l *nameList) add(name string) bool {
	for _, n := range *l {
		if len(n) == len(name) && hasPrefixFold(n, name) {
			return false
		}
	}
	*l = append(*l, name)
	return true
}

var globalKeys = catalog.GlobalKeys()

// Type is the type of the values that the operator compares; empty when there is
// no such operator.
func (u usedOperator) Type() string {
	if u.Operator == nil {
		return ""
	}
	return u.Operator.Type
}

// keySuits reports whether the operator compares keys of this type. A key with a
// part to fill in, such as a tag's, holds what its owner put there.
func (c *completer) keySuits(key *catalog.ConditionKey, op usedOperator) bool {
	if op.Operator == nil || op.Takes(key.ElementType()) {
		return true
	}
	return isTemplate(key.Name) && c.typed != ""
}

// isTemplate reports whether part of a key's name is to be filled in.
func isTemplate(name string) bool { return strings.ContainsAny(name, "<$") }

func keyItem(key *catalog.ConditionKey, detail string) Item {
	it := Item{
		Label: key.Name, Kind: ItemKey, Detail: typeName(key), Documentation: key.Description, Insert: key.Name, Stops: blanks(key.Name),
	}
	if detail != "" {
		it.Detail += ", " + detail
	}
	return it
}

// typeName says a key's type in words.
func typeName(key *catalog.ConditionKey) string {
	if key.Multivalued() {
		return "list of " + key.ElementType()
	}
	return key.ElementType()
}

func (c *completer) offerKey(it Item) {
	r := match(it.Label, c.typed)
	if r == rankNo || c.present(c.t.at.container, it.Label) {
		return
	}
	c.add(c.name(it, `""`), r)
}

// serviceKeys offers the keys of the services that what was typed, or the resource
// the policy belongs to, names, where the statement's actions do not tell.
func (c *completer) serviceKeys(offer func(*catalog.ConditionKey, string)) {
	prefix, _, found := strings.Cut(c.typed, ":")
	if !found {
		prefix = serviceOfType(c.opt.ResourceType)
	}
	if s := catalog.Lookup(prefix); s != nil {
		for i := range s.ConditionKeys {
			offer(&s.ConditionKeys[i], "")
		}
	}
}

// tagKeys offers, after aws:RequestTag/ and its like, the tags that the document
// names elsewhere.
func (c *completer) tagKeys(op usedOperator) {
	slash := strings.IndexByte(c.typed, '/')
	if slash < 0 || op.set != "" {
		return
	}
	key := c.lookupKey(c.typed[:slash] + "/x")
	if key == nil || !isTemplate(key.Name) || !strings.Contains(strings.ToLower(key.Name), "tag/") {
		return
	}
	family, _, _ := strings.Cut(key.Name, "/")
	for _, tag := range c.t.tags() {
		c.offerKey(Item{
			Label: family + "/" + tag, Kind: ItemKey, Detail: typeName(key) + ", tag of this document",
			Documentation: key.Description, Insert: family + "/" + tag,
		})
	}
}

// maxTags bounds how many tags of a document are collected.
const maxTags = 50

// tags lists the tags that keys of the document name.
func (t *tree) tags() []string {
	var out []string
	for at := range t.nodes {
		if t.nodes[at].typ != nodeKey || int32(at) == t.at.token || len(out) == maxTags {
			continue
		}
		name := t.raw(int32(at))
		slash := strings.IndexByte(name, '/')
		if slash < 3 || !strings.EqualFold(name[slash-3:slash], "tag") || !strings.Contains(name[:slash], ":") {
			continue
		}
		if tag := name[slash+1:]; tag != "" && !contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// lookupKey finds a condition key by the name a policy writes: a global key, one of
// the service it is named for, one of an identity provider, or one that a service
// of the statement has under another prefix.
func (c *completer) lookupKey(name string) *catalog.ConditionKey {
	if key := catalog.GlobalKey(name); key != nil {
		return key
	}
	prefix, _, found := strings.Cut(name, ":")
	if !found {
		return nil
	}
	if s := catalog.Lookup(prefix); s != nil {
		if key := s.ConditionKey(name); key != nil {
			return key
		}
	}
	if strings.ContainsAny(prefix, "./") || strings.EqualFold(prefix, "saml") {
		return providerKey(name)
	}
	for _, prefix := range c.statement().services {
		if key := catalog.Lookup(prefix).ConditionKey(name); key != nil {
			return key
		}
	}
	return nil
}
