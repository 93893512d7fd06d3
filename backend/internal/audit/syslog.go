package audit

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Of messages ("The Syslog Protocol", RFC 5424).
const (
	priorityOK     = 13*8 + 6 // facility log audit, severity informational
	priorityFailed = 13*8 + 4 // severity warning
	// structured is the name of our structured data. 32473 is the enterprise
	// number that RFC 5612 sets apart; the product has none of its own.
	structured = "iamcopilot@32473"
	mostMsgID  = 32
)

// defaultPorts are those of RFC 5425 (TLS) and RFC 5426 (UDP), and of
// syslog-conn in IANA's list for plain TCP.
var defaultPorts = map[string]string{"tls": "6514", "tcp": "601", "udp": "514"}

// Syslog is a destination that takes each record as a message of RFC 5424, with
// the record as JSON. Over TCP and TLS messages are framed by octet counting, and
// a batch has arrived when the receiver's system has acknowledged every byte;
// syslog itself acknowledges nothing. Over UDP nobody knows.
type Syslog struct {
	scheme, address, host string
	tls                   *tls.Config
	conn                  net.Conn
}

// NewSyslog makes the destination of AUDIT_SYSLOG_URL: tcp://host:port,
// tls://host:port or udp://host:port. It is the operator's setting: no tenant can
// set where the server sends.
func NewSyslog(address string) (*Syslog, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || defaultPorts[u.Scheme] == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return nil, errors.New("setting AUDIT_SYSLOG_URL: it must be tls://host:port, tcp://host:port or udp://host:port")
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return nil, errors.New("setting AUDIT_SYSLOG_URL: the port must be from 1 to 65535")
		}
	}
	host, err := os.Hostname()
	if err != nil {
		host = "-"
	}
	return &Syslog{
		scheme: u.Scheme, address: net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), defaultPorts[u.Scheme])), host: token(host, 255),
		tls: &tls.Config{MinVersion: tls.VersionTLS12, ServerName: u.Hostname()},
	}, nil
}

// Name is syslog.
func (*Syslog) Name() string { return "syslog" }

// Close ends the connection.
func (s *Syslog) Close() error {
	if s.conn == nil {
		return nil
	}
	err := s.conn.Close()
	s.conn = nil
	return err
}

// Send writes a batch and waits until it has arrived.
func (s *Syslog) Send(ctx context.Context, b Batch) error {
	err := s.send(ctx, b)
	if err != nil {
		_ = s.Close() // what was written to it is not known
	}
	return err
}

func (s *Syslog) send(ctx context.Context, b Batch) error {
	if s.conn != nil && s.scheme != "udp" && ended(s.conn) != nil {
		_ = s.Close()
	}
	if s.conn == nil {
		conn, err := s.dial(ctx)
		if err != nil {
			return err
		}
		s.conn = conn
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := s.conn.SetWriteDeadline(deadline); err != nil {
			return err
		}
	}
	var all bytes.Buffer
	for i := range b.Records {
		message, err := s.message(b.WorkspaceID, &b.Records[i])
		if err != nil {
			return err
		}
		if s.scheme == "udp" {
			if _, err := s.conn.Write(message); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(&all, "%d %s", len(message), message) // "Octet Counting", RFC 6587, section 3.4.1
	}
	if s.scheme == "udp" {
		return nil
	}
	if _, err := s.conn.Write(all.Bytes()); err != nil {
		return err
	}
	if err := arrived(ctx, s.conn); err != nil {
		return err
	}
	return ended(s.conn)
}

func (s *Syslog) dial(ctx context.Context) (net.Conn, error) {
	if s.scheme == "tls" {
		return (&tls.Dialer{Config: s.tls}).DialContext(ctx, "tcp", s.address)
	}
	return (&net.Dialer{}).DialContext(ctx, s.scheme, s.address)
}

// ended tells why a connection cannot be used any more; nil when it can. A
// receiver says nothing, so all there is to be read is the end, and TLS's own.
func ended(conn net.Conn) error {
	if err := conn.SetReadDeadline(time.Now().Add(time.Millisecond)); err != nil {
		return err
	}
	var some [64]byte
	for {
		_, err := conn.Read(some[:])
		var slow net.Error
		if errors.As(err, &slow) && slow.Timeout() {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// raw is the connection below TLS.
func raw(conn net.Conn) net.Conn {
	if secured, ok := conn.(*tls.Conn); ok {
		return secured.NetConn()
	}
	return conn
}

// message is a record as RFC 5424 has it.
func (s *Syslog) message(workspace int64, r *api.AuditRecord) ([]byte, error) {
	priority := priorityOK
	if !r.Success {
		priority = priorityFailed
	}
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(struct {
		WorkspaceID int64 `json:"workspace_id"`
		*api.AuditRecord
	}{workspace, r})
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, `<%d>1 %s %s iam-copilot - %s [%s workspace="%d" id="%d" action="%s" user="%s" success="%t"] %s`,
		priority, r.At.UTC().Format("2006-01-02T15:04:05.000000Z"), s.host, token(r.Action, mostMsgID), structured, workspace, r.ID,
		parameter(r.Action), parameter(r.UserEmail), r.Success, ascii(strings.TrimSuffix(text.String(), "\n"))), nil
}

// token is a text as the header of a message takes it: printable ASCII without
// blanks.
func token(s string, most int) string {
	out := strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '_'
		}
		return r
	}, s)
	return cmp.Or(out[:min(len(out), most)], "-")
}

// parameter is the value of a parameter of structured data (RFC 5424, section
// 6.3.3).
func parameter(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, `]`, `\]`, "\n", " ", "\r", " ").Replace(s)
}

// ascii writes JSON in ASCII, so that a message needs no byte order mark, which
// RFC 5424 asks of UTF-8 and receivers stumble over.
func ascii(s string) string {
	var out strings.Builder
	for _, r := range s {
		switch {
		case r < 0x80:
			out.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.String()
}
