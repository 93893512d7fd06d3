package door

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
)

// idleness knows when a person was last here. A computer that slept counts the
// time of its sleep, which timers do not.
type idleness struct {
	mu    sync.Mutex
	last  time.Time
	timer *time.Timer
}

// seen notes that a person is here, and gives how long nobody was. Nobody for
// limit from now on: then is called.
func (i *idleness) seen(now time.Time, limit time.Duration, then func()) (away time.Duration) {
	i.mu.Lock()
	defer i.mu.Unlock()
	now = now.Round(0) // without the clock that stands still in a sleep
	if !i.last.IsZero() {
		away = now.Sub(i.last)
	}
	i.last = now
	if i.timer != nil {
		i.timer.Stop()
		i.timer = nil
	}
	if limit > 0 {
		i.timer = time.AfterFunc(limit, then)
	}
	return away
}

func (i *idleness) stop() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.last = time.Time{}
	if i.timer != nil {
		i.timer.Stop()
		i.timer = nil
	}
}

func (d *Door) lockAfter() time.Duration {
	return time.Duration(d.config.Settings.Values().LockAfter) * time.Minute
}

// active hears from the page that the person does something. Who comes back
// too late finds the window locked.
func (d *Door) active(w http.ResponseWriter, _ *http.Request) {
	if d.phase().name != ready {
		problem(w, http.StatusServiceUnavailable, "desktop.locked", "The application is not open yet.")
		return
	}
	limit := d.lockAfter()
	if away := d.idle.seen(time.Now(), limit, d.lockIdle); limit > 0 && away > limit {
		d.lockIdle()
		problem(w, http.StatusServiceUnavailable, "desktop.locked", "The application was locked, because nobody was here for a while.")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (d *Door) lockIdle() {
	if err := d.Lock(); err != nil {
		d.config.Log.Error("the data was not closed in order", "error", err)
	}
	d.config.Shell.Reload()
}

// Lock closes everything and forgets the key, until the keyring or the person
// opens it again. The session stays.
func (d *Door) Lock() error {
	d.opening.Lock()
	defer d.opening.Unlock()
	return d.shut(phase{name: locked})
}

// shut closes what is open and becomes next. Whoever calls holds d.opening.
func (d *Door) shut(next phase) error {
	now := d.phase()
	if now.name == closed || d.holder.Key() == nil {
		return nil
	}
	d.idle.stop()
	d.clipboard.clear()
	d.become(next)
	var err error
	if now.connection != nil {
		err = now.connection.close()
	}
	d.holder.Forget()
	return err
}

// lockNow locks because the person wants it.
func (d *Door) lockNow(w http.ResponseWriter, _ *http.Request) {
	if err := d.Lock(); err != nil {
		d.config.Log.Error("the data was not closed in order", "error", err)
	}
	w.WriteHeader(http.StatusNoContent)
}

// protect has a passphrase protect the key from now on.
func (d *Door) protect(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Passphrase string `json:"passphrase"`
	}
	if !d.read(w, r, &in) || !fitPassphrase(w, in.Passphrase) {
		return
	}
	d.opening.Lock()
	defer d.opening.Unlock()
	ctx, cancel := context.WithTimeout(r.Context(), keyringPatience)
	defer cancel()
	err := d.holder.Protect(ctx, in.Passphrase)
	switch {
	case err == nil:
		writeJSON(w, http.StatusOK, "application/json", d.currentState(d.phase()))
	case errors.Is(err, masterkey.ErrWeakPassphrase):
		problem(w, http.StatusUnprocessableEntity, "desktop.weak_passphrase", sentence(err))
	default:
		problem(w, http.StatusConflict, "desktop.failed", sentence(err))
	}
}

// fitPassphrase refuses what is too long to be one.
func fitPassphrase(w http.ResponseWriter, passphrase string) bool {
	if len(passphrase) <= 1024 {
		return true
	}
	problem(w, http.StatusUnprocessableEntity, "desktop.weak_passphrase", "The passphrase must not be longer than 1,024 bytes.")
	return false
}
