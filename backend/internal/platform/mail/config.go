// Package mail writes letters to people and sees to it that they arrive.
//
// A letter is asked for in the transaction of what it tells of, as one row of
// the outbox; workers compose and send it afterwards. So no letter is lost or
// sent for something that did not happen, and no request ever waits for a mail
// server. A letter with a link is composed when it is sent: the secret in the
// link is made then, and is nowhere in the database.
package mail

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
)

// Encryption is how a connection to the mail server is protected.
type Encryption string

// The ways of protecting a connection. RFC 8314 ("Cleartext Considered
// Obsolete") names the first two.
const (
	ImplicitTLS   Encryption = "implicit"      // TLS from the first byte
	StartTLS      Encryption = "starttls"      // STARTTLS, or no mail at all
	Opportunistic Encryption = "opportunistic" // STARTTLS when the server offers it
	Plain         Encryption = "none"
)

// Config says where and how mail is handed over.
type Config struct {
	Host       string
	Port       int
	User       string // empty: the server asks for no login
	Password   string
	Encryption Encryption
	From       string // such as IAM Copilot <no-reply@example.com>
}

// ParseConfig reads SMTP_URL and MAIL_FROM.
//
//	smtps://user:password@mail.example.com        TLS, port 465
//	smtp://user:password@mail.example.com:587     STARTTLS, which must be there
//	smtp://relay:25?tls=opportunistic             STARTTLS if it is offered
//	smtp://localhost:1025?tls=none                no protection
//
// A password is never sent without TLS, save to this very machine. from may be
// empty when the user is an address. No error repeats the address, which may
// hold the password.
func ParseConfig(smtpURL, from string) (Config, error) {
	u, err := url.Parse(smtpURL)
	if err != nil || u.Hostname() == "" || (u.Path != "" && u.Path != "/") || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return Config{}, errors.New("setting SMTP_URL: it must be smtp://[user:password@]host[:port] or smtps://…")
	}
	c := Config{Host: u.Hostname(), Port: 587, User: u.User.Username(), Encryption: StartTLS, From: from}
	c.Password, _ = u.User.Password()
	if u.Scheme == "smtps" {
		c.Port, c.Encryption = 465, ImplicitTLS
	}
	if port := u.Port(); port != "" {
		if c.Port, err = strconv.Atoi(port); err != nil || c.Port < 1 || c.Port > 65535 {
			return Config{}, errors.New("setting SMTP_URL: the port must be a number from 1 to 65535")
		}
	}
	if err := c.protect(u); err != nil {
		return Config{}, err
	}
	if c.From == "" {
		c.From = c.User
	}
	if _, err := mail.ParseAddress(c.From); err != nil {
		if from == "" {
			return Config{}, errors.New("setting MAIL_FROM is missing: the address that mail comes from, such as IAM Copilot <no-reply@example.com>")
		}
		return Config{}, CheckFrom(from)
	}
	return c, nil
}

// protect reads the parameter tls.
func (c *Config) protect(u *url.URL) error {
	for name := range u.Query() {
		if name != "tls" {
			return fmt.Errorf("setting SMTP_URL: it knows no parameter %q, only tls", name)
		}
	}
	switch wanted := Encryption(u.Query().Get("tls")); {
	case wanted == "":
		return nil
	case u.Scheme == "smtps":
		return errors.New("setting SMTP_URL: smtps:// takes no parameter tls: it is protected from the first byte")
	case wanted == StartTLS, wanted == Opportunistic, wanted == Plain:
		c.Encryption = wanted
	default:
		return errors.New("setting SMTP_URL: tls must be starttls, opportunistic or none")
	}
	if c.Password != "" && c.Encryption != StartTLS && !loopback(c.Host) {
		return errors.New("setting SMTP_URL: a password is not sent without TLS: leave the parameter tls out")
	}
	return nil
}

// CheckFrom refuses a MAIL_FROM that is not one address, with or without a name.
func CheckFrom(from string) error {
	if _, err := mail.ParseAddress(from); err != nil {
		return fmt.Errorf("setting MAIL_FROM=%q: must be one address, such as IAM Copilot <no-reply@example.com>", from)
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}
