package faults

import (
	"crypto/rand"
	mathrand "math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

// asked is a credential that somebody wanted stored.
type asked struct {
	request live.Request
	label   string
	status  int // 0: no answer came
}

// write asks for one credential after the other until the server is gone.
func write(base string, p *live.Person) []asked {
	var all []asked
	for {
		label := rand.Text()
		one := asked{request: wish(credentials, p.Token, label, credential(label)), label: label}
		answer, err := try(base, one.request)
		one.status = answer.Status
		all = append(all, one)
		if err != nil {
			return all
		}
	}
}

// A server that is killed again and again in the middle of writes loses nothing
// that it acknowledged, does nothing by halves and nothing twice, and its audit
// chain stays whole. Clients that heard nothing ask again under the same key.
func TestKilledAgainAndAgain(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		server := live.Serve(t, d)
		p := server.Seed(t, "p@example.com")
		acknowledged, unanswered, unknown := 0, 0, 0
		for range rounds(4, 60) {
			var writers sync.WaitGroup
			all := make([][]asked, 4)
			for i := range all {
				writers.Go(func() { all[i] = write(server.URL, p) })
			}
			time.Sleep(time.Duration(50+mathrand.IntN(200)) * time.Millisecond)
			server.Kill(t)
			writers.Wait()
			server = live.Serve(t, d)
			// What was cut off is under way no longer. A client would wait for that.
			server.DB.Exec(t, `update idempotency_keys set expires_at = ? where status = 0`, time.Now().UTC().Add(-time.Second).Truncate(time.Microsecond))
			for _, one := range flatten(all) {
				before := server.DB.Int(t, `select count(*) from user_aws_credentials where label = ?`, one.label)
				if one.status == http.StatusCreated {
					if acknowledged++; before != 1 {
						t.Errorf("%s was acknowledged and is there %d times", one.label, before)
					}
					continue
				}
				unanswered++
				again := server.Do(t, one.request)
				switch {
				case again.Status == http.StatusCreated:
				case again.Status == http.StatusConflict && strings.Contains(string(again.Body), "request.outcome_unknown") && before == 1:
					unknown++
				default:
					t.Errorf("asked again: status %d, there %d times before: %s", again.Status, before, again.Body)
				}
				if n := server.DB.Int(t, `select count(*) from user_aws_credentials where label = ?`, one.label); n != 1 {
					t.Errorf("%s is there %d times", one.label, n)
				}
			}
			consistent(t, server.Server)
			verified(t, server.Server, p)
		}
		if acknowledged == 0 || unanswered == 0 {
			t.Errorf("%d acknowledged, %d unanswered: this proves nothing", acknowledged, unanswered)
		}
		t.Logf("%d acknowledged; %d without an answer, of which %d had happened", acknowledged, unanswered, unknown)
	})
}

func flatten(all [][]asked) []asked {
	var out []asked
	for _, some := range all {
		out = append(out, some...)
	}
	return out
}
