package testkit

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Letter is a mail that has arrived.
type Letter struct {
	From, To  string // of the envelope
	Header    mail.Header
	Subject   string
	Text      string
	HTML      string
	Raw       string
	Encrypted bool   // it came over TLS
	User      string // who had logged in
}

// linkSecret is the secret in the links of the product's letters.
var linkSecret = regexp.MustCompile(`#token=([A-Za-z0-9_-]{43})`)

// Secret is the secret in the letter's link.
func (l Letter) Secret(t testing.TB) string {
	t.Helper()
	found := linkSecret.FindStringSubmatch(l.Text)
	if found == nil {
		t.Fatalf("the letter %q holds no link:\n%s", l.Subject, l.Text)
	}
	return found[1]
}

// Mailbox is a mail server that speaks SMTP over TCP, and keeps what it gets.
type Mailbox struct {
	Port  int
	Roots *x509.CertPool // of its certificate, when it has one

	mu       sync.Mutex
	arrived  *sync.Cond
	letters  []Letter
	accounts map[string]string
	recipe   func(to string) error
	stored   func(Letter) error
}

// MailboxOptions is how a mail server behaves.
type MailboxOptions struct {
	TLS      bool              // it offers STARTTLS
	Implicit bool              // it speaks TLS from the first byte
	Accounts map[string]string // user → password; with any, mail needs a login
	// Recipient, when it is not nil, is asked about every reader.
	Recipient func(to string) error
	// Data, when it is not nil, is asked about every letter; what it refuses is not kept.
	Data func(Letter) error
}

// NewMailbox starts a mail server on the loopback interface until the test ends.
func NewMailbox(t testing.TB, o MailboxOptions) *Mailbox {
	t.Helper()
	m := &Mailbox{accounts: o.Accounts, recipe: o.Recipient, stored: o.Data}
	m.arrived = sync.NewCond(&m.mu)
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{mailbox: m, conn: c}, nil }))
	server.Domain, server.AllowInsecureAuth, server.ErrorLog = "mail.example.com", true, quietLog{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.Port = listener.Addr().(*net.TCPAddr).Port
	if o.TLS || o.Implicit {
		var certificate tls.Certificate
		certificate, m.Roots = localCertificate(t)
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	}
	if o.Implicit {
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	t.Cleanup(func() {
		_ = server.Close()
		if err := <-ended; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Errorf("the mail server: %v", err)
		}
	})
	return m
}

// URL is the SMTP_URL of a server without TLS or logins.
func (m *Mailbox) URL() string { return fmt.Sprintf("smtp://127.0.0.1:%d?tls=none", m.Port) }

// All is everything that has arrived so far.
func (m *Mailbox) All() []Letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]Letter(nil), m.letters...)
}

// patience is how long a letter may take to arrive.
const patience = 20 * time.Second

// Wait gives the newest letter to a reader whose subject holds a text, and
// waits for it when there is none yet. after is how many such letters are to
// be passed over.
func (m *Mailbox) Wait(t testing.TB, to, subject string, after int) Letter {
	t.Helper()
	deadline := time.Now().Add(patience)
	timer := time.AfterFunc(patience, m.arrived.Broadcast)
	defer timer.Stop()
	m.mu.Lock()
	defer m.mu.Unlock()
	for {
		var fitting []Letter
		for _, l := range m.letters {
			if l.To == to && strings.Contains(l.Subject, subject) {
				fitting = append(fitting, l)
			}
		}
		if len(fitting) > after {
			return fitting[len(fitting)-1]
		}
		if time.Now().After(deadline) {
			t.Fatalf("no letter %q came to %s; there are %d: %s", subject, to, len(m.letters), m.subjects())
		}
		m.arrived.Wait()
	}
}

func (m *Mailbox) subjects() string {
	var all []string
	for _, l := range m.letters {
		all = append(all, l.To+": "+l.Subject)
	}
	return strings.Join(all, "; ")
}

type session struct {
	mailbox  *Mailbox
	conn     *smtp.Conn
	user     string
	from, to string
}

func (s *session) Reset()        { s.from, s.to = "", "" }
func (s *session) Logout() error { return nil }

func (s *session) AuthMechanisms() []string {
	if len(s.mailbox.accounts) == 0 {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if want, known := s.mailbox.accounts[user]; !known || want != password {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if len(s.mailbox.accounts) > 0 && s.user == "" {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if s.mailbox.recipe != nil {
		return s.mailbox.recipe(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	l, err := read(string(raw))
	if err != nil {
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: err.Error()}
	}
	_, l.Encrypted = s.conn.TLSConnectionState()
	l.From, l.To, l.User = s.from, s.to, s.user
	if s.mailbox.stored != nil {
		if err := s.mailbox.stored(l); err != nil {
			return err
		}
	}
	s.mailbox.mu.Lock()
	defer s.mailbox.mu.Unlock()
	s.mailbox.letters = append(s.mailbox.letters, l)
	s.mailbox.arrived.Broadcast()
	return nil
}

// read takes a message apart as a mail program does.
func read(raw string) (Letter, error) {
	message, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		return Letter{}, err
	}
	l := Letter{Header: message.Header, Raw: raw}
	if l.Subject, err = new(mime.WordDecoder).DecodeHeader(message.Header.Get("Subject")); err != nil {
		return Letter{}, err
	}
	kind, parameters, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		return Letter{}, fmt.Errorf("content type %q: %w", kind, err)
	}
	parts := multipart.NewReader(message.Body, parameters["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return l, nil
		}
		if err != nil {
			return Letter{}, err
		}
		content, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			return Letter{}, err
		}
		text := strings.ReplaceAll(string(content), "\r\n", "\n")
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/plain") {
			l.Text = text
		} else {
			l.HTML = text
		}
	}
}

// localCertificate makes a certificate for this machine, signed by itself.
func localCertificate(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, BasicConstraintsValid: true, IsCA: true,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

// quietLog takes what the mail server says of connections that broke off,
// which is what some tests are about.
type quietLog struct{}

func (quietLog) Printf(string, ...any) {}
func (quietLog) Println(...any)        {}
