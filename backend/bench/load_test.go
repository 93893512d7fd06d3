package bench

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// hello is a bare Fiber server in a process of its own: the most that this
// machine answers over HTTP.
func hello() {
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("hello") })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr())
	if err := app.Listener(listener); err != nil {
		panic(err)
	}
}

// startHello starts the bare server and gives its address.
func startHello(b *testing.B) string {
	b.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), "BENCH_HELLO=1")
	out, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return "http://" + strings.TrimSpace(line)
}

// request is what a client sends again and again.
type request struct {
	method, url, token, body string
	status                   int // that the answer must have
}

// run sends the request from a number of clients over kept-alive connections,
// each as fast as it is answered (or, with a pause, after it), and gives how
// long each answer took and how many came a second.
func run(b *testing.B, clients int, length, pause time.Duration, of func(client int) request) (took []time.Duration, rate float64) {
	b.Helper()
	var all sync.WaitGroup
	results := make([][]time.Duration, clients)
	problems := make([]error, clients)
	start := time.Now()
	for i := range clients {
		all.Go(func() { results[i], problems[i] = client(of(i), start.Add(length), pause) })
	}
	all.Wait()
	elapsed := time.Since(start).Seconds()
	for i := range clients {
		if problems[i] != nil {
			b.Fatal(problems[i])
		}
		took = append(took, results[i]...)
	}
	slices.Sort(took)
	return took, float64(len(took)) / elapsed
}

// client asks until the end.
func client(r request, end time.Time, pause time.Duration) ([]time.Duration, error) {
	var took []time.Duration
	q, a := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(q)
	defer fasthttp.ReleaseResponse(a)
	connection := &fasthttp.Client{MaxConnsPerHost: 1, ReadTimeout: time.Minute}
	defer connection.CloseIdleConnections()
	for time.Now().Before(end) {
		q.Reset()
		q.Header.SetMethod(r.method)
		q.SetRequestURI(r.url)
		if r.token != "" {
			q.Header.Set("Authorization", "Bearer "+r.token)
		}
		if r.body != "" {
			q.Header.SetContentType("application/json")
			q.SetBodyString(r.body)
		}
		start := time.Now()
		if err := connection.Do(q, a); err != nil {
			return nil, fmt.Errorf("%s: %w", r.url, err)
		}
		took = append(took, time.Since(start))
		if a.StatusCode() != r.status {
			return nil, fmt.Errorf("%s: status %d: %s", r.url, a.StatusCode(), a.Body())
		}
		if pause > 0 {
			time.Sleep(pause)
		}
	}
	return took, nil
}

// at is the value below which the part p of sorted durations lies.
func at(sorted []time.Duration, p float64) time.Duration {
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*p))]
}

func median(values []float64) float64 {
	values = slices.Sorted(slices.Values(values))
	return values[len(values)/2]
}
