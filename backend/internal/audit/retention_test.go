package audit_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// guarded is an audit log as it is in use: with everything that keeps records
// from being changed.
func guarded(t *testing.T, database testkit.Database) (*audit.Log, *db.DB) {
	t.Helper()
	d, err := db.Open(ctx, database.URL, 8)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := d.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	master, err := seal.NewMaster(strings.Repeat("0123", 16))
	if err != nil {
		t.Fatal(err)
	}
	return audit.New(d, master), d
}

// inMonths is a clock that is ahead: what is written now has had its month end
// long ago then.
func inMonths(n int) func() time.Time {
	now := time.Now().UTC()
	return func() time.Time { return time.Date(now.Year(), now.Month()+time.Month(n), 15, 0, 0, 0, 0, time.UTC) }
}

// retention keeps a year, seen from a moment in that many months.
func retention(log *audit.Log, ahead int, there ...int64) *audit.Retention {
	return &audit.Retention{
		Log: log, Guard: guard, Months: 12, Now: inMonths(ahead), Journal: slog.New(slog.DiscardHandler),
		Workspaces: func(context.Context) ([]int64, error) { return there, nil },
	}
}

func noted(t *testing.T, log *audit.Log, workspace int64) *api.AuditCheckpoint {
	t.Helper()
	c, err := log.Checkpoint(ctx, scope(workspace), api.None{})
	if err != nil {
		t.Fatal(err)
	}
	return &c
}

func against(t *testing.T, log *audit.Log, c *api.AuditCheckpoint) api.AuditVerification {
	t.Helper()
	v, err := log.VerifyFrom(ctx, scope(c.WorkspaceID), api.AuditVerifyIn{Body: api.AuditVerifyRequest{Checkpoint: c}})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestMonthsAreRemovedAndTheRestVerifies(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		log, _ := guarded(t, database)
		admin := database.Open(t)
		rows := func(workspace int64) int64 {
			return admin.Int(t, "select count(*) from audit_logs where workspace_id = ?", workspace)
		}
		record(t, log, 1, 10)
		old := noted(t, log, 1)
		record(t, log, 1, 20)
		last := noted(t, log, 1)
		record(t, log, 2, 3) // a workspace that is gone
		run := func(ahead int) {
			t.Helper()
			if err := retention(log, ahead, 1).Run(ctx); err != nil {
				t.Fatal(err)
			}
		}
		run(0)
		run(12) // of the month that is written now, a whole year has not gone by
		if rows(1) != 30 || rows(2) != 3 {
			t.Fatalf("too early: %d and %d records are left", rows(1), rows(2))
		}
		run(13)
		if rows(1) != 1 || rows(2) != 0 {
			t.Fatalf("%d and %d records are left, want 1 (that of the removal) and none", rows(1), rows(2))
		}
		if v := verify(t, log, 1); !v.Valid || v.FirstID != 31 || v.Records != 1 {
			t.Errorf("after the removal: %+v", v)
		}
		if v := verify(t, log, 2); !v.Valid || v.FirstID != 4 || v.Records != 0 {
			t.Errorf("a workspace without records: %+v", v)
		}
		if v := against(t, log, old); !v.Valid || v.HoldsCheckpoint != nil {
			t.Errorf("against a checkpoint that is older: %+v", v)
		}
		if v := against(t, log, last); !v.Valid || v.HoldsCheckpoint == nil || !*v.HoldsCheckpoint {
			t.Errorf("against the checkpoint at the very end: %+v", v)
		}
		run(13)
		record(t, log, 1, 5)
		record(t, log, 2, 2)
		if v := verify(t, log, 1); !v.Valid || v.FirstID != 31 || v.Records != 6 {
			t.Errorf("after more records: %+v", v)
		}
		list, err := log.List(ctx, scope(1), api.AuditListIn{Page: api.Page{Limit: 50}, From: time.Now().Add(-time.Hour)})
		if err != nil || len(list.Items) != 6 || list.Items[5].Action != "audit.month_removed" || list.Items[5].Details["last_id"] != "30" || list.Items[5].Details["records"] != "30" {
			t.Errorf("%+v, %v", list.Items, err)
		}
		run(14) // the month after, in which all that came since was written
		if v := verify(t, log, 1); !v.Valid || v.FirstID != 37 || v.Records != 1 {
			t.Errorf("after the second removal: %+v", v)
		}
	})
}

