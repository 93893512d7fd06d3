package accounts

import (
	"context"
	"maps"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
)

// The kinds of letters. Those with a link share their name with the purpose of
// its ticket.
const (
	registration    = "accounts.registration"
	verifyEmail     = "accounts.verify_email"
	changeEmail     = "accounts.change_email"
	resetPassword   = "accounts.reset_password"
	resend          = "accounts.resend"    // registration or verify_email, whichever fits
	forgotten       = "accounts.forgotten" // reset_password, if there is an account
	emailChanging   = "accounts.email_changing"
	emailChanged    = "accounts.email_changed"
	passwordChanged = "accounts.password_changed"
	mfaChanged      = "accounts.mfa_changed"
	recoveryUsed    = "accounts.recovery_code_used"
	tokenCreated    = "accounts.token_created"
	accountClosed   = "accounts.closed"
	passkeyAdded    = "accounts.passkey_added"
	passkeyDeleted  = "accounts.passkey_deleted"
	passkeyCloned   = "accounts.passkey_cloned"
	identityAdded   = "accounts.identity_added"
	identityDeleted = "accounts.identity_deleted"
)

func (s *Service) handleLetters() {
	for kind, compose := range map[string]mail.Composer{
		registration: s.registrationLetter, verifyEmail: s.verifyLetter, resend: s.resendLetter, changeEmail: s.changeLetter,
		forgotten: s.resetLetter, emailChanging: changingLetter, emailChanged: changedLetter, passwordChanged: passwordLetter,
		mfaChanged: mfaLetter, recoveryUsed: recoveryLetter, tokenCreated: tokenLetter, accountClosed: closedLetter,
		passkeyAdded: passkeyLetter("added to"), passkeyDeleted: passkeyLetter("deleted from"), passkeyCloned: clonedLetter,
		identityAdded: identityLetter("connected to"), identityDeleted: identityLetter("disconnected from"),
	} {
		s.Outbox.Handle(kind, compose)
	}
}

// tell asks for a letter, in the running transaction if there is one. With it
// goes what the audit log wants to know of the request.
func (s *Service) tell(ctx context.Context, sc access.Scope, kind, to string, data map[string]string) error {
	a := sc.Actor()
	all := map[string]string{"ip": a.IP, "user_agent": short(a.UserAgent), "request_id": a.RequestID}
	maps.Copy(all, data)
	return s.Outbox.Enqueue(ctx, sc, mail.Order{Kind: kind, To: to, Data: all})
}

// asker is whoever asked for a letter.
func asker(o mail.Order) access.Actor {
	return access.Actor{IP: o.Data["ip"], UserAgent: o.Data["user_agent"], RequestID: o.Data["request_id"]}
}

// link issues a ticket and writes the address that carries its secret. The
// secret stands in the fragment, which browsers send to nobody.
func (s *Service) link(ctx context.Context, sc access.Scope, page string, t ticket.Ticket, lives time.Duration) (string, error) {
	secret, err := s.Tickets.Issue(ctx, sc, t, lives)
	return s.Page + page + "#token=" + secret, err
}

const notYou = "If you did not ask for this, do nothing: without the link nothing happens."

func (s *Service) registrationLetter(ctx context.Context, o mail.Order) (*mail.Letter, error) {
	sc := s.Guard.Public(asker(o))
	asked, err := strconv.ParseInt(o.Data["registration"], 10, 64)
	if err != nil {
		return nil, err
	}
	user, err := s.store.userByEmail(ctx, sc, o.To)
	if err != nil {
		return nil, err
	}
	if user != nil {
		return &mail.Letter{
			Subject:    "You have an IAM Copilot account already",
			Paragraphs: []string{"Somebody, most likely you, wanted to open an account with this address. There is one already: sign in with it."},
			Link:       mail.Link{Label: "Sign in", URL: s.Page + "/login"},
			Closing:    []string{"If you have forgotten the password, you can reset it there. If it was not you, do nothing."},
		}, nil
	}
	r, err := s.store.registration(ctx, sc, asked)
	if err != nil || r == nil {
		return nil, err
	}
	link, err := s.link(ctx, sc, "/verify-email", ticket.Ticket{Purpose: registration, Subject: id(r.ID), Email: r.Email}, time.Until(r.ExpiresAt))
	if err != nil {
		return nil, err
	}
	return &mail.Letter{
		Subject:    "Open your IAM Copilot account",
		Paragraphs: []string{"Somebody, most likely you, wants to open an IAM Copilot account with this address. Open the link within a day to do so."},
		Link:       mail.Link{Label: "Open the account", URL: link},
		Closing:    []string{notYou},
	}, nil
}

