package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/desktop/internal/session"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	serverPatience = 10 * time.Second
	// expiring is how long before its end a certificate is warned of.
	expiring = 14 * 24 * time.Hour
	// skewWarning and skewFailure are how far the clock may be off. AWS refuses
	// requests that are 15 minutes off, most services at five ("Troubleshooting
	// signed requests for AWS APIs", IAM User Guide).
	skewWarning = time.Minute
	skewFailure = 5 * time.Minute
)

func (e *examination) server() {
	server, err := online.Named(e.target)
	if err != nil {
		e.warn("server", "iamcopilot login --server https://…", "%v", err)
		return
	}
	ctx, cancel := context.WithTimeout(e.cmd.Context(), serverPatience)
	defer cancel()
	info, err := session.Probe(ctx, server)
	if err != nil {
		hint := "look at the address, the network, and HTTPS_PROXY"
		var certificate *tls.CertificateVerificationError
		if errors.As(err, &certificate) {
			hint = "let the system trust the authority that has signed it, or put a certificate in order"
		}
		e.fail("server", hint, "%v", err)
		return
	}
	e.fine("server", "%s answers, version %s", server, info.Version)
	e.certificate(ctx, server)
	e.clock(ctx, server)
	e.session()
}

// certificate looks when the server's certificate ends; that it is to be
// trusted, the request before has shown.
func (e *examination) certificate(ctx context.Context, server *url.URL) {
	if server.Scheme != "https" {
		e.fine("certificate", "none is needed on this computer")
		return
	}
	port := server.Port()
	if port == "" {
		port = "443"
	}
	conn, err := (&tls.Dialer{Config: &tls.Config{MinVersion: tls.VersionTLS12}}).DialContext(ctx, "tcp", net.JoinHostPort(server.Hostname(), port))
	if err != nil {
		e.warn("certificate", "", "it cannot be looked at without a proxy: %v", err)
		return
	}
	defer func() { _ = conn.Close() }()
	ends := conn.(*tls.Conn).ConnectionState().PeerCertificates[0].NotAfter //nolint:forcetypeassert // a tls.Dialer makes no other
	if time.Until(ends) < expiring {
		e.warn("certificate", "tell whoever runs the server", "it ends on %s", ends.Format(time.DateOnly))
		return
	}
	e.fine("certificate", "good until %s", ends.Format(time.DateOnly))
}

// clock compares the clock with the server's.
func (e *examination) clock(ctx context.Context, server *url.URL) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.String()+api.Base+"/info", nil)
	if err != nil {
		return
	}
	transport := session.NewTransport(server)
	defer transport.CloseIdleConnections()
	before := time.Now()
	answer, err := transport.RoundTrip(request)
	if err != nil {
		e.warn("clock", "", "the server's cannot be read: %v", err)
		return
	}
	_ = answer.Body.Close()
	e.judgeClock(answer.Header.Get("Date"), before.Add(time.Since(before)/2))
}

// judgeClock says how far a clock is from what a server says, which is to the
// second.
func (e *examination) judgeClock(date string, here time.Time) {
	const hint = "set the clock, best by a time server: AWS refuses what is signed at another time"
	there, err := http.ParseTime(date)
	if err != nil {
		e.warn("clock", "", "the server does not tell the time")
		return
	}
	switch off := here.Sub(there).Round(time.Second).Abs(); {
	case off >= skewFailure:
		e.fail("clock", hint, "it is %s off the server's", off)
	case off >= skewWarning:
		e.warn("clock", hint, "it is %s off the server's", off)
	default:
		e.fine("clock", "as the server's")
	}
}

func (e *examination) session() {
	c, err := online.Connect(e.cmd, e.target)
	if err != nil {
		e.fail("session", "", "%v", err)
		return
	}
	defer c.Close()
	if !c.SignedIn() {
		e.warn("session", "iamcopilot login", "nobody is signed in to %s", c.Server())
		return
	}
	me, err := c.Client.Accounts.Me(e.cmd.Context())
	if err != nil {
		e.fail("session", "iamcopilot login", "%v", c.Explain(err))
		return
	}
	by := ""
	if c.ByToken() {
		by = ", by the token in " + online.TokenVariable
	}
	e.fine("session", "%s%s", me.Email, by)
}
