package audit

import (
	"context"
	"maps"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// Past is something that an earlier system recorded.
type Past struct {
	At           time.Time
	Action       string
	ResourceType string
	ResourceID   string
	Success      bool
	ErrorMessage string
	IPAddress    string
	UserAgent    string
	AWSAccountID string
	AWSRegion    string
	Details      map[string]string
}

// importedRoom begins the actions of imported records, so that nobody takes them
// for what this system has seen itself.
const importedRoom = "imported."

// Import writes records of an earlier system into the chain, with their times.
// Their actions begin with "imported.", and the chain vouches for them only from
// now on. Inside a transaction they become part of it.
func (l *Log) Import(ctx context.Context, sc access.Scope, past []Past) error {
	workspace, err := sc.Workspace()
	if err != nil {
		return err
	}
	key, err := l.chainKey(workspace)
	if err != nil {
		return err
	}
	rows := make([]*logRow, 0, len(past))
	for _, p := range past {
		row, err := newRow(sc.Actor(), Entry{Action: importedRoom + clip(p.Action, 80), ResourceType: clip(p.ResourceType, 100), ResourceID: p.ResourceID})
		if err != nil {
			return err
		}
		details := map[string]string{"imported_at": row.At.Format(time.RFC3339)}
		maps.Copy(details, p.Details)
		if row.Details, err = writeJSON(details); err != nil {
			return err
		}
		row.WorkspaceID, row.At, row.Success, row.ErrorMessage = workspace, p.At.UTC().Truncate(time.Microsecond), p.Success, clip(p.ErrorMessage, 1000)
		row.IPAddress, row.UserAgent, row.RequestID = clip(p.IPAddress, 64), clip(p.UserAgent, 300), ""
		row.AWSAccountID, row.AWSRegion = clip(p.AWSAccountID, 12), clip(p.AWSRegion, 32)
		row.Details = clip(row.Details, 1<<20)
		rows = append(rows, row)
	}
	return l.store.append(ctx, sc, key, rows...)
}
