// Package audit keeps the record of who did what.
//
// A record is written in the transaction of the change it tells of: no record,
// no change. The records of a workspace form a chain: each carries an HMAC over
// its own bytes and the HMAC of the one before, under a key that is not in the
// database, so that an edited, removed or reordered record is found.
package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Entry is one thing that somebody did or tried to do. Never put a secret
// into it.
type Entry struct {
	Action       string // room.verb, such as vault.credential_added
	ResourceType string
	ResourceID   string
	Failure      error // nil when it worked; only what is safe to show is kept
	AWSAccountID string
	AWSRegion    string
	Details      map[string]string
}

// Deriver makes keys from the server's secret, one per label.
type Deriver interface {
	Derive(label string, n int) ([]byte, error)
}

// Log is the audit log of every workspace.
type Log struct {
	store store
	keys  Deriver
}

// New makes the log on a database, with chain keys from keys.
func New(database *db.DB, keys Deriver) *Log { return &Log{store{database}, keys} }

// Record writes an entry for the scope's workspace. Inside a transaction it
// becomes part of it.
func (l *Log) Record(ctx context.Context, sc access.Scope, e Entry) error {
	workspace, err := sc.Workspace()
	if err != nil {
		return err
	}
	key, err := l.chainKey(workspace)
	if err != nil {
		return err
	}
	row, err := newRow(sc.Actor(), e)
	if err != nil {
		return err
	}
	row.WorkspaceID = workspace
	if err := l.store.append(ctx, sc, key, row); err != nil {
		return fmt.Errorf("audit: recording %s: %w", e.Action, err)
	}
	return nil
}

// List gives the workspace's records that match, newest first.
func (l *Log) List(ctx context.Context, sc access.Scope, in api.AuditListIn) (api.AuditList, error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return api.AuditList{}, err
	}
	rows, err := l.store.list(ctx, sc, in, before, in.Limit+1)
	if err != nil {
		return api.AuditList{}, err
	}
	var out api.AuditList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *logRow) int64 { return r.Seq }, (*logRow).record)
	return out, nil
}

func newRow(a access.Actor, e Entry) (*logRow, error) {
	row := &logRow{
		At: db.Now(), UserEmail: a.Email, Action: e.Action,
		ResourceType: e.ResourceType, ResourceID: clip(e.ResourceID, 2048),
		Success: e.Failure == nil, ErrorMessage: clip(failureText(e.Failure), 1000),
		IPAddress: a.IP, UserAgent: clip(a.UserAgent, 300), RequestID: a.RequestID,
		AWSAccountID: e.AWSAccountID, AWSRegion: e.AWSRegion,
	}
	if a.SignedIn() {
		row.UserID = &a.UserID
	} else if a.System != "" {
		row.UserEmail = "system:" + a.System
	}
	if a.SignedIn() && a.System != "" {
		with := map[string]string{"by": "system:" + a.System}
		maps.Copy(with, e.Details)
		e.Details = with
	}
	if a.Grant != nil && a.Grant.TokenID != 0 {
		with := map[string]string{"access_token_id": strconv.FormatInt(a.Grant.TokenID, 10)}
		maps.Copy(with, e.Details)
		e.Details = with
	}
	if len(e.Details) > 0 {
		details, err := writeJSON(e.Details)
		if err != nil {
			return nil, err
		}
		row.Details = details
	}
	return row, nil
}

// writeJSON writes a value with as few escapes as JSON allows, so that a search
// finds what people typed.
func writeJSON(v any) (string, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return strings.TrimSuffix(out.String(), "\n"), err
}

// clip keeps a text that came from outside within bounds and valid.
func clip(s string, most int) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
	for len(s) > most {
		_, size := utf8.DecodeLastRuneInString(s[:most])
		s = s[:most-size]
	}
	return s
}
