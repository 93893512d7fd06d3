package accounts

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Sessions lists where the person is signed in, last used first.
func (s *Service) Sessions(ctx context.Context, sc access.Scope, _ api.None) (api.SessionList, error) {
	rows, err := s.store.liveSessions(ctx, sc, db.Now())
	if err != nil {
		return api.SessionList{}, err
	}
	out := api.SessionList{Items: make([]api.Session, 0, len(rows))}
	for _, r := range rows {
		out.Items = append(out.Items, api.Session{
			ID: r.ID, Device: device(r.UserAgent), UserAgent: r.UserAgent, IPAddress: r.IPAddress, CreatedAt: r.CreatedAt.UTC(),
			LastUsed: r.LastUsed.UTC(), ExpiresAt: r.ExpiresAt.UTC(), Current: r.ID == sc.Actor().SessionID,
		})
	}
	return out, nil
}

// RevokeSession ends one of the person's sessions at once.
func (s *Service) RevokeSession(ctx context.Context, _ access.Scope, in api.ByID) (api.None, error) {
	return api.None{}, s.own(ctx, func(ctx context.Context, own access.Scope) error {
		ended, err := s.store.revoke(ctx, own, "ended by its owner", "id = ?", in.ID)
		if err != nil {
			return err
		}
		if ended == 0 {
			return ErrSession
		}
		return s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.session_revoked", ResourceType: "session", ResourceID: id(in.ID)})
	})
}

// LogoutAll ends every session of the person, this one included.
func (s *Service) LogoutAll(ctx context.Context, sc access.Scope, _ api.None) (api.None, error) {
	s.clearCookie(ctx)
	return api.None{}, s.own(ctx, func(ctx context.Context, own access.Scope) error {
		ended, err := s.store.revoke(ctx, own, "signed out everywhere", "1 = 1")
		if err != nil {
			return err
		}
		if err := s.Tickets.Cancel(ctx, own, sc.Actor().UserID, mfaLogin); err != nil {
			return err // a sign-in that waits for its code
		}
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.logout_all", ResourceType: "user", ResourceID: id(sc.Actor().UserID),
			Details: map[string]string{"sessions_ended": id(ended)},
		})
	})
}
