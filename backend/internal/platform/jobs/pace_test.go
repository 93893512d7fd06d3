package jobs

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

func TestPaceSlowsDownAndRecovers(t *testing.T) {
	clock := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	p := NewPace(0)
	p.now = func() time.Time { return clock }
	// So many calls fit into a minute of waiting as told.
	perMinute := func() (n int) {
		for end := clock.Add(time.Minute); clock.Before(end); n++ {
			clock = clock.Add(p.take("a", 10))
		}
		return n
	}
	if n := perMinute(); n < 500 || n > 620 {
		t.Errorf("%d calls a minute at ten a second", n)
	}
	refusal := &smithy.GenericAPIError{Code: "Throttling"}
	for range 3 {
		p.learn("a", refusal)
		p.learn("a", refusal) // at the same moment: counts as one
		clock = clock.Add(2 * time.Second)
	}
	if n := perMinute(); n < 55 || n > 95 {
		t.Errorf("%d calls a minute after three refusals", n)
	}
	for range 20 {
		p.learn("a", refusal)
		clock = clock.Add(2 * time.Second)
	}
	if n := perMinute(); n < 8 || n > 20 {
		t.Errorf("%d calls a minute after many refusals", n)
	}
	p.learn("a", &smithy.GenericAPIError{Code: "AccessDenied"})
	for range 200 {
		p.learn("a", nil)
	}
	if n := perMinute(); n < 500 || n > 620 {
		t.Errorf("%d calls a minute after it went well again", n)
	}
	if wait := p.take("another account", 10); wait != 0 {
		t.Errorf("another account waits %v", wait)
	}
}

func TestThrottledCallsGoThroughInTheEnd(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		if asked.Add(1) <= 2 {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>`))
			return
		}
		_, _ = w.Write([]byte(`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`))
	}))
	defer server.Close()
	p := NewPace(0)
	config := p.Config(aws.Config{
		Region: "us-east-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("AKIA", "x", ""),
	}, "123456789012", "sts", 50)
	out, err := sts.NewFromConfig(config).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	if err != nil || *out.Account != "123456789012" || asked.Load() != 3 {
		t.Errorf("%v after %d calls", err, asked.Load())
	}
	if rate := p.buckets["123456789012/sts/us-east-1"].rate; rate >= 50 {
		t.Errorf("the rate is still %v", rate)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.wait(ctx, "123456789012/sts/us-east-1", 50); !errors.Is(err, context.Canceled) {
		t.Errorf("a caller that has gone waits: %v", err)
	}
}
