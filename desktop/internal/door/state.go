package door

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/session"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// State is what the page may know of the application (GET /desktop/state).
type State struct {
	SignedIn      bool                 `json:"signed_in"`
	Mode          string               `json:"mode"` // local or server
	ServerURL     string               `json:"server_url"`
	KeyProtection masterkey.Protection `json:"key_protection"`
	Version       string               `json:"version"`
	// Servers are those that were used before, the newest first.
	Servers []string `json:"servers"`
}

func (d *Door) currentState(now phase) State {
	state := State{Mode: "local", ServerURL: d.config.Settings.Values().ServerURL, KeyProtection: d.protection(), Version: d.config.Version}
	if state.Servers = d.config.Settings.Values().Servers; state.Servers == nil {
		state.Servers = []string{}
	}
	if state.ServerURL != "" {
		state.Mode = "server"
	}
	if now.connection != nil {
		state.SignedIn = now.connection.session.SignedIn()
	}
	return state
}

func (d *Door) state(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, http.StatusOK, "application/json", d.currentState(d.await(r.Context(), keyringPatience, opening, connecting)))
}

// unlock opens the key with a passphrase or, when that is empty, tries the
// keyring once more.
func (d *Door) unlock(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Passphrase string `json:"passphrase"`
	}
	if !d.read(w, r, &in) {
		return
	}
	if !fitPassphrase(w, in.Passphrase) {
		return
	}
	patience := keyringPatience
	if in.Passphrase != "" {
		patience = keyringImpatience
	}
	err := d.open(r.Context(), in.Passphrase, patience)
	switch {
	case err == nil:
		writeJSON(w, http.StatusOK, "application/json", d.currentState(d.phase()))
	case errors.Is(err, masterkey.ErrWeakPassphrase):
		problem(w, http.StatusUnprocessableEntity, "desktop.weak_passphrase", sentence(err))
	case errors.Is(err, masterkey.ErrWrongPassphrase):
		problem(w, http.StatusForbidden, "desktop.wrong_passphrase", sentence(err))
	default:
		problem(w, http.StatusConflict, "desktop.locked", sentence(err))
	}
}

// serverCheck bounds the question whether a server is there.
const serverCheck = 15 * time.Second

// chooseServer points the window at a team server, or at the backend in this
// application. The session with the former one ends.
func (d *Door) chooseServer(w http.ResponseWriter, r *http.Request) {
	var in struct {
		URL string `json:"url"`
	}
	if !d.read(w, r, &in) {
		return
	}
	wanted := ""
	if in.URL != "" {
		server, err := session.ParseServer(in.URL)
		if err != nil {
			problem(w, http.StatusUnprocessableEntity, "desktop.bad_server", sentence(err))
			return
		}
		wanted = server.String()
	}
	d.await(r.Context(), keyringPatience, opening, connecting)
	// A request that a page has given up still switches wholly or not at all.
	next, err := d.switchTo(context.WithoutCancel(r.Context()), wanted)
	var unreachable *session.Unreachable
	switch {
	case err == nil:
		writeJSON(w, http.StatusOK, "application/json", d.currentState(next))
	case errors.As(err, &unreachable):
		problem(w, http.StatusUnprocessableEntity, "desktop.no_server", sentence(err))
	case errors.Is(err, errNotReady):
		problem(w, http.StatusConflict, "desktop.locked", sentence(err))
	default:
		d.config.Log.Error("the server was not switched", "error", err)
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
	}
}

var errNotReady = errors.New("the application is not open yet")

func (d *Door) switchTo(ctx context.Context, wanted string) (phase, error) {
	d.opening.Lock()
	defer d.opening.Unlock()
	now := d.phase()
	if d.holder.Key() == nil || now.name == closed {
		return now, errNotReady
	}
	if now.name == ready && wanted == d.config.Settings.Values().ServerURL {
		return now, nil
	}
	if wanted != "" {
		server, err := session.ParseServer(wanted)
		if err != nil {
			return now, err
		}
		ctx, cancel := context.WithTimeout(ctx, serverCheck)
		defer cancel()
		if _, err := session.Probe(ctx, server); err != nil {
			return now, err
		}
	}
	connection, err := d.connect(ctx, wanted)
	if err != nil {
		return now, err
	}
	before := now.connection
	if before != nil {
		if err := before.session.Leave(ctx); err != nil {
			return now, errors.Join(fmt.Errorf("the session with the former server cannot be ended: %w", err), connection.close())
		}
	}
	if err := d.config.Settings.Change(func(v *settings.Values) {
		if v.ServerURL = wanted; wanted != "" {
			v.Servers = remember(v.Servers, wanted)
		}
	}); err != nil {
		return now, errors.Join(err, connection.close())
	}
	next := phase{name: ready, connection: connection}
	d.become(next)
	if before != nil {
		d.background.Go(func() {
			if err := before.close(); err != nil {
				d.config.Log.Warn("the former backend did not close in order", "error", err)
			}
		})
	}
	return next, nil
}