// What somebody does who can write to the database shows as before.
func TestTamperingAfterARemoval(t *testing.T) {
	for name, c := range map[string]struct {
		statements []string
		bad        int64
	}{
		"the note removed":            {[]string{"delete from audit_retention where workspace_id = 1"}, 1},
		"the note moved on":           {[]string{"update audit_retention set last_seq = 12 where workspace_id = 1", "delete from audit_logs where workspace_id = 1 and seq <= 12"}, 12},
		"the note's hash replaced":    {[]string{"update audit_retention set last_hash = (select hash from audit_logs where workspace_id = 1 and seq = 13) where workspace_id = 1"}, 10},
		"the first record removed":    {[]string{"delete from audit_logs where workspace_id = 1 and seq = 11"}, 11},
		"a record edited":             {[]string{"update audit_logs set action = 'test.nothing' where workspace_id = 1 and seq = 13"}, 13},
		"the end cut off":             {[]string{"delete from audit_logs where workspace_id = 1 and seq > 13"}, 14},
		"all removed, with the head":  {[]string{"delete from audit_logs where workspace_id = 1", "delete from audit_heads where workspace_id = 1"}, 1},
		"another workspace's note":    {[]string{"delete from audit_retention where workspace_id = 1", "update audit_retention set workspace_id = 1 where workspace_id = 2"}, 10},
		"a record before the first":   {[]string{"insert into audit_logs (workspace_id, seq, at, action, success, hash, month) select 1, 10, at, action, success, hash, month from audit_logs where workspace_id = 1 and seq = 11", "delete from audit_retention where workspace_id = 1"}, 1},
		"the head moved to the notes": {[]string{"delete from audit_logs where workspace_id = 1", "update audit_heads set seq = 9 where workspace_id = 1"}, 9},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, log *audit.Log, _ *db.DB, admin *testkit.Handle) {
				if !strings.HasSuffix(t.Name(), testkit.Postgres) {
					admin.Exec(t, "drop trigger audit_retention_no_update")
					admin.Exec(t, "drop trigger audit_retention_no_delete")
				}
				record(t, log, 1, 10)
				record(t, log, 2, 10)
				if err := retention(log, 13, 1, 2).Run(ctx); err != nil {
					t.Fatal(err)
				}
				record(t, log, 1, 5)
				for _, statement := range c.statements {
					admin.Exec(t, statement)
				}
				v := verify(t, log, 1)
				if v.Valid || v.BadID == nil || *v.BadID != c.bad || v.Reason == "" {
					t.Errorf("got %+v, want record %d to be bad", v, c.bad)
				}
				if v := verify(t, log, 2); name != "another workspace's note" && !v.Valid {
					t.Errorf("the other workspace: %+v", v)
				}
			})
		})
	}
}

// Evidence is not removed.
func TestABrokenChainIsKept(t *testing.T) {
	each(t, func(t *testing.T, log *audit.Log, _ *db.DB, admin *testkit.Handle) {
		record(t, log, 1, 10)
		record(t, log, 2, 10)
		admin.Exec(t, "update audit_logs set action = 'test.nothing' where workspace_id = 2 and seq = 4")
		err := retention(log, 13, 1, 2).Run(ctx)
		if !errors.Is(err, audit.ErrNotKept) || !strings.Contains(err.Error(), "workspace 2") || !strings.Contains(err.Error(), "Record 4") {
			t.Errorf("got %v", err)
		}
		if n := admin.Int(t, "select count(*) from audit_logs where seq <= 10"); n != 20 {
			t.Errorf("%d records are left", n)
		}
		if v := verify(t, log, 1); v.Valid != true || v.FirstID == 1 {
			t.Errorf("sealed, but not removed yet: %+v", v)
		}
	})
}

func TestMonthsWaitToBeForwarded(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		log, _ := guarded(t, database)
		record(t, log, 1, 10)
		r := retention(log, 13, 1)
		var asked []int64
		sent := false
		r.Sent = func(_ context.Context, workspace, seq int64) (bool, error) {
			asked = append(asked, workspace, seq)
			return sent, nil
		}
		if err := r.Run(ctx); err != nil || len(asked) != 2 || asked[1] != 10 {
			t.Fatalf("asked for %v: %v", asked, err)
		}
		if v := verify(t, log, 1); v.FirstID != 1 || v.Records != 10 {
			t.Errorf("removed before it was sent: %+v", v)
		}
		sent = true
		if err := r.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if v := verify(t, log, 1); !v.Valid || v.FirstID != 11 {
			t.Errorf("got %+v", v)
		}
	})
}

func TestSeveralServersRemoveAtOnce(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		log, _ := guarded(t, database)
		for id := int64(1); id <= 5; id++ {
			record(t, log, id, 20)
		}
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := retention(log, 13, 1, 2, 3, 4, 5).Run(ctx); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for id := int64(1); id <= 5; id++ {
			if v := verify(t, log, id); !v.Valid || v.FirstID != 21 || v.Records != 1 {
				t.Errorf("workspace %d: %+v", id, v)
			}
		}
	})
}

// Neither the application nor a job may remove what is not sealed.
func TestRecordsAreAppendOnly(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		log, d := guarded(t, database)
		record(t, log, 1, 3)
		for _, statement := range []string{"delete from audit_logs", "update audit_logs set success = not success", "delete from audit_logs where seq = 3"} {
			err := d.Tx(ctx, scope(1), func(ctx context.Context) error { return d.For(ctx, scope(1)).Exec(statement).Error })
			if err == nil {
				t.Errorf("the application may: %s", statement)
			}
		}
		if err := retention(log, 13, 1).Run(ctx); err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{"delete from audit_logs", "delete from audit_retention", "update audit_retention set last_seq = 4"} {
			err := d.Tx(ctx, scope(1), func(ctx context.Context) error { return d.For(ctx, scope(1)).Exec(statement).Error })
			if err == nil {
				t.Errorf("after a removal the application may: %s", statement)
			}
		}
		if v := verify(t, log, 1); !v.Valid {
			t.Errorf("%+v", v)
		}
		var out bytes.Buffer
		r := retention(log, 13, 1)
		r.Journal = slog.New(slog.NewTextHandler(&out, nil))
		if err := r.Run(ctx); err != nil || out.Len() > 0 {
			t.Errorf("nothing was to be done: %s, %v", out.String(), err)
		}
	})
}
