package accounts

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// personOf finds or makes the account of whoever signed in with the provider.
//
// An address alone never joins an account. Somebody may have opened it with the
// address of another, to be in it when the owner comes (account pre-hijacking):
// so its owner connects the two while signed in, or, where the setting says so,
// the address has been proved both there and here.
func (s *Service) personOf(ctx context.Context, sc access.Scope, p *provider, who *told) (*userRow, error) {
	row, err := s.personOnce(ctx, sc, p, who)
	if errors.Is(err, errChanged) || errors.Is(err, ErrEmailTaken) {
		row, err = s.personOnce(ctx, sc, p, who) // another browser was faster
	}
	return row, err
}

func (s *Service) personOnce(ctx context.Context, sc access.Scope, p *provider, who *told) (*userRow, error) {
	email, err := p.mayEnter(who)
	if err != nil {
		return nil, err
	}
	known, err := s.store.identity(ctx, sc, p.Issuer, who.Subject)
	if err != nil {
		return nil, err
	}
	if known != nil {
		row, err := s.store.userByID(ctx, sc, known.UserID)
		if err != nil {
			return nil, err
		}
		if !row.IsActive {
			return nil, ErrSSORefused
		}
		return row, s.store.useIdentity(ctx, sc, known.ID, mail.OneLine(who.Email, 254))
	}
	if email == "" {
		return nil, ErrSSOUnverified
	}
	row, err := s.store.userByEmail(ctx, sc, email)
	switch {
	case err != nil:
		return nil, err
	case row != nil && p.JoinVerified && row.IsVerified && row.IsActive:
		_, own, err := s.on(ctx, sc, row.ID)
		if err != nil {
			return nil, err
		}
		return row, s.DB.Tx(ctx, own, func(ctx context.Context) error {
			now, err := s.store.lockUser(ctx, own)
			if err != nil {
				return err
			}
			if now.Email != email || !now.IsVerified || !now.IsActive {
				return errChanged
			}
			return s.join(ctx, own, p, now, who)
		})
	case row != nil:
		return nil, ErrSSOTaken.Saying("There is an account with this e-mail address already. Sign in to it as you did before, then connect %s in your settings.", p.Name)
	case !p.Register:
		return nil, ErrSSONoAccount
	}
	row = newUser(email, "", mail.OneLine(who.Name, 200))
	row.IsVerified = true
	return row, s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		// Whoever asked to register the address with a password is too late.
		if err := s.store.deleteRegistrations(ctx, sc, email); err != nil {
			return err
		}
		ctx, own, err := s.open(ctx, sc, row)
		if err != nil {
			return err
		}
		return s.join(ctx, own, p, row, who)
	})
}

// join makes a provider's account sign in to an account, in the running
// transaction.
func (s *Service) join(ctx context.Context, own access.Scope, p *provider, row *userRow, who *told) error {
	r := identityRow{UserID: row.ID, Issuer: p.Issuer, Subject: who.Subject, Email: mail.OneLine(who.Email, 254), CreatedAt: db.Now()}
	if err := s.store.insertIdentity(ctx, own, &r); err != nil {
		return err
	}
	if err := s.tell(ctx, own, identityAdded, row.Email, map[string]string{"provider": p.Name, "email": r.Email}); err != nil {
		return err
	}
	return s.Audit.Record(ctx, own, audit.Entry{
		Action: "accounts.identity_connected", ResourceType: "identity", ResourceID: id(r.ID), Details: map[string]string{"issuer": r.Issuer, "email": r.Email},
	})
}

// Connect begins to connect a provider's account, for whoever proves to be the
// owner of this one, in this browser.
func (s *Service) Connect(ctx context.Context, sc access.Scope, in api.ConnectIn) (out api.ConnectAt, err error) {
	p, err := s.provider(in.Body.Provider)
	if err != nil {
		return out, err
	}
	if _, err := p.known(ctx); err != nil { // outside of the transaction
		return out, err
	}
	err = s.asOwner(ctx, sc, "accounts.identity_asked", proofOf(in.Body.PasswordRequest), func(ctx context.Context, own access.Scope, row *userRow) error {
		out.URL, err = s.leave(ctx, own, p, ticket.Ticket{Purpose: ssoConnecting, UserID: &row.ID}, beginning{Session: sc.Actor().SessionID})
		return err
	})
	return out, err
}

