package audit

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// chainKey is the HMAC key of one workspace's chain.
func (l *Log) chainKey(workspace int64) ([]byte, error) {
	return l.keys.Derive("iamcopilot/audit-chain/v1/"+strconv.FormatInt(workspace, 10), sha256.Size)
}

// link computes the HMAC of a record that follows previous. The bytes are
// canonical: every field preceded by its length, so that no two records have
// the same ones.
func link(key, previous []byte, r *logRow) []byte {
	mac := hmac.New(sha256.New, key)
	put := func(field []byte) {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(field)))
		mac.Write(length[:])
		mac.Write(field)
	}
	number := func(n int64) { put(strconv.AppendInt(nil, n, 10)) }
	put([]byte("iamcopilot/audit/v1"))
	put(previous)
	number(r.WorkspaceID)
	number(r.Seq)
	number(r.At.UnixMicro())
	if r.UserID == nil {
		put(nil)
	} else {
		number(*r.UserID)
	}
	for _, text := range []string{
		r.UserEmail, r.Action, r.ResourceType, r.ResourceID, strconv.FormatBool(r.Success), r.ErrorMessage,
		r.IPAddress, r.UserAgent, r.RequestID, r.AWSAccountID, r.AWSRegion, r.Details,
	} {
		put([]byte(text))
	}
	return mac.Sum(nil)
}

// verifyPiece is how many records are checked at a time.
const verifyPiece = 1000

// Verify walks the workspace's chain from its first record to its head and
// names the first record that does not fit. Where months have been removed it
// begins behind them, with the place in the chain that was sealed then.
func (l *Log) Verify(ctx context.Context, sc access.Scope, _ api.None) (api.AuditVerification, error) {
	return l.verify(ctx, sc, nil)
}

// verifyTries is how often a walk begins anew because a month was removed under
// its feet.
const verifyTries = 3

// verify walks the chain, past a checkpoint when there is one.
func (l *Log) verify(ctx context.Context, sc access.Scope, checkpoint *known) (out api.AuditVerification, err error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return api.AuditVerification{}, err
	}
	for range verifyTries {
		begun, err := l.store.retained(ctx, sc)
		if err != nil {
			return api.AuditVerification{}, err
		}
		if out, err = l.verifyBehind(ctx, sc, workspace, begun, checkpoint); err != nil || out.Valid {
			return out, err
		}
		now, err := l.store.retained(ctx, sc)
		if err != nil {
			return api.AuditVerification{}, err
		}
		if now.LastSeq == begun.LastSeq {
			break
		}
	}
	return out, nil
}

// verifyBehind walks the chain behind what the retention has removed.
func (l *Log) verifyBehind(ctx context.Context, sc access.Scope, workspace int64, begun retentionRow, checkpoint *known) (api.AuditVerification, error) {
	key, err := l.chainKey(workspace)
	if err != nil {
		return api.AuditVerification{}, err
	}
	head, err := l.store.head(ctx, sc)
	if err != nil {
		return api.AuditVerification{}, err
	}
	w := walk{key: key, checkpoint: checkpoint, at: begun.LastSeq, previous: begun.LastHash, out: api.AuditVerification{Valid: true, FirstID: begun.LastSeq + 1}}
	genuine, err := l.sealed(workspace, begun)
	if err != nil {
		return api.AuditVerification{}, err
	}
	if !genuine {
		w.bad(begun.LastSeq, "The note of what was removed up to record %d is not genuine.", begun.LastSeq)
		return w.out, nil
	}
	if w.begin(); !w.out.Valid {
		return w.out, nil
	}
	for w.out.Valid && w.at < head.Seq {
		rows, err := l.store.from(ctx, sc, w.at+1, head.Seq, verifyPiece)
		if err != nil {
			return api.AuditVerification{}, err
		}
		if len(rows) == 0 {
			w.bad(w.at+1, "Record %d and all after it, up to %d, have been removed.", w.at+1, head.Seq)
		}
		w.past(rows)
	}
	if !w.out.Valid {
		return w.out, nil
	}
	if (head.Seq > 0 || begun.LastSeq > 0) && (head.Seq != w.at || !hmac.Equal(w.previous, head.Hash)) {
		w.bad(max(head.Seq, 1), "The head of the chain does not belong to record %d.", w.at)
		return w.out, nil
	}
	extra, err := l.store.from(ctx, sc, head.Seq+1, head.Seq+1, 1)
	if err != nil {
		return api.AuditVerification{}, err
	}
	// A record may have been written since the head was read; its link tells.
	if len(extra) > 0 && !hmac.Equal(link(key, w.previous, &extra[0]), extra[0].Hash) {
		w.bad(extra[0].Seq, "Record %d was added behind the head of the chain.", extra[0].Seq)
		return w.out, nil
	}
	if checkpoint != nil && checkpoint.seq > head.Seq {
		w.bad(head.Seq+1, "The chain ends at record %d, but on %s it held record %d: its end has been cut off.",
			head.Seq, checkpoint.at.UTC().Format(time.RFC3339), checkpoint.seq)
	}
	return w.out, nil
}

// walk is a walk along a chain.
type walk struct {
	key        []byte
	at         int64 // the record that the walk stands at; 0 before the first
	previous   []byte
	checkpoint *known
	out        api.AuditVerification
}

func (w *walk) bad(id int64, format string, args ...any) {
	w.out.Valid, w.out.BadID, w.out.Reason = false, &id, fmt.Sprintf(format, args...)
}

// begin looks whether the walk begins at the checkpoint, or behind it: then its
// record was removed with its month, and nothing can be said of it.
func (w *walk) begin() {
	c := w.checkpoint
	if c == nil || (c.seq > 0 && c.seq < w.at) {
		return
	}
	held := c.seq == 0
	if c.seq == w.at && w.at > 0 {
		if held = hmac.Equal(w.previous, c.hash); !held {
			w.notHeld()
		}
	}
	w.out.HoldsCheckpoint = &held
}

func (w *walk) notHeld() {
	w.bad(w.checkpoint.seq, "Record %d is not the one that stood there on %s: the chain was cut off before it and written anew.",
		w.checkpoint.seq, w.checkpoint.at.UTC().Format(time.RFC3339))
}

// past checks the next records, up to the first that is bad.
func (w *walk) past(rows []logRow) {
	for i := range rows {
		next := w.at + 1
		if rows[i].Seq != next {
			w.bad(next, "Record %d has been removed.", next)
			return
		}
		if !hmac.Equal(link(w.key, w.previous, &rows[i]), rows[i].Hash) {
			w.bad(next, "Record %d has been changed, or does not belong at this place.", next)
			return
		}
		if c := w.checkpoint; c != nil && c.seq == next {
			if !hmac.Equal(rows[i].Hash, c.hash) {
				w.notHeld()
				return
			}
			*w.out.HoldsCheckpoint = true
		}
		w.previous, w.at = rows[i].Hash, next
		w.out.Records++
	}
}

// failureText is what of an error may be kept: the safe sentence of a fault,
// with AWS's code when AWS refused.
func failureText(err error) string {
	if err == nil {
		return ""
	}
	f := fault.Of(err)
	if aws := f.AWS(); aws != nil {
		return aws.Code + ": " + f.Detail()
	}
	if errors.Is(err, context.Canceled) {
		return "The caller went away."
	}
	return f.Detail()
}
