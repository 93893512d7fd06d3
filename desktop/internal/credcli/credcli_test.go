//go:build linux

package credcli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/iam-copilot/iam-copilot/desktop/internal/backendtest"
	"github.com/iam-copilot/iam-copilot/desktop/internal/cli"
	"github.com/iam-copilot/iam-copilot/desktop/internal/clitest"
	"github.com/iam-copilot/iam-copilot/desktop/internal/credcli"
	"github.com/iam-copilot/iam-copilot/shared/identitycentertest"
)

func TestMain(m *testing.M) {
	programs := backendtest.Browsers()
	programs["iamcopilot"] = func() {
		if address := os.Getenv("TEST_SIGN_IN"); address != "" {
			credcli.SignInAt(address)
		}
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		os.Exit(cli.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	programs["sdk"] = sdk
	testscript.Main(m, programs)
}

const serial = "arn:aws:iam::" + backendtest.Account + ":mfa/ada"

// world is a backend with the credentials of the scripts. Each script uses one
// of its own, so that what is issued can be counted.
type world struct {
	t      *testing.T
	server *backendtest.Server
	aws    *backendtest.AWS
	portal *identitycentertest.Fake
	ids    map[string]int64
	env    map[string]string
}

func newWorld(t *testing.T) *world {
	emulator := backendtest.Emulator(t)
	portal := emulator.Portal(t)
	w := &world{t: t, server: backendtest.Start(t, emulator.Setting), aws: emulator, portal: portal, ids: map[string]int64{}}
	ada := w.server.Register(t, "ada@example.com", "Ada Lovelace")
	key := emulator.AddKey(t, ada, "key")
	w.ids["key"] = key.ID
	for _, label := range []string{"process", "together", "aws cli", "sdk", "exec", "renewed", "env", "console", "served", "Production", "passphrase"} {
		w.ids[label] = emulator.AddRole(t, ada, label, key.ID, "").ID
	}
	for _, label := range []string{"guarded", "typed"} {
		w.ids[label] = emulator.AddRole(t, ada, label, key.ID, serial).ID
	}
	w.env = map[string]string{
		"IAM_COPILOT_SERVER": w.server.URL, "IAM_COPILOT_TOKEN": backendtest.Token(t, ada, "vault.read", "vault.use", "vault.write"),
		"AWS": emulator.Endpoint, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus", "BROWSER": "visit",
		"VENV": filepath.Dir(python(t)), "PYTHONDONTWRITEBYTECODE": "1",
	}
	return w
}

func python(t *testing.T) string {
	path := os.Getenv("TEST_PYTHON")
	if path == "" {
		t.Fatal("TEST_PYTHON is not set: run the tests with `make test`")
	}
	return path
}

func TestScripts(t *testing.T) {
	w := newWorld(t)
	signIn := httptest.NewServer(http.HandlerFunc(federate))
	t.Cleanup(signIn.Close)
	w.env["TEST_SIGN_IN"] = signIn.URL
	commands := clitest.Commands()
	commands["issued"], commands["together"], commands["confirm"], commands["endtokens"] = w.issued, together, w.confirm, w.endTokens
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireExplicitExec: true, Cmds: commands,
		Setup: func(env *testscript.Env) error {
			for name, value := range w.env {
				env.Setenv(name, value)
			}
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("IAM_COPILOT_DATA_DIR", filepath.Join(env.WorkDir, "data"))
			return nil
		},
	})
}

// federate is the federation endpoint of every partition: it takes sessions of
// roles and federated ones, and says in the token what it was asked.
func federate(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	var session struct{ SessionID, SessionKey, SessionToken string }
	if q.Get("Action") != "getSigninToken" || json.Unmarshal([]byte(q.Get("Session")), &session) != nil || session.SessionID == "" || session.SessionKey == "" || session.SessionToken == "" {
		http.Error(w, "", http.StatusBadRequest)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"SigninToken": "token-for-" + q.Get("SessionDuration")})
}

// confirm is somebody who waits until a code of IAM Identity Center is shown,
// and agrees, or, with "deny", does not.
func (w *world) confirm(ts *testscript.TestScript, _ bool, args []string) {
	for range 400 {
		for _, code := range w.portal.Waiting() {
			if len(args) > 0 {
				w.portal.Deny(w.t, code)
			} else {
				w.portal.Approve(w.t, code)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("no code is shown")
}

// endTokens ends the access tokens of every sign-in, as their time does.
func (w *world) endTokens(*testscript.TestScript, bool, []string) { w.portal.EndAccessTokens() }

// issued compares how many sessions of a credential the server was asked for:
// issued LABEL N.
func (w *world) issued(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 || w.ids[args[0]] == 0 {
		ts.Fatalf("usage: issued LABEL N")
	}
	if got := strconv.Itoa(w.server.Sessions(w.ids[args[0]])); got != args[1] {
		ts.Fatalf("%s sessions of %s were asked for, want %s", got, args[0], args[1])
	}
}

// together runs a program many times at once, and wants the same output of all:
// together N PROGRAM ARG….
func together(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: together N PROGRAM ARG…")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	program, err := lookPath(ts, args[1])
	ts.Check(err)
	outputs, failures := make([]string, n), make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			cmd := exec.Command(program, args[2:]...)
			cmd.Env = environmentOf(ts)
			cmd.Dir = ts.MkAbs(".")
			output, err := cmd.Output()
			outputs[i], failures[i] = string(output), err
		})
	}
	all.Wait()
	for i := range n {
		if failures[i] != nil || outputs[i] == "" || outputs[i] != outputs[0] {
			ts.Fatalf("process %d: %v, %d bytes", i, failures[i], len(outputs[i]))
		}
	}
}

func lookPath(ts *testscript.TestScript, name string) (string, error) {
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is no program %s", name)
}

func environmentOf(ts *testscript.TestScript) (out []string) {
	for _, name := range []string{"PATH", "HOME", "IAM_COPILOT_DATA_DIR", "IAM_COPILOT_SERVER", "IAM_COPILOT_TOKEN", "DBUS_SESSION_BUS_ADDRESS"} {
		out = append(out, name+"="+ts.Getenv(name))
	}
	return out
}
