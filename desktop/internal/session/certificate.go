package session

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"time"
)

// CertificateProblem explains, in sentences that can be shown, why a server's
// certificate was not trusted; false when an error is about something else.
// Nothing was sent to such a server.
func CertificateProblem(server string, err error, now time.Time) (string, bool) {
	var plain tls.RecordHeaderError
	if errors.As(err, &plain) {
		return server + " does not speak TLS there: the address begins with https://, but what answers does not. Check the address and its port.", true
	}
	var certificate *tls.CertificateVerificationError
	if !errors.As(err, &certificate) {
		return "", false
	}
	var leaf *x509.Certificate
	if len(certificate.UnverifiedCertificates) > 0 {
		leaf = certificate.UnverifiedCertificates[0]
	}
	var (
		invalid x509.CertificateInvalidError
		host    x509.HostnameError
		unknown x509.UnknownAuthorityError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return overdue(server, invalid.Cert, now), true
	case errors.As(err, &host):
		return fmt.Sprintf("The certificate of %s is for %s, and not for this address. Use the address that the certificate names, or ask whoever runs the server.",
			server, namesOf(host.Certificate)), true
	case errors.As(err, &unknown):
		return unknownAuthority(server, leaf, certificate.UnverifiedCertificates), true
	}
	return fmt.Sprintf("The certificate of %s is not to be trusted: %v.", server, certificate.Err), true
}

// overdue is about time: the certificate's is over or has not begun, or else
// this computer's clock is wrong.
func overdue(server string, cert *x509.Certificate, now time.Time) string {
	const day = "2 January 2006, 15:04 UTC"
	what := "expired on " + cert.NotAfter.UTC().Format(day)
	if now.Before(cert.NotBefore) {
		what = "is valid only from " + cert.NotBefore.UTC().Format(day)
	}
	return fmt.Sprintf("The certificate of %s %s. This computer's clock says %s: set it if it is wrong; otherwise whoever runs the server has to renew the certificate.",
		server, what, now.UTC().Format(day))
}

// unknownAuthority names the certificate that somebody would have to trust, by
// the fingerprint that they can compare with whoever runs the server.
func unknownAuthority(server string, leaf *x509.Certificate, chain []*x509.Certificate) string {
	if leaf == nil {
		return "The certificate of " + server + " was issued by an authority that this computer does not know."
	}
	top := chain[len(chain)-1]
	sum := sha256.Sum256(top.Raw)
	who := "was issued by “" + top.Issuer.String() + "”, which this computer does not know"
	if top.Subject.String() == top.Issuer.String() {
		who = "comes from “" + top.Subject.String() + "”, which vouches for itself and which this computer does not know"
	}
	return fmt.Sprintf("The certificate of %s %s. If that is your organisation's own authority, add its certificate to those that the system trusts. Its SHA-256 fingerprint is %s; compare it with whoever runs the server. Otherwise somebody may be reading along: sign in nowhere.",
		server, who, fingerprint(sum))
}

func fingerprint(sum [sha256.Size]byte) string {
	pairs := make([]string, len(sum))
	for i, b := range sum {
		pairs[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(pairs, ":")
}

// maxNames bounds how many names of a certificate are listed.
const maxNames = 5

func namesOf(cert *x509.Certificate) string {
	if cert == nil {
		return "another name"
	}
	names := append([]string(nil), cert.DNSNames...)
	for _, ip := range cert.IPAddresses {
		names = append(names, ip.String())
	}
	switch {
	case len(names) == 0:
		return "no name at all"
	case len(names) > maxNames:
		return strings.Join(names[:maxNames], ", ") + " and others"
	}
	return strings.Join(names, ", ")
}
