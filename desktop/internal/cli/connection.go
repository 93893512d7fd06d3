package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/sealed"
	"github.com/iam-copilot/iam-copilot/desktop/internal/session"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The environment variables of the online commands.
const (
	serverVariable     = "IAM_COPILOT_SERVER"
	passphraseVariable = "IAM_COPILOT_PASSPHRASE"
)

// connection is a session with a server, for one run of a command.
type connection struct {
	*session.Session
	settings *settings.File
}

// addServer gives a command the flag that names the server.
func addServer(cmd *cobra.Command, server *string) {
	cmd.Flags().StringVar(server, "server", "", "address of the server, such as https://iam.example.com (or "+serverVariable+"; the last one signed in to is remembered)")
}

// connect opens the session with the server that is named by the flag, the
// environment, or the last sign-in.
func connect(cmd *cobra.Command, serverFlag string) (*connection, error) {
	dir, err := settings.DataDir()
	if err != nil {
		return nil, failed(err)
	}
	file, err := settings.OpenCommandLine(dir)
	if err != nil {
		return nil, failed(err)
	}
	server, err := chooseServer(serverFlag, os.Getenv(serverVariable), file.Values().ServerURL)
	if err != nil {
		return nil, err
	}
	if err := settings.Prepare(dir); err != nil {
		return nil, failed(err)
	}
	key, err := openKey(cmd, masterkey.New(dir, keyring.NewSystem()))
	if err != nil {
		return nil, failed(err)
	}
	kept, err := sealed.New(filepath.Join(dir, "session-command-line.sealed"), key, "session of the command line")
	if err != nil {
		return nil, failed(err)
	}
	s, err := session.Open(session.Config{
		Server: server, Transport: session.NewTransport(server), File: kept, KeepAccess: true,
		UserAgent: session.UserAgent("iamcopilot", version()),
		Log:       slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		return nil, failed(err)
	}
	return &connection{Session: s, settings: file}, nil
}

func chooseServer(named ...string) (*url.URL, error) {
	for _, raw := range named {
		if raw == "" {
			continue
		}
		server, err := session.ParseServer(raw)
		if err != nil {
			return nil, fmt.Errorf("the server %q: %w", raw, err)
		}
		return server, nil
	}
	return nil, errors.New("name the server with --server, such as --server https://iam.example.com")
}

// How long the keyring may take: somebody at a terminal may have to unlock it.
const (
	patience   = 30 * time.Second
	impatience = 3 * time.Second
)

// openKey opens the key that seals the session: with the keyring, else with
// the passphrase from the environment or the terminal.
func openKey(cmd *cobra.Command, holder *masterkey.Holder) ([]byte, error) {
	file, present := terminal(cmd)
	wait := impatience
	if present {
		wait = patience
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), wait)
	defer cancel()
	err := holder.Open(ctx, os.Getenv(passphraseVariable))
	if err == nil {
		return holder.Key(), nil
	}
	_, reason, _ := holder.State()
	switch {
	case errors.Is(err, masterkey.ErrWrongPassphrase) || errors.Is(err, masterkey.ErrWeakPassphrase):
		return nil, fmt.Errorf("%s: %w", passphraseVariable, err)
	case reason != masterkey.NeedsPassphrase && reason != masterkey.NeedsNewPassphrase:
		return nil, err
	case !present:
		return nil, fmt.Errorf("the session cannot be kept safely, so nothing was done: no keyring is available; set %s to a passphrase that protects it instead", passphraseVariable)
	}
	passphrase, err := askPassphrase(cmd, file, reason == masterkey.NeedsNewPassphrase)
	if err != nil {
		return nil, err
	}
	ctx, cancel = context.WithTimeout(cmd.Context(), impatience)
	defer cancel()
	if err := holder.Open(ctx, passphrase); err != nil {
		return nil, err
	}
	return holder.Key(), nil
}

func askPassphrase(cmd *cobra.Command, file *os.File, isNew bool) (string, error) {
	if !isNew {
		return askSecret(cmd, file, "Passphrase: ")
	}
	fmt.Fprintln(cmd.ErrOrStderr(), "No keyring is available. Choose a passphrase that protects the session on this computer.")
	first, err := askSecret(cmd, file, "New passphrase: ")
	if err != nil {
		return "", err
	}
	second, err := askSecret(cmd, file, "Once more: ")
	if err != nil {
		return "", err
	}
	if first != second {
		return "", errors.New("the two passphrases are not the same")
	}
	return first, nil
}

var errSignedOut = errors.New("you are not signed in; run iamcopilot login")

// call sends a request and reads the answer into out, unless it is nil. A
// problem of the server comes back as *api.Problem.
func (c *connection) call(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		content, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(content)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.Server().String()+api.Base+path, body)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "application/json")
	if in != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	answer, err := c.RoundTrip(request)
	if err != nil {
		return fmt.Errorf("no answer from %s: %w", c.Server(), err)
	}
	content, err := io.ReadAll(io.LimitReader(answer.Body, 16<<20))
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return fmt.Errorf("no whole answer from %s: %w", c.Server(), err)
	}
	if answer.StatusCode >= 300 {
		problem := &api.Problem{Status: answer.StatusCode, Title: answer.Status}
		_ = json.Unmarshal(content, problem) // whatever it is, the status stands
		problem.Status = answer.StatusCode
		return problem
	}
	if out == nil || len(content) == 0 {
		return nil
	}
	if err := json.Unmarshal(content, out); err != nil {
		return fmt.Errorf("the answer of %s cannot be understood: %w", c.Server(), err)
	}
	return nil
}
