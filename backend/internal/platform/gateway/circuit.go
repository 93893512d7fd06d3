package gateway

import (
	"errors"
	"sync"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

// ErrPaused is given instead of a call while AWS is left alone.
var ErrPaused = fault.Declare(fault.Unavailable, "aws.paused", "AWS has failed or throttled the last calls of this account, so it is left alone for a moment. Try again shortly.")

const (
	// tripAfter is how many calls in a row have to fail before AWS is left alone.
	tripAfter = 5
	// pauseTime is for how long. Then one call is let through: its outcome
	// decides about the others.
	pauseTime = 15 * time.Second
	// maxCircuits bounds how many accounts are remembered.
	maxCircuits = 10_000
)

// line is what a circuit is for: the calls of one credential to one service in
// one Region. What fails for one tenant says nothing of another.
type line struct {
	workspace, credential int64
	accessKeyID           string // of calls before there is a credential
	service, region       string
}

// circuits leave a service alone that has failed again and again, so that
// callers do not wait for nothing and AWS can recover. They are safe for
// concurrent use.
type circuits struct {
	now func() time.Time

	mu  sync.Mutex
	all map[line]*circuit
}

type circuit struct {
	failures int
	until    time.Time // no call before this
}

func newCircuits(now func() time.Time) *circuits {
	return &circuits{now: now, all: map[line]*circuit{}}
}

// enter tells whether a call may go out.
func (c *circuits) enter(l line) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	known := c.all[l]
	if known == nil || known.failures < tripAfter {
		return nil
	}
	now := c.now()
	if wait := known.until.Sub(now); wait > 0 {
		return ErrPaused.After(wait)
	}
	// This call is the one that tries. Others wait for its outcome, or for
	// another pause should it never come back.
	known.until = now.Add(pauseTime)
	return nil
}

// left notes how a call ended. Being refused is no failure of AWS's.
func (c *circuits) left(l line, failed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !failed {
		delete(c.all, l)
		return
	}
	known := c.all[l]
	if known == nil {
		if len(c.all) >= maxCircuits {
			clear(c.all)
		}
		known = &circuit{}
		c.all[l] = known
	}
	if known.failures++; known.failures >= tripAfter {
		known.until = c.now().Add(pauseTime)
	}
}

// lineOf is where a key's calls of a service go.
func lineOf(sc access.Scope, key Key, service string) line {
	l := line{credential: key.CredentialID, service: service, region: key.Region}
	if workspace, err := sc.Workspace(); err == nil {
		l.workspace = workspace
	}
	if l.credential == 0 {
		l.accessKeyID = key.AccessKeyID
	}
	return l
}

// failing tells whether a call's error is a sign that AWS had better be left
// alone: it gave no answer, an answer of its own trouble, or throttled.
func failing(err error) bool {
	if err == nil {
		return false
	}
	var refused smithy.APIError
	if !errors.As(err, &refused) {
		return true
	}
	var response *awshttp.ResponseError
	return throttled(refused.ErrorCode()) || errors.As(err, &response) && response.HTTPStatusCode() >= 500
}
