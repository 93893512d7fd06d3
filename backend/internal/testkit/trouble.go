package testkit

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// Trouble is what happens to a request on its way to AWS. It may answer itself
// or pass the request on.
type Trouble func(w http.ResponseWriter, r *http.Request, onward http.Handler)

// Weather stands between the server and AWS, and makes trouble when told to.
type Weather struct {
	URL string

	mu      sync.Mutex
	trouble Trouble
	left    int // how often yet; below 0: until told otherwise
	seen    int
}

// NewWeather starts a fair one before an endpoint.
func NewWeather(t testing.TB, endpoint string) *Weather {
	t.Helper()
	target, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	onward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host // the signature covers it
	}}
	w := &Weather{}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		// Read at once: only then does a server notice that the caller goes away.
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if trouble := w.next(); trouble != nil {
			trouble(out, r, onward)
			return
		}
		onward.ServeHTTP(out, r)
	}))
	t.Cleanup(server.Close)
	w.URL = server.URL
	return w
}

func (w *Weather) next() Trouble {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen++
	if w.trouble == nil || w.left == 0 {
		return nil
	}
	w.left--
	return w.trouble
}

// Turn makes trouble for the next requests, times of them (below 0: all), and
// counts from nothing again.
func (w *Weather) Turn(trouble Trouble, times int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trouble, w.left, w.seen = trouble, times, 0
}

// Seen is how many requests there were since Turn.
func (w *Weather) Seen() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen
}

// Says answers with an error of AWS's query protocol ("AWS query protocol",
// Smithy specification).
func Says(status int, code string) Trouble {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>Trouble on purpose</Message></Error><RequestId>trouble</RequestId></ErrorResponse>`, code)
	}
}

// Slow passes a request on after a while, unless the caller goes away first.
func Slow(wait time.Duration) Trouble {
	return func(w http.ResponseWriter, r *http.Request, onward http.Handler) {
		select {
		case <-time.After(wait):
			onward.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	}
}

// Cut closes the connection before a request is passed on.
func Cut(http.ResponseWriter, *http.Request, http.Handler) { panic(http.ErrAbortHandler) }

// CutAfter passes a request on, and closes the connection instead of answering:
// what was asked for has happened.
func CutAfter(_ http.ResponseWriter, r *http.Request, onward http.Handler) {
	onward.ServeHTTP(httptest.NewRecorder(), r)
	panic(http.ErrAbortHandler)
}

// HalfAnswer passes a request on and sends half of the answer.
func HalfAnswer(w http.ResponseWriter, r *http.Request, onward http.Handler) {
	whole := httptest.NewRecorder()
	onward.ServeHTTP(whole, r)
	body, _ := io.ReadAll(whole.Body)
	w.Header().Set("Content-Type", whole.Header().Get("Content-Type"))
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(whole.Code)
	_, _ = io.Copy(w, strings.NewReader(string(body[:len(body)/2])))
	panic(http.ErrAbortHandler)
}

// AtAnotherTime answers as AWS does when its clock is far from the server's:
// requests signed with the server's time are refused, with AWS's own time in
// the Date header; those signed with that time are passed on.
func AtAnotherTime(ahead time.Duration) Trouble {
	return func(w http.ResponseWriter, r *http.Request, onward http.Handler) {
		now := time.Now().Add(ahead)
		signed, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
		w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
		if err != nil || signed.Sub(now).Abs() > 5*time.Minute {
			Says(http.StatusForbidden, "RequestTimeTooSkewed")(w, r, onward)
			return
		}
		onward.ServeHTTP(w, r)
	}
}
