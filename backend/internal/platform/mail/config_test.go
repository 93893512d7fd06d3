package mail_test

import (
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
)

func TestParseConfig(t *testing.T) {
	for address, want := range map[string]mail.Config{
		"smtp://mail.example.com":                        {Host: "mail.example.com", Port: 587, Encryption: mail.StartTLS},
		"smtps://mail.example.com":                       {Host: "mail.example.com", Port: 465, Encryption: mail.ImplicitTLS},
		"smtp://me:p%40ss@mail.example.com:2525":         {Host: "mail.example.com", Port: 2525, User: "me", Password: "p@ss", Encryption: mail.StartTLS},
		"smtp://relay:25?tls=opportunistic":              {Host: "relay", Port: 25, Encryption: mail.Opportunistic},
		"smtp://me:secret@127.0.0.1:1025?tls=none":       {Host: "127.0.0.1", Port: 1025, User: "me", Password: "secret", Encryption: mail.Plain},
		"smtp://me:secret@mail.example.com?tls=starttls": {Host: "mail.example.com", Port: 587, User: "me", Password: "secret", Encryption: mail.StartTLS},
	} {
		want.From = "IAM Copilot <no-reply@example.com>"
		if got, err := mail.ParseConfig(address, want.From); err != nil || got != want {
			t.Errorf("%s: %+v, %v", address, got, err)
		}
	}
	if c, err := mail.ParseConfig("smtps://me%40example.com:x@mail.example.com", ""); err != nil || c.From != "me@example.com" {
		t.Errorf("the login as sender: %+v, %v", c, err)
	}
}

func TestWrongConfigIsNamedAndTellsNoPassword(t *testing.T) {
	for _, address := range []string{
		"", "nonsense", "http://hunter2@mail.example.com", "smtp://", "smtp://me:hunter2@host:port", "smtp://me:hunter2@host:99999",
		"smtp://me:hunter2@mail.example.com:25?tls=none", "smtp://me:hunter2@mail.example.com:25?tls=opportunistic",
		"smtp://me:hunter2@mail.example.com?tls=perhaps", "smtps://me:hunter2@mail.example.com?tls=none", "smtp://me:hunter2@mail.example.com?insecure=1",
		"smtp://me:hunter2@mail.example.com/path",
	} {
		_, err := mail.ParseConfig(address, "a@example.com")
		if err == nil || !strings.Contains(err.Error(), "SMTP_URL") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, from := range []string{"", "nobody", "a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com"} {
		if _, err := mail.ParseConfig("smtps://mail.example.com", from); err == nil || !strings.Contains(err.Error(), "MAIL_FROM") {
			t.Errorf("from %q: %v", from, err)
		}
	}
}
