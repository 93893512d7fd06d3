package audit_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// many writes n records into a workspace past the chain, which an export does
// not check.
func many(t *testing.T, s *live.Server, dialect string, workspace int64, n int) {
	t.Helper()
	numbers := `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ` + fmt.Sprint(n) + `)`
	hash, at := `x'00'`, `'2026-03-01 12:00:00+00:00'`
	if dialect == testkit.Postgres {
		hash = `'\x00'::bytea`
		at += `::timestamptz`
	}
	id := fmt.Sprint(workspace)
	s.DB.Exec(t, numbers+` insert into audit_logs (workspace_id, seq, at, action, resource_type, resource_id, success, hash)
		select `+id+`, n, `+at+`, 'test.step', case when n % 10 = 0 then 'tenth' else 'thing' end, cast(n as text), true, `+hash+` from numbers`)
	s.DB.Exec(t, `insert into audit_heads (workspace_id, seq, hash) values (`+id+`, `+fmt.Sprint(n)+`, `+hash+`)`)
}

func exported(t *testing.T, p *live.Person, in api.AuditExportIn) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := p.Audit.Export(t.Context(), in, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAnExportHoldsEveryRecordOnceAndInOrder(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		const n = 5000
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		many(t, s, d.Dialect, p.Workspace, n)

		next := int64(1)
		lines := bufio.NewScanner(bytes.NewReader(exported(t, p, api.AuditExportIn{})))
		for ; lines.Scan(); next++ {
			var r api.AuditRecord
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil || r.ID != next || r.ResourceID != fmt.Sprint(next) {
				t.Fatalf("line %d: %s (%v)", next, lines.Text(), err)
			}
		}
		if next != n+1 {
			t.Errorf("%d records in NDJSON, want %d", next-1, n)
		}

		table, err := csv.NewReader(bytes.NewReader(exported(t, p, api.AuditExportIn{Format: "csv"}))).ReadAll()
		if err != nil || len(table) != 1+n+1 { // heading, records, the export before
			t.Fatalf("%d lines of CSV, %v", len(table), err)
		}
		for i, line := range table[1:] {
			if line[0] != fmt.Sprint(i+1) {
				t.Fatalf("line %d of CSV is record %s", i, line[0])
			}
		}

		tenths := strings.Count(string(exported(t, p, api.AuditExportIn{ResourceType: "tenth", Action: "test."})), "\n")
		if tenths != n/10 {
			t.Errorf("%d filtered records, want %d", tenths, n/10)
		}
		if empty := exported(t, p, api.AuditExportIn{Q: "nothing like it"}); len(empty) != 0 {
			t.Errorf("an export of nothing holds %q", empty)
		}

		records := list(t, p, api.AuditListIn{Action: "audit.exported"})
		if len(records) != 4 {
			t.Fatalf("%d exports recorded, want 4", len(records))
		}
		if d := records[1].Details; d["resource_type"] != "tenth" || d["action"] != "test." || d["format"] != "ndjson" || d["up_to"] != fmt.Sprint(n+2) {
			t.Errorf("recorded as %v", d)
		}
	})
}

// A spreadsheet takes what begins with one of these signs for a formula.
func TestCSVHoldsNoFormulas(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		many(t, s, d.Dialect, p.Workspace, 7)
		if d.Dialect == testkit.Postgres {
			s.DB.Exec(t, `drop trigger audit_logs_no_update on audit_logs`)
		} else {
			s.DB.Exec(t, `drop trigger audit_logs_no_update`)
		}
		for i, text := range []string{`=HYPERLINK("http://evil.example","x")`, "+1", "-1", "@SUM(A1)", "\t=1", "plain, with \"quotes\"\nand a line", "a=b"} {
			s.DB.Exec(t, `update audit_logs set user_agent = ? where seq = ?`, text, i+1)
		}
		table, err := csv.NewReader(bytes.NewReader(exported(t, p, api.AuditExportIn{Format: "csv"}))).ReadAll()
		if err != nil || len(table) != 8 {
			t.Fatalf("%d lines, %v", len(table), err)
		}
		for i, want := range []string{
			"user_agent", `'=HYPERLINK("http://evil.example","x")`, "'+1", "'-1", "'@SUM(A1)", "'\t=1", "plain, with \"quotes\"\nand a line", "a=b",
		} {
			if got := table[i][10]; got != want {
				t.Errorf("line %d: %q, want %q", i, got, want)
			}
		}
	})
}

func TestAnExportIsAFileForWhoeverMayReadIt(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p, stranger := s.Seed(t, "p@example.com"), s.Seed(t, "viewer@example.com")
	s.Join(t, stranger, p.Workspace, "viewer")
	for format, kind := range map[string]string{"": "application/x-ndjson", "ndjson": "application/x-ndjson", "csv": "text/csv"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/api/v1/auth/audit-log/export?format="+format, nil)
		if err != nil {
			t.Fatal(err)
		}
		if format == "" {
			request.URL.RawQuery = ""
		}
		request.Header.Set("Authorization", "Bearer "+p.Token)
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		got, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
		_, file, _ := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
		if err != nil || answer.StatusCode != http.StatusOK || got != kind || !strings.HasPrefix(file["filename"], "audit-log-2") ||
			answer.ContentLength != -1 || answer.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v (%v)", format, answer.StatusCode, answer.Header, err)
		}
	}
	err := stranger.InWorkspace(p.Workspace).Audit.Export(t.Context(), api.AuditExportIn{}, io.Discard)
	live.Refused(t, err, http.StatusForbidden, "access.forbidden")
	err = p.Audit.Export(t.Context(), api.AuditExportIn{Format: "xlsx"}, io.Discard)
	live.Refused(t, err, http.StatusUnprocessableEntity, "web.invalid")
}
