package faults

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// behind is a person whose AWS is behind weather.
func behind(t *testing.T, actions ...string) (*live.Program, *live.Person, *testkit.Weather) {
	t.Helper()
	emulator := testkit.StartAWS(t)
	weather := testkit.NewWeather(t, emulator.Endpoint)
	server := live.Serve(t, testkit.NewSQLite(t), "AWS_ENDPOINT_URL="+weather.URL)
	p := server.Seed(t, "p@example.com")
	key := emulator.User(t, "faults-reader", testkit.Allow(actions...))
	if _, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "AWS", AccessKeyID: key.ID, SecretAccessKey: key.Secret}}); err != nil {
		t.Fatal(err)
	}
	return server, p, weather
}

const users = "/iam/users"

// Reads get over trouble that passes; what does not pass is told in AWS's
// words or as no answer, once, and nothing is left waiting.
func TestAWSInBadWeather(t *testing.T) {
	t.Parallel()
	server, p, weather := behind(t, "iam:ListUsers")
	for name, c := range map[string]struct {
		trouble testkit.Trouble
		times   int
		status  int
		code    string
		seen    int
	}{
		"fair":                     {nil, 0, http.StatusOK, "", 1},
		"slow":                     {testkit.Slow(2 * time.Second), 1, http.StatusOK, "", 1},
		"an internal failure":      {testkit.Says(500, "InternalFailure"), 1, http.StatusOK, "", 2},
		"throttling":               {testkit.Says(400, "ThrottlingException"), 2, http.StatusOK, "", 3},
		"throttling all along":     {testkit.Says(400, "Throttling"), -1, http.StatusBadGateway, "aws.refused", 3},
		"a cut connection":         {testkit.Cut, 1, http.StatusOK, "", 2},
		"cut after the call":       {testkit.CutAfter, 1, http.StatusOK, "", 2},
		"cut all along":            {testkit.Cut, -1, http.StatusBadGateway, "aws.unreachable", 3},
		"half an answer":           {testkit.HalfAnswer, 1, http.StatusOK, "", 2},
		"a token that has expired": {testkit.Says(403, "ExpiredToken"), -1, http.StatusBadGateway, "aws.refused", 1},
		"a clock an hour ahead":    {testkit.AtAnotherTime(time.Hour), -1, http.StatusOK, "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			weather.Turn(c.trouble, c.times)
			start := time.Now()
			answer := server.Do(t, get(p, users))
			took, seen := time.Since(start), weather.Seen()
			weather.Turn(nil, 0)
			if answer.Status != c.status || (c.code != "" && !isProblem(answer, c.status, c.code)) || seen != c.seen {
				t.Errorf("status %d after %d calls: %s; want %d after %d", answer.Status, seen, answer.Body, c.status, c.seen)
			}
			if took > 30*time.Second {
				t.Errorf("it took %s", took)
			}
			// A good call lets the account's failures be forgotten.
			if after := server.Do(t, get(p, users)); after.Status != http.StatusOK {
				t.Errorf("afterwards: status %d: %s", after.Status, after.Body)
			}
		})
	}
	verified(t, server.Server, p)
}

// An AWS that fails all the time is left alone, and others' accounts are not.
func TestAFailingAWSIsLeftAlone(t *testing.T) {
	t.Parallel()
	server, p, weather := behind(t, "iam:ListUsers")
	weather.Turn(testkit.Says(403, "ExpiredToken"), -1)
	for range 10 { // refusals say nothing of AWS's health
		server.Do(t, get(p, users))
	}
	if seen := weather.Seen(); seen != 10 {
		t.Errorf("%d calls for ten requests that are refused", seen)
	}
	weather.Turn(testkit.Cut, -1)
	paused := 0
	for range 10 {
		if a := server.Do(t, get(p, users)); isProblem(a, http.StatusServiceUnavailable, "aws.paused") && a.Header.Get("Retry-After") != "" {
			paused++
		}
	}
	if seen := weather.Seen(); paused != 5 || seen != 15 {
		t.Errorf("%d of ten requests were told to wait, AWS saw %d calls", paused, seen)
	}
	weather.Turn(nil, 0)
	until(t, "AWS is asked again", 30*time.Second, func() bool { return server.Do(t, get(p, users)).Status == http.StatusOK })
}

// A client that goes away takes its call of AWS with it.
func TestAClientGoesAwayWhileAWSIsAsked(t *testing.T) {
	t.Parallel()
	server, p, weather := behind(t, "iam:ListUsers")
	left := make(chan struct{})
	var once sync.Once
	weather.Turn(func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
		<-r.Context().Done()
		once.Do(func() { close(left) })
	}, -1)
	ctx, leave := context.WithTimeout(t.Context(), time.Second)
	defer leave()
	if _, err := p.IAM.ListUsers(ctx, api.IAMUserListIn{}); err == nil {
		t.Fatal("there was an answer")
	}
	select {
	case <-left:
	case <-time.After(10 * time.Second):
		t.Fatal("the call of AWS goes on")
	}
	if seen := weather.Seen(); seen != 1 {
		t.Errorf("%d calls for a client that has gone", seen)
	}
	until(t, "the call is recorded with how it ended", recovery, func() bool {
		return server.DB.Int(t, `select count(*) from audit_logs where action = 'aws.iam:ListUsers' and not success`) == 1
	})
}
