package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

const (
	// maxActions bounds how many actions of a statement are looked at, and
	// maxMatches how many catalog actions all of them may stand for.
	maxActions = 64
	maxMatches = 2000
	// maxResources bounds how many resources of a statement are looked at.
	maxResources = 32
)

// statementFacts is what the statement around the cursor says, but for the text
// under the cursor.
type statementFacts struct {
	effect    string
	actions   []action
	notAction bool
	resources []string
	all       bool // some resource is "*", or there are none
	services  []string
	federated []string                                  // identity providers of Principal
	callers   []string                                  // service principals of Principal
	types     map[string]map[*catalog.ResourceType]bool // those the resources can be of, by service
}

// action is one value of an Action or NotAction element.
type action struct {
	text    string
	all     bool   // "*" or "*:*"
	prefix  string // in lower case
	name    string // as written
	wild    bool
	service *catalog.Service // nil when there is none
}

func newAction(text string) action {
	if text == "*" || text == "*:*" {
		return action{text: text, all: true}
	}
	prefix, name, _ := strings.Cut(text, ":")
	a := action{text: text, prefix: strings.ToLower(prefix), name: name, wild: policy.HasWildcard(name)}
	a.service = catalog.Lookup(prefix)
	return a
}

// matches lists the catalog's actions that the action stands for; none for "*".
func (a *action) matches() []*catalog.Action {
	if a.service == nil {
		return nil
	}
	return a.service.Match(a.name)
}

// statement returns the facts of the statement around the cursor.
func (c *completer) statement() *statementFacts {
	if c.facts == nil {
		c.facts = c.t.statementFacts(c.at.statement)
	}
	return c.facts
}

func (t *tree) statementFacts(object int32) *statementFacts {
	f := &statementFacts{}
	if object == none {
		f.all = true
		return f
	}
	t.strings(t.member(object, elementEffect), func(_ int32, text string) { f.effect = text })
	key := t.member(object, elementAction)
	if key == none {
		key = t.member(object, elementNotAction)
		f.notAction = key != none
	}
	t.strings(key, func(_ int32, text string) {
		if len(f.actions) < maxActions {
			f.actions = append(f.actions, newAction(text))
		}
	})
	for i := range f.actions {
		if s := f.actions[i].service; s != nil && !contains(f.services, s.Prefix) {
			f.services = append(f.services, s.Prefix)
		}
	}
	t.strings(t.member(object, elementResource), func(_ int32, text string) {
		if len(f.resources) < maxResources && text != "" {
			f.resources = append(f.resources, text)
			f.all = f.all || text == "*"
		}
	})
	f.all = f.all || len(f.resources) == 0
	t.principalFacts(f, object)
	return f
}

// principalFacts notes the services and identity providers a statement names.
func (t *tree) principalFacts(f *statementFacts, object int32) {
	key := t.member(object, elementPrincipal)
	if key == none || t.nodes[key].first == none {
		return
	}
	value := t.nodes[key].first
	if t.nodes[value].typ != nodeObject {
		return
	}
	t.strings(t.member(value, policy.PrincipalFederated), func(_ int32, text string) { f.federated = append(f.federated, text) })
	t.strings(t.member(value, policy.PrincipalService), func(_ int32, text string) { f.callers = append(f.callers, text) })
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

// use is a resource type with the actions of the statement that take it.
type use struct {
	service  *catalog.Service
	typ      *catalog.ResourceType
	actions  []string // the first few, as service:Name
	count    int      // how many
	required bool     // one of the actions needs it
}

// maxUseNames is how many actions a resource's documentation names.
const maxUseNames = 4

// uses lists the resource types that the statement's actions take, in the order of
// the actions. unlimited lists actions that only work on "*".
func (f *statementFacts) uses() (uses []*use, unlimited []string) {
	if f.notAction {
		return nil, nil
	}
	index := make(map[*catalog.ResourceType]*use)
	left := maxMatches
	for i := range f.actions {
		a := &f.actions[i]
		for _, known := range a.matches() {
			if left--; left < 0 {
				return uses, unlimited
			}
			if len(known.Resources) == 0 && len(unlimited) < maxUseNames {
				unlimited = append(unlimited, a.service.Prefix+":"+known.Name)
			}
			for j := range known.Resources {
				typ := a.service.ResourceType(known.Resources[j].Name)
				if typ == nil {
					continue
				}
				u := index[typ]
				if u == nil {
					u = &use{service: a.service, typ: typ}
					index[typ] = u
					uses = append(uses, u)
				}
				u.count++
				u.required = u.required || known.Resources[j].Required
				if len(u.actions) < maxUseNames {
					u.actions = append(u.actions, a.service.Prefix+":"+known.Name)
				}
			}
		}
	}
	return uses, unlimited
}

// filling is what placeholders of ARNs are replaced with.
type filling struct{ partition, region, account string }

// filled returns what is known for the placeholders of ARNs: by the options, else
// by the document where it says one thing only.
func (c *completer) filled() *filling {
	if c.fill != nil {
		return c.fill
	}
	f := &filling{c.opt.Partition, c.opt.Region, c.opt.Account}
	c.fill = f
	regions, accounts := &single{}, &single{}
	partitions := &single{}
	for at := range c.t.nodes {
		if n := &c.t.nodes[at]; n.typ != nodeText || int32(at) == c.t.at.token {
			continue
		}
		arn, ok := policy.ParseARN(c.t.raw(int32(at)))
		if !ok {
			continue
		}
		partitions.see(arn.Partition)
		regions.see(arn.Region)
		if policy.IsAccountID(arn.Account) {
			accounts.see(arn.Account)
		}
	}
	if f.partition == "" {
		f.partition = partitions.get()
	}
	if f.partition == "" {
		f.partition = "aws"
	}
	if f.region == "" {
		f.region = regions.get()
	}
	if f.account == "" {
		f.account = accounts.get()
	}
	return f
}

// single remembers a text as long as no other is seen.
type single struct {
	text  string
	mixed bool
}

func (s *single) see(text string) {
	if text == "" || strings.ContainsAny(text, "*?$") {
		return
	}
	s.mixed = s.mixed || s.text != "" && s.text != text
	s.text = text
}

func (s *single) get() string {
	if s.mixed {
		return ""
	}
	return s.text
}
