package gateway

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

const made = `<CreateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><CreateUserResult><User><UserName>x</UserName><Arn>arn:aws:iam::123456789012:user/x</Arn></User></CreateUserResult></CreateUserResponse>`

// A write is sent again only when AWS says that it did nothing.
func TestWritesAreNotRepeatedBlindly(t *testing.T) {
	for name, c := range map[string]struct {
		trouble answer
		asked   int
	}{
		"throttled":           {answer{400, refusal("Throttling", "Rate exceeded")}, 2},
		"throttled as JSON":   {answer{429, refusal("ThrottlingException", "Rate exceeded")}, 2},
		"unavailable":         {answer{503, refusal("ServiceUnavailable", "x")}, 1},
		"an internal failure": {answer{500, refusal("InternalFailure", "x")}, 1},
		"no words at all":     {answer{500, ""}, 1},
		"half an answer":      {answer{200, made[:80]}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			endpoint, asked := serve(t, c.trouble, answer{200, made})
			l := &ledger{}
			_, err := iam.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).CreateUser(t.Context(), &iam.CreateUserInput{UserName: aws.String("x")})
			if n := len(asked()); n != c.asked || (err == nil) != (c.asked == 2) || len(l.calls) != 1 {
				t.Errorf("asked %d times, want %d; recorded %d calls; %v", n, c.asked, len(l.calls), err)
			}
		})
	}
}

// A connection that is cut leaves a write's outcome open, so that it is not
// sent again; a read is.
func TestCutConnections(t *testing.T) {
	for name, c := range map[string]struct {
		call  func(context.Context, *iam.Client) error
		asked int
	}{
		"a write": {func(ctx context.Context, c *iam.Client) error {
			_, err := c.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("x")})
			return err
		}, 1},
		"a read": {func(ctx context.Context, c *iam.Client) error {
			_, err := c.ListUsers(ctx, &iam.ListUsersInput{})
			return err
		}, maxAttempts},
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
				asked.Add(1)
				panic(http.ErrAbortHandler)
			}))
			defer server.Close()
			l := &ledger{}
			err := c.call(t.Context(), iam.NewFromConfig(New(server.URL, l, l.observe).Config(access.Scope{}, key)))
			if n := int(asked.Load()); !errors.Is(err, ErrUnreachable) || n != c.asked {
				t.Errorf("asked %d times, want %d: %v", n, c.asked, err)
			}
		})
	}
}

// A write that AWS has been sent goes on without its caller.
func TestAWriteOutlivesItsCaller(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		cancel()
		w.Header().Set("Content-Type", "text/xml")
		_, _ = w.Write([]byte(made))
	}))
	defer server.Close()
	l := &ledger{}
	client := iam.NewFromConfig(New(server.URL, l, l.observe).Config(access.Scope{}, key))
	if _, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("x")}); err != nil {
		t.Error(err)
	}
	// One that has not been sent when the caller goes away is not.
	if _, err := client.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("x")}); !errors.Is(err, ErrUnreachable) {
		t.Error(err)
	}
}

func TestAWSIsLeftAloneWhenItFails(t *testing.T) {
	now := time.Now()
	c := newCircuits(func() time.Time { return now })
	one, other := line{credential: 1, service: "iam"}, line{credential: 2, service: "iam"}
	for range tripAfter {
		if err := c.enter(one); err != nil {
			t.Fatal(err)
		}
		c.left(one, true)
	}
	paused := func(want bool) {
		t.Helper()
		if err := c.enter(one); (err != nil) != want || (want && fault.Of(err).RetryAfter() <= 0) {
			t.Fatalf("paused: %v, want %t", err, want)
		}
	}
	paused(true)
	if err := c.enter(other); err != nil {
		t.Errorf("another credential: %v", err)
	}
	now = now.Add(pauseTime)
	paused(false) // the one that tries
	paused(true)
	c.left(one, true)
	now = now.Add(pauseTime - time.Second)
	paused(true)
	now = now.Add(time.Second)
	paused(false)
	c.left(one, false)
	paused(false)
	paused(false)
}

func TestWhatCountsAsFailing(t *testing.T) {
	for name, c := range map[string]struct {
		trouble answer
		paused  bool
	}{
		"throttling":       {answer{400, refusal("Throttling", "Rate exceeded")}, true},
		"trouble of AWS's": {answer{503, refusal("ServiceUnavailable", "x")}, true},
		"a refusal":        {answer{403, refusal("AccessDenied", "x")}, false},
		"an unknown key":   {answer{403, refusal("InvalidClientTokenId", "x")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			endpoint, asked := serve(t, c.trouble)
			l := &ledger{}
			client := iam.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key), func(o *iam.Options) { o.RetryMaxAttempts = 1 })
			var err error
			for range tripAfter + 1 {
				_, err = client.ListUsers(t.Context(), &iam.ListUsersInput{})
			}
			want := tripAfter + 1
			if c.paused {
				want = tripAfter
			}
			if n := len(asked()); n != want || errors.Is(err, ErrPaused) != c.paused || len(l.calls) != tripAfter+1 {
				t.Errorf("asked %d times, want %d; recorded %d calls; %v", n, want, len(l.calls), err)
			}
		})
	}
}
