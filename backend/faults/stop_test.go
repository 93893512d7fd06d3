package faults

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

// A server that is told to stop under load answers everything that it took on:
// what was answered is there, and what is there was answered.
func TestStoppingUnderLoad(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		server := live.Serve(t, d)
		p := server.Seed(t, "p@example.com")
		for range rounds(1, 10) {
			before := server.DB.Int(t, `select count(*) from user_aws_credentials`)
			all := make([][]asked, 8)
			var writers sync.WaitGroup
			for i := range all {
				writers.Go(func() { all[i] = write(server.URL, p) })
			}
			time.Sleep(300 * time.Millisecond)
			server.Terminate(t)
			writers.Wait()
			if code := server.Wait(t.Context(), t); code != 0 {
				t.Errorf("exit code %d\n%s", code, server.Log)
			}
			acknowledged := int64(0)
			for _, one := range flatten(all) {
				there := server.DB.Int(t, `select count(*) from user_aws_credentials where label = ?`, one.label)
				switch {
				case one.status == http.StatusCreated && there == 1:
					acknowledged++
				case one.status == 0 && there == 0: // it came too late
				default:
					t.Errorf("answered %d, and there %d times", one.status, there)
				}
			}
			if stored := server.DB.Int(t, `select count(*) from user_aws_credentials`) - before; acknowledged == 0 || stored != acknowledged {
				t.Errorf("%d acknowledged, %d stored", acknowledged, stored)
			}
			server = live.Serve(t, d)
		}
		consistent(t, server.Server)
		verified(t, server.Server, p)
	})
}
