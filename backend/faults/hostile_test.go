package faults

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// mostMemory is what the server may need whatever clients send, in megabytes.
const mostMemory = 400

// memory is how much of a program is in memory, in megabytes ("proc_pid_status",
// Linux manual pages).
func memory(t *testing.T, pid int) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes / 1024
}

// dial opens a connection to the server.
func dial(t *testing.T, s *live.Server) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// responsive expects that an honest client is served meanwhile, and that the
// server's memory is within bounds.
func responsive(t *testing.T, server *live.Program, p *live.Person) {
	t.Helper()
	for range 10 {
		if a, err := try(server.URL, get(p, "/auth/me")); err != nil || a.Status != http.StatusOK {
			t.Errorf("an honest client: status %d, %v", a.Status, err)
		}
	}
	if used := memory(t, server.PID()); used > mostMemory {
		t.Errorf("the server needs %d MB", used)
	}
}

const loginHead = "POST " + api.Base + "/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"

// Clients that send a byte now and then hold nobody up, and are cut off.
func TestSlowClients(t *testing.T) {
	t.Parallel()
	server := live.Serve(t, testkit.NewSQLite(t))
	p := server.Seed(t, "p@example.com")
	for name, beginning := range map[string]string{
		"headers": "GET " + api.Base + "/info HTTP/1.1\r\nX-Slow: ",
		"a body":  loginHead + "Content-Length: 1000\r\n\r\n{\"email\":\"",
		"chunks":  loginHead + "Transfer-Encoding: chunked\r\n\r\n",
	} {
		var conns []net.Conn
		for range 150 {
			conn := dial(t, server.Server)
			if _, err := io.WriteString(conn, beginning); err != nil {
				t.Fatal(err)
			}
			conns = append(conns, conn)
		}
		stop := make(chan struct{})
		var all sync.WaitGroup
		for _, conn := range conns {
			all.Go(func() {
				tick := time.NewTicker(time.Second)
				defer tick.Stop()
				for {
					select {
					case <-stop:
						return
					case <-tick.C:
						if _, err := io.WriteString(conn, "a"); err != nil {
							return
						}
					}
				}
			})
		}
		responsive(t, server, p)
		if name == "headers" { // one of the three has to be waited for
			if _, err := io.Copy(io.Discard, conns[0]); os.IsTimeout(err) {
				t.Error("a slow client is never cut off")
			}
		}
		close(stop)
		all.Wait()
		for _, conn := range conns {
			_ = conn.Close()
		}
	}
}

// Connections cost little, and neither does what comes over them.
func TestManyConnections(t *testing.T) {
	t.Parallel()
	server := live.Serve(t, testkit.NewSQLite(t))
	p := server.Seed(t, "p@example.com")
	var conns []net.Conn
	for range rounds(400, 3000) {
		conns = append(conns, dial(t, server.Server))
	}
	responsive(t, server, p)
	for _, conn := range conns {
		_ = conn.Close()
	}
	responsive(t, server, p)
}

