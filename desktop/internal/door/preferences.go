package door

import (
	"net/http"
	"slices"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/desktop/internal/update"
)

// Preferences are what the person may set of the window (GET and POST
// /desktop/preferences).
type Preferences struct {
	// LockAfterMinutes is 0 for never, at most a day.
	LockAfterMinutes int  `json:"lock_after_minutes"`
	ShowInCaptures   bool `json:"show_in_captures"`
	CheckForUpdates  bool `json:"check_for_updates"`
	// CaptureProtection tells whether this system can hide the window from
	// screenshots and shared screens. It is not set.
	CaptureProtection bool `json:"capture_protection"`
	// Updates tells whether this build knows where updates are announced. It is
	// not set.
	Updates bool `json:"updates"`
}

const maxLockMinutes = 24 * 60

func (d *Door) preferences(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, "application/json", d.currentPreferences())
}

func (d *Door) currentPreferences() Preferences {
	v := d.config.Settings.Values()
	return Preferences{
		LockAfterMinutes: v.LockAfter, ShowInCaptures: v.ShowInCaptures, CheckForUpdates: !v.NoUpdateCheck,
		CaptureProtection: d.config.CaptureProtection, Updates: update.Address != "",
	}
}

func (d *Door) prefer(w http.ResponseWriter, r *http.Request) {
	in := d.currentPreferences()
	if !d.read(w, r, &in) {
		return
	}
	if in.LockAfterMinutes < 0 || in.LockAfterMinutes > maxLockMinutes {
		problem(w, http.StatusUnprocessableEntity, "desktop.malformed", "The window locks itself after 1 to 1,440 minutes, or with 0 never.")
		return
	}
	err := d.config.Settings.Change(func(v *settings.Values) {
		v.LockAfter, v.ShowInCaptures, v.NoUpdateCheck = in.LockAfterMinutes, in.ShowInCaptures, !in.CheckForUpdates
	})
	if err != nil {
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
		return
	}
	d.idle.seen(time.Now(), d.lockAfter(), d.lockIdle)
	writeJSON(w, http.StatusOK, "application/json", d.currentPreferences())
}

// remember puts a server first on the list of those that were used.
func remember(servers []string, server string) []string {
	const most = 20
	out := append([]string{server}, without(servers, server)...)
	return out[:min(len(out), most)]
}

func without(servers []string, server string) []string {
	return slices.DeleteFunc(slices.Clone(servers), func(s string) bool { return s == server })
}

// News is the answer to looking for an update.
type News struct {
	// Newer tells whether there is a newer version than this one.
	Newer   bool   `json:"newer"`
	Version string `json:"version,omitempty"`
	URL     string `json:"url,omitempty"`
	Notes   string `json:"notes,omitempty"`
}

const lookTime = 20 * time.Second

// lookForUpdate tells of a newer version. It installs nothing.
func (d *Door) lookForUpdate(w http.ResponseWriter, r *http.Request) {
	if update.Address == "" {
		problem(w, http.StatusConflict, "desktop.no_updates", "This build does not know where updates are announced: whoever made it gives them.")
		return
	}
	client := &http.Client{Timeout: lookTime}
	found, err := update.Look(r.Context(), client, d.config.Settings.Values().NewestSeen, time.Now())
	if err != nil {
		d.config.Log.Warn("updates cannot be looked for", "error", err)
		problem(w, http.StatusBadGateway, "desktop.no_update_news", sentence(err))
		return
	}
	if err := d.config.Settings.Change(func(v *settings.Values) { v.NewestSeen = found.Version }); err != nil {
		d.config.Log.Warn("the newest version is not remembered", "error", err)
	}
	news := News{}
	if update.Newer(found.Version, d.config.Version) {
		news = News{Newer: true, Version: found.Version, URL: found.URL, Notes: found.Notes}
	}
	writeJSON(w, http.StatusOK, "application/json", news)
}
