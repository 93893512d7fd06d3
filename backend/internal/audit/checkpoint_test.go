package audit_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func checkpoint(t *testing.T, log *audit.Log, workspace int64) api.AuditCheckpoint {
	t.Helper()
	c, err := log.Checkpoint(ctx, scope(workspace), api.None{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func verifyFrom(log *audit.Log, workspace int64, c api.AuditCheckpoint) (api.AuditVerification, error) {
	return log.VerifyFrom(ctx, scope(workspace), api.AuditVerifyIn{Body: api.AuditVerifyRequest{Checkpoint: &c}})
}

func TestACheckpointHoldsWhileTheChainGrows(t *testing.T) {
	each(t, func(t *testing.T, log *audit.Log, _ *db.DB, _ *testkit.Handle) {
		first := checkpoint(t, log, 1)
		record(t, log, 1, 10)
		tenth := checkpoint(t, log, 1)
		record(t, log, 1, 1500) // more than are checked at a time
		for name, c := range map[string]api.AuditCheckpoint{"before the first record": first, "of the tenth": tenth, "of the last": checkpoint(t, log, 1)} {
			v, err := verifyFrom(log, 1, c)
			if err != nil || !v.Valid || v.Records != 1510 || v.HoldsCheckpoint == nil || !*v.HoldsCheckpoint {
				t.Errorf("%s: %+v, %v", name, v, err)
			}
		}
		if v, err := log.VerifyFrom(ctx, scope(1), api.AuditVerifyIn{}); err != nil || !v.Valid || v.HoldsCheckpoint != nil {
			t.Errorf("without one: %+v, %v", v, err)
		}
	})
}

// cutOff removes the newest records and writes the head anew, as a database
// administrator could: the chain alone does not show it.
var cutOff = []string{
	"delete from audit_logs where workspace_id = 1 and seq > 6",
	"update audit_heads set seq = 6, hash = (select hash from audit_logs where workspace_id = 1 and seq = 6) where workspace_id = 1",
}

func TestTamperingBehindACheckpoint(t *testing.T) {
	for name, c := range map[string]struct {
		statements []string
		after      int // records that the server writes afterwards
		bad        int64
		says       string
		alone      bool // the chain alone shows it, too
	}{
		"cut off, with the head":                  {cutOff, 0, 7, "cut off", false},
		"cut off, and a little written since":     {cutOff, 2, 9, "cut off", false},
		"cut off, and as much written since":      {cutOff, 4, 10, "written anew", false},
		"cut off, and more written since":         {cutOff, 30, 10, "written anew", false},
		"everything removed, with the head":       {[]string{"delete from audit_logs where workspace_id = 1", "delete from audit_heads where workspace_id = 1"}, 0, 1, "cut off", false},
		"everything removed, and more written":    {[]string{"delete from audit_logs where workspace_id = 1", "delete from audit_heads where workspace_id = 1"}, 12, 10, "written anew", false},
		"a record edited":                         {[]string{"update audit_logs set action = 'test.nothing' where workspace_id = 1 and seq = 4"}, 0, 4, "changed", true},
		"a record deleted":                        {[]string{"delete from audit_logs where workspace_id = 1 and seq = 4"}, 0, 4, "removed", true},
		"the record of the checkpoint edited":     {[]string{"update audit_logs set success = (not success) where workspace_id = 1 and seq = 10"}, 0, 10, "changed", true},
		"two records swapped":                     {[]string{"update audit_logs set seq = -3 where workspace_id = 1 and seq = 3", "update audit_logs set seq = 3 where workspace_id = 1 and seq = 5", "update audit_logs set seq = 5 where workspace_id = 1 and seq = -3"}, 0, 3, "changed", true},
		"the checkpoint's hash put at its record": {append(cutOff[:len(cutOff):len(cutOff)], "insert into audit_logs (workspace_id, seq, at, action, success, hash) select 1, 7, at, action, success, hash from audit_logs where workspace_id = 2 and seq = 7"), 0, 7, "behind the head", true},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, log *audit.Log, _ *db.DB, admin *testkit.Handle) {
				record(t, log, 1, 10)
				record(t, log, 2, 10)
				kept := checkpoint(t, log, 1)
				for _, statement := range c.statements {
					admin.Exec(t, statement)
				}
				record(t, log, 1, c.after)
				if v := verify(t, log, 1); v.Valid == c.alone {
					t.Errorf("the chain alone: %+v", v)
				}
				v, err := verifyFrom(log, 1, kept)
				if err != nil || v.Valid || v.BadID == nil || *v.BadID != c.bad || !strings.Contains(v.Reason, c.says) || v.HoldsCheckpoint == nil || *v.HoldsCheckpoint {
					t.Errorf("with the checkpoint: %+v, %v; want record %d named", v, err, c.bad)
				}
			})
		})
	}
}