// connect finishes that. The session that began must still live.
func (s *Service) connect(ctx context.Context, sc access.Scope, p *provider, t *ticket.Ticket, b beginning, who *told) error {
	email, err := p.mayEnter(who)
	if err != nil || email == "" {
		return firstError(err, ErrSSOUnverified)
	}
	_, own, err := s.on(ctx, sc, *t.UserID)
	if err != nil {
		return err
	}
	return s.DB.Tx(ctx, own, func(ctx context.Context) error {
		row, err := s.store.lockUser(ctx, own)
		if err != nil {
			return err
		}
		began, err := s.store.sessionBegan(ctx, own, b.Session)
		if err != nil || began.IsZero() || !row.IsActive {
			return firstError(err, ErrSSOState)
		}
		known, err := s.store.identity(ctx, own, p.Issuer, who.Subject)
		switch {
		case err != nil:
			return err
		case known != nil && known.UserID == row.ID:
			return nil
		case known != nil:
			return ErrSSOElsewhere
		}
		return s.join(ctx, own, p, row, who)
	})
}

// Identities lists the providers' accounts that sign in to the person's.
func (s *Service) Identities(ctx context.Context, sc access.Scope, _ api.None) (api.IdentityList, error) {
	rows, err := s.store.identities(ctx, sc)
	if err != nil {
		return api.IdentityList{}, err
	}
	out := api.IdentityList{Items: make([]api.Identity, 0, len(rows))}
	for i := range rows {
		out.Items = append(out.Items, s.identityView(&rows[i]))
	}
	return out, nil
}

func (s *Service) identityView(r *identityRow) api.Identity {
	out := api.Identity{ID: r.ID, Provider: r.Issuer, Email: r.Email, CreatedAt: r.CreatedAt.UTC()}
	if s.sso != nil && s.sso.Issuer == r.Issuer {
		out.Provider = s.sso.Name
	}
	if r.LastUsedAt != nil {
		at := r.LastUsedAt.UTC()
		out.LastUsedAt = &at
	}
	return out
}

// Disconnect ends that a provider's account signs in, unless nothing else does.
func (s *Service) Disconnect(ctx context.Context, sc access.Scope, in api.DisconnectIn) (api.None, error) {
	return api.None{}, s.asOwner(ctx, sc, "accounts.identity_disconnected", proofOf(in.Body), func(ctx context.Context, own access.Scope, row *userRow) error {
		rows, err := s.store.identities(ctx, own)
		if err != nil {
			return err
		}
		for i := range rows {
			if rows[i].ID != in.ID {
				continue
			}
			if left, err := s.waysIn(ctx, own, row); err != nil || left == 1 {
				return firstError(err, ErrLastWayIn)
			}
			if err := s.store.deleteIdentities(ctx, own, in.ID); err != nil {
				return err
			}
			return s.tell(ctx, own, identityDeleted, row.Email, map[string]string{"provider": s.identityView(&rows[i]).Provider, "email": rows[i].Email})
		}
		return ErrIdentity
	})
}

// identityRow is a provider's account that signs in to one here.
type identityRow struct {
	ID         int64
	UserID     int64
	Issuer     string
	Subject    string
	Email      string
	CreatedAt  time.Time
	LastUsedAt *time.Time
}

func (identityRow) TableName() string { return "identities" }

// identity finds a provider's account; nil when it signs in to none here.
func (s store) identity(ctx context.Context, sc access.Scope, issuer, subject string) (*identityRow, error) {
	var rows []identityRow
	err := s.db.For(ctx, sc).Where("issuer = ? and subject = ?", issuer, subject).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (s store) identities(ctx context.Context, sc access.Scope) ([]identityRow, error) {
	userID, err := sc.User()
	if err != nil {
		return nil, err
	}
	var rows []identityRow
	err = s.db.For(ctx, sc).Where("user_id = ?", userID).Order("id").Find(&rows).Error
	return rows, err
}

// insertIdentity stores one; errChanged when another browser was faster.
func (s store) insertIdentity(ctx context.Context, own access.Scope, r *identityRow) error {
	err := s.db.For(ctx, own).Create(r).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return errChanged
	}
	return err
}

func (s store) useIdentity(ctx context.Context, sc access.Scope, id int64, email string) error {
	return s.db.Single(ctx, sc).Model(&identityRow{}).Where("id = ?", id).Updates(map[string]any{"last_used_at": db.Now(), "email": email}).Error
}

// deleteIdentities forgets one of the scope's person, or all of them when id is 0.
func (s store) deleteIdentities(ctx context.Context, own access.Scope, id int64) error {
	userID, err := own.User()
	if err != nil {
		return err
	}
	q := s.db.For(ctx, own).Where("user_id = ?", userID)
	if id != 0 {
		q = q.Where("id = ?", id)
	}
	return q.Delete(&identityRow{}).Error
}
