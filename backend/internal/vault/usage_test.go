package vault_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestUsage(t *testing.T) {
	t.Parallel()
	withAWS(t, func(t *testing.T, s *live.Server, p *live.Person, _ *wire, arn string, base api.Credential) {
		ctx := t.Context()
		role := addRole(t, p, api.AddRoleCredentialRequest{Label: "Role", BaseCredentialID: base.ID, RoleArn: arn})
		operator := s.Seed(t, "operator@example.com")
		s.Join(t, operator, p.Workspace, "operator")
		for range 3 {
			if _, err := p.IAM.ListUsers(ctx, api.IAMUserListIn{CredentialID: role.ID}); err != nil {
				t.Fatal(err)
			}
		}
		_, err := operator.InWorkspace(p.Workspace).IAM.GetUser(ctx, api.IAMUserIn{UserName: "x", CredentialID: role.ID}) // AccessDenied
		live.Refused(t, err, http.StatusBadGateway, "aws.refused")

		got, err := operator.InWorkspace(p.Workspace).Vault.Usage(ctx, api.CredentialUsageIn{ID: role.ID})
		if err != nil || got.Calls < 4 || got.Failed < 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		today := time.Now().UTC().Format(time.DateOnly)
		if len(got.ByDay) != 1 || got.ByDay[0].Day != today || got.ByDay[0].Calls != got.Calls || got.ByDay[0].Failed != got.Failed {
			t.Errorf("by day %+v of %d calls", got.ByDay, got.Calls)
		}
		if first := got.ByOperation[0]; first.Operation != "iam:ListUsers" || first.Calls != 3 || first.Failed != 0 || time.Since(first.LastAt) > time.Minute {
			t.Errorf("by operation %+v", got.ByOperation)
		}
		if len(got.ByUser) != 2 || got.ByUser[0].Email != p.Email || got.ByUser[0].UserID == nil || *got.ByUser[0].UserID != p.ID || got.ByUser[0].Calls != 3 || got.ByUser[1].Email != operator.Email || got.ByUser[1].Failed < 1 {
			t.Errorf("by user %+v", got.ByUser)
		}
		// The role was assumed with its base.
		of, err := p.Vault.Usage(ctx, api.CredentialUsageIn{ID: base.ID})
		if err != nil || of.Calls != 1 || of.ByOperation[0].Operation != "sts:AssumeRole" {
			t.Errorf("%+v, %v", of, err)
		}
		before, err := p.Vault.Usage(ctx, api.CredentialUsageIn{ID: role.ID, To: time.Now().Add(-time.Hour)})
		if err != nil || before.Calls != 0 || before.ByDay == nil || before.ByOperation == nil || before.ByUser == nil || before.To.Sub(before.From) != 30*24*time.Hour {
			t.Errorf("%+v, %v", before, err)
		}
		now := time.Now()
		for name, in := range map[string]api.CredentialUsageIn{
			"backwards": {ID: role.ID, From: now, To: now.Add(-time.Hour)}, "two years": {ID: role.ID, From: now.AddDate(-2, 0, 0), To: now},
		} {
			_, err := p.Vault.Usage(ctx, in)
			if r := live.Refused(t, err, http.StatusUnprocessableEntity, "vault.bad_period"); !live.At(r.Problem, "query.from", "") {
				t.Errorf("%s: %+v", name, r.Errors)
			}
		}
	})
}

// The counts read only the calls of one credential, however long the log is.
func TestUsageIsIndexed(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		c := add(t, p, named("One"))
		numbers := `with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)`
		s.DB.Exec(t, `insert into audit_logs (workspace_id, seq, at, user_id, user_email, action, resource_type, resource_id, success, hash)
			`+numbers+` select `+fmt.Sprint(p.Workspace)+`, 1000 + i, ?, `+fmt.Sprint(p.ID)+`, 'p@example.com', 'aws.iam:ListUsers', 'aws_call', cast(`+fmt.Sprint(c.ID)+` + i % 400 as text), i % 3 > 0, ? from n`,
			time.Now().UTC().Add(-time.Hour), []byte("x"))
		got, err := p.Vault.Usage(t.Context(), api.CredentialUsageIn{ID: c.ID})
		if err != nil || got.Calls != 50 {
			t.Errorf("%+v, %v", got, err)
		}
		query := fmt.Sprintf(`select action, count(*) from audit_logs where resource_type = 'aws_call' and resource_id = '%d' and at >= '2020-01-01' and at < '2100-01-01' and workspace_id = %d group by action`, c.ID, p.Workspace)
		index := "audit_logs_aws_calls"
		if d.Dialect == testkit.Postgres {
			index = "workspace_id_resource_id_at" // that of a partition
		}
		if plan := planOf(t, d, s, query); !strings.Contains(plan, index) {
			t.Errorf("the index is not used:\n%s", plan)
		}
	})
}

