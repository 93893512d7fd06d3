package vault

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// versionOf changes with whatever changes the keys of a role: an edit, and
// another sign-in.
func versionOf(row *credentialRow, sign *signInRow) string {
	return fmt.Sprint(row.UpdatedAt.UnixMicro(), row.AWSAccountID, row.SSORoleName, sign.Generation)
}

// signIn is the newest sign-in of a credential; nil when there is none.
func (s store) signIn(ctx context.Context, sc access.Scope, credential int64) (*signInRow, error) {
	var rows []signInRow
	err := s.db.For(ctx, sc).Where("credential_id = ?", credential).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// signIns are the newest sign-ins of credentials.
func (s store) signIns(ctx context.Context, sc access.Scope, credentials []int64) (map[int64]*signInRow, error) {
	var rows []signInRow
	err := s.db.For(ctx, sc).Where("credential_id in ?", credentials).Find(&rows).Error
	out := make(map[int64]*signInRow, len(rows))
	for i := range rows {
		out[rows[i].CredentialID] = &rows[i]
	}
	return out, err
}

// putSignIn stores a sign-in in the place of the one before.
func (s store) putSignIn(ctx context.Context, sc access.Scope, r *signInRow) error {
	return s.db.For(ctx, sc).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "credential_id"}}, UpdateAll: true}).Create(r).Error
}

// changeSignIn changes a sign-in, unless another one has been begun since; it
// tells whether it did.
func (s store) changeSignIn(ctx context.Context, sc access.Scope, r *signInRow, columns map[string]any) (bool, error) {
	var changed bool
	err := s.db.Tx(ctx, sc, func(ctx context.Context) error {
		done := s.db.For(ctx, sc).Model(&signInRow{}).Where("credential_id = ? and generation = ?", r.CredentialID, r.Generation).Updates(columns)
		changed = done.RowsAffected == 1
		return done.Error
	})
	return changed, err
}

// claimPoll lets one caller ask AWS, when it is time to.
func (s store) claimPoll(ctx context.Context, sc access.Scope, r *signInRow, now time.Time) (mine bool, err error) {
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		done := s.db.For(ctx, sc).Model(&signInRow{}).
			Where("credential_id = ? and generation = ? and state = ? and next_poll_at <= ?", r.CredentialID, r.Generation, signInPending, now).
			Update("next_poll_at", now.Add(time.Duration(r.PollSeconds)*time.Second))
		mine = done.RowsAffected == 1
		return done.Error
	})
	return mine, err
}

// claimRefresh lets one caller renew the tokens, of all servers.
func (s store) claimRefresh(ctx context.Context, sc access.Scope, r *signInRow, now time.Time) (mine bool, err error) {
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		done := s.db.For(ctx, sc).Model(&signInRow{}).
			Where("credential_id = ? and generation = ? and state = ? and refreshing_until <= ? and access_token_expires_at = ?",
				r.CredentialID, r.Generation, signedIn, now, r.AccessTokenExpiresAt).
			Update("refreshing_until", now.Add(refreshTime))
		mine = done.RowsAffected == 1
		return done.Error
	})
	return mine, err
}
