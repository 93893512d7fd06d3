package teams

import (
	"context"
	"maps"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
)

// The kinds of letters. invitation is also the purpose of its ticket.
const (
	invitation    = "teams.invitation"
	roleLetter    = "teams.role"
	removedLetter = "teams.removed"
)

func (s *Service) handleLetters() {
	s.Outbox.Handle(invitation, s.invitationLetter)
	s.Outbox.Handle(roleLetter, tellRole)
	s.Outbox.Handle(removedLetter, tellRemoved)
}

// tell asks for a letter, in the running transaction.
func (s *Service) tell(ctx context.Context, sc access.Scope, kind, to string, data map[string]string) error {
	all := map[string]string{"actor": sc.Actor().Email}
	maps.Copy(all, data)
	return s.Outbox.Enqueue(ctx, sc, mail.Order{Kind: kind, To: to, Data: all})
}

// quoted is a name that somebody chose, fit for a letter to a stranger.
func quoted(name string) string { return "“" + mail.OneLine(name, 100) + "”" }

func (s *Service) invitationLetter(ctx context.Context, o mail.Order) (*mail.Letter, error) {
	seconds, err := strconv.ParseInt(o.Data["until"], 10, 64)
	if err != nil {
		return nil, err
	}
	until := time.Unix(seconds, 0)
	if !until.After(time.Now()) {
		return nil, nil // it took too long
	}
	link, err := s.link(ctx, s.Guard.Public(access.Actor{System: "mail"}), o.To, o.Data["subject"], until)
	if err != nil {
		return nil, err
	}
	return &mail.Letter{
		Subject: "You are invited to a workspace of IAM Copilot",
		Paragraphs: []string{
			o.Data["by"] + " invites you to the workspace " + quoted(o.Data["workspace"]) + " as " + o.Data["role"] + ".",
			"Open the link before " + until.UTC().Format("2 January 2006") + ", with an account that has this address. If you have none, you can open one there.",
		},
		Link:    mail.Link{Label: "See the invitation", URL: link},
		Closing: []string{"If you do not know who this is, do nothing."},
	}, nil
}

func tellRole(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject:    "Your role in a workspace has changed",
		Paragraphs: []string{o.Data["actor"] + " has made you " + o.Data["role"] + " of the workspace " + quoted(o.Data["workspace"]) + "."},
	}, nil
}

func tellRemoved(_ context.Context, o mail.Order) (*mail.Letter, error) {
	return &mail.Letter{
		Subject:    "You are no longer a member of a workspace",
		Paragraphs: []string{o.Data["actor"] + " has removed you from the workspace " + quoted(o.Data["workspace"]) + "."},
	}, nil
}
