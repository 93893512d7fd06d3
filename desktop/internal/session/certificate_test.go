package session

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// issued makes a certificate, signed by an authority that is made with it.
func issued(t *testing.T, names []string, from, to time.Time) (tls.Certificate, *x509.Certificate) {
	t.Helper()
	make := func(template, parent *x509.Certificate, signer *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if signer == nil {
			signer = key
		}
		raw, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
		if err != nil {
			t.Fatal(err)
		}
		cert, err := x509.ParseCertificate(raw)
		if err != nil {
			t.Fatal(err)
		}
		return cert, key
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Example Root"}, NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(48 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	authority, signer := make(root, root, nil)
	leaf, key := make(&x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "server"}, DNSNames: names, NotBefore: from, NotAfter: to,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, authority, signer)
	return tls.Certificate{Certificate: [][]byte{leaf.Raw, authority.Raw}, PrivateKey: key, Leaf: leaf}, authority
}

// refusal is what a client says of a server with such a certificate.
func refusal(t *testing.T, cert tls.Certificate, trusted *x509.CertPool, name string) error {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	server.StartTLS()
	defer server.Close()
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
		},
	}
	defer transport.CloseIdleConnections()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+name+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := transport.RoundTrip(request)
	if err == nil {
		_ = answer.Body.Close()
		t.Fatal("the certificate was trusted")
	}
	return err
}

func TestCertificateProblem(t *testing.T) {
	now := time.Now()
	const name, server = "iam.example.com", "https://iam.example.com"
	day := 24 * time.Hour
	explain := func(err error) string {
		t.Helper()
		text, is := CertificateProblem(server, err, now)
		if !is || !strings.Contains(text, server) || !strings.HasSuffix(text, ".") {
			t.Errorf("%v is explained as %q, %t", err, text, is)
		}
		return text
	}
	known := func(cert *x509.Certificate) *x509.CertPool {
		pool := x509.NewCertPool()
		pool.AddCert(cert)
		return pool
	}
	wants := func(text string, parts ...string) {
		t.Helper()
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("%q is not in: %s", part, text)
			}
		}
	}

	cert, root := issued(t, []string{name}, now.Add(-day), now.Add(-time.Hour))
	wants(explain(refusal(t, cert, known(root), name)), "expired on "+now.Add(-time.Hour).UTC().Format("2 January 2006"), "clock says")
	cert, root = issued(t, []string{name}, now.Add(time.Hour), now.Add(day))
	wants(explain(refusal(t, cert, known(root), name)), "valid only from", "clock says")
	cert, root = issued(t, []string{"other.example.com", "b.example.com"}, now.Add(-day), now.Add(day))
	wants(explain(refusal(t, cert, known(root), name)), "is for other.example.com, b.example.com", "not for this address")
	cert, root = issued(t, []string{name}, now.Add(-day), now.Add(day))
	sum := sha256.Sum256(root.Raw)
	wants(explain(refusal(t, cert, x509.NewCertPool(), name)), "Example Root", "does not know", fingerprint(sum), fmt.Sprintf("%02X:", sum[0]))

	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Replace(plain.URL, "http:", "https:", 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := (&http.Transport{}).RoundTrip(request)
	if err == nil {
		_ = answer.Body.Close()
		t.Fatal("a server without TLS was taken")
	}
	wants(explain(err), "does not speak TLS")

	if text, is := CertificateProblem(server, errors.New("connection refused"), now); is {
		t.Errorf("something else is explained as %q", text)
	}
}