func TestForgedCheckpoints(t *testing.T) {
	each(t, func(t *testing.T, log *audit.Log, d *db.DB, _ *testkit.Handle) {
		record(t, log, 1, 10)
		record(t, log, 2, 10)
		kept := checkpoint(t, log, 1)
		other, err := seal.NewMaster(strings.Repeat("4567", 16))
		if err != nil {
			t.Fatal(err)
		}
		for name, change := range map[string]func(c *api.AuditCheckpoint){
			"an earlier record":        func(c *api.AuditCheckpoint) { c.ID = 6 },
			"another hash":             func(c *api.AuditCheckpoint) { c.Hash = strings.Repeat("0", 64) },
			"another time":             func(c *api.AuditCheckpoint) { c.At = c.At.Add(time.Microsecond) },
			"another workspace's":      func(c *api.AuditCheckpoint) { c.WorkspaceID = 2 },
			"another key's name":       func(c *api.AuditCheckpoint) { c.KeyID = "00" },
			"no signature":             func(c *api.AuditCheckpoint) { c.Signature = "" },
			"another signature":        func(c *api.AuditCheckpoint) { c.Signature = strings.Repeat("0", 128) },
			"another server's":         func(c *api.AuditCheckpoint) { *c = checkpoint(t, audit.New(d, other), 1) },
			"a hash that is no number": func(c *api.AuditCheckpoint) { c.Hash = "x" },
		} {
			forged := kept
			change(&forged)
			if v, err := verifyFrom(log, forged.WorkspaceID, forged); !errors.Is(err, audit.ErrForged) {
				t.Errorf("%s: %+v, %v", name, v, err)
			}
		}
		if v, err := verifyFrom(log, 2, kept); !errors.Is(err, audit.ErrOtherWorkspace) {
			t.Errorf("held against another workspace: %+v, %v", v, err)
		}
	})
}

func TestCheckpointsOverTheInterface(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, q := s.Seed(t, "p@example.com"), s.Seed(t, "q@example.com")
		add(t, p, "one")
		kept, err := p.Audit.Checkpoint(t.Context())
		if err != nil || kept.ID != 1 || kept.WorkspaceID != p.Workspace {
			t.Fatalf("%+v, %v", kept, err)
		}
		add(t, p, "two")
		in := api.AuditVerifyIn{Body: api.AuditVerifyRequest{Checkpoint: &kept}}
		if v, err := p.Audit.VerifyFrom(t.Context(), in); err != nil || !v.Valid || v.Records != 2 || v.HoldsCheckpoint == nil || !*v.HoldsCheckpoint {
			t.Errorf("%+v, %v", v, err)
		}
		_, err = q.Audit.VerifyFrom(t.Context(), in)
		live.Refused(t, err, http.StatusUnprocessableEntity, "audit.other_workspace")
		kept.ID = 2
		_, err = p.Audit.VerifyFrom(t.Context(), in)
		live.Refused(t, err, http.StatusUnprocessableEntity, "audit.forged_checkpoint")
	})
}
