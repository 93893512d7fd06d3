package door

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/desktop/internal/local"
	"github.com/iam-copilot/iam-copilot/desktop/internal/session"
)

// passOn hands a request for the backend's interface on, through the session.
func (d *Door) passOn(w http.ResponseWriter, r *http.Request) {
	now := d.await(r.Context(), keyringPatience, opening, connecting)
	if now.name != ready {
		problem(w, http.StatusServiceUnavailable, "desktop.locked", "The application is not open yet.")
		return
	}
	s := now.connection.session
	out := r.Clone(r.Context())
	target := *s.Server()
	target.Path, target.RawPath, target.RawQuery = r.URL.Path, r.URL.RawPath, r.URL.RawQuery
	out.URL = &target
	out.Header = outgoing(r.Header)
	answer, err := s.RoundTrip(out)
	if err != nil {
		d.refuse(w, s, err)
		return
	}
	defer func() { _ = answer.Body.Close() }()
	incoming(w.Header(), answer.Header)
	w.WriteHeader(answer.StatusCode)
	if err := copyFlushing(w, answer.Body); err != nil {
		d.config.Log.Warn("an answer broke off", "path", r.URL.Path, "error", err)
	}
}

// refuse answers for a backend that did not.
func (d *Door) refuse(w http.ResponseWriter, s *session.Session, err error) {
	certificate, bad := session.CertificateProblem(s.Server().String(), err, time.Now())
	switch {
	case errors.Is(err, context.Canceled):
		// The page has gone; nobody reads this.
		problem(w, http.StatusServiceUnavailable, "desktop.cancelled", "The request was given up.")
	case errors.Is(err, session.ErrTooLarge):
		problem(w, http.StatusRequestEntityTooLarge, "web.too_large", sentence(err))
	case bad:
		problem(w, http.StatusBadGateway, "desktop.bad_certificate", certificate)
	case *s.Server() == *local.Origin():
		d.config.Log.Error("the backend in this application did not answer", "error", err)
		problem(w, http.StatusServiceUnavailable, "desktop.no_answer", sentence(err))
	default:
		d.config.Log.Warn("the server did not answer", "server", s.Server().String(), "error", err)
		problem(w, http.StatusServiceUnavailable, "desktop.no_answer", "No answer from "+s.Server().String()+": "+sentence(err))
	}
}

// notPassedOn are the headers that end here: what says who and where the page
// is, which is not the server's business, and what the transport sets itself.
var notPassedOn = map[string]bool{
	"Accept-Encoding": true, "Authorization": true, "Connection": true, "Content-Length": true, "Cookie": true, "Expect": true,
	"Forwarded": true, "Host": true, "Keep-Alive": true, "Origin": true, "Proxy-Authorization": true, "Proxy-Connection": true,
	"Referer": true, "Te": true, "Trailer": true, "Transfer-Encoding": true, "Upgrade": true, "User-Agent": true, "Via": true,
}

func outgoing(from http.Header) http.Header {
	to := http.Header{}
	for name, values := range from {
		if notPassedOn[name] || strings.HasPrefix(name, "X-Forwarded-") || strings.HasPrefix(name, "Sec-") {
			continue
		}
		to[name] = append([]string(nil), values...)
	}
	return to
}

// passedIn are the headers of a server's answer that the page gets. The
// window's own headers stand; a server cannot loosen them.
var passedIn = []string{
	"Cache-Control", "Content-Disposition", "Content-Language", "Content-Type", "Deprecation", "Etag", "Last-Modified", "Link",
	"Retry-After", "Sunset", "X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset", "X-Request-Id",
}

func incoming(to, from http.Header) {
	for _, name := range passedIn {
		if values := from.Values(name); len(values) > 0 {
			to[name] = append([]string(nil), values...)
		}
	}
	if to.Get("Cache-Control") == "" {
		to.Set("Cache-Control", "no-store")
	}
}

// copyFlushing passes an answer on as it arrives, for those that stream.
func copyFlushing(w http.ResponseWriter, from io.Reader) error {
	flusher, _ := w.(http.Flusher)
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 {
			if _, err := w.Write(buffer[:n]); err != nil {
				return err
			}
			if flusher != nil {
				flusher.Flush()
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// sentence makes an error's text one that can be shown.
func sentence(err error) string {
	text := strings.TrimSpace(err.Error())
	first, size := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[size:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// pageWait is how long a page waits for the key before it shows that it waits.
const pageWait = 1500 * time.Millisecond
