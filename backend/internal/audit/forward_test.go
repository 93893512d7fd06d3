package audit_test

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const webhookSecret = "0123456789abcdef0123456789abcdef"

// received are the records that a receiver has got, by workspace, in the order
// in which they came.
type received struct {
	mu  sync.Mutex
	ids map[int64][]int64
}

func (r *received) add(workspace int64, ids ...int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ids == nil {
		r.ids = map[int64][]int64{}
	}
	r.ids[workspace] = append(r.ids[workspace], ids...)
}

// complete tells whether the records 1 to n have come in order, each at least
// once: a record may come again, but never before the one it follows.
func (r *received) complete(workspace, n int64) (whole bool, problem string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var last int64
	for _, id := range r.ids[workspace] {
		if id > last+1 {
			return false, fmt.Sprintf("workspace %d: record %d came after %d", workspace, id, last)
		}
		last = max(last, id)
	}
	return last == n, ""
}

func (r *received) wait(t *testing.T, want map[int64]int64) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		missing := ""
		for workspace, n := range want {
			whole, problem := r.complete(workspace, n)
			if problem != "" {
				t.Fatal(problem)
			}
			if !whole {
				missing = fmt.Sprintf("workspace %d lacks records", workspace)
			}
		}
		if missing == "" {
			return
		}
		if time.Now().After(end) {
			t.Fatal(missing)
		}
	}
}

// hook is a real receiver of webhooks that checks every signature.
type hook struct {
	received
	server *httptest.Server
	answer func(n int) int // status of the n-th delivery; a 2xx one is noted
	n      int
}

func newHook(t *testing.T, answer func(n int) int) *hook {
	h := &hook{answer: answer}
	h.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		mac := hmac.New(sha256.New, []byte(webhookSecret))
		_, _ = io.WriteString(mac, r.Header.Get("X-IAMCopilot-Timestamp")+".")
		_, _ = mac.Write(body)
		if got := r.Header.Get("X-IAMCopilot-Signature"); got != "v1="+hex.EncodeToString(mac.Sum(nil)) {
			t.Errorf("signature %q", got)
		}
		if at, err := strconv.ParseInt(r.Header.Get("X-IAMCopilot-Timestamp"), 10, 64); err != nil || time.Since(time.Unix(at, 0)).Abs() > time.Minute {
			t.Errorf("timestamp %d, %v", at, err)
		}
		var b struct {
			WorkspaceID int64 `json:"workspace_id"`
			Records     []struct {
				ID     int64  `json:"id"`
				Action string `json:"action"`
			}
		}
		if err := json.Unmarshal(body, &b); err != nil || len(b.Records) == 0 || b.Records[0].Action == "" {
			t.Errorf("body %s: %v", body, err)
			return
		}
		if got, want := r.Header.Get("X-IAMCopilot-Delivery"), fmt.Sprintf("%d-%d-%d", b.WorkspaceID, b.Records[0].ID, b.Records[len(b.Records)-1].ID); got != want {
			t.Errorf("delivery %q, want %q", got, want)
		}
		h.mu.Lock()
		h.n++
		status := h.answer(h.n)
		h.mu.Unlock()
		if status/100 == 2 {
			for _, record := range b.Records {
				h.add(b.WorkspaceID, record.ID)
			}
		}
		if status/100 == 3 {
			w.Header().Set("Location", "http://169.254.169.254/latest/meta-data/")
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(h.server.Close)
	return h
}

// forwarding runs a forwarder until the test, or stop, ends it.
func forwarding(t *testing.T, log *audit.Log, d audit.Destination, count func(string, int, bool)) (f *audit.Forwarder, stop func()) {
	t.Helper()
	if count == nil {
		count = func(string, int, bool) {}
	}
	f = &audit.Forwarder{
		Log: log, Guard: guard, Destination: d, Journal: slog.New(slog.DiscardHandler), Count: count,
		Idle: 5 * time.Millisecond, Pause: 5 * time.Millisecond,
	}
	running, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() { f.Run(running) })
	stop = sync.OnceFunc(func() { cancel(); done.Wait() })
	t.Cleanup(stop)
	return f, stop
}

