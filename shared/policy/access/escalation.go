package access

import (
	"container/heap"
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Escalations are the ways to become an administrator of the account.
type Escalations struct {
	Account string `json:"account"`
	// Administrators are those who are it already, sorted by ARN.
	Administrators []Administrator `json:"administrators"`
	// Escalations are the shortest ways of everybody else who can become one, those
	// that are certain first, then by length and ARN.
	Escalations []Escalation `json:"escalations"`
	// Outside are callers outside the account who get to a role that is, or leads to,
	// an administrator.
	Outside []OutsideEscalation `json:"outside"`
	// Unknown are principals to whom policies apply that the snapshot lacks.
	Unknown []Unresolved `json:"unknown"`
	// Notes tell what was not looked into.
	Notes []string `json:"notes,omitempty"`
}

// Administrator is a user or role that controls the account: it may change the
// permissions of all users and roles.
type Administrator struct {
	PrincipalARN string      `json:"principal_arn"`
	Conditions   []Condition `json:"conditions"`
	AssignedTo   []string    `json:"assigned_to,omitempty"`
}

// Escalation is a way for a principal to become an administrator.
type Escalation struct {
	PrincipalARN string `json:"principal_arn"`
	// Certain tells that no step hangs on conditions, or on something that the
	// snapshot does not tell.
	Certain bool `json:"certain"`
	// Steps lead from the principal to an administrator.
	Steps      []Step   `json:"steps"`
	AssignedTo []string `json:"assigned_to,omitempty"`
}

// OutsideEscalation is a way into the account that leads to an administrator.
type OutsideEscalation struct {
	Exposure Exposure `json:"exposure"`
	// Steps lead on from the role; empty when it is an administrator itself.
	Steps []Step `json:"steps"`
}

// The length of a step: ways without conditions are preferred, however long.
const (
	lengthCertain  = 1
	lengthPossible = 1000
)

// way is the best way known from a principal to an administrator.
type way struct {
	principal *Principal
	length    int
	steps     []*Step    // to next, or to being an administrator
	next      *Principal // nil at the end
	settled   bool
	place     int // in the queue
}

// Escalations finds the ways to become an administrator: by assuming roles, by
// giving roles to services, by making credentials for users, and by changing
// policies, in any order.
func (a *Account) Escalations() (Escalations, error) {
	admins, err := a.administrators()
	if err != nil {
		return Escalations{}, err
	}
	s, err := a.search(admins)
	if err != nil {
		return Escalations{}, err
	}
	out := Escalations{Account: a.ID, Administrators: []Administrator{}, Escalations: []Escalation{}, Outside: []OutsideEscalation{}, Unknown: []Unresolved{}}
	for _, p := range a.principals {
		if list := p.Unresolved(); len(list) > 0 {
			out.Unknown = append(out.Unknown, Unresolved{
				PrincipalARN: p.ARN, MissingPolicies: list, Conditions: []Condition{}, Statements: []Statement{},
				Reason: "It counts without " + strings.Join(list, " and ") + ", which the snapshot does not hold.",
			})
		}
		o, is := admins[p]
		if !is {
			continue
		}
		conditions := o.conditions
		if conditions == nil {
			conditions = []Condition{}
		}
		out.Administrators = append(out.Administrators, Administrator{p.ARN, conditions, p.AssignedTo})
	}
	out.Notes = s.notes
	s.report(&out, admins)
	slices.SortFunc(out.Administrators, func(a, b Administrator) int { return strings.Compare(a.PrincipalARN, b.PrincipalARN) })
	return out, s.outside(&out, admins)
}

// search looks for the shortest ways, backwards from the administrators.
type search struct {
	*explorer
	ways  map[*Principal]*way
	queue []*way
	notes []string
}

// search finds the ways. The pairs of who can give permissions and who gets them are
// only looked at where nothing as short is known.
func (a *Account) search(admins map[*Principal]outcome) (*search, error) {
	s := &search{explorer: a.explore(), ways: map[*Principal]*way{}}
	for _, p := range a.principals {
		if o, is := admins[p]; is {
			w := &way{principal: p}
			if o.decision == eval.Unknown {
				w.length = lengthPossible
			}
			s.offer(w)
		}
	}
	able, err := s.grants(admins)
	if err != nil {
		return nil, err
	}
	if err := s.run(); err != nil {
		return nil, err
	}
	for i := range able {
		if !s.within(able[i].Principal, 2*lengthCertain) {
			if err := s.pairs(&able[i]); err != nil {
				return nil, err
			}
		}
	}
	return s, s.run()
}

// within tells that a way of at most a length is known.
func (s *search) within(p *Principal, length int) bool {
	w := s.ways[p]
	return w != nil && w.length <= length
}

// offer takes a way when it is better than what is known.
func (s *search) offer(w *way) {
	have := s.ways[w.principal]
	switch {
	case have == nil:
		s.ways[w.principal] = w
		heap.Push(s, w)
	case w.length >= have.length:
	case have.settled:
		s.ways[w.principal] = w
		heap.Push(s, w)
	default:
		have.length, have.steps, have.next = w.length, w.steps, w.next
		heap.Fix(s, have.place)
	}
}

// run settles one principal after the other, the nearest first.
func (s *search) run() error {
	for len(s.queue) > 0 {
		w, ok := heap.Pop(s).(*way)
		if !ok {
			return nil
		}
		w.settled = true
		edges, err := s.intoFor(w.principal, func(p *Principal) bool { return s.within(p, w.length+lengthCertain) })
		if err != nil {
			return err
		}
		for _, e := range edges {
			s.offer(&way{principal: e.from, length: w.length + length(e.step), steps: []*Step{e.step}, next: w.principal})
		}
	}
	return nil
}

func length(s *Step) int {
	if s.certain() {
		return lengthCertain
	}
	return lengthPossible
}

// grants finds the principals that can make themselves administrators, and gives all
// who can give permissions to anybody.
func (s *search) grants(admins map[*Principal]outcome) ([]giver, error) {
	var able []giver
	seen := map[*Principal]bool{}
	for _, action := range grantActions {
		for _, p := range s.view(action).candidates {
			if o, is := admins[p]; seen[p] || is && o.decision == eval.Allowed {
				continue
			}
			seen[p] = true
			by := s.giver(p)
			if len(by.statements) == 0 {
				continue
			}
			step, err := s.grant(&by, p)
			if err != nil {
				return nil, err
			}
			if step != nil {
				s.offer(&way{principal: p, length: length(step), steps: []*Step{step}})
			}
			able = append(able, by)
		}
	}
	return able, nil
}

// maxGrantTargets bounds, for each principal, how many others are tried whom it may
// give permissions to.
const maxGrantTargets = 500

// pairs looks for two principals of whom the first can give permissions to the second,
// and one of them can become the other: the first gains what the second gets, or the
// second lets the first give it.
func (s *search) pairs(by *giver) error {
	back, err := s.intoFor(by.Principal, func(p *Principal) bool { return s.within(p, 2*lengthCertain) || !s.mayGrant(by, p) })
	if err != nil {
		return err
	}
	for _, e := range back {
		step, err := s.grant(by, e.from)
		if err != nil {
			return err
		}
		if step != nil {
			s.offer(&way{principal: e.from, length: length(e.step) + length(step), steps: []*Step{e.step, step}})
		}
	}
	tried := 0
	for _, to := range s.account.principals {
		if to == by.Principal || !by.mayBecome(to) || !s.mayGrant(by, to) {
			continue
		}
		if tried++; tried > maxGrantTargets {
			s.notes = append(s.notes, fmt.Sprintf("%s may give permissions to many; whether it can become one of them was tried with %d.", by.ARN, maxGrantTargets))
			break
		}
		found, err := s.forward(by, to)
		if found || err != nil {
			return err
		}
	}
	return nil
}

// forward looks whether a principal can give permissions to another and then become
// it; found tells of a way that is certain.
func (s *search) forward(by *giver, to *Principal) (found bool, err error) {
	edges, err := s.between(by.Principal, to)
	if err != nil || len(edges) == 0 {
		return false, err
	}
	step, err := s.grant(by, to)
	if err != nil || step == nil {
		return false, err
	}
	for _, e := range edges {
		s.offer(&way{principal: by.Principal, length: length(step) + length(e.step), steps: []*Step{step, e.step}})
		found = found || step.certain() && e.step.certain()
	}
	return found, nil
}

// mayGrant tells quickly whether it is worth asking if a principal can give
// permissions to another.
func (s *search) mayGrant(by *giver, to *Principal) bool {
	ways := s.grantings(to)
	for i := range ways {
		if by.mayGive(&ways[i]) {
			return true
		}
	}
	return false
}

// steps gives the whole way from a principal.
func (s *search) steps(p *Principal) (out []Step, certain bool) {
	out, certain = []Step{}, true
	for w := s.ways[p]; w != nil; w = s.ways[w.next] {
		for _, step := range w.steps {
			out = append(out, *step)
			certain = certain && step.certain()
		}
		if w.next == nil {
			break
		}
	}
	return out, certain
}

func (s *search) report(out *Escalations, admins map[*Principal]outcome) {
	for _, p := range s.account.principals {
		if o, is := admins[p]; s.ways[p] == nil || is && (o.decision == eval.Allowed || len(s.ways[p].steps) == 0) {
			continue
		}
		e := Escalation{PrincipalARN: p.ARN, AssignedTo: p.AssignedTo}
		e.Steps, e.Certain = s.steps(p)
		if o, is := admins[s.end(p)]; is && o.decision == eval.Unknown {
			e.Certain = false
		}
		out.Escalations = append(out.Escalations, e)
	}
	slices.SortStableFunc(out.Escalations, func(a, b Escalation) int {
		switch {
		case a.Certain && !b.Certain:
			return -1
		case b.Certain && !a.Certain:
			return 1
		case len(a.Steps) != len(b.Steps):
			return len(a.Steps) - len(b.Steps)
		}
		return strings.Compare(a.PrincipalARN, b.PrincipalARN)
	})
}

// end gives where the way from a principal ends.
func (s *search) end(p *Principal) *Principal {
	w := s.ways[p]
	for w.next != nil {
		w = s.ways[w.next]
	}
	return w.principal
}

// outside adds those outside the account who get to a role on a way.
func (s *search) outside(out *Escalations, admins map[*Principal]outcome) error {
	list, err := s.account.Exposures(ExposureOptions{})
	if err != nil {
		return err
	}
	for _, e := range list {
		role := s.account.byARN[e.Resource]
		if role == nil || s.ways[role] == nil {
			continue
		}
		steps := []Step{}
		if _, is := admins[role]; !is {
			steps, _ = s.steps(role)
		}
		out.Outside = append(out.Outside, OutsideEscalation{e, steps})
	}
	return nil
}

// Len, Less, Swap, Push and Pop make the queue of package container/heap.

// Len is the number of principals that are not settled.
func (s *search) Len() int { return len(s.queue) }

// Less orders by the length of the way, then by ARN.
func (s *search) Less(i, j int) bool {
	if s.queue[i].length != s.queue[j].length {
		return s.queue[i].length < s.queue[j].length
	}
	return s.queue[i].principal.number < s.queue[j].principal.number
}

// Swap exchanges two places.
func (s *search) Swap(i, j int) {
	s.queue[i], s.queue[j] = s.queue[j], s.queue[i]
	s.queue[i].place, s.queue[j].place = i, j
}

// Push adds to the end.
func (s *search) Push(w any) {
	if entry, ok := w.(*way); ok {
		entry.place = len(s.queue)
		s.queue = append(s.queue, entry)
	}
}

// Pop takes from the end.
func (s *search) Pop() any {
	last := s.queue[len(s.queue)-1]
	s.queue = s.queue[:len(s.queue)-1]
	return last
}
