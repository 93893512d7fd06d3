package usage

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/activity"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// Who tells of activity.
const (
	fromHistory = "event_history"
	fromFiles   = "files"
)

// maxUnknown is how many calls without a known action are named.
const maxUnknown = 50

// intakeBatch is how many events are counted in one transaction.
const intakeBatch = 5000

// intake counts events: it gathers them, and adds them to what is kept a batch at a
// time, so that memory does not grow with their number. Events whose batch was
// counted stay counted, whatever happens after it.
type intake struct {
	service  *Service
	scope    access.Scope
	source   string
	now      time.Time
	waiting  []waiting
	unknown  map[string]bool
	accounts map[string]bool
	// first is called in the first transaction.
	first func(ctx context.Context) error
}

// waiting is an event that is not counted yet.
type waiting struct {
	id    uint64
	call  activity.Call
	tally *api.EventTally // of its file or Region
}

func (s *Service) intake(sc access.Scope, source string) *intake {
	return &intake{service: s, scope: sc, source: source, now: db.Now(), unknown: map[string]bool{}, accounts: map[string]bool{}}
}

// add takes an event, and counts a batch when there is one.
func (in *intake) add(ctx context.Context, e *trail.Event, tally *api.EventTally) error {
	tally.Events++
	call, outcome := activity.Read(e, in.now)
	switch outcome {
	case activity.NoCall:
		tally.NoCall++
		return nil
	case activity.BadTime:
		tally.Bad++
		return nil
	case activity.Unknown:
		tally.Unknown++
		if name := strings.TrimSuffix(e.Source, ".amazonaws.com") + ":" + e.Name; len(in.unknown) < maxUnknown && len(name) < 200 {
			in.unknown[name] = true
		}
		return nil
	}
	in.waiting = append(in.waiting, waiting{mark(e), call, tally})
	if len(in.waiting) < intakeBatch {
		return nil
	}
	return in.flush(ctx)
}

// flush counts what waits.
func (in *intake) flush(ctx context.Context) error {
	byAccount := map[string][]*waiting{}
	for i := range in.waiting {
		w := &in.waiting[i]
		byAccount[w.call.Account] = append(byAccount[w.call.Account], w)
	}
	var outcomes []func()
	err := in.service.DB.Tx(ctx, in.scope, func(ctx context.Context) error {
		outcomes = outcomes[:0]
		if in.first != nil {
			if err := in.first(ctx); err != nil {
				return err
			}
		}
		for _, account := range slices.Sorted(maps.Keys(byAccount)) { // in one order, so that nobody waits for each other
			done, err := in.account(ctx, account, byAccount[account])
			if err != nil {
				return err
			}
			outcomes = append(outcomes, done)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, done := range outcomes {
		done()
	}
	in.first, in.waiting = nil, in.waiting[:0]
	return nil
}

// account counts events of one account, and gives what writes it into their tallies
// once it is stored.
func (in *intake) account(ctx context.Context, account string, events []*waiting) (func(), error) {
	store, sc := in.service.store, in.scope
	row, err := store.lockTrail(ctx, sc, account)
	if err != nil {
		return nil, err
	}
	if row == nil {
		return func() {
			for _, w := range events {
				w.tally.TooMany++
			}
		}, nil
	}
	body, err := row.read()
	if err != nil {
		return nil, err
	}
	oldest := in.now.Add(-keptFor)
	if row.ForgottenBefore != nil && row.ForgottenBefore.After(oldest) {
		oldest = row.ForgottenBefore.UTC()
	}
	wanted := map[int64]bool{}
	for _, w := range events {
		if !w.call.At.Before(oldest) {
			wanted[hourOf(w.call.At)] = true
		}
	}
	ids, err := store.hours(ctx, sc, account, slices.Sorted(maps.Keys(wanted)))
	if err != nil {
		return nil, err
	}
	var uses activity.Uses
	fresh, old := make([]bool, len(events)), make([]bool, len(events))
	for i, w := range events {
		if old[i] = w.call.At.Before(oldest); old[i] {
			continue
		}
		if fresh[i] = ids.add(w.call.At, w.id); !fresh[i] {
			continue
		}
		body.IDs++
		uses.Add(&w.call)
		if w.call.Data {
			body.data(serviceOf(w.call.Seen[0].Action))
		}
		if in.source == fromFiles && w.call.Region != "" {
			body.filed(w.call.Region, w.call.At)
		}
	}
	added, left, err := store.joinActivity(ctx, sc, account, in.source, uses.Sorted(), max(0, maxActivity-body.Rows))
	if err != nil {
		return nil, err
	}
	body.Rows += added
	if err := store.saveHours(ctx, sc, account, ids); err != nil {
		return nil, err
	}
	if err := store.forgetIDs(ctx, sc, row, &body); err != nil {
		return nil, err
	}
	if err := store.saveTrail(ctx, sc, row, &body); err != nil {
		return nil, err
	}
	return func() {
		in.accounts[account] = true
		for i, w := range events {
			switch {
			case old[i]:
				w.tally.TooOld++
			case fresh[i]:
				w.tally.Counted++
			default:
				w.tally.Duplicates++
			}
		}
		if tally := events[0].tally; left > 0 {
			tally.TooMany += left
			tally.Counted -= min(left, tally.Counted)
		}
	}, nil
}

// serviceOf is the prefix of an action.
func serviceOf(action string) string {
	prefix, _, _ := strings.Cut(action, ":")
	return prefix
}

// sum adds a tally to a total.
func sum(total *api.EventTally, t *api.EventTally) {
	total.Events += t.Events
	total.Counted += t.Counted
	total.Duplicates += t.Duplicates
	total.NoCall += t.NoCall
	total.Unknown += t.Unknown
	total.TooOld += t.TooOld
	total.TooMany += t.TooMany
	total.Bad += t.Bad
}
