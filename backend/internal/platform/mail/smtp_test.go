package mail_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

func letter(t *testing.T, to string) mail.Message {
	t.Helper()
	m, err := mail.Letter{
		Subject: "Grüße & more", Paragraphs: []string{"A <b>name</b> & a line that is so long that it has to be wrapped somewhere on its way, or else a server refuses it for its length, as some do."},
		Link: mail.Link{Label: "Go there", URL: "https://iam.example.com/x#token=a-b_c"}, Closing: []string{"The end."},
	}.To(to)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestLetterArrivesAsTextAndHTML(t *testing.T) {
	box := testkit.NewMailbox(t, testkit.MailboxOptions{})
	sender := mail.NewSMTP(mail.Config{Host: "127.0.0.1", Port: box.Port, Encryption: mail.Plain, From: "IAM Copilot <no-reply@example.com>"}, nil)
	if err := sender.Send(t.Context(), letter(t, "p@example.com")); err != nil {
		t.Fatal(err)
	}
	l := box.Wait(t, "p@example.com", "Grüße & more", 0)
	if l.From != "no-reply@example.com" || l.Header.Get("From") != `"IAM Copilot" <no-reply@example.com>` || l.Header.Get("Auto-Submitted") != "auto-generated" ||
		l.Header.Get("Message-Id") == "" || l.Header.Get("Date") == "" {
		t.Errorf("from %s, %+v", l.From, l.Header)
	}
	for _, want := range []string{"A <b>name</b> & a line", "https://iam.example.com/x#token=a-b_c", "The end."} {
		if !strings.Contains(l.Text, want) {
			t.Errorf("the text has no %q:\n%s", want, l.Text)
		}
	}
	for _, want := range []string{"A &lt;b&gt;name&lt;/b&gt; &amp; a line", `href="https://iam.example.com/x#token=a-b_c"`, "The end."} {
		if !strings.Contains(l.HTML, want) {
			t.Errorf("the HTML has no %q:\n%s", want, l.HTML)
		}
	}
}

// What people chose must not become headers, lines or tags of a letter.
func TestTextsOfPeopleStayTexts(t *testing.T) {
	box := testkit.NewMailbox(t, testkit.MailboxOptions{})
	sender := mail.NewSMTP(mail.Config{Host: "127.0.0.1", Port: box.Port, Encryption: mail.Plain, From: "a@example.com"}, nil)
	m, err := mail.Letter{Subject: "Hello\r\nBcc: victim@example.com\r\n\r\nBuy", Paragraphs: []string{mail.OneLine("x\r\n\r\ny\u202ez", 50)}, Link: mail.Link{Label: "l", URL: "javascript:alert(1)"}}.To("p@example.com")
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	l := box.Wait(t, "p@example.com", "", 0)
	if l.Header.Get("Bcc") != "" || l.Subject != "Hello Bcc: victim@example.com Buy" || strings.Contains(l.HTML, `href="javascript:`) || !strings.Contains(l.Text, "x y z") {
		t.Errorf("%+v\n%s\n%s", l.Header, l.Text, l.HTML)
	}
	if got := mail.OneLine(strings.Repeat("ä", 60), 50); len([]rune(got)) != 50 {
		t.Errorf("cut to %d characters", len([]rune(got)))
	}
}

func TestEncryptionAndLogin(t *testing.T) {
	accounts := map[string]string{"me": "secret"}
	starttls := testkit.NewMailbox(t, testkit.MailboxOptions{TLS: true, Accounts: accounts})
	implicit := testkit.NewMailbox(t, testkit.MailboxOptions{Implicit: true, Accounts: accounts})
	bare := testkit.NewMailbox(t, testkit.MailboxOptions{})
	for _, c := range []struct {
		name       string
		box        *testkit.Mailbox
		encryption mail.Encryption
		password   string
		trusted    bool
		arrives    bool
	}{
		{"STARTTLS", starttls, mail.StartTLS, "secret", true, true},
		{"STARTTLS when it is offered", starttls, mail.Opportunistic, "secret", true, true},
		{"TLS from the first byte", implicit, mail.ImplicitTLS, "secret", true, true},
		{"the wrong password", starttls, mail.StartTLS, "wrong", true, false},
		{"no login", starttls, mail.StartTLS, "", true, false},
		{"a certificate that nobody vouches for", starttls, mail.StartTLS, "secret", false, false},
		{"a certificate that nobody vouches for, from the first byte", implicit, mail.ImplicitTLS, "secret", false, false},
		{"a server without STARTTLS that must have it", bare, mail.StartTLS, "", true, false},
		{"a server without STARTTLS that need not", bare, mail.Opportunistic, "", true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := mail.Config{Host: "127.0.0.1", Port: c.box.Port, Encryption: c.encryption, From: "a@example.com"}
			if c.password != "" {
				config.User, config.Password = "me", c.password
			}
			roots := c.box.Roots
			if !c.trusted {
				roots = nil
			}
			before := len(c.box.All())
			err := mail.NewSMTP(config, roots).Send(t.Context(), letter(t, "p@example.com"))
			if (err == nil) != c.arrives || len(c.box.All())-before != map[bool]int{true: 1}[c.arrives] {
				t.Fatalf("sent: %v", err)
			}
			if !c.arrives {
				if strings.Contains(err.Error(), "secret") {
					t.Errorf("the error tells the password: %v", err)
				}
				return
			}
			if l := c.box.All()[before]; c.box != bare && (!l.Encrypted || l.User != "me") {
				t.Errorf("encrypted %t, as %q", l.Encrypted, l.User)
			}
		})
	}
}

func TestOnlyAReaderWhoIsNotThereIsRefusedForGood(t *testing.T) {
	box := testkit.NewMailbox(t, testkit.MailboxOptions{
		Recipient: func(to string) error {
			switch to {
			case "nobody@example.com":
				return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
			case "later@example.com":
				return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted"}
			}
			return nil
		},
		Data: func(l testkit.Letter) error {
			if l.To == "spam@example.com" {
				return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "spam"}
			}
			return nil
		},
	})
	sender := mail.NewSMTP(mail.Config{Host: "127.0.0.1", Port: box.Port, Encryption: mail.Plain, From: "a@example.com"}, nil)
	for to, forGood := range map[string]bool{"nobody@example.com": true, "later@example.com": false, "spam@example.com": false} {
		if err := sender.Send(t.Context(), letter(t, to)); err == nil || errors.Is(err, mail.ErrRefused) != forGood {
			t.Errorf("%s: %v", to, err)
		}
	}
	away := mail.NewSMTP(mail.Config{Host: "127.0.0.1", Port: 1, Encryption: mail.Plain, From: "a@example.com"}, nil)
	if err := away.Send(t.Context(), letter(t, "p@example.com")); err == nil || errors.Is(err, mail.ErrRefused) {
		t.Errorf("a server that is away: %v", err)
	}
}
