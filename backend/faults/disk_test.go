package faults

import (
	"crypto/rand"
	"net/http"
	"os"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

// store asks for a new credential and gives the answer.
func store(t *testing.T, s *live.Server, p *live.Person) live.Answer {
	t.Helper()
	return s.Do(t, live.Request{Method: http.MethodPost, Path: wish(credentials, "", "", "").Path, Token: p.Token, Body: credential(rand.Text())})
}

// A full disk is told as such, does nothing by halves, does not keep people
// from reading, and is over when there is room again.
func TestTheDiskIsFull(t *testing.T) {
	t.Parallel()
	dir, small := testkit.SmallDisk(t, 6<<20)
	server := live.Serve(t, testkit.SQLiteIn(dir))
	p := server.Seed(t, "p@example.com")
	if a := store(t, server.Server, p); a.Status != http.StatusCreated {
		t.Fatalf("with room: status %d: %s", a.Status, a.Body)
	}
	for range rounds(1, 5) {
		var ballast string
		if small {
			ballast = testkit.Fill(t, dir, 64<<10)
		} else {
			testkit.LimitFiles(t, server.PID(), 600<<10)
		}
		refused := 0
		for range 200 {
			switch a := store(t, server.Server, p); {
			case a.Status == http.StatusCreated:
			case isProblem(a, http.StatusServiceUnavailable, "db.full"):
				refused++
			case !small && isProblem(a, http.StatusServiceUnavailable, "db.unavailable"): // a limit is told as a failure to write
				refused++
			default:
				t.Fatalf("status %d: %s", a.Status, a.Body)
			}
			if refused == 10 {
				break
			}
		}
		if refused < 10 {
			t.Fatalf("%d refusals: the disk was not full", refused)
		}
		for _, path := range []string{"/auth/me", credentials, "/auth/audit-log"} {
			if a := server.Do(t, get(p, path)); a.Status != http.StatusOK {
				t.Errorf("reading %s: status %d: %s", path, a.Status, a.Body)
			}
		}
		if small {
			if err := os.Remove(ballast); err != nil {
				t.Fatal(err)
			}
		} else {
			testkit.LimitFiles(t, server.PID(), -1)
		}
		if a := store(t, server.Server, p); a.Status != http.StatusCreated {
			t.Errorf("with room again: status %d: %s", a.Status, a.Body)
		}
		consistent(t, server.Server)
		verified(t, server.Server, p)
	}
	server.Kill(t)
	server = live.Serve(t, testkit.SQLiteIn(dir))
	consistent(t, server.Server)
	verified(t, server.Server, p)
}
