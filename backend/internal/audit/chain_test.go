package audit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

var (
	ctx   = context.Background()
	guard = access.NewGuard(nil)
)

func scope(workspace int64) access.Scope { return guard.System("test", workspace) }

// each runs fn on an audit log on each database, with a handle past all walls
// on which the append-only triggers have been removed, as a database
// administrator could.
func each(t *testing.T, fn func(t *testing.T, log *audit.Log, d *db.DB, admin *testkit.Handle)) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		d, err := db.Open(ctx, database.URL, 8)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		if err := d.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		admin := database.Open(t)
		if database.Dialect == testkit.Postgres {
			admin.Exec(t, "drop trigger audit_logs_no_update on audit_logs")
		} else {
			admin.Exec(t, "drop trigger audit_logs_no_update")
			admin.Exec(t, "drop trigger audit_logs_no_delete")
		}
		master, err := seal.NewMaster(strings.Repeat("0123", 16))
		if err != nil {
			t.Fatal(err)
		}
		fn(t, audit.New(d, master), d, admin)
	})
}

func record(t *testing.T, log *audit.Log, workspace int64, n int) {
	t.Helper()
	for i := range n {
		entry := audit.Entry{Action: fmt.Sprintf("test.step_%d", i), ResourceType: "thing", ResourceID: fmt.Sprint(i), Details: map[string]string{"n": fmt.Sprint(i)}}
		if err := log.Record(ctx, scope(workspace), entry); err != nil {
			t.Fatal(err)
		}
	}
}

func verify(t *testing.T, log *audit.Log, workspace int64) api.AuditVerification {
	t.Helper()
	out, err := log.Verify(ctx, scope(workspace), api.None{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAnUntouchedChainIsValid(t *testing.T) {
	each(t, func(t *testing.T, log *audit.Log, _ *db.DB, _ *testkit.Handle) {
		if v := verify(t, log, 1); !v.Valid || v.Records != 0 {
			t.Errorf("before the first record: %+v", v)
		}
		record(t, log, 1, 30)
		record(t, log, 2, 3)
		if v := verify(t, log, 1); !v.Valid || v.Records != 30 {
			t.Errorf("got %+v", v)
		}
	})
}

// TestTampering does to the table what somebody would who can write to it, and
// wants the first record that is wrong to be named.
func TestTampering(t *testing.T) {
	for name, c := range map[string]struct {
		statements []string
		bad        int64
	}{
		"an action edited":         {[]string{"update audit_logs set action = 'test.nothing' where workspace_id = 1 and seq = 4"}, 4},
		"a failure made a success": {[]string{"update audit_logs set success = (not success) where workspace_id = 1 and seq = 5"}, 5},
		"a person replaced":        {[]string{"update audit_logs set user_id = 99 where workspace_id = 1 and seq = 2"}, 2},
		"an address edited":        {[]string{"update audit_logs set ip_address = '1.1.1.1' where workspace_id = 1 and seq = 1"}, 1},
		"details edited":           {[]string{"update audit_logs set details = '{}' where workspace_id = 1 and seq = 7"}, 7},
		"a time moved":             {[]string{"update audit_logs set at = '2020-01-01 00:00:00+00:00' where workspace_id = 1 and seq = 6"}, 6},
		"text moved to its neighbour field": {[]string{
			"update audit_logs set resource_type = 'thin', resource_id = 'g' || resource_id where workspace_id = 1 and seq = 3",
		}, 3},
		"a record removed": {[]string{"delete from audit_logs where workspace_id = 1 and seq = 4"}, 4},
		"a record removed, the rest moved up": {[]string{
			"delete from audit_logs where workspace_id = 1 and seq = 4",
			"update audit_logs set seq = -(seq - 1) where workspace_id = 1 and seq > 4",
			"update audit_logs set seq = -seq where workspace_id = 1 and seq < 0",
			"update audit_heads set seq = seq - 1 where workspace_id = 1",
		}, 4},
		"two records swapped": {[]string{
			"update audit_logs set seq = -3 where workspace_id = 1 and seq = 3",
			"update audit_logs set seq = 3 where workspace_id = 1 and seq = 5",
			"update audit_logs set seq = 5 where workspace_id = 1 and seq = -3",
		}, 3},
		"the end cut off":    {[]string{"delete from audit_logs where workspace_id = 1 and seq > 7"}, 8},
		"everything removed": {[]string{"delete from audit_logs where workspace_id = 1"}, 1},
		"a forged record at the end": {[]string{
			"insert into audit_logs (workspace_id, seq, at, action, success, hash) select 1, 11, at, 'test.forged', success, hash from audit_logs where workspace_id = 1 and seq = 10",
		}, 11},
		"a record of another workspace": {[]string{
			"delete from audit_logs where workspace_id = 1 and seq = 2",
			"update audit_logs set workspace_id = 1 where workspace_id = 2 and seq = 2",
		}, 2},
		"the head replaced": {[]string{"update audit_heads set hash = (select hash from audit_logs where workspace_id = 1 and seq = 9) where workspace_id = 1"}, 10},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, log *audit.Log, _ *db.DB, admin *testkit.Handle) {
				record(t, log, 1, 10)
				record(t, log, 2, 10)
				for _, statement := range c.statements {
					admin.Exec(t, statement)
				}
				v := verify(t, log, 1)
				if v.Valid || v.BadID == nil || *v.BadID != c.bad || v.Reason == "" {
					t.Errorf("got %+v, want record %d named", v, c.bad)
				}
			})
		})
	}
}

