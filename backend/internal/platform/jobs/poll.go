package jobs

import (
	"context"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// pollEvery is how often the table is looked at when nothing wakes the poller.
const pollEvery = time.Second

// poller works on what it finds in the queue's table.
type poller struct {
	service *Service
	stop    context.CancelFunc
	slots   chan struct{}
	all     sync.WaitGroup
}

func newPoller(s *Service) *poller {
	ctx, stop := context.WithCancel(context.Background())
	p := &poller{service: s, stop: stop, slots: make(chan struct{}, s.AtOnce)}
	p.all.Go(func() { p.loop(ctx) })
	return p
}

// offer has nothing to do: the service has woken the loop already.
func (p *poller) offer(context.Context, int64, int64, time.Time) error { return nil }

func (p *poller) close() {
	p.stop()
	p.all.Wait()
}

func (p *poller) loop(ctx context.Context) {
	tick := time.NewTicker(min(pollEvery, p.service.Lease/2))
	defer tick.Stop()
	for {
		p.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-p.service.wake:
		}
	}
}

// look begins as many due jobs as there are slots for.
func (p *poller) look(ctx context.Context) {
	s := p.service
	free := cap(p.slots) - len(p.slots)
	if free == 0 || ctx.Err() != nil {
		return
	}
	rows, err := s.store.due(ctx, s.public, db.Now(), free)
	if err != nil {
		if ctx.Err() == nil {
			s.Log.WarnContext(ctx, "the queue of jobs cannot be read", "error", err)
		}
		return
	}
	for _, row := range rows {
		p.slots <- struct{}{}
		p.all.Go(func() {
			defer func() {
				<-p.slots
				select {
				case s.wake <- struct{}{}:
				default:
				}
			}()
			s.work(ctx, row.JobID, row.Workspace)
		})
	}
}
