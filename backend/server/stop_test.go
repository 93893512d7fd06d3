package server_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// withKey stores an access key in the person's vault.
func withKey(t *testing.T, p *live.Person, key testkit.Key) api.Credential {
	t.Helper()
	c, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: key.ID, AccessKeyID: key.ID, SecretAccessKey: key.Secret}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// SIGTERM lets a request that is under way finish, takes no new ones, and ends
// the program with code 0. The request is one that waits for AWS.
func TestStoppingLetsRequestsFinish(t *testing.T) {
	emulator := testkit.StartAWS(t)
	tap := testkit.NewTap(t, emulator.Endpoint)
	server := live.Serve(t, testkit.NewSQLite(t), "AWS_ENDPOINT_URL="+tap.URL)
	p := server.Seed(t, "p@example.com")
	withKey(t, p, emulator.User(t, "stop-reader", testkit.Allow("iam:ListUsers")))

	arrived, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	tap.Hold(func(testkit.Call) {
		once.Do(func() { close(arrived) })
		<-release
	})
	type result struct {
		list api.IAMUserList
		err  error
	}
	finished := make(chan result, 1)
	go func() {
		list, err := p.IAM.ListUsers(context.Background(), api.IAMUserListIn{})
		finished <- result{list, err}
	}()
	<-arrived
	server.Terminate(t)
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
	defer cancel()
	refuses(ctx, t, server.URL)
	close(release)
	if r := <-finished; r.err != nil || len(r.list.Items) == 0 {
		t.Errorf("the request that was under way: %+v, %v", r.list, r.err)
	}
	if code := server.Wait(ctx, t); code != 0 {
		t.Errorf("exit code %d\n%s", code, server.Log)
	}
	if strings.Contains(server.Log.String(), "panic") {
		t.Errorf("the log tells of a panic:\n%s", server.Log)
	}
	if got := server.DB.Int(t, `select count(*) from audit_logs where action = 'aws.iam:ListUsers' and success`); got != 1 {
		t.Errorf("%d records of the call", got)
	}
}

// refuses waits until the server takes no new connections.
func refuses(ctx context.Context, t *testing.T, address string) {
	t.Helper()
	fresh := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/healthz", nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := fresh.Do(request)
		if ctx.Err() != nil {
			t.Fatal("the server goes on taking connections")
		}
		if err != nil {
			return
		}
		_ = answer.Body.Close()
		time.Sleep(5 * time.Millisecond)
	}
}

// A server with nothing to do ends at once although clients keep their
// connections open.
func TestStoppingWithIdleConnections(t *testing.T) {
	server := live.Serve(t, testkit.NewSQLite(t))
	for range 5 {
		idle := &http.Client{Transport: &http.Transport{}}
		answer, err := idle.Get(server.URL + "/healthz")
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
	}
	server.Terminate(t)
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second) // less than the server gives requests under way
	defer cancel()
	if code := server.Wait(ctx, t); code != 0 {
		t.Errorf("exit code %d\n%s", code, server.Log)
	}
}

// What was acknowledged before a kill -9 is there after it, and the audit
// chain is whole.
func TestKillLosesNothingThatWasAcknowledged(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		first := live.Serve(t, d)
		p := first.Seed(t, "p@example.com")
		stored := make(chan int64, 1000)
		var writers sync.WaitGroup
		for range 4 {
			writers.Go(func() {
				for {
					made, err := p.Vault.Add(context.Background(), api.AddCredentialIn{Body: api.AddCredentialRequest{
						Label: "key " + time.Now().Format(time.RFC3339Nano), AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
					}})
					if err != nil {
						return
					}
					stored <- made.ID
				}
			})
		}
		ids := []int64{<-stored, <-stored, <-stored, <-stored, <-stored, <-stored, <-stored, <-stored}
		first.Kill(t)
		writers.Wait()
		close(stored)
		for id := range stored {
			ids = append(ids, id)
		}

		second := live.Serve(t, d)
		after := second.As(t, p)
		for _, id := range ids {
			if _, err := after.Vault.Get(t.Context(), api.ByID{ID: id}); err != nil {
				t.Errorf("credential %d was acknowledged and is gone: %v", id, err)
			}
		}
		if n := second.DB.Int(t, `select count(*) from user_aws_credentials where is_default`); n != 1 {
			t.Errorf("%d defaults", n)
		}
		verdict, err := after.Audit.Verify(t.Context())
		if err != nil || !verdict.Valid || verdict.Records < int64(len(ids)) {
			t.Errorf("audit chain: %+v, %v", verdict, err)
		}
	})
}