func webhook(t *testing.T, address string) *audit.Webhook {
	t.Helper()
	w, err := audit.NewWebhook(address, webhookSecret)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A receiver that fails, redirects, and comes back; servers that stop in the
// middle, two of which run at once: everything comes, in order.
func TestWebhook(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		log, _ := guarded(t, database)
		record(t, log, 1, 250)
		record(t, log, 2, 3)
		var mu sync.Mutex
		failures := 0
		count := func(_ string, _ int, failed bool) {
			mu.Lock()
			defer mu.Unlock()
			if failed {
				failures++
			}
		}
		h := newHook(t, func(n int) int {
			if bad := []int{500, 503, 302, 404}; n <= len(bad) {
				return bad[n-1]
			}
			return []int{200, 202, 204, 500}[n%4]
		})
		f, stop := forwarding(t, log, webhook(t, h.server.URL+"/path?token=x"), count)
		other, stopOther := forwarding(t, log, webhook(t, h.server.URL), count)
		h.wait(t, map[int64]int64{1: 250, 2: 3})
		stop()
		record(t, log, 1, 120)
		record(t, log, 3, 1)
		h.wait(t, map[int64]int64{1: 370, 2: 3, 3: 1})
		stopOther()
		if sent, err := other.Sent(ctx, 1, 370); err != nil || !sent {
			t.Errorf("sent: %t, %v", sent, err)
		}
		record(t, log, 2, 1)
		if sent, err := f.Sent(ctx, 2, 4); err != nil || sent {
			t.Errorf("a record that nobody has sent counts as sent: %v", err)
		}
		forwarding(t, log, webhook(t, h.server.URL), count)
		h.wait(t, map[int64]int64{2: 4})
		mu.Lock()
		defer mu.Unlock()
		if failures < 4 {
			t.Errorf("%d failures were counted", failures)
		}
	})
}

// While nobody listens records wait, and it shows for how long; nothing is lost.
func TestReceiverThatIsDownThenUp(t *testing.T) {
	log, _ := guarded(t, testkit.NewSQLite(t))
	record(t, log, 1, 30)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	failed := make(chan struct{}, 1)
	f, _ := forwarding(t, log, webhook(t, "http://"+address), func(_ string, _ int, bad bool) {
		if bad {
			select {
			case failed <- struct{}{}:
			default:
			}
		}
	})
	<-failed
	<-failed
	if records, oldest := f.Waiting(); records != 30 || oldest <= 0 {
		t.Errorf("%d records wait, the oldest for %s", records, oldest)
	}
	h := newHook(t, func(int) int { return 200 })
	up, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: h.server.Config.Handler, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(up) }()
	t.Cleanup(func() { _ = server.Close() })
	h.wait(t, map[int64]int64{1: 30})
	for end := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		if records, oldest := f.Waiting(); records == 0 && oldest == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("records still count as waiting")
		}
	}
}

// A receiver that takes deliveries and never answers holds up no write, and when
// it answers again everything has come.
func TestReceiverThatHangs(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		log, _ := guarded(t, database)
		record(t, log, 1, 40)
		good := newHook(t, func(int) int { return 200 })
		taken, awake := make(chan struct{}), make(chan struct{})
		var once sync.Once
		slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-awake:
				good.server.Config.Handler.ServeHTTP(w, r)
			default:
				once.Do(func() { close(taken) })
				<-awake
				panic(http.ErrAbortHandler) // the answer never came
			}
		}))
		t.Cleanup(slow.Close)
		f, _ := forwarding(t, log, webhook(t, slow.URL), nil)
		<-taken
		// It hangs now. Writes of this workspace and of others go on.
		record(t, log, 1, 60)
		record(t, log, 2, 5)
		if sent, err := f.Sent(ctx, 1, 1); err != nil || sent {
			t.Errorf("what hangs counts as sent: %v", err)
		}
		if whole, _ := good.complete(1, 0); !whole {
			t.Error("something has come already, so this proves nothing")
		}
		close(awake)
		good.wait(t, map[int64]int64{1: 100, 2: 5})
	})
}

// collector is a real receiver of syslog over TCP, which may break off.
type collector struct {
	received
	t       *testing.T
	breakAt int // bytes after which the first connection is cut
}

func (c *collector) serve(listener net.Listener) {
	for first := true; ; first = false {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		var from io.Reader = conn
		if first && c.breakAt > 0 {
			from = io.LimitReader(conn, int64(c.breakAt))
		}
		c.read(bufio.NewReader(from))
		_ = conn.Close()
	}
}

func (c *collector) read(in *bufio.Reader) {
	for {
		head, err := in.ReadString(' ')
		if err != nil {
			return
		}
		size, err := strconv.Atoi(strings.TrimSuffix(head, " "))
		if err != nil {
			c.t.Errorf("frame %q: %v", head, err)
			return
		}
		message := make([]byte, size)
		if _, err := io.ReadFull(in, message); err != nil {
			return
		}
		c.message(string(message))
	}
}

