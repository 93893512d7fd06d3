package door

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/local"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/restored"
	"github.com/iam-copilot/iam-copilot/desktop/internal/sealed"
	"github.com/iam-copilot/iam-copilot/desktop/internal/session"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// How long a keyring may take: with a person who may have to type a password
// into its window, and when a passphrase is at hand already.
const (
	keyringPatience   = 30 * time.Second
	keyringImpatience = 3 * time.Second
)

type phaseName int

const (
	opening    phaseName = iota // the key is being opened; a keyring may be asking its owner
	locked                      // the key cannot be opened without the person
	connecting                  // the key is open; the backend is not there yet
	failed                      // the backend cannot be opened
	ready
	closed
)

// phase is how far the application has come.
type phase struct {
	name       phaseName
	connection *connection // ready
	cause      error       // failed
}

// connection is the way to a backend, and the session with it.
type connection struct {
	session *session.Session
	backend *local.Backend  // in local mode
	remote  *http.Transport // in server mode
}

func (c *connection) close() error {
	c.session.Close()
	if c.remote != nil {
		c.remote.CloseIdleConnections()
	}
	if c.backend != nil {
		return c.backend.Close()
	}
	return nil
}

func (d *Door) phase() phase {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *Door) become(next phase) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = next
	close(d.changed)
	d.changed = make(chan struct{})
}

// await waits until the phase is not one of those given, at most for patience.
func (d *Door) await(ctx context.Context, patience time.Duration, unless ...phaseName) phase {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		d.mu.Lock()
		now, changed := d.now, d.changed
		d.mu.Unlock()
		waits := false
		for _, name := range unless {
			waits = waits || now.name == name
		}
		if !waits {
			return now
		}
		select {
		case <-changed:
		case <-timer.C:
			return now
		case <-ctx.Done():
			return now
		}
	}
}

// open opens the key and then the backend. The outcome is the phase; the error
// says why it is not ready.
func (d *Door) open(ctx context.Context, passphrase string, patience time.Duration) error {
	d.opening.Lock()
	defer d.opening.Unlock()
	switch d.phase().name {
	case ready:
		return nil
	case closed:
		return errors.New("the application is closing")
	case opening, locked, connecting, failed:
	}
	if d.holder.Key() == nil {
		d.become(phase{name: opening})
		if err := settings.Prepare(d.config.DataDir); err != nil {
			d.become(phase{name: failed, cause: err})
			return err
		}
		if err := restored.Finish(d.config.DataDir); err != nil {
			d.become(phase{name: failed, cause: err})
			return err
		}
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		if err := d.holder.Open(ctx, passphrase); err != nil {
			d.config.Log.Info("the key is locked", "reason", err)
			d.become(phase{name: locked})
			return err
		}
	}
	d.become(phase{name: connecting})
	connection, err := d.connect(ctx, d.config.Settings.Values().ServerURL)
	if err != nil {
		d.config.Log.Error("the application cannot start", "error", err)
		d.become(phase{name: failed, cause: err})
		return err
	}
	d.become(phase{name: ready, connection: connection})
	d.idle.seen(time.Now(), d.lockAfter(), d.lockIdle)
	// A passphrase takes 64 MiB to open, and a database some to migrate: the
	// system gets it back, since the application may stand open for days.
	d.background.Go(debug.FreeOSMemory)
	return nil
}

// connect makes the way to a server, or to the backend in this application
// when serverURL is empty. A server need not answer.
func (d *Door) connect(ctx context.Context, serverURL string) (*connection, error) {
	file, err := sealed.New(filepath.Join(d.config.DataDir, "session-window.sealed"), d.holder.Key(), "session of the window")
	if err != nil {
		return nil, err
	}
	config := session.Config{File: file, UserAgent: session.UserAgent("IAMCopilot-Desktop", d.config.Version), Log: d.config.Log}
	c := &connection{}
	if serverURL == "" {
		// The backend outlives the request that opens it.
		c.backend, err = local.Start(context.WithoutCancel(ctx), local.Config{
			DataDir: d.config.DataDir, MasterKey: d.holder.Key(), Version: d.config.Version,
		})
		if err != nil {
			return nil, err
		}
		config.Server, config.Transport = local.Origin(), c.backend
	} else {
		if config.Server, err = session.ParseServer(serverURL); err != nil {
			return nil, errors.New("the server in the settings is not one: " + err.Error())
		}
		c.remote = session.NewTransport(config.Server)
		config.Transport = c.remote
	}
	if c.session, err = session.Open(config); err != nil {
		if c.backend != nil {
			err = errors.Join(err, c.backend.Close())
		}
		return nil, err
	}
	return c, nil
}

// protection is the state of the key, as the page is told.
func (d *Door) protection() masterkey.Protection {
	protection, _, _ := d.holder.State()
	return protection
}