func TestNoRecordNoChange(t *testing.T) {
	each(t, func(t *testing.T, log *audit.Log, d *db.DB, admin *testkit.Handle) {
		broken := errors.New("broken")
		err := d.Tx(ctx, scope(1), func(ctx context.Context) error {
			if err := log.Record(ctx, scope(1), audit.Entry{Action: "test.undone"}); err != nil {
				return err
			}
			return broken
		})
		if !errors.Is(err, broken) {
			t.Fatal(err)
		}
		if n := admin.Int(t, "select count(*) from audit_logs"); n != 0 {
			t.Errorf("%d records of what never happened", n)
		}
		record(t, log, 1, 1)
		if v := verify(t, log, 1); !v.Valid || v.Records != 1 {
			t.Errorf("got %+v", v)
		}
	})
}

func TestManyWritersMakeOneChain(t *testing.T) {
	each(t, func(t *testing.T, log *audit.Log, _ *db.DB, _ *testkit.Handle) {
		var all sync.WaitGroup
		for worker := range 8 {
			all.Go(func() {
				for range 20 {
					if err := log.Record(ctx, scope(int64(worker%2)+1), audit.Entry{Action: "test.step"}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		for workspace := int64(1); workspace <= 2; workspace++ {
			if v := verify(t, log, workspace); !v.Valid || v.Records != 80 {
				t.Errorf("workspace %d: %+v", workspace, v)
			}
		}
	})
}

func TestARecordHoldsNothingThatIsNotText(t *testing.T) {
	each(t, func(t *testing.T, log *audit.Log, _ *db.DB, _ *testkit.Handle) {
		actor := access.Actor{UserID: 1, UserAgent: "a\x00b\xff" + strings.Repeat("é", 400)}
		sc, err := guard.Personal(actor, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := log.Record(ctx, sc, audit.Entry{Action: "test.step", ResourceID: strings.Repeat("x", 9000)}); err != nil {
			t.Fatal(err)
		}
		out, err := log.List(ctx, sc, api.AuditListIn{Page: api.Page{Limit: 1}})
		if err != nil || len(out.Items) != 1 {
			t.Fatal(out, err)
		}
		if agent := out.Items[0].UserAgent; len(agent) > 300 || !strings.HasPrefix(agent, "ab\uFFFDé") {
			t.Errorf("user agent %q", agent)
		}
		if v := verify(t, log, 1); !v.Valid {
			t.Errorf("got %+v", v)
		}
	})
}
