package generate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// draft is a policy in the making.
type draft struct {
	sentence  *sentence
	given     []arn
	used      map[string]bool // given ARNs that found their place
	entries   []entry
	index     map[string]int // of entries, by key; nil when entries were taken out
	choices   []Choice
	assumed   []string
	missing   []string // verbs and things that gave nothing
	principal Principal
	failure   error
	// alsoDenied are actions that are denied because they do the same as denied ones.
	alsoDenied []string
	// principalType is what the request says about the principal.
	principalType string
}

// entry is one action as it will stand in the policy.
type entry struct {
	effect     string
	action     string
	notAction  bool // the action is excepted from "everything"
	resources  []string
	conditions []condition
	service    string
	verb       string
	typeName   string
	clause     int
	levels     bool // chosen by access level: may be shortened
	types      []string
	dependent  bool
	open       bool // no resource was named
}

func newDraft(s *sentence, given []arn, principalType string) *draft {
	return &draft{sentence: s, given: given, principalType: principalType, used: map[string]bool{}}
}

// assume tells something that the words left open, once.
func (d *draft) assume(text string) {
	if text != "" && !slices.Contains(d.assumed, text) {
		d.assumed = append(d.assumed, text)
	}
}

// build makes the entries of all clauses.
func (d *draft) build() error {
	clauses, err := d.complete()
	if err != nil {
		return err
	}
	d.callerFrom(d.principalType)
	for i, c := range clauses {
		switch {
		case c.everything && !slices.ContainsFunc(c.things, func(t thing) bool { return t.service != "" }):
			if err := d.buildEverything(c, i, clauses); err != nil {
				return err
			}
		case c.except:
			d.buildExclusion(c, i, clauses)
		default:
			d.buildClause(c, i)
		}
	}
	if d.failure != nil {
		return d.failure
	}
	d.dropDenied()
	d.addDependents(clauses)
	d.addKeyUse(clauses)
	if len(d.entries) == 0 {
		return d.nothing()
	}
	return nil
}

// complete gives every clause its verbs and things, from its neighbours where it has none, and its conditions.
func (d *draft) complete() ([]*clause, error) {
	var clauses []*clause
	seen := map[string]bool{}
	for _, c := range d.sentence.clauses {
		// What is said twice counts once, unless it speaks of "it".
		said := c.effect + " " + strings.Join(c.words, " ")
		if seen[said] && len(c.things) > 0 {
			continue
		}
		seen[said] = true
		c.settleGiving(d.sentence)
		if len(c.verbs) == 0 && len(c.things) == 0 && !c.everything {
			// Only conditions: they belong to what was said before, or to what comes.
			clauses = append(clauses, c)
			continue
		}
		if len(c.verbs) == 0 && !c.except && !c.everything && len(clauses) > 0 {
			last := clauses[len(clauses)-1]
			if last.number == c.number && last.effect == c.effect && len(last.verbs) > 0 && !last.except {
				last.take(c)
				continue
			}
		}
		clauses = append(clauses, c)
	}
	clauses = spreadConditions(clauses)
	for i, c := range clauses {
		d.settleCaller(c)
		c.anythingOf(clauses[:i])
		if len(c.things) == 0 && !c.everything {
			d.inheritThings(c, clauses, i)
		}
		// "deny access to us-west-1", "allow everything in us-east-1"
		if len(c.things) == 0 && len(c.regions)+len(c.outside) > 0 && !slices.ContainsFunc(c.verbs, func(v verbUse) bool { return v.name != "full" && v.name != "access" }) {
			c.everything = true
		}
		if len(c.things) == 0 && slices.ContainsFunc(c.verbs, func(v verbUse) bool { return v.name == "full" && strings.Contains(v.phrase, "admin") }) {
			c.everything = true
		}
		c.arrange(d.given)
		if i > 0 && clauses[i-1].number == c.number {
			c.findOutside(clauses[i-1])
		}
	}
	for i, c := range clauses {
		if len(c.verbs) == 0 && !c.everything {
			c.inheritVerbs(clauses[:i])
		}
	}
	if len(clauses) == 0 || !slices.ContainsFunc(clauses, func(c *clause) bool { return len(c.things) > 0 || c.everything }) {
		return nil, d.nothing()
	}
	return clauses, nil
}

