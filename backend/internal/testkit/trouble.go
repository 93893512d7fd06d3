package testkit

import (
	"bytes"
	"cmp"
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
	left    int    // how often yet; below 0: until told otherwise
	only    string // operation; empty for all
	from    int    // its first request that meets trouble
	seen    int
	each    map[string]int // requests by operation
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
	w := &Weather{each: map[string]int{}}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		// Read at once: only then does a server notice that the caller goes away.
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if trouble := w.next(OperationOf(r, body)); trouble != nil {
			trouble(out, r, onward)
			return
		}
		onward.ServeHTTP(out, r)
	}))
	t.Cleanup(server.Close)
	w.URL = server.URL
	return w
}

func (w *Weather) next(operation string) Trouble {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen++
	w.each[operation]++
	if w.trouble == nil || w.left == 0 || w.only != "" && w.only != operation || w.each[operation] < w.from {
		return nil
	}
	w.left--
	return w.trouble
}

// OperationOf names what a request asks for, by its target, its form or its path.
func OperationOf(r *http.Request, body []byte) string {
	if _, operation, ok := strings.Cut(r.Header.Get("X-Amz-Target"), "."); ok {
		return operation
	}
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		return form.Get("Action")
	}
	return r.URL.Path
}

// Turn makes trouble for the next requests, times of them (below 0: all), and
// counts from nothing again.
func (w *Weather) Turn(trouble Trouble, times int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trouble, w.left, w.seen, w.only, w.from, w.each = trouble, times, 0, "", 0, map[string]int{}
}

// TurnAt makes trouble for the requests of one operation, beginning with the nth from
// now, times of them (below 0: all), and counts from nothing again.
func (w *Weather) TurnAt(operation string, nth int, trouble Trouble, times int) {
	w.Turn(trouble, times)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.only, w.from = operation, nth
}

// SeenOf is how many requests of an operation there were since Turn.
func (w *Weather) SeenOf(operation string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.each[operation]
}

// Seen is how many requests there were since Turn.
func (w *Weather) Seen() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen
}

// Says answers with an error of AWS's, in the protocol that the request is in: query
// (XML), JSON 1.1, or REST with JSON ("AWS protocols", Smithy specification).
func Says(status int, code string) Trouble {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		if r.Header.Get("X-Amz-Target") == "" && !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
			w.Header().Set("Content-Type", "text/xml")
			w.WriteHeader(status)
			_, _ = fmt.Fprintf(w, `<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>Trouble on purpose</Message></Error><RequestId>trouble</RequestId></ErrorResponse>`, code)
			return
		}
		w.Header().Set("Content-Type", cmp.Or(r.Header.Get("Content-Type"), "application/x-amz-json-1.1"))
		w.Header().Set("X-Amzn-Errortype", code)
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"__type":%q,"message":"Trouble on purpose"}`, code)
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
