package accounts

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	// mostTokens is how many good tokens an account has at most.
	mostTokens = 50
	// touchEvery is how exactly the last use of a token is known: a write at
	// every request would cost more than it tells.
	touchEvery = time.Minute
)

// authenticatePersonal tells whose a personal access token is. Everything that
// ends it is looked at every time.
func (s *Service) authenticatePersonal(ctx context.Context, token string) (context.Context, error) {
	refused := access.ErrSignIn.Saying("The personal access token is not valid: it has ended, or was mistyped.")
	if !wellFormed(token) {
		return nil, refused
	}
	actor, now := access.ActorFrom(ctx), db.Now()
	sc := s.Guard.Public(actor)
	row, err := s.store.goodToken(ctx, sc, personalDigest(token), now)
	if err != nil || row == nil {
		return nil, firstError(err, refused)
	}
	u, err := s.store.userByID(ctx, sc, row.UserID)
	if err != nil {
		return nil, err
	}
	if !u.IsActive {
		return nil, refused
	}
	if row.LastUsedAt == nil || now.Sub(*row.LastUsedAt) >= touchEvery {
		if err := s.store.touchToken(ctx, sc, row.ID, now, actor.IP); err != nil {
			s.Log.WarnContext(ctx, "the use of a token cannot be noted", "error", err)
		}
	}
	actor.UserID, actor.Email, actor.MFA, actor.DefaultWorkspace, actor.Grant = u.ID, u.Email, row.MFA, u.DefaultWorkspaceID, row.grant()
	if actor.Grant.Workspace != 0 {
		actor.DefaultWorkspace = actor.Grant.Workspace
	}
	return context.WithValue(access.WithActor(ctx, actor), userKey{}, u), nil
}

// CreateToken makes a personal access token, for whoever has the password: one
// who has stolen an access token must not make a lasting one of it.
func (s *Service) CreateToken(ctx context.Context, sc access.Scope, in api.CreateTokenIn) (api.CreatedToken, error) {
	row := tokenRow{Name: mail.OneLine(in.Body.Name, 100), MFA: sc.Actor().MFA, OnlyWorkspaceID: in.Body.WorkspaceID, CreatedAt: db.Now()}
	row.ExpiresAt = row.CreatedAt.Add(time.Duration(in.Body.ExpiresInDays) * 24 * time.Hour)
	var err error
	if row.Scopes, err = scopesOf(in.Body.Scopes); err != nil {
		return api.CreatedToken{}, err
	}
	user, err := s.proveOwner(ctx, sc, "accounts.token_created", in.Body.CurrentPassword)
	if err != nil {
		return api.CreatedToken{}, err
	}
	row.UserID = user.ID
	if only := in.Body.WorkspaceID; only != nil {
		if _, err := s.Workspaces.MembershipOf(ctx, user.ID, *only); err != nil {
			return api.CreatedToken{}, err
		}
	}
	token, err := newPersonal()
	if err != nil {
		return api.CreatedToken{}, err
	}
	row.Preview, row.Digest = personalPreview(token), personalDigest(token)
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		if _, err := s.stillProved(ctx, own, user); err != nil {
			return err
		}
		there, err := s.store.goodTokens(ctx, own, row.CreatedAt)
		if err != nil {
			return err
		}
		if len(there) >= mostTokens {
			return ErrManyTokens
		}
		if err := s.store.insertToken(ctx, own, &row); err != nil {
			return err
		}
		if err := s.tell(ctx, own, tokenCreated, user.Email, map[string]string{"name": row.Name}); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.token_created", ResourceType: "access_token", ResourceID: id(row.ID),
			Details: map[string]string{"name": row.Name, "scopes": row.Scopes, "expires_at": row.ExpiresAt.Format(time.RFC3339)},
		})
	})
	if err != nil {
		return api.CreatedToken{}, err
	}
	return api.CreatedToken{AccessToken: row.view(), Token: token}, nil
}

// scopesOf checks scopes and writes them as they are stored.
func scopesOf(wanted []string) (string, error) {
	for _, scope := range wanted {
		if !access.Permission(scope).Known() {
			return "", ErrScope.Saying("There is no scope %q.", mail.OneLine(scope, 60)).At("body.scopes", "must be permissions, such as "+string(access.PoliciesUse))
		}
	}
	wanted = slices.Clone(wanted)
	slices.Sort(wanted)
	return strings.Join(slices.Compact(wanted), " "), nil
}

// ListTokens lists the tokens that are good, newest first. There are never more
// than fit one piece.
func (s *Service) ListTokens(ctx context.Context, sc access.Scope, _ api.None) (api.AccessTokenList, error) {
	rows, err := s.store.goodTokens(ctx, sc, db.Now())
	if err != nil {
		return api.AccessTokenList{}, err
	}
	out := api.AccessTokenList{Items: make([]api.AccessToken, 0, len(rows))}
	for i := range rows {
		out.Items = append(out.Items, rows[i].view())
	}
	return out, nil
}

// RevokeToken ends a token: the next request with it is refused.
func (s *Service) RevokeToken(ctx context.Context, _ access.Scope, in api.ByID) (api.None, error) {
	return api.None{}, s.own(ctx, func(ctx context.Context, own access.Scope) error {
		ended, err := s.store.revokeTokens(ctx, own, in.ID)
		if err != nil {
			return err
		}
		if ended == 0 {
			return ErrToken
		}
		return s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.token_revoked", ResourceType: "access_token", ResourceID: id(in.ID)})
	})
}
