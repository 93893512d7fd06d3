package audit

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The content types of an export.
const (
	ndjson  = "application/x-ndjson"
	csvType = "text/csv; charset=utf-8; header=present"
)

// exportPiece is how many records are read and sent at a time, so that memory
// does not grow with the log.
const exportPiece = 500

// Export writes out every record that matches, oldest first, up to the last one
// before the export. The export itself is recorded, before the first byte.
func (l *Log) Export(ctx context.Context, sc access.Scope, in api.AuditExportIn) (web.Stream, error) {
	head, err := l.store.head(ctx, sc)
	if err != nil {
		return web.Stream{}, err
	}
	out := export{log: l, scope: sc, last: head.Seq, write: writeNDJSON, in: api.AuditListIn{
		From: in.From, To: in.To, Action: in.Action, ResourceType: in.ResourceType, UserID: in.UserID,
		Success: in.Success, AWSAccountID: in.AWSAccountID, Q: in.Q,
	}}
	kind := ndjson
	if in.Format == "csv" {
		kind, out.write = csvType, writeCSV
	}
	first, err := out.next(ctx)
	if err != nil && !errors.Is(err, io.EOF) {
		return web.Stream{}, err
	}
	if in.Format == "csv" {
		heading, headingErr := CSV([][]string{slices.Clone(csvColumns)})
		if headingErr != nil {
			return web.Stream{}, headingErr
		}
		first = append(heading, first...)
	}
	if err := l.Record(ctx, sc, Entry{Action: "audit.exported", ResourceType: "audit_log", Details: described(in, head.Seq)}); err != nil {
		return web.Stream{}, err
	}
	return web.Stream{
		ContentType: kind, FileName: "audit-log-" + db.Now().Format("20060102T150405Z") + "." + in.Format,
		Next: func(ctx context.Context) ([]byte, error) {
			if piece := first; len(piece) > 0 {
				first = nil
				return piece, nil
			}
			return out.next(ctx)
		},
	}, nil
}

// described is what the record of an export says of it.
func described(in api.AuditExportIn, last int64) map[string]string {
	details := map[string]string{"format": in.Format, "up_to": strconv.FormatInt(last, 10)}
	put := func(name, value string) {
		if value != "" {
			details[name] = value
		}
	}
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339Nano)
	}
	put("from", at(in.From))
	put("to", at(in.To))
	put("action", in.Action)
	put("resource_type", in.ResourceType)
	if in.UserID != 0 {
		put("user_id", strconv.FormatInt(in.UserID, 10))
	}
	put("success", in.Success)
	put("aws_account_id", in.AWSAccountID)
	put("q", in.Q)
	return details
}

// export is one that is under way.
type export struct {
	log         *Log
	scope       access.Scope
	in          api.AuditListIn
	after, last int64
	write       func([]logRow) ([]byte, error)
}

// next makes the next piece; io.EOF when there is none.
func (e *export) next(ctx context.Context) ([]byte, error) {
	rows, err := e.log.store.between(ctx, e.scope, e.in, e.after, e.last, exportPiece)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, io.EOF
	}
	e.after = rows[len(rows)-1].Seq
	return e.write(rows)
}

func writeNDJSON(rows []logRow) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for i := range rows {
		if err := encoder.Encode(rows[i].record()); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// csvColumns are the columns of the CSV form, named as the fields of a record.
var csvColumns = []string{
	"id", "at", "user_id", "user_email", "action", "resource_type", "resource_id", "success", "error_message",
	"ip_address", "user_agent", "request_id", "aws_account_id", "aws_region", "details",
}

func writeCSV(rows []logRow) ([]byte, error) {
	lines := make([][]string, len(rows))
	for i := range rows {
		r := &rows[i]
		user := ""
		if r.UserID != nil {
			user = strconv.FormatInt(*r.UserID, 10)
		}
		lines[i] = []string{
			strconv.FormatInt(r.Seq, 10), r.At.UTC().Format(time.RFC3339Nano), user, r.UserEmail, r.Action, r.ResourceType, r.ResourceID,
			strconv.FormatBool(r.Success), r.ErrorMessage, r.IPAddress, r.UserAgent, r.RequestID, r.AWSAccountID, r.AWSRegion, r.Details,
		}
	}
	return CSV(lines)
}

// CSV writes lines for spreadsheets, which take no cell of them for a formula.
func CSV(lines [][]string) ([]byte, error) {
	for _, line := range lines {
		for i := range line {
			line[i] = plainCell(line[i])
		}
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true // RFC 4180
	err := w.WriteAll(lines)
	return out.Bytes(), err
}

// plainCell keeps spreadsheets from taking a text for a formula: labels and user
// agents are written by people, and opened by others ("CSV Injection", OWASP).
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}
