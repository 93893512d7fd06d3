package door

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/backup"
	"github.com/iam-copilot/iam-copilot/desktop/internal/logbundle"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/session"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// saved is the answer to saving a file; the path is empty when the person gave up.
type saved struct {
	Path string `json:"path"`
}

// askSave asks the person where to save a file, or answers for it.
func (d *Door) askSave(w http.ResponseWriter, title, name string) (path string, ok bool) {
	path, err := d.config.Shell.SaveFile(title, name)
	if err != nil {
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
		return "", false
	}
	if path == "" {
		writeJSON(w, http.StatusOK, "application/json", saved{})
		return "", false
	}
	return path, true
}

// today is a date for the name of a file.
func today() string { return time.Now().Format("2006-01-02") }

// backUp saves everything of this computer in one file, sealed under a passphrase.
func (d *Door) backUp(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Passphrase string `json:"passphrase"`
		Title      string `json:"title"` // of the window that asks where
	}
	if !d.read(w, r, &in) || !fitPassphrase(w, in.Passphrase) {
		return
	}
	key := d.holder.Key()
	if key == nil {
		problem(w, http.StatusServiceUnavailable, "desktop.locked", "The application is not open yet.")
		return
	}
	// Before the person has chosen a place for nothing.
	if err := masterkey.CheckPassphrase(in.Passphrase); err != nil {
		problem(w, http.StatusUnprocessableEntity, "desktop.weak_passphrase", sentence(err))
		return
	}
	path, ok := d.askSave(w, in.Title, "iam-copilot-"+today()+backup.Extension)
	if !ok {
		return
	}
	if filepath.Ext(path) == "" {
		path += backup.Extension
	}
	source := backup.Source{DataDir: d.config.DataDir, MasterKey: key, Version: d.config.Version}
	if _, err := backup.Create(context.WithoutCancel(r.Context()), source, path, in.Passphrase); err != nil {
		d.config.Log.Error("no backup was made", "error", err)
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
		return
	}
	writeJSON(w, http.StatusOK, "application/json", saved{Path: path})
}

// restore puts a backup in the place of what is on this computer, and opens it.
func (d *Door) restore(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Passphrase string `json:"passphrase"`
		Title      string `json:"title"`
	}
	if !d.read(w, r, &in) || !fitPassphrase(w, in.Passphrase) {
		return
	}
	path, err := d.config.Shell.OpenFile(in.Title, "*"+backup.Extension)
	if err != nil {
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
		return
	}
	if path == "" {
		writeJSON(w, http.StatusOK, "application/json", backup.Restored{})
		return
	}
	done, err := d.restoreFrom(context.WithoutCancel(r.Context()), path, in.Passphrase)
	switch {
	case err == nil:
		d.config.Log.Info("a backup was restored", "made_at", done.MadeAt, "kept", done.Kept)
		writeJSON(w, http.StatusOK, "application/json", done)
	case errors.Is(err, masterkey.ErrWrongPassphrase):
		problem(w, http.StatusForbidden, "desktop.wrong_passphrase", sentence(err))
	case errors.Is(err, backup.ErrNoBackup), errors.Is(err, backup.ErrDamaged), errors.Is(err, backup.ErrNewer):
		problem(w, http.StatusUnprocessableEntity, "desktop.bad_backup", sentence(err))
	case errors.Is(err, settings.ErrOccupied):
		problem(w, http.StatusConflict, "desktop.occupied", sentence(err))
	default:
		d.config.Log.Error("a backup was not restored", "error", err)
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
	}
}

// restoreFrom closes what is open, whatever protects it, and opens what comes
// of it: the backup's data or, when that is refused, what was there before.
func (d *Door) restoreFrom(ctx context.Context, path, passphrase string) (backup.Restored, error) {
	d.await(ctx, keyringPatience, opening, connecting)
	wasOpen := d.holder.Key() != nil
	done, err := func() (backup.Restored, error) {
		d.opening.Lock()
		defer d.opening.Unlock()
		if now := d.phase(); now.name == closed {
			return backup.Restored{}, errNotReady
		} else if now.connection != nil {
			d.become(phase{name: opening})
			d.idle.stop()
			if err := now.connection.close(); err != nil {
				d.config.Log.Warn("the data was not closed in order", "error", err)
			}
		}
		done, err := backup.Restore(ctx, d.config.DataDir, d.config.Ring, path, passphrase, d.config.Version)
		if err == nil {
			d.holder.Forget()
			// Tokens of a server were sealed under the key of before, and a
			// restored computer begins with its own data.
			err = d.config.Settings.Change(func(v *settings.Values) { v.ServerURL = "" })
		}
		if !wasOpen || err == nil {
			d.become(phase{name: locked})
		}
		return done, err
	}()
	if err != nil && !wasOpen {
		return done, err // the passphrase is not for what is here
	}
	// With a keyring the new key opens by itself; else the passphrase is at hand.
	if openErr := d.open(ctx, passphrase, keyringPatience); openErr != nil {
		d.config.Log.Info("what was restored is locked", "reason", openErr)
	}
	return done, err
}

// saveLogs packs the logs for somebody who looks into a problem.
func (d *Door) saveLogs(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Title string `json:"title"`
	}
	if !d.read(w, r, &in) {
		return
	}
	path, ok := d.askSave(w, in.Title, "iam-copilot-logs-"+today()+".zip")
	if !ok {
		return
	}
	if err := logbundle.Pack(d.config.DataDir, path, d.config.Version, time.Now()); err != nil {
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
		return
	}
	writeJSON(w, http.StatusOK, "application/json", saved{Path: path})
}

// forgetServer takes a server off the list of those that were used.
func (d *Door) forgetServer(w http.ResponseWriter, r *http.Request) {
	var in struct {
		URL string `json:"url"`
	}
	if !d.read(w, r, &in) {
		return
	}
	server, err := session.ParseServer(in.URL)
	if err != nil {
		problem(w, http.StatusUnprocessableEntity, "desktop.bad_server", sentence(err))
		return
	}
	err = d.config.Settings.Change(func(v *settings.Values) { v.Servers = without(v.Servers, server.String()) })
	if err != nil {
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
		return
	}
	writeJSON(w, http.StatusOK, "application/json", d.currentState(d.phase()))
}
