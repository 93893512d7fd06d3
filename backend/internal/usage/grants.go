package usage

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/activity"
)

// fromAccess stands for IAM's last accessed information among those who tell of use.
const fromAccess = "last_accessed"

// The reasons of a grant's state.
const (
	whySeen          = "seen"
	whyServiceUnused = "service_unused"
	whyActionUnused  = "action_unused"
	whyNoEvents      = "no_events"
	whyDataEvents    = "data_events"
	whyNotLogged     = "not_logged"
	whyNotLooked     = "not_looked"
)

// slack is how much the times that CloudTrail was looked through may lack at the ends.
const slack = 2 * day

// judging tells of granted actions whether they are used.
type judging struct {
	services map[string]*api.UsedService
	tracked  map[string]*api.UsedAction // in lower case
	seen     map[string]*activity.Use
	sources  map[string][]string
	trail    api.UsageCoverage
	since    time.Time
	now      time.Time
}

func judge(report *api.UsageReport, rows []activityRow, since, now time.Time) (*judging, error) {
	j := &judging{
		services: map[string]*api.UsedService{}, tracked: map[string]*api.UsedAction{}, seen: map[string]*activity.Use{}, sources: map[string][]string{},
		trail: report.Trail, since: since, now: now,
	}
	for i := range report.Services {
		s := &report.Services[i]
		j.services[strings.ToLower(s.Service)] = s
		for k := range s.Actions {
			j.tracked[strings.ToLower(s.Actions[k].Action)] = &s.Actions[k]
		}
	}
	for i := range rows {
		u, err := rows[i].use()
		if err != nil {
			return nil, err
		}
		j.seen[u.Action], j.sources[u.Action] = &u, rows[i].view().From
	}
	return j, nil
}

// state tells of one action whether it is used, and how that is known.
func (j *judging) state(action string) (state, reason string) {
	prefix := serviceOf(action)
	service, tracked, seen := j.services[prefix], j.tracked[strings.ToLower(action)], j.seen[action]
	switch {
	case seen != nil && !seen.LastUsed.IsZero() && !seen.LastUsed.Before(j.since), tracked != nil && tracked.LastUsed != nil && !tracked.LastUsed.Before(j.since):
		return api.UsageUsed, whySeen
	case service != nil && !service.Used:
		return api.UsageUnused, whyServiceUnused
	case tracked != nil:
		return api.UsageUnused, whyActionUnused
	}
	switch activity.RecordOf(action) {
	case activity.None:
		return api.UsageNotObservable, whyNotLogged
	case activity.Data:
		return api.UsageNotObservable, whyDataEvents
	}
	if j.looked(service) {
		return api.UsageUnused, whyNoEvents
	}
	return api.UsageNotObservable, whyNotLooked
}

// looked tells whether CloudTrail was looked through for all of the time, in the Region
// where the service was used last.
func (j *judging) looked(service *api.UsedService) bool {
	return slices.ContainsFunc(j.trail.Regions, func(r api.CoveredRegion) bool {
		return !r.From.After(j.since.Add(slack)) && !r.To.Before(j.now.Add(-slack)) && (service == nil || service.Region == "" || service.Region == r.Region)
	})
}

// grants tells of all granted actions. Those that are used, or were denied, stand by
// themselves; the others are put together.
func (j *judging) grants(granted map[string][]string) []api.UsageGrant {
	var out []api.UsageGrant
	for _, prefix := range slices.Sorted(maps.Keys(granted)) {
		together := map[[2]string][]string{}
		for _, action := range granted[prefix] {
			state, reason := j.state(action)
			if seen := j.seen[action]; state == api.UsageUsed || seen != nil && seen.Denied > 0 {
				out = append(out, j.single(action, state, reason))
				continue
			}
			key := [2]string{state, reason}
			together[key] = append(together[key], action)
		}
		for key, actions := range together {
			if len(actions) > 1 && len(actions) == len(catalog.Expand(prefix+":*")) {
				actions = []string{prefix + ":*"}
			}
			out = append(out, api.UsageGrant{Service: prefix, State: key[0], Reason: key[1], Actions: actions})
		}
	}
	order := []string{api.UsageUsed, api.UsageUnused, api.UsageNotObservable}
	slices.SortStableFunc(out, func(x, y api.UsageGrant) int {
		return cmp.Or(slices.Index(order, x.State)-slices.Index(order, y.State), cmp.Compare(x.Service, y.Service), cmp.Compare(x.Reason, y.Reason), cmp.Compare(x.Actions[0], y.Actions[0]))
	})
	return out
}

func (j *judging) single(action, state, reason string) api.UsageGrant {
	g := api.UsageGrant{Service: serviceOf(action), State: state, Reason: reason, Actions: []string{action}}
	if t := j.tracked[strings.ToLower(action)]; t != nil && t.LastUsed != nil {
		g.LastUsed, g.From = t.LastUsed, []string{fromAccess}
		if t.Region != "" {
			g.Regions = []string{t.Region}
		}
	}
	u := j.seen[action]
	if u == nil {
		return g
	}
	g.Events, g.Denied, g.FirstSeen, g.Resources, g.Many = u.Used, u.Denied, moment(u.First), u.Resources.List(), u.Resources.Many()
	if g.LastUsed == nil || u.LastUsed.After(*g.LastUsed) {
		g.LastUsed = moment(u.LastUsed)
	}
	g.Regions = append(slices.Clone(u.Regions), g.Regions...)
	slices.Sort(g.Regions)
	g.Regions = slices.Compact(g.Regions)
	g.From = append(slices.Clone(g.From), j.sources[action]...)
	return g
}