// settleGiving finds the caller in "give Lambda read access to S3": what stands before the verb, when something else
// stands after it.
func (c *clause) settleGiving(s *sentence) {
	before := 0
	for before < len(c.things) && !c.things[before].after {
		before++
	}
	if before == 0 || len(c.verbs) == 0 || before == len(c.things) && !(c.giving && before == 1) {
		return
	}
	receiver := c.things[0]
	service := receiver.service
	if service == "" && len(receiver.kinds) > 0 {
		service = receiver.kinds[0].service
	}
	// "let users view …", where nothing known follows: no permissions on users were asked for.
	if before == len(c.things) && service != "iam" {
		return
	}
	for _, t := range c.things[before:] {
		if t.service == service || slices.ContainsFunc(t.kinds, func(k kind) bool { return k.service == service }) || t.service == "" && receiver.service != "" && !c.giving && serviceByPrefix[service].caller == "" {
			return
		}
	}
	switch {
	case service == "iam":
		s.caller.kind = receiver.kinds[0].name
	case serviceByPrefix[service].caller != "":
		s.caller = caller{service: service}
	default:
		return
	}
	c.things = c.things[before:]
}

// settleCaller reads "Allow Lambda", without a verb, as naming the caller.
func (d *draft) settleCaller(c *clause) {
	if len(c.verbs) > 0 || c.except || c.everything || len(c.things) != 1 {
		return
	}
	t := c.things[0]
	if len(t.kinds) > 0 || t.hasNames() || serviceByPrefix[t.service].caller == "" || slices.ContainsFunc(d.given, func(a arn) bool { return a.service == t.service }) {
		return
	}
	d.sentence.caller = caller{service: t.service}
	c.things = nil
}

// take adds what a clause without verbs says to this one.
func (c *clause) take(o *clause) {
	for i := range o.things {
		o.things[i].after = true
	}
	c.things = append(c.things, o.things...)
	c.conditions = append(c.conditions, o.conditions...)
	c.regions = append(c.regions, o.regions...)
	c.outside = append(c.outside, o.outside...)
	c.accounts = append(c.accounts, o.accounts...)
	c.words = append(c.words, o.words...)
}

// spreadConditions gives conditions that stand at the beginning or end of a sentence to all its clauses of the same
// effect, and Regions and accounts to those that name none. It drops clauses that are only conditions.
func spreadConditions(clauses []*clause) []*clause {
	bySentence := map[int][]*clause{}
	for _, c := range clauses {
		bySentence[c.number] = append(bySentence[c.number], c)
	}
	empty := func(c *clause) bool { return len(c.verbs) == 0 && len(c.things) == 0 && !c.everything }
	for _, number := range slices.Sorted(maps.Keys(bySentence)) {
		group := bySentence[number]
		edge := []*clause{group[len(group)-1]}
		if empty(group[0]) && len(group) > 1 {
			edge = append(edge, group[0])
		}
		receivers := group
		// A sentence of conditions alone is about all that was said before.
		if len(group) == 1 && empty(group[0]) {
			receivers = nil
			for _, c := range clauses {
				if c.number < number {
					receivers = append(receivers, c)
				}
			}
		}
		for _, from := range edge {
			for _, to := range receivers {
				if to == from || to.effect != from.effect && !empty(from) || from.except {
					continue
				}
				for _, condition := range from.conditions {
					if !condition.local || empty(from) {
						to.conditions = append(to.conditions, condition)
					}
				}
				if len(to.regions)+len(to.outside) == 0 {
					to.regions, to.outside = append(to.regions, from.regions...), append(to.outside, from.outside...)
				}
				if len(to.accounts) == 0 {
					to.accounts = append(to.accounts, from.accounts...)
				}
			}
		}
	}
	return slices.DeleteFunc(clauses, empty)
}

// inheritThings gives a clause without things those of the clause before or after, or the services of the given ARNs.
func (d *draft) inheritThings(c *clause, clauses []*clause, number int) {
	for _, v := range c.verbs {
		for _, action := range v.actions {
			prefix, _, _ := strings.Cut(strings.ToLower(action), ":")
			if !slices.ContainsFunc(c.things, func(t thing) bool { return t.service == prefix }) {
				c.things = append(c.things, thing{service: prefix, phrase: prefix})
			}
		}
	}
	if len(c.things) > 0 && !slices.ContainsFunc(c.verbs, func(v verbUse) bool { return len(v.actions) == 0 }) {
		return
	}
	for i := number - 1; i >= 0; i-- {
		if len(clauses[i].things) > 0 {
			c.things = append(c.things, clauses[i].things...)
			c.ofContents = clauses[i].handlesContents() && slices.ContainsFunc(c.words, func(w string) bool {
				return slices.Contains([]string{"them", "these", "those"}, strings.ToLower(w))
			})
			return
		}
		if clauses[i].everything {
			c.everything = true
			return
		}
	}
	// "view but not modify records"
	for _, next := range clauses[number+1:] {
		if next.number == c.number && len(next.things) > 0 {
			c.things = append(c.things, next.things...)
			return
		}
	}
	for _, a := range d.given {
		if catalog.Known(a.service) && !slices.ContainsFunc(c.things, func(t thing) bool { return t.service == a.service }) {
			c.things = append(c.things, thing{service: a.service, phrase: a.service})
		}
	}
}

