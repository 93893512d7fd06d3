// Package teams is the room of workspaces and their members.
//
// A workspace has one owner. Who may do what stands in package access; what
// depends on more than the role is decided here, under the workspace's row
// lock and after asking for the role once more, so that of two changes at the
// same time the second one sees the first.
package teams

import (
	"context"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
)

// The faults of the room.
var (
	ErrPersonal   = fault.Declare(fault.Conflict, "teams.personal_workspace", "This is a personal workspace: it stays with its account, and holds one person. Make another workspace for a team.")
	ErrOwner      = fault.Declare(fault.Conflict, "teams.owner_stays", "A workspace has one owner. Hand the workspace over first.")
	ErrMember     = fault.Declare(fault.NotFound, "teams.member_not_found", "There is no such member in this workspace.")
	ErrAlready    = fault.Declare(fault.Conflict, "teams.already_member", "That person is a member of this workspace already.")
	ErrName       = fault.Declare(fault.Invalid, "teams.wrong_name", "The name is not that of the workspace.")
	ErrEmail      = fault.Declare(fault.Invalid, "teams.bad_email", "That is not an e-mail address.")
	ErrOwnMFA     = fault.Declare(fault.Conflict, "teams.own_mfa_first", "Turn on your own two-factor sign-in first, or you would lock yourself out.")
	ErrInvitation = fault.Declare(fault.NotFound, "teams.invitation_not_found", "There is no such open invitation.")
	ErrSpent      = fault.Declare(fault.Invalid, "teams.invitation_spent", "This invitation has been used or taken back, or its time is over. Ask for a new one.")
	ErrAnother    = fault.Declare(fault.Forbidden, "teams.invited_another", "This invitation is for another e-mail address than that of your account.")
	ErrOwns       = fault.Declare(fault.Conflict, "teams.owns_workspaces", "You own workspaces of a team. Hand them over, or delete them, first.")
	ErrTooMany    = fault.Declare(fault.Limited, "teams.too_many", "That is a lot in a short time. Wait a little, then try again.")
)

// InvitationTTL is how long an invitation is good.
const InvitationTTL = 7 * 24 * time.Hour

// The limits of the room, each for one person, so that nobody has letters sent
// to the whole world.
var (
	invitationsPerson = limit.Rule{Name: "invitations_person", Burst: 50, Per: 24 * time.Hour}
	workspacesPerson  = limit.Rule{Name: "workspaces_person", Burst: 20, Per: 24 * time.Hour}
	lettersMailbox    = limit.Rule{Name: "invitations_mailbox", Burst: 5, Per: time.Hour}
)

// Config is what the room needs from outside.
type Config struct {
	DB      *db.DB
	Guard   *access.Guard
	Audit   *audit.Log
	Limiter *limit.Limiter
	Outbox  *mail.Outbox
	Tickets ticket.Store
	Mailed  bool   // letters reach people, so that a link proves who reads a mailbox
	Page    string // what links in letters begin with
	// Prove asks whoever is signed in for their password again, before
	// what a stolen access token must not do.
	Prove func(ctx context.Context, sc access.Scope, action, password string) error
}

// Service is the room's door.
type Service struct {
	Config
	store store
}

// New opens the room.
func New(c Config) *Service {
	s := &Service{c, store{c.DB}}
	s.handleLetters()
	return s
}

// changing runs fn in a transaction in which nobody else changes the workspace
// or its members, for whoever still has the permission by then.
func (s *Service) changing(ctx context.Context, sc access.Scope, p access.Permission, fn func(ctx context.Context, w *workspaceRow) error) error {
	userID, err := sc.User()
	if err != nil {
		return err
	}
	return s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		w, err := s.store.lock(ctx, sc)
		if err != nil {
			return err
		}
		m, err := s.store.member(ctx, sc, userID)
		switch {
		case err != nil:
			return err
		case m == nil:
			return access.ErrNoSuch
		case !access.Role(m.Role).May(p):
			return access.ErrForbidden
		}
		return fn(ctx, w)
	})
}

func (s *Service) record(ctx context.Context, sc access.Scope, action, kind, id string, details map[string]string) error {
	return s.Audit.Record(ctx, sc, audit.Entry{Action: action, ResourceType: kind, ResourceID: id, Details: details})
}
