package testkit

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// Answers gives an answer that is none of AWS's, without passing the request on.
func Answers(status int, contentType, body string) Trouble {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// ProxyPage is what a proxy in between answers with a status.
func ProxyPage(status int) Trouble {
	return Answers(status, "text/html", "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body><p>Please accept the terms.</p></body></html>")
}

// Empty answers 200 with nothing.
var Empty = Answers(http.StatusOK, "text/xml", "")

// afterwards passes a request on, and hands the answer over to be changed.
func afterwards(change func(w http.ResponseWriter, status int, header http.Header, body []byte)) Trouble {
	return func(w http.ResponseWriter, r *http.Request, onward http.Handler) {
		whole := httptest.NewRecorder()
		onward.ServeHTTP(whole, r)
		for name, values := range whole.Header() {
			w.Header()[name] = values
		}
		change(w, whole.Code, w.Header(), whole.Body.Bytes())
	}
}

// ShortAnswer passes a request on and sends the answer without its second half, as if
// that were all of it: what was asked for has happened.
var ShortAnswer = afterwards(func(w http.ResponseWriter, status int, header http.Header, body []byte) {
	body = body[:len(body)/2]
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
})

// OtherType passes a request on, and says that the answer is of another type.
var OtherType = afterwards(func(w http.ResponseWriter, status int, header http.Header, body []byte) {
	header.Set("Content-Type", "text/plain")
	w.WriteHeader(status)
	_, _ = w.Write(body)
})

// Dripping passes a request on, and waits before the answer and in its middle. (Without
// the first pause the SDK may find its request body closed while the transport still
// looks for that body's end, and loses the rest of the answer: no server outside of
// this machine answers as fast.)
func Dripping(wait time.Duration) Trouble {
	return afterwards(func(w http.ResponseWriter, status int, header http.Header, body []byte) {
		header.Set("Content-Length", strconv.Itoa(len(body)))
		time.Sleep(wait)
		w.WriteHeader(status)
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		time.Sleep(wait)
		_, _ = w.Write(body[len(body)/2:])
	})
}

// Reset resets the connection (TCP RST) before a request is passed on.
func Reset(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = connection.Close()
}
