package usage

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// levelWeights say how much it matters that an action is granted in vain.
var levelWeights = map[catalog.AccessLevel]int64{catalog.PermissionsManagement: 10, catalog.Write: 3}

func weightOf(action string) int64 {
	if a := catalog.LookupAction(action); a != nil {
		return max(1, levelWeights[a.Level])
	}
	return 1
}

// weights know how much all that policies grant weighs, by service. Many principals of
// an account have the same policies.
type weights struct {
	mu    sync.Mutex
	known map[string]map[string]int64
}

// maxWeights bounds how many different policies are remembered.
const maxWeights = 2000

func newWeights() *weights { return &weights{known: map[string]map[string]int64{}} }

func (w *weights) services(g granted) map[string]int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	key := g.key()
	if known := w.known[key]; known != nil {
		return known
	}
	out := map[string]int64{}
	for prefix, actions := range g.actions() {
		for _, action := range actions {
			out[prefix] += weightOf(action)
		}
	}
	if len(w.known) >= maxWeights {
		clear(w.known)
	}
	w.known[key] = out
	return out
}

// of weighs what is not used: all, and by service.
func (w *weights) of(g granted, services, actions []string) (total int64, byService map[string]int64) {
	all, byService := w.services(g), map[string]int64{}
	for _, prefix := range services {
		if n := all[strings.ToLower(prefix)]; n > 0 {
			byService[prefix] = n
			total += n
		}
	}
	for _, action := range actions {
		total += weightOf(action)
	}
	return total, byService
}

// principalBody is what is kept of a user or role.
type principalBody struct {
	api.UnusedGrants
	Services map[string]*time.Time `json:"last_used_by_service"`
	Weights  map[string]int64      `json:"weights"` // of services that are not used
}

// accountBody is what is kept of a run.
type accountBody struct {
	Services []api.UnusedService    `json:"services"`
	Actions  []api.UnusedAction     `json:"actions"`
	Change   api.AccountUsageChange `json:"change"`
	Notes    []string               `json:"notes"`
}

// maxActions is how many actions of a run are listed, the heaviest; maxNamed how many
// principals of each change.
const (
	maxActions = 500
	maxNamed   = 200
)

// sum sums up a run over everybody.
func (a *accountRun) sum(ctx context.Context) (accountBody, error) {
	services, actions, now := map[string]*api.UnusedService{}, map[string]*api.UnusedAction{}, map[string]bool{}
	out := accountBody{Change: api.AccountUsageChange{Added: []string{}, Gone: []string{}, BecameUnused: []string{}, UsedAgain: []string{}}, Notes: []string{
		"AWS tracks single actions of some services only: of all others nothing is known beyond the service.",
		"Roles that AWS itself keeps (service-linked roles) are left out.",
	}}
	failed := 0
	a.row.Principals, a.row.UnusedPrincipals = 0, 0
	err := a.service.store.eachPrincipal(ctx, a.scope, a.row.ID, func(r *principalRow) error {
		var b principalBody
		if err := json.Unmarshal([]byte(r.Body), &b); err != nil {
			return err
		}
		a.row.Principals++
		now[r.PrincipalARN] = true
		if b.Failure != "" {
			failed++
			return nil
		}
		if b.Unused {
			a.row.UnusedPrincipals++
		}
		a.changed(&out.Change, &b)
		for prefix, last := range b.Services {
			s := services[prefix]
			if s == nil {
				s = &api.UnusedService{Service: prefix}
				services[prefix] = s
			}
			s.Granted++
			if last != nil && (s.LastUsed == nil || last.After(*s.LastUsed)) {
				s.LastUsed = last
			}
		}
		for _, prefix := range b.UnusedServices {
			services[prefix].Unused++
			services[prefix].Weight += b.Weights[prefix]
		}
		for _, name := range b.UnusedActions {
			x := actions[name]
			if x == nil {
				x = &api.UnusedAction{Action: name}
				if known := catalog.LookupAction(name); known != nil {
					x.Level = string(known.Level)
				}
				actions[name] = x
			}
			x.Unused++
			x.Weight += weightOf(name)
		}
		return nil
	})
	for arn := range a.before {
		if !now[arn] {
			out.Change.Gone = append(out.Change.Gone, arn)
		}
	}
	for _, list := range []*[]string{&out.Change.Added, &out.Change.Gone, &out.Change.BecameUnused, &out.Change.UsedAgain} {
		slices.Sort(*list)
		*list = (*list)[:min(len(*list), maxNamed)]
	}
	if failed > 0 {
		out.Notes = append(out.Notes, "AWS could not tell of some users or roles: their lines say why.")
	}
	out.Services = heaviest(services, func(x, y *api.UnusedService) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.Service, y.Service))
	})
	out.Actions = heaviest(actions, func(x, y *api.UnusedAction) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.Action, y.Action))
	})
	out.Actions = out.Actions[:min(len(out.Actions), maxActions)]
	return out, err
}

func heaviest[T any](of map[string]*T, compare func(x, y *T) int) []T {
	out := make([]T, 0, len(of))
	for _, x := range of {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(x, y T) int { return compare(&x, &y) })
	return out
}

// changed notes how a principal differs from the run before.
func (a *accountRun) changed(c *api.AccountUsageChange, b *principalBody) {
	if a.row.PreviousID == nil {
		return
	}
	old, known := a.before[b.PrincipalARN]
	switch {
	case !known:
		c.Added = append(c.Added, b.PrincipalARN)
	case b.Unused && !old.unused:
		c.BecameUnused = append(c.BecameUnused, b.PrincipalARN)
	case !b.Unused && old.unused:
		c.UsedAgain = append(c.UsedAgain, b.PrincipalARN)
	}
	switch b.Change {
	case changeLess:
		c.Less++
	case changeMore:
		c.More++
	}
}

// The changes of a principal against the run before.
const (
	changeNew       = "new"
	changeUnchanged = "unchanged"
	changeMore      = "more"
	changeLess      = "less"
)

// earlier is what the run before found of a principal.
type earlier struct {
	known, unused bool
	weight        int64
}

// change compares with what is found now. Without a run before, everybody is new.
func (e earlier) change(compared bool, found *api.UnusedGrants) string {
	switch {
	case !compared || !e.known:
		return changeNew
	case found.Weight > e.weight:
		return changeMore
	case found.Weight < e.weight:
		return changeLess
	}
	return changeUnchanged
}

// serviceLinked tells whether AWS itself keeps a role.
func serviceLinked(arn string) bool { return strings.Contains(arn, ":role/aws-service-role/") }
