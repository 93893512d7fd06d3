package audit

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// append puts rows at the end of the chain. The head's row lock makes writers
// of one workspace queue; those of others do not meet.
//
// Every change of the product waits for this, so it takes as few statements as
// it can: one that locks and reads the head, since the link is computed here
// with a key that the database does not have, and on Postgres one that writes
// the records and the new head.
func (s store) append(ctx context.Context, sc access.Scope, key []byte, rows ...*logRow) error {
	if len(rows) == 0 {
		return nil
	}
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		h := s.db.For(ctx, sc)
		head, err := s.lockHead(ctx, sc, rows[0].WorkspaceID)
		if err != nil {
			return err
		}
		end := *head
		end.Month = max(head.Month, monthOf(db.Now()))
		for _, row := range rows {
			row.Seq, row.Month = end.Seq+1, end.Month
			row.Hash = link(key, end.Hash, row)
			end.Seq, end.Hash = row.Seq, row.Hash
		}
		for piece := range slices.Chunk(rows[:len(rows)-1], appendPiece) {
			text, args := insertion(piece)
			if err := h.Exec(text, args...).Error; err != nil {
				return err
			}
		}
		return s.last(h, rows[len(rows)-1], head.Seq, end)
	})
}

// appendPiece is how many rows one statement writes: SQLite takes 32,766 values
// at most, Postgres 65,535.
const appendPiece = 500

// columns are those of the table, in the order in which values gives them.
const columns = `workspace_id, seq, at, user_id, user_email, action, resource_type, resource_id, success, error_message,
	ip_address, user_agent, request_id, aws_account_id, aws_region, details, hash, month`

func (r *logRow) values() []any {
	return []any{
		r.WorkspaceID, r.Seq, r.At, r.UserID, r.UserEmail, r.Action, r.ResourceType, r.ResourceID, r.Success, r.ErrorMessage,
		r.IPAddress, r.UserAgent, r.RequestID, r.AWSAccountID, r.AWSRegion, r.Details, r.Hash, r.Month,
	}
}

// insertion is the statement that writes rows, and its values.
func insertion(rows []*logRow) (text string, args []any) {
	var places []string
	for _, row := range rows {
		values := row.values()
		places = append(places, "("+strings.Repeat("?, ", len(values)-1)+"?)")
		args = append(args, values...)
	}
	return "insert into audit_logs (" + columns + ") values " + strings.Join(places, ", "), args
}

// last writes the newest row and moves the head from where it was to it.
func (s store) last(h *gorm.DB, row *logRow, from int64, end headRow) error {
	const move = "update audit_heads set seq = ?, hash = ?, month = ? where workspace_id = ? and seq = ?"
	text, args := insertion([]*logRow{row})
	moved := []any{end.Seq, end.Hash, end.Month, row.WorkspaceID, from}
	if s.db.Dialect() == db.Postgres { // a round trip less; SQLite knows no such statement, and has none to save
		return h.Exec("with moved as ("+move+") "+text, append(moved, args...)...).Error
	}
	if err := h.Exec(text, args...).Error; err != nil {
		return err
	}
	return h.Exec(move, moved...).Error
}

// lockHead reads the end of the chain in the running transaction, and keeps it
// from moving on; it makes the chain when there is none.
func (s store) lockHead(ctx context.Context, sc access.Scope, workspace int64) (*headRow, error) {
	lock := func() (*headRow, error) {
		query := s.db.For(ctx, sc)
		if s.db.Dialect() == db.Postgres {
			query = query.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
		}
		var rows []headRow
		err := query.Limit(1).Find(&rows).Error
		if err != nil || len(rows) == 0 {
			return nil, err
		}
		return &rows[0], nil
	}
	head, err := lock()
	if err != nil || head != nil {
		return head, err
	}
	first := headRow{WorkspaceID: workspace, Hash: []byte{}}
	if err := s.db.For(ctx, sc).Clauses(clause.OnConflict{DoNothing: true}).Create(&first).Error; err != nil {
		return nil, err
	}
	head, err = lock()
	if err == nil && head == nil {
		err = gorm.ErrRecordNotFound
	}
	return head, err
}
