package audit

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// ErrNotKept is given when a month is not removed because the chain of a
// workspace does not fit: what is wrong must stay to be looked at.
var ErrNotKept = errors.New("audit: the chain is broken, so nothing is removed")

// Retention removes whole months of records, for every workspace at once, when
// they are old enough. Where each chain goes on from is sealed first, so that
// what is left can still be verified, and nothing is removed that was not
// verified just before.
type Retention struct {
	Log        *Log
	Guard      *access.Guard
	Months     int                                                                    // whole months that stay, besides the present one; 0: all
	Now        func() time.Time                                                       // the clock
	Workspaces func(ctx context.Context) ([]int64, error)                             // those that there are
	Sent       func(ctx context.Context, workspace, seq int64) (sent bool, err error) // nil: nothing is forwarded
	Journal    *slog.Logger
	Removed    func(records int64) // counts
}

// Prepare makes room for the months to come.
func (r *Retention) Prepare(ctx context.Context) error {
	if err := r.Log.store.prepareMonths(ctx, r.keeper(), r.Now()); err != nil {
		return fmt.Errorf("audit: making room for the months to come: %w", err)
	}
	return nil
}

func (r *Retention) keeper() access.Scope {
	return r.Guard.Public(access.Actor{System: "audit-retention"})
}

// Run makes room for the months to come, then removes what is too old. Several
// servers may do it at once.
func (r *Retention) Run(ctx context.Context) error {
	if err := r.Prepare(ctx); err != nil {
		return err
	}
	keeper := r.keeper()
	if r.Months < 1 {
		return nil
	}
	limit := addMonths(monthOf(r.Now()), -r.Months)
	for {
		month, err := r.Log.store.oldestMonth(ctx, keeper, limit)
		if err != nil || month == 0 {
			return err
		}
		done, err := r.remove(ctx, keeper, month)
		if err != nil {
			return fmt.Errorf("audit: month %d: %w", month, err)
		}
		if !done {
			return nil
		}
	}
}

// remove seals and removes one month; it tells false when the month has to wait.
func (r *Retention) remove(ctx context.Context, keeper access.Scope, month int) (done bool, err error) {
	ends, err := r.Log.store.ends(ctx, keeper, month)
	if err != nil {
		return false, err
	}
	ids, err := r.Workspaces(ctx)
	if err != nil {
		return false, err
	}
	there := make(map[int64]bool, len(ids))
	for _, id := range ids {
		there[id] = true
	}
	var records int64
	for _, end := range ends {
		records += end.Records
		if r.Sent != nil {
			sent, err := r.Sent(ctx, end.WorkspaceID, end.LastSeq)
			if err != nil {
				return false, err
			}
			if !sent {
				r.Journal.WarnContext(ctx, "a month of the audit log waits to be forwarded before it can be removed", "month", month, "workspace", end.WorkspaceID)
				return false, nil
			}
		}
		if err := r.Log.sealMonth(ctx, r.Guard.System("audit-retention", end.WorkspaceID), month, end, there[end.WorkspaceID]); err != nil {
			return false, fmt.Errorf("workspace %d: %w", end.WorkspaceID, err)
		}
	}
	if err := r.Log.store.dropMonth(ctx, keeper, month); err != nil {
		return false, err
	}
	r.Journal.InfoContext(ctx, "a month of the audit log was removed", "month", month, "records", records, "workspaces", len(ends))
	if r.Removed != nil {
		r.Removed(records)
	}
	return true, nil
}

// sealMonth verifies a workspace's chain up to the end of a month, seals that
// place, and makes sure that nothing is written into the month any more.
func (l *Log) sealMonth(ctx context.Context, sc access.Scope, month int, end monthEnd, record bool) error {
	workspace, err := sc.Workspace()
	if err != nil {
		return err
	}
	key, err := l.chainKey(workspace)
	if err != nil {
		return err
	}
	begun, err := l.store.retained(ctx, sc)
	if err != nil {
		return err
	}
	if genuine, err := l.sealed(workspace, begun); err != nil || !genuine {
		return errors.Join(fmt.Errorf("%w: the note of what was removed up to record %d is not genuine", ErrNotKept, begun.LastSeq), err)
	}
	if begun.LastSeq >= end.LastSeq {
		return nil // sealed before; the removal was broken off
	}
	w := walk{key: key, at: begun.LastSeq, previous: begun.LastHash}
	w.out.Valid = true
	for w.out.Valid && w.at < end.LastSeq {
		rows, err := l.store.from(ctx, sc, w.at+1, end.LastSeq, verifyPiece)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			w.bad(w.at+1, "Record %d has been removed.", w.at+1)
		}
		for i := range rows {
			if rows[i].Month > month {
				w.bad(rows[i].Seq, "Record %d is said to be of a later month than those after it.", rows[i].Seq)
			}
		}
		if w.out.Valid {
			w.past(rows)
		}
	}
	if !w.out.Valid {
		// Another server may have removed the month under the walk's feet.
		if now, err := l.store.retained(ctx, sc); err != nil || now.LastSeq >= end.LastSeq {
			return err
		}
		return fmt.Errorf("%w: %s", ErrNotKept, w.out.Reason)
	}
	row := retentionRow{Month: month, LastSeq: end.LastSeq, LastHash: w.previous, Records: end.LastSeq - begun.LastSeq, SealedAt: db.Now()}
	if row.Seal, err = l.retentionSeal(workspace, row); err != nil {
		return err
	}
	return l.store.db.Tx(ctx, sc, func(ctx context.Context) error {
		first, err := l.store.closeMonth(ctx, sc, workspace, row)
		if err != nil || !first || !record {
			return err
		}
		return l.Record(ctx, sc, Entry{Action: "audit.month_removed", ResourceType: "audit_log", ResourceID: strconv.Itoa(month), Details: map[string]string{
			"records": strconv.FormatInt(row.Records, 10), "last_id": strconv.FormatInt(row.LastSeq, 10),
		}})
	})
}

// retentionSeal is the seal of a note of what was removed.
func (l *Log) retentionSeal(workspace int64, r retentionRow) ([]byte, error) {
	key, err := l.keys.Derive("iamcopilot/audit-retention/v1/"+strconv.FormatInt(workspace, 10), sha256.Size)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, key)
	for _, n := range []int64{workspace, int64(r.Month), r.LastSeq, r.Records, r.SealedAt.UnixMicro(), int64(len(r.LastHash))} {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(n))) //nolint:gosec // as bytes
	}
	mac.Write(r.LastHash)
	return mac.Sum(nil), nil
}

// sealed tells whether a note is genuine; that nothing was removed needs none.
func (l *Log) sealed(workspace int64, r retentionRow) (bool, error) {
	if r.LastSeq == 0 && r.Seal == nil {
		return true, nil
	}
	want, err := l.retentionSeal(workspace, r)
	return hmac.Equal(want, r.Seal), err
}

// monthOf is the month of a time in UTC, as 202611.
func monthOf(t time.Time) int {
	t = t.UTC()
	return t.Year()*100 + int(t.Month())
}

// addMonths goes n months on, or back.
func addMonths(month, n int) int {
	return monthOf(time.Date(month/100, time.Month(month%100+n), 1, 0, 0, 0, 0, time.UTC))
}
