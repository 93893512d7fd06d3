package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Sender hands a message over.
type Sender interface {
	// Send gives nil once somebody else is responsible for the message.
	// Trying again cannot help when the error is ErrRefused.
	Send(ctx context.Context, m Message) error
}

// ErrRefused marks a mail server's word that there is no such reader (RFC 5321,
// "Simple Mail Transfer Protocol", section 4.2.1: replies 5yz are permanent).
// What it refuses for other reasons an operator may mend, so it is tried again.
var ErrRefused = errors.New("mail: the mail server refuses the message for good")

// sendTimeout bounds one conversation with a mail server.
const sendTimeout = 30 * time.Second

// SMTP hands messages to a mail server.
type SMTP struct {
	config Config
	roots  *x509.CertPool
}

// NewSMTP makes a sender; roots, which may be nil, replaces the system's
// certificate authorities.
func NewSMTP(c Config, roots *x509.CertPool) *SMTP { return &SMTP{c, roots} }

// Send speaks with the mail server, in a connection of its own.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	message := gomail.NewMsg()
	if err := errors.Join(message.From(s.config.From), message.To(m.To)); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	message.Subject(m.Subject)
	message.SetDate()
	message.SetMessageID()
	// Programs that answer by themselves leave such mail alone ("The
	// Auto-Submitted Header Field", RFC 3834, section 5).
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	message.SetBodyString(gomail.TypeTextPlain, m.Text)
	message.AddAlternativeString(gomail.TypeTextHTML, m.HTML)

	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	client, err := gomail.NewClient(s.config.Host, append(s.options(), gomail.WithDialContextFunc(s.dial(ctx)))...)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("mail: reaching the mail server: %w", err)
	}
	err = client.Send(message)
	_ = client.Close() // the server has taken the message, or said why not
	var refusal *gomail.SendError
	if errors.As(err, &refusal) && refusal.Reason == gomail.ErrSMTPRcptTo && refusal.ErrorCode() >= 500 {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return err
}

// dial connects for one conversation, which the end of ctx breaks off wherever
// it stands: a mail server that does not answer must not hold up a stop.
func (s *SMTP) dial(conversation context.Context) gomail.DialContextFunc {
	return func(ctx context.Context, network, address string) (conn net.Conn, err error) {
		var plain net.Dialer
		if s.config.Encryption == ImplicitTLS {
			conn, err = (&tls.Dialer{NetDialer: &plain, Config: s.tls()}).DialContext(ctx, network, address)
		} else {
			conn, err = plain.DialContext(ctx, network, address)
		}
		if err == nil {
			context.AfterFunc(conversation, func() { _ = conn.Close() })
		}
		return conn, err
	}
}

func (s *SMTP) tls() *tls.Config {
	return &tls.Config{ServerName: s.config.Host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
}

func (s *SMTP) options() []gomail.Option {
	c := s.config
	options := []gomail.Option{
		gomail.WithPort(c.Port), gomail.WithTimeout(sendTimeout / 2), gomail.WithoutNoop(), gomail.WithTLSConfig(s.tls()),
	}
	switch c.Encryption {
	case ImplicitTLS:
		options = append(options, gomail.WithSSL())
	case StartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case Opportunistic:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case Plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if c.User != "" {
		options = append(options, gomail.WithUsername(c.User), gomail.WithPassword(c.Password),
			// PLAIN and LOGIN refuse by themselves where nothing protects the connection.
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin))
	}
	return options
}

// Journal stands in for a mail server where there is none: it writes what a
// letter would ask for into the server's log. Only for a server that one
// person runs for themselves, since whoever reads the log may follow the link.
type Journal struct{ Log *slog.Logger }

// Send writes a line.
func (j Journal) Send(ctx context.Context, m Message) error {
	j.Log.InfoContext(ctx, "mail: no SMTP_URL is set, so this is shown here only", "to", m.To, "subject", m.Subject, "link", m.Link)
	return nil
}