func (s *Service) verifyLetter(ctx context.Context, o mail.Order) (*mail.Letter, error) {
	sc := s.Guard.Public(asker(o))
	user, err := s.store.userByEmail(ctx, sc, o.To)
	if err != nil || user == nil || !user.IsActive || user.IsVerified {
		return nil, err
	}
	link, err := s.link(ctx, sc, "/verify-email", ticket.Ticket{Purpose: verifyEmail, UserID: &user.ID, Email: user.Email}, VerifyTTL)
	if err != nil {
		return nil, err
	}
	return &mail.Letter{
		Subject:    "Verify your e-mail address",
		Paragraphs: []string{"Open the link within a day to verify that this address belongs to your IAM Copilot account."},
		Link:       mail.Link{Label: "Verify the address", URL: link},
		Closing:    []string{"If you have no such account, do nothing."},
	}, nil
}

func (s *Service) resendLetter(ctx context.Context, o mail.Order) (*mail.Letter, error) {
	sc := s.Guard.Public(asker(o))
	if user, err := s.store.userByEmail(ctx, sc, o.To); err != nil || user != nil {
		if err != nil {
			return nil, err
		}
		return s.verifyLetter(ctx, o)
	}
	r, err := s.store.newestRegistration(ctx, sc, o.To, db.Now())
	if err != nil || r == nil {
		return nil, err
	}
	o.Data["registration"] = id(r.ID)
	return s.registrationLetter(ctx, o)
}

func (s *Service) changeLetter(ctx context.Context, o mail.Order) (*mail.Letter, error) {
	sc := s.Guard.Public(asker(o))
	userID, err := strconv.ParseInt(o.Data["user"], 10, 64)
	if err != nil {
		return nil, err
	}
	taken, err := s.store.userByEmail(ctx, sc, o.To)
	switch {
	case err != nil:
		return nil, err
	case taken != nil && taken.ID == userID:
		return nil, nil // it has been changed meanwhile
	case taken != nil:
		return &mail.Letter{
			Subject: "Your address was entered for another account",
			Paragraphs: []string{
				"Somebody wanted to use this address for another IAM Copilot account. It belongs to yours, so nothing was changed.",
			},
		}, nil
	}
	link, err := s.link(ctx, sc, "/verify-email", ticket.Ticket{Purpose: changeEmail, UserID: &userID, Email: o.To}, VerifyTTL)
	if err != nil {
		return nil, err
	}
	return &mail.Letter{
		Subject:    "Confirm your new e-mail address",
		Paragraphs: []string{"Open the link within a day to make this the address of your IAM Copilot account."},
		Link:       mail.Link{Label: "Use this address", URL: link},
		Closing:    []string{notYou},
	}, nil
}

func (s *Service) resetLetter(ctx context.Context, o mail.Order) (*mail.Letter, error) {
	actor := asker(o)
	sc := s.Guard.Public(actor)
	user, err := s.store.userByEmail(ctx, sc, o.To)
	if err != nil || user == nil || !user.IsActive {
		return nil, err
	}
	link, err := s.link(ctx, sc, "/reset-password", ticket.Ticket{Purpose: resetPassword, UserID: &user.ID, Email: user.Email}, ResetTTL)
	if err != nil {
		return nil, err
	}
	if o.Attempt == 1 {
		actor.UserID, actor.Email = user.ID, user.Email
		own, err := s.Guard.Personal(actor, user.PersonalWorkspaceID)
		if err != nil {
			return nil, err
		}
		err = s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.password_reset_requested", ResourceType: "user", ResourceID: id(user.ID)})
		if err != nil {
			return nil, err
		}
	}
	return &mail.Letter{
		Subject: "Reset your IAM Copilot password",
		Paragraphs: []string{
			"Somebody, most likely you, asked to reset the password of your IAM Copilot account" + from(o) + ". Open the link within an hour to choose a new one.",
		},
		Link:    mail.Link{Label: "Choose a new password", URL: link},
		Closing: []string{"If it was not you, do nothing: your password stays as it is."},
	}, nil
}

