package generate

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/apicall"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// TrailOptions say which events count.
type TrailOptions struct {
	// Principal is the ARN of the one user, role or session whose calls count; it may hold wildcards. Empty for all.
	Principal string
	// GrantDenied also allows what AWS denied.
	GrantDenied bool
}

// Trail collects events of CloudTrail into the smallest policy that allows the calls in them. Its methods are not for
// concurrent use.
type Trail struct {
	options    TrailOptions
	uses       map[string]*use
	denied     map[string]*DeniedUse
	principals map[string]int
	unknown    map[string]int
	free       map[string]int
	skipped    int
	data       map[string]bool // services with data events
	notes      []string
}

// NewTrail starts a collection.
func NewTrail(o TrailOptions) *Trail {
	return &Trail{
		options: o, uses: map[string]*use{}, denied: map[string]*DeniedUse{}, principals: map[string]int{}, unknown: map[string]int{},
		free: map[string]int{}, data: map[string]bool{},
	}
}

// Add counts an event.
func (t *Trail) Add(e *trail.Event) {
	who := e.Principal()
	if !e.IsCall() || who == "" {
		t.skipped++
		return
	}
	t.principals[who]++
	if t.options.Principal != "" && !e.By(t.options.Principal) {
		return
	}
	service := apicall.Prefix(e.Source)
	needs, free := apicall.Needs(service, e.Name, e.Parameters)
	call := strings.TrimSuffix(e.Source, ".amazonaws.com") + ":" + e.Name
	switch {
	case free:
		t.free[call]++
		return
	case len(needs) == 0:
		t.unknown[call]++
		return
	}
	if e.IsData() {
		t.data[service] = true
	}
	seen := SeenUsed
	if denial.Denied(e.ErrorCode) {
		t.deny(e, needs)
		if !t.options.GrantDenied {
			return
		}
		seen = SeenDenied
	}
	for _, n := range needs {
		t.use(e, n, seen)
	}
}

func (t *Trail) use(e *trail.Event, n apicall.Need, seen Seen) {
	action := catalog.LookupAction(n.Action)
	u := t.of(n.Action)
	operation := ""
	if action.Name != e.Name {
		operation = e.Name
	}
	u.saw(seen, e.Time, operation)
	u.add(placesOf(e, n.Action, action, n.Source))
	t.follow(e, n.Action, action)
}

func (t *Trail) of(action string) *use {
	u := t.uses[action]
	if u == nil {
		u = &use{action: action}
		t.uses[action] = u
	}
	return u
}

// passesRole are actions that pass the role that a request names, though the reference does not list iam:PassRole among
// those they depend on ("AWS CloudFormation service role", AWS CloudFormation User Guide).
var passesRole = map[string]bool{
	"cloudformation:CreateStack": true, "cloudformation:UpdateStack": true, "cloudformation:DeleteStack": true, "cloudformation:CreateChangeSet": true,
}

// follow adds what a call needs besides and CloudTrail does not record: passing a role that the request names, and tagging
// while creating.
func (t *Trail) follow(e *trail.Event, action string, a *catalog.Action) {
	prefix, _, _ := strings.Cut(action, ":")
	needs := dependents(a)
	if passesRole[action] {
		needs = append(needs, "iam:PassRole")
	}
	for _, need := range needs {
		switch {
		case strings.EqualFold(need, "iam:PassRole"):
			t.passRole(e, action, prefix)
		case strings.EqualFold(need, "ec2:CreateTags") && prefix == "ec2" && hasTags(e):
			at := &placer{event: e}
			t.notObservable("ec2:CreateTags", map[string][]string{"": {"arn:" + at.place("Partition") + ":ec2:" + at.place("Region") + ":" + at.place("Account") + ":*/*"}})
			u := t.of("ec2:CreateTags")
			u.passedTo = appendOnce(u.passedTo, a.Name)
		}
	}
}

func (t *Trail) notObservable(action string, found map[string][]string) {
	u := t.of(action)
	u.add(found)
	if u.seen == "" {
		u.seen = NotObservable
	}
}

// passRole allows passing the roles that a request names, to the service of the action only.
func (t *Trail) passRole(e *trail.Event, action, prefix string) {
	p := &placer{event: e, service: "iam", found: map[string][]string{}}
	p.walk(func(name, text string) {
		if a, err := parseARN(text); err == nil && a.service == "iam" && strings.HasPrefix(a.resource, "role/") && strings.Contains(name, "role") {
			p.add("role", text)
		}
	})
	profile := ""
	p.walk(func(name, text string) {
		if strings.Contains(text, ":instance-profile/") {
			profile = text
		}
	})
	if profile != "" {
		t.note(action + " passes the role of the instance profile " + profile + ", which the event does not name: iam:PassRole on it is left out.")
	}
	if len(p.found) == 0 {
		return
	}
	t.notObservable("iam:PassRole", p.found)
	u := t.of("iam:PassRole")
	u.passedTo = appendOnce(u.passedTo, principalFor(prefix))
}

func (t *Trail) note(text string) {
	if !slices.Contains(t.notes, text) {
		t.notes = append(t.notes, text)
	}
}

