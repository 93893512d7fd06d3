// Package activity gathers from CloudTrail's events what each principal has done: which IAM actions, how often, when,
// where, and to what. It holds no event, and of resources a bounded number, whatever the number of events.
//
//	c := activity.NewCollector()
//	outcome := c.Add(event, now)
//	for _, use := range c.Take() { … }
package activity

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// Kind is what a caller is.
type Kind string

// The kinds of callers.
const (
	User      Kind = "user"
	Role      Kind = "role"
	Root      Kind = "root"
	Service   Kind = "service"
	Federated Kind = "federated"
)

// Caller is who made a call: the role of a session, not the session.
type Caller struct {
	// Account is the caller's; of a service, the one whose log it is.
	Account string
	// ARN is that of the user, role or root user; a service's name, such as "ec2.amazonaws.com".
	ARN  string
	Kind Kind
}

// maxARN is the longest ARN that is taken; IAM's own have at most 2,048 characters ("ARN", AWS IAM API Reference).
const maxARN = 2048

// CallerOf tells who made a call. It is false for callers that no ARN names, such as those of other accounts, whom their
// own account's log knows, and people who have not yet been given a role ("CloudTrail userIdentity element").
func CallerOf(e *trail.Event) (Caller, bool) {
	if e.Identity.Type == "AWSService" {
		by := strings.ToLower(e.Identity.InvokedBy)
		return Caller{e.Account, by, Service}, isAccount(e.Account) && by != "" && len(by) <= 200
	}
	text := e.Principal()
	arn, ok := policy.ParseARN(text)
	if !ok || len(text) > maxARN || !isAccount(arn.Account) || strings.ContainsAny(text, "*?\n") {
		return Caller{}, false
	}
	c := Caller{Account: arn.Account, ARN: text}
	kind, name, _ := strings.Cut(arn.Resource, "/")
	switch {
	case arn.Service == "iam" && arn.Resource == "root":
		c.Kind = Root
	case arn.Service == "iam" && kind == "user" && name != "":
		c.Kind = User
	case arn.Service == "iam" && kind == "role" && name != "":
		c.Kind = Role
	case arn.Service == "sts" && kind == "assumed-role" && name != "":
		// The session's issuer is missing: its path is not known.
		role, _, _ := strings.Cut(name, "/")
		c.Kind, c.ARN = Role, "arn:"+arn.Partition+":iam::"+arn.Account+":role/"+role
	case arn.Service == "sts" && kind == "federated-user" && name != "":
		c.Kind = Federated
	default:
		return Caller{}, false
	}
	return c, true
}

func isAccount(id string) bool { return len(id) == 12 && strings.Trim(id, "0123456789") == "" }

// Outcome is what became of an event.
type Outcome uint8

// The outcomes.
const (
	Counted Outcome = iota
	NoCall          // no call that a caller's permissions decide, or a caller that no ARN names
	Unknown         // no IAM action is known for the call
	BadTime         // the time of the event is none, or to come
)

// Call is an event that counts.
type Call struct {
	Caller
	At     time.Time
	Region string
	// Denied tells that AWS denied the call for lack of permission: nothing was used.
	Denied bool
	// Data tells that it is a data event, which trails record only when they are set up to.
	Data bool
	Seen []generate.Observation
}

// skew is how far ahead of ours the clock may be that an event's time is from.
const skew = time.Hour

// Read tells what an event says of its caller's use of permissions.
func Read(e *trail.Event, now time.Time) (Call, Outcome) {
	service := e.Identity.Type == "AWSService" && (e.Type == "AwsApiCall" || e.Type == "") && e.Category != "Insight" && e.Category != "NetworkActivity"
	if !e.IsCall() && !service {
		return Call{}, NoCall
	}
	who, ok := CallerOf(e)
	if !ok {
		return Call{}, NoCall
	}
	at, err := time.Parse(time.RFC3339, e.Time)
	if err != nil || at.After(now.Add(skew)) || at.Year() < 2013 { // CloudTrail began in November 2013
		return Call{}, BadTime
	}
	seen, free := generate.Observe(e)
	switch {
	case free:
		return Call{}, NoCall
	case len(seen) == 0:
		return Call{}, Unknown
	}
	return Call{who, at.UTC(), regionOf(e.Region), denial.Denied(e.ErrorCode), e.IsData(), seen}, Counted
}

// regionOf keeps text that is no Region out of what is kept.
func regionOf(name string) string {
	if len(name) > 30 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return ""
	}
	return name
}

// Key names what is counted together.
type Key struct{ Account, Principal, Action string }

// Use is what a principal did with one action. Its times are in UTC, and zero where there are none.
type Use struct {
	Key
	Kind                 Kind
	Used, Denied         int64
	First, Last          time.Time
	LastUsed, LastDenied time.Time
	Regions              []string // sorted
	Resources            Resources
}

// maxRegions bounds how many Regions are listed.
const maxRegions = 50

// Count adds a call to what is known of one of its actions.
func (u *Use) Count(c *Call, seen *generate.Observation) {
	u.Kind = c.Kind
	if u.First.IsZero() || c.At.Before(u.First) {
		u.First = c.At
	}
	u.Last = later(u.Last, c.At)
	if c.Region != "" {
		u.region(c.Region)
	}
	if c.Denied {
		u.Denied++
		u.LastDenied = later(u.LastDenied, c.At)
		return
	}
	u.Used++
	u.LastUsed = later(u.LastUsed, c.At)
	u.Resources.add(seen.Resources)
}

func (u *Use) region(name string) {
	if i, known := slices.BinarySearch(u.Regions, name); !known && len(u.Regions) < maxRegions {
		u.Regions = slices.Insert(u.Regions, i, name)
	}
}

// Join adds what is known of other events of the same principal and action.
func (u *Use) Join(o *Use) {
	if u.First.IsZero() || !o.First.IsZero() && o.First.Before(u.First) {
		u.First = o.First
	}
	u.Kind = cmp.Or(u.Kind, o.Kind)
	u.Last, u.LastUsed, u.LastDenied = later(u.Last, o.Last), later(u.LastUsed, o.LastUsed), later(u.LastDenied, o.LastDenied)
	u.Used, u.Denied = u.Used+o.Used, u.Denied+o.Denied
	for _, name := range o.Regions {
		u.region(name)
	}
	u.Resources.join(&o.Resources)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Uses gathers calls. Its zero value is empty and ready; it is not for concurrent use.
type Uses struct{ all map[Key]*Use }

// Add counts a call, once for each of its actions.
func (s *Uses) Add(c *Call) {
	if s.all == nil {
		s.all = map[Key]*Use{}
	}
	for i := range c.Seen {
		key := Key{c.Account, c.ARN, c.Seen[i].Action}
		u := s.all[key]
		if u == nil {
			u = &Use{Key: key}
			s.all[key] = u
		}
		u.Count(c, &c.Seen[i])
	}
}

// Len is how many uses there are.
func (s *Uses) Len() int { return len(s.all) }

// Sorted lists what was gathered, by account, principal and action.
func (s *Uses) Sorted() []*Use {
	return slices.SortedFunc(maps.Values(s.all), func(a, b *Use) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Principal, b.Principal), cmp.Compare(a.Action, b.Action))
	})
}
