package door

import (
	"net/http"
	"strings"
	"unicode/utf8"
)

// Shell is what the window can do that a page cannot.
type Shell interface {
	// SaveFile asks where to save a file; empty when the person gave up.
	SaveFile(title, name string) (path string, err error)
	// OpenFile asks for a file; empty when the person gave up.
	OpenFile(title, pattern string) (path string, err error)
	// Browse opens an address in the person's browser.
	Browse(address string) error
	// Notify shows a message of the system's.
	Notify(title, text string) error
	// Clipboard reads the text on the clipboard, SetClipboard replaces it.
	Clipboard() (string, error)
	SetClipboard(text string) error
	// Reload loads the page anew.
	Reload()
}

// notify shows a message of the system's, for what ends while the window is
// not in front.
func (d *Door) notify(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Title string `json:"title"`
		Text  string `json:"text"`
	}
	if !d.read(w, r, &in) {
		return
	}
	if err := d.config.Shell.Notify(oneLine(in.Title, 120), oneLine(in.Text, 400)); err != nil {
		d.config.Log.Info("the system shows no message", "error", err)
	}
	w.WriteHeader(http.StatusNoContent)
}

// oneLine is a text as the system's messages show it.
func oneLine(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// browse opens a page of the team server in the person's browser, for what the
// window cannot do, such as passkeys.
func (d *Door) browse(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Path string `json:"path"`
	}
	if !d.read(w, r, &in) {
		return
	}
	server := d.config.Settings.Values().ServerURL
	if server == "" {
		problem(w, http.StatusConflict, "desktop.local", "This computer has no page in a browser.")
		return
	}
	if !strings.HasPrefix(in.Path, "/") || strings.HasPrefix(in.Path, "//") || strings.ContainsAny(in.Path, "\\\r\n") {
		problem(w, http.StatusUnprocessableEntity, "desktop.malformed", "That is no page of the server.")
		return
	}
	if err := d.config.Shell.Browse(server + in.Path); err != nil {
		problem(w, http.StatusInternalServerError, "desktop.no_browser", sentence(err))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// read reads the body of a request, or answers for it.
func (d *Door) read(w http.ResponseWriter, r *http.Request, into any) bool {
	if err := readJSON(w, r, into); err != nil {
		problem(w, http.StatusBadRequest, "desktop.malformed", sentence(err))
		return false
	}
	return true
}
