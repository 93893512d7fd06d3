// Package door answers everything that the page in the window asks for: the
// user interface itself, the interface of the backend under /api, which it
// passes on with the session's token, and the application's own state under
// /desktop. It is an http.Handler that no network reaches.
package door

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Config is what the door needs.
type Config struct {
	// DataDir holds everything that is kept.
	DataDir string
	// Settings are those of the data folder.
	Settings *settings.File
	// Ring is the system's keyring.
	Ring masterkey.Ring
	// Passphrase opens the key where no keyring does; empty to ask for it.
	Passphrase string
	// UI is the built user interface.
	UI fs.FS
	// Version is the application's.
	Version string
	// Log hears of what goes wrong behind the page's back.
	Log *slog.Logger
	// Shell is the window around the page.
	Shell Shell
	// CaptureProtection tells whether the window can be hidden from screenshots.
	CaptureProtection bool
}

// Door is an http.Handler. Make it with New, and Close it in the end.
type Door struct {
	config Config
	holder *masterkey.Holder
	index  []byte // the user interface's page; nil when it was not built

	ctx        context.Context // ends with the door
	end        context.CancelFunc
	begin      sync.Once
	idle       idleness
	clipboard  *clipboard
	opening    sync.Mutex // held by whoever opens, unlocks or switches
	background sync.WaitGroup

	mu      sync.Mutex
	now     phase
	changed chan struct{} // closed at the next change of now
}

// New gives the door of a data folder. It opens nothing yet: the key and the
// backend are opened at the first request, when the window is there.
func New(config Config) *Door {
	ctx, end := context.WithCancel(context.Background())
	return &Door{
		ctx: ctx, end: end, config: config, holder: masterkey.New(config.DataDir, config.Ring), index: readIndex(config.UI),
		changed: make(chan struct{}), clipboard: &clipboard{shell: config.Shell},
	}
}

// ServeHTTP implements http.Handler. Protect belongs before it.
func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.begin.Do(func() {
		d.background.Go(func() { _ = d.open(d.ctx, d.config.Passphrase, keyringPatience) }) // the outcome is the phase
	})
	path := r.URL.Path
	if strings.HasPrefix(path, "/api/") {
		d.passOn(w, r)
		return
	}
	methods, ours := d.own()[path]
	switch {
	case ours:
		only(methods)(w, r)
	case strings.HasPrefix(path, "/desktop/"):
		only(handlers{http.MethodGet: servePageFile})(w, r)
	default:
		only(handlers{http.MethodGet: d.serveUI})(w, r)
	}
}

// handlers answers the methods of one address.
type handlers map[string]http.HandlerFunc

// own is the application's own interface.
func (d *Door) own() map[string]handlers {
	post := func(h http.HandlerFunc) handlers { return handlers{http.MethodPost: h} }
	return map[string]handlers{
		"/desktop/state":         {http.MethodGet: d.state},
		"/desktop/preferences":   {http.MethodGet: d.preferences, http.MethodPost: d.prefer},
		"/desktop/unlock":        post(d.unlock),
		"/desktop/lock":          post(d.lockNow),
		"/desktop/active":        post(d.active),
		"/desktop/protect":       post(d.protect),
		"/desktop/server":        post(d.chooseServer),
		"/desktop/forget-server": post(d.forgetServer),
		"/desktop/sso":           post(d.signInWithProvider),
		"/desktop/browse":        post(d.browse),
		"/desktop/backup":        post(d.backUp),
		"/desktop/restore":       post(d.restore),
		"/desktop/logs":          post(d.saveLogs),
		"/desktop/update":        post(d.lookForUpdate),
		"/desktop/clipboard":     post(d.copySecret),
		"/desktop/notify":        post(d.notify),
	}
}

// Close ends what runs behind the door. The session stays for the next start.
func (d *Door) Close() error {
	d.end()
	d.idle.stop()
	d.clipboard.clear()
	d.background.Wait()
	d.opening.Lock()
	defer d.opening.Unlock()
	connection := d.phase().connection
	d.become(phase{name: closed})
	if connection == nil {
		return nil
	}
	return connection.close()
}

func only(methods handlers) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		next, known := methods[method]
		if !known {
			w.Header().Set("Allow", strings.Join(slices.Sorted(maps.Keys(methods)), ", "))
			problem(w, http.StatusMethodNotAllowed, "web.method_not_allowed", "This address does not know the method "+r.Method+".")
			return
		}
		next(w, r)
	}
}

// problem answers with an error in the form of the backend's.
func problem(w http.ResponseWriter, status int, code, detail string) {
	writeJSON(w, status, "application/problem+json", api.Problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail,
	})
}

func writeJSON(w http.ResponseWriter, status int, contentType string, body any) {
	content, err := json.Marshal(body)
	if err != nil {
		panic(err) // the callers' types are plain
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(content)
}

// readJSON reads the body of a request of our own page.
func readJSON(w http.ResponseWriter, r *http.Request, into any) error {
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); !strings.EqualFold(strings.TrimSpace(kind), "application/json") {
		return errors.New("send the body as JSON, with Content-Type: application/json")
	}
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return errors.New("the body is not the JSON object that is wanted here")
	}
	return nil
}