func (c *collector) message(message string) {
	head, text, found := strings.Cut(message, "] {")
	var r struct {
		WorkspaceID int64 `json:"workspace_id"`
		ID          int64 `json:"id"`
	}
	if err := json.Unmarshal([]byte("{"+text), &r); !found || err != nil || !strings.HasPrefix(head, "<110>1 20") || !strings.Contains(head, ` [iamcopilot@32473 workspace="`) || strings.ContainsAny(message, "\n\x00") {
		c.t.Errorf("message %q: %v", message, err)
		return
	}
	c.add(r.WorkspaceID, r.ID)
}

func TestSyslogOverTCP(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		log, _ := guarded(t, database)
		record(t, log, 1, 150)
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = listener.Close() })
		c := &collector{t: t, breakAt: 5000} // in the middle of the first batch
		go c.serve(listener)
		forwarding(t, log, syslog(t, "tcp://"+listener.Addr().String()), nil)
		c.wait(t, map[int64]int64{1: 150})
		record(t, log, 1, 10)
		record(t, log, 2, 5)
		c.wait(t, map[int64]int64{1: 160, 2: 5})
	})
}

// A receiver that resets its connection in the middle of a batch is noticed by that,
// not by the time that sending may take: here it has none.
func TestSyslogReceiverThatResets(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		if taken, ok := conn.(*net.TCPConn); ok {
			_ = taken.SetReadBuffer(4 << 10) // most of the batch is still under way
			_, _ = io.ReadFull(taken, make([]byte, 1000))
			_ = taken.SetLinger(0)
		}
		_ = conn.Close()
	}()
	batch := audit.Batch{WorkspaceID: 1}
	for range 2000 {
		batch.Records = append(batch.Records, api.AuditRecord{Action: "test.happened", ResourceID: strings.Repeat("x", 500)})
	}
	s := syslog(t, "tcp://"+listener.Addr().String())
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Send(ctx, batch); err == nil {
		t.Error("a batch that was cut off counts as sent")
	}
}

func TestSyslogOverTLS(t *testing.T) {
	log, _ := guarded(t, testkit.NewSQLite(t))
	record(t, log, 1, 20)
	certified := httptest.NewUnstartedServer(nil)
	certified.StartTLS()
	defer certified.Close()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: certified.TLS.Certificates, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	c := &collector{t: t}
	go c.serve(listener)
	untrusted := make(chan struct{}, 1)
	_, stop := forwarding(t, log, syslog(t, "tls://"+listener.Addr().String()), func(_ string, _ int, failed bool) {
		if failed {
			select {
			case untrusted <- struct{}{}:
			default:
			}
		}
	})
	<-untrusted
	stop()
	c.mu.Lock()
	if len(c.ids) > 0 {
		t.Error("records went to a receiver that nobody trusts")
	}
	c.mu.Unlock()
	d := syslog(t, "tls://"+listener.Addr().String())
	pool := x509.NewCertPool()
	pool.AddCert(certified.Certificate())
	d.Trust(pool)
	forwarding(t, log, d, nil)
	c.wait(t, map[int64]int64{1: 20})
	record(t, log, 1, 20)
	c.wait(t, map[int64]int64{1: 40})
}

func TestSyslogOverUDP(t *testing.T) {
	log, _ := guarded(t, testkit.NewSQLite(t))
	record(t, log, 1, 5)
	receiver, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = receiver.Close() })
	c := &collector{t: t}
	go func() {
		datagram := make([]byte, 64<<10)
		for {
			n, _, err := receiver.ReadFrom(datagram)
			if err != nil {
				return
			}
			c.message(string(datagram[:n]))
		}
	}()
	forwarding(t, log, syslog(t, "udp://"+receiver.LocalAddr().String()), nil)
	c.wait(t, map[int64]int64{1: 5})
}

func syslog(t *testing.T, address string) *audit.Syslog {
	t.Helper()
	s, err := audit.NewSyslog(address)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What months are removed does not stop the forwarding, and what is left is sent.
func TestForwardingBehindARemoval(t *testing.T) {
	log, _ := guarded(t, testkit.NewSQLite(t))
	record(t, log, 1, 10)
	if err := retention(log, 13, 1).Run(ctx); err != nil {
		t.Fatal(err)
	}
	h := newHook(t, func(int) int { return 200 })
	f, _ := forwarding(t, log, webhook(t, h.server.URL), nil)
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		if sent, err := f.Sent(ctx, 1, 11); err != nil {
			t.Fatal(err)
		} else if sent {
			break
		}
		if time.Now().After(end) {
			t.Fatal("nothing is sent")
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if got := h.ids[1]; len(got) != 1 || got[0] != 11 {
		t.Errorf("records %v, want 11 alone", got)
	}
}
