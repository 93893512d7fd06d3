// Package limit counts events against limits, in this process or, when a Redis
// is configured, across all servers. When Redis is gone it counts here: a
// limit may then be looser, but the service stays up.
package limit

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// Rule is a limit: Burst events at once, refilled over Per.
type Rule struct {
	Name  string // appears in metrics and in Redis's keys
	Burst int
	Per   time.Duration // time in which Burst events may come, again and again
}

// every is the time one event takes up.
func (r Rule) every() time.Duration { return r.Per / time.Duration(r.Burst) }

// Limiter keeps the counts. It is safe for concurrent use.
type Limiter struct {
	redis *redis.Client
	log   *slog.Logger

	mu    sync.Mutex
	ends  map[string]time.Time // key → theoretical arrival time (GCRA)
	swept time.Time
	quiet time.Time // no word about Redis before this
	away  time.Time // Redis is not asked before this
}

// New makes a limiter; redisClient may be nil.
func New(redisClient *redis.Client, log *slog.Logger) *Limiter {
	return &Limiter{redis: redisClient, log: log, ends: map[string]time.Time{}}
}

// Take counts one event of key. It gives 0 when the event is within the rule,
// else how long to wait; a refused event does not count.
func (l *Limiter) Take(ctx context.Context, rule Rule, key string) time.Duration {
	return l.count(ctx, rule, key, true)
}

// Wait tells how long key has to wait, without counting an event.
func (l *Limiter) Wait(ctx context.Context, rule Rule, key string) time.Duration {
	return l.count(ctx, rule, key, false)
}

// gcra is the generic cell rate algorithm over Redis's own clock, in
// microseconds: one key holds the time at which the bucket would be empty.
var gcra = redis.NewScript(`
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local every, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local tat = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local wait = tat + every - burst * every - now
if wait > 0 then return math.floor(wait) end
if ARGV[3] == '1' then
  redis.call('SET', KEYS[1], string.format('%.0f', tat + every), 'PX', math.ceil((tat + every - now) / 1000))
end
return 0`)

func (l *Limiter) count(ctx context.Context, rule Rule, key string, take bool) time.Duration {
	if l.redis != nil && l.present() {
		ctx, cancel := context.WithTimeout(ctx, 250*time.Millisecond)
		defer cancel()
		flag := "0"
		if take {
			flag = "1"
		}
		wait, err := gcra.Run(ctx, l.redis, []string{"iamcopilot:limit:" + rule.Name + ":" + key}, rule.every().Microseconds(), rule.Burst, flag).Int64()
		if err == nil {
			return time.Duration(wait) * time.Microsecond
		}
		l.complain(ctx, err)
	}
	return l.local(rule, rule.Name+"\x00"+key, time.Now(), take)
}

func (l *Limiter) local(rule Rule, key string, now time.Time, take bool) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(now)
	end := l.ends[key]
	if end.Before(now) {
		end = now
	}
	if wait := end.Add(rule.every()).Sub(now) - rule.Per; wait > 0 {
		return wait
	}
	if take {
		l.ends[key] = end.Add(rule.every())
	}
	return 0
}

// sweep forgets what has run out, once a minute.
func (l *Limiter) sweep(now time.Time) {
	if now.Sub(l.swept) < time.Minute {
		return
	}
	l.swept = now
	for key, end := range l.ends {
		if end.Before(now) {
			delete(l.ends, key)
		}
	}
}

// awayTime is how long a Redis that did not answer is left alone, so that not
// every request waits for it.
const awayTime = 2 * time.Second

// present tells whether Redis is worth asking.
func (l *Limiter) present() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !time.Now().Before(l.away)
}

// complain leaves Redis alone for a moment, and logs the trouble once a
// minute, not once a request. A caller that went away says nothing of Redis.
func (l *Limiter) complain(ctx context.Context, err error) {
	if errors.Is(ctx.Err(), context.Canceled) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	l.away = now.Add(awayTime)
	if now.After(l.quiet) {
		l.quiet = now.Add(time.Minute)
		l.log.Warn("redis does not answer: limits are counted in this process only", "error", err)
	}
}
