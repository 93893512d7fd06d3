package live

import (
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/server"
)

// Page is what links begin with in the letters of a server WithMail.
const Page = "https://iam.example.com"

// WithMail makes the server send its letters to a mailbox, and so want
// addresses proved.
func WithMail(box *testkit.Mailbox) Settings {
	return func(c *server.Config) {
		c.SMTPURL, c.MailFrom, c.PublicURL = box.URL(), "IAM Copilot <no-reply@example.com>", Page
	}
}
