package server_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Plans go, with steps and preimages, when they are old enough, in every workspace and
// however many there are; those that are younger, or being applied, stay, and the
// audit log tells.
func TestOldPlansAreForgotten(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		one, other := s.Seed(t, "one@example.com"), s.Seed(t, "other@example.com")
		now := time.Now().UTC().Truncate(time.Microsecond)
		add := func(p *live.Person, days int, lease any, undoes any) int64 {
			at := now.Add(-time.Duration(days) * 24 * time.Hour)
			id := s.DB.Int(t, `insert into plans (workspace_id, created_by, state, hash, title, account_id, credential_id, about, encrypted_preimage, undo_of, created_at, expires_at, lease_until)
				values (?, ?, 'applied', 'h', 'A plan', '123456789012', 1, '{}', ?, ?, ?, ?, ?) returning id`, p.Workspace, p.ID, []byte("sealed"), undoes, at, at, lease)
			s.DB.Exec(t, `insert into plan_steps (workspace_id, plan_id, n, operation, target, input, says, reversible, state, output, note, error)
				values (?, ?, 1, 'iam:CreateUser', 'arn', '{}', 'Says', ?, 'done', '{}', '', '')`, p.Workspace, id, true)
			return id
		}
		old := add(one, 91, nil, nil)
		busy := add(one, 400, now.Add(time.Hour), nil)
		young := add(one, 89, nil, old)
		for range 3 {
			add(other, 365, now.Add(-100*24*time.Hour), nil)
		}
		run := func(days int) {
			t.Helper()
			config := live.Config(t, d)
			config.PlanRetentionDays = days
			second, err := server.New(t.Context(), config)
			if err != nil {
				t.Fatal(err)
			}
			if err := second.ForgetPlans(t.Context()); err != nil {
				t.Error(err)
			}
			if err := second.Close(); err != nil {
				t.Error(err)
			}
		}
		if run(0); s.DB.Int(t, `select count(*) from plans`) != 6 {
			t.Error("plans are gone, though all are kept")
		}
		run(90)
		left := fmt.Sprint(s.DB.Int(t, `select count(*) from plans`), s.DB.Int(t, `select count(*) from plan_steps`), s.DB.Int(t, `select count(*) from plans where id in (?, ?)`, busy, young))
		if left != "2 2 2" {
			t.Errorf("left are %s (plans, steps, those that stay)", left)
		}
		for p, want := range map[*live.Person]string{one: "1", other: "3"} {
			log, err := p.Audit.List(t.Context(), api.AuditListIn{Action: "plan.forgotten"})
			if err != nil || len(log.Items) != 1 || log.Items[0].Details["plans"] != want {
				t.Errorf("%s: %+v, %v", p.Email, log.Items, err)
			}
		}
	})
}
