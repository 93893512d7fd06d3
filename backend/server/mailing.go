package server

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
)

// checkMail reads SMTP_URL and MAIL_FROM.
func (c *Config) checkMail() error {
	if c.MailFrom != "" {
		if err := mail.CheckFrom(c.MailFrom); err != nil {
			return err
		}
	}
	if c.SMTPURL == "" {
		return nil
	}
	if c.PublicURL == "" {
		// A link must never be made from what a request says the server is called.
		return errors.New("setting SMTP_URL needs PUBLIC_URL too: the address that links in mails begin with")
	}
	_, err := mail.ParseConfig(c.SMTPURL, c.MailFrom)
	return err
}

// sender hands letters to the mail server. Without one, a server that somebody
// runs on their own machine shows them in its log, and any other sends none
// (nil).
func (s *Server) sender() (mail.Sender, error) {
	if s.config.SMTPURL != "" {
		config, err := mail.ParseConfig(s.config.SMTPURL, s.config.MailFrom)
		if err != nil {
			return nil, err
		}
		return mail.NewSMTP(config, nil), nil
	}
	if s.config.local() {
		return mail.Journal{Log: s.log}, nil
	}
	return nil, nil
}

// local tells whether somebody runs the server for themselves: with a database
// in a file, and without an address that others would come by.
func (c *Config) local() bool {
	if !strings.HasPrefix(c.DatabaseURL, "sqlite:") {
		return false
	}
	if c.PublicURL == "" {
		return true
	}
	u, err := url.Parse(c.PublicURL)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || (ip != nil && ip.IsLoopback())
}

// page is the address that links in letters begin with, without a slash.
func (c *Config) page() string {
	return cmp.Or(c.origin(), fmt.Sprintf("http://localhost:%d", c.Port))
}
