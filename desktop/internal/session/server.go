package session

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ParseServer checks the address of a team server and gives its origin. It
// must be https://host or https://host:port; http:// is taken only for this
// very machine, since passwords and tokens would travel in the open. Errors
// are sentences that can be shown.
func ParseServer(raw string) (*url.URL, error) {
	refuse := func(sentence string) (*url.URL, error) { return nil, errors.New(sentence) }
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return refuse("That is not an address. Write it like https://iam.example.com")
	}
	u.Scheme = strings.ToLower(u.Scheme)
	switch {
	case u.Scheme != "https" && u.Scheme != "http":
		return refuse("The address must begin with https://")
	case u.Opaque != "" || u.Hostname() == "" || strings.ContainsAny(u.Hostname(), " \t\r\n\\%"):
		return refuse("The address names no server. Write it like https://iam.example.com")
	case u.User != nil:
		return refuse("The address must not hold a user name or a password")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || (u.Path != "" && u.Path != "/"):
		return refuse("The address must end after the server's name and port, without a path")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return refuse("The address must begin with https://, because passwords would travel unprotected over http://")
	}
	if port := u.Port(); port != "" || strings.HasSuffix(u.Host, ":") {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return refuse("The port in the address must be a number from 1 to 65535")
		}
	}
	return &url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host)}, nil
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// NewTransport gives the way to a server. TLS certificates are always checked.
// Without TLS it connects to this machine only, whatever a name resolves to.
func NewTransport(server *url.URL) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          16,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 90 * time.Second, // a server gives up after 60 seconds by itself
		// Headers of an honest server are small.
		MaxResponseHeaderBytes: 64 << 10,
	}
	if server.Scheme == "http" {
		transport.Proxy = nil
		dialer.Control = loopbackOnly
	}
	transport.DialContext = dialer.DialContext
	return transport
}

func loopbackOnly(_, address string, _ syscall.RawConn) error {
	addr, err := netip.ParseAddrPort(address)
	if err != nil || !addr.Addr().Unmap().IsLoopback() {
		return fmt.Errorf("%s is not this machine, and http:// goes nowhere else", address)
	}
	return nil
}
