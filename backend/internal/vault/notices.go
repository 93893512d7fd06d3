package vault

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
)

// Keepers are the people who look after a workspace's credentials.
type Keepers interface {
	// KeepersOf gives the e-mail addresses of the owner and the admins of the
	// scope's workspace, and its name.
	KeepersOf(ctx context.Context, sc access.Scope) (addresses []string, workspace string, err error)
}

// noticeRow says that people have been told something of a credential.
type noticeRow struct {
	WorkspaceID  int64
	CredentialID int64     `gorm:"primaryKey;autoIncrement:false"`
	Code         string    `gorm:"primaryKey"`
	About        time.Time `gorm:"primaryKey"`
	SentAt       time.Time
}

func (noticeRow) TableName() string { return "credential_notices" }

// The codes of notices.
const (
	noticeOld  = "key_90_days"
	noticeOver = "over"
)

// before are the times before an end at which people are told of it, the last
// first.
var before = []struct {
	code string
	time time.Duration
}{{noticeOver, 0}, {"ends_1_day", 24 * time.Hour}, {"ends_7_days", 7 * 24 * time.Hour}, {"ends_30_days", 30 * 24 * time.Hour}}

// notice is something to be told of a credential.
type notice struct {
	code  string
	about time.Time // what it hangs on: another end, or another key, is told of anew
	also  []string  // what need not be told after it
}

// notices are what is to be told of a credential at a time. Of several times
// before an end only the last is told.
func notices(r *credentialRow, sign *signInRow, now time.Time) (out []notice) {
	if r.Kind == kindAccessKey && r.KeyPrefix != temporaryPrefix && now.Sub(r.keySince()) >= oldKey {
		out = append(out, notice{code: noticeOld, about: r.keySince()})
	}
	ends := r.endsAt(sign)
	if ends == nil {
		return out
	}
	for i, b := range before {
		if ends.Sub(now) > b.time {
			continue
		}
		n := notice{code: b.code, about: *ends}
		for _, earlier := range before[i+1:] {
			n.also = append(n.also, earlier.code)
		}
		return append(out, n)
	}
	return out
}

// noticePiece is how many credentials are looked at in one go.
const noticePiece = 200

// Tell tells the owner and the admins of a workspace of keys that are old and of
// credentials that are about to end: once of each, also when several servers
// do it at once.
func (s *Service) Tell(ctx context.Context, sc access.Scope, now time.Time) error {
	if !s.outbox.Enabled() {
		return nil
	}
	for after := int64(0); ; {
		rows, err := s.store.list(ctx, sc, after, noticePiece)
		if err != nil || len(rows) == 0 {
			return err
		}
		var ids []int64
		for i := range rows {
			ids = append(ids, rows[i].ID)
		}
		signIns, err := s.store.signIns(ctx, sc, ids)
		if err != nil {
			return err
		}
		for i := range rows {
			for _, n := range notices(&rows[i], signIns[rows[i].ID], now) {
				if err := s.tell(ctx, sc, &rows[i], n, now); err != nil {
					return err
				}
			}
		}
		after = ids[len(ids)-1]
	}
}

// tell asks for the letters of one notice, unless that has been done.
func (s *Service) tell(ctx context.Context, sc access.Scope, row *credentialRow, n notice, now time.Time) error {
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		fresh, err := s.store.note(ctx, sc, row.ID, n.code, n.about, now)
		if err != nil || !fresh {
			return err
		}
		for _, code := range n.also {
			if _, err := s.store.note(ctx, sc, row.ID, code, n.about, now); err != nil {
				return err
			}
		}
		addresses, workspace, err := s.keepers.KeepersOf(ctx, sc)
		if err != nil {
			return err
		}
		data := map[string]string{
			"code": n.code, "about": n.about.UTC().Format(time.RFC3339), "label": row.Label, "workspace": workspace, "kind": row.Kind, "account": row.AWSAccountID,
		}
		for _, to := range addresses {
			if err := s.outbox.Enqueue(ctx, sc, mail.Order{Kind: noticeLetter, To: to, Data: data}); err != nil {
				return err
			}
		}
		return nil
	})
}

// note notes that something is told, and whether it had not been before.
func (s store) note(ctx context.Context, sc access.Scope, credential int64, code string, about, now time.Time) (fresh bool, err error) {
	done := s.db.For(ctx, sc).Clauses(clause.OnConflict{DoNothing: true}).
		Create(&noticeRow{CredentialID: credential, Code: code, About: about.UTC().Truncate(time.Microsecond), SentAt: now})
	return done.RowsAffected == 1, done.Error
}