// What is too large, too deep or packed is refused at once.
func TestBodiesThatAreTooMuch(t *testing.T) {
	t.Parallel()
	server := live.Serve(t, testkit.NewSQLite(t))
	p := server.Seed(t, "p@example.com")
	var bomb bytes.Buffer
	packer := gzip.NewWriter(&bomb)
	_, _ = packer.Write(make([]byte, 64<<20))
	_ = packer.Close()
	const large = 10 << 20
	var headers strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&headers, "X-%d: %d\r\n", i, i)
	}
	var all sync.WaitGroup
	for name, c := range map[string]struct {
		text     string
		statuses []int
	}{
		"10 MB":             {loginHead + "Content-Length: " + strconv.Itoa(large) + "\r\n\r\n" + strings.Repeat("a", large), []int{413}},
		"10 MB in chunks":   {loginHead + "Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("10000\r\n"+strings.Repeat("a", 1<<16)+"\r\n", large>>16) + "0\r\n\r\n", []int{413}},
		"2 MB":              {loginHead + "Content-Length: " + strconv.Itoa(2<<20) + "\r\n\r\n" + strings.Repeat(" ", 2<<20), []int{413}},
		"deep arrays":       {loginHead + "Content-Length: 900000\r\n\r\n" + strings.Repeat("[", 900000), []int{400}},
		"deep objects":      {loginHead + "Content-Length: 900000\r\n\r\n" + strings.Repeat(`{"a":`, 180000), []int{400}},
		"a bomb":            {loginHead + "Content-Encoding: gzip\r\nContent-Length: " + strconv.Itoa(bomb.Len()) + "\r\n\r\n" + bomb.String(), []int{415}},
		"an unknown coding": {loginHead + "Content-Encoding: br, gzip\r\nContent-Length: 2\r\n\r\n{}", []int{415}},
		"1,000 headers":     {"GET " + api.Base + "/auth/me HTTP/1.1\r\nHost: x\r\n" + headers.String() + "\r\n", []int{401, 431}},
		"a long header":     {"GET " + api.Base + "/auth/me HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("a", 1<<20) + "\r\n\r\n", []int{431}},
		"a long address":    {"GET " + api.Base + "/auth/" + strings.Repeat("a", 1<<20) + " HTTP/1.1\r\nHost: x\r\n\r\n", []int{431, 414}},
	} {
		for range rounds(4, 40) {
			conn := dial(t, server.Server)
			all.Go(func() {
				go func() { _, _ = io.WriteString(conn, c.text) }() // refused before it is all sent
				answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
				if err != nil { // it was cut off, which is a refusal, too
					if !strings.Contains(err.Error(), "reset") {
						t.Errorf("%s: %v", name, err)
					}
					return
				}
				_ = answer.Body.Close()
				for _, status := range c.statuses {
					if answer.StatusCode == status {
						return
					}
				}
				t.Errorf("%s: status %d, want one of %v", name, answer.StatusCode, c.statuses)
			})
		}
	}
	responsive(t, server, p)
	all.Wait()
	responsive(t, server, p)
}

// Requests that two servers in a row could cut apart at different places are
// refused, and what is hidden in them is not carried out.
func TestSmuggledRequests(t *testing.T) {
	t.Parallel()
	server := live.Serve(t, testkit.NewSQLite(t))
	p := server.Seed(t, "p@example.com")
	const hidden = "GET " + api.Base + "/smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
	length := func(n int) string { return "Content-Length: " + strconv.Itoa(n) + "\r\n" }
	const chunked = "Transfer-Encoding: chunked\r\n"
	const end = "0\r\n\r\n"
	for name, text := range map[string]string{
		"length and chunks":             loginHead + length(len(end)+len(hidden)) + chunked + "\r\n" + end + hidden,
		"chunks and length":             loginHead + chunked + length(4) + "\r\n" + "1\r\nZ\r\n" + end + hidden,
		"two lengths":                   loginHead + length(2) + length(2+len(hidden)) + "\r\n{}" + hidden,
		"two lengths in one":            loginHead + "Content-Length: 2, " + strconv.Itoa(2+len(hidden)) + "\r\n\r\n{}" + hidden,
		"a length with a sign":          loginHead + "Content-Length: +2\r\n\r\n{}" + hidden,
		"a length below nothing":        loginHead + "Content-Length: -1\r\n\r\n" + hidden,
		"a length in hexadecimal":       loginHead + "Content-Length: 0x2\r\n\r\n{}" + hidden,
		"an unknown coding":             loginHead + "Transfer-Encoding: xchunked\r\n" + length(2) + "\r\n{}" + hidden,
		"a coding behind another":       loginHead + "Transfer-Encoding: gzip, chunked\r\n\r\n" + end + hidden,
		"chunked twice":                 loginHead + chunked + chunked + "\r\n" + end + hidden,
		"chunked, then something else":  loginHead + chunked + "Transfer-Encoding: identity\r\n" + length(len(end)+len(hidden)) + "\r\n" + end + hidden,
		"a blank before the colon":      loginHead + "Transfer-Encoding : chunked\r\n" + length(len(end)) + "\r\n" + end + hidden,
		"a coding on a folded line":     loginHead + "X: y\r\n Transfer-Encoding: chunked\r\n" + length(2) + "\r\n{}" + "",
		"a tab before chunked":          loginHead + "Transfer-Encoding:\tchunked\r\n" + length(len(end)) + "\r\n" + end + hidden,
		"a chunk of overflowing length": loginHead + chunked + "\r\n" + "10000000000000002\r\n{}\r\n" + end + hidden,
		"a chunk without a length":      loginHead + chunked + "\r\n" + "\r\n{}\r\n" + end + hidden,
		"a carriage return in a name":   loginHead + "X\rTransfer-Encoding: chunked\r\n" + length(len(end)) + "\r\n" + end + hidden,
		"a NUL in a value":              loginHead + "X: a\x00b\r\n" + length(2) + "\r\n{}",
		"no host":                       "GET " + api.Base + "/info HTTP/1.1\r\n\r\n",
		"two hosts":                     "GET " + api.Base + "/info HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
		"a length with a GET":           "GET " + api.Base + "/info HTTP/1.1\r\nHost: x\r\n" + length(len(hidden)) + "\r\n" + hidden,
	} {
		t.Run(name, func(t *testing.T) {
			conn := dial(t, server.Server)
			if _, err := io.WriteString(conn, text); err != nil {
				t.Fatal(err)
			}
			if half, ok := conn.(*net.TCPConn); ok {
				_ = half.CloseWrite()
			}
			read := bufio.NewReader(conn)
			answers := 0
			for {
				answer, err := http.ReadResponse(read, nil)
				if err != nil {
					break
				}
				body, _ := io.ReadAll(answer.Body)
				_ = answer.Body.Close()
				if answers++; answer.StatusCode >= 500 || bytes.Contains(body, []byte("web.no_such_address")) {
					t.Errorf("answer %d: %d %s", answers, answer.StatusCode, body)
				}
			}
			if answers > 1 {
				t.Errorf("%d answers to one request", answers)
			}
			if strings.Contains(server.Log.String(), "/smuggled") {
				t.Error("the hidden request was carried out")
			}
		})
	}
	responsive(t, server, p)
}
