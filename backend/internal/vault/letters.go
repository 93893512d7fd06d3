package vault

import (
	"context"
	"fmt"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
)

// noticeLetter is the kind of letters about old and ending credentials.
const noticeLetter = "vault.notice"

func (s *Service) handleLetters() {
	if s.outbox != nil {
		s.outbox.Handle(noticeLetter, s.noticeLetter)
	}
}

func (s *Service) noticeLetter(_ context.Context, o mail.Order) (*mail.Letter, error) {
	about, err := time.Parse(time.RFC3339, o.Data["about"])
	if err != nil {
		return nil, fmt.Errorf("vault: reading a notice: %w", err)
	}
	const day = "2 January 2006"
	name := "“" + mail.OneLine(o.Data["label"], 100) + "”"
	where := "the workspace “" + mail.OneLine(o.Data["workspace"], 100) + "”"
	if account := o.Data["account"]; account != "" {
		where += ", AWS account " + account
	}
	letter := &mail.Letter{Link: mail.Link{Label: "See the AWS credentials", URL: s.page + "/settings?tab=credentials"}}
	what := "The session token of"
	todo := "Store fresh temporary keys before that, or whatever uses the credential stops."
	if o.Data["kind"] == kindIdentityCenter {
		what, todo = "The sign-in to IAM Identity Center of", "Somebody has to sign in again before that, or whatever uses the credential stops."
	}
	switch o.Data["code"] {
	case noticeOld:
		letter.Subject = "An AWS access key is 90 days old"
		letter.Paragraphs = []string{
			"The access key of the credential " + name + " in " + where + " is from " + about.UTC().Format(day) + ".",
			"Rotate it: a new key is made and verified, and takes the place of the old one, without a gap.",
		}
	case noticeOver:
		letter.Subject = "An AWS credential has ended"
		letter.Paragraphs = []string{
			what + " the credential " + name + " in " + where + " ended on " + about.UTC().Format(day) + ".",
			"Nothing can be done with it until it is renewed.",
		}
	default:
		letter.Subject = "An AWS credential ends soon"
		letter.Paragraphs = []string{
			what + " the credential " + name + " in " + where + " ends on " + about.UTC().Format(day+" 15:04 MST") + ".",
			todo,
		}
	}
	letter.Closing = []string{"The owner and the admins of the workspace are told once of each."}
	return letter, nil
}
