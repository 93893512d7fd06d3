package jobs

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

// Pace keeps the calls of jobs to each AWS account within what AWS takes: a
// bucket of tokens for each account and service, which fills more slowly after AWS
// has said that it is too much, and again faster while it does not. Several jobs
// of one account share its buckets; accounts do not wait for each other. It is safe
// for concurrent use.
type Pace struct {
	mu      sync.Mutex
	buckets map[string]*bucket
	times   float64 // how much faster than the rates
	now     func() time.Time
}

// bucket is the allowance of one account for one service.
type bucket struct {
	rate, most float64 // calls a second, now and at best
	tokens     float64
	at         time.Time
	slowed     time.Time // when AWS was last found too slow
}

// Rate is how many calls a second are made at best.
type Rate float64

// The rates of the services that jobs read. AWS publishes one for LookupEvents
// ("LookupEvents", AWS CloudTrail API Reference: two a second for each account and
// Region); the others are ours, and adapt.
const (
	RateCloudTrail Rate = 2
	RateIAM        Rate = 15
)

const (
	slowest      = 0.2              // calls a second after many refusals
	recovery     = 0.1              // calls a second gained by each call that went well, of the best rate in tenths
	slowedAtOnce = time.Second      // refusals within it count as one
	maxBuckets   = 10_000           // those unused are forgotten beyond
	paceAttempts = 8                // of one call
	paceBackOff  = 20 * time.Second // at most
)

// NewPace makes a pace for all accounts of a server, so many times as fast as the
// rates say; 0 means 1. Only tests, whose AWS takes more, hurry.
func NewPace(times float64) *Pace {
	if times == 0 {
		times = 1
	}
	return &Pace{buckets: map[string]*bucket{}, times: times, now: time.Now}
}

// Config gives a copy of the configuration whose clients keep the pace, and that
// try again more patiently where AWS says that it is too much.
func (p *Pace) Config(c aws.Config, account, service string, rate Rate) aws.Config {
	out := c.Copy()
	key := account + "/" + service + "/" + c.Region
	out.Retryer = func() aws.Retryer {
		return retry.NewStandard(func(o *retry.StandardOptions) {
			o.MaxAttempts, o.MaxBackoff = paceAttempts, paceBackOff
			o.RateLimiter = unlimited{} // the pace is the limit
		})
	}
	out.APIOptions = append(slices.Clone(c.APIOptions), func(stack *middleware.Stack) error {
		// After the retries, so that each attempt takes a token.
		return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("KeepPace", func(
			ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
		) (middleware.FinalizeOutput, middleware.Metadata, error) {
			if err := p.wait(ctx, key, rate); err != nil {
				return middleware.FinalizeOutput{}, middleware.Metadata{}, err
			}
			out, meta, err := next.HandleFinalize(ctx, in)
			p.learn(key, err)
			return out, meta, err
		}), "Retry", middleware.After)
	})
	return out
}

// unlimited lets every retry through.
type unlimited struct{}

func (unlimited) GetToken(context.Context, uint) (func() error, error) {
	return func() error { return nil }, nil
}
func (unlimited) AddTokens(uint) error { return nil }

// wait takes a token, when there is one.
func (p *Pace) wait(ctx context.Context, key string, rate Rate) error {
	wait := p.take(key, rate)
	if wait <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// take takes a token, or one that will be there after the time it gives.
func (p *Pace) take(key string, rate Rate) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	b := p.buckets[key]
	if b == nil {
		if len(p.buckets) >= maxBuckets {
			p.forget(now)
		}
		most := float64(rate) * p.times
		b = &bucket{rate: most, most: most, tokens: 1, at: now}
		p.buckets[key] = b
	}
	b.tokens = min(max(1, b.rate), b.tokens+now.Sub(b.at).Seconds()*b.rate)
	b.at = now
	b.tokens--
	if b.tokens >= 0 {
		return 0
	}
	wait := time.Duration(-b.tokens / b.rate * float64(time.Second))
	return wait + rand.N(wait/10+time.Millisecond) //nolint:gosec // it only spreads load
}

// learn changes the rate by what AWS said.
func (p *Pace) learn(key string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.buckets[key]
	if b == nil {
		return
	}
	now := p.now()
	var said smithy.APIError
	switch {
	case err == nil:
		b.rate = min(b.most, b.rate+recovery*b.most/10)
	case errors.As(err, &said) && slices.Contains(throttled, said.ErrorCode()) && now.Sub(b.slowed) >= slowedAtOnce:
		b.rate, b.slowed = max(slowest, b.rate/2), now
	}
}

// forget drops the buckets that nobody has used for a while.
func (p *Pace) forget(now time.Time) {
	for key, b := range p.buckets {
		if now.Sub(b.at) > time.Minute {
			delete(p.buckets, key)
		}
	}
}