// planOf is how a database goes about a query.
func planOf(t *testing.T, d testkit.Database, s *live.Server, query string) string {
	t.Helper()
	if d.Dialect == testkit.Postgres {
		s.DB.Exec(t, `analyze audit_logs`)
		return s.DB.Text(t, `explain (format json) `+query)
	}
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(d.URL, "sqlite:///"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), "explain query plan "+query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	plan := ""
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan += detail + "\n"
	}
	return plan
}

// Owners and admins are told once, also by two servers; others are not.
func TestKeepersAreTold(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		box := testkit.NewMailbox(t, testkit.MailboxOptions{})
		often := func(c *server.Config) { c.NoticesEvery = 50 * time.Millisecond }
		s := live.Start(t, d, live.WithMail(box))
		owner := s.Seed(t, "owner@example.com")
		for _, role := range []string{"admin", "operator", "auditor", "viewer"} {
			s.Join(t, s.Seed(t, role+"@example.com"), owner.Workspace, role)
		}
		key := add(t, owner, named("Old <key>\r\nBcc: x@example.com"))
		add(t, owner, named("Fresh"))
		s.DB.Exec(t, `update user_aws_credentials set created_at = ? where id = ?`, time.Now().UTC().AddDate(0, 0, -91), key.ID)
		for range 2 {
			live.Start(t, d, live.WithMail(box), often)
		}
		keepers := []string{"owner@example.com", "admin@example.com"}
		for _, to := range keepers {
			letter := box.Wait(t, to, "An AWS access key is 90 days old", 0)
			if letter.Subject != "An AWS access key is 90 days old" || !strings.Contains(letter.Text, "Old <key> Bcc: x@example.com") || !strings.Contains(letter.Text, live.Page+"/settings?tab=credentials") || strings.Contains(letter.HTML, "<key>") {
				t.Errorf("%s\n%s", letter.Subject, letter.Text)
			}
		}
		// A session that ends soon, and another end for it, are told of each once.
		end := time.Now().UTC().AddDate(0, 0, 5).Truncate(time.Second)
		short := add(t, owner, api.AddCredentialRequest{Label: "Short", AccessKeyID: temporary, SessionToken: "token", ExpiresAt: &end})
		if short.ExpiresAt == nil || !short.ExpiresAt.Equal(end) {
			t.Errorf("ends %v", short.ExpiresAt)
		}
		for _, to := range keepers {
			if letter := box.Wait(t, to, "An AWS credential ends soon", 0); !strings.Contains(letter.Text, end.Format("2 January 2006")) {
				t.Errorf("%s\n%s", letter.Subject, letter.Text)
			}
		}
		time.Sleep(500 * time.Millisecond)
		if n := s.DB.Int(t, `select count(*) from mail_outbox`); n != 0 || len(box.All()) != 4 {
			t.Errorf("%d more letters are asked for, %d have come, want 4", n, len(box.All()))
		}
		if n := s.DB.Int(t, `select count(*) from credential_notices`); n != 3 { // the old key; 7 days, and 30 that need not be told any more
			t.Errorf("%d notices", n)
		}
		later := time.Now().UTC()
		_, err := owner.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: key.ID, Body: api.UpdateCredentialRequest{ExpiresAt: &later}})
		if r := live.Refused(t, err, http.StatusUnprocessableEntity, "vault.bad_credential"); !live.At(r.Problem, "body.expires_at", "temporary") {
			t.Errorf("%+v", r.Errors)
		}
	})
}
