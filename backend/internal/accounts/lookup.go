package accounts

import (
	"context"
	"runtime"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// lookup finds the person behind a session on every request. Requests that
// come while the database is busy with others are asked for together, in one
// query; a request never joins a query that was sent before it came, so a
// session that has ended is seen as ended by every request after that.
type lookup struct {
	store store
	scope access.Scope
	asked chan question
	turn  chan struct{} // held by the goroutine that takes the next batch
	done  chan struct{}
}

type question struct {
	bearerOf
	answer chan found
}

type found struct {
	user *userRow // nil: the session has ended
	err  error
}

const (
	lookupBatch    = 64 // sessions asked for in one query
	lookupQueries  = 4  // under way at once, when the database is slow
	lookupPatience = 5 * time.Millisecond
	lookupTimeout  = 10 * time.Second
)

func newLookup(s store, public access.Scope) *lookup {
	l := &lookup{store: s, scope: public, asked: make(chan question, lookupBatch*lookupQueries), turn: make(chan struct{}, 1), done: make(chan struct{})}
	l.turn <- struct{}{}
	for range lookupQueries {
		go l.run()
	}
	return l
}

// close ends the lookup once no request is under way any more.
func (l *lookup) close() { close(l.done) }

// user is the active account behind a live session; nil when the session has
// ended or the account is closed.
func (l *lookup) user(ctx context.Context, b bearerOf) (*userRow, error) {
	q := question{b, make(chan found, 1)}
	select {
	case l.asked <- q:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case f := <-q.answer:
		return f.user, f.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// run asks for batches while it has the turn. Queries go one after the other,
// so that the questions that come while one is under way go into the next; a
// query that is slow gives the turn to the next goroutine.
func (l *lookup) run() {
	for {
		select {
		case <-l.done:
			return
		case <-l.turn:
		}
		for mine := true; mine; {
			select {
			case <-l.done:
				return
			case q := <-l.asked:
				slow := time.AfterFunc(lookupPatience, func() { l.turn <- struct{}{} })
				l.ask(l.gather(q))
				mine = slow.Stop()
			}
		}
	}
}

// gather adds the questions that wait already, after the goroutines that are
// ready to ask theirs have done so, without waiting for more.
func (l *lookup) gather(first question) []question {
	runtime.Gosched()
	batch := append(make([]question, 0, min(lookupBatch, len(l.asked)+1)), first)
	for len(batch) < lookupBatch {
		select {
		case q := <-l.asked:
			batch = append(batch, q)
		default:
			return batch
		}
	}
	return batch
}

func (l *lookup) ask(batch []question) {
	ctx, cancel := context.WithTimeout(context.Background(), lookupTimeout)
	defer cancel()
	ids := make([]int64, 0, len(batch))
	for _, q := range batch {
		ids = append(ids, q.sessionID)
	}
	users, err := l.store.usersOfSessions(ctx, l.scope, ids, db.Now())
	for _, q := range batch {
		f := found{err: err}
		if u := users[q.sessionID]; u != nil && u.ID == q.userID {
			f.user = u
		}
		q.answer <- f
	}
}
