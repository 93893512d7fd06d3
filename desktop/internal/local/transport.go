package local

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
)

// errClosed is the answer to requests after Close.
var errClosed = errors.New("the backend in this application has been closed")

// transport carries requests to a handler in the same process.
type transport struct {
	handler http.Handler

	mu     sync.RWMutex // held for reading by every request under way
	closed bool
}

func newTransport(handler http.Handler) *transport { return &transport{handler: handler} }

// RoundTrip implements http.RoundTripper. A caller who leaves gets the error
// of its context at once; the request then runs to its end unseen, as it would
// on a server whose client has gone.
func (t *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	ctx := request.Context()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t.mu.RLock()
	if t.closed {
		t.mu.RUnlock()
		return nil, errClosed
	}
	in := request.Clone(ctx)
	// What a server would read from the wire.
	in.RequestURI = request.URL.RequestURI()
	in.Host = request.URL.Host
	in.RemoteAddr = "127.0.0.1:0"
	if in.Body == nil {
		in.Body = http.NoBody
	}
	answered := make(chan *recorder, 1)
	go func() {
		defer t.mu.RUnlock()
		r := &recorder{header: http.Header{}}
		defer func() {
			if p := recover(); p != nil {
				r = &recorder{header: http.Header{}, status: http.StatusInternalServerError}
			}
			answered <- r
		}()
		defer func() { _ = in.Body.Close() }()
		t.handler.ServeHTTP(r, in)
	}()
	select {
	case r := <-answered:
		return r.answer(request), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// drain refuses new requests and waits for those under way.
func (t *transport) drain() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
}

// recorder gathers an answer. The backend writes its answers whole.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

func (r *recorder) answer(request *http.Request) *http.Response {
	r.WriteHeader(http.StatusOK)
	r.header.Del("Content-Length")
	return &http.Response{
		Status: fmt.Sprintf("%d %s", r.status, http.StatusText(r.status)), StatusCode: r.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: r.header, Body: io.NopCloser(bytes.NewReader(r.body.Bytes())), ContentLength: int64(r.body.Len()),
		Request: request,
	}
}
