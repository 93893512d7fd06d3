package telemetry

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const folder = "../../../../build/monitoring"

// exposed is what the server's /metrics tells, once everything has happened.
func exposed(t *testing.T) (text string, names map[string]bool) {
	t.Helper()
	m := New()
	m.Request(http.MethodGet, "/x", 200, time.Second)
	m.Login("ok")
	m.Limited("login")
	m.AWSCall("iam", "ListUsers", "ok", time.Second)
	m.Mail("sent")
	m.MailWaiting(func(context.Context) (int64, time.Duration, error) { return 4, 90 * time.Second, nil })
	m.PasswordWait(time.Second)
	m.Database(func() sql.DBStats { return sql.DBStats{} })
	m.Jobs()("kind", "failed", time.Second)
	m.AuditWaiting("webhook", func() (int64, time.Duration) { return 3, 2 * time.Second })
	m.AuditWaiting("syslog", func() (int64, time.Duration) { return 0, 0 })
	m.AuditForwarded("webhook", 5, false)
	m.AuditForwarded("webhook", 0, true)
	m.AuditRetained("ok")
	m.AuditRemoved(7)
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	names = map[string]bool{"up": true} // Prometheus's own
	for line := range strings.Lines(answer.Body.String()) {
		if !strings.HasPrefix(line, "#") {
			names[regexp.MustCompile(`^[a-z0-9_]+`).FindString(line)] = true
		}
	}
	return answer.Body.String(), names
}

// metric is a name of a metric of ours, or of those that are there anyway.
var metric = regexp.MustCompile(`\b(?:iamcopilot|process|go)_[a-z0-9_]+|\bup\b`)

func TestDashboardAndAlertsAskForWhatThereIs(t *testing.T) {
	_, names := exposed(t)
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	content, err := os.ReadFile(filepath.Join(folder, "dashboard.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &board); err != nil {
		t.Fatal(err)
	}
	queries := map[string]string{}
	for _, p := range board.Panels {
		for i, target := range p.Targets {
			queries[fmt.Sprintf("panel %s, query %d", p.Title, i+1)] = target.Expr
		}
	}
	alerts, err := os.ReadFile(filepath.Join(folder, "alerts.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(alerts)) {
		if expr, found := strings.CutPrefix(strings.TrimSpace(line), "expr: "); found {
			queries["alert "+expr] = expr
		}
	}
	if len(queries) < 25 {
		t.Fatalf("only %d queries were found", len(queries))
	}
	for where, query := range queries {
		asked := metric.FindAllString(query, -1)
		if len(asked) == 0 {
			t.Errorf("%s asks for no metric: %s", where, query)
		}
		for _, name := range asked {
			if !names[name] {
				t.Errorf("%s asks for %s, which the server does not tell", where, name)
			}
		}
	}
}

func TestAlerts(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Fatal("promtool is not installed (Debian's package prometheus): run build/setup.sh")
	}
	for _, args := range [][]string{{"check", "rules", "alerts.yml"}, {"test", "rules", "alerts_test.yml"}} {
		command := exec.CommandContext(t.Context(), promtool, args...)
		command.Dir = folder
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

func TestWhatIsCounted(t *testing.T) {
	text, _ := exposed(t)
	for _, line := range []string{
		`iamcopilot_audit_forward_waiting_records{destination="webhook"} 3`, `iamcopilot_audit_forward_lag_seconds{destination="webhook"} 2`,
		`iamcopilot_audit_forwarded_records_total{destination="webhook"} 5`, `iamcopilot_audit_forward_failures_total{destination="webhook"} 1`,
		`iamcopilot_audit_forward_failures_total{destination="syslog"} 0`, `iamcopilot_audit_retention_runs_total{outcome="broken_chain"} 0`,
		`iamcopilot_audit_removed_records_total 7`, `iamcopilot_mail_waiting_letters 4`, `iamcopilot_mail_oldest_seconds 90`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("missing: %s", line)
		}
	}
}

// What comes from outside makes only so many series.
func TestLabelsAreBounded(t *testing.T) {
	m := New()
	for i := range 1000 {
		m.AWSCall("iam", "ListUsers", fmt.Sprint("Code", i), time.Second)
		m.Request(fmt.Sprint("METHOD", i), "/x", 200, time.Second)
	}
	m.AWSCall("iam", "ListUsers", "no \"word\n", time.Second)
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for name, most := range map[string]int{"iamcopilot_aws_call_seconds_count": mostOutcomes + 1, "iamcopilot_http_request_seconds_count": mostMethods + 1} {
		if n := strings.Count(answer.Body.String(), name+"{"); n != most {
			t.Errorf("%s has %d series, want %d", name, n, most)
		}
	}
}
