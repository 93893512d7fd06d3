package testkit

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Nginx is nginx with the product's own configuration, before servers of a test.
type Nginx struct {
	service

	URL   string         // https://127.0.0.1:port
	roots *x509.CertPool // that sign its certificate
	dir   string
}

// StartNginx starts nginx with the configuration of that file, which ends with the
// test. It passes nothing on before Use names servers.
func StartNginx(t testing.TB, configuration string) *Nginx {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		program = "/usr/sbin/nginx" // where Debian has it, off the PATH of most people
		if _, err := os.Stat(program); err != nil {
			t.Fatal("nginx is not installed: run build/setup.sh")
		}
	}
	written, err := os.ReadFile(configuration) //nolint:gosec // the product's own file
	if err != nil {
		t.Fatal(err)
	}
	n := &Nginx{dir: t.TempDir()}
	plain, secure := freePort(t), freePort(t)
	n.URL = "https://127.0.0.1:" + secure
	own := strings.NewReplacer("listen 8080 ", "listen 127.0.0.1:"+plain+" ", "listen 8443 ", "listen 127.0.0.1:"+secure+" ",
		"/tmp/", n.dir+"/", "worker_processes auto", "worker_processes 2").Replace(string(written))
	n.write(t, "nginx.conf", []byte(own))
	n.certify(t)
	n.Use(t)
	directives := "daemon off;"
	if os.Geteuid() == 0 {
		directives += " user root;" // whose folder this is
	}
	n.name = "nginx"
	n.command = func() *exec.Cmd {
		command := exec.CommandContext(context.Background(), program, "-p", n.dir, "-c", filepath.Join(n.dir, "nginx.conf"), "-e", "stderr", "-g", directives) //nolint:gosec // the tests' own program
		command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		return command
	}
	n.ready = func() error {
		connection, err := (&net.Dialer{Timeout: time.Second}).DialContext(context.Background(), "tcp", "127.0.0.1:"+secure)
		if err == nil {
			_ = connection.Close()
		}
		return err
	}
	t.Cleanup(func() { n.stop(syscall.SIGTERM) })
	n.start(t)
	Leash(t, -n.running.Process.Pid) // those that it has started, too
	return n
}

// certify makes a certificate that is good for an hour or two.
func (n *Nginx) certify(t testing.TB) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, leaf, leaf, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})
	n.write(t, "tls.crt", public)
	n.write(t, "tls.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))
	n.roots = x509.NewCertPool()
	n.roots.AppendCertsFromPEM(public)
}

func (n *Nginx) write(t testing.TB, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(n.dir, name), content, 0o600); err != nil { //nolint:gosec // the test's own folder
		t.Fatal(err)
	}
}

// Use makes nginx pass requests to these servers (addresses with http://) alone,
// and waits until what it had taken on before is done.
func (n *Nginx) Use(t testing.TB, servers ...string) {
	t.Helper()
	var list bytes.Buffer
	for _, server := range servers {
		_, _ = fmt.Fprintf(&list, "server %s max_fails=3 fail_timeout=5s;\n", strings.TrimPrefix(server, "http://"))
	}
	if len(servers) == 0 {
		list.WriteString("server 127.0.0.1:9 down;\n") // there must be one
	}
	n.write(t, "servers.conf", list.Bytes())
	if n.running == nil {
		return
	}
	before := n.workers(t)
	if err := n.running.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		left := 0
		now := n.workers(t)
		for worker := range now {
			if before[worker] {
				left++
			}
		}
		if left == 0 && len(now) > 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("nginx does not take its new configuration\n%s", n.log.String())
		}
	}
}

// workers are the ids of nginx's processes that serve.
func (n *Nginx) workers(t testing.TB) map[int]bool {
	t.Helper()
	pid := strconv.Itoa(n.running.Process.Pid)
	children, err := os.ReadFile("/proc/" + pid + "/task/" + pid + "/children") //nolint:gosec // a number
	if err != nil {
		t.Fatal(err)
	}
	ids := map[int]bool{}
	for id := range strings.FieldsSeq(string(children)) {
		if number, err := strconv.Atoi(id); err == nil {
			ids[number] = true
		}
	}
	return ids
}

// Client is an HTTP client that trusts nginx's certificate. It opens a connection
// for each request, as if each came from somebody else.
func (n *Nginx) Client() *http.Client {
	return &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{
		DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: n.roots, MinVersion: tls.VersionTLS12},
	}}
}
