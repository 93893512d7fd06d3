package accounts

import (
	"context"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Register opens an account with a personal workspace. Where addresses are
// proved first, it only notes what was asked for and sends a letter: it does
// and answers the same whether or not the address has an account.
func (s *Service) Register(ctx context.Context, sc access.Scope, in api.RegisterIn) (api.Registered, error) {
	email, err := normalEmail(in.Body.Email)
	if err != nil {
		return api.Registered{}, err
	}
	proved, err := s.mayRegister(ctx, sc, email, in.Body.Invitation)
	if err != nil {
		return api.Registered{}, err
	}
	if err := checkPassword("body.password", in.Body.Password, email, in.Body.FullName); err != nil {
		return api.Registered{}, err
	}
	rule := limit.Rule{Name: "register_address", Burst: s.PerHour, Per: time.Hour}
	if wait := s.Limiter.Take(ctx, rule, sc.Actor().IP); wait > 0 {
		s.Metrics.Limited(rule.Name)
		return api.Registered{}, ErrTooMany.Saying("Many accounts have been opened from your network. Wait a little, then try again.").After(wait)
	}
	hashed, err := s.hasher.hash(ctx, in.Body.Password)
	if err != nil {
		return api.Registered{}, err
	}
	if s.Verify && !proved {
		return s.askForProof(ctx, sc, registrationRow{Email: email, HashedPassword: hashed, FullName: in.Body.FullName})
	}
	row := newUser(email, hashed, in.Body.FullName)
	row.IsVerified = proved
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		ctx, own, err := s.open(ctx, sc, row)
		if err != nil || proved {
			return err
		}
		return s.tell(ctx, own, verifyEmail, email, nil)
	})
	if err != nil {
		return api.Registered{}, err
	}
	if in.Body.Invitation != "" {
		actor := sc.Actor()
		actor.UserID, actor.Email = row.ID, row.Email
		// The account is open. Should this fail, its owner accepts the
		// invitation after signing in.
		if err := s.Workspaces.AcceptNew(ctx, actor, in.Body.Invitation); err != nil {
			s.Log.WarnContext(ctx, "a new account could not join the workspace it was invited to", "error", err, "request_id", actor.RequestID)
		}
	}
	return api.Registered{User: row.user()}, nil
}

// mayRegister tells whether an account may be opened with the address, and
// whether an invitation has proved that its owner asks.
func (s *Service) mayRegister(ctx context.Context, sc access.Scope, email, invitation string) (proved bool, err error) {
	switch {
	case !s.Open && !s.Invited, !s.Open && invitation == "":
		return false, ErrClosed
	case invitation == "":
		return false, nil
	}
	invited, proved, err := s.Workspaces.Invited(ctx, sc, invitation)
	if err != nil {
		return false, err
	}
	if invited != email {
		return false, ErrInvitedElse.At("body.email", "is not the address that was invited")
	}
	return proved, nil
}

// askForProof notes a registration and asks for the letter whose link opens
// the account.
func (s *Service) askForProof(ctx context.Context, sc access.Scope, r registrationRow) (api.Registered, error) {
	r.CreatedAt = db.Now()
	r.ExpiresAt = r.CreatedAt.Add(VerifyTTL)
	if s.mailboxHasRoom(ctx, r.Email) {
		err := s.DB.Tx(ctx, sc, func(ctx context.Context) error {
			if err := s.store.insertRegistration(ctx, sc, &r); err != nil {
				return err
			}
			return s.tell(ctx, sc, registration, r.Email, map[string]string{"registration": id(r.ID)})
		})
		if err != nil {
			return api.Registered{}, err
		}
	}
	return api.Registered{
		User:                 api.User{Email: r.Email, FullName: r.FullName, CreatedAt: r.CreatedAt},
		VerificationRequired: true,
	}, nil
}

func newUser(email, hashed, fullName string) *userRow {
	now := db.Now()
	return &userRow{Email: email, HashedPassword: hashed, FullName: fullName, IsActive: true, CreatedAt: now, UpdatedAt: now}
}

// open makes an account with its personal workspace, in the running
// transaction, and gives the context and the scope of that workspace, in which
// the transaction goes on.
func (s *Service) open(ctx context.Context, sc access.Scope, row *userRow) (context.Context, access.Scope, error) {
	fail := func(err error) (context.Context, access.Scope, error) { return nil, access.Scope{}, err }
	if err := s.store.insertUser(ctx, sc, row); err != nil {
		return fail(err)
	}
	actor := sc.Actor()
	actor.UserID, actor.Email = row.ID, row.Email
	workspace, err := s.Workspaces.CreatePersonal(ctx, sc, row.ID, personalName(*row))
	if err != nil {
		return fail(err)
	}
	row.PersonalWorkspaceID, row.DefaultWorkspaceID = workspace, workspace
	own, err := s.Guard.Personal(actor, workspace)
	if err != nil {
		return fail(err)
	}
	if ctx, err = s.DB.Adopt(ctx, own); err != nil {
		return fail(err)
	}
	err = s.store.updateUser(ctx, own, map[string]any{"personal_workspace_id": workspace, "default_workspace_id": workspace})
	if err != nil {
		return fail(err)
	}
	err = s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.registered", ResourceType: "user", ResourceID: id(row.ID)})
	if err != nil {
		return fail(err)
	}
	return ctx, own, nil
}