// from says where a request came from, for the reader to judge.
func from(o mail.Order) string {
	at := " at " + o.At.UTC().Format("15:04 on 2 January 2006") + " (UTC)"
	if o.Data["ip"] == "" {
		return at
	}
	return at + " from the address " + mail.OneLine(o.Data["ip"], 60)
}

const notYouAnyMore = "If it was not you, somebody else can sign in as you: reset your password now, and tell whoever runs this server."

func changingLetter(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject:    "Your e-mail address is about to change",
		Paragraphs: []string{"Somebody with your password asked to change the address of your IAM Copilot account to " + o.Data["to"] + from(o) + ". It changes when the link sent there is opened."},
		Closing:    []string{notYouAnyMore},
	}, nil
}

func changedLetter(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject:    "Your e-mail address has been changed",
		Paragraphs: []string{"Your IAM Copilot account now has the address " + o.Data["to"] + " instead of this one. It was changed" + from(o) + "."},
		Closing:    []string{"If it was not you, tell whoever runs this server at once."},
	}, nil
}

func passwordLetter(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject:    "Your password has been changed",
		Paragraphs: []string{"The password of your IAM Copilot account was changed" + from(o) + ", and other devices were signed out."},
		Closing:    []string{notYouAnyMore},
	}, nil
}

func mfaLetter(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject:    "Two-factor sign-in has been " + o.Data["what"],
		Paragraphs: []string{"Two-factor sign-in of your IAM Copilot account was " + o.Data["what"] + from(o) + "."},
		Closing:    []string{notYouAnyMore},
	}, nil
}

func recoveryLetter(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject:    "A recovery code has been used",
		Paragraphs: []string{"A recovery code of your IAM Copilot account was used" + from(o) + ". Codes left: " + o.Data["left"] + "."},
		Closing:    []string{notYouAnyMore},
	}, nil
}

func tokenLetter(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject:    "A personal access token has been made",
		Paragraphs: []string{"A personal access token called “" + mail.OneLine(o.Data["name"], 100) + "” was made for your IAM Copilot account" + from(o) + "."},
		Closing:    []string{notYouAnyMore},
	}, nil
}

func closedLetter(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject:    "Your account has been closed",
		Paragraphs: []string{"Your IAM Copilot account was closed" + from(o) + ", and the AWS credentials in its personal workspace were deleted."},
		Closing:    []string{"If it was not you, tell whoever runs this server at once."},
	}, nil
}

func passkeyLetter(what string) mail.Composer {
	return func(_ context.Context, o mail.Order) (*mail.Letter, error) {
		return &mail.Letter{
			Subject:    "A passkey has been " + what + " your account",
			Paragraphs: []string{"A passkey called “" + mail.OneLine(o.Data["name"], 100) + "” was " + what + " your IAM Copilot account" + from(o) + "."},
			Closing:    []string{"If it was not you, somebody else can sign in as you: look at the passkeys in your settings, change your password, and tell whoever runs this server."},
		}, nil
	}
}

func clonedLetter(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject: "There seem to be two copies of a passkey of yours",
		Paragraphs: []string{
			"Somebody used the passkey “" + mail.OneLine(o.Data["name"], 100) + "” of your IAM Copilot account" + from(o) + ". It had counted fewer uses than are known here, as a copy of it would have, so it was refused.",
		},
		Closing: []string{"Sign in another way, delete this passkey in your settings, and look at the devices that are signed in. Tell whoever runs this server."},
	}, nil
}

func identityLetter(what string) mail.Composer {
	return func(_ context.Context, o mail.Order) (*mail.Letter, error) {
		provider, email := mail.OneLine(o.Data["provider"], 100), mail.OneLine(o.Data["email"], 254)
		return &mail.Letter{
			Subject:    "A sign-in with " + provider + " has been " + what + " your account",
			Paragraphs: []string{"The " + provider + " account " + email + " was " + what + " your IAM Copilot account" + from(o) + "."},
			Closing:    []string{"If it was not you, somebody else may be able to sign in as you: look at the connections in your settings, change your password, and tell whoever runs this server."},
		}, nil
	}
}
