package web

import (
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"
)

// What a proxy could cut apart elsewhere is refused, and what is hidden in it is
// not carried out.
func TestFraming(t *testing.T) {
	seen := make(chan string, 10)
	app := NewApp(Config{Log: slog.New(slog.DiscardHandler), Observe: func(method, _ string, _ int, _ time.Duration) { seen <- method }})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(listener) }()
	defer func() { _ = app.Shutdown() }()
	const chunked, end, hidden = "Transfer-Encoding: chunked\r\n", "\r\n0\r\n\r\n", "DELETE /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
	for name, c := range map[string]struct {
		text    string
		answers int
		first   string
	}{
		"length and chunks":    {"Content-Length: 43\r\n" + chunked + end + hidden, 1, "400"},
		"chunks and length":    {chunked + "content-length: 3\r\n" + end + hidden, 1, "400"},
		"chunked twice":        {chunked + chunked + end + hidden, 1, "400"},
		"chunked, and nothing": {chunked + "Transfer-Encoding: identity\r\n" + end + hidden, 1, "400"},
		"a tab":                {"Transfer-Encoding:\tchunked\r\nContent-Length: 5\r\n" + end + hidden, 1, "400"},
		"chunks":               {chunked + end, 1, "404"},
		"two good requests":    {chunked + end + hidden, 2, "404"},
	} {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, "POST /shown HTTP/1.1\r\nHost: x\r\n"+c.text); err != nil {
			t.Fatal(err)
		}
		_ = conn.(*net.TCPConn).CloseWrite()
		answer, _ := io.ReadAll(conn)
		_ = conn.Close()
		if got := strings.Count(string(answer), "HTTP/1.1 "); got != c.answers || !strings.HasPrefix(string(answer), "HTTP/1.1 "+c.first) {
			t.Errorf("%s: %d answers, want %d, the first %s: %s", name, got, c.answers, c.first, answer)
		}
		for range c.answers {
			<-seen
		}
	}
	select {
	case method := <-seen:
		t.Errorf("a hidden %s was carried out", method)
	default:
	}
}