// anythingOf reads "must not delete anything" as being about what the sentence spoke of before, and what that contains.
func (c *clause) anythingOf(before []*clause) {
	if !c.everything || c.effect != deny && !c.except || len(c.things) > 0 || len(c.regions)+len(c.outside) > 0 ||
		!slices.ContainsFunc(c.verbs, func(v verbUse) bool {
			return v.name != "full" && v.name != "manage" && v.name != "access" && v.name != "use"
		}) {
		return
	}
	for i := len(before) - 1; i >= 0 && before[i].number == c.number; i-- {
		if len(before[i].things) == 0 || before[i].effect != allow {
			continue
		}
		for _, t := range before[i].things {
			t.joined = true
			c.things = append(c.things, t)
			if content, ok := kindOf(t.service, t.kind.content); ok {
				holder := t
				t.kind, t.kinds, t.within, t.names, t.arns = content, []kind{content}, &holder, nil, nil
				c.things = append(c.things, t)
			}
		}
		c.everything = false
		return
	}
}

// inheritVerbs gives an exclusion without verbs those of the clause before; anything else only says "access".
func (c *clause) inheritVerbs(before []*clause) {
	if c.except && len(before) > 0 {
		last := before[len(before)-1]
		c.verbs = append(c.verbs, last.verbs...)
		if len(c.verbs) == 0 {
			c.verbs = []verbUse{{name: "full"}}
		}
		return
	}
	c.bare = true
	c.verbs = []verbUse{{name: "access", phrase: "access"}}
}

// nothing tells why no policy came out.
func (d *draft) nothing() error {
	e := &NotUnderstoodError{Unmatched: d.sentence.unmatched}
	e.Suggestions = suggest(d.sentence.unmatched)
	switch {
	case len(d.missing) > 0:
		e.Problem = "No action of AWS fits: " + strings.Join(d.missing, "; ") + "."
		e.Hint = "Say what may be done with which service, for example \"read objects in S3 bucket my-bucket\"."
	case d.sentence.caller.service != "" || d.sentence.caller.kind != "":
		e.Problem = "The sentence says who may act, but not on what."
		e.Hint = "Name the service or resource that is used, for example \"Allow Lambda to read S3 bucket my-bucket\"."
	default:
		e.Problem = "No AWS service or resource was found in the sentence."
		e.Hint = "Name one, for example \"read objects in S3 bucket my-bucket\" or \"send messages to SQS queue orders\"."
	}
	return e
}

// result turns the draft into what the caller gets.
func (d *draft) result() Result {
	statements := d.statements()
	r := Result{
		Document: printDocument(statements), Statements: statements, Explanations: d.choices, Assumptions: d.assumed, Principal: d.principal,
		Unmatched: d.unmatched(), Kind: policy.KindIdentity,
	}
	if size := compactSize(r.Document); size > managedPolicyQuota {
		r.Parts = splitDocument(statements, managedPolicyQuota)
		r.Assumptions = append(r.Assumptions, fmt.Sprintf("The policy has %d characters without white space; a managed policy may have %d (\"IAM and AWS STS quotas\"). Narrow the request, or use the %d policies it is split into.", size, managedPolicyQuota, len(r.Parts)))
	}
	return r
}

// managedPolicyQuota is how many characters a managed policy may have, white space left out ("IAM and AWS STS quotas").
const managedPolicyQuota = 6144

func compactSize(document string) int {
	n := 0
	inString := false
	for i := 0; i < len(document); i++ {
		c := document[i]
		switch {
		case c == '\\' && inString:
			n++
			i++
		case c == '"':
			inString = !inString
		case !inString && (c == ' ' || c == '\n' || c == '\t' || c == '\r'):
			continue
		}
		n++
	}
	return n
}

// unmatched are words and ARNs that had no effect.
func (d *draft) unmatched() []string {
	var out []string
	for _, w := range slices.Concat(d.sentence.unmatched, d.missing) {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	for _, a := range d.given {
		if !d.used[a.text] {
			out = append(out, a.text)
		}
	}
	return out
}