// hasTags tells whether a request tags what it creates.
func hasTags(e *trail.Event) bool {
	for name, value := range e.Parameters {
		if low := strings.ToLower(name); (strings.HasPrefix(low, "tagspecification") || low == "tags" || low == "tagset") && value != nil {
			return true
		}
	}
	return false
}

// deny notes a request that AWS denied. What the message says is exact, where it says something.
func (t *Trail) deny(e *trail.Event, needs []apicall.Need) {
	d := DeniedUse{Action: needs[0].Action, Principal: e.Principal(), Message: clipped(e.ErrorMessage), Granted: t.options.GrantDenied}
	if m, err := denial.Parse(e.ErrorMessage); err == nil && m.Action != "" {
		d.Action, d.Resource = m.Action, m.Resource
	} else if places := placesOf(e, d.Action, catalog.LookupAction(d.Action), false); len(places) > 0 {
		for _, typeName := range slices.Sorted(maps.Keys(places)) {
			d.Resource = places[typeName][0]
		}
	}
	key := d.Action + "\x00" + d.Resource + "\x00" + d.Principal
	if old := t.denied[key]; old != nil {
		old.Events++
		old.Message = cmp.Or(d.Message, old.Message)
		return
	}
	d.Events = 1
	t.denied[key] = &d
}

// clipped keeps the beginning of a message; encoded ones are long.
func clipped(s string) string {
	const most = 600
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// Result writes the policy for what was collected. The error is a *NotUnderstoodError when no event gives an action.
func (t *Trail) Result() (Result, error) {
	d := newDraft(&sentence{}, nil, "")
	var uses []ActionUse
	for _, u := range byAction(t.uses) {
		resources := t.allow(d, u)
		a := catalog.LookupAction(u.action)
		uses = append(uses, ActionUse{
			Action: u.action, Level: a.Level, Seen: u.seen, Events: u.events, First: u.first, Last: u.last, Operations: u.operations, Resources: resources,
		})
		if u.seen == NotObservable {
			d.choices = append(d.choices, Choice{Phrase: "not observable", Decision: u.action + " leaves no events of its own, but calls that were seen need it.", Actions: []string{u.action}})
			continue
		}
		text := "Seen in " + count(u.events, "event")
		if len(u.operations) > 0 {
			text += " of " + strings.Join(u.operations, ", ")
		}
		switch {
		case u.first != "" && u.first == u.last:
			text += ", at " + u.first
		case u.first != "":
			text += ", from " + u.first + " to " + u.last
		}
		d.choices = append(d.choices, Choice{Phrase: u.action, Decision: text + "; allowed on " + summary(slices.Clone(resources)) + ".", Actions: []string{u.action}})
	}
	denied := t.deniedUses()
	if len(d.entries) == 0 {
		return Result{Denied: denied}, t.nothing(denied)
	}
	t.explain(d, denied)
	r := d.result()
	r.Uses, r.Denied = uses, denied
	for _, call := range slices.Sorted(maps.Keys(t.unknown)) {
		r.Unmatched = append(r.Unmatched, fmt.Sprintf("%s (%s): no IAM action is known for the call", call, count(t.unknown[call], "event")))
	}
	return r, nil
}

func (t *Trail) deniedUses() []DeniedUse {
	out := []DeniedUse{}
	for _, key := range slices.Sorted(maps.Keys(t.denied)) {
		out = append(out, *t.denied[key])
	}
	return out
}

// allow makes the entry of an action and returns its resources.
func (t *Trail) allow(d *draft, u *use) []string {
	prefix, _, _ := strings.Cut(u.action, ":")
	e := entry{effect: allow, action: u.action, service: prefix, verb: levelVerbs[catalog.LookupAction(u.action).Level]}
	for _, typeName := range u.types() {
		arns := slices.Sorted(maps.Keys(u.places[typeName]))
		short := generalize(arns)
		if len(short) < len(arns) {
			d.assume(fmt.Sprintf("%s was used on %d resources of one kind, which %s.", u.action, len(arns), "are written with wildcards: "+some(short)))
		}
		e.resources = append(e.resources, short...)
		e.types = append(e.types, typeName)
	}
	if u.anywhere || len(e.resources) == 0 {
		if len(e.resources) > 0 {
			d.assume("Some events of " + u.action + " do not tell the resource, so it is allowed on all.")
		}
		e.resources, e.types = []string{"*"}, nil
	}
	if len(e.types) > 0 {
		e.typeName = e.types[0]
	}
	switch u.action {
	case "iam:PassRole":
		e.dependent, e.verb = u.seen == NotObservable, "iam"
		if len(u.passedTo) > 0 {
			e.conditions = []condition{{operator: "StringEquals", key: "iam:PassedToService", values: u.passedTo}}
		}
	case "ec2:CreateTags":
		if len(u.passedTo) > 0 && u.seen == NotObservable {
			e.dependent, e.verb = true, "ec2"
			e.conditions = []condition{{operator: "StringEquals", key: "ec2:CreateAction", values: u.passedTo}}
		}
	}
	d.addEntry(e)
	return slices.Clone(e.resources)
}
